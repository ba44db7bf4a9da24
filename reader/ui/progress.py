"""How a refresh goes, summed up from its events."""

from __future__ import annotations

from typing import NamedTuple

from reader.events import Event, FeedFailed, FeedResting, FeedUnchanged, FeedUpdated, RefreshFinished, RefreshStarted
from reader.models import Problem

UNREACHABLE = frozenset(("error.dns", "error.unreachable"))
"""The problems that a machine without a network has with every feed."""


class Progress(NamedTuple):
    """A refresh so far."""

    total: int = 0
    done: int = 0
    failed: int = 0
    unreachable: int = 0
    new: int = 0
    problem: Problem | None = None
    """Why the last one failed that did."""
    resting: tuple[FeedResting, ...] = ()
    """The feeds that are not asked."""
    finished: bool = False

    @property
    def offline(self) -> bool:
        """Every feed that was asked could not be reached."""
        return self.finished and self.done > 0 and self.unreachable == self.done

    def after(self, event: Event) -> Progress:
        """The progress once ``event`` has happened."""
        match event:
            case RefreshStarted():
                return Progress(total=event.total)
            case FeedResting():
                return self._replace(resting=(*self.resting, event))
            case FeedUpdated():
                return self._replace(done=self.done + 1, new=self.new + event.new)
            case FeedUnchanged():
                return self._replace(done=self.done + 1)
            case FeedFailed():
                lost = int(event.problem.key in UNREACHABLE)
                return self._replace(
                    done=self.done + 1,
                    failed=self.failed + 1,
                    unreachable=self.unreachable + lost,
                    problem=event.problem,
                )
            case RefreshFinished():
                return self._replace(finished=True)
