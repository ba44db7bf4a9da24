"""The order of what a search found: titles count more than texts, what is new more than what is old.

Only the newest and those with a word in their titles are looked at, so that a word that everything holds costs no more
than a rare one; all others follow, the newest first.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import chain, islice
from math import log1p
from typing import TYPE_CHECKING, Any

from reader.models import Filter
from reader.store import entries, index
from reader.store.connection import Database
from reader.store.values import to_time

if TYPE_CHECKING:
    from reader.query import Query

_LOOKED_AT = 60
"""The newest, and as many more with a word in the title."""
_MOST_WORDS = 6
_OFTEN = 20
"""Times that a word stands in a text, from which on more of them mean nothing."""
_HALF = 30.0
"""Days after which being new counts half."""
_CANDIDATES = """
    SELECT json_array(
        entry_states.entry_id, fold(entries.title), entry_states.listed_at,
        (SELECT json_group_array((length(folded) - length(replace(folded, value, ''))) / length(value))
            FROM json_each(?2))
    ) AS row
    FROM json_each(?1) AS wanted
    CROSS JOIN entry_states ON entry_states.entry_id = wanted.value
    JOIN entries ON entries.id = entry_states.entry_id
    JOIN entry_texts ON entry_texts.entry_id = entries.id
"""


def ids(db: Database, wanted: Filter, query: Query, words: Sequence[str], now: datetime) -> Sequence[int]:
    """As ``entries.ids``, with the best for ``words``, which are folded, on top."""
    words = [word for word in words if word][:_MOST_WORDS]
    if not words:
        return entries.ids(db, wanted, query, now)
    found = entries.ids(db, wanted._replace(limit=None), query, now)
    known = set(found)
    titled = [id for id in _titled(db, words) if id in known]
    best = _ranked(db, dict.fromkeys((*found[:_LOOKED_AT], *titled[:_LOOKED_AT])), words, now)
    looked_at = set(best)
    return array("q", islice(chain(best, (id for id in found if id not in looked_at)), wanted.limit))


def _ranked(db: Database, looked_at: Collection[int], words: Sequence[str], now: datetime) -> list[int]:
    """Of two that are as good the one that comes first."""
    given = json.dumps(list(looked_at)), json.dumps(words)
    scores = dict(db.rows(_CANDIDATES, given, lambda row: (int(row[0]), _score(row, words, now))))
    return sorted(looked_at, key=lambda id: -scores.get(id, 0.0))


def _titled(db: Database, words: Sequence[str]) -> list[int]:
    """Some entries that have one of the words in their titles, as the index tells, those that came last."""
    patterns = [pattern for word in words if (pattern := index.pattern(word))]
    if not patterns or not index.exists(db):
        return []
    wanted = "title : (" + " OR ".join(f"({pattern})" for pattern in patterns) + ")"
    among = "SELECT rowid AS row FROM entry_index WHERE entry_index MATCH ? ORDER BY rowid DESC LIMIT ?"
    return db.rows(among, (wanted, 5 * _LOOKED_AT), int)


def _score(row: list[Any], words: Sequence[str], now: datetime) -> float:
    """Between 0 and about 7."""
    _, title, listed, times = row
    tokens = set(str(title).split())
    tokens |= {token.removeprefix("ال") for token in tokens}
    in_title = sum(4.0 if word.removeprefix("ال") in tokens else 2.0 if word in title else 0.0 for word in words)
    often = sum(log1p(min(int(count), _OFTEN)) / log1p(_OFTEN) for count in times)
    days: float = max(0.0, (now - to_time(listed)).total_seconds() / 86_400)
    new: float = 2.0 * 0.5 ** (days / _HALF)
    return (in_title + often) / len(words) + new
