"""Entries: what feeds said, and what the user did with it."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reader.models import Article, Direction, Entry, Filter, KnownEntry, Mark, Sorting, Version
from reader.store import margins, marks, pages
from reader.store.columns import LANGUAGE, TITLE
from reader.store.connection import Database
from reader.store.values import from_time, to_direction, to_enclosures, to_optional_time, to_text, to_time

if TYPE_CHECKING:
    from reader.query import Query

_MOST = 2**63 - 1

_ENTRY = f"""
    SELECT json_array(
        entries.id, entries.feed_id, {TITLE},
        entries.title, entries.url, entries.author, entry_states.listed_at, entry_states.read, entry_states.bookmarked,
        {LANGUAGE}, feeds.direction,
        entries.is_summary,
        EXISTS (SELECT 1 FROM entry_pages WHERE entry_id = entries.id AND problem IS NULL),
        (SELECT count(*) FROM entry_states twins WHERE twins.twin_of = coalesce(entry_states.twin_of, entries.id)),
        EXISTS (SELECT 1 FROM entry_notes WHERE entry_id = entries.id)
            OR EXISTS (SELECT 1 FROM entry_highlights WHERE entry_id = entries.id),
        entry_states.raised,
        EXISTS (SELECT 1 FROM entry_versions WHERE entry_id = entries.id AND at > coalesce(opened_at, 0))
    ) AS row
    FROM json_each(?) AS wanted
    CROSS JOIN entries ON entries.id = wanted.value
    JOIN entry_states ON entry_states.entry_id = entries.id
    JOIN feeds ON feeds.id = entries.feed_id
    ORDER BY wanted.key
"""
_KNOWN = """
    SELECT json_array(id, guid, url, title, published, digest) AS row
    FROM entries WHERE feed_id = ? ORDER BY id
"""
_ORDERS = {
    Sorting.NEWEST: "listed_at DESC, entry_id DESC",
    Sorting.OLDEST: "listed_at, entry_id",
    Sorting.FEED: "rank, listed_at DESC, entry_id DESC",
}
_RANKS = f"""
    SELECT id, row_number() OVER (
        ORDER BY folder <> '', fold(folder), substr(fold({TITLE}), 1 + 2 * (fold({TITLE}) LIKE 'ال%')), id
    ) AS rank FROM feeds
"""
"""Feeds in the order of their list: those of no folder, then folders; by their names, without the Arabic article."""
_GROUPED = """
    SELECT json_array(entry_id, feed_id, listed_at) AS row FROM json_each(?) AS wanted
    CROSS JOIN entry_states ON entry_id = wanted.value ORDER BY wanted.key
"""
_ALSO_IN = f"""
    SELECT json_quote({TITLE}) AS row
    FROM entry_states given JOIN entry_states told
        ON told.twin_of = coalesce(given.twin_of, given.entry_id) OR told.entry_id = given.twin_of
    JOIN feeds ON feeds.id = told.feed_id
    WHERE given.entry_id = ?1 AND told.entry_id <> ?1 AND feeds.subscribed ORDER BY told.entry_id
