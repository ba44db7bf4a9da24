"""Requests for feeds: their history, when the next may come, and which hosts want fewer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from reader.asking import LONGEST_REST, Asked, Health, Ill, Rest, Visit
from reader.store.columns import TITLE
from reader.store.connection import Database
from reader.store.values import (
    from_problem,
    from_rhythm,
    from_time,
    storable,
    to_optional_time,
    to_problem,
    to_text,
    to_time,
)

_MICROSECOND = timedelta(microseconds=1)
_KEPT = 10
"""Visits of a feed that are remembered."""
_SETTLED = timedelta(days=2)
_TIMES = 3
"""How long, and in how many answers, an address must have moved to the same place before it is believed."""
_TIMING = "UPDATE feeds SET allowed_at = ?, due_at = ?, rest = ?, failures = ? WHERE id = ?"
_RHYTHM = "UPDATE feeds SET pace = ?, rhythm = ?, validated_at = ? WHERE id = ?"
_REMEMBER = """
    INSERT INTO feed_visits (feed_id, at, status, bytes, milliseconds, new, problem) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_FORGET = """
    DELETE FROM feed_visits WHERE feed_id = ?1 AND id NOT IN (
        SELECT id FROM feed_visits WHERE feed_id = ?1 ORDER BY id DESC LIMIT ?2
    )
"""
_VISIT = """
    SELECT json_array(at, status, bytes, milliseconds, new, problem) AS row
    FROM feed_visits WHERE feed_id = ? ORDER BY id DESC
"""


def remember(db: Database, feed_id: int, asked: Asked) -> None:
    """Remember a request, when the next may come, and what it told of the feed."""
    with db.transaction():
        visit, timing = asked.visit, asked.timing
        if not db.run(
            _TIMING, (from_time(timing.allowed), from_time(timing.due), str(timing.reason), timing.failures, feed_id)
        ):
            return  # it may have gone meanwhile
        problem = None if visit.problem is None else from_problem(visit.problem)
        db.run(
            _REMEMBER, (feed_id, from_time(visit.at), visit.status, visit.bytes, visit.milliseconds, visit.new, problem)
        )
        db.run(_FORGET, (feed_id, _KEPT))
        if asked.learned is not None:
            pace, rhythm = asked.learned
            db.run(_RHYTHM, (pace, from_rhythm(rhythm), from_time(visit.at), feed_id))
        if asked.moved is not None:
            moved(db, feed_id, asked.moved, asked.at)


def of(db: Database, feed_id: int) -> tuple[Visit, ...]:
    """The last requests for a feed, the newest first."""
    return tuple(db.rows(_VISIT, (feed_id,), _visit))


_HEALTH = f"""
    SELECT json_array(
        id, {TITLE}, url,
        problem, failures, moved_to, allowed_at, rest, paused, notify, folder,
        (SELECT max(listed_at) FROM entry_states WHERE feed_id = feeds.id)
    ) AS row
    FROM feeds WHERE subscribed AND url NOT LIKE 'qari:%' ORDER BY id
"""
_QUIET = timedelta(days=200)


def health(db: Database, now: datetime) -> tuple[Health, ...]:
    """How the subscribed feeds fare, the worst first."""
    found = [one._replace(visits=of(db, one.feed_id)) for one in db.rows(_HEALTH, (), lambda row: _health(row, now))]
    return tuple(sorted(found, key=lambda one: (-one.ill, -one.failures, one.title)))


def _health(row: list[Any], now: datetime) -> Health:
    feed_id, title, url, problem, failures, moved_to, allowed, rest, paused, notify, folder, newest = row
    why, last = to_problem(problem), to_optional_time(newest)
    if rest == Rest.GONE and why is not None:
        ill = Ill.GONE
    elif why is not None:
        ill = Ill.FAILING
    elif moved_to:
        ill = Ill.MOVED
    else:
        ill = Ill.QUIET if last is not None and now - last > _QUIET else Ill.NOTHING
    name, place, target = map(to_text, (title, url, moved_to))
    return Health(
        feed_id,
        name,
        place,
        ill,
        why,
        int(failures),
        last,
        target,
        to_optional_time(allowed),
        bool(paused),
        bool(notify),
        to_text(folder),
    )


def spared(db: Database, now: datetime) -> dict[str, datetime]:
    """The hosts that want fewer requests, and until when."""
    found = db.tuples("SELECT name, until FROM hosts WHERE until > ?", (from_time(now),))
    return {str(name): to_time(int(until)) for name, until in found}


def spare(db: Database, host: str, until: datetime, now: datetime) -> None:
    """Ask a host for nothing until then, or for longer if it has asked for that."""
    with db.transaction():
        db.run("DELETE FROM hosts WHERE until <= ? OR until > ?", (from_time(now), from_time(now + LONGEST_REST)))
        db.run(
            "INSERT INTO hosts (name, until) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET until = max(until, excluded.until)",
            (storable(host), from_time(until)),
        )


def moved(db: Database, feed_id: int, target: str, at: datetime) -> bool:
    """A permanent redirect led to ``target``, or none did (empty); whether the feed's address is that one from now on.

    It is when that has been so for some days and several answers, unless the address is written in the configuration,
    or another feed has the new one.
    """
    known = "SELECT moved_to, moved_at, moved_times, origin FROM feeds WHERE id = ?"
    if not target and not db.value(known, (feed_id,)):
        return False  # as nearly always: nothing need be written
    with db.transaction():
        row = db.row(known, (feed_id,))
        if row is None:
            return False
        before, since, times, origin = row
        times = times + 1 if before == target else 1
        since = min(since, from_time(at)) if before == target and since is not None else from_time(at)
        settled = bool(target) and times >= _TIMES and from_time(at) - since >= _SETTLED // _MICROSECOND
        taken = db.value("SELECT 1 FROM feeds WHERE url = ? AND id <> ?", (target, feed_id))
        if settled and origin == "added" and not taken:
            db.run(
                "UPDATE feeds SET url = ?, moved_to = '', moved_at = NULL, moved_times = 0, "
                "etag = '', last_modified = '', validated_at = NULL WHERE id = ?",  # which were the old address's
                (storable(target), feed_id),
            )
            return True
        db.run(
            "UPDATE feeds SET moved_to = ?, moved_at = ?, moved_times = ? WHERE id = ?",
            (storable(target), since if target else None, times if target else 0, feed_id),
        )
        return False


def _visit(row: list[Any]) -> Visit:
    at, status, size, milliseconds, new, problem = row
    return Visit(to_time(at), status, size, milliseconds, new, to_problem(problem))
