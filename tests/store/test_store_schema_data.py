"""Databases that earlier Qaris made are brought up to date, and nothing in them is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from make_schema_data import DATA

from reader.config.schema import Config
from reader.library import Library
from reader.models import Filter
from reader.store import index
from reader.store.db import Database, open_or_replace
from reader.store.migrations import VERSION

FILES = sorted(DATA.glob("schema-*.sql"))
REMADE = frozenset({"entry_texts", "entry_keys", "entry_unindexed"})
"""Tables that a step may make again from what the others hold."""

versions = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


@pytest.fixture
def path(tmp_path: Path, file: Path) -> Path:
    """The database as that version of Qari left it."""
    with closing(sqlite3.connect(tmp_path / "qari.db", isolation_level=None)) as connection:
        connection.executescript(file.read_text(encoding="utf-8"))
        connection.execute("PRAGMA journal_mode = WAL")
    return tmp_path / "qari.db"


def columns(connection: sqlite3.Connection | Database) -> dict[str, list[str]]:
    """The names of every table's columns."""
    query = """
        SELECT tables.name, columns.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
        WHERE tables.type = 'table' ORDER BY tables.name, columns.cid
    """
    found = connection.tuples(query) if isinstance(connection, Database) else connection.execute(query).fetchall()
    return {table: [column for name, column in found if name == table] for table, _ in found}


def schema(db: Database) -> dict[str, object]:
    """All that was created, with blanks made alike, and what SQLite makes of it: columns and columns of indexes."""
    created = db.tuples("SELECT type, name, tbl_name, sql FROM sqlite_master")
    made = [(kind, name, table, " ".join((sql or "").split())) for kind, name, table, sql in created]
    tables = {
        name: db.tuples("SELECT * FROM pragma_table_info(?)", (name,)) for kind, name, *_ in made if kind == "table"
    }
    indexes = {
        name: db.tuples("SELECT * FROM pragma_index_xinfo(?)", (name,)) for kind, name, *_ in made if kind == "index"
    }
    return {"created": sorted(made), "tables": tables, "indexes": indexes}


def test_there_is_a_file_of_every_schema() -> None:
    """Who adds a step makes the file of the schema before it first (``tests/store/make_schema_data.py``)."""
    there = [int(file.stem.removeprefix("schema-")) for file in FILES]
    assert there[: VERSION - 1] == list(range(1, VERSION))


@versions
def test_every_row_is_there_afterwards(path: Path) -> None:
    """With the same in each of its columns, in a file whose foreign keys and pages are in order."""
    with closing(sqlite3.connect(path)) as old:
        queries = {table: f"SELECT {', '.join(names)} FROM {table}" for table, names in columns(old).items()}
        before = {table: sorted(old.execute(query), key=repr) for table, query in queries.items()}
    opened = open_or_replace(path)
    with closing(opened.database) as db:
        after = {table: sorted(db.tuples(query), key=repr) for table, query in queries.items()}
        assert opened.notices == ()
        assert {table: rows for table, rows in after.items() if table not in REMADE} == {
            table: rows for table, rows in before.items() if table not in REMADE
        }
        assert len(after["entry_texts"]) == len(before["entry_texts"])
        assert db.value("PRAGMA user_version") == VERSION
        assert db.tuples("PRAGMA foreign_key_check") == []
        db.check()
        assert all(before[table] for table in before)


@versions
def test_its_schema_is_that_of_a_new_database(path: Path, tmp_path: Path) -> None:
    """Statement by statement, column by column, index by index."""
    with closing(open_or_replace(path).database) as old, closing(open_or_replace(tmp_path / "new.db").database) as new:
        for db in (old, new):
            index.prepare(db)
        assert schema(old) == schema(new)


@versions
async def test_the_reader_finds_all_of_it(path: Path) -> None:
    """Feeds by their titles, read marks, bookmarks, texts, and words by the index and before there is one."""
    library = await Library.open(path, Config())
    try:
        assert library.notices == ()
        assert {"جريدة النهر", "مرآة الأخبار", "البريد"} <= {feed.title for feed in await library.feeds()}
        everything = {entry.title: entry for entry in await library.list(Filter())}
        assert {"عودة القطار الليلي", "A bridge opens", "Ferries rest"} <= everything.keys()
        unread = {entry.title for entry in await library.list(Filter(unread=True))}
        assert everything.keys() - unread == {"عودة القطار الليلي", "بلا تاريخ"}
        bookmarks = await library.list(Filter(bookmarked=True))
        assert [entry.title for entry in bookmarks] == ["بلا تاريخ", "Worth keeping"]
        article = await library.article(everything["عودة القطار الليلي"].id)
        assert article.html == "<p>ينطلق القطار عند منتصف الليل.</p>"
        for _ in range(2):
            assert [entry.title for entry in await library.list(Filter(text="الليل"))] == ["عودة القطار الليلي"]
            assert await library.index() == 0
    finally:
        await library.close()
