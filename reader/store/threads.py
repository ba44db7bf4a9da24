"""A database in two threads of its own, one connection each.

One reads, so that lists stay quick during a refresh, and one writes, so that writers queue here and not at SQLite's
lock. The event loop only ever awaits them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from reader.models import Problem
from reader.store import db
from reader.store.connection import Database

P = ParamSpec("P")
T = TypeVar("T")


class Threads:
    """Opened with :meth:`opened`, ended with :meth:`close`; every method raises StoreError."""

    def __init__(
        self,
        path: Path,
        prepare: Callable[[Database], Iterable[Problem]],
        begin: Callable[[Path], db.Opened] = db.open_or_replace,
    ) -> None:
        """Begin to open the database at ``path``, by ``begin``, which needs no event loop.

        ``prepare`` is done first to one that can be written, and says what the user must know of that.
        """
        self.notices: tuple[Problem, ...] = ()
        """What opening had to do that the user must know (a damaged database kept aside)."""
        self.path = path
        self._begin = begin
        self._prepare = prepare
        self._reading = ThreadPoolExecutor(1, "qari-read")
        self._writing = ThreadPoolExecutor(1, "qari-write")
        self._reader: Database
        self._writer: Database
        self._opening = self._writing.submit(self._open)

    def _open(self) -> None:
        self._writer, self.notices = self._begin(self.path)
        connecting = self._reading.submit(self._connect)
        if not self._writer.read_only:
            self.notices += tuple(self._prepare(self._writer))
        connecting.result()

    def _connect(self) -> None:
        self._reader = db.connect(self.path)

    async def opened(self) -> None:
        """Wait until the database is open."""
        try:
            await asyncio.wrap_future(self._opening)
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Finish what is being written and let the file go."""
        loop = asyncio.get_running_loop()
        opening = asyncio.wrap_future(self._opening)
        await asyncio.wait((opening,))
        opening.cancelled() or opening.exception()  # :meth:`opened` tells of it
        for executor, name in ((self._writing, "_writer"), (self._reading, "_reader")):
            database: Database | None = getattr(self, name, None)
            if database is not None:
                await loop.run_in_executor(executor, database.close)
            executor.shutdown()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self._writer.read_only

    async def read(self, query: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a query finds."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._reading, lambda: query(self._reader, *args, **kwargs))

    async def write(self, change: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a change comes to."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._writing, lambda: change(self._writer, *args, **kwargs))
