"""One row that tells what is happening, or has just happened."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime
from typing import NamedTuple

from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from reader.i18n.catalogue import Catalogue
from reader.models import Direction
from reader.text.direction import resolve
from reader.text.lines import Line, Piece
from reader.ui import choices
from reader.ui.choices import fit
from reader.ui.paint import across, beside, blank, paint, phrase
from reader.ui.progress import Progress

_NOTICE_SECONDS = 6.0
_REMEMBERED = 200
_BAR = 24
"""Cells of the progress bar, where there is room for it."""


class Told(NamedTuple):
    """Something that was told."""

    at: datetime
    text: str
    role: str


class StatusBar(Widget):
    """A notice while it is new, else what the reader is looking at; beside it, how a refresh goes."""

    ALLOW_SELECT = False

    info: reactive[str] = reactive("")
    """What is looked at."""
    info_role: reactive[str] = reactive("label")
    found: reactive[tuple[str, ...]] = reactive(())
    """The words of a search, which stand out in that (``text.find.words``)."""
    pending: reactive[str] = reactive("")
    """What was pressed of a sequence of keys, or how often the next is to count."""
    progress: reactive[Progress | None] = reactive(None)
    """A refresh that is going on; None: there is none."""
    notice: reactive[tuple[str, str]] = reactive(("", ""))
    """What has just happened, and its role; an empty text: nothing new."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._timer: Timer | None = None
        self.history: deque[Told] = deque(maxlen=_REMEMBERED)
        """What was told, the last one last."""

    def pass_on(self, text: str) -> None:
        """Show how something goes on that nobody waits for, unless a problem is told, or what somebody did."""
        if not self.notice[0] or self.notice[1] == "passing":
            self.tell(text, "passing")

    def tell(self, text: str, role: str = "notice") -> None:
        """Show ``text`` for some seconds; a problem stays until the next notice or :meth:`settle`.

        What is ``passing``, or answers what is being typed, is not remembered.
        """
        self.notice = (text, role)
        if text and role not in ("passing", "answer"):
            self.history.append(Told(datetime.now(UTC), text, role))
        if self._timer is not None:
            self._timer.stop()
        self._timer = None if role == "problem" else self.set_timer(_NOTICE_SECONDS, self.settle)

    def settle(self) -> None:
        """Nothing is new any more."""
        self.notice = ("", "")

    def render_line(self, y: int) -> Strip:
        """The row."""
        width = self.size.width
        pending = phrase(f" {self.pending}…", "key", Direction.LTR) if self.pending else Line((), 0)
        beside_text = across(self._progress(width), pending)
        text, role = self.notice if self.notice[0] else (self.info, self.info_role)
        found = self.found if not self.notice[0] else ()
        side = self._catalogue.direction
        if found:  # a part of a text, which has a direction of its own
            side = resolve(text, fallback=side)
        row = fit(text, max(0, width - beside_text.cells), direction=side, role=role, found=found)
        return paint(self, across(row, beside_text))

    def _progress(self, width: int) -> Line:
        if self.progress is None or not self.progress.total or width < 40:
            return Line((), 0)
        progress = self.progress
        text = self._catalogue.text("status.refreshing", done=progress.done, total=progress.total)
        label = phrase(text, "label", self._catalogue.direction)
        bar = _bar(progress.done / progress.total, min(_BAR, width // 5))
        failed = self._failed(progress.failed)
        return across(blank(2), label, blank(1), bar, failed)

    def _failed(self, failed: int) -> Line:
        if not failed:
            return Line((), 0)
        text = phrase(self._catalogue.count("status.failed", failed), "problem", self._catalogue.direction)
        return beside(blank(1), text, blank(1))


def _bar(share: float, width: int) -> Line:
    """A bar of which ``share`` is full, from the side where the interface starts."""
    full = round(width * min(1.0, share))
    pieces = (Piece("━" * full, full, "bar_full"), Piece("─" * (width - full), width - full, "bar_empty"))
    return Line(pieces[::-1] if choices.from_right() else pieces, width)
