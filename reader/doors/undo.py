"""What this session has changed, and how each change is taken back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import NamedTuple

from reader.errors import StoreBusyError, StoreFullError, StoreReadOnlyError
from reader.models import Change, Mark, Problem, Undone
from reader.store import entries
from reader.store.connection import Database
from reader.store.marks import Since

Back = Callable[[Database], object]
"""Puts things as they were; what it gives is of no account, unless it is the ids that a mark changed."""
Write = Callable[[Back], Awaitable[object]]


class _Step(NamedTuple):
    told: Problem
    back: Back
    mark: Mark | None = None
    """The mark that entries are given by that."""


class Undo:
    """A stack of changes, the last one on top."""

    def __init__(self, write: Write, clock: Callable[[], datetime]) -> None:
        self._write = write
        self._clock = clock
        self._steps: list[_Step] = []

    def marked(self, change: Change, before: Since) -> None:
        """Remember marks, if any was really given, and since when what they took away had been."""
        if change.ids:
            mark = change.mark.opposite
            told = Problem(f"status.undone_{mark}")
            back = partial(entries.unmark, ids=change.ids, mark=change.mark, before=before, at=self._clock())
            self._steps.append(_Step(told, back, mark))

    def done(self, what: str, back: Back, **facts: str) -> None:
        """Remember a change; ``undone.<what>`` is the sentence that tells that it was taken back."""
        self._steps.append(_Step(Problem(f"undone.{what}", tuple(facts.items())), back))

    def forget(self) -> None:
        """Nothing can be taken back any more."""
        self._steps.clear()

    async def last(self) -> Undone | None:
        """Take the last change back; None when there is none left. One that cannot be just now stays.

        Raises StoreError.
        """
        if not self._steps:
            return None
        step = self._steps.pop()  # so that nobody else takes it back meanwhile
        try:
            found = await self._write(step.back)
        except (StoreBusyError, StoreFullError, StoreReadOnlyError):  # it can be taken back later
            self._steps.append(step)
            raise
        if step.mark is not None and isinstance(found, tuple):
            return Undone(step.told, Change(step.mark, found))
        return Undone(step.told)
