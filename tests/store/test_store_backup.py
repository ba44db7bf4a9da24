"""A database copied, and taken back."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from store_samples import NOW, a_feed

from reader.errors import OutputError, StoreError, StoreTooNewError
from reader.models import Filter, Mark
from reader.store import backup, entries, migrations
from reader.store.db import Database, open_or_replace


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A database with two entries, one of them a bookmark."""
    with closing(open_or_replace(tmp_path / "qari.db").database) as opened:
        a_feed(opened, "a", "b")
        entries.mark(opened, [1], Mark.BOOKMARK, NOW)
        yield opened


def bookmarks(db: Database) -> int:
    """How many there are."""
    return len(entries.ids(db, Filter(bookmarked=True)))


def test_everything_comes_back(db: Database, tmp_path: Path) -> None:
    """What was changed since is as it was, and is itself kept in a file."""
    target = tmp_path / "backup.db"
    assert backup.keep(db, target) == target.stat().st_size
    assert target.stat().st_mode & 0o777 == 0o600
    entries.mark(db, [1, 2], Mark.BOOKMARK, NOW)
    kept = backup.take_back(db, target, NOW)
    assert bookmarks(db) == 1
    backup.take_back(db, kept, NOW)
    assert bookmarks(db) == 2


def test_a_backup_is_one_whole_file(db: Database, tmp_path: Path) -> None:
    """With all that was written till then, and nothing beside it."""
    backup.keep(db, tmp_path / "backup.db")
    assert not list(tmp_path.glob("backup.db-*")) and not list(tmp_path.glob(".backup*"))
    with closing(sqlite3.connect(tmp_path / "backup.db")) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert opened.execute("SELECT count(*) FROM entries").fetchone() == (2,)


def test_it_is_of_one_moment_though_others_write(db: Database, tmp_path: Path) -> None:
    """A feed that is being stored meanwhile is in it whole, or not at all."""
    with closing(open_or_replace(db.path).database) as other:
        writing = threading.Thread(
            target=lambda: [a_feed(other, *map(str, range(50)), url=f"https://example.org/{n}") for n in range(20)]
        )
        writing.start()
        backup.keep(db, tmp_path / "backup.db")
        writing.join()
    with closing(sqlite3.connect(tmp_path / "backup.db")) as opened:
        counts = opened.execute("SELECT count(*) FROM entries WHERE feed_id > 1 GROUP BY feed_id").fetchall()
        assert all(count == (50,) for count in counts)


def test_nothing_is_written_over_by_itself(db: Database, tmp_path: Path) -> None:
    """A file that is there stays as it was."""
    target = tmp_path / "mine.txt"
    target.write_text("mine")
    with pytest.raises(OutputError) as raised:
        backup.keep(db, target)
    assert raised.value.problem.key == "error.file_exists" and target.read_text() == "mine"
    backup.keep(db, target, replace=True)
    with pytest.raises(OutputError):
        backup.keep(db, tmp_path / "no" / "directory.db")


def test_the_database_is_no_place_for_its_backup(db: Database, tmp_path: Path) -> None:
    """Another window would go on writing into a file that is no longer there."""
    link = tmp_path / "link.db"
    link.symlink_to(db.path)
    for target in (db.path, link, db.path.with_name(db.path.name + "-wal")):
        with pytest.raises(StoreError) as raised:
            backup.keep(db, target, replace=True)
        assert raised.value.problem.key == "error.backup_itself"
    assert bookmarks(db) == 1


def test_a_backup_that_cannot_be_brought_up_to_date_changes_nothing(db: Database, tmp_path: Path) -> None:
    """An older one whose state of an entry is of no entry: a later step of the schema fails."""
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old, isolation_level=None)) as opened:
        migrations.migrate(opened, migrations.MIGRATIONS[:10])
        opened.execute("INSERT INTO feeds (id, url, origin) VALUES (1, 'https://example.org/old', 'added')")
        opened.execute("INSERT INTO entry_states (entry_id, feed_id, listed_at) VALUES (77, 1, 0)")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(StoreError) as raised:
        backup.take_back(db, old, NOW)
    assert raised.value.problem.key == "error.no_backup"
    assert bookmarks(db) == 1 and sorted(tmp_path.iterdir()) == before
    assert db.value("PRAGMA user_version") == migrations.VERSION


def test_what_is_no_backup_changes_nothing(db: Database, tmp_path: Path) -> None:
    """No file, another program's, a damaged one, and a newer Qari's."""
    (tmp_path / "text.db").write_text("no database at all" * 100)
    with closing(sqlite3.connect(tmp_path / "foreign.db")) as foreign:
        foreign.execute("CREATE TABLE x (y)")
    backup.keep(db, tmp_path / "newer.db")
    with closing(sqlite3.connect(tmp_path / "newer.db")) as newer:
        newer.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    for name, error in (
        ("none.db", StoreError),
        ("text.db", StoreError),
        ("foreign.db", StoreError),
        ("newer.db", StoreTooNewError),
    ):
        with pytest.raises(error):
            backup.take_back(db, tmp_path / name, NOW)
        assert bookmarks(db) == 1


def test_a_backup_of_an_older_qari_is_brought_up_to_date(db: Database, tmp_path: Path) -> None:
    """Its schema goes through the steps that it has missed."""
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old, isolation_level=None)) as opened:
        migrations.migrate(opened, migrations.MIGRATIONS[:2])
    backup.take_back(db, old, NOW)
    assert len(entries.ids(db, Filter())) == 0
    a_feed(db, "c")
    assert len(entries.ids(db, Filter())) == 1


def test_a_copy_of_a_running_database_is_taken_with_its_wal(db: Database, tmp_path: Path) -> None:
    """What is not in the file itself yet counts too; and nothing is taken back from the database itself."""
    for suffix in ("", "-wal"):
        copy = tmp_path / f"copy.db{suffix}"
        copy.write_bytes(db.path.with_name(db.path.name + suffix).read_bytes())
    entries.mark(db, [1], Mark.UNBOOKMARK, NOW)
    backup.take_back(db, tmp_path / "copy.db", NOW)
    assert (len(entries.ids(db, Filter())), bookmarks(db)) == (2, 1)
    with pytest.raises(StoreError) as raised:
        backup.take_back(db, db.path, NOW)
    assert raised.value.problem.key == "error.backup_itself"
