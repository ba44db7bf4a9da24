"""Searches that are kept as lists: smart feeds."""

from __future__ import annotations

from typing import Any

from reader.models import SmartFeed
from reader.store.connection import Database
from reader.store.values import storable, to_text
from reader.text.fold import fold


def kept(db: Database) -> tuple[SmartFeed, ...]:
    """All of them, in the order of their titles."""
    found = db.rows("SELECT json_array(id, title, query) AS row FROM searches", (), _smart_feed)
    return tuple(sorted(found, key=lambda one: (fold(one.title), one.id)))


def keep(db: Database, title: str, query: str) -> str | None:
    """Keep a query under a title; one that is kept already gets the title. The title before; None: it was not kept."""
    with db.transaction():
        before = _title(db, query)
        db.run(
            "INSERT INTO searches (title, query) VALUES (?, ?) "
            "ON CONFLICT (query) DO UPDATE SET title = excluded.title",
            (storable(title), storable(query)),
        )
    return before


def drop(db: Database, query: str) -> str | None:
    """Keep a query no longer; the title it had; None: it was not kept."""
    with db.transaction():
        before = _title(db, query)
        db.run("DELETE FROM searches WHERE query = ?", (storable(query),))
    return before


def _title(db: Database, query: str) -> str | None:
    found = db.value("SELECT title FROM searches WHERE query = ?", (storable(query),))
    return None if found is None else to_text(found)


def _smart_feed(row: list[Any]) -> SmartFeed:
    _, title, query = row
    return SmartFeed(int(row[0]), to_text(title), to_text(query))
