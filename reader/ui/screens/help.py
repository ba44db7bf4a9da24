"""The keys and what they do, made from the registry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from reader.i18n.catalogue import Catalogue
from reader.models import Direction
from reader.text.blocks import Block, Kind
from reader.text.lines import Line
from reader.ui import choices, keymap
from reader.ui.choices import fit, prepare
from reader.ui.commands import explained
from reader.ui.paint import across, blank, border_title
from reader.ui.widgets.page_view import PageView

_KEYS, _FEWEST = 20, 16
"""The most and the fewest cells for a command's keys."""
_WIDTH = 76


class HelpPage(PageView):
    """Every command by group: its keys, and a sentence."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(_WIDTH)
        self._catalogue = catalogue
        self.border_title = border_title(catalogue.text("dialog.help_title"), _WIDTH, catalogue.direction)

    def layout_rows(self, width: int) -> tuple[Line, ...]:
        """A heading a group, a row a command."""
        direction = self._catalogue.direction
        result: list[Line] = []
        for group, commands in explained(keymap.current().commands):
            if commands:
                heading = self._catalogue.text(f"group.{group}")
                result += [blank(width), fit(heading, width, direction=direction, role="heading")]
            for command, keys in commands.items():
                result += self._rows(keys, command.sentence(self._catalogue), width)
        return tuple(result[1:])

    def _rows(self, keys: tuple[str, ...], sentence: str, width: int) -> Iterator[Line]:
        direction = self._catalogue.direction
        taken = min(_KEYS, max(_FEWEST, width // 3))
        ordered = keys[::-1] if choices.from_right() else keys  # each of which is read from the left all the same
        names = fit("  ".join(map(keymap.shown, ordered)), taken, direction=Direction.LTR, align=direction, role="key")
        text = prepare((Block(Kind.PARAGRAPH, sentence),), direction=direction).lines(width - taken - 1)
        for number, line in enumerate(text):
            yield across(blank(taken) if number else names, blank(1), line)


class HelpScreen(ModalScreen[None]):
    """Leaves with Esc, q or ?."""

    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,question_mark,f1", "dismiss", ""),
        ("space", "on", ""),
    ]

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue

    def compose(self) -> ComposeResult:
        """One page."""
        yield HelpPage(self._catalogue)

    def action_on(self) -> None:
        """A page on."""
        self.query_one(HelpPage).action_next_page()
