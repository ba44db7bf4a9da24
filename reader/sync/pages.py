"""Pages of entries: fetched, taken apart and stored.

What goes wrong with one page is recorded with its entry and stops nothing.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Callable, Sequence
from datetime import datetime

from reader.asking import PLAIN, Fetched, Manner, PageToFetch
from reader.config.schema import Fetch
from reader.errors import ExtractError, FetchError, StoreError
from reader.events import PageEvent, PageFailed, PagesFinished, PagesStarted, PageStored
from reader.feeds.fetch import PAGES, Fetcher, get_ready, stay_public
from reader.feeds.worker import Worker
from reader.models import FullText
from reader.store import pages
from reader.sync.pipeline import problem_of
from reader.sync.robots import Robots
from reader.sync.visits import Get, Visits
from reader.sync.writes import Run

_HOPS = 3
"""Pages that may be read to find one article."""
_LOG = logging.getLogger(__name__)


async def read(url: str, settings: Fetch) -> FullText:
    """The article of the page at ``url``. Raises FetchError and ExtractError."""
    await get_ready()
    async with Fetcher(settings, PAGES) as fetcher, Worker() as worker:

        async def get(url: str, manner: Manner = PLAIN, site: str = "") -> Fetched:
            return await fetcher.fetch(url, manner=manner, site=site)

        return await _article(PageToFetch(0, url, ""), get, worker, None)


async def _article(page: PageToFetch, get: Get, worker: Worker, robots: Robots | None) -> FullText:
    """The article of a page, or of another one that it names. Raises FetchError and ExtractError."""
    await _allowed(page.url, get, robots)
    fetched: Fetched | None = await get(page.url, page.manner, page.feed_url)
    first: ExtractError | None = None
    hops = _HOPS
    while fetched is not None:
        hops -= 1
        try:
            return await worker.extract(fetched, page.manner)
        except ExtractError as error:
            first = first or error
            instead = dict(error.problem.facts).get("instead", "")
        fetched = await _instead(page, instead, get, robots) if instead and hops else None
    assert first is not None
    raise first


async def _instead(page: PageToFetch, address: str, get: Get, robots: Robots | None) -> Fetched | None:
    """What a page names in its place; None: it does not come, or may not be asked for."""
    try:
        await stay_public(page.url, address)
        await _allowed(address, get, robots)
        return await get(address, page.manner, page.feed_url)
    except (FetchError, ExtractError):
        return None


async def _allowed(url: str, get: Get, robots: Robots | None) -> None:
    """Raise ExtractError where a site does not want programs to ask for this by themselves."""
    if robots is not None and not await robots.allow(url, get):
        raise ExtractError("error.page_robots")


class Pages:
    """Fetches pages of entries. ``write`` runs functions of the store, ``clock`` gives the time, aware."""

    def __init__(self, settings: Fetch, write: Run, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._write = write
        self._clock = clock

    async def run(
        self, wanted: Sequence[PageToFetch], megabytes: float, *, asked_for: bool = False
    ) -> AsyncGenerator[PageEvent, None]:
        """Fetch these: an event as it begins, one for each as it is done, one at the end.

        Once ``megabytes`` have come, no further page is asked for. Closing the iterator early ends it; what is stored
        by then stays. Unless somebody has ``asked_for`` these very pages, sites' rules for programs are kept.
        """
        robots = None if asked_for else Robots()
        yield PagesStarted(len(wanted))
        stored = failed = 0
        async with Worker() as worker:

            async def settle(page: PageToFetch, get: Get) -> PageStored | PageFailed:
                return await self._settle(page, get, worker, robots)

            async for event in Visits(self._settings, PAGES, megabytes).each(wanted, settle):
                stored += isinstance(event, PageStored)
                failed += isinstance(event, PageFailed)
                yield event
        yield PagesFinished(stored, failed)

    async def _settle(
        self, page: PageToFetch, get: Get, worker: Worker, robots: Robots | None
    ) -> PageStored | PageFailed:
        try:
            found = await _article(page, get, worker, robots)
            await self._write(pages.keep, page.entry_id, found, self._clock())
            return PageStored(page.entry_id, page.title, found.words)
        except StoreError as error:  # the page is not to blame, and is asked for the next time
            return PageFailed(page.entry_id, page.title, page.url, problem_of(error, page.url))
        except Exception as error:
            problem = problem_of(error, page.url)
        try:
            await self._write(pages.failed, page.entry_id, page.url, problem, self._clock())
        except Exception:
            _LOG.exception("%s: the failure could not be recorded", page.url)
        return PageFailed(page.entry_id, page.title, page.url, problem)
