"""What can be done where the mouse was pressed: a few commands with their keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from reader.i18n.catalogue import Catalogue
from reader.ui import choices, keymap
from reader.ui.commands import Command, for_palette
from reader.ui.messages import RowChosen
from reader.ui.panes import Pane
from reader.ui.screens.palette import CommandRows

_BESIDE = 4
"""Cells of the frame, and of the blanks beside the rows."""
_OFFERED = {
    Pane.FEEDS: ("refresh_feed", "feed_read", "health", "add_feed", "import_feeds", "refresh_all"),
    Pane.HEADLINES: (
        *("open", "toggle_read", "bookmark", "open_in_browser", "tags", "pick"),
        *("mark_above", "mark_below", "feed_read", "group", "sort"),
    ),
    Pane.ARTICLE: (
        *("toggle_read", "bookmark", "open_in_browser", "text", "tags", "note", "copy_link", "copy_article"),
        *("find", "zen", "flip_direction", "pictures"),
    ),
}
"""What each pane offers, in this order."""


def offered(pane: Pane) -> Sequence[Command]:
    """The commands of a pane's menu."""
    known = {command.id: command for command in for_palette(keymap.current().commands)}
    return [known[id] for id in _OFFERED[pane]]


class MenuScreen(ModalScreen[str | None]):
    """Gives the id of the command that was chosen, or None; ``x`` and ``y`` are the cell that was pressed."""

    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q", "dismiss", ""),
        ("enter,space", "choose", ""),
        ("down,j", "move(1)", ""),
        ("up,k", "move(-1)", ""),
    ]

    def __init__(self, catalogue: Catalogue, pane: Pane, x: int, y: int) -> None:
        super().__init__()
        self._rows = CommandRows(catalogue)
        self._rows.commands = tuple(offered(pane))
        self._cell = x, y

    def compose(self) -> ComposeResult:
        """The commands."""
        yield self._rows

    def on_mount(self) -> None:
        """Stand beside the pointer, as far as there is room."""
        (x, y), (width, height) = self._cell, self.app.size
        taken, rows = min(self._rows.widest + _BESIDE, width), min(self._rows.count + 2, height)
        left = x - taken + 1 if choices.from_right() else x
        self._rows.styles.width, self._rows.styles.height = taken, rows
        self._rows.styles.offset = max(0, min(left, width - taken)), max(0, min(y, height - rows))

    def on_click(self, event: events.Click) -> None:
        """A click beside it closes it."""
        if event.widget is self:
            self.dismiss(None)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self._rows.move_to(self._rows.cursor + step)

    def action_choose(self) -> None:
        """Take what the cursor stands on."""
        self.dismiss(self._rows.commands[self._rows.cursor].id)

    @on(RowChosen)
    def _clicked(self, message: RowChosen) -> None:
        self.dismiss(self._rows.commands[message.index].id)
