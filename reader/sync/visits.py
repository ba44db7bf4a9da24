"""Many addresses visited: a few at once, politely to each host, and within a budget of bytes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from reader.asking import PLAIN, Fetched, Manner
from reader.config.schema import Fetch
from reader.feeds.fetch import Fetcher, get_ready
from reader.feeds.inflate import MEGABYTE
from reader.sync.hosts import Hosts

T = TypeVar("T")
E = TypeVar("E")


class Get(Protocol):
    """Fetches an address when its host may be asked again; see ``Fetcher.fetch``. Raises FetchError."""

    def __call__(self, url: str, manner: Manner = PLAIN, site: str = "") -> Awaitable[Fetched]:
        """The answer."""


_WORKERS = 6
_SPACING = 0.5
"""Seconds between two requests to one host."""


class Visits:
    """Whoever visits shares the turns of hosts and the budget; ``accept`` is what is asked for."""

    def __init__(self, settings: Fetch, accept: str, megabytes: float, spacing: float = _SPACING) -> None:
        self._settings = settings
        self._accept = accept
        self._left = megabytes * MEGABYTE
        """Bytes that may still come."""
        self._hosts = Hosts(apart=spacing, spare_own=True)

    async def each(self, items: Sequence[T], settle: Callable[[T, Get], Awaitable[E]]) -> AsyncGenerator[E, None]:
        """What ``settle`` makes of every item, as it is made; it never raises.

        Once the budget is spent no further item is begun. Closing the iterator early ends it.
        """
        if not items:
            return
        await get_ready()
        waiting, made = iter(items), asyncio.Queue[E | None]()
        workers = [asyncio.create_task(self._work(waiting, settle, made)) for _ in range(min(_WORKERS, len(items)))]
        try:
            ended = 0
            while ended < len(workers):
                if (event := await made.get()) is None:
                    ended += 1
                else:
                    yield event
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    async def _work(
        self, waiting: Iterator[T], settle: Callable[[T, Get], Awaitable[E]], made: asyncio.Queue[E | None]
    ) -> None:
        try:
            async with Fetcher(self._settings, self._accept) as fetcher:

                async def get(url: str, manner: Manner = PLAIN, site: str = "") -> Fetched:
                    async with self._hosts.turn(url):
                        fetched = await fetcher.fetch(url, manner=manner, site=site)
                    self._left -= len(fetched.body)
                    return fetched

                while self._left > 0 and (item := next(waiting, None)) is not None:
                    await made.put(await settle(item, get))
        finally:
            made.put_nowait(None)
