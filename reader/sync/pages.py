"""Pages of entries: fetched, taken apart and stored, a few at once, and politely to each host.

What goes wrong with one page is recorded with its entry and stops nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from reader.config.schema import Fetch
from reader.feeds.extract.worker import Extractor
from reader.feeds.fetch import PAGES, Fetcher, prepare
from reader.feeds.inflate import MEGABYTE
from reader.models import (
    FullText,
    PageEvent,
    PageFailed,
    PagesFinished,
    PagesStarted,
    PageStored,
    PageToFetch,
)
from reader.store import pages
from reader.sync.pipeline import Run, problem_of

_WORKERS = 6
_SPACING = 0.5
"""Seconds between two requests to one host."""
_LOG = logging.getLogger(__name__)


async def read(url: str, settings: Fetch) -> FullText:
    """The article of the page at ``url``. Raises FetchError and ExtractError."""
    await asyncio.to_thread(prepare)
    async with Fetcher(settings, PAGES) as fetcher, Extractor() as extractor:
        return await extractor.extract(await fetcher.fetch(url))


class Pages:
    """Fetches pages of entries. ``write`` runs functions of the store, ``clock`` gives the time, aware."""

    def __init__(self, settings: Fetch, write: Run, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._write = write
        self._clock = clock
        self._left = 0.0
        """Bytes that may still come."""
        self._turns: dict[str, float] = {}
        """When each host may be asked next, by the event loop's clock."""

    async def run(self, wanted: Sequence[PageToFetch], megabytes: float) -> AsyncGenerator[PageEvent, None]:
        """Fetch these: an event as it begins, one for each as it is done, one at the end.

        Once ``megabytes`` have come, no further page is asked for. Closing the iterator early ends it; what is stored
        by then stays.
        """
        self._left = megabytes * MEGABYTE
        yield PagesStarted(len(wanted))
        if wanted:
            await asyncio.to_thread(prepare)
        waiting, events = iter(wanted), asyncio.Queue[PageEvent | None]()
        done: list[PageEvent] = []
        async with Extractor() as extractor:
            workers = [
                asyncio.create_task(self._work(waiting, extractor, events)) for _ in range(min(_WORKERS, len(wanted)))
            ]
            try:
                ended = 0
                while ended < len(workers):
                    if (event := await events.get()) is None:
                        ended += 1
                    else:
                        done.append(event)
                        yield event
            finally:
                for worker in workers:
                    worker.cancel()
                await asyncio.gather(*workers, return_exceptions=True)
        stored = sum(isinstance(event, PageStored) for event in done)
        yield PagesFinished(stored, len(done) - stored)

    async def _work(
        self, waiting: Iterator[PageToFetch], extractor: Extractor, events: asyncio.Queue[PageEvent | None]
    ) -> None:
        try:
            async with Fetcher(self._settings, PAGES) as fetcher:
                while self._left > 0 and (page := next(waiting, None)) is not None:
                    await events.put(await self._settle(page, fetcher, extractor))
        finally:
            events.put_nowait(None)

    async def _turn(self, host: str) -> None:
        """Wait until ``host`` may be asked; the first request to it waits for nothing."""
        now = asyncio.get_running_loop().time()
        turn = max(now, self._turns.get(host, now))
        self._turns[host] = turn + _SPACING
        await asyncio.sleep(turn - now)

    async def _settle(self, page: PageToFetch, fetcher: Fetcher, extractor: Extractor) -> PageEvent:
        try:
            await self._turn(urlsplit(page.url).netloc)
            fetched = await fetcher.fetch(page.url)
            self._left -= len(fetched.body)
            found = await extractor.extract(fetched)
            await self._write(pages.keep, page.entry_id, found, self._clock())
            return PageStored(page.entry_id, page.title, found.words)
        except Exception as error:
            problem = problem_of(error, page.url)
        try:
            await self._write(pages.failed, page.entry_id, page.url, problem, self._clock())
        except Exception:
            _LOG.exception("%s: the failure could not be recorded", page.url)
        return PageFailed(page.entry_id, page.title, page.url, problem)
