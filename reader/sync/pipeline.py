"""A refresh: fetch, parse, decide, store, feed by feed, many at once.

Workers take the next feed until none is left. Answers are read elsewhere, by Readers. Nothing that goes wrong with one
feed reaches another.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import random
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from reader.asking import LONGEST_REST, FeedToFetch, Fetched, Pace, Rest, Visit
from reader.config.check import is_local
from reader.config.schema import Fetch
from reader.errors import ConfigError, QariError
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
from reader.feeds.fetch import Fetcher, prepare
from reader.feeds.freshness import retry_after
from reader.models import Problem, Validators
from reader.store import entries, feeds, visits
from reader.sync import schedule
from reader.sync.decide import body_hash
from reader.sync.hosts import Hosts, host_of, interleaved
from reader.sync.readers import Readers
from reader.sync.schedule import answered, refused

if TYPE_CHECKING:
    from reader.sync.settle import Settled

T = TypeVar("T")

_NEVER = datetime.min.replace(tzinfo=UTC)
_BELIEVED = timedelta(days=8)
"""How long validators are sent without a whole body in between."""
_LOG = logging.getLogger(__name__)


class Run(Protocol):
    """Runs a function of the store in a thread that owns a database, as ``Library`` does."""

    def __call__(self, function: Callable[..., T], /, *args: Any, **kwargs: Any) -> Awaitable[T]:
        """The function's result; what follows it in the call follows the database in its arguments."""


class _Seen:
    """What a request for a feed came to, as far as it got."""

    def __init__(self) -> None:
        self.fetched: Fetched | None = None
        self.settled: Settled | None = None


