"""What the benchmark of a large library measures with: the store, newsboat's copy of it, words, and a clock."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import TypeVar

from library_peer import Cache

from reader.models import Filter
from reader.store import entries, feeds
from reader.store.db import open_or_replace

T = TypeVar("T")
RUNS, LONGEST = 41, 8.0
"""Times that each thing is done, unless that takes so many seconds."""
FRAME = 16.0


class Bench:
    """A library at ``path``; what has ``only`` in its name is measured."""

    def __init__(self, path: Path, only: str) -> None:
        self.path, self.only = path, only
        self.db = open_or_replace(path).database
        self.peer = Cache(path.with_name("newsboat.db"), path)
        self.dice = random.Random(7)
        self.feeds = [feed.id for feed in feeds.subscribed(self.db)]
        self.ids = entries.ids(self.db, Filter())
        self.db.run("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, entry_index, row)")

    def words(self, share: float, count: int, letters: int = 4) -> list[str]:
        """Words that are in about such a share of all entries."""
        wanted = share * len(self.ids)
        near = (
            "SELECT term FROM temp.vocabulary WHERE length(term) >= ? AND doc > 1 ORDER BY abs(doc - ?), term LIMIT ?"
        )
        return [str(term) for (term,) in self.db.tuples(near, (letters, wanted, count))]

    def some(self, count: int = RUNS) -> list[int]:
        """Ids of entries anywhere."""
        return self.dice.sample(list(self.ids), count)

    def wants(self, name: str) -> bool:
        """Whether this is to be measured."""
        return self.only in name

    def close(self) -> None:
        """Let the files go."""
        self.db.close()
        self.peer.close()

    def measure(
        self,
        name: str,
        work: Callable[[T], object],
        given: Sequence[T],
        undo: Callable[[T], object] | None = None,
        peer: Callable[[T], object] | None = None,
        peer_undo: Callable[[T], object] | None = None,
    ) -> None:
        """Print how long ``work`` takes with what is ``given``, by turns; ``undo`` puts things back, off the clock."""
        if not self.wants(name):
            return
        ours = _times(work, given, undo)
        middle, most = statistics.median(ours), ours[int(0.95 * (len(ours) - 1) + 0.5)]
        line = f"{name:44}{middle:9.2f}{most:9.2f} {'!' if middle > FRAME else '~' if most > FRAME else ' '}"
        if peer is not None:
            theirs = statistics.median(_times(peer, given, peer_undo))
            line += f"{theirs:10.2f}{theirs / middle:8.1f}x"
        print(line, flush=True)


def _times(work: Callable[[T], object], given: Sequence[T], undo: Callable[[T], object] | None) -> list[float]:
    """Milliseconds, sorted; the first one, which fills caches, does not count."""
    times: list[float] = []
    began = time.perf_counter()
    for argument in islice(cycle(given), 1 + max(RUNS, len(given))):
        start = time.perf_counter()
        work(argument)
        times.append((time.perf_counter() - start) * 1000)
        if undo is not None:
            undo(argument)
        if time.perf_counter() - began > LONGEST and len(times) > 7:
            break
    return sorted(times[1:])
