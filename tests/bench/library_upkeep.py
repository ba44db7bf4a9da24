"""What is written beside reading, and how much room everything takes, in the benchmark of a large library."""

from __future__ import annotations

import statistics
import threading
import time
import zlib
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from library_bench import Bench
from library_lists import first_list
from library_made import FEEDS, NOW, Publisher, refreshed
from library_queries import found

from reader.config.schema import Keep
from reader.store import entries, feeds, index, ingest, keeping

_NEW = 30
"""Entries that a refresh of a feed brings."""
_RAW = """
    SELECT sum(length(CAST(title || author || url || html AS BLOB)))
    FROM entries JOIN entry_bodies ON entry_bodies.entry_id = entries.id
"""
_SAMPLE = "SELECT html FROM entry_bodies WHERE entry_id % 50 = 0"


def measure_upkeep(bench: Bench) -> None:
    """What refreshes and cleaning do."""
    db, publisher, now = bench.db, Publisher(2), NOW + timedelta(days=1)
    ready = []
    for feed in range(0, FEEDS, 12):
        new = publisher.some(feed, _NEW, NOW, timedelta(hours=20))
        new = tuple(one._replace(entry=one.entry._replace(guid=f"new {one.entry.guid}")) for one in new)
        ready.append(ingest.prepare(refreshed(publisher, feed, bench.feeds[feed], new, now)))
    bench.measure("what a refresh asks of all feeds", lambda _: feeds.to_fetch(db, None), [None])
    bench.measure("what a refresh knows of a feed", partial(entries.known, db), bench.feeds[::12])
    last = int(db.value("SELECT max(id) FROM entries"))
    bench.measure(f"refresh: store {_NEW} new entries", partial(feeds.store, db), ready)
    bench.measure("search beside what is not indexed yet", partial(found, db), bench.words(0.0001, 20))
    waiting = int(db.value("SELECT count(*) FROM entry_unindexed"))
    began = time.perf_counter()
    while index.some(db, 100):
        pass
    print(f"indexing {(time.perf_counter() - began) * 1_000_000 / max(waiting, 1):.0f} ms for 1,000 entries")
    for entry_id in db.rows("SELECT id AS row FROM entries WHERE id > ?", (last,), int):
        keeping.discard(db, entry_id)
    for keep in (Keep(30, 0, 30), Keep(0, 100, 30)):
        name = f"what may go ({keep.days} days, {keep.entries} entries)"
        bench.measure(name, lambda keep: keeping.removable(db, keep, NOW), [keep])


def measure_beside_work(bench: Bench) -> None:
    """What lists ask while another thread computes, as the reading of documents does."""
    db, ended = bench.db, threading.Event()
    thread = threading.Thread(target=lambda: all(iter(lambda: not ended.is_set(), False)))
    thread.start()
    bench.measure("beside work: the first list", lambda _: first_list(db), [None])
    bench.measure("beside work: unread counts", lambda _: feeds.subscribed(db), [None])
    bench.measure("beside work: a rare word", partial(found, db), bench.words(0.0001, 20))
    ended.set()
    thread.join()


def measure_room(bench: Bench) -> None:
    """How large the file is, and what packing bodies would save of it and cost."""
    if not bench.wants("room"):
        return
    db, raw = bench.db, float(bench.db.value(_RAW))
    whole = bench.path.stat().st_size
    print(
        f"room {whole / 1e6:.0f} MB for {raw / 1e6:.0f} MB of text as it came, {whole / raw:.1f} times that;", end=" "
    )
    print(f"newsboat {bench.path.with_name('newsboat.db').stat().st_size / 1e6:.0f} MB")
    packers: dict[str, tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]] = {
        "zlib": (zlib.compress, zlib.decompress)
    }
    try:
        from backports import zstd

        packers["zstd"] = zstd.compress, zstd.decompress
    except ImportError:
        pass
    bodies = [str(html).encode() for (html,) in db.tuples(_SAMPLE)]
    stored = float(db.value("SELECT sum(length(CAST(html AS BLOB))) FROM entry_bodies"))
    for name, (pack, unpack) in packers.items():
        packed = [pack(body) for body in bodies]
        saved = stored * (1 - sum(map(len, packed)) / sum(map(len, bodies)))
        took = []
        for body in packed:
            start = time.perf_counter()
            unpack(body)
            took.append((time.perf_counter() - start) * 1000)
        print(f"room {name} of bodies would save {saved / 1e6:.0f} MB, {saved / whole:.0%} of the file,", end=" ")
        print(f"and cost {statistics.median(took):.3f} ms an article")
