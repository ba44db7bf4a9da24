"""The one door: whatever a key or a command does, it does through :class:`Library`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from reader.config.check import is_command, show
from reader.config.schema import Config
from reader.doors.fetching import Fetching
from reader.doors.keeping import Keeping
from reader.doors.margins import Margins
from reader.doors.rules import Rules
from reader.models import Problem
from reader.store import index, subscriptions
from reader.store.connection import Database
from reader.store.threads import Threads


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


class Library(Fetching, Keeping):
    """Feeds, entries and their state, kept in one database file.

    Open it with :meth:`open` and close it with :meth:`close`; every method raises :class:`~reader.errors.StoreError`
    when the database cannot do what is asked.
    """

    def __init__(self, path: Path, config: Config, clock: Callable[[], datetime] = utc_now) -> None:
        """Begin to open or create the database at ``path``, which needs no event loop; :meth:`opened` awaits it."""
        super().__init__(Threads(path, partial(_prepare, config)), config, clock)
        self.margins = Margins(self._threads, self._undo, clock)
        """What is written about articles."""
        self.rules = Rules(self._threads, self._undo, clock)
        """What is done by itself."""

    @classmethod
    async def open(cls, path: Path, config: Config, clock: Callable[[], datetime] = utc_now) -> Library:
        """Open or create the database at ``path`` and subscribe to what ``config`` names."""
        return await cls(path, config, clock).opened()

    async def opened(self) -> Library:
        """The library itself, when its database is open. Raises StoreError."""
        await self._threads.opened()
        return self

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What the user must know of the opening: a damaged database kept aside, a command that is run from now on."""
        return self._threads.notices

    async def close(self) -> None:
        """Finish what is being written and let the file go."""
        await self._threads.close()


def _prepare(config: Config, database: Database) -> Iterator[Problem]:
    """Have an index, and subscribe to what the configuration names."""
    index.prepare(database)
    for url in subscriptions.follow_config(database, config.feeds, complete=not config.mistakes):
        if is_command(url):
            yield Problem("notice.command", (("command", show(url)),))
