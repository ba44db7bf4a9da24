"""One job at a time, and of those asked for meanwhile only the last."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Latest(Generic[T]):
    """Runs ``job`` for what is wanted; whoever holds a key down does not leave a queue of jobs behind."""

    def __init__(self, job: Callable[[T], Awaitable[None]]) -> None:
        self._job = job
        self._wanted: list[T] = []
        self._turn = asyncio.Lock()

    async def ask(self, wanted: T) -> None:
        """Have the job done for ``wanted``, unless something else is wanted before its turn comes.

        Returns when that is done, or what was wanted instead. Not for the job itself, which would wait for its end.
        """
        self._wanted = [wanted]
        async with self._turn:
            while self._wanted:
                await self._job(self._wanted.pop())
