"""What is read and what is bookmarked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from reader.models import Mark
from reader.store.connection import Database
from reader.store.values import from_time

_STORY = """
    SELECT entry_id FROM entry_states WHERE entry_id IN (SELECT value FROM json_each(?1))
    UNION
    SELECT told.entry_id FROM entry_states given JOIN entry_states told
        ON told.twin_of = coalesce(given.twin_of, given.entry_id) OR told.entry_id = given.twin_of
    WHERE given.entry_id IN (SELECT value FROM json_each(?1))
"""
"""Entries, and those of other feeds that tell the same stories."""
_CHANGES = {
    Mark.READ: ("read", 1),
    Mark.UNREAD: ("read", 0),
    Mark.BOOKMARK: ("bookmarked", 1),
    Mark.UNBOOKMARK: ("bookmarked", 0),
}
"""Which column of entry_states a mark sets, and to what; ``<column>_at`` says since when it is 1."""


Since = tuple[tuple[int, int | None], ...]
"""Of entries, since when they are read or bookmarked; None: nobody knows."""

_SINCE = """
    UPDATE entry_states SET {column}_at = since.at
    FROM (SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS at FROM json_each(?)) AS since
    WHERE entry_id = since.id AND ({column} = {value} OR muted_by IS NOT NULL)
"""


def since(db: Database, ids: Sequence[int], mark: Mark) -> Since:
    """What would be forgotten of entries that get a mark: since when they have had what it takes away."""
    column, _ = _CHANGES[mark]
    meant = _STORY if column == "read" else "SELECT value FROM json_each(?1)"
    told = f"({column}_at IS NOT NULL OR muted_by IS NOT NULL)"
    query = f"SELECT json_array(entry_id, {column}_at) AS row FROM entry_states WHERE entry_id IN ({meant}) AND {told}"
    return tuple(db.rows(query, (json.dumps(list(ids)),), lambda row: (int(row[0]), row[1])))


def put_back(db: Database, ids: Sequence[int], mark: Mark, before: Since, at: datetime) -> tuple[int, ...]:
    """Take a mark away again from those whose state it changed, in the caller's transaction; whose that changes."""
    column, value = _CHANGES[mark.opposite]
    changed = marked(db, ids, mark.opposite, at, exact=True)
    db.run(_SINCE.format(column=column, value=value), (json.dumps(before),))
    return changed


def marked(db: Database, ids: Sequence[int], mark: Mark, at: datetime, *, exact: bool = False) -> tuple[int, ...]:
    """Give entries a mark, in the caller's transaction; the ids of those whose state really changed.

    What is read is a story, in all feeds that have it, unless ``exact``; a bookmark is for one entry. What a rule
    has muted counts as read as long as it is; ``read_at`` says what it is afterwards.
    """
    column, value = _CHANGES[mark]
    among, given, time = "entry_id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)), from_time(at)
    meant = f"entry_id IN ({_STORY})" if column == "read" and not exact else among
    free = "muted_by IS NULL" if column == "read" else "1"
    changed = db.rows(
        f"SELECT entry_id AS row FROM entry_states WHERE {meant} AND {column} = {1 - value} AND {free}", (given,), int
    )
    if changed:
        row = (time if value else None, json.dumps(changed))
        db.run(f"UPDATE entry_states SET {column} = {value}, {column}_at = ? WHERE {among}", row)
    if column == "read":
        muted = f"UPDATE entry_states SET read_at = ? WHERE muted_by IS NOT NULL AND {among}"
        db.run(muted, (time if value else None, given))
    return tuple(changed)
