"""A damaged database is kept aside, byte for byte, and what can be read of it is in a new one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import NOW, URL, a_feed, a_new, an_entry, an_intent, fill, run

from reader.errors import StoreDamagedError, StoreError
from reader.models import ChangedEntry, Filter, Mark, Problem
from reader.query import parse
from reader.store import entries, feeds
from reader.store.aside import keep_aside
from reader.store.db import Database, open_or_replace


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the user's data goes; nothing is there yet."""
    return tmp_path / "data" / "qari" / "qari.db"


def kept(path: Path) -> list[Path]:
    """The files aside, by name."""
    return sorted(file for file in path.parent.iterdir() if ".damaged-" in file.name)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "garbage": lambda _: b"This is not a database." * 500,
    "short garbage": lambda _: b"?",
    "truncated": lambda whole: whole[: len(whole) // 2],
    "truncated within a page": lambda whole: whole[: len(whole) // 2 + 1234],
    "a header alone": lambda whole: whole[:100],
    "schema overwritten": lambda whole: whole[:100] + b"\xff" * 3996 + whole[4096:],
    "header overwritten": lambda whole: b"\0" * 100 + whole[100:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_kept_aside(path: Path, damage: Callable[[bytes], bytes]) -> None:
    """Its bytes are untouched under a new name, which the notice tells, and a new database works."""
    damaged = damage(fill(path, 50))
    path.write_bytes(damaged)
    opened = open_or_replace(path)
    with closing(opened.database) as db:
        notice = opened.notices[0]
        facts = dict(notice.facts)
        assert notice.key in ("notice.database_damaged", "notice.database_repaired")
        assert facts["path"] == str(path)
        assert Path(facts["kept"]).read_bytes() == damaged
        assert kept(path) == [Path(facts["kept"])]
        assert not db.read_only
        assert "a" in {entry.guid for entry in entries.known(db, a_feed(db, "a"))}
    again = open_or_replace(path)
    again.database.close()
    assert again.notices == ()


CRASHED = """
import os, sys
from pathlib import Path
from reader.store.db import Database, open_or_replace
from store_samples import NOW, a_new, an_entry, an_intent, a_feed, fill, run
db = open_or_replace(Path(sys.argv[1])).database
a_feed(db, "a", "b", "c")
os._exit(0)
"""


def crash(path: Path) -> None:
    """Leave a database whose entries are in its WAL, as a process that is killed does."""
    run(CRASHED, path)
    assert path.with_name("qari.db-wal").stat().st_size


def test_the_wal_of_a_damaged_file_is_kept_with_it(path: Path) -> None:
    """SQLite would write it into the damaged file; both stay as they are, side by side."""
    crash(path)
    ahead = path.with_name("qari.db-wal").read_bytes()
    path.write_bytes(b"garbage" * 1000)
    open_or_replace(path).database.close()
    file, wal = (kept(path)[0], kept(path)[0].with_name(kept(path)[0].name + "-wal"))
    assert file.read_bytes() == b"garbage" * 1000
    assert wal.read_bytes() == ahead


def test_the_wal_of_a_killed_process_is_read(path: Path) -> None:
    """What it had committed is there."""
    crash(path)
    opened = open_or_replace(path)
    with closing(opened.database) as db:
        assert opened.notices == ()
        assert len(entries.ids(db, Filter())) == 3


def test_an_empty_file_is_begun_quietly(path: Path) -> None:
    """There is nothing in it to lose."""
    path.parent.mkdir(parents=True)
    path.touch()
    opened = open_or_replace(path)
    opened.database.close()
    assert opened.notices == ()


@pytest.mark.parametrize("main", ["empty", "missing"])
def test_a_wal_without_its_database_is_kept(path: Path, main: str) -> None:
    """SQLite would delete the WAL of an empty or new file; what it holds is kept aside first."""
    path.parent.mkdir(parents=True)
    if main == "empty":
        path.touch()
    path.with_name("qari.db-wal").write_bytes(b"written ahead")
    opened = open_or_replace(path)
    opened.database.close()
    assert [notice.key for notice in opened.notices] == ["notice.database_damaged"]
    assert kept(path)[-1].read_bytes() == b"written ahead"


def test_keeping_aside_never_overwrites(tmp_path: Path) -> None:
    """Files that are damaged within one second get names of their own, and so do those beside older ones."""
    path, at = tmp_path / "qari.db", datetime(2024, 7, 26, 14, 5, 30, tzinfo=UTC)
    (tmp_path / "qari.db.damaged-20240726-140530-2-wal").write_bytes(b"older")
    for content in (b"one", b"two", b"three"):
        path.write_bytes(content)
        keep_aside(path, at)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        "qari.db.damaged-20240726-140530": b"one",
        "qari.db.damaged-20240726-140530-2-wal": b"older",
        "qari.db.damaged-20240726-140530-3": b"two",
        "qari.db.damaged-20240726-140530-4": b"three",
    }


def test_damage_after_damage_keeps_each(path: Path) -> None:
    """Three damaged files in a row are three files aside."""
    path.parent.mkdir(parents=True)
    contents = [b"garbage %d" % number * 500 for number in range(3)]
    for content in contents:
        path.write_bytes(content)
        open_or_replace(path).database.close()
    assert sorted(file.read_bytes() for file in kept(path)) == contents


def test_damage_that_is_met_later_is_told_and_dealt_with_at_the_next_start(path: Path) -> None:
    """A page in the middle is not read at opening; meeting it is an error, and the next start keeps the file aside."""
    whole = fill(path, 400)
    pages = [whole[start : start + 4096] for start in range(0, len(whole), 4096)]
    schema = len(pages) // 2  # it is read at opening, and fills the first pages
    damaged = b"".join(pages[:schema]) + b"".join(b"\xff" * 8 + page[8:] for page in pages[schema:])
    path.write_bytes(damaged)
    opened = open_or_replace(path)
    with closing(opened.database) as db, pytest.raises(StoreDamagedError):
        feeds.subscribed(db)
    assert opened.notices == ()
    opened = open_or_replace(path)
    with closing(opened.database) as db:
        assert [feed.url for feed in feeds.subscribed(db)] == [URL]
        assert opened.notices[0].key == "notice.database_repaired"
    assert [file.read_bytes() for file in kept(path)] == [damaged]
    assert sorted(file.name for file in path.parent.iterdir()) == ["qari.db", kept(path)[0].name]


def test_a_suspicion_that_proves_false_is_forgotten(path: Path) -> None:
    """A sound database is never put aside, whatever was suspected of it."""
    whole = fill(path)
    path.with_name("qari.db.suspect").touch()
    opened = open_or_replace(path)
    opened.database.close()
    assert opened.notices == ()
    assert path.read_bytes() == whole
    assert [file.name for file in path.parent.iterdir()] == ["qari.db"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    """The file that a symbolic link names is the database, and damage leaves the link alone."""
    path, link = tmp_path / "elsewhere.db", tmp_path / "qari.db"
    link.symlink_to(path)
    fill(link)
    assert path.read_bytes().startswith(b"SQLite format 3\0")
    path.write_bytes(b"garbage" * 1000)
    open_or_replace(link).database.close()
    assert link.is_symlink()
    assert kept(path)[0].read_bytes() == b"garbage" * 1000


@settings(max_examples=30)
@given(flips=st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 255)), min_size=1, max_size=200))
def test_no_damage_brings_down_the_program_or_is_overwritten(flips: list[tuple[int, int]]) -> None:
    """Whatever bytes are wrong, all that comes out are our errors, and a file put aside is as it was found."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "qari.db"
        data = bytearray(fill(path, 20))
        for place, byte in flips:
            data[place % len(data)] = byte
        path.write_bytes(data)
        with suppress(StoreError), closing(open_or_replace(path).database) as db:
            for use in USES:
                with suppress(StoreError):
                    use(db)
        assert all(file.read_bytes() == data for file in kept(path))


USES: tuple[Callable[[Database], object], ...] = (
    feeds.subscribed,
    lambda db: feeds.to_fetch(db, None),
    lambda db: entries.by_ids(db, entries.ids(db, Filter())),
    lambda db: [entries.article(db, id) for id in range(21)],
    lambda db: entries.known(db, 1),
    lambda db: entries.ids(db, Filter(unread=True), parse("متن", NOW)),
    lambda db: entries.mark(db, range(21), Mark.READ, NOW),
    lambda db: feeds.apply(db, an_intent(1, [a_new(an_entry("new"))], [ChangedEntry(1, an_entry("g1"), "")])),
    lambda db: feeds.failed(db, 1, Problem("error.timeout"), NOW),
)
