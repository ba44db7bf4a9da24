"""Lists and marks of the benchmark of a large library."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from library_bench import RUNS, Bench
from library_made import NOW

from reader.models import Filter, Mark
from reader.store import entries, feeds, index, margins, searches, subscriptions
from reader.store.db import Database, connect, open_or_replace


def first_list(db: Database) -> None:
    """What the first screen shows."""
    entries.by_ids(db, entries.ids(db, Filter(limit=200)))


def start(path: Path) -> None:
    """Open as the app does, and show."""
    with closing(open_or_replace(path).database) as db, closing(connect(path)) as reading:
        index.prepare(db)
        subscriptions.follow_config(db, (), complete=True)
        first_list(reading)


def forget(path: Path) -> None:
    """Have the system forget what it holds of the file, as after it was started itself."""
    file = os.open(path, os.O_RDONLY)
    os.fsync(file)
    os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(file)


def measure_lists(bench: Bench) -> None:
    """What screens ask when nobody searches."""
    db, nothing = bench.db, [None]
    bench.measure("start, and the first list", start, [bench.path], peer=bench.peer.start)
    forget(bench.path)
    bench.measure("start, nothing of the file in memory", start, [bench.path], forget)
    bench.measure("first list (200)", lambda _: first_list(db), nothing)
    bench.measure("list: all headlines' ids", lambda _: entries.ids(db, Filter()), nothing)
    bench.measure("list: all unread ids", lambda _: entries.ids(db, Filter(unread=True)), nothing)
    bench.measure("list: bookmarks", lambda _: entries.ids(db, Filter(bookmarked=True)), nothing)
    bench.measure("list: opened last", lambda _: entries.ids(db, Filter(opened=True)), nothing)
    bench.measure("unread counts", lambda _: feeds.subscribed(db), nothing, peer=bench.peer.unread)
    bench.measure("kept searches and tags", lambda _: (searches.kept(db), margins.tags(db)), nothing)
    bench.measure("60 headlines anywhere", partial(entries.by_ids, db), [bench.some(60) for _ in range(RUNS)])

    def switch(feed_id: int) -> None:
        entries.by_ids(db, entries.ids(db, Filter(feed_id=feed_id))[:60])

    some = bench.feeds[::12]
    bench.measure("switch to a feed", switch, some, peer=bench.peer.feed)
    biggest = max(feeds.subscribed(db), key=lambda feed: feed.total)
    bench.measure(f"switch to the biggest feed ({biggest.total})", switch, [biggest.id])
    bench.measure("open an article", partial(entries.article, db), bench.some(), peer=bench.peer.article)


def measure_marking(bench: Bench) -> None:
    """What keys do."""
    db, some = bench.db, bench.feeds[::12]
    parts = {feed_id: entries.ids(db, Filter(feed_id=feed_id, unread=True)) for feed_id in some}
    everything = entries.ids(db, Filter(unread=True))

    def read(ids: Sequence[int]) -> None:
        entries.mark(db, ids, Mark.READ, NOW)

    def unread(ids: Sequence[int]) -> None:
        entries.mark(db, ids, Mark.UNREAD, NOW)

    one = [[entry_id] for entry_id in everything[:: len(everything) // RUNS]]
    bench.measure("mark an article read", read, one, unread)
    bench.measure("remember that it was opened", lambda ids: entries.opened(db, ids[0], NOW), one)
    peer = bench.peer
    bench.measure(
        "mark a feed read",
        lambda feed_id: read(parts[feed_id]),
        some,
        lambda feed_id: unread(parts[feed_id]),
        peer.mark,
        peer.unmark,
    )
    for ids in parts.values():
        read(ids)
    bench.measure("undo that", lambda feed_id: unread(parts[feed_id]), some, lambda feed_id: read(parts[feed_id]))
    for ids in parts.values():
        unread(ids)
    bench.measure(f"mark all {len(everything)} unread ones read", read, [everything], unread)
    if bench.wants("beside"):
        measure_blocking(bench, everything)


def measure_blocking(bench: Bench, ids: Sequence[int]) -> None:
    """How long others wait while everything is marked read: who reads, and who writes."""
    worst = {"a list": 0.0, "another mark": 0.0}
    with closing(connect(bench.path)) as reading, closing(connect(bench.path)) as writing:
        for mark in (Mark.READ, Mark.UNREAD):
            thread = threading.Thread(target=entries.mark, args=(bench.db, ids, mark, NOW))
            thread.start()
            while thread.is_alive():
                for name, work in (
                    ("a list", partial(first_list, reading)),
                    ("another mark", partial(entries.opened, writing, ids[0], NOW)),
                ):
                    began = time.perf_counter()
                    work()
                    worst[name] = max(worst[name], (time.perf_counter() - began) * 1000)
            thread.join()
    for name, most in worst.items():
        print(f"beside marking everything, the longest: {name} {most:.0f} ms")
