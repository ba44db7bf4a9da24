"""A database worth saving, and where its tables lie in the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from store_samples import NOW, a_new, an_entry, an_intent

from reader.asking import Subscription
from reader.margin import Quote
from reader.models import Filter, Mark
from reader.store import entries, feeds, index, margins, searches, subscriptions
from reader.store.db import Database, open_or_replace

PAGE = 4096
FEEDS, ENTRIES = 30, 25
"""Feeds, and entries of each."""
_BRANCH = (2, 5)
"""The kinds of pages that have others below them (fileformat.html, 1.6)."""


class Kept(NamedTuple):
    """What of a database is the user's."""

    feeds: frozenset[tuple[str, str]]
    """Address and title of each."""
    read: frozenset[int]
    bookmarked: frozenset[int]
    searches: frozenset[str]
    notes: frozenset[tuple[int, str, str, str]]
    """Entry, note, tag and marked passage."""

    def urls(self) -> frozenset[str]:
        """The addresses of the feeds."""
        return frozenset(url for url, _ in self.feeds)


def kept(db: Database) -> Kept:
    """What of ``db`` is the user's."""
    everything = set(entries.ids(db, Filter()))
    return Kept(
        frozenset((feed.url, feed.title) for feed in feeds.subscribed(db)),
        frozenset(everything - set(entries.ids(db, Filter(unread=True)))),
        frozenset(entries.ids(db, Filter(bookmarked=True))),
        frozenset(one.query for one in searches.kept(db)),
        frozenset(
            (id, margin.note, margin.tags[0], margin.highlights[0].quote.exact)
            for id in everything
            if (margin := margins.of(db, id)).note and margin.tags and margin.highlights
        ),
    )


def fill(path: Path) -> Kept:
    """Make a database of a megabyte or two, indexed, with some of it read and some bookmarked; what is the user's."""
    with closing(open_or_replace(path).database) as db:
        index.prepare(db)
        for number in range(FEEDS):
            own = Subscription(f"https://example.org/feed/{number}", title=f"مصدري {number}" if number % 3 else "")
            feed_id = subscriptions.subscribe(db, own)
            new = [
                a_new(an_entry(f"{number}-{entry}", f"<p>متن {entry} {'كلام طويل ' * 60}</p>"), number + entry)
                for entry in range(ENTRIES)
            ]
            feeds.apply(db, an_intent(feed_id, new, title=f"مصدر {number}"))
        everything = list(entries.ids(db, Filter()))
        entries.mark(db, everything[::2], Mark.READ, NOW)
        entries.mark(db, everything[::7], Mark.BOOKMARK, NOW)
        searches.keep(db, "قطارات", "قطار")
        for id in everything[::40]:
            margins.note(db, id, f"رأيي في {id}", NOW)
            margins.highlight(db, id, Quote("كلام"), NOW)
            margins.tag(db, [id], ["سفر"])
        while index.some(db, 500):
            pass
        return kept(db)


def pages(path: Path) -> dict[str, list[int]]:
    """The pages of each table and index by name, its root first, counted from 0; without chains of overflow."""
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        roots = connection.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0").fetchall()
    return {name: list(_below(whole, root - 1)) for name, root in roots}


def _below(whole: bytes, page: int) -> list[int]:
    data = whole[page * PAGE : (page + 1) * PAGE]
    if data[0] not in _BRANCH:
        return [page]
    count = int.from_bytes(data[3:5])
    cells = [int.from_bytes(data[12 + 2 * cell : 14 + 2 * cell]) for cell in range(count)]
    children = [int.from_bytes(data[cell : cell + 4]) for cell in cells] + [int.from_bytes(data[8:12])]
    return [page, *(one for child in children for one in _below(whole, child - 1))]


def spoil(path: Path, *chosen: int) -> None:
    """Fill pages with zeros."""
    with path.open("r+b") as file:
        for page in chosen:
            file.seek(page * PAGE)
            file.write(bytes(PAGE))
