"""Who reads what feeds have answered: processes, as many as there are processors, or a thread for what is little."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from reader.asking import FeedToFetch, Fetched
from reader.errors import ParseError
from reader.feeds.process import Process
from reader.feeds.worker import raised
from reader.models import KnownEntry, Problem

if TYPE_CHECKING:
    from reader.sync.settle import Settled

_Given = tuple[FeedToFetch, Fetched, Sequence[KnownEntry], datetime]

_SETTLE = "reader.sync.settle"
_SECONDS = 20.0
"""How long one feed may take."""
_MOST = 8
"""Processes at the most."""
_FEW = 8
"""Feeds of a refresh that are not worth a process, unless one of them is large."""
_LITTLE = 200_000
"""Bytes that a thread reads within hundredths of a second."""


class Readers:
    """An async context manager. Its processes begin when they are needed, and end with it."""

    def __init__(self, feeds: int, *, never_read: bool) -> None:
        """``feeds`` may answer; ``never_read``: some of them are sure to answer with something to read."""
        self._many = feeds > _FEW
        self._at_once = never_read and self._many
        self._stack = AsyncExitStack()
        count = min(os.cpu_count() or 1, _MOST)
        self._idle = [Process("feed", _SECONDS, _SETTLE) for _ in range(count)]
        self._gate = asyncio.Semaphore(count)
        self._thread = asyncio.Lock()

    async def __aenter__(self) -> Self:
        for process in self._idle:
            await self._stack.enter_async_context(process)
            if self._at_once:
                with suppress(OSError):
                    await process.begin()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def settle(self, feed: FeedToFetch, fetched: Fetched, known: Sequence[KnownEntry], now: datetime) -> Settled:
        """What the answer comes to. Raises ParseError."""
        given = feed, fetched, known, now
        if self._many or len(fetched.body) > _LITTLE:
            async with self._gate:
                process = self._idle.pop()  # the last one is back the latest, and has what it needs in its caches
                try:
                    await process.begin()
                except OSError:  # no more processes are to be had
                    return await self._in_thread(given)
                else:
                    return await self._in_process(process, given)
                finally:
                    self._idle.append(process)
        return await self._in_thread(given)

    async def _in_thread(self, given: _Given) -> Settled:
        """One at a time: more would make nothing faster, and the screen slower."""
        async with self._thread:
            return await asyncio.to_thread(_settled, given)

    async def _in_process(self, process: Process, given: _Given) -> Settled:
        settled = await process.run(_settled, given)
        if isinstance(settled, Problem):
            raise raised(ParseError, settled)
        return cast("Settled", settled)


def _settled(given: _Given) -> Settled:
    from reader.sync.settle import settle  # with what reads feeds

    return settle(*given)
