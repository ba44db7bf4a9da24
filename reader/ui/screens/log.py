"""What was told since the start, the last first: notices go by, and what went wrong should not be lost with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from reader.i18n.catalogue import Catalogue
from reader.i18n.dates import relative
from reader.text.blocks import Block, Kind
from reader.text.cells import cells
from reader.text.lines import Line
from reader.ui.choices import fit, prepare, visual
from reader.ui.paint import across, blank, border_title
from reader.ui.widgets.page_view import PageView
from reader.ui.widgets.status_bar import Told

_WIDTH = 96


class LogPage(PageView):
    """When it was, and what was told."""

    def __init__(self, history: Sequence[Told], now: datetime, catalogue: Catalogue) -> None:
        super().__init__(_WIDTH)
        self._history = history[::-1]
        self._now = now
        self._catalogue = catalogue
        self.border_title = border_title(catalogue.text("log.title"), _WIDTH, catalogue.direction)

    def layout_rows(self, width: int) -> tuple[Line, ...]:
        """Each notice in as many rows as it takes, beside its time."""
        direction, result = self._catalogue.direction, []
        if not self._history:
            return (fit(self._catalogue.text("log.empty"), width, direction=direction, role="hint"),)
        times = [relative(self._catalogue, told.at, self._now) for told in self._history]
        taken = min(width // 3, max(cells(visual(time)) for time in times))
        for told, time in zip(self._history, times, strict=True):
            kind = Kind.NOTE if told.role == "problem" else Kind.PARAGRAPH
            lines = prepare((Block(kind, told.text),), direction=direction).lines(width - taken - 2)
            for number, line in enumerate(lines):
                when = fit("" if number else time, taken, direction=direction, role="date")
                result.append(across(when, blank(2), line))
        return tuple(result)


class LogScreen(ModalScreen[None]):
    """Leaves with Esc, q or Enter."""

    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape,enter,q", "dismiss", "")]

    def __init__(self, history: Sequence[Told], now: datetime, catalogue: Catalogue) -> None:
        super().__init__()
        self._page = LogPage(history, now, catalogue)

    def compose(self) -> ComposeResult:
        """One page."""
        yield self._page
