"""Settings on their way into the configuration file, beside the keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

from reader.config.schema import Value

Keep = Callable[[Mapping[str, Value]], None]
"""Writes settings, by their dotted keys. Raises ConfigError."""


class Keeping:
    """Writes what was chosen, in a thread and in order; what is chosen while a write goes on shares the next."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep
        self._chosen: dict[str, Value] = {}
        self._lock = Lock()
        self._thread = ThreadPoolExecutor(1, "qari-settings")

    def choose(self, key: str, value: Value) -> Future[None]:
        """Have a setting written. The future raises ConfigError where that cannot be done."""
        with self._lock:
            self._chosen[key] = value
        return self._thread.submit(self._write)

    def _write(self) -> None:
        with self._lock:
            chosen, self._chosen = self._chosen, {}
        if chosen:
            self._keep(chosen)

    async def end(self) -> None:
        """Wait until all is written."""
        await asyncio.to_thread(self._thread.shutdown)


async def kept(writing: Future[None]) -> None:
    """Wait for a write, which goes on though nobody does. Raises ConfigError."""
    await asyncio.shield(asyncio.wrap_future(writing))
