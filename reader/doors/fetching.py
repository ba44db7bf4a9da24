"""What comes over the network: feeds, pages, pictures."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from math import inf

from reader.asking import Fetched, Pace, PageToFetch, PictureToFetch
from reader.config.check import is_feed_address, show
from reader.doors.reading import Reading
from reader.doors.subscribing import Subscribing
from reader.errors import UsageError
from reader.events import Event, FeedUpdated, PageEvent, PictureEvent, RefreshFinished, RefreshStarted
from reader.models import Article, Entry, News, Picture, Prepared, Problem
from reader.store import entries, keeping, pages, pictures, rules, visits

_LOG = logging.getLogger(__name__)
_FEW = 8
"""Feeds for which no process is started: it takes longer to begin than they do."""
_STILL_TRUE = timedelta(minutes=1)
"""How long an answer that showed an address to be a feed's is taken for that feed's."""
_PICTURES = 30
"""The most pictures of one article."""


class Fetching(Reading, Subscribing):
    """Asks publishers; a failing one is an event, never an exception."""

    async def refresh(
        self, feed_ids: Sequence[int] | None = None, pace: Pace = Pace.ANYWAY, *, apart: bool = False
    ) -> AsyncIterator[Event]:
        """Fetch feeds, all of them by default, as far as ``pace`` lets them be asked; tell what happens as it happens.

        A failing feed is an event, never an exception. ``apart``: many feeds are refreshed in a process of their own.
        """
        answered, self._answers = self._answered(), {}
        named = frozenset(feed.url for feed in self._config.feeds)
        told: list[Event] = []
        if apart and await self._are_many(feed_ids, pace):
            from reader.sync.apart import Lost, Order
            from reader.sync.apart import refresh as refresh_apart

            order = Order(self._threads.path, self._config.fetch, feed_ids, pace, answered, named)
            try:
                async with aclosing(refresh_apart(order)) as events:
                    async for event in events:
                        told.append(event)
                        yield event
            except Lost:
                _LOG.exception("the refresh goes on in the program itself")
            if told and isinstance(told[-1], RefreshFinished):
                return
        from reader.sync.pipeline import Pipeline, finished  # brings httpx, which the first screen must not wait for

        pipeline = Pipeline(self._config.fetch, self._read, self._write, self._clock, answered, named)
        settled = {event.feed_id for event in told if not isinstance(event, RefreshStarted | RefreshFinished)}
        async with aclosing(pipeline.run(feed_ids, pace, settled)) as events:
            async for event in events:
                if isinstance(event, RefreshFinished):
                    yield finished(told)
                elif not (told and isinstance(event, RefreshStarted)):
                    told.append(event)
                    yield event

    def _answered(self) -> dict[str, Fetched | Problem]:
        """What has just been answered, and need not be asked again."""
        now = self._clock()
        return {url: answer for url, (answer, at) in self._answers.items() if abs(now - at) < _STILL_TRUE}

    async def _are_many(self, feed_ids: Sequence[int] | None, pace: Pace) -> bool:
        from reader.sync.due import due

        asked = (await due(self._read, feed_ids, pace, self._clock())).asked
        return len(asked) > _FEW and not self._threads.read_only

    async def news(self, updated: Sequence[FeedUpdated], since: datetime) -> tuple[News, ...]:
        """What a refresh that began then brought of the feeds, or by the rules, that somebody waits for, unread."""
        waited = {feed.id for feed in await self.feeds() if feed.notify}
        awaited = await self.entries(await self._read(rules.awaited, since, self._clock()))
        found = []
        for event in updated:
            fresh = [entry for entry in awaited if entry.feed_id == event.feed_id]
            if event.new and event.feed_id in waited:
                fresh = list(await self.entries(await self._read(entries.fresh, event.feed_id, since)))
            if fresh:
                found.append(News(event.title, len(fresh), tuple(entry.title for entry in fresh)))
        return tuple(found)

    async def metered(self) -> bool:
        """Whether the network costs by what comes over it, as far as the system says."""
        from reader.sync.metered import is_metered

        return await asyncio.to_thread(is_metered)

    async def prepared(self) -> Prepared:
        """What of the unread and bookmarked entries can be read without a network."""
        return await self._read(pages.prepared)

    async def fetch_pages(self, limit: int, megabytes: float = inf) -> AsyncIterator[PageEvent]:
        """Fetch the pages of entries that carry a summary and are unread or bookmarked.

        Hosts that want fewer requests are left alone. ``limit`` pages at the most, and no more of them once
        ``megabytes`` have come. A page that gives no article is an event, never an exception.
        """
        from reader.sync.hosts import host_of

        now = self._clock()
        spared = await self._read(visits.spared, now)
        wanted = [page for page in await self._read(pages.wanted, limit, now) if host_of(page.url) not in spared]
        async with aclosing(self._pages(wanted, megabytes)) as events:
            async for event in events:
                yield event

    async def fetch_page(self, entry_id: int) -> Article:
        """The article with the text of its page, or with the reason why there is none. Raises NotFoundError."""
        if wanted := await self._read(pages.one, entry_id):
            async for _ in self._pages(wanted, asked_for=True):
                pass
        return await self.article(entry_id)

    async def pictures(self, entry_id: int) -> dict[str, Picture]:
        """The pictures that are there of an article, by address."""
        return await self._read(pictures.of, entry_id)

    async def fetch_pictures(self, entry_id: int) -> AsyncIterator[PictureEvent]:
        """Fetch the pictures that an article shows and that are not there. Raises NotFoundError."""
        wanted = await self._missing(entry_id, _PICTURES) if not self._threads.read_only else ()
        async with aclosing(self._pictures(wanted)) as events:
            async for event in events:
                yield event

    async def fetch_all_pictures(self, limit: int, each: int, megabytes: float = inf) -> AsyncIterator[PictureEvent]:
        """Fetch pictures of what is unread or bookmarked: the first ``each`` of an article, of ``limit`` articles.

        No more of them once ``megabytes`` have come.
        """
        ids = await self._read(pictures.entries_with, limit)
        wanted = [one for entry_id in ids for one in await self._missing(entry_id, each)]
        async with aclosing(self._pictures(wanted, megabytes)) as events:
            async for event in events:
                yield event

    async def save_page(self, url: str, shelf: str, title: str = "") -> Entry:
        """Keep the article of any page, in a feed for what is in no other, which is called ``shelf``.

        ``title`` is the user's own; empty: the page's.
        Raises UsageError for what can never be fetched, FetchError and ExtractError where no article comes of it.
        """
        from reader.sync.pages import read

        url = url.strip()
        if not is_feed_address(url):
            raise UsageError("error.bad_address", url=show(url))
        page = await read(url, self._config.fetch)
        page = page._replace(title=title or page.title)
        entry_id, new = await self._write(pages.save, url, page, shelf, self._clock())
        if new:
            self._undo.done("save", lambda db: keeping.discard(db, entry_id), title=page.title)
        return (await self.entries([entry_id]))[0]

    async def _missing(self, entry_id: int, most: int) -> Sequence[PictureToFetch]:
        from reader.sync.choose import pictures_of  # brings the HTML reader

        article, there = await self.article(entry_id), await self._read(pictures.settled, entry_id, self._clock())
        shown = (await asyncio.to_thread(pictures_of, article))[:most]
        return [PictureToFetch(entry_id, url) for url in shown if url not in there]

    def _pictures(self, wanted: Sequence[PictureToFetch], megabytes: float = inf) -> AsyncGenerator[PictureEvent, None]:
        from reader.sync.pictures import Pictures  # as in refresh

        return Pictures(self._config.fetch, self._write, self._clock).run(wanted, megabytes)

    def _pages(
        self, wanted: Sequence[PageToFetch], megabytes: float = inf, *, asked_for: bool = False
    ) -> AsyncGenerator[PageEvent, None]:
        from reader.sync.pages import Pages  # as in refresh

        pages = Pages(self._config.fetch, self._write, self._clock)
        return pages.run(wanted, megabytes, asked_for=asked_for)
