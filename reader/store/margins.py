"""What is written into the margins of articles: tags, notes, marked passages, places."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reader.errors import NotFoundError
from reader.margin import Highlight, Margin, Place, Quote, Tag
from reader.store.connection import Database
from reader.store.values import from_time, storable, to_text, to_time
from reader.text.fold import fold

KEPT = """
    SELECT entry_id FROM entry_tags UNION SELECT entry_id FROM entry_notes UNION SELECT entry_id FROM entry_highlights
"""
"""The entries that somebody wrote about, which no cleaning takes."""
TABLES = ("entry_tags", "entry_notes", "entry_highlights", "entry_places")
_TAGS = "SELECT json_quote(name) AS row FROM entry_tags WHERE entry_id = ? ORDER BY key"
_ALL_TAGS = "SELECT json_array(min(name), count(*)) AS row FROM entry_tags GROUP BY key ORDER BY key"
_EXIST = "SELECT entry_id AS row FROM entry_states WHERE entry_id IN (SELECT value FROM json_each(?))"
_HIGHLIGHT = "INSERT INTO entry_highlights (id, entry_id, exact, before, after, at) VALUES (?, ?, ?, ?, ?, ?)"
_HIGHLIGHTS = """
    SELECT json_array(id, exact, before, after, at) AS row FROM entry_highlights WHERE entry_id = ? ORDER BY id
"""


def of(db: Database, entry_id: int) -> Margin:
    """All that is written about an entry."""
    note = db.value("SELECT note FROM entry_notes WHERE entry_id = ?", (entry_id,))
    tags = db.rows(_TAGS, (entry_id,), to_text)
    highlights = db.rows(_HIGHLIGHTS, (entry_id,), _highlight)
    place = db.row("SELECT block, first, text FROM entry_places WHERE entry_id = ?", (entry_id,))
    return Margin(tuple(tags), to_text(note or ""), tuple(highlights), Place(*place) if place is not None else None)


def tags(db: Database) -> tuple[Tag, ...]:
    """All tags, in the order of their keys."""
    return tuple(db.rows(_ALL_TAGS, (), lambda row: Tag(to_text(row[0]), int(row[1]))))


def tag(db: Database, ids: Sequence[int], names: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Give entries these tags and no others; of those whose tags really changed, the ones before."""
    wanted = tuple({fold(name): storable(name) for name in names if fold(name)}.values())
    return set_tags(db, dict.fromkeys(ids, wanted))


