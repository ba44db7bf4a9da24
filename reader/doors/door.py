"""What every part of the one door stands on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from reader.asking import Fetched
from reader.config.schema import Config
from reader.doors.undo import Undo
from reader.models import Problem
from reader.store.threads import Threads


class Door:
    """A database in its threads, the configuration, the time, and what can be taken back."""

    def __init__(self, threads: Threads, config: Config, clock: Callable[[], datetime]) -> None:
        self._threads = threads
        self._read, self._write = threads.read, threads.write
        self._config = config
        self._clock = clock
        self._undo = Undo(threads.write, clock)
        self._answers: dict[str, tuple[Fetched | Problem, datetime]] = {}
        """What addresses have answered that feeds were looked for at, or why they have not, and when."""

    def configure(self, config: Config) -> None:
        """Go by another configuration from now on; its feeds are those of the next start."""
        self._config = config
