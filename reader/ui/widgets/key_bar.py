"""The keys that matter where the focus is, in one row; a click on one does what it does."""

from __future__ import annotations

from itertools import accumulate

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.i18n.catalogue import Catalogue
from reader.models import Direction
from reader.ui import choices, keymap
from reader.ui.commands import Command, for_bar
from reader.ui.paint import across, blank, paint, phrase
from reader.ui.panes import Pane

_GAP = 2
_KEPT = 2
"""How many of the last commands stay however narrow the bar is: help and quit."""


class KeyBar(Widget):
    """Made from the registry for the pane that has the focus, and for a selection."""

    ALLOW_SELECT = False

    pane: reactive[Pane] = reactive(Pane.HEADLINES)
    selecting: reactive[bool] = reactive(False)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue

    def render_line(self, y: int) -> Strip:
        """The row, from the side where the interface starts."""
        width = self.size.width
        items = fitting(
            [self._item(command) for command in for_bar(keymap.current().commands, self.pane, self.selecting)], width
        )
        strips = [strip for item in items for strip in (item, paint(self, blank(_GAP)))]
        rest = max(0, width - sum(strip.cell_length for strip in strips))
        row = [*strips, paint(self, blank(rest))]
        return Strip.join(row[::-1] if choices.from_right() else row).crop(0, width)

    def _item(self, command: Command) -> Strip:
        direction = self._catalogue.direction
        key = phrase(keymap.shown(command.keys[0]), "key", Direction.LTR)
        name = phrase(command.name(self._catalogue), "label", direction)
        strip = paint(self, across(key, blank(1), name))
        click = Style(meta={"@click": ("screen.run", (command.id,))})
        return Strip([Segment(text, (style or Style.null()) + click) for text, style, _ in strip], strip.cell_length)


def fitting(items: list[Strip], width: int) -> list[Strip]:
    """As many of the first ``items`` as fit, and the last ones always."""
    kept = items[-_KEPT:]
    room = width - sum(item.cell_length + _GAP for item in kept)
    first = items[:-_KEPT]
    ends = accumulate(item.cell_length + _GAP for item in first)
    return [item for item, end in zip(first, ends, strict=True) if end <= room] + kept
