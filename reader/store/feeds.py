"""Feeds: what is known of each, and what the last refresh of it came to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reader.asking import FeedToFetch
from reader.events import FeedUpdated
from reader.models import Direction, Feed, Intent, Problem, Validators
from reader.store.columns import TITLE
from reader.store.connection import Database
from reader.store.values import (
    from_problem,
    from_time,
    storable,
    to_manner,
    to_optional_time,
    to_problem,
    to_rhythm,
    to_text,
    to_timing,
)
from reader.text.fold import fold

if TYPE_CHECKING:
    from reader.store.ingest import Ready

READ_LATER = "qari:read-later"
"""The address of the feed that pages are saved to, which are in no other; nobody is asked for it."""

_FEED = f"""
    SELECT json_array(
        id, url, {TITLE}, site_url, coalesce(nullif(own_language, ''), language), direction,
        (SELECT count(*) FROM entry_states WHERE feed_id = feeds.id AND read = 0),
        (SELECT count(*) FROM entry_states WHERE feed_id = feeds.id AND read = 1 AND muted_by IS NULL),
        checked_at, problem, paused, notify, folder,
        coalesce(repeated.unread, 0), coalesce(repeated.number, 0)
    ) AS row
    FROM feeds LEFT JOIN (
        SELECT feed_id, sum(read = 0) AS unread, count(*) AS number FROM entry_states INDEXED BY states_twins
        WHERE twin_of IS NOT NULL GROUP BY feed_id
    ) AS repeated ON repeated.feed_id = feeds.id
    WHERE subscribed
"""
_TO_FETCH = f"""
    SELECT json_array(
        id, url, {TITLE}, etag, last_modified, body_hash, own_language, manner,
        allowed_at, due_at, rest, failures, pace, rhythm, validated_at, paused, merged,
        (SELECT max(listed_at) FROM entry_states WHERE feed_id = feeds.id)
    ) AS row
    FROM feeds WHERE subscribed AND url <> '{READ_LATER}' ORDER BY id
"""
_APPLY = """
    UPDATE feeds SET
        title = coalesce(nullif(?, ''), title), site_url = coalesce(nullif(?, ''), site_url),
        language = coalesce(nullif(?, ''), language),
        etag = ?, last_modified = ?, body_hash = ?, checked_at = ?, problem = NULL
    WHERE id = ?
"""


def subscribed(db: Database) -> tuple[Feed, ...]:
    """The subscribed feeds with their counts, in the order of their titles."""
    return tuple(sorted(db.rows(_FEED, (), _feed), key=_order))


def to_fetch(db: Database, feed_ids: Sequence[int] | None) -> tuple[FeedToFetch, ...]:
    """What a refresh needs to know of the subscribed feeds, or of those of them that ``feed_ids`` names."""
    chosen = None if feed_ids is None else set(feed_ids)
    return tuple(feed for feed in db.rows(_TO_FETCH, (), _to_fetch) if chosen is None or feed.id in chosen)


def apply(db: Database, intent: Intent) -> FeedUpdated:
    """Write what a refresh of one feed found, as :func:`store` does, with entries that are no rows yet."""
    from reader.store import ingest  # with what reads HTML, which only a refresh needs

    return store(db, ingest.prepare(intent))


def store(db: Database, ready: Ready) -> FeedUpdated:
    """Write what a refresh of one feed found, all of it or nothing; what was read or bookmarked stays so.

    An empty title, site address or language does not take away one that the feed had before.
    """
    from reader.store import ingest

    intent = ready.intent
    with db.transaction():
        db.run(
            _APPLY,
            (
                *map(storable, (intent.title, intent.site_url, intent.language)),
                *_validators(intent.validators),
                intent.body_hash,
                from_time(intent.at),
                intent.feed_id,
            ),
        )
        new, changed = ingest.store(db, ready)  # by rules that may ask for what the feed is called
        title = db.value(f"SELECT {TITLE} FROM feeds WHERE id = ?", (intent.feed_id,))
    return FeedUpdated(intent.feed_id, title, new, changed)


def unchanged(db: Database, feed_id: int, validators: Validators, at: datetime) -> None:
    """Record that a feed has nothing new. Validators replace the stored pair, unless the answer had neither."""
    with db.transaction():
        db.run("UPDATE feeds SET checked_at = ?, problem = NULL WHERE id = ?", (from_time(at), feed_id))
        if validators != Validators():
            pair = _validators(validators)
            db.run("UPDATE feeds SET etag = ?, last_modified = ? WHERE id = ?", (*pair, feed_id))


def failed(db: Database, feed_id: int, problem: Problem, at: datetime) -> None:
    """Record why a feed could not be refreshed; nothing else of it changes."""
    with db.transaction():
        db.run(
            "UPDATE feeds SET checked_at = ?, problem = ? WHERE id = ?",
            (from_time(at), from_problem(problem), feed_id),
        )


def _validators(pair: Validators) -> tuple[str, str]:
    return storable(pair.etag), storable(pair.last_modified)


def _feed(row: list[Any]) -> Feed:
    (
        feed_id,
        url,
        title,
        site_url,
        language,
        direction,
        unread,
        read,
        checked,
        problem,
        paused,
        notify,
        folder,
        repeated,
        twins,
    ) = row
    return Feed(
        feed_id,
        to_text(url),
        to_text(title),
        to_text(site_url),
        to_text(language),
        Direction(direction),
        unread,
        unread + read,
        to_optional_time(checked),
        to_problem(problem),
        bool(paused),
        bool(notify),
        to_text(folder),
        int(repeated),
        int(twins),
    )


def _to_fetch(row: list[Any]) -> FeedToFetch:
    feed_id, url, title, etag, last_modified, body_hash, language, manner, *rest = row
    allowed, due, reason, failures, pace, rhythm, validated, paused, merged, newest = rest
    return FeedToFetch(
        feed_id,
        to_text(url),
        to_text(title),
        Validators(to_text(etag), to_text(last_modified)),
        to_text(body_hash),
        to_text(language),
        to_manner(to_text(manner)),
        to_timing(allowed, due, reason, failures),
        int(pace),
        to_rhythm(to_text(rhythm)),
        to_optional_time(validated),
        bool(paused),
        bool(merged),
        to_optional_time(newest),
    )


def _order(feed: Feed) -> tuple[str, int]:
    """By title, as an Arabic index has it: the article does not count."""
    return fold(feed.title).removeprefix("ال"), feed.id
