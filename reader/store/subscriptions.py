"""Subscriptions: whom the user or the configuration wants to read, under which name and in which folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reader.asking import FullTexts, Retention, Subscription
from reader.errors import NotFoundError
from reader.store import stories
from reader.store.columns import TITLE
from reader.store.connection import Database
from reader.store.feeds import READ_LATER
from reader.store.values import from_manner, storable, to_direction, to_manner, to_text

_SETTINGS = "own_language, direction, full_text, manner, folder, notify, merged, keep_days, keep_entries"
"""What the user says of a feed, beside its address and its name."""
_FOLLOWED = f"""
    SELECT json_array(url, own_title, {_SETTINGS}) AS row FROM feeds WHERE subscribed AND origin = 'config'
"""
_LISTED = f"""
    SELECT json_array(url, {TITLE}, {_SETTINGS}) AS row
    FROM feeds WHERE subscribed AND url <> '{READ_LATER}' ORDER BY folder, id
"""
_INSERT = f"""
    INSERT INTO feeds (url, own_title, {_SETTINGS}, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{{}}')
    ON CONFLICT (url) DO UPDATE SET
"""
_FOLLOW = f"""
    {_INSERT.format("config")}
        own_title = excluded.own_title, own_language = excluded.own_language, direction = excluded.direction,
        full_text = excluded.full_text, manner = excluded.manner, folder = excluded.folder,
        notify = excluded.notify, merged = excluded.merged,
        keep_days = excluded.keep_days, keep_entries = excluded.keep_entries,
        origin = 'config', subscribed = 1
"""
_SUBSCRIBE = f"""
    {_INSERT.format("added")}
        own_title = coalesce(nullif(excluded.own_title, ''), own_title),
        own_language = coalesce(nullif(excluded.own_language, ''), own_language),
        direction = coalesce(nullif(excluded.direction, 'auto'), direction),
        full_text = coalesce(nullif(excluded.full_text, 'auto'), full_text),
        manner = CASE subscribed WHEN 1 THEN coalesce(nullif(excluded.manner, ''), manner) ELSE excluded.manner END,
        folder = coalesce(nullif(excluded.folder, ''), folder),
        keep_days = coalesce(excluded.keep_days, keep_days),
        keep_entries = coalesce(excluded.keep_entries, keep_entries),
        origin = CASE subscribed WHEN 1 THEN origin ELSE 'added' END, subscribed = 1
"""


def follow_config(db: Database, subscriptions: Sequence[Subscription], *, complete: bool) -> list[str]:
    """Subscribe to what the configuration names, and take over what it says of each feed; the addresses that are new.

    A feed added by hand that it names becomes one of its own. When it is ``complete`` (nothing in it was left out
    as a mistake), feeds that it named before and no longer names are unsubscribed; their entries stay.
    Nothing is written when nothing differs, so that a start needs no lock and no room on the disk.
    """
    given = {one.url: one for one in subscriptions}
    wanted = {url: _columns(one) for url, one in given.items()}
    followed = {url: (url, *columns) for url, *columns in db.rows(_FOLLOWED, (), tuple)}
    changed = [columns for url, columns in wanted.items() if followed.get(url) != columns]
    dropped = [url for url in followed if complete and url not in wanted]
    if changed or dropped:
        with db.transaction():
            for columns in changed:
                db.run(_FOLLOW, columns)
                if not given[str(columns[0])].merged:
                    _part(db, _id(db, columns[0]))
            for url in dropped:
                db.run("UPDATE feeds SET subscribed = 0, manner = '' WHERE url = ?", (url,))
                _part(db, _id(db, url))
    return [url for url in wanted if url not in followed]


def subscribe(db: Database, subscription: Subscription) -> int:
    """Add a feed by hand, and give its id; of one that is there, change only what ``subscription`` says."""
    return subscribe_all(db, [subscription])[0][0]


def subscribe_all(db: Database, subscriptions: Sequence[Subscription]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Add feeds by hand, all of them or none; their ids, and those of the ones that were not subscribed to before.

    Of one that is there, only what its subscription says is changed.
    """
    with db.transaction():
        before = set(db.rows("SELECT id AS row FROM feeds WHERE subscribed", (), int))
        for given in subscriptions:
            db.run(_SUBSCRIBE, _columns(given))
        ids = tuple(_id(db, storable(one.url)) for one in subscriptions)
    return ids, tuple(dict.fromkeys(id for id in ids if id not in before))


def addresses(db: Database) -> tuple[str, ...]:
    """The addresses of all feeds that there have ever been, those that are subscribed to last."""
    return tuple(db.rows("SELECT json_quote(url) AS row FROM feeds ORDER BY subscribed, id", (), to_text))


def listed(db: Database) -> tuple[Subscription, ...]:
    """What is subscribed to, as it can be written down; titles are the feeds' own where the user gave none."""
    return tuple(db.rows(_LISTED, (), _listed))


def unsubscribe(db: Database, *feed_ids: int) -> None:
    """End subscriptions; entries stay, and settings for :func:`subscribe_again`. Raises NotFoundError."""
    with db.transaction():
        for feed_id in feed_ids:
            _set(db, feed_id, "subscribed", 0)
            _part(db, feed_id)


def subscribe_again(db: Database, feed_id: int) -> None:
    """Take back the end of a subscription. Raises NotFoundError."""
    with db.transaction():
        _set(db, feed_id, "subscribed", 1)
        stories.reunite(db, feed_id)


def rename(db: Database, feed_id: int, title: str) -> str:
    """Give a feed the user's own name; empty: its own again. The name before. Raises NotFoundError."""
    with db.transaction():
        return to_text(_set(db, feed_id, "own_title", storable(title)))


def pause(db: Database, feed_id: int, paused: bool) -> bool:
    """Leave a feed alone, or not any more; whether it was left alone before. Raises NotFoundError."""
    with db.transaction():
        return bool(_set(db, feed_id, "paused", int(paused)))


def notify(db: Database, feed_id: int, wanted: bool) -> bool:
    """Tell of a feed's news, or not any more; whether it was told before. Raises NotFoundError."""
    with db.transaction():
        return bool(_set(db, feed_id, "notify", int(wanted)))


def move(db: Database, feed_id: int, folder: str) -> str:
    """Keep a feed in another folder; empty: in none. The folder before. Raises NotFoundError."""
    with db.transaction():
        return to_text(_set(db, feed_id, "folder", storable(folder)))


def _set(db: Database, feed_id: int, column: str, value: str | int) -> Any:
    """The value before."""
    before = db.value(f"SELECT {column} FROM feeds WHERE id = ?", (feed_id,))
    if before is None:
        raise NotFoundError("error.feed_unknown", feed=feed_id)
    db.run(f"UPDATE feeds SET {column} = ? WHERE id = ?", (value, feed_id))
    return before


def _part(db: Database, feed_id: int) -> None:
    """Show a feed's stories apart from those of others."""
    stories.leave(db, db.rows("SELECT entry_id AS row FROM entry_states WHERE feed_id = ?", (feed_id,), int))


def _id(db: Database, url: object) -> int:
    return int(db.value("SELECT id FROM feeds WHERE url = ?", (url,)))


def _columns(given: Subscription) -> tuple[str | int | None, ...]:
    texts = map(storable, (given.url, given.title, given.language))
    ways = (str(given.direction), str(given.full_text), from_manner(given.manner), storable(given.folder))
    return (*texts, *ways, int(given.notify), int(given.merged), *given.retention)


def _listed(row: list[Any]) -> Subscription:
    *texts, notify, merged, days, most = row
    url, title, language, direction, full_text, manner, folder = map(to_text, texts)
    pages = FullTexts(full_text) if full_text in tuple(FullTexts) else FullTexts.AUTO
    way, kept = to_direction(direction), Retention(days, most)
    return Subscription(url, title, language, way, pages, to_manner(manner), folder, bool(merged), bool(notify), kept)