def retag(db: Database, ids: Sequence[int], added: Sequence[str], removed: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Give entries some tags more and take others away; of those whose tags really changed, the ones before."""
    gone = {fold(name) for name in removed}
    wanted = {}
    with db.transaction():  # around the reading too: another window may give tags meanwhile
        for entry_id in ids:
            kept = {fold(name): name for name in db.rows(_TAGS, (entry_id,), to_text)}
            kept |= {fold(name): storable(name) for name in added if fold(name) and fold(name) not in kept}
            wanted[entry_id] = tuple(name for key, name in kept.items() if key not in gone)
        return _set_tags(db, wanted)


Tagged = tuple[tuple[str, tuple[int, ...]], ...]
"""The keys of tags, and the entries that were given each."""


def with_tags(db: Database, ids: Sequence[int], added: Sequence[str]) -> Tagged:
    """Give entries some tags more, in the caller's transaction; which of them had not had which."""
    done = []
    for name in added:
        key = fold(name)
        lacking = f"{_EXIST} AND entry_id NOT IN (SELECT entry_id FROM entry_tags WHERE key = ?)"
        found = tuple(db.rows(lacking, (json.dumps(list(ids)), key), int))
        given = "INSERT INTO entry_tags (key, entry_id, name) SELECT ?, value, ? FROM json_each(?)"
        db.run(given, (key, storable(name), json.dumps(found)))
        done.append((key, found))
    return tuple(done)


def untag(db: Database, tagged: Tagged) -> None:
    """Take back what :func:`with_tags` gave, in the caller's transaction."""
    for key, ids in tagged:
        gone = "DELETE FROM entry_tags WHERE key = ? AND entry_id IN (SELECT value FROM json_each(?))"
        db.run(gone, (key, json.dumps(ids)))


def set_tags(db: Database, wanted: dict[int, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
    """Give each entry its tags and no others, in one transaction; of those that had others, the ones before."""
    with db.transaction():
        return _set_tags(db, wanted)


def note(db: Database, entry_id: int, text: str, at: datetime) -> str:
    """Write a note about an entry; empty: none. The one before. Raises NotFoundError."""
    with db.transaction():
        _known(db, entry_id)
        before = to_text(db.value("SELECT note FROM entry_notes WHERE entry_id = ?", (entry_id,)) or "")
        if text:
            row = (entry_id, storable(text), from_time(at))
            db.run("INSERT OR REPLACE INTO entry_notes (entry_id, note, at) VALUES (?, ?, ?)", row)
        else:
            db.run("DELETE FROM entry_notes WHERE entry_id = ?", (entry_id,))
    return before


def highlight(db: Database, entry_id: int, quote: Quote, at: datetime) -> Highlight:
    """Keep a passage of an entry as marked. Raises NotFoundError."""
    with db.transaction():
        _known(db, entry_id)
        db.run(_HIGHLIGHT, (None, entry_id, *map(storable, quote), from_time(at)))
        return Highlight(int(db.value("SELECT last_insert_rowid()")), quote, at)


def highlight_again(db: Database, gone: Sequence[tuple[int, Highlight]]) -> None:
    """Keep passages as marked that were not any more; each of an entry, under its own number if that is free."""
    with db.transaction():
        for entry_id, one in gone:
            if db.value("SELECT 1 FROM entry_states WHERE entry_id = ?", (entry_id,)) is not None:
                taken = db.value("SELECT 1 FROM entry_highlights WHERE id = ?", (one.id,)) is not None
                row = (None if taken else one.id, entry_id, *map(storable, one.quote), from_time(one.at))
                db.run(_HIGHLIGHT, row)


def unhighlight(db: Database, entry_id: int, given: Sequence[Highlight]) -> list[tuple[int, Highlight]]:
    """Keep passages of an entry as marked no longer; those that were."""
    gone = []
    with db.transaction():
        for one in given:  # another window may have given its number to another one
            where = "id = ? AND entry_id = ? AND exact = ?"
            if db.run(f"DELETE FROM entry_highlights WHERE {where}", (one.id, entry_id, storable(one.quote.exact))):
                gone.append((entry_id, one))
    return gone


def keep_place(db: Database, entry_id: int, place: Place | None) -> None:
    """Remember where the reading of an entry stopped; None: it begins at the top."""
    with db.transaction():
        if place is None:
            db.run("DELETE FROM entry_places WHERE entry_id = ?", (entry_id,))
        elif db.value("SELECT 1 FROM entry_states WHERE entry_id = ?", (entry_id,)):
            row = (entry_id, place.block, place.first, storable(place.text))
            db.run("INSERT OR REPLACE INTO entry_places (entry_id, block, first, text) VALUES (?, ?, ?, ?)", row)


def _set_tags(db: Database, wanted: dict[int, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
    before: dict[int, tuple[str, ...]] = {}
    known = set(db.rows(_EXIST, (json.dumps(list(wanted)),), int))
    for entry_id, names in wanted.items():
        had = tuple(db.rows(_TAGS, (entry_id,), to_text))
        if entry_id in known and set(had) != set(names):
            before[entry_id] = had
            db.run("DELETE FROM entry_tags WHERE entry_id = ?", (entry_id,))
            db.insert("entry_tags", ("key", "entry_id", "name"), [(fold(name), entry_id, name) for name in names])
    return before


def _known(db: Database, entry_id: int) -> None:
    if db.value("SELECT 1 FROM entry_states WHERE entry_id = ?", (entry_id,)) is None:
        raise NotFoundError("error.entry_unknown", id=entry_id)


def _highlight(row: list[Any]) -> Highlight:
    id, exact, before, after, at = row
    return Highlight(int(id), Quote(to_text(exact), to_text(before), to_text(after)), to_time(at))
