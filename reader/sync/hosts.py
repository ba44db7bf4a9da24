"""Courtesy to hosts: how many requests at once, how far apart, and in which order feeds are asked."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import chain, zip_longest
from urllib.parse import urlsplit

from reader.asking import FeedToFetch

_AT_ONCE = 2
_APART = 0.2
"""Seconds between the beginnings of two requests to one host."""


def host_of(url: str) -> str:
    """The host of an address; empty where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def interleaved(feeds: Sequence[FeedToFetch]) -> list[FeedToFetch]:
    """``feeds`` with those of one host as far apart as may be, so that no worker waits where another could work."""
    by_host: defaultdict[str, list[FeedToFetch]] = defaultdict(list)
    for feed in feeds:
        by_host[host_of(feed.url)].append(feed)
    rounds = zip_longest(*by_host.values())
    return [feed for feed in chain.from_iterable(rounds) if feed is not None]


class Hosts:
    """The turns of all hosts; this machine itself needs no courtesy, unless it is to be spared as well."""

    def __init__(self, at_once: int = _AT_ONCE, apart: float = _APART, *, spare_own: bool = False) -> None:
        self._apart = apart
        self._free = () if spare_own else ("localhost", "127.0.0.1", "::1")
        self._gates: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(at_once))
        self._turns: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Wait until the host of ``url`` may be asked; it is one of those at once until the context ends."""
        host = host_of(url)
        if host in self._free:
            yield
            return
        async with self._gates[host]:
            now = asyncio.get_running_loop().time()
            turn = max(now, self._turns.get(host, now))
            self._turns[host] = turn + self._apart
            await asyncio.sleep(turn - now)
            yield
