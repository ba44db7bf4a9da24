"""How many requests are under way at once: more as long as answers come quickly, fewer when none come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

_FIRST = 32
"""Workers at the beginning."""
_FEWEST = 8
"""Workers that are left on the slowest line."""
_QUICK = 1_500
"""Milliseconds within which an answer shows that there is room for one more."""
_TELLING = 4_000
"""Bytes of a new body from which on it tells anything of the line."""


class Crew:
    """Workers that all do the same, at most ``most`` of them, until no work is left.

    What is asked for at once shares one line, and on a slow one too many requests wait until all of them give up. So
    there are some at first, one more for each answer that came quickly, and half as many after one that did not come
    in time.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._wanted = min(_FIRST, most)
        self.at_work = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._work: Callable[[], Coroutine[Any, Any, None]] | None = None

    def begin(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Have workers begin."""
        self._work = work
        self._fill()

    def _fill(self) -> None:
        while self._work is not None and self.at_work < self._wanted:
            self.at_work += 1
            task = asyncio.create_task(self._work())
            self._tasks.add(task)
            task.add_done_callback(self._gone)

    def _gone(self, task: asyncio.Task[None]) -> None:
        self.at_work -= 1
        self._tasks.discard(task)

    @property
    def is_too_large(self) -> bool:
        """Whether a worker had better go instead of beginning something else."""
        return self.at_work > self._wanted

    def answered(self, milliseconds: int, size: int) -> None:
        """Say how long an answer took, and how many bytes of a body came; 0: none was to come."""
        if milliseconds <= _QUICK and not 0 < size < _TELLING and self._wanted < self._most:
            self._wanted += 1
            self._fill()

    def gave_up(self, crowd: int) -> bool:
        """Say that an answer did not come in time; whether that may be because too much was asked for at once.

        ``crowd`` is how many were at work when it was asked for.
        """
        crowded = max(crowd, self.at_work) > _FEWEST
        if crowded:
            self._wanted = max(_FEWEST, self._wanted // 2)
        return crowded

    async def end(self) -> None:
        """Stop whatever is under way, and wait for that."""
        self._work = None
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
