"""Pictures of articles: fetched, made small and stored.

What is no picture is recorded with its entry, and asked for again after a day; what did not come at all, the next time.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Callable, Sequence
from datetime import datetime

from reader.asking import PictureToFetch
from reader.config.schema import Fetch
from reader.events import PictureEvent, PictureFailed, PicturesFinished, PicturesStarted, PictureStored
from reader.feeds.fetch import PICTURES
from reader.feeds.worker import Worker
from reader.models import Problem
from reader.store import pictures
from reader.sync.pipeline import problem_of
from reader.sync.visits import Get, Visits
from reader.sync.writes import Run

_LARGEST = 10
"""Megabytes of one picture's file."""
_SPACING = 0.1
"""Seconds between two requests to one host, which sent the pages that show these."""
_LOG = logging.getLogger(__name__)


class Pictures:
    """Fetches pictures. ``write`` runs functions of the store, ``clock`` gives the time, aware."""

    def __init__(self, settings: Fetch, write: Run, clock: Callable[[], datetime]) -> None:
        # A picture can be anywhere that an article says: nobody's name and password go there.
        self._settings = settings._replace(max_megabytes=min(_LARGEST, settings.max_megabytes), netrc=False)
        self._write = write
        self._clock = clock

    async def run(self, wanted: Sequence[PictureToFetch], megabytes: float) -> AsyncGenerator[PictureEvent, None]:
        """Fetch these: an event as it begins, one for each as it is done, one at the end.

        Once ``megabytes`` have come, no further picture is asked for. Closing the iterator early ends it.
        """
        yield PicturesStarted(len(wanted))
        stored = failed = 0
        async with Worker() as worker:

            async def settle(picture: PictureToFetch, get: Get) -> PictureStored | PictureFailed:
                return await self._settle(picture, get, worker)

            async for event in Visits(self._settings, PICTURES, megabytes, _SPACING).each(wanted, settle):
                stored += isinstance(event, PictureStored)
                failed += isinstance(event, PictureFailed)
                yield event
        yield PicturesFinished(stored, failed)

    async def _settle(self, wanted: PictureToFetch, get: Get, worker: Worker) -> PictureStored | PictureFailed:
        try:
            made = await worker.shrink((await get(wanted.url)).body)
            await self._write(pictures.keep, wanted, made, self._clock())
            return PictureStored(wanted.entry_id, wanted.url)
        except Exception as error:
            problem = problem_of(error, wanted.url)
        try:
            if _is_settled(problem):
                await self._write(pictures.failed, wanted, problem, self._clock())
        except Exception:
            _LOG.exception("%s: the failure could not be recorded", wanted.url)
        return PictureFailed(wanted.entry_id, wanted.url, problem)


def _is_settled(problem: Problem) -> bool:
    """Whether a server has answered, and this will not be another answer tomorrow morning."""
    kind = problem.key.removeprefix("error.")
    answered = kind.startswith(("http_", "picture_")) and kind not in ("http_status", "http_rate_limited")
    return answered and kind not in ("picture_slow", "picture_crashed")
