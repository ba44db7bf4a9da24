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


def keep(db: Database, title: str, query: str) -> None:
    """Keep a query under a title; one that is kept already gets the title."""
    with db.transaction():
        db.run(
            "INSERT INTO searches (title, query) VALUES (?, ?) "
            "ON CONFLICT (query) DO UPDATE SET title = excluded.title",
            (storable(title), storable(query)),
        )


def drop(db: Database, query: str) -> bool:
    """Keep a query no longer; whether it was kept."""
    with db.transaction():
        return bool(db.run("DELETE FROM searches WHERE query = ?", (storable(query),)))


def _smart_feed(row: list[Any]) -> SmartFeed:
    _, title, query = row
    return SmartFeed(int(row[0]), to_text(title), to_text(query))
