"""What the reader should know before anything else: mistakes of the configuration, a database set aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from reader.i18n.catalogue import Catalogue
from reader.models import Problem
from reader.text.blocks import Block, Kind
from reader.text.lines import Line
from reader.ui.choices import prepare
from reader.ui.paint import border_title
from reader.ui.widgets.page_view import PageView

_WIDTH = 76
_TITLES = {
    "config.": "dialog.config_title",
    "notice.database_": "dialog.database_title",
    "": "dialog.notices_title",
}
"""What a dialog is called whose problems all begin so."""


class NoticesPage(PageView):
    """A list of sentences, wrapped."""

    def __init__(self, problems: Sequence[Problem], catalogue: Catalogue) -> None:
        super().__init__(_WIDTH)
        sentences = [catalogue.problem(problem) for problem in problems]
        items = (Block(Kind.ITEM, text, level=1, marker="•", direction=catalogue.direction) for text in sentences)
        self._ready = prepare(tuple(items))
        title = next(key for start, key in _TITLES.items() if all(one.key.startswith(start) for one in problems))
        self.border_title = border_title(catalogue.text(title), _WIDTH, catalogue.direction)

    def layout_rows(self, width: int) -> tuple[Line, ...]:
        """The sentences."""
        return self._ready.lines(width)


class NoticesScreen(ModalScreen[None]):
    """Leaves with Enter, Esc or q."""

    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape,enter,q,space", "dismiss", "")]

    def __init__(self, problems: Sequence[Problem], catalogue: Catalogue) -> None:
        super().__init__()
        self._page = NoticesPage(problems, catalogue)

    def compose(self) -> ComposeResult:
        """One page."""
        yield self._page
