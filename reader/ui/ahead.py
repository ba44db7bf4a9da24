"""Keys that come at once with the one that opens a field: they are for the field, and it is not there yet."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from textual.events import Key

_SECONDS = 0.3
"""How long a field may take to open; nothing may come of it."""
_TICK = 0.01


class Ahead:
    """Holds keys until there is a field, as a slow line or a pasted text brings several of them at once."""

    def __init__(self, is_open: Callable[[], bool], give: Callable[[Key], Awaitable[None]]) -> None:
        """``is_open`` says whether a field has the keys, and ``give`` does what a key does."""
        self._is_open = is_open
        self._give = give
        self._held: list[Key] | None = None

    def holds(self, key: Key) -> bool:
        """Whether a key was held."""
        if self._held is None:
            return False
        self._held.append(key)
        return True

    def begin(self) -> bool:
        """Hold keys from now on; whether that is anything new, so that :meth:`give` is to be awaited."""
        if self._held is not None:
            return False
        self._held = []
        return True

    async def give(self) -> None:
        """Give the keys on, as soon as there is a field, or none comes."""
        until = asyncio.get_running_loop().time() + _SECONDS
        while not self._is_open() and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(_TICK)
        while self._held:
            held, self._held = self._held, []
            for key in held:
                await self._give(key)
        self._held = None
