"""The schema's steps."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.store.migrations import MIGRATIONS, VERSION, migrate, version


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a new file."""
    with closing(sqlite3.connect(tmp_path / "qari.db", isolation_level=None)) as connection:
        yield connection


def schema(connection: sqlite3.Connection) -> list[object]:
    """All that was created."""
    return connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_a_new_file_goes_through_every_step(connection: sqlite3.Connection) -> None:
    """Its version is then the number of steps."""
    migrate(connection)
    assert version(connection) == VERSION == len(MIGRATIONS)
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    entries = {
        "entries",
        "entry_bodies",
        "entry_keys",
        "entry_unindexed",
        "entry_pages",
        "entry_pictures",
        "entry_states",
        "entry_texts",
        "entry_tags",
        "entry_notes",
        "entry_highlights",
        "entry_places",
        "entry_versions",
    }
    assert names == {"feeds", "feed_visits", "hosts", "searches", "rules", *entries}


def test_a_file_that_is_up_to_date_is_left_alone(connection: sqlite3.Connection) -> None:
    """No step is taken twice."""
    migrate(connection)
    before = schema(connection)
    migrate(connection)
    assert schema(connection) == before


def test_only_the_missing_steps_are_taken(connection: sqlite3.Connection) -> None:
    """An older file goes on from where it is, with what it holds."""
    first = ("CREATE TABLE notes (text)",)
    second = ("ALTER TABLE notes ADD COLUMN author DEFAULT 'nobody'",)
    migrate(connection, (first,))
    connection.execute("INSERT INTO notes VALUES ('hello')")
    migrate(connection, (first, second))
    assert version(connection) == 2
    assert connection.execute("SELECT * FROM notes").fetchall() == [("hello", "nobody")]


def test_a_step_that_fails_changes_nothing(connection: sqlite3.Connection) -> None:
    """Neither the schema, nor what is stored, nor the version; earlier steps stay taken."""
    first = ("CREATE TABLE notes (text)", "INSERT INTO notes VALUES ('hello')")
    second = ("DELETE FROM notes", "CREATE TABLE notes (text)")
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, (first, second))
    assert version(connection) == 1
    assert connection.execute("SELECT * FROM notes").fetchall() == [("hello",)]
    assert not connection.in_transaction


def test_a_step_that_breaks_a_foreign_key_is_taken_back(connection: sqlite3.Connection) -> None:
    """Every step is checked before it is committed."""
    first = ("CREATE TABLE a (id INTEGER PRIMARY KEY)", "CREATE TABLE b (a_id REFERENCES a (id))")
    filled = ("INSERT INTO a VALUES (1)", "INSERT INTO b VALUES (1)")
    second = ("DELETE FROM a",)
    with pytest.raises(sqlite3.IntegrityError):
        migrate(connection, ((*first, *filled), second))
    assert version(connection) == 1
    assert connection.execute("SELECT * FROM a").fetchall() == [(1,)]


@pytest.mark.parametrize("taken", range(1, VERSION))
def test_an_older_file_keeps_its_entries_and_their_marks(connection: sqlite3.Connection, taken: int) -> None:
    """Whatever step it was left at."""
    migrate(connection, MIGRATIONS[:taken])
    connection.execute("INSERT INTO feeds (id, url, origin) VALUES (1, 'https://example.org/', 'added')")
    connection.execute("INSERT INTO entries VALUES (7, 1, 'a', '', 'عنوان', '', 'ar', NULL, NULL, 0, '', 5, NULL)")
    connection.execute(
        "INSERT INTO entry_states (entry_id, feed_id, listed_at, read, bookmarked) VALUES (7, 1, 5, 1, 1)"
    )
    migrate(connection)
    assert version(connection) == VERSION
    state = connection.execute("SELECT entry_id, listed_at, read, bookmarked, direction FROM entry_states").fetchall()
    assert state == [(7, 5, 1, 1, "auto")]
