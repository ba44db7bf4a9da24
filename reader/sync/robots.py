"""What publishers ask of programs that fetch by themselves (RFC 9309)."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.errors import FetchError
from reader.sync.visits import Get

if TYPE_CHECKING:
    from protego import Protego

_NAME = "qari"
_LONGEST = 500_000
"""Bytes of a file of rules that count (RFC 9309, 2.5)."""


class Robots:
    """The rules of each site, asked for once. A site that does not give any has none."""

    def __init__(self) -> None:
        self._rules: dict[str, Protego] = {}
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def allow(self, url: str, get: Get) -> bool:
        """Whether ``url`` may be fetched without somebody having asked for it."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        async with self._asking[site]:
            if site not in self._rules:
                self._rules[site] = await _asked(site, get)
        return bool(self._rules[site].can_fetch(url, _NAME))


async def _asked(site: str, get: Get) -> Protego:
    from protego import Protego  # only who fetches ahead asks

    try:
        body = (await get(f"{site}/robots.txt")).body[:_LONGEST]
    except FetchError:
        body = b""
    return Protego.parse(body.decode("utf-8", "replace"))
