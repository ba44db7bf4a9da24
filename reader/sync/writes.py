"""Writing what several workers bring at the same time in one transaction."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Protocol, Self, TypeVar

from reader.errors import StoreBusyError
from reader.store.answers import Change, together
from reader.store.connection import Database

P = ParamSpec("P")
T = TypeVar("T")

_SECONDS = 0.03
"""How long a transaction goes on taking in changes: somebody who marks an entry waits for it."""
_PATIENCE = 4
"""How often something is written that SQLite, which waits for seconds, finds no turn for."""


class Run(Protocol):
    """Runs a function of the store in a thread that owns a database, as ``Library`` does."""

    def __call__(self, function: Callable[..., T], /, *args: Any, **kwargs: Any) -> Awaitable[T]:
        """The function's result; what follows it in the call follows the database in its arguments."""


class Writes:
    """An async context manager. A change waits until those before it are written, and goes with what waits then."""

    def __init__(self, write: Run) -> None:
        self._write = write
        self._waiting: deque[tuple[Change, asyncio.Future[Any]]] = deque()
        self._writing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._writing is not None:
            self._writing.cancel()
            await asyncio.gather(self._writing, return_exceptions=True)

    async def write(self, change: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a change comes to, when it is written. Raises what the change does, and StoreError."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((lambda db: change(db, *args, **kwargs), future))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        return await future

    async def _write_all(self) -> None:
        while some := [(change, future) for change, future in self._waiting if not future.done()]:
            self._waiting.clear()
            results = await self._written([change for change, _ in some])
            self._waiting.extendleft(reversed(some[len(results) :]))
            for (_, future), result in zip(some, results, strict=False):
                if future.done():
                    continue  # whoever asked for it has gone
                if isinstance(result, BaseException):
                    future.set_exception(result)
                else:
                    future.set_result(result)

    async def _written(self, changes: Sequence[Change]) -> list[Any]:
        """What the first of them came to, at least of one."""
        for _ in range(_PATIENCE):
            try:
                return await self._write(together, changes, _SECONDS)
            except StoreBusyError as error:  # another process writes for longer than SQLite waits
                last = error
            except Exception as error:
                # One is to blame, as an article that is larger than what is left of the disk.
                return [error] if len(changes) == 1 else await self._written(changes[:1])
        return [last] * len(changes)
