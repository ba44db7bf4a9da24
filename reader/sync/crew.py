"""How many requests are under way at once: more, as long as answers come quickly."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

_FIRST = 32
"""Tasks at the beginning."""
_QUICK = 1_500
"""Milliseconds within which an answer shows that there is room for one more."""


class Crew:
    """Tasks that all do the same work until none is left.

    What is asked for at once shares one line, and on a slow one too many requests wait until all of them give up. So
    there are some at first, and one more for each answer that came quickly, up to ``most``.
    """

    def __init__(self, work: Callable[[], Coroutine[Any, Any, None]], most: int) -> None:
        self._work = work
        self._most = most
        self._tasks = [asyncio.create_task(work()) for _ in range(min(_FIRST, most))]

    def answered(self, milliseconds: int) -> None:
        """Say how long an answer took."""
        if milliseconds <= _QUICK and len(self._tasks) < self._most:
            self._tasks.append(asyncio.create_task(self._work()))

    async def end(self) -> None:
        """Stop whatever is under way, and wait for that."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
