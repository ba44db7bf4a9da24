"""A refresh whose database fails it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from loopback import Answer, Loopback, loopback

from reader.asking import Pace, Subscription
from reader.config.schema import Fetch
from reader.events import Event, FeedFailed, RefreshFinished
from reader.models import Problem
from reader.store import feeds, subscriptions
from reader.store.db import Database, open_or_replace
from reader.sync.pipeline import Pipeline

T = TypeVar("T")

ITEM = "<rss version='2.0'><channel><title>t</title><item><title>خبر</title></item></channel></rss>".encode()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database."""
    with closing(open_or_replace(tmp_path / "qari.db").database) as opened:
        yield opened


@pytest.fixture
def server(database: Database) -> Iterator[Loopback]:
    """A server with three feeds, which the database subscribes to."""
    with loopback() as running:
        for number in range(3):
            subscriptions.subscribe(database, Subscription(running.put(f"/{number}", Answer(ITEM))))
        yield running


def pipeline(database: Database) -> Pipeline:
    """A refresh over ``database``."""

    async def run(function: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        return function(database, *args, **kwargs)

    return Pipeline(Fetch(workers=2, timeout=5.0), run, run, lambda: datetime(2024, 7, 26, tzinfo=UTC))


def refuse(database: Database, what: str) -> None:
    """Have SQLite refuse to do something to a table, as ``UPDATE ON feeds``."""
    database.run(f"CREATE TEMP TRIGGER refused BEFORE {what} BEGIN SELECT RAISE(ABORT, 'refused'); END")


async def collected(events: AsyncIterator[Event]) -> list[Event]:
    """All events."""
    return [event async for event in events]


async def test_a_feed_that_cannot_be_written_fails_alone(server: Loopback, database: Database) -> None:
    """It fails with the store's reason, which is recorded; the others, which may be written with it, are stored."""
    refuse(database, "UPDATE ON feeds WHEN new.id = 2 AND new.body_hash <> ''")
    events = await collected(pipeline(database).run(None, Pace.ANYWAY))
    assert [e.problem.key for e in events if isinstance(e, FeedFailed)] == ["error.database"]
    assert events[-1] == RefreshFinished(updated=2, unchanged=0, failed=1, new=2)
    assert [feed.id for feed in feeds.subscribed(database) if feed.problem] == [2]
    assert {feed.id: feed.total for feed in feeds.subscribed(database)} == {1: 1, 2: 0, 3: 1}


async def test_entries_and_the_request_that_brought_them_are_written_together(
    server: Loopback, database: Database
) -> None:
    """Where the request cannot be remembered, its entries are not stored either, and come again the next time."""
    refuse(database, "INSERT ON feed_visits WHEN new.problem IS NULL")
    events = await collected(pipeline(database).run(None, Pace.ANYWAY))
    assert events[-1] == RefreshFinished(updated=0, unchanged=0, failed=3, new=0)
    database.run("DROP TRIGGER refused")
    events = await collected(pipeline(database).run(None, Pace.ANYWAY))
    assert events[-1] == RefreshFinished(updated=3, unchanged=0, failed=0, new=3)


async def test_a_full_disk_fails_what_is_written_and_the_run_ends(server: Loopback, database: Database) -> None:
    """SQLite then takes back the whole transaction: every feed in it fails, none is half there."""
    size = database.value("PRAGMA page_count")
    database.run(f"PRAGMA max_page_count = {size}")
    long = b"<description>%b</description></item>" % (b"x" * 900_000)
    for number in range(3):
        server.put(f"/{number}", Answer(ITEM.replace(b"</item>", long)))
    events = await collected(pipeline(database).run(None, Pace.ANYWAY))
    assert [e.problem.key for e in events if isinstance(e, FeedFailed)] == ["error.database_full"] * 3
    assert {feed.total for feed in feeds.subscribed(database)} == {0}


async def test_a_run_ends_though_nothing_can_be_recorded(server: Loopback, database: Database) -> None:
    """When no write at all succeeds, every feed still gets its event and the refresh its end."""
    database.run("PRAGMA query_only = ON")
    events = await collected(pipeline(database).run(None, Pace.ANYWAY))
    assert [e.problem.key for e in events if isinstance(e, FeedFailed)] == ["error.database_read_only"] * 3
    assert events[-1] == RefreshFinished(updated=0, unchanged=0, failed=3, new=0)


async def test_the_reason_of_the_feed_outlives_a_locked_database(server: Loopback, database: Database) -> None:
    """The event tells why the feed failed, also when that cannot be recorded."""
    for number in range(3):
        server.put(f"/{number}", Answer(status=404))
    refuse(database, "UPDATE ON feeds")
    events = await collected(pipeline(database).run(None, Pace.ANYWAY))
    assert {e.problem.key for e in events if isinstance(e, FeedFailed)} == {"error.http_not_found"}


async def test_a_mistake_of_ours_is_one_feeds_problem(server: Loopback, database: Database) -> None:
    """An exception that nobody foresaw is recorded by its name and stops nothing."""
    mistaken = iter([True])

    async def write(function: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        if next(mistaken, False):
            raise ZeroDivisionError
        return function(database, *args, **kwargs)

    async def read(function: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        return function(database, *args, **kwargs)

    run = Pipeline(Fetch(workers=1, timeout=5.0), read, write, lambda: datetime(2024, 7, 26, tzinfo=UTC))
    events = await collected(run.run(None, Pace.ANYWAY))
    unexpected = Problem("error.unexpected", (("detail", "ZeroDivisionError"),))
    assert [e.problem for e in events if isinstance(e, FeedFailed)] == [unexpected]
    assert events[-1] == RefreshFinished(updated=2, unchanged=0, failed=1, new=2)