"""


def ids(db: Database, wanted: Filter, query: Query | None = None, now: datetime | None = None) -> Sequence[int]:
    """The ids of the entries that ``wanted`` and ``query`` let through, in its order, or opened last.

    Without a query every entry is meant; ``now`` is needed for those that speak of what is new.

    Entries of feeds that are no longer subscribed to are left out, except bookmarked ones, and where words, tags or
    notes are looked for those that have tags, notes or marked passages. Across feeds, a story that several of them
    have is there once.
    """
    own = f"bookmarked = 1 OR entry_id IN ({margins.KEPT})" if _looks_for(query) else "bookmarked = 1"
    conditions = [f"(feed_id NOT IN (SELECT id FROM feeds WHERE NOT subscribed) OR {own})"]
    parameters: list[object] = []
    if wanted.feed_id is None and not wanted.bookmarked and not wanted.opened and _is_of_stories(query):
        conditions.append("twin_of IS NULL")
    if wanted.feed_id is not None:
        conditions.append("feed_id = ?")
        parameters.append(wanted.feed_id)
    if wanted.unread:
        conditions.append("read = 0")
    if wanted.bookmarked:
        conditions.append("bookmarked = 1")
    if not (wanted.unread or wanted.bookmarked or wanted.opened) and not _asks_for_muted(query):
        conditions.append("muted_by IS NULL")
    if wanted.opened:
        conditions.append("opened_at IS NOT NULL")
    if query is not None:
        from reader.store import index, search  # with what folds, which a list without a search does without

        meant, values = search.condition(query, now or datetime.now(UTC), indexed=index.exists(db))
        conditions.append(meant)
        parameters += values
    order = "opened_at DESC, entry_id DESC" if wanted.opened else _ORDERS[wanted.sorting]
    ranks = f"JOIN ({_RANKS}) ranks ON ranks.id = feed_id" if wanted.sorting is Sorting.FEED else ""
    statement = f"""
        SELECT entry_id AS row FROM entry_states {ranks} WHERE {" AND ".join(conditions)} ORDER BY {order} LIMIT ?
    """
    parameters.append(_MOST if wanted.limit is None else min(wanted.limit, _MOST))
    return array("q", db.numbers(statement, parameters))


def places(db: Database, ids: Sequence[int]) -> tuple[tuple[int, int, datetime], ...]:
    """Of each entry its id, its feed's, and when it is listed at; of what has gone nothing."""
    return tuple(db.rows(_GROUPED, (json.dumps(list(ids)),), _place))


def _is_of_stories(query: Query | None) -> bool:
    """Whether all feeds that have a story answer a query alike, so that one of them may stand for it."""
    if query is None:
        return True
    from reader.query import All, Any, Is, Not, Since, Until

    match query:
        case Is(state):
            return state in ("unread", "read")
        case Since() | Until():
            return True
        case Not(of):
            return _is_of_stories(of)
        case All(of) | Any(of):
            return all(map(_is_of_stories, of))
        case _:
            return False


def _looks_for(query: Query | None) -> bool:
    """Whether a query looks for words, or for what somebody wrote: not a list of what is unread, or in a folder."""
    if query is None:
        return False
    from reader.query import All, Any, Has, Holds, Phrase, Word

    match query:
        case Word() | Phrase():
            return True
        case Holds(key, _):
            return key in ("tag", "note", "title")
        case Has(thing):
            return thing in ("tag", "note", "highlight")
        case All(of) | Any(of):
            return any(map(_looks_for, of))
        case _:
            return False


def _asks_for_muted(query: Query | None) -> bool:
    """Whether a query names what rules have muted, which is in no other list."""
    if query is None:
        return False
    from reader.query import states

    return "muted" in states(query)


def fresh(db: Database, feed_id: int, since: datetime) -> tuple[int, ...]:
    """The unread entries of a feed that have come since then, and that no other feed has brought before."""
    return tuple(
        db.rows(
            """
            SELECT entry_id AS row FROM entry_states JOIN entries ON entries.id = entry_id
            WHERE entry_states.feed_id = ? AND read = 0 AND twin_of IS NULL AND first_seen >= ?
            ORDER BY listed_at DESC, entry_id DESC
            """,
            (feed_id, from_time(since)),
            int,
        )
    )


def by_ids(db: Database, ids: Sequence[int]) -> tuple[Entry, ...]:
    """The headlines of ``ids``, in that order; ids that nothing has are left out."""
    return tuple(db.rows(_ENTRY, (json.dumps(list(ids)),), _entry))


