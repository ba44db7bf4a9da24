"""Stories that several feeds tell: one line of a list each, under the first of its entries; the others are twins.

``entry_states.twin_of`` names that first entry. Of an entry that goes, the next one takes the place.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from hashlib import blake2b

from reader.models import ParsedEntry
from reader.store.connection import Database
from reader.text.addresses import same_page
from reader.text.fold import fold

_TELLING, _WORDS = 25, 3
"""Characters and blanks of a folded title that two stories hardly ever share."""
_SPAN = timedelta(days=3)
"""How far apart two feeds tell one story."""
_MICROSECOND = timedelta(microseconds=1)
_TWINS = """
    WITH own AS (
        SELECT json_extract(value, '$[0]') AS key, json_extract(value, '$[1]') AS id FROM json_each(?2)
    ),
    found AS (
        SELECT own.id AS id, root.entry_id AS head
        FROM own
        CROSS JOIN entry_keys other ON other.key = own.key
        JOIN entry_states near ON near.entry_id = other.entry_id AND near.feed_id <> ?1
        JOIN entry_states root ON root.entry_id = coalesce(near.twin_of, near.entry_id)
        JOIN entry_states state ON state.entry_id = own.id
        JOIN feeds ON feeds.id = root.feed_id
        WHERE abs(root.listed_at - state.listed_at) <= ?3 AND feeds.subscribed AND feeds.merged
            AND root.muted_by IS NULL
            AND (own.key & 1 = 0 OR root.read = 0)
            AND NOT EXISTS (
                SELECT 1 FROM entry_states mine WHERE mine.feed_id = ?1
                AND mine.entry_id IN (SELECT root.entry_id UNION SELECT entry_id FROM entry_states
                    WHERE twin_of = root.entry_id)
            )
            AND NOT EXISTS (
                SELECT 1 FROM entry_keys mine CROSS JOIN entry_states its ON its.entry_id = mine.entry_id
                WHERE mine.key = own.key AND its.feed_id = ?1 AND its.entry_id <> own.id
            )
        GROUP BY own.id, root.entry_id
    ),
    first AS (SELECT id, min(head) AS head FROM found GROUP BY id),
    twins AS (SELECT min(id) AS id, head FROM first GROUP BY head)
    UPDATE entry_states SET
        twin_of = twins.head,
        read = (SELECT read FROM entry_states WHERE entry_id = twins.head),
        read_at = (SELECT read_at FROM entry_states WHERE entry_id = twins.head)
    FROM twins WHERE entry_states.entry_id = twins.id AND entry_states.twin_of IS NULL
"""
"""A story that another feed tells becomes its twin; but no feed tells one twice, so what a feed repeats is no story.

Who has read a page has read it everywhere; but by a title alone, which may be another story's after all, nothing unread
goes under what was read. What a rule keeps out of lists hides no story.
"""
_AMONG = "(SELECT value FROM json_each(?1))"
_HEIRS = f"""
    UPDATE entry_states SET twin_of = CASE WHEN entry_id = heirs.heir THEN NULL ELSE heirs.heir END
    FROM (
        SELECT twin_of AS old, min(entry_id) AS heir FROM entry_states WHERE twin_of IN {_AMONG} GROUP BY twin_of
    ) AS heirs WHERE entry_states.twin_of = heirs.old
"""


def keys(entry: ParsedEntry) -> Iterator[int]:
    """What a story is known by in other feeds: hashes of its address, and of a title that is no other story's."""
    if page := same_page(entry.url):
        yield _hash("page", page)
    title = fold(entry.title)
    if len(title) >= _TELLING and title.count(" ") >= _WORDS:
        yield _hash("title", title)


def _hash(kind: str, text: str) -> int:
    """64 bits, as SQLite's integers are; the last one tells whether it is of a title."""
    digest = blake2b(f"{kind}\0{text}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True) & ~1 | (kind == "title")


def reunite(db: Database, feed_id: int) -> None:
    """Find again which stories of a feed others have too; inside the caller's transaction."""
    among = "SELECT entry_id FROM entry_states WHERE feed_id = ? AND twin_of IS NULL"
    keys = db.tuples(f"SELECT key, entry_id FROM entry_keys WHERE entry_id IN ({among})", (feed_id,))
    find(db, feed_id, keys)


def find(db: Database, feed_id: int, keys: Sequence[tuple[int, int]]) -> None:
    """Make twins of a feed's entries that others have too: of each a key and its id. In the caller's transaction."""
    times = Counter(key for key, _ in keys)
    telling = [pair for pair in keys if times[pair[0]] == 1]
    db.run(_TWINS, (feed_id, json.dumps(telling), _SPAN // _MICROSECOND))


def leave(db: Database, ids: Sequence[int]) -> None:
    """Let entries stand for themselves, and what stood under them stay together; in the caller's transaction."""
    given = (json.dumps(ids),)
    db.run(f"UPDATE entry_states SET twin_of = NULL WHERE twin_of IS NOT NULL AND entry_id IN {_AMONG}", given)
    db.run(_HEIRS, given)
