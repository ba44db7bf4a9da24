"""Finding a command by its name; letters are compared as a search compares them (``text.fold``)."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from reader.i18n.catalogue import LANGUAGES, Catalogue, load
from reader.models import Direction
from reader.text.cells import cells
from reader.text.fold import fold
from reader.text.lines import Line
from reader.ui import choices, keymap
from reader.ui.choices import fit
from reader.ui.commands import Command, for_palette
from reader.ui.messages import RowChosen
from reader.ui.paint import across
from reader.ui.widgets.dialog import Dialog, name
from reader.ui.widgets.line_list import LineList
from reader.ui.widgets.text_field import TextField

_KEY = 10


def matching(typed: str, catalogue: Catalogue) -> tuple[Command, ...]:
    """The commands of whose name or sentence, in any language, every word that was typed is a part.

    First those of whose name the words begin words, then those of whose name they are a part anywhere.
    """
    words = fold(typed).split()
    ranked: tuple[list[Command], ...] = ([], [], [])
    # Who looks for a command may know it by its name in the other language.
    spoken = (catalogue, *(load(language) for language in LANGUAGES if language != catalogue.language and words))
    for command in for_palette(keymap.current().commands):
        name = " | ".join(fold(command.name(one)) for one in spoken)
        sentence = " | ".join(fold(command.sentence(one)) for one in spoken)
        if all(f" {word}" in f" {name}" for word in words):
            ranked[0].append(command)
        elif all(word in name for word in words):
            ranked[1].append(command)
        elif all(word in f"{name} {sentence}" for word in words):
            ranked[2].append(command)
    return tuple(command for rank in ranked for command in rank)


class CommandRows(LineList, can_focus=False):
    """Commands to choose from."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self.commands = matching("", catalogue)

    def on_mount(self) -> None:
        """Take the size of what there is to choose."""
        self.rows_changed()

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self.commands)

    @property
    def widest(self) -> int:
        """The cells that the longest row needs."""
        return _KEY + max(cells(command.sentence(self._catalogue)) for command in self.commands)

    def show(self, commands: tuple[Command, ...]) -> None:
        """Offer ``commands``."""
        self.commands = commands
        self.rows_changed()
        self.move_to(0)

    def line(self, index: int, width: int) -> Line:
        """What the command does, and its key."""
        command, direction = self.commands[index], self._catalogue.direction
        text = fit(command.sentence(self._catalogue), width - _KEY, direction=direction)
        name = keymap.shown(command.keys[0]) if command.keys else ""
        key = fit(name, _KEY, direction=Direction.LTR, align=choices.far_side(), role="key")
        return across(text, key)

    def key(self, index: int) -> Hashable:
        """A command is its own key."""
        return self.commands[index]

    def chosen(self, index: int) -> None:
        """Say which command is wanted."""
        self.post_message(RowChosen(index))


class PaletteScreen(ModalScreen[str | None]):
    """Gives the id of the command that was chosen, or None."""

    AUTO_FOCUS = "TextField"
    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,ctrl+p", "dismiss", ""),
        ("down,ctrl+n", "move(1)", ""),
        ("up", "move(-1)", ""),
    ]

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._rows = CommandRows(catalogue)

    def on_mount(self) -> None:
        """Say what it is for."""
        name(self._rows, self._catalogue.text("command.palette"), "", self._catalogue.direction)

    def compose(self) -> ComposeResult:
        """A field, and the commands that fit what is typed there."""
        with Dialog(id="palette"):
            sign = "‹" if choices.from_right() else "›"
            yield TextField(sign, self._catalogue.text("help.palette"), self._catalogue.direction)
            yield self._rows

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self._rows.move_to(self._rows.cursor + step)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._rows.show(matching(event.value, self._catalogue))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self._rows.count:
            self.dismiss(self._rows.commands[self._rows.cursor].id)

    @on(RowChosen)
    def _clicked(self, message: RowChosen) -> None:
        self.dismiss(self._rows.commands[message.index].id)
