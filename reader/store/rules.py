"""Rules, and what they do with entries; the entries of a refresh in the transaction that stores them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reader.errors import QueryError
from reader.rule import Action, Rule, Ruled
from reader.store import index, margins, stories
from reader.store.connection import Database
from reader.store.values import from_optional_time, from_texts, from_time, storable, to_optional_time, to_text, to_texts

_RULES = "SELECT json_array(id, query, actions, tags, until) AS row FROM rules ORDER BY id"
_KEEP = "INSERT INTO rules (id, query, actions, tags, until) VALUES (?, ?, ?, ?, ?)"
_AMONG = "(SELECT value FROM json_each(?))"


def kept(db: Database) -> tuple[Rule, ...]:
    """All rules, in the order in which they were made; also those that have ended."""
    return tuple(db.rows(_RULES, (), _rule))


def add(db: Database, rule: Rule, now: datetime, *, stored: bool) -> tuple[int, Ruled]:
    """Keep a rule, and do with what is ``stored`` what it says; its id, and what that changed. Raises QueryError."""
    with db.transaction():
        actions = from_texts(map(str, rule.actions))
        id = rule.id or None
        db.run(_KEEP, (id, storable(rule.query), actions, from_texts(rule.tags), from_optional_time(rule.until)))
        id = int(db.value("SELECT last_insert_rowid()"))
        ids = matching(db, rule.query, now) if stored else ()
        return id, _done(db, rule._replace(id=id), ids, now)


def drop(db: Database, id: int) -> tuple[Rule, Ruled] | None:
    """Keep a rule no longer, and show what it muted; the rule, and what it had muted. None: there is no such one."""
    with db.transaction():
        rule = next((rule for rule in kept(db) if rule.id == id), None)
        if rule is None:
            return None
        muted = tuple(db.rows("SELECT entry_id AS row FROM entry_states WHERE muted_by = ?", (id,), int))
        _unmute(db, muted)
        db.run("DELETE FROM rules WHERE id = ?", (id,))
    return rule, Ruled(muted=muted)


def take_back(db: Database, id: int, ruled: Ruled) -> None:
    """Keep a rule no longer, and undo what it did when it was made."""
    drop(db, id)
    margins.set_tags(db, dict(ruled.tags))
    with db.transaction():
        _set(db, "read = 0, read_at = NULL", ruled.read)
        _set(db, "bookmarked = 0, bookmarked_at = NULL", ruled.bookmarked)
        _set(db, "raised = 0", ruled.highlighted)


def restore(db: Database, rule: Rule, ruled: Ruled, now: datetime) -> None:
    """Keep again a rule that was dropped, and what it had muted."""
    add(db, rule, now, stored=False)
    with db.transaction():
        _mute(db, rule.id, ruled.muted)


def apply(db: Database, ids: Sequence[int], now: datetime) -> None:
    """Do with new entries what the rules say; inside the caller's transaction.

    A rule whose query cannot be read, as after a change of its language, does nothing.
    """
    for rule in kept(db) if ids else ():
        if rule.until is None or now < rule.until:
            try:
                _done(db, rule, matching(db, rule.query, now, ids, indexed=False), now)
            except QueryError:
                continue


def awaited(db: Database, since: datetime, now: datetime) -> tuple[int, ...]:
    """The unread entries that have come since then and that rules want told, newest first."""
    fresh = "SELECT id AS row FROM entries WHERE first_seen >= ? ORDER BY id DESC"
    telling = [rule for rule in kept(db) if Action.NOTIFY in rule.actions and (rule.until is None or now < rule.until)]
    if not telling:
        return ()
    ids = db.rows(fresh, (from_time(since),), int)
    found = dict.fromkeys(id for rule in telling for id in matching(db, rule.query, now, ids))
    unread = f"SELECT entry_id AS row FROM entry_states WHERE read = 0 AND entry_id IN {_AMONG} ORDER BY listed_at DESC"
    return tuple(db.rows(unread, (json.dumps(list(found)),), int))


def matching(
    db: Database, query: str, now: datetime, among: Sequence[int] | None = None, *, indexed: bool = True
) -> tuple[int, ...]:
    """The ids of entries that a query means, of all or of some, the newest first. Raises QueryError.

    Where none of them is ``indexed``, as new ones never are, nothing else is looked at.
    """
    from reader.i18n.queries import names
    from reader.query import parse
    from reader.store import search

    indexed = indexed and index.exists(db)
    meant, parameters = search.condition(parse(query, now, names(), local=True), now, indexed=indexed)
    inside = "1" if among is None else f"entry_id IN {_AMONG}"
    given = [] if among is None else [json.dumps(list(among))]
    statement = f"SELECT entry_id AS row FROM entry_states WHERE {inside} AND {meant} ORDER BY listed_at DESC"
    return tuple(db.rows(statement, [*given, *parameters], int))


def _done(db: Database, rule: Rule, ids: Sequence[int], now: datetime) -> Ruled:
    if not ids:
        return Ruled()
    at, wanted = from_time(now), rule.actions
    tagged = margins.with_tags(db, ids, rule.tags) if Action.TAG in wanted else {}
    return Ruled(
        _mute(db, rule.id, ids) if Action.MUTE in wanted else (),
        _changed(db, "raised = 1", "raised = 0", ids) if Action.HIGHLIGHT in wanted else (),
        _changed(db, f"read = 1, read_at = {at}", "read = 0", ids) if Action.READ in wanted else (),
        _changed(db, f"bookmarked = 1, bookmarked_at = {at}", "bookmarked = 0", ids)
        if Action.BOOKMARK in wanted
        else (),
        tuple(tagged.items()),
    )


def _mute(db: Database, rule_id: int, ids: Sequence[int]) -> tuple[int, ...]:
    """What counts as read without a time was read by nobody, and is unread again when the rule goes."""
    muted = _changed(db, f"muted_by = {rule_id}", "muted_by IS NULL", ids)
    _set(db, "read = 1", muted)
    stories.leave(db, muted)
    return muted


def _unmute(db: Database, ids: Sequence[int]) -> None:
    _set(db, "muted_by = NULL, read = (read_at IS NOT NULL)", ids)


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
