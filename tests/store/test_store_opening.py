"""Opening the database: where it lies, who may read it, and what can stand in its place."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from store_samples import NOW, a_feed, a_new, an_entry, an_intent, fill

from reader.errors import StoreError
from reader.models import Filter, Mark
from reader.store import entries, feeds
from reader.store.db import connect, open_or_replace


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the user's data goes; nothing is there yet."""
    return tmp_path / "data" / "qari" / "qari.db"


def mode(path: Path) -> int:
    """The permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_database_is_its_owners_alone(path: Path) -> None:
    """The directory is 0700, the file and its companions 0600, and there is nothing to tell."""
    opened = open_or_replace(path)
    with closing(opened.database) as db:
        a_feed(db, "a")
        assert mode(path.parent) == 0o700
        assert {file.name: mode(file) for file in path.parent.iterdir()} == {
            "qari.db": 0o600,
            "qari.db-wal": 0o600,
            "qari.db-shm": 0o600,
        }
    assert opened.notices == ()
    assert not opened.database.read_only


def test_an_existing_directory_keeps_its_mode(path: Path) -> None:
    """The user's own permissions are not changed."""
    path.parent.mkdir(parents=True)
    path.parent.chmod(0o750)
    open_or_replace(path).database.close()
    assert mode(path.parent) == 0o750


def test_what_was_stored_is_there_at_the_next_start(path: Path) -> None:
    """Entries and their state outlive the process's connection, and nothing is told."""
    with closing(open_or_replace(path).database) as db:
        a_feed(db, "a", "b")
        first = entries.ids(db, Filter())
        entries.mark(db, first[:1], Mark.READ, NOW)
    opened = open_or_replace(path)
    with closing(opened.database) as db:
        assert opened.notices == ()
        assert entries.ids(db, Filter()) == first
        assert list(entries.ids(db, Filter(unread=True))) == list(first[1:])


def test_the_connection_writes_ahead_and_enforces_foreign_keys(path: Path) -> None:
    """WAL, foreign keys, a busy time-out of five seconds and synchronous NORMAL are on."""
    with closing(open_or_replace(path).database) as db:
        pragmas = {name: db.value(f"PRAGMA {name}") for name in ("journal_mode", "foreign_keys", "synchronous")}
        assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1}
        assert db.value("PRAGMA busy_timeout") == 5000


@pytest.mark.parametrize("name", ["a b", "what?", "a#b", "100%41", "بيانات", "quo'te\""])
def test_any_name_can_be_a_directory(tmp_path: Path, name: str) -> None:
    """Characters that mean something in an address are only characters in a path."""
    path = tmp_path / name / "qari.db"
    fill(path)
    assert [file.name for file in path.parent.iterdir()] == ["qari.db"]


def test_a_directory_in_the_place_of_the_file_is_an_error(path: Path) -> None:
    """What is in it is nobody's database, and stays where it is."""
    path.mkdir(parents=True)
    (path / "letter.txt").write_text("dear")
    with pytest.raises(StoreError) as caught:
        open_or_replace(path)
    assert caught.value.problem.key == "error.database_not_file"
    assert (path / "letter.txt").read_text() == "dear"


def test_a_pipe_in_the_place_of_the_file_is_an_error(path: Path) -> None:
    """Opening does not hang on it."""
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    with pytest.raises(StoreError) as caught:
        open_or_replace(path)
    assert caught.value.problem.key == "error.database_not_file"


def test_a_directory_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    """A file in its place is named."""
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StoreError) as caught:
        open_or_replace(tmp_path / "data" / "qari" / "qari.db")
    assert caught.value.problem.key == "error.database_directory"
    assert dict(caught.value.problem.facts)["path"] == str(tmp_path / "data" / "qari")


def test_a_name_that_is_too_long_is_an_error(tmp_path: Path) -> None:
    """The system's refusal becomes ours."""
    with pytest.raises(StoreError) as caught:
        open_or_replace(tmp_path / ("n" * 300))
    assert caught.value.problem.key == "error.database_open"


def test_another_programs_database_is_left_alone(path: Path) -> None:
    """It is neither changed nor moved."""
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookkeeping (amount)")
    whole = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        open_or_replace(path)
    assert caught.value.problem.key == "error.database_foreign"
    assert path.read_bytes() == whole


def test_a_second_connection_sees_what_the_first_commits(path: Path) -> None:
    """Both work at once on one file."""
    with closing(open_or_replace(path).database) as first, closing(connect(path)) as second:
        feed_id = a_feed(first, "a", "b")
        assert len(entries.ids(second, Filter())) == 2
        feeds.apply(second, an_intent(feed_id, [a_new(an_entry("c"))]))
        assert len(entries.ids(first, Filter())) == 3


def test_a_second_connection_to_nothing_is_an_error(path: Path) -> None:
    """Connecting makes no file."""
    with pytest.raises(StoreError):
        connect(path)
    assert not path.exists()
