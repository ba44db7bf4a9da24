"""Writing the entries that a refresh brought."""

from __future__ import annotations

import json
from typing import NamedTuple

from reader.models import Intent, ParsedEntry
from reader.store import index, rules, stories
from reader.store.connection import Database
from reader.store.values import from_enclosures, from_optional_time, from_time, storable, to_text
from reader.text.fold import searched
from reader.text.strip import strip

_DOCUMENT = ("url", "title", "author", "language", "published", "updated", "is_summary", "digest")
_UPDATE = f"UPDATE entries SET {', '.join(f'{name} = ?' for name in _DOCUMENT)}, changed_at = ? WHERE id = ?"

_TAKEN = """
    SELECT json_quote(guid) AS row FROM json_each(?1) CROSS JOIN entries ON feed_id = ?2 AND guid = json_each.value
"""
_SEEN = """
    INSERT OR IGNORE INTO entry_versions (entry_id, title, html, at)
    SELECT entries.id, title, html, ? FROM entries JOIN entry_bodies ON entry_id = entries.id WHERE entries.id = ?
"""


class Row(NamedTuple):
    """What is written of one entry."""

    guid: str
    document: tuple[str | int | None, ...]
    """The columns of ``_DOCUMENT``."""
    html: str
    enclosures: str
    folded: str
    keys: tuple[int, ...] = ()
    """What the story is known by in other feeds."""


class Ready(NamedTuple):
    """An intent whose entries are rows."""

    intent: Intent
    """The rest of it, without entries."""
    new: tuple[tuple[int, Row], ...]
    """When each is listed at, and the entry."""
    changed: tuple[tuple[int, Row], ...]
    """The id of each, and the entry."""


def prepare(intent: Intent) -> Ready:
    """Make rows of an intent's entries. This reads their HTML and takes its time, so no transaction waits for it."""
    return Ready(
        intent._replace(new=(), changed=()),
        tuple((from_time(new.published), _row(new.entry, new.digest)) for new in intent.new),
        tuple((changed.id, _row(changed.entry, changed.digest)) for changed in intent.changed),
    )


def store(db: Database, ready: Ready) -> tuple[int, int]:
    """Write the rows, inside the caller's transaction; how many are new to a reader, and how many changed."""
    new, at = _really_new(db, ready), from_time(ready.intent.at)
    ids = _insert(db, ready, new)
    muted = rules.apply(db, ids, ready.intent.at)
    return len(new) - muted, sum(_update(db, entry_id, row, at) for entry_id, row in ready.changed)


def _row(entry: ParsedEntry, digest: str) -> Row:
    html = storable(entry.html)
    texts = map(storable, (entry.url, entry.title, entry.author, entry.language))
    times = map(from_optional_time, (entry.published, entry.updated))
    return Row(
        storable(entry.guid),
        (*texts, *times, int(entry.is_summary), digest),
        html,
        from_enclosures(entry.enclosures),
        searched(f"{entry.title}\n{entry.author}\n{strip(html)}"),
        tuple(stories.keys(entry)),
    )


def _really_new(db: Database, ready: Ready) -> list[tuple[int, Row]]:
    """Without those that another process has stored since it was decided that they are new.

    The document's last comes first and gets the lowest id: of entries without dates, lists then show its first on top.
    """
    if not ready.new:
        return []
    distinct = {row.guid: (listed_at, row) for listed_at, row in reversed(ready.new)}
    taken = set(db.rows(_TAKEN, (json.dumps(list(distinct)), ready.intent.feed_id), to_text))
    return [new for guid, new in distinct.items() if guid not in taken]


def _insert(db: Database, ready: Ready, new: list[tuple[int, Row]]) -> list[int]:
    """The ids that they have now."""
    first = int(db.value("SELECT max(id) FROM entries") or 0) + 1
    feed_id, seen = ready.intent.feed_id, from_time(ready.intent.at)
    numbered = [(id, listed_at, row) for id, (listed_at, row) in enumerate(new, first)]
    db.insert(
        "entries",
        ("id", "feed_id", "guid", "first_seen", *_DOCUMENT),
        [(id, feed_id, row.guid, seen, *row.document) for id, _, row in numbered],
    )
    db.insert("entry_bodies", ("entry_id", "html", "enclosures"), [(id, r.html, r.enclosures) for id, _, r in numbered])
    db.insert("entry_states", ("entry_id", "feed_id", "listed_at"), [(id, feed_id, at) for id, at, _ in numbered])
    db.insert("entry_texts", ("entry_id", "folded"), [(id, row.folded) for id, _, row in numbered])
    db.insert("entry_unindexed", ("entry_id",), [(id,) for id, _, _ in numbered])
    merged = "SELECT merged AND url NOT LIKE 'qari:%' FROM feeds WHERE id = ?"
    if numbered and db.value(merged, (feed_id,)):
        keys = [(key, id) for id, _, row in numbered for key in row.keys]
        stories.find(db, feed_id, keys)
        db.insert("entry_keys", ("key", "entry_id"), keys)
    return [id for id, _, _ in numbered]


def _keep_seen(db: Database, id: int, row: Row, at: int) -> None:
    """Keep what the reader has seen of an entry before it says something else; what nobody saw needs no keeping."""
    seen = db.value("SELECT opened_at FROM entry_states WHERE entry_id = ?", (id,))
    if seen is None or db.value("SELECT folded FROM entry_texts WHERE entry_id = ?", (id,)) == row.folded:
        return
    db.run("DELETE FROM entry_versions WHERE entry_id = ? AND at <= ?", (id, seen))
    db.run(_SEEN, (at, id))


def _update(db: Database, id: int, row: Row, at: int) -> bool:
    """The state stays, and so does the place in lists; the guid stays too where another entry has the new one."""
    if db.value("SELECT 1 FROM entries WHERE id = ?", (id,)) is None:
        return False
    _keep_seen(db, id, row, at)
    index.forget(db, id)
    db.run(_UPDATE, (*row.document, at, id))
    db.run("UPDATE OR IGNORE entries SET guid = ? WHERE id = ? AND guid <> ?", (row.guid, id, row.guid))
    db.run("UPDATE entry_bodies SET html = ?, enclosures = ? WHERE entry_id = ?", (row.html, row.enclosures, id))
    db.run("UPDATE entry_texts SET folded = ? WHERE entry_id = ?", (row.folded, id))
    return True
