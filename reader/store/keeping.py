"""What is kept, and for how long.

What is removed leaves its row in ``entries``, without text and without state: lists do not have it any more, and a feed
that still carries it does not bring it back as new. Unread entries, bookmarks, pages saved to be read later and
what has tags, a note or marked passages stay.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from reader.config.schema import Keep
from reader.models import Cleaned
from reader.store import index, margins, stories
from reader.store.connection import Database
from reader.store.values import from_time

_DAY = timedelta(days=1) // timedelta(microseconds=1)
_MEGABYTE = 1_000_000
AT_ONCE = 100
"""Entries that are removed in one go, so that nobody waits for that long."""
_READ = f"""
    read = 1 AND bookmarked = 0 AND feed_id NOT IN (SELECT id FROM feeds WHERE url LIKE 'qari:%')
    AND entry_id NOT IN ({margins.KEPT})
"""
_AGE = "max(listed_at, coalesce(read_at, 0))"
_OLD = f"""
    SELECT entry_id AS row FROM entry_states JOIN feeds ON feeds.id = feed_id
    WHERE {_READ} AND coalesce(keep_days, ?1) > 0 AND {_AGE} < ?2 - coalesce(keep_days, ?1) * {_DAY}
"""
_MANY = f"""
    SELECT entry_id AS row FROM (
        SELECT entry_id, {_READ} AS may_go, coalesce(keep_entries, ?1) AS most,
            row_number() OVER (PARTITION BY feed_id ORDER BY listed_at DESC, entry_id DESC) AS place
        FROM entry_states JOIN feeds ON feeds.id = feed_id
    ) WHERE most > 0 AND place > most AND may_go
"""
_OLDEST = f"SELECT entry_id AS row FROM entry_states WHERE {_READ} ORDER BY {_AGE}, entry_id"
_PICTURES = f"""
    FROM entry_pictures WHERE data IS NOT NULL
    AND entry_id IN (SELECT entry_id FROM entry_states WHERE {_READ} AND {_AGE} < ?)
"""
_AMONG = "(SELECT value FROM json_each(?))"
_STILL_READ = f"SELECT entry_id AS row FROM entry_states WHERE entry_id IN {_AMONG} AND {_READ}"
"""Another window may have marked them since they were chosen."""
_SIZE = f"""
    SELECT coalesce(sum(length(CAST(html AS BLOB))), 0) + (
        SELECT coalesce(sum(length(CAST(folded AS BLOB))), 0) FROM entry_texts WHERE entry_id IN {_AMONG}
    ) + (
        SELECT coalesce(sum(length(CAST(html AS BLOB)) + length(CAST(folded AS BLOB))), 0)
        FROM entry_pages WHERE entry_id IN {_AMONG}
    ) + (
        SELECT coalesce(sum(length(data)), 0) FROM entry_pictures WHERE entry_id IN {_AMONG}
    ) FROM entry_bodies WHERE entry_id IN {_AMONG}
"""
_TABLES = (
    *("entry_bodies", "entry_texts", "entry_pages", "entry_pictures", "entry_unindexed", "entry_states"),
    "entry_versions",
    *margins.TABLES,
)


def removable(db: Database, keep: Keep, now: datetime) -> tuple[list[int], Cleaned]:
    """The ids of what need not be kept, and what its removal, and that of pictures, comes to."""
    at = from_time(now)
    ids = set(db.rows(_OLD, (keep.days, at), int)) | set(db.rows(_MANY, (keep.entries,), int))
    if keep.database_megabytes:
        ids |= _too_much(db, keep.database_megabytes * _MEGABYTE, ids)
    size = _size(db, sorted(ids))
    before = (_before(now, keep.pictures_days),)
    pictures, bytes_ = db.row(f"SELECT count(*), coalesce(sum(length(data)), 0) {_PICTURES}", before) or (0, 0)
    return sorted(ids), Cleaned(len(ids), int(pictures), size + int(bytes_))


def _too_much(db: Database, limit: int, gone: set[int]) -> set[int]:
    """The oldest of what may go, as many as it takes for the database to be within the limit; ``gone`` go anyway."""
    pages, free, each = (int(db.value(f"PRAGMA {name}")) for name in ("page_count", "freelist_count", "page_size"))
    over = (pages - free) * each - limit - _size(db, sorted(gone))
    oldest = [id for id in db.rows(_OLDEST, (), int) if id not in gone] if over > 0 else []
    found: set[int] = set()
    for start in range(0, len(oldest), AT_ONCE):
        if over <= 0:
            break
        some = oldest[start : start + AT_ONCE]
        size = _size(db, some)
        for id in some if size > over else ():  # the last ones, by one
            if over > 0:
                found.add(id)
                over -= _size(db, [id])
        if size <= over:
            found.update(some)
            over -= size
    return found


def _size(db: Database, ids: Sequence[int]) -> int:
    """What the texts and pictures of entries take, in bytes, about."""
    return int(db.value(_SIZE, (json.dumps(list(ids)),) * 4))


def shrink(db: Database) -> None:
    """Give the room of what was removed back to the disk. Takes as long as copying the file does."""
    db.run("VACUUM")


def remove(db: Database, chosen: Sequence[int]) -> int:
    """Remove entries in one transaction; how many. What is no longer read, and read only, stays after all."""
    with db.transaction():
        ids = db.rows(_STILL_READ, (json.dumps(chosen),), int)
        given = json.dumps(ids)
        for entry_id in ids:
            index.forget(db, entry_id)
        stories.leave(db, ids)
        db.run(f"DELETE FROM entry_keys WHERE entry_id IN {_AMONG}", (given,))
        for table in _TABLES:
            db.run(f"DELETE FROM {table} WHERE entry_id IN {_AMONG}", (given,))
    return len(ids)


def discard(db: Database, entry_id: int) -> None:
    """Remove an entry as if it had never been stored."""
    with db.transaction():
        index.forget(db, entry_id)
        stories.leave(db, [entry_id])
        for table in ("entry_keys", *_TABLES):
            db.run(f"DELETE FROM {table} WHERE entry_id = ?", (entry_id,))
        db.run("DELETE FROM entries WHERE id = ?", (entry_id,))


def remove_pictures(db: Database, keep: Keep, now: datetime) -> None:
    """Remove the pictures of what was read long ago."""
    with db.transaction():
        db.run(
            f"DELETE FROM entry_pictures WHERE rowid IN (SELECT rowid {_PICTURES})", (_before(now, keep.pictures_days),)
        )


def _before(now: datetime, days: int) -> int:
    return from_time(now - timedelta(days=days)) if days else 0
