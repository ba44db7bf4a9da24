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
from reader.errors import StoreBusyError, StoreFullError
from reader.events import Event, FeedFailed, RefreshFinished
from reader.models import Problem
from reader.store import feeds, subscriptions
from reader.store.db import Database, open_or_replace
from reader.sync.pipeline import Pipeline

T = TypeVar("T")

FULL = StoreFullError("error.database_full", path="qari.db")
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


def pipeline(database: Database, fails: Callable[[str], Exception | None]) -> Pipeline:
    """A refresh over ``database``, whose writing function of a name raises what ``fails`` gives for it."""

    async def read(function: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        return function(database, *args, **kwargs)

    async def write(function: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        if error := fails(function.__name__):
            raise error
        return function(database, *args, **kwargs)

    return Pipeline(Fetch(workers=2, timeout=5.0), read, write, lambda: datetime(2024, 7, 26, tzinfo=UTC))


async def collected(events: AsyncIterator[Event]) -> list[Event]:
    """All events."""
    return [event async for event in events]


async def test_a_full_disk_fails_the_feed_and_the_run_goes_on(server: Loopback, database: Database) -> None:
    """A feed that cannot be written fails with the store's reason, and the others are stored."""
    errors: Iterator[Exception] = iter([FULL])
    run = pipeline(database, lambda name: next(errors, None) if name == "store" else None)
    events = await collected(run.run(None, Pace.ANYWAY))
    assert [e.problem for e in events if isinstance(e, FeedFailed)] == [FULL.problem]
    assert events[-1] == RefreshFinished(updated=2, unchanged=0, failed=1, new=2)
    assert [feed.problem for feed in feeds.subscribed(database) if feed.problem] == [FULL.problem]


async def test_a_run_ends_though_nothing_can_be_recorded(server: Loopback, database: Database) -> None:
    """When no write at all succeeds, every feed still gets its event and the refresh its end."""
    run = pipeline(database, lambda name: FULL)
    events = await collected(run.run(None, Pace.ANYWAY))
    assert [e.problem for e in events if isinstance(e, FeedFailed)] == [FULL.problem] * 3
    assert events[-1] == RefreshFinished(updated=0, unchanged=0, failed=3, new=0)


async def test_the_reason_of_the_feed_outlives_a_locked_database(server: Loopback, database: Database) -> None:
    """The event tells why the feed failed, also when another process keeps that from being recorded."""
    for number in range(3):
        server.put(f"/{number}", Answer(status=404))
    busy = StoreBusyError("error.database_busy", path="qari.db")
    run = pipeline(database, lambda name: busy if name == "failed" else None)
    events = await collected(run.run(None, Pace.ANYWAY))
    assert {e.problem.key for e in events if isinstance(e, FeedFailed)} == {"error.http_not_found"}


async def test_a_mistake_of_ours_is_one_feeds_problem(server: Loopback, database: Database) -> None:
    """An exception that nobody foresaw is recorded by its name and stops nothing."""
    errors: Iterator[Exception] = iter([ZeroDivisionError()])
    run = pipeline(database, lambda name: next(errors, None) if name == "store" else None)
    events = await collected(run.run(None, Pace.ANYWAY))
    unexpected = Problem("error.unexpected", (("detail", "ZeroDivisionError"),))
    assert [e.problem for e in events if isinstance(e, FeedFailed)] == [unexpected]
    assert events[-1] == RefreshFinished(updated=2, unchanged=0, failed=1, new=2)
