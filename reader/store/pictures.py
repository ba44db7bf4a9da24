"""The pictures of articles, made small before they come here."""

from __future__ import annotations

from datetime import datetime, timedelta

from reader.asking import PictureToFetch
from reader.models import Picture, Problem
from reader.store.connection import Database
from reader.store.values import from_problem, from_time, storable

_AGAIN = timedelta(days=1)
"""After which an address that gave no picture is asked again."""
_WITH_PICTURES = """
    SELECT entry_states.entry_id AS row
    FROM entry_states
    JOIN feeds ON feeds.id = entry_states.feed_id
    JOIN entry_bodies ON entry_bodies.entry_id = entry_states.entry_id
    LEFT JOIN entry_pages ON entry_pages.entry_id = entry_states.entry_id
    WHERE ((entry_states.read = 0 AND feeds.subscribed) OR entry_states.bookmarked = 1)
        AND (entry_bodies.html LIKE '%<img%' OR entry_bodies.enclosures LIKE '%"image/%'
            OR entry_pages.html LIKE '%<img%' OR entry_pages.image <> '')
    ORDER BY entry_states.bookmarked DESC, entry_states.listed_at DESC, entry_states.entry_id DESC LIMIT ?
"""


def of(db: Database, entry_id: int) -> dict[str, Picture]:
    """The pictures that are there of an entry's article, by address."""
    found = db.tuples(
        "SELECT url, data, width, height FROM entry_pictures WHERE entry_id = ? AND data IS NOT NULL", (entry_id,)
    )
    return {str(url): Picture(bytes(data), int(width), int(height)) for url, data, width, height in found}


def settled(db: Database, entry_id: int, now: datetime) -> frozenset[str]:
    """The addresses of those pictures of an entry that are there, and of those that were none within the last day."""
    query = "SELECT url FROM entry_pictures WHERE entry_id = ? AND (data IS NOT NULL OR fetched_at BETWEEN ? AND ?)"
    day = from_time(now - _AGAIN), from_time(now + _AGAIN)  # a clock that was set back keeps nothing for years
    return frozenset(str(url) for (url,) in db.tuples(query, (entry_id, *day)))


def entries_with(db: Database, limit: int) -> tuple[int, ...]:
    """The entries, bookmarked or unread, that may have pictures: the newest first, bookmarked ones before all."""
    return tuple(db.rows(_WITH_PICTURES, (limit,), int))


def keep(db: Database, wanted: PictureToFetch, picture: Picture, at: datetime) -> None:
    """Store a picture, in the place of one that was there."""
    _put(db, wanted, (picture.data, picture.width, picture.height, None), at)


def failed(db: Database, wanted: PictureToFetch, problem: Problem, at: datetime) -> None:
    """Remember that an address has no picture."""
    _put(db, wanted, (None, 0, 0, from_problem(problem)), at)


def _put(db: Database, wanted: PictureToFetch, said: tuple[bytes | None, int, int, str | None], at: datetime) -> None:
    with db.transaction():
        if db.value("SELECT 1 FROM entries WHERE id = ?", (wanted.entry_id,)):  # it may have gone meanwhile
            db.run(
                "INSERT OR REPLACE INTO entry_pictures (entry_id, url, data, width, height, problem, fetched_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (wanted.entry_id, storable(wanted.url), *said, from_time(at)),
            )
