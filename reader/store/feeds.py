"""Feeds: who is subscribed to, and what the last refresh of each came to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reader.asking import FeedToFetch, FullTexts, Subscription
from reader.errors import NotFoundError
from reader.events import FeedUpdated
from reader.models import Direction, Feed, Intent, Problem, Validators
from reader.store.connection import Database
from reader.store.values import (
    from_manner,
    from_problem,
    from_time,
    storable,
    to_direction,
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

TITLE = "coalesce(nullif(feeds.own_title, ''), nullif(feeds.title, ''), feeds.url)"
"""What a feed is called: the user's name for it, or else the feed's, or else its address."""

READ_LATER = "qari:read-later"
"""The address of the feed that pages are saved to, which are in no other; nobody is asked for it."""

_FEED = f"""
    SELECT json_array(
        id, url, {TITLE}, site_url, coalesce(nullif(own_language, ''), language), direction,
        (SELECT count(*) FROM entry_states WHERE feed_id = feeds.id AND read = 0),
        (SELECT count(*) FROM entry_states WHERE feed_id = feeds.id),
        checked_at, problem, paused, notify, folder,
        coalesce(repeated.number, 0)
    ) AS row
    FROM feeds LEFT JOIN (
        SELECT feed_id, count(*) AS number FROM entry_states INDEXED BY states_twins
        WHERE twin_of IS NOT NULL AND read = 0 GROUP BY feed_id
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
_FOLLOWED = """
    SELECT json_array(url, own_title, own_language, direction, full_text, manner, folder, notify, merged) AS row
    FROM feeds WHERE subscribed AND origin = 'config'
"""
_LISTED = f"""
    SELECT json_array(url, {TITLE}, own_language, direction, full_text, manner, folder, notify, merged) AS row
    FROM feeds WHERE subscribed AND url <> '{READ_LATER}' ORDER BY folder, id
"""
_FOLLOW = """
    INSERT INTO feeds (url, own_title, own_language, direction, full_text, manner, folder, notify, merged, origin)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'config')
    ON CONFLICT (url) DO UPDATE SET
        own_title = excluded.own_title, own_language = excluded.own_language, direction = excluded.direction,
        full_text = excluded.full_text, manner = excluded.manner, folder = excluded.folder,
        notify = excluded.notify, merged = excluded.merged,
        origin = 'config', subscribed = 1
"""
_SUBSCRIBE = """
    INSERT INTO feeds (url, own_title, own_language, direction, full_text, manner, folder, notify, merged, origin)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'added')
    ON CONFLICT (url) DO UPDATE SET
        own_title = coalesce(nullif(excluded.own_title, ''), own_title),
        own_language = coalesce(nullif(excluded.own_language, ''), own_language),
        direction = coalesce(nullif(excluded.direction, 'auto'), direction),
        full_text = coalesce(nullif(excluded.full_text, 'auto'), full_text),
        manner = CASE subscribed WHEN 1 THEN coalesce(nullif(excluded.manner, ''), manner) ELSE excluded.manner END,
        folder = coalesce(nullif(excluded.folder, ''), folder),
        origin = CASE subscribed WHEN 1 THEN origin ELSE 'added' END, subscribed = 1
"""
_APPLY = """
    UPDATE feeds SET
        title = coalesce(nullif(?, ''), title), site_url = coalesce(nullif(?, ''), site_url),
        language = coalesce(nullif(?, ''), language),
        etag = ?, last_modified = ?, body_hash = ?, checked_at = ?, problem = NULL
    WHERE id = ?
"""


def follow_config(db: Database, subscriptions: Sequence[Subscription], *, complete: bool) -> None:
    """Subscribe to what the configuration names, and take over what it says of each feed.

    A feed added by hand that it names becomes one of its own. When it is ``complete`` (nothing in it was left out
    as a mistake), feeds that it named before and no longer names are unsubscribed; their entries stay.
    Nothing is written when nothing differs, so that a start needs no lock and no room on the disk.
    """
    wanted = {given.url: _columns(given) for given in subscriptions}
    followed = {url: (url, *columns) for url, *columns in db.rows(_FOLLOWED, (), tuple)}
    changed = [columns for url, columns in wanted.items() if followed.get(url) != columns]
    dropped = [url for url in followed if complete and url not in wanted]
    if changed or dropped:
        with db.transaction():
            for columns in changed:
                db.run(_FOLLOW, columns)
                if not columns[-1]:
                    _part(db, "url = ?", columns[0])
            for url in dropped:
                db.run("UPDATE feeds SET subscribed = 0, manner = '' WHERE url = ?", (url,))
                _part(db, "url = ?", url)


def subscribe(db: Database, subscription: Subscription) -> int:
    """Add a feed by hand, and give its id; of one that is there, change only what ``subscription`` says."""
    with db.transaction():
        db.run(_SUBSCRIBE, _columns(subscription))
        return int(db.value("SELECT id FROM feeds WHERE url = ?", (storable(subscription.url),)))


def subscribe_all(db: Database, subscriptions: Sequence[Subscription]) -> tuple[int, ...]:
    """Add feeds by hand, all of them or none; their ids."""
    with db.transaction():
        for given in subscriptions:
            db.run(_SUBSCRIBE, _columns(given))
        return tuple(int(db.value("SELECT id FROM feeds WHERE url = ?", (storable(one.url),))) for one in subscriptions)


def listed(db: Database) -> tuple[Subscription, ...]:
    """What is subscribed to, as it can be written down; titles are the feeds' own where the user gave none."""
    return tuple(db.rows(_LISTED, (), _listed))


def unsubscribe(db: Database, feed_id: int) -> None:
    """End a subscription; its entries stay, and its settings for :func:`subscribe_again`. Raises NotFoundError."""
    with db.transaction():
        if not db.run("UPDATE feeds SET subscribed = 0 WHERE id = ?", (feed_id,)):
            raise NotFoundError("error.feed_unknown", feed=feed_id)
        _part(db, "id = ?", feed_id)


def subscribe_again(db: Database, feed_id: int) -> None:
    """Take back the end of a subscription. Raises NotFoundError."""
    from reader.store import ingest  # as in apply

    with db.transaction():
        if not db.run("UPDATE feeds SET subscribed = 1 WHERE id = ?", (feed_id,)):
            raise NotFoundError("error.feed_unknown", feed=feed_id)
        ingest.reunite(db, feed_id)


def rename(db: Database, feed_id: int, title: str) -> None:
    """Give a feed the user's own name; empty: its own again. Raises NotFoundError."""
    with db.transaction():
        if not db.run("UPDATE feeds SET own_title = ? WHERE id = ?", (storable(title), feed_id)):
            raise NotFoundError("error.feed_unknown", feed=feed_id)


def pause(db: Database, feed_id: int, paused: bool) -> None:
    """Leave a feed alone, or not any more. Raises NotFoundError."""
    with db.transaction():
        if not db.run("UPDATE feeds SET paused = ? WHERE id = ?", (int(paused), feed_id)):
            raise NotFoundError("error.feed_unknown", feed=feed_id)


def notify(db: Database, feed_id: int, wanted: bool) -> None:
    """Tell of a feed's news, or not any more. Raises NotFoundError."""
    with db.transaction():
        if not db.run("UPDATE feeds SET notify = ? WHERE id = ?", (int(wanted), feed_id)):
            raise NotFoundError("error.feed_unknown", feed=feed_id)


def move(db: Database, feed_id: int, folder: str) -> None:
    """Keep a feed in another folder; empty: in none. Raises NotFoundError."""
    with db.transaction():
        if not db.run("UPDATE feeds SET folder = ? WHERE id = ?", (storable(folder), feed_id)):
            raise NotFoundError("error.feed_unknown", feed=feed_id)


def _part(db: Database, which: str, value: object) -> None:
    """Let stories stand for themselves that stood under a feed's name, and its own; others stay together."""
    entries = f"SELECT entry_id FROM entry_states WHERE feed_id = (SELECT id FROM feeds WHERE {which})"
    db.run(f"UPDATE entry_states SET twin_of = NULL WHERE twin_of IS NOT NULL AND entry_id IN ({entries})", (value,))
    heirs = f"""
        SELECT twin_of AS old, min(entry_id) AS heir FROM entry_states
        WHERE twin_of IN ({entries}) GROUP BY twin_of
    """
    db.run(
        f"""
        UPDATE entry_states SET twin_of = CASE WHEN entry_id = heirs.heir THEN NULL ELSE heirs.heir END
        FROM ({heirs}) AS heirs WHERE entry_states.twin_of = heirs.old
        """,
        (value,),
    )


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
        new, changed = ingest.store(db, ready)
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


def _columns(given: Subscription) -> tuple[str | int, ...]:
    texts = map(storable, (given.url, given.title, given.language))
    ways = (str(given.direction), str(given.full_text), from_manner(given.manner), storable(given.folder))
    return (*texts, *ways, int(given.notify), int(given.merged))


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
        total,
        checked,
        problem,
        paused,
        notify,
        folder,
        repeated,
    ) = row
    return Feed(
        feed_id,
        to_text(url),
        to_text(title),
        to_text(site_url),
        to_text(language),
        Direction(direction),
        unread,
        total,
        to_optional_time(checked),
        to_problem(problem),
        bool(paused),
        bool(notify),
        to_text(folder),
        int(repeated),
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


def _listed(row: list[Any]) -> Subscription:
    *texts, notify, merged = row
    url, title, language, direction, full_text, manner, folder = map(to_text, texts)
    pages = FullTexts(full_text) if full_text in tuple(FullTexts) else FullTexts.AUTO
    return Subscription(
        url, title, language, to_direction(direction), pages, to_manner(manner), folder, bool(merged), bool(notify)
    )


def _order(feed: Feed) -> tuple[str, int]:
    """By title, as an Arabic index has it: the article does not count."""
    return fold(feed.title).removeprefix("ال"), feed.id
