"""A damaged database carried into a new file, as far as it can be read.

What the user did is worth most, and is kept in more than one place: feeds' addresses, the ids of entries and what is
read and bookmarked are in indexes too, which are asked where a table fails. What feeds said comes again with the next
refresh, so an entry that lost its text is left to that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from reader.store import migrations
from reader.store.connection import translated
from reader.store.feeds import READ_LATER
from reader.store.salvage import Remains, opened
from reader.store.values import from_time

_KINDS: dict[str, type] = {"INTEGER": int, "TEXT": str, "BLOB": bytes}
_MADE_AGAIN = "entry_unindexed"
_TELLING = frozenset(
    "feeds entries entry_bodies entry_states entry_texts "
    "entry_pages entry_pictures entry_notes entry_highlights".split()
)
"""Tables whose rows are like those of no other."""
_WORTH = ("entry_tags", "entry_notes", "entry_highlights")
"""Tables of what the user wrote about entries."""
_HAS_TEXT = "EXISTS (SELECT 1 FROM entry_bodies WHERE entry_id = {id} AND html <> '')"
_ENTRY = (
    "INSERT OR IGNORE INTO entries (id, feed_id, guid, url, title, author, language, is_summary, digest, first_seen)"
)
_STATE = """
    INSERT OR IGNORE INTO entry_states (entry_id, feed_id, listed_at, read, bookmarked, read_at, bookmarked_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_MENDS = (
    # The entries of feeds that are lost go where pages are that are in no feed.
    f"""
    INSERT OR IGNORE INTO feeds (url, origin) SELECT '{READ_LATER}', 'added'
    WHERE EXISTS (SELECT 1 FROM entries WHERE feed_id NOT IN (SELECT id FROM feeds))
    """,
    f"""
    UPDATE feeds SET subscribed = 1
    WHERE url = '{READ_LATER}' AND EXISTS (SELECT 1 FROM entries WHERE feed_id NOT IN (SELECT id FROM feeds))
    """,
    f"""
    UPDATE OR IGNORE entries SET feed_id = (SELECT id FROM feeds WHERE url = '{READ_LATER}')
    WHERE feed_id NOT IN (SELECT id FROM feeds)
    """,
    """
    UPDATE entry_states SET feed_id = (SELECT feed_id FROM entries WHERE id = entry_states.entry_id)
    WHERE feed_id <> (SELECT feed_id FROM entries WHERE id = entry_states.entry_id)
    """,
)
_LOST_ENTRIES = f"""
    {_ENTRY} SELECT entry_id, feed_id, 'qari:lost:' || entry_id, '', '', '', '', 0, '', listed_at FROM entry_states
    WHERE entry_id NOT IN (SELECT id FROM entries) AND ({_HAS_TEXT.format(id="entry_states.entry_id")}"""
_LOST_STATES = f"""
    INSERT INTO entry_states (entry_id, feed_id, listed_at)
    SELECT id, feed_id, min(coalesce(published, first_seen), first_seen) FROM entries
    WHERE id NOT IN (SELECT entry_id FROM entry_states) AND {_HAS_TEXT.format(id="entries.id")}
"""
_LOST_TEXTS = (
    # A refresh takes an entry of no digest for changed, if the feed's answer is asked for as a whole and read.
    "UPDATE entries SET digest = '' WHERE id IN (SELECT entry_id FROM entry_states) "
    "AND id NOT IN (SELECT entry_id FROM entry_bodies)",
    "INSERT INTO entry_bodies (entry_id, html, enclosures) SELECT entry_id, '', '[]' FROM entry_states "
    "WHERE entry_id NOT IN (SELECT entry_id FROM entry_bodies)",
    "UPDATE feeds SET etag = '', last_modified = '', body_hash = ''",
)


class Saved(NamedTuple):
    """How much of a database was saved."""

    feeds: int
    """Those that are subscribed to."""
    articles: int


class _Column(NamedTuple):
    name: str
    kind: type
    may_lack: bool
    default: object


def repair(damaged: Path, fresh: Path) -> Saved:
    """Make a database in the empty file ``fresh`` of what can be read of ``damaged``, which stays as it is.

    Raises StoreError where ``fresh`` cannot be written, and OSError where there is no room beside ``damaged``.
    """
    with opened(damaged) as remains, _border(fresh), closing(sqlite3.connect(fresh, isolation_level=None)) as new:
        new.execute("PRAGMA journal_mode = MEMORY")  # a file that is not finished is thrown away
        migrations.migrate(new, migrations.MIGRATIONS[: _steps(remains)])
        if remains is not None:
            new.execute("BEGIN")
            _carry(remains, new)
            new.execute("COMMIT")
        migrations.migrate(new)
        (feeds,) = new.execute("SELECT count(*) FROM feeds WHERE subscribed").fetchone()
        (articles,) = new.execute("SELECT count(*) FROM entry_states").fetchone()
        return Saved(feeds, articles)


@contextmanager
def _border(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise translated(error, path) from error


def _carry(remains: Remains, new: sqlite3.Connection) -> None:
    """Everything, in the caller's transaction."""
    tables = [name for (name,) in new.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    born = _born()
    for table in tables:
        if table != _MADE_AGAIN:
            _copy(remains, new, table, born[table])
    now = from_time(datetime.now(UTC))
    _feeds_by_address(remains, new)
    _entries_by_guid(remains, new, now)
    _states_by_indexes(remains, new, now)
    worth = "".join(f" OR entry_id IN (SELECT entry_id FROM {table})" for table in _WORTH if table in tables)
    new.execute(f"{_LOST_ENTRIES}{worth})")  # what is left of them, their text or the user's words, is of use
    if "entry_states" in remains.broken:  # else what has no state was removed
        new.execute(_LOST_STATES)
    for mend in _MENDS:
        new.execute(mend)
    _drop_orphans(new, tables)
    for statement in _LOST_TEXTS:
        new.execute(statement)
    _fold_again(new)
    if _MADE_AGAIN in tables:
        new.execute(f"INSERT INTO {_MADE_AGAIN} SELECT entry_id FROM entry_states")


def _steps(remains: Remains | None) -> int:
    """The version of a damaged database: what it says, but no less than what it has columns of."""
    if remains is None or not 0 < remains.version <= migrations.VERSION:
        return migrations.VERSION
    first: dict[tuple[str, str], int] = {}
    for steps, tables in _schemas():
        for table, columns in tables.items():
            for column in columns:
                first.setdefault((table, column), steps)
    there = {table: remains.columns(table) for table, _ in first}
    return max((remains.version, *(steps for (table, column), steps in first.items() if column in there[table])))


def _born() -> dict[str, int]:
    """How many columns each table had when it was new."""
    born: dict[str, int] = {}
    for _, tables in _schemas():
        for name, columns in tables.items():
            born.setdefault(name, len(columns))
    return born


def _schemas() -> Iterator[tuple[int, dict[str, frozenset[str]]]]:
    """Each version, and the columns of its tables."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as empty:
        for steps in range(1, migrations.VERSION + 1):
            migrations.migrate(empty, migrations.MIGRATIONS[:steps])
            names = [
                name for (name,) in empty.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            ]
            yield steps, {name: frozenset(column.name for column in _columns(empty, name)) for name in names}


def _copy(remains: Remains, new: sqlite3.Connection, table: str, born: int) -> None:
    """The rows of one table that can be read and fit, with the columns that both have; ``born``: how many it had."""
    there = remains.columns(table)
    columns = [column for column in _columns(new, table) if column.name in there]
    if not columns:
        return
    names = [column.name for column in columns]
    if _is_numbered(new, table):
        found: Iterable[tuple[Any, ...]] = remains.rows(table, names)
    else:
        backward = ", ".join(f"{name} DESC" for name in names)
        found, _ = remains.ordered(f"SELECT {', '.join(names)} FROM {table}", ", ".join(names), backward)
    insert = f"INSERT OR IGNORE INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    new.executemany(insert, _fitting(found, columns))
    if table in remains.broken and table in _TELLING:
        new.executemany(insert, _fitting(remains.strays(table, names, born), columns))


def _columns(new: sqlite3.Connection, table: str) -> list[_Column]:
    columns = []
    for _, name, kind, required, default, _ in new.execute(f"PRAGMA table_info({table})").fetchall():
        (value,) = new.execute(f"SELECT {default or 'NULL'}").fetchone()
        columns.append(_Column(name, _KINDS.get(kind, object), not required, value))
    return columns


def _is_numbered(new: sqlite3.Connection, table: str) -> bool:
    try:
        new.execute(f"SELECT rowid FROM {table} LIMIT 0")
    except sqlite3.OperationalError:
        return False
    return True


def _fitting(rows: Iterable[Sequence[object]], columns: Sequence[_Column]) -> Iterator[tuple[object, ...]]:
    """Rows with values of their columns' kinds, or else their defaults; without those that lack what they need."""
    for values in rows:
        row = tuple(
            value if isinstance(value, column.kind) or (value is None and column.may_lack) else column.default
            for value, column in zip(values, columns, strict=True)
        )
        if all(value is not None or column.may_lack for value, column in zip(row, columns, strict=True)):
            yield row


def _feeds_by_address(remains: Remains, new: sqlite3.Connection) -> None:
    found, _ = remains.ordered("SELECT id, url FROM feeds INDEXED BY sqlite_autoindex_feeds_1", "url", "url DESC")
    feeds = [(id, url) for id, url in found if isinstance(id, int) and isinstance(url, str)]
    new.executemany("INSERT OR IGNORE INTO feeds (id, url, origin) VALUES (?, ?, 'added')", feeds)


def _entries_by_guid(remains: Remains, new: sqlite3.Connection, now: int) -> None:
    query = "SELECT id, feed_id, guid FROM entries INDEXED BY sqlite_autoindex_entries_1"
    found, _ = remains.ordered(query, "feed_id, guid", "feed_id DESC, guid DESC")
    entries = [(*row, now) for row in found if tuple(map(type, row)) == (int, int, str)]
    new.executemany(f"{_ENTRY} VALUES (?, ?, ?, '', '', '', '', 0, '', ?)", entries)


def _states_by_indexes(remains: Remains, new: sqlite3.Connection, now: int) -> None:
    """An entry is read that is not among the unread, as far as these can be read."""
    select, order = (
        "SELECT entry_id FROM entry_states INDEXED BY",
        ("listed_at DESC, entry_id DESC", "listed_at, entry_id"),
    )
    unread, whole = remains.ordered(f"{select} states_unread WHERE read = 0", *order)
    kept, _ = remains.ordered(f"{select} states_bookmarked WHERE bookmarked = 1", *order)
    query = "SELECT entry_id, feed_id, listed_at FROM entry_states INDEXED BY states_by_feed"
    found, _ = remains.ordered(query, f"feed_id, {order[0]}", f"feed_id DESC, {order[1]}")
    new.executemany(_STATE, _states(found, set(unread) if whole else None, set(kept), now))


def _states(
    found: Iterable[tuple[Any, ...]], unread: set[tuple[Any, ...]] | None, kept: set[tuple[Any, ...]], now: int
) -> Iterator[tuple[object, ...]]:
    for id, feed_id, at in found:
        if isinstance(id, int) and isinstance(feed_id, int) and isinstance(at, int):
            is_read, is_kept = unread is not None and (id,) not in unread, (id,) in kept
            yield id, feed_id, at, is_read, is_kept, now if is_read else None, now if is_kept else None


def _drop_orphans(new: sqlite3.Connection, tables: Sequence[str]) -> None:
    """Take out what refers to a row that is lost, or, where it need not, its reference."""
    changes = -1
    while changes != new.total_changes:
        changes = new.total_changes
        for table in tables:
            info = new.execute(f"PRAGMA table_info({table})").fetchall()
            required = {name for _, name, _, required, _, key in info if required or key}
            for _, _, parent, name, to, *_ in new.execute(f"PRAGMA foreign_key_list({table})").fetchall():
                do = f"DELETE FROM {table}" if name in required else f"UPDATE {table} SET {name} = NULL"
                new.execute(f"{do} WHERE {name} IS NOT NULL AND {name} NOT IN (SELECT {to} FROM {parent})")


def _fold_again(new: sqlite3.Connection) -> None:
    from reader.text.fold import searched
    from reader.text.strip import strip

    lacking = """
        SELECT id, title, author, html FROM entries JOIN entry_bodies ON entry_bodies.entry_id = id
        WHERE id IN (SELECT entry_id FROM entry_states) AND id NOT IN (SELECT entry_id FROM entry_texts)
    """
    for id, title, author, html in new.execute(lacking).fetchall():
        key = searched(f"{title}\n{author}\n{strip(html)}")
        new.execute("INSERT INTO entry_texts (entry_id, folded) VALUES (?, ?)", (id, key))
