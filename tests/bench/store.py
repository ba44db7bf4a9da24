"""How long the store takes with many entries; ``python tests/bench/store.py [ENTRIES]`` prints milliseconds.

Each figure is the median of five runs. The database is a real file, made as a refresh makes it.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from reader.asking import Subscription
from reader.models import Filter, Intent, Mark, NewEntry, ParsedEntry, Validators
from reader.query import parse
from reader.store import entries, feeds, index, subscriptions
from reader.store.db import Database, open_or_replace

NOW = datetime(2024, 7, 26, 14, 5, tzinfo=UTC)
FEEDS = 100
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
Random = random.Random(1)
WORDS = ["".join(Random.choices(LETTERS, k=Random.randint(2, 8))) for _ in range(20_000)]


def an_entry(number: int) -> NewEntry:
    """An entry of eighty words at a random time of the last three years."""
    published = NOW - timedelta(seconds=Random.randint(0, 3 * 365 * 86_400))
    words = Random.choices(WORDS, k=80)
    html = f"<p>{' '.join(words[:40])}</p><p>{' '.join(words[40:])}</p>"
    entry = ParsedEntry(f"id:{number}", f"https://example.org/{number}", " ".join(words[:7]), "", published, html=html)
    return NewEntry(entry, f"{number:064x}", published)


def fill(db: Database, count: int) -> None:
    """Store ``count`` entries, spread over the feeds; one in ten is read, one in a hundred bookmarked."""
    for number in range(FEEDS):
        feed_id = subscriptions.subscribe(db, Subscription(f"https://example.org/feed/{number}"))
        new = tuple(an_entry(serial) for serial in range(number, count, FEEDS))
        feeds.apply(db, Intent(feed_id, f"مصدر {number}", "", "ar", Validators(), "", new, (), NOW))
    stored = entries.ids(db, Filter())
    entries.mark(db, stored[::10], Mark.READ, NOW)
    entries.mark(db, stored[::100], Mark.BOOKMARK, NOW)


def measure(name: str, work: Callable[[], object], undo: Callable[[], object] = lambda: None) -> None:
    """Print the median time of ``work``; ``undo`` puts things back, off the clock."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
        undo()
    print(f"{name:40}{statistics.median(times):9.2f} ms  ({min(times):.2f}–{max(times):.2f})")


def main() -> None:
    """Fill a database and measure what screens and commands ask of it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "qari.db"
        db = open_or_replace(path).database
        start = time.perf_counter()
        fill(db, count)
        db.run("PRAGMA wal_checkpoint(TRUNCATE)")
        megabytes = path.stat().st_size / 1e6
        print(f"filled with {count} entries in {time.perf_counter() - start:.1f} s; {megabytes:.0f} MB")
        measure_searching(db, "waiting")
        index.prepare(db)
        start = time.perf_counter()
        while index.some(db, 100):
            pass
        db.run("PRAGMA wal_checkpoint(TRUNCATE)")
        grown = path.stat().st_size / 1e6 - megabytes
        print(f"indexed in {time.perf_counter() - start:.1f} s; {grown:.0f} MB more")
        measure_searching(db, "indexed")
        measure_reading(db, path)
        measure_marking(db)
        measure_beside_work(db)
        db.close()


def measure_reading(db: Database, path: Path) -> None:
    """What lists ask."""
    everything = entries.ids(db, Filter())
    one_feed = feeds.subscribed(db)[0].id
    measure("open and close", lambda: open_or_replace(path).database.close())
    measure("ids: all", lambda: entries.ids(db, Filter()))
    measure("ids: unread", lambda: entries.ids(db, Filter(unread=True)))
    measure("ids: bookmarked", lambda: entries.ids(db, Filter(bookmarked=True)))
    measure("ids: one feed", lambda: entries.ids(db, Filter(feed_id=one_feed)))
    measure("ids: unread of one feed", lambda: entries.ids(db, Filter(feed_id=one_feed, unread=True)))
    measure("ids: newest 100", lambda: entries.ids(db, Filter(limit=100)))
    measure("headlines: first 100", lambda: entries.by_ids(db, everything[:100]))
    measure("headlines: all", lambda: entries.by_ids(db, everything))
    measure("feeds with counts", lambda: feeds.subscribed(db))
    measure("article", lambda: entries.article(db, everything[0]))
    measure("known entries of a feed", lambda: entries.known(db, one_feed))


def measure_searching(db: Database, how: str) -> None:
    """What searches ask; the first figure is a table scan, as other readers do it."""
    word, one_feed = WORDS[77], feeds.subscribed(db)[0].id
    scan = "SELECT count(*) FROM entry_texts WHERE folded LIKE ?"
    measure(f"{how}: a scan for one word", lambda: db.value(scan, (f"%{word}%",)))
    for name, text in (
        ("one word", word),
        ("two words", f"{word} {WORDS[78]}"),
        ("two letters", word[:2]),
        ("a phrase", f'"{word} {WORDS[78]}"'),
        ("a word or another", f"{word} OR {WORDS[79]}"),
        ("unread of a week", "is:unread age:<1w"),
        ("a word of unread", f"{word} is:unread"),
    ):
        measure(f"{how}: {name}", partial(entries.ids, db, Filter(), parse(text, NOW), NOW))
    measure(f"{how}: one word in one feed", partial(entries.ids, db, Filter(feed_id=one_feed), parse(word, NOW), NOW))


def measure_beside_work(db: Database) -> None:
    """What lists ask while another thread computes, as the parsing of feeds does."""
    everything = entries.ids(db, Filter())
    ended = threading.Event()
    thread = threading.Thread(target=lambda: all(iter(lambda: not ended.is_set(), False)))
    thread.start()
    measure("beside work, ids: all", lambda: entries.ids(db, Filter()))
    measure("beside work, headlines: first 100", lambda: entries.by_ids(db, everything[:100]))
    measure("beside work, feeds with counts", lambda: feeds.subscribed(db))
    measure("beside work, search: one word", lambda: entries.ids(db, Filter(), parse(WORDS[77], NOW)))
    ended.set()
    thread.join()


def measure_marking(db: Database) -> None:
    """What keys do."""
    everything = entries.ids(db, Filter())
    of_feed = entries.ids(db, Filter(feed_id=feeds.subscribed(db)[0].id))
    for name, ids in (("one", everything[1:2]), ("a feed", of_feed), ("all", everything)):
        read, unread = (partial(entries.mark, db, ids, mark, NOW) for mark in (Mark.READ, Mark.UNREAD))
        measure(f"mark {name} read ({len(ids)})", read, unread)
    entries.mark(db, everything[:-5000], Mark.READ, NOW)
    measure("ids: unread, 5000 left", lambda: entries.ids(db, Filter(unread=True)))
    measure("feeds with counts, 5000 left", lambda: feeds.subscribed(db))


if __name__ == "__main__":
    main()
