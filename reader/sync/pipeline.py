"""A refresh: fetch, parse, decide, store, feed by feed, many at once.

Workers take the next feed until none is left, and are as many as :mod:`reader.sync.crew` lets them be. Answers are
read elsewhere, by Readers. Nothing that goes wrong with one feed reaches another.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncGenerator, Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from random import random
from time import monotonic
from types import MappingProxyType
from typing import NamedTuple

from reader.asking import FeedToFetch, Fetched, Pace, Rest
from reader.config.check import is_local
from reader.config.schema import Fetch
from reader.errors import ConfigError, FetchError, QariError
from reader.events import (
    Event,
    FeedFailed,
    FeedResting,
    FeedUnchanged,
    FeedUpdated,
    RefreshFinished,
    RefreshStarted,
)
from reader.feeds import local
from reader.feeds.address import facts
from reader.feeds.fetch import Fetcher, get_ready
from reader.models import Problem, Validators
from reader.store import answers, entries
from reader.sync import remember
from reader.sync.crew import Crew
from reader.sync.decide import body_hash
from reader.sync.due import due, resting
from reader.sync.hosts import Hosts, host_of, interleaved
from reader.sync.readers import Readers
from reader.sync.writes import Run, Writes

_BELIEVED = timedelta(days=8)
"""How long validators are sent without a whole body in between."""
_LOG = logging.getLogger(__name__)


class _Request:
    """A request for a feed, as far as it got."""

    def __init__(self, at: datetime, crowd: int) -> None:
        self.at = at
        self.crowd = crowd
        """How many were at work when it began."""
        self._begun = monotonic()
        self.fetched: Fetched | None = None

    @property
    def milliseconds(self) -> int:
        """How long it has taken up to now."""
        return int(1000 * (monotonic() - self._begun))


class _Tools(NamedTuple):
    """What all workers of a refresh share."""

    readers: Readers
    writes: Writes
    crew: Crew


class Pipeline:
    """Refreshes feeds. ``read`` and ``write`` run functions of the store, ``clock`` gives the time, aware."""

    def __init__(
        self,
        settings: Fetch,
        read: Run,
        write: Run,
        clock: Callable[[], datetime],
        answered: Mapping[str, Fetched | Problem] = MappingProxyType({}),
        local: Collection[str] = (),
    ) -> None:
        self._local = local
        """The addresses of files and commands that the configuration names."""
        self._answered = answered
        """What some feeds have answered already, or why they have not, by their addresses."""
        self._settings = settings
        self._read = read
        self._write = write
        self._clock = clock
        self._hosts = Hosts()
        self._spared: dict[str, datetime] = {}
        """Hosts that want fewer requests, and until when."""
        self._tried: set[int] = set()
        """Feeds that were asked in vain once, when the line may have been too full."""

    async def run(
        self, feed_ids: Sequence[int] | None, pace: Pace, settled: Collection[int] = ()
    ) -> AsyncGenerator[Event, None]:
        """Refresh these feeds, or all that are not paused, as far as ``pace`` lets them be asked, but those settled.

        An event as it begins, one for each feed that rests, one for each other as it is done, one at the end. Closing
        the iterator early ends the refresh; what is stored by then stays. Raises StoreError only if the feeds cannot
        be read to begin with.
        """
        asked, rests, self._spared = await due(self._read, feed_ids, pace, self._clock(), self._answered)
        todo = [feed for feed in asked if feed.id not in settled]
        rests = tuple(rest for rest in rests if rest.feed_id not in settled)
        yield RefreshStarted(len(todo))
        for rest in rests:
            yield rest
        if todo:
            await get_ready()
        waiting, events = deque(interleaved(todo)), asyncio.Queue[Event](self._settings.workers)
        done: list[Event] = []
        new = any(not feed.body_hash for feed in todo)
        async with Readers(len(todo), never_read=new) as readers, Writes(self._write) as writes:
            crew = Crew(min(self._settings.workers, len(todo)))
            tools = _Tools(readers, writes, crew)
            crew.begin(lambda: self._work(waiting, events, pace, tools))
            try:
                while len(done) < len(todo):
                    done.append(await events.get())
                    yield done[-1]
            finally:
                await crew.end()
        yield finished([*rests, *done])

    async def _work(self, waiting: deque[FeedToFetch], events: asyncio.Queue[Event], pace: Pace, tools: _Tools) -> None:
        async with Fetcher(self._settings) as fetcher:
            while waiting and not tools.crew.is_too_large:
                feed = waiting.popleft()
                async with self._hosts.turn(feed.url):
                    # Its host may have asked for fewer requests meanwhile.
                    known = feed.url in self._answered
                    rest = None if known else resting(feed, pace, self._clock(), self._spared)
                    event = rest if rest is not None else await self._settle(feed, fetcher, tools)
                if event is None:
                    waiting.append(feed)
                else:
                    await events.put(event)

    async def _settle(self, feed: FeedToFetch, fetcher: Fetcher, tools: _Tools) -> Event | None:
        """Refresh a feed; whatever goes wrong is told, and recorded if it can be. None: it is to be tried once more."""
        request = _Request(self._clock(), tools.crew.at_work)
        try:
            return await self._refresh(feed, fetcher, request, tools)
        except Exception as error:
            problem = problem_of(error, feed.url)
        asked = feed.url not in self._answered
        late = asked and problem.key == "error.timeout" and tools.crew.gave_up(request.crowd)
        if late and feed.id not in self._tried:
            self._tried.add(feed.id)
            return None
        try:
            await self._fail(feed, problem, request, tools.writes)
        except Exception:
            _LOG.exception("%s: the request could not be recorded", facts(feed.url)["url"])
        return FeedFailed(feed.id, feed.title, feed.url, problem)

    async def _refresh(self, feed: FeedToFetch, fetcher: Fetcher, request: _Request, tools: _Tools) -> Event:
        # Without a stored body there is nothing that a 304 could leave as it is; and some servers say 304 for ever.
        fresh = feed.validated is None or abs(self._clock() - feed.validated) < _BELIEVED
        validators = feed.validators if feed.body_hash and fresh else Validators()
        if is_local(feed.url):
            if feed.url not in self._local:  # it would be somebody else's command, as from a file that was restored
                raise ConfigError("error.local_unnamed", **facts(feed.url))
            fetched = await local.read(feed.url, self._settings)
        else:
            known = self._answered.get(feed.url)
            if isinstance(known, Problem):
                raise FetchError(known.key, **dict(known.facts))
            fetched = known or await fetcher.fetch(feed.url, validators, feed.manner)
        request.fetched = fetched
        tools.crew.answered(request.milliseconds, len(fetched.body))
        settled = None
        if fetched.status != 304 and body_hash(fetched.body) != feed.body_hash:
            stored = await self._read(entries.known, feed.id)
            settled = await tools.readers.settle(feed, fetched, stored, self._clock())
        at, took, now = request.at, request.milliseconds, self._clock()
        asked = remember.answer(feed, fetched, settled, at=at, milliseconds=took, now=now, chance=random())
        if settled is not None:
            return await tools.writes.write(answers.updated, settled.ready, asked)
        await tools.writes.write(answers.unchanged, feed.id, fetched.validators, asked)
        return FeedUnchanged(feed.id, feed.title)

    async def _fail(self, feed: FeedToFetch, problem: Problem, request: _Request, writes: Writes) -> None:
        at, took, now = request.at, request.milliseconds, self._clock()
        asked = remember.failure(feed, request.fetched, problem, at=at, milliseconds=took, now=now, chance=random())
        host, until = host_of(feed.url), None
        if asked.timing.reason is Rest.SLOW_DOWN:
            until = asked.timing.allowed
            self._spared[host] = max(until, self._spared.get(host, until))
        await writes.write(answers.failed, feed.id, problem, asked, host, until)


def problem_of(error: Exception, url: str) -> Problem:
    """What to tell of an error that ``url`` led to; the log gets the rest."""
    if isinstance(error, QariError):
        _LOG.info("%s failed: %s", facts(url)["url"], error, exc_info=error.__cause__)
        return error.problem
    _LOG.error("%s failed", facts(url)["url"], exc_info=error)
    return Problem("error.unexpected", (("detail", type(error).__name__),))


def finished(done: Sequence[Event]) -> RefreshFinished:
    """The sums of what happened to feeds."""
    updated = [event for event in done if isinstance(event, FeedUpdated)]
    return RefreshFinished(
        updated=len(updated),
        unchanged=sum(isinstance(event, FeedUnchanged) for event in done),
        failed=sum(isinstance(event, FeedFailed) for event in done),
        new=sum(event.new for event in updated),
        resting=sum(isinstance(event, FeedResting) for event in done),
    )
