"""Rules, and what they do with entries; the entries of a refresh in the transaction that stores them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from reader.errors import QueryError
from reader.models import Mark
from reader.rule import Action, Rule, Ruled
from reader.store import index, margins, marks, stories
from reader.store.connection import Database
from reader.store.values import from_optional_time, from_texts, from_time, storable, to_optional_time, to_text, to_texts

_RULES = "SELECT json_array(id, query, actions, tags, until) AS row FROM rules ORDER BY id"
_KEEP = "INSERT INTO rules (id, query, actions, tags, until) VALUES (?, ?, ?, ?, ?)"
_AMONG = "(SELECT value FROM json_each(?))"


def kept(db: Database) -> tuple[Rule, ...]:
    """All rules, in the order in which they were made; also those that have ended."""
    return tuple(db.rows(_RULES, (), _rule))


def add(db: Database, rule: Rule, now: datetime, *, stored: bool) -> tuple[Rule, Ruled]:
    """Keep a rule, and do with what is ``stored`` what it says; it with its number, and what that changed.

    Raises QueryError.
    """
    with db.transaction():
        kept = _keep(db, rule)
        ids = matching(db, rule.query, now) if stored else ()
        return kept, _done(db, kept, ids, now)


def drop(db: Database, rule: Rule) -> Ruled | None:
    """Keep a rule no longer, and show what it muted; what that was. None: there is no such one any more."""
    with db.transaction():
        return _dropped(db, rule)


def take_back(db: Database, rule: Rule, done: Ruled) -> None:
    """Keep a rule no longer, and undo what it did when it was made."""
    with db.transaction():
        _dropped(db, rule)
        _set(db, "read = 0, read_at = NULL", done.read)
        _set(db, "bookmarked = 0, bookmarked_at = NULL", done.bookmarked)
        _set(db, "raised = 0", done.highlighted)
        margins.untag(db, done.tagged)


def restore(db: Database, rule: Rule, done: Ruled) -> None:
    """Keep again a rule that was dropped, and what it had muted; under another number if its own is taken."""
    with db.transaction():
        taken = db.value("SELECT 1 FROM rules WHERE id = ?", (rule.id,)) is not None
        _mute(db, _keep(db, rule._replace(id=0) if taken else rule).id, done.muted)


def apply(db: Database, ids: Sequence[int], now: datetime) -> int:
    """Do with new entries what the rules say, inside the caller's transaction; how many are muted by that.

    A rule whose query cannot be read, as after a change of its language, does nothing.
    """
    muted = 0
    for rule in kept(db) if ids else ():
        if rule.until is None or now < rule.until:
            with suppress(QueryError):
                muted += len(_done(db, rule, matching(db, rule.query, now, ids), now).muted)
    return muted


def awaited(db: Database, since: datetime, now: datetime) -> tuple[int, ...]:
    """The unread entries that have come since then and that rules want told, a story once, newest first."""
    telling = [rule for rule in kept(db) if Action.NOTIFY in rule.actions and (rule.until is None or now < rule.until)]
    fresh = "SELECT id AS row FROM entries WHERE first_seen >= ? ORDER BY id DESC"
    ids = db.rows(fresh, (from_time(since),), int) if telling else []
    found: set[int] = set()
    for rule in telling:
        with suppress(QueryError):
            found.update(matching(db, rule.query, now, ids))
    unread = f"""
        SELECT entry_id AS row FROM entry_states
        WHERE read = 0 AND twin_of IS NULL AND entry_id IN {_AMONG} ORDER BY listed_at DESC
    """
    return tuple(db.rows(unread, (json.dumps(sorted(found)),), int)) if found else ()


def matching(db: Database, query: str, now: datetime, among: Sequence[int] | None = None) -> tuple[int, ...]:
    """The ids of entries that a query means, of all or of some, the newest first. Raises QueryError."""
    from reader.i18n.queries import names
    from reader.query import parse
    from reader.store import search

    # Of some, their texts are looked at: the index would tell of all others too, and new ones are not in it yet.
    indexed = among is None and index.exists(db)
    meant, parameters = search.condition(parse(query, now, names(), local=True), now, indexed=indexed)
    inside = "1" if among is None else f"entry_id IN {_AMONG}"
    given = [] if among is None else [json.dumps(list(among))]
    statement = f"SELECT entry_id AS row FROM entry_states WHERE {inside} AND {meant} ORDER BY listed_at DESC"
    return tuple(db.rows(statement, [*given, *parameters], int))


def _dropped(db: Database, rule: Rule) -> Ruled | None:
    if rule not in kept(db):  # another window may have given its number to another one
        return None
    muted = tuple(db.rows("SELECT entry_id AS row FROM entry_states WHERE muted_by = ?", (rule.id,), int))
    _set(db, "muted_by = NULL, read = (read_at IS NOT NULL)", muted)
    db.run("DELETE FROM rules WHERE id = ?", (rule.id,))
    among = f"SELECT DISTINCT feed_id AS row FROM entry_states WHERE entry_id IN {_AMONG}"
    for feed_id in db.rows(among, (json.dumps(muted),), int):
        stories.reunite(db, feed_id)
    return Ruled(muted=muted)


def _keep(db: Database, rule: Rule) -> Rule:
    row = (storable(rule.query), from_texts(map(str, rule.actions)), from_texts(rule.tags))
    db.run(_KEEP, (rule.id or None, *row, from_optional_time(rule.until)))
    return rule._replace(id=int(db.value("SELECT last_insert_rowid()")))


def _done(db: Database, rule: Rule, ids: Sequence[int], now: datetime) -> Ruled:
    """What was marked read stays so when what was muted is shown again."""
    if not ids:
        return Ruled()
    wanted, saved = rule.actions, _saved(db)
    told = [id for id in ids if id not in saved]
    read = marks.marked(db, told, Mark.READ, now) if Action.READ in wanted else ()
    bookmarked = marks.marked(db, ids, Mark.BOOKMARK, now) if Action.BOOKMARK in wanted else ()
    return Ruled(
        _mute(db, rule.id, told) if Action.MUTE in wanted else (),
        _changed(db, "raised = 1", "raised = 0", ids) if Action.HIGHLIGHT in wanted else (),
        read,
        bookmarked,
        margins.with_tags(db, ids, rule.tags) if Action.TAG in wanted else (),
    )


def _saved(db: Database) -> frozenset[int]:
    """The pages that somebody keeps to read later, which no rule takes away."""
    pages = "SELECT entry_id AS row FROM entry_states WHERE feed_id IN (SELECT id FROM feeds WHERE url LIKE 'qari:%')"
    return frozenset(db.rows(pages, (), int))


def _mute(db: Database, rule_id: int, ids: Sequence[int]) -> tuple[int, ...]:
    """What counts as read without a time was read by nobody, and is unread again when the rule goes."""
    muted = _changed(db, f"muted_by = {rule_id}", "muted_by IS NULL", ids)
    _set(db, "read = 1", muted)
    stories.leave(db, muted)
    return muted


def _changed(db: Database, change: str, where: str, ids: Sequence[int]) -> tuple[int, ...]:
    """Make a change to those entries that it changes; which they are."""
    found = f"SELECT entry_id AS row FROM entry_states WHERE entry_id IN {_AMONG} AND {where}"
    meant = tuple(db.rows(found, (json.dumps(list(ids)),), int))
    _set(db, change, meant)
    return meant


def _set(db: Database, change: str, ids: Sequence[int]) -> None:
    if ids:
        db.run(f"UPDATE entry_states SET {change} WHERE entry_id IN {_AMONG}", (json.dumps(list(ids)),))


def _rule(row: list[Any]) -> Rule:
    id, query, actions, tags, until = row
    known = tuple(Action(name) for name in to_texts(actions) if name in tuple(Action))
    return Rule(to_text(query), known, to_texts(tags), to_optional_time(until), int(id))