def article(db: Database, id: int) -> Article | None:
    """An entry with its body; None: nothing has that id."""
    for entry in by_ids(db, [id]):
        body = db.row("SELECT html, enclosures FROM entry_bodies WHERE entry_id = ?", (id,))
        html, enclosures = body or ("", "[]")
        turned = db.value("SELECT direction FROM entry_states WHERE entry_id = ?", (id,))
        page, problem = pages.of(db, id)
        files, prefers = to_enclosures(enclosures), pages.preference(db, entry.feed_id)
        others = db.rows(_ALSO_IN, (id,), to_text) if entry.others else ()
        margin, before = margins.of(db, id), _before(db, id)
        return Article(entry, html, files, to_direction(turned), page, problem, prefers, tuple(others), margin, before)
    return None


def _before(db: Database, id: int) -> Version | None:
    row = db.row("SELECT title, html, at FROM entry_versions WHERE entry_id = ?", (id,))
    return Version(to_text(row[0]), to_text(row[1]), to_time(row[2])) if row is not None else None


def known(db: Database, feed_id: int) -> tuple[KnownEntry, ...]:
    """What is stored of a feed's entries, oldest first, as far as deciding needs it."""
    return tuple(db.rows(_KNOWN, (feed_id,), _known))


def mark(db: Database, ids: Sequence[int], mark: Mark, at: datetime, *, exact: bool = False) -> tuple[int, ...]:
    """Give entries a mark; the ids of those whose state really changed.

    What is read is a story, in all feeds that have it, unless ``exact``; a bookmark is for one entry.
    """
    with db.transaction():
        return marks.marked(db, ids, mark, at, exact=exact)


def mark_to_undo(db: Database, ids: Sequence[int], mark: Mark, at: datetime) -> tuple[tuple[int, ...], marks.Since]:
    """As :func:`mark`, and what :func:`unmark` needs to know."""
    with db.transaction():
        before = marks.since(db, ids, mark)
        return marks.marked(db, ids, mark, at), before


def unmark(db: Database, ids: Sequence[int], mark: Mark, before: marks.Since, at: datetime) -> tuple[int, ...]:
    """Take a mark back; the ids of those whose state that changes."""
    with db.transaction():
        return marks.put_back(db, ids, mark, before, at)


def opened(db: Database, id: int, at: datetime) -> None:
    """Remember that an article was opened."""
    with db.transaction():
        db.run("UPDATE entry_states SET opened_at = ? WHERE entry_id = ?", (from_time(at), id))
        muted = "UPDATE entry_states SET read_at = ? WHERE entry_id = ? AND muted_by IS NOT NULL AND read_at IS NULL"
        db.run(muted, (from_time(at), id))


def turn(db: Database, id: int, direction: Direction) -> Direction:
    """Keep which way the reader turned an article; AUTO: its own again. The one before."""
    with db.transaction():
        before = to_direction(db.value("SELECT direction FROM entry_states WHERE entry_id = ?", (id,)))
        db.run("UPDATE entry_states SET direction = ? WHERE entry_id = ?", (str(direction), id))
    return before


def _entry(row: list[Any]) -> Entry:
    id, feed_id, feed_title, title, url, author, listed, read, bookmarked, language, direction, *rest = row
    is_summary, has_page, others, noted, raised, changed = rest
    return Entry(
        id,
        feed_id,
        to_text(feed_title),
        to_text(title),
        to_text(url),
        to_text(author),
        to_time(listed),
        bool(read),
        bool(bookmarked),
        to_text(language),
        Direction(direction),
        bool(is_summary),
        bool(has_page),
        int(others),
        bool(noted),
        bool(raised),
        bool(changed),
    )


def _known(row: list[Any]) -> KnownEntry:
    id, guid, url, title, published, digest = row
    published = to_optional_time(published)
    return KnownEntry(id, to_text(guid), to_text(url), to_text(title), published, to_text(digest))


def _place(row: list[Any]) -> tuple[int, int, datetime]:
    entry_id, feed_id, listed = row
    return int(entry_id), int(feed_id), to_time(listed)
