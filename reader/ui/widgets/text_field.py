"""A field to type in, whose text is shaped and ordered like all other text on the screen."""

from __future__ import annotations

from bisect import bisect_left

from rich.segment import Segment
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import Input

from reader.models import Direction
from reader.text.cells import cells
from reader.text.clean import clean_text
from reader.text.direction import resolve
from reader.text.lines import Line, Piece
from reader.text.options import Options
from reader.text.row import fit
from reader.text.words import starts
from reader.ui.paint import beside, paint, role_style

_OPTIONS = Options(harakat=True)


class TextField(Input):
    """An Input that draws its value through the text engine. The value is logical; the caret stands on its cell."""

    def __init__(self, prompt: str, placeholder: str, direction: Direction, *, id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id, select_on_focus=False)
        self._prompt = prompt
        self._ui_direction = direction

    @property
    def direction(self) -> Direction:
        """The direction of what was typed, or else the interface's."""
        return resolve(self.value, fallback=self._ui_direction)

    def drawn(self, width: int) -> tuple[Line, int]:
        """The text in ``width`` cells, and the cell of the caret."""
        value = self.value
        caret = min(self.cursor_position, len(value))
        start = _first_shown(value, caret, width - 1)
        direction = self.direction
        line = fit(value[start:], width - 1, direction=direction, role="text", options=_OPTIONS)
        cell = caret_cell(line, bisect_left(starts(value[start:]), caret - start))
        if direction is Direction.RTL:  # the caret's own cell is left of the text's end
            return beside(Line((Piece(" ", 1, "pad"),), 1), line), cell + 1
        return beside(line, Line((Piece(" ", 1, "pad"),), 1)), cell

    def replace(self, text: str, start: int, end: int) -> None:
        """Take in what was typed or pasted, without control characters and line breaks."""
        super().replace(clean_text(text).replace("\n", " "), start, end)

    def render_line(self, y: int) -> Strip:
        """The prompt, then the text or the placeholder."""
        width = self.scrollable_content_region.width
        if y or width < 4:
            return Strip.blank(width, self.rich_style)
        prompt = fit(self._prompt, len(self._prompt) + 1, direction=Direction.LTR, align=self._ui_direction, role="key")
        line, cell = self.drawn(width - prompt.cells)
        if not self.value:
            line = fit(self.placeholder, width - prompt.cells, direction=self._ui_direction, role="hint")
        body = paint(self, line)
        if self.has_focus and self._cursor_visible:
            body = _with_caret(body, cell, self)
        strips = (body, paint(self, prompt)) if self._ui_direction is Direction.RTL else (paint(self, prompt), body)
        return Strip.join(strips)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's own cursor belongs: input methods open their windows there."""
        region = self.scrollable_content_region
        shift = 0 if self._ui_direction is Direction.RTL else len(self._prompt) + 1
        _, cell = self.drawn(max(2, region.width - len(self._prompt) - 1))
        return Offset(region.x + shift + cell, region.y)


def _with_caret(strip: Strip, cell: int, widget: TextField) -> Strip:
    style = role_style(widget, "caret")
    before, under, after = strip.crop(0, cell), strip.crop(cell, cell + 1), strip.crop(cell + 1)
    caret = Strip([Segment(text, own + style if own else style) for text, own, _ in under])
    return Strip.join((before, caret, after))


def _first_shown(value: str, caret: int, width: int) -> int:
    """The first character to draw so that the caret is in view: 0 as long as everything before it fits."""
    start = 0
    while start < caret and cells(value[start:caret]) > width:
        start += 1
    return start


def caret_cell(line: Line, place: int) -> int:
    """The cell of ``line`` on which the cluster ``place`` stands; behind the last one, where the next would.

    -1 is the cell left of the row, where a right-to-left text that fills the row would go on.
    """
    at = 0
    drawn: list[tuple[int, int]] = []
    for piece in line.pieces:
        if piece.start <= place < piece.end:
            return at + (_from_right(piece, place) if piece.odd else cells(piece.text[: place - piece.start]))
        if piece.role != "pad":
            drawn.append((at, at + piece.cells))
        at += piece.cells
    if not drawn:
        return line.cells - 1 if line.rtl else 0
    return drawn[0][0] - 1 if line.rtl else drawn[-1][1]


def _from_right(piece: Piece, place: int) -> int:
    """In a right-to-left piece the first cluster is the last cell."""
    return max(0, piece.cells - 1 - (place - piece.start))
