"""A refresh: fetch, parse, decide, store, feed by feed, many at once.

Workers take the next feed until none is left. Parsing and deciding happen in a thread, one feed at a time: they hold
Python's lock, so more threads would make nothing faster and the screen slower. Nothing that goes wrong with one feed
reaches another.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, ParamSpec, Protocol, TypeVar

from reader.config.schema import Fetch
from reader.errors import QariError
from reader.events import Event, FeedFailed, FeedUnchanged, FeedUpdated, RefreshFinished, RefreshStarted
from reader.feeds.fetch import Fetcher, prepare
from reader.models import FeedToFetch, Fetched, ParsedFeed, Problem, Validators
from reader.store import entries, feeds
from reader.sync.decide import body_hash, decide

P = ParamSpec("P")
T = TypeVar("T")

_LOG = logging.getLogger(__name__)


class Run(Protocol):
    """Runs a function of the store in a thread that owns a database, as ``Library`` does."""

    def __call__(self, function: Callable[..., T], /, *args: Any, **kwargs: Any) -> Awaitable[T]:
        """The function's result; what follows it in the call follows the database in its arguments."""


class Pipeline:
    """Refreshes feeds. ``read`` and ``write`` run functions of the store, ``clock`` gives the time, aware."""

    def __init__(self, settings: Fetch, read: Run, write: Run, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._read = read
        self._write = write
        self._clock = clock
        self._parser = asyncio.Lock()

    async def run(self, feed_ids: Sequence[int] | None) -> AsyncGenerator[Event, None]:
        """Refresh these feeds, or all: an event as it begins, one for each feed as it is done, one at the end.

        Closing the iterator early ends the refresh; what is stored by then stays. Raises StoreError only if the feeds
        cannot be read to begin with.
        """
        todo = await self._read(feeds.to_fetch, feed_ids)
        yield RefreshStarted(len(todo))
        if todo:
            await asyncio.to_thread(prepare)
        waiting, events = iter(todo), asyncio.Queue[Event](self._settings.workers)
        workers = [
            asyncio.create_task(self._work(waiting, events)) for _ in range(min(self._settings.workers, len(todo)))
        ]
        done: list[Event] = []
        try:
            while len(done) < len(todo):
                done.append(await events.get())
                yield done[-1]
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
        yield _finished(done)

    async def _work(self, waiting: Iterator[FeedToFetch], events: asyncio.Queue[Event]) -> None:
        async with Fetcher(self._settings) as fetcher:
            for feed in waiting:
                await events.put(await self._settle(feed, fetcher))

    async def _settle(self, feed: FeedToFetch, fetcher: Fetcher) -> Event:
        """Refresh a feed; whatever goes wrong is told, and recorded if it can be."""
        try:
            return await self._refresh(feed, fetcher)
        except Exception as error:
            problem = problem_of(error, feed.url)
        try:
            await self._write(feeds.failed, feed.id, problem, self._clock())
        except Exception:
            _LOG.exception("%s: the failure could not be recorded", feed.url)
        return FeedFailed(feed.id, feed.title, feed.url, problem)

    async def _refresh(self, feed: FeedToFetch, fetcher: Fetcher) -> Event:
        # Without a stored body there is nothing that a 304 could leave as it is.
        validators = feed.validators if feed.body_hash else Validators()
        fetched = await fetcher.fetch(feed.url, validators, feed.manner)
        parsed = await self._threaded(_parsed, feed, fetched) if fetched.status == 200 else None
        if parsed is None:
            await self._write(feeds.unchanged, feed.id, fetched.validators, self._clock())
            return FeedUnchanged(feed.id, feed.title)
        known = await self._read(entries.known, feed.id)
        intent = await self._threaded(decide, feed, parsed, known, fetched, self._clock())
        return await self._write(feeds.apply, intent)

    async def _threaded(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        async with self._parser:
            return await asyncio.to_thread(work, *args, **kwargs)


def problem_of(error: Exception, url: str) -> Problem:
    """What to tell of an error that ``url`` led to; the log gets the rest."""
    if isinstance(error, QariError):
        _LOG.info("%s failed: %s", url, error, exc_info=error.__cause__)
        return error.problem
    _LOG.error("%s failed", url, exc_info=error)
    return Problem("error.unexpected", (("detail", type(error).__name__),))


def _parsed(feed: FeedToFetch, fetched: Fetched) -> ParsedFeed | None:
    """The feed in an answer; None: its bytes are those that were stored the last time."""
    from reader.feeds.parse import parse  # brings feedparser, which an unchanged feed need not wait for

    if body_hash(fetched.body) == feed.body_hash:
        return None
    return parse(fetched.body, url=fetched.url, content_type=fetched.content_type)


def _finished(done: Sequence[Event]) -> RefreshFinished:
    updated = [event for event in done if isinstance(event, FeedUpdated)]
    return RefreshFinished(
        updated=len(updated),
        unchanged=sum(isinstance(event, FeedUnchanged) for event in done),
        failed=sum(isinstance(event, FeedFailed) for event in done),
        new=sum(event.new for event in updated),
    )