class Pipeline:
    """Refreshes feeds. ``read`` and ``write`` run functions of the store, ``clock`` gives the time, aware."""

    def __init__(
        self,
        settings: Fetch,
        read: Run,
        write: Run,
        clock: Callable[[], datetime],
        answers: Mapping[str, Fetched] = MappingProxyType({}),
        local: Collection[str] = (),
    ) -> None:
        self._local = local
        """The addresses of files and commands that the configuration names."""
        self._answers = answers
        """What some feeds have answered already, by their addresses."""
        self._settings = settings
        self._read = read
        self._write = write
        self._clock = clock
        self._hosts = Hosts()
        self._spared: dict[str, datetime] = {}
        """Hosts that want fewer requests, and until when."""

    async def run(self, feed_ids: Sequence[int] | None, pace: Pace) -> AsyncGenerator[Event, None]:
        """Refresh these feeds, or all that are not paused, as far as ``pace`` lets them be asked.

        An event as it begins, one for each feed that rests, one for each other as it is done, one at the end. Closing
        the iterator early ends the refresh; what is stored by then stays. Raises StoreError only if the feeds cannot
        be read to begin with.
        """
        found = await self._read(feeds.to_fetch, feed_ids)
        found = tuple(feed for feed in found if feed_ids is not None or not feed.paused)
        if pace is not Pace.ANYWAY:
            self._spared = await self._read(visits.spared, self._clock())
        resting = [rest for feed in found if (rest := self._rest(feed, pace)) is not None]
        left = {rest.feed_id for rest in resting}
        todo = [feed for feed in found if feed.id not in left]
        yield RefreshStarted(len(todo))
        for rest in resting:
            yield rest
        if todo:
            await asyncio.to_thread(prepare)
        waiting, events = iter(interleaved(todo)), asyncio.Queue[Event](self._settings.workers)
        done: list[Event] = []
        async with Readers(len(todo), never_read=any(not feed.body_hash for feed in todo)) as readers:
            workers = [
                asyncio.create_task(self._work(waiting, events, pace, readers))
                for _ in range(min(self._settings.workers, len(todo)))
            ]
            try:
                while len(done) < len(todo):
                    done.append(await events.get())
                    yield done[-1]
            finally:
                for worker in workers:
                    worker.cancel()
                await asyncio.gather(*workers, return_exceptions=True)
        yield _finished([*resting, *done])

    def _rest(self, feed: FeedToFetch, pace: Pace) -> FeedResting | None:
        """Why a feed is not asked; None: it is."""
        now = self._clock()
        # Even who insists is told by a host only once that it wants fewer requests.
        if (until := self._spared.get(host_of(feed.url))) is not None and now < until <= now + LONGEST_REST:
            return FeedResting(feed.id, feed.title, until, Rest.SLOW_DOWN)
        if pace is Pace.ANYWAY or (timing := feed.timing) is None:
            return None
        until = timing.due if pace is Pace.DUE else timing.allowed
        # A clock that went back must not keep feeds for longer than any rule does.
        ahead = now < until and (timing.reason is Rest.GONE or until - now <= LONGEST_REST)
        return FeedResting(feed.id, feed.title, until, timing.reason) if ahead else None

    async def _work(
        self, waiting: Iterator[FeedToFetch], events: asyncio.Queue[Event], pace: Pace, readers: Readers
    ) -> None:
        async with Fetcher(self._settings) as fetcher:
            for feed in waiting:
                async with self._hosts.turn(feed.url):
                    rest = self._rest(feed, pace)  # its host may have asked for fewer requests meanwhile
                    event = rest if rest is not None else await self._settle(feed, fetcher, readers)
                await events.put(event)

    async def _settle(self, feed: FeedToFetch, fetcher: Fetcher, readers: Readers) -> Event:
        """Refresh a feed; whatever goes wrong is told, and recorded if it can be."""
        seen, at, begun, problem = _Seen(), self._clock(), monotonic(), None
        try:
            event = await self._refresh(feed, fetcher, readers, seen)
        except Exception as error:
            problem = problem_of(error, feed.url)
            event = FeedFailed(feed.id, feed.title, feed.url, problem)
        try:
            if problem is not None:
                await self._write(feeds.failed, feed.id, problem, self._clock())
            await self._remember(feed, event, seen, at, int(1000 * (monotonic() - begun)))
        except Exception:
            _LOG.exception("%s: the request could not be recorded", facts(feed.url)["url"])
        return event

    async def _refresh(self, feed: FeedToFetch, fetcher: Fetcher, readers: Readers, seen: _Seen) -> Event:
        # Without a stored body there is nothing that a 304 could leave as it is; and some servers say 304 for ever.
        fresh = feed.validated is None or abs(self._clock() - feed.validated) < _BELIEVED
        validators = feed.validators if feed.body_hash and fresh else Validators()
        if is_local(feed.url):
            if feed.url not in self._local:  # it would be somebody else's command, as from a file that was restored
                raise ConfigError("error.local_unnamed", **facts(feed.url))
            fetched = await local.read(feed.url, self._settings)
        else:
            fetched = self._answers.get(feed.url) or await fetcher.fetch(feed.url, validators, feed.manner)
        seen.fetched = fetched
        if fetched.status == 304 or body_hash(fetched.body) == feed.body_hash:
            await self._write(feeds.unchanged, feed.id, fetched.validators, self._clock())
            return FeedUnchanged(feed.id, feed.title)
        known = await self._read(entries.known, feed.id)
        seen.settled = await readers.settle(feed, fetched, known, self._clock())
        return await self._write(feeds.store, seen.settled.ready)

    async def _remember(self, feed: FeedToFetch, event: Event, seen: _Seen, at: datetime, milliseconds: int) -> None:
        """Settle when the feed may be asked again, and keep what this request came to."""
        now, fetched, settled = self._clock(), seen.fetched, seen.settled
        if isinstance(event, FeedFailed):
            told = dict(event.problem.facts)
            status = int(told.get("status") or (fetched.status if fetched is not None else 0))
            retry = retry_after(told.get("retry", ""), now)
            failures = 1 + (feed.timing.failures if feed.timing is not None else 0)
            timing = refused(now, status=status, retry=retry, failures=failures, chance=random())
            visit = Visit(at, status, len(fetched.body) if fetched else 0, milliseconds, problem=event.problem)
            await self._write(visits.visited, feed.id, visit, timing)
            if timing.reason is Rest.SLOW_DOWN:
                host = host_of(feed.url)
                self._spared[host] = max(timing.allowed, self._spared.get(host, timing.allowed))
                await self._write(visits.spare, host_of(feed.url), timing.allowed, now)
            return
        assert fetched is not None
        new = event.new if isinstance(event, FeedUpdated) else 0
        pace = (settled.pace if settled is not None else 0) or feed.pace
        newest = max((settled.newest if settled is not None else None) or _NEVER, feed.newest or _NEVER)
        rhythm = settled.rhythm if settled is not None else feed.rhythm
        timing = answered(
            now,
            max_age=fetched.max_age or (int((fetched.expires - now).total_seconds()) if fetched.expires else 0),
            rhythm=rhythm,
            pace=schedule.slowed(pace, now - newest),
            conditional=fetched.validators != Validators() or is_local(feed.url),
            chance=random(),
        )
        visit = Visit(at, fetched.status, len(fetched.body), milliseconds, new)
        if fetched.status in (226, 304):  # not a whole body
            await self._write(visits.visited, feed.id, visit, timing)
        else:
            await self._write(visits.learned, feed.id, visit, timing, pace, rhythm)
        moved = fetched.moved if fetched.moved != feed.url else ""  # as when it was found by an old address
        await self._write(visits.moved, feed.id, moved, now)


def problem_of(error: Exception, url: str) -> Problem:
    """What to tell of an error that ``url`` led to; the log gets the rest."""
    if isinstance(error, QariError):
        _LOG.info("%s failed: %s", facts(url)["url"], error, exc_info=error.__cause__)
        return error.problem
    _LOG.error("%s failed", facts(url)["url"], exc_info=error)
    return Problem("error.unexpected", (("detail", type(error).__name__),))


def _finished(done: Sequence[Event]) -> RefreshFinished:
    updated = [event for event in done if isinstance(event, FeedUpdated)]
    return RefreshFinished(
        updated=len(updated),
        unchanged=sum(isinstance(event, FeedUnchanged) for event in done),
        failed=sum(isinstance(event, FeedFailed) for event in done),
        new=sum(event.new for event in updated),
        resting=sum(isinstance(event, FeedResting) for event in done),
    )
