"""SQLite without room for another page: what does not fit is taken back, and goes well with room."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import damages
import pytest
from damages import kept, pages, spoil
from full_disk import full_disk
from make_schema_data import DATA
from store_samples import NOW, a_feed, a_new, an_entry, an_intent

from reader.config.schema import Keep
from reader.errors import StoreFullError
from reader.models import Filter, Mark
from reader.query import parse
from reader.store import entries, feeds, index, keeping
from reader.store.connection import suspicion
from reader.store.db import Database, open_or_replace
from reader.store.migrations import MIGRATIONS, VERSION, migrate, version

BODY = "<p>" + " ".join(f"كلمة{number}" for number in range(3000)) + "</p>"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A database with ten entries that wait to be indexed, half of them read."""
    with closing(open_or_replace(tmp_path / "qari.db").database) as opened:
        index.prepare(opened)
        feed_id = a_feed(opened)
        feeds.apply(opened, an_intent(feed_id, [a_new(an_entry(f"{n}", BODY), n) for n in range(10)]))
        entries.mark(opened, [1, 3, 5, 7, 9], Mark.READ, NOW)
        yield opened


@contextmanager
def no_page_more(db: Database) -> Iterator[None]:
    """The file may not grow: SQLite says SQLITE_FULL."""
    most = db.value("PRAGMA max_page_count")
    db.run(f"PRAGMA max_page_count = {db.value('PRAGMA page_count')}")
    yield
    db.run(f"PRAGMA max_page_count = {most}")
    db.check()
    assert db.tuples("PRAGMA foreign_key_check") == []


def test_an_index_that_does_not_fit_leaves_entries_waiting(db: Database) -> None:
    """They are found all the same, and indexed once there is room."""
    with no_page_more(db):
        with pytest.raises(StoreFullError):
            index.some(db, 100)
        assert len(entries.ids(db, Filter(), parse("كلمة77", NOW))) == 10
    assert index.some(db, 100) == 0
    assert len(entries.ids(db, Filter(), parse("كلمة77", NOW))) == 10


def test_new_entries_that_do_not_fit_are_not_there_in_part(db: Database) -> None:
    """The feed is as it was, with its validators, so that the next refresh brings them."""
    before = feeds.to_fetch(db, None), entries.known(db, 1)
    new = an_intent(1, [a_new(an_entry(f"new {n}", BODY)) for n in range(10)])
    with no_page_more(db):
        with pytest.raises(StoreFullError):
            feeds.apply(db, new)
        assert (feeds.to_fetch(db, None), entries.known(db, 1)) == before
    assert feeds.apply(db, new).new == 10


def test_cleaning_needs_no_more_room_and_marks_neither(db: Database) -> None:
    """On a full disk whoever removes what was read gets room for what is new."""
    with no_page_more(db):
        ids, _ = keeping.removable(db, Keep(entries=1), NOW)
        assert keeping.remove(db, ids) == 5
        assert len(entries.mark(db, [2, 4], Mark.BOOKMARK, NOW)) == 2
        assert feeds.apply(db, an_intent(1, [a_new(an_entry("new", BODY))])).new == 1


@pytest.mark.parametrize("taken", range(1, VERSION))
def test_a_migration_that_does_not_fit_is_taken_back(tmp_path: Path, taken: int) -> None:
    """The file stays at the step that it had come to, with all that it holds, and goes on from there with room."""
    with closing(sqlite3.connect(tmp_path / "qari.db", isolation_level=None)) as connection:
        migrate(connection, MIGRATIONS[:taken])
        connection.execute("INSERT INTO feeds (url, origin) VALUES ('https://example.org/', 'added')")
        most = connection.execute("PRAGMA max_page_count").fetchone()[0]
        count = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {count}")
        try:
            migrate(connection)
        except sqlite3.OperationalError as error:
            assert error.sqlite_errorcode == sqlite3.SQLITE_FULL
            assert taken <= version(connection) < VERSION
        assert not connection.in_transaction
        connection.execute(f"PRAGMA max_page_count = {most}")
        migrate(connection)
        assert version(connection) == VERSION
        assert connection.execute("SELECT url FROM feeds").fetchall() == [("https://example.org/",)]


def test_an_older_file_is_left_as_it_is_on_a_full_disk(tmp_path: Path) -> None:
    """That it could not be brought up to date is told as what it is, and it is with room."""
    path = tmp_path / "qari.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript((DATA / "schema-05.sql").read_text(encoding="utf-8"))
    with full_disk(), pytest.raises(StoreFullError):
        open_or_replace(path)
    opened = open_or_replace(path)
    with closing(opened.database) as db:
        assert opened.notices == ()
        assert len(entries.ids(db, Filter(bookmarked=True))) == 2


def test_a_repair_that_does_not_fit_leaves_the_damaged_file(tmp_path: Path) -> None:
    """It is neither moved nor changed, and repaired the next time that there is room."""
    path = tmp_path / "qari.db"
    before = damages.fill(path)
    spoil(path, *pages(path)["entry_bodies"])
    suspicion(path).touch()
    damaged = path.read_bytes()
    with full_disk(room=50_000), pytest.raises(StoreFullError):
        open_or_replace(path)
    assert path.read_bytes() == damaged and not list(tmp_path.glob("*.damaged-*")) and not list(tmp_path.glob("*.rep*"))
    with closing(open_or_replace(path).database) as db:
        assert kept(db) == before
