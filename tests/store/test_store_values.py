"""Values survive the store, whatever they are."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_samples import NOW, an_intent

from reader.asking import Subscription
from reader.models import Enclosure, Filter, NewEntry, ParsedEntry, Problem
from reader.store import entries, feeds, subscriptions
from reader.store.db import Database, open_or_replace
from reader.store.values import (
    from_enclosures,
    from_problem,
    from_time,
    storable,
    to_enclosures,
    to_time,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
TIMES = st.datetimes(timezones=st.just(UTC))
NUMBERS = count()


@pytest.fixture(scope="module")
def db() -> Iterator[Database]:
    """A database that all examples share."""
    with (
        tempfile.TemporaryDirectory() as directory,
        closing(open_or_replace(Path(directory) / "qari.db").database) as database,
    ):
        yield database


@given(TIMES)
def test_a_time_is_the_same_time_again(time: datetime) -> None:
    """To the microsecond, in UTC."""
    assert to_time(from_time(time)) == time
    assert to_time(from_time(time)).tzinfo is UTC


def test_a_time_is_counted_in_microseconds() -> None:
    """From 1970 on, in UTC, negative before."""
    assert from_time(datetime(1970, 1, 1, 3, 0, 0, 1, tzinfo=timezone(timedelta(hours=3)))) == 1
    assert from_time(datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)) == -1_000_000


@given(TEXT, st.text(st.sampled_from("\0\ud800\udfffا")))
def test_text_is_stored_as_it_is_but_for_what_cannot_be(text: str, odd: str) -> None:
    """NUL and surrogates become U+FFFD, one for one."""
    assert storable(text) == text
    assert storable(odd) == "".join("ا" if char == "ا" else "\ufffd" for char in odd)


@given(st.lists(st.builds(Enclosure, st.text(), st.text(), st.integers())))
def test_enclosures_survive(files: list[Enclosure]) -> None:
    """Even odd ones."""
    assert to_enclosures(from_enclosures(files)) == tuple(files)


ENTRIES = st.builds(
    ParsedEntry,
    guid=TEXT,
    url=TEXT,
    title=TEXT,
    author=TEXT,
    published=st.none() | TIMES,
    updated=st.none() | TIMES,
    language=TEXT,
    html=TEXT,
    is_summary=st.booleans(),
    enclosures=st.lists(st.builds(Enclosure, TEXT, TEXT, st.integers(0, 2**70)), max_size=3).map(tuple),
)


@given(entry=ENTRIES, listed=TIMES, title=TEXT)
def test_an_entry_survives(db: Database, entry: ParsedEntry, listed: datetime, title: str) -> None:
    """Any text, any time, in every column."""
    feed_id = subscriptions.subscribe(db, Subscription(f"https://example.org/{next(NUMBERS)}"))
    feeds.apply(db, an_intent(feed_id, [NewEntry(entry, "digest", listed)], title=title))
    (known,) = entries.known(db, feed_id)
    assert (known.guid, known.url, known.title, known.published) == (
        *(entry.guid, entry.url, entry.title),
        entry.published,
    )
    article = entries.article(db, known.id)
    assert article
    assert (article.html, article.enclosures) == (entry.html, entry.enclosures)
    headline = article.entry
    assert (headline.title, headline.author, headline.published) == (entry.title, entry.author, listed)
    assert (headline.language, headline.is_summary) == (entry.language or "ar", entry.is_summary)
    assert headline.feed_title == title or not title
    assert known.id in entries.ids(db, Filter(feed_id=feed_id))
    subscriptions.unsubscribe(db, feed_id)


@given(html=st.text(st.sampled_from("\0\ud83d\ude00a<>&")), title=st.text(st.sampled_from("\0\udc00b")))
def test_what_cannot_be_stored_stops_no_refresh(db: Database, html: str, title: str) -> None:
    """A feed with NULs and lone surrogates is stored like any other."""
    feed_id = subscriptions.subscribe(db, Subscription("https://example.org/odd"))
    entry = ParsedEntry(title or "x", html, title, title, html=html)
    feeds.apply(db, an_intent(feed_id, [NewEntry(entry, "digest", NOW)], title=title))
    known = {known.guid: known.id for known in entries.known(db, feed_id)}
    assert entries.article(db, known[storable(title or "x")])


@given(st.text(), st.lists(st.tuples(st.text(), st.text())))
def test_a_problem_survives(db: Database, key: str, facts: list[tuple[str, str]]) -> None:
    """Its facts hold what a server or a file system said, and that is anything."""
    feed_id = subscriptions.subscribe(db, Subscription("https://example.org/problem"))
    problem = Problem(key, tuple(facts))
    feeds.failed(db, feed_id, problem, NOW)
    (stored,) = (feed.problem for feed in feeds.subscribed(db) if feed.id == feed_id)
    assert stored == problem
    assert from_problem(problem).isascii()
