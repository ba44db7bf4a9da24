"""Pictures of the article on the screen: drawn once for their size, a row of cells at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import randrange
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import ControlType, Segment
from rich.style import Style

from reader.models import Picture
from reader.terminal.graphics import Graphics, Showing

if TYPE_CHECKING:
    from reader.pictures.scale import Colour
    from reader.text.lines import Figure

_USUAL = (10, 20)
"""Pixels of a cell where the terminal does not tell."""
_DRAWN_OVER = [(ControlType.CURSOR_FORWARD, 0)]
"""What marks a segment as one that takes no cells."""

Cells = list[Segment]
"""A row of a picture."""
Size = tuple[str, int, int]
"""A picture's address, and the columns and rows that it fills."""


class Pictures:
    """The pictures of one article after another. ``cell`` gives a cell's pixels, ``write`` reaches the terminal."""

    def __init__(
        self, showing: Showing, cell: Callable[[], tuple[int, int] | None], write: Callable[[str], object]
    ) -> None:
        self._showing = showing
        self._cell = cell
        self._write = write
        self._pictures: Mapping[str, Picture] = {}
        self._rows: dict[tuple[Size, tuple[int, int, int]], list[Cells]] = {}
        self._number = randrange(240)
        self._sent: dict[Size, int] = {}
        self.shown = showing.begin and self.possible

    @property
    def possible(self) -> bool:
        """Whether the terminal can show any."""
        return self._showing.graphics is not Graphics.OFF

    @property
    def _graphics(self) -> Graphics:
        """Sixels are measured in pixels: where nobody knows how large a cell is, they would cover the text."""
        unknown = self._showing.graphics is Graphics.SIXEL and self._cell() is None
        return Graphics.BLOCKS if unknown else self._showing.graphics

    @property
    def covers(self) -> bool:
        """Whether a picture lies over whatever is drawn in its cells, so that nothing else can be."""
        return self._graphics in (Graphics.SIXEL, Graphics.ITERM)

    def begin(self, pictures: Mapping[str, Picture]) -> None:
        """Another article is shown, of which these pictures are there."""
        if not pictures.keys() & self._pictures.keys():
            self.forget()
        self._pictures = pictures

    def forget(self) -> None:
        """Take what was drawn from the terminal."""
        if self._sent:
            from reader.pictures import kitty

            for number in self._sent.values():
                self._write(self._showing.wrapped(kitty.forget(number)))
        self._sent.clear()
        self._rows.clear()

    @property
    def addresses(self) -> frozenset[str]:
        """Of the pictures that are there."""
        return frozenset(self._pictures)

    @property
    def extents(self) -> dict[str, tuple[float, float]]:
        """The columns and rows that each picture would fill in its own size."""
        if not self.shown:
            return {}
        width, height = self._cell() or _USUAL
        return {url: (one.width / width, one.height / height) for url, one in self._pictures.items()}

    def row(self, figure: Figure, ground: Colour) -> Cells | None:
        """A row of a picture on ``ground``; None: it has still to be drawn."""
        rows = self._rows.get(((figure.address, figure.columns, figure.rows), ground))
        return rows[figure.row] if rows is not None and figure.row < len(rows) else None

    def draw(self, size: Size, ground: Colour) -> None:
        """Draw a picture, which takes some hundredths of a second."""
        if (size, ground) in self._rows or (picture := self._pictures.get(size[0])) is None:
            return
        try:
            self._rows[size, ground] = self._drawn(picture.data, size, ground)
        except (OSError, ValueError):
            self._rows[size, ground] = []

    def _drawn(self, data: bytes, size: Size, ground: Colour) -> list[Cells]:
        from reader.pictures import blocks, iterm, kitty, sixel
        from reader.pictures.scale import scaled

        _, columns, rows = size
        width, height = self._cell() or _USUAL
        match self._graphics:
            case Graphics.BLOCKS:
                return [
                    [Segment(blocks.UPPER, _colours(*pair)) for pair in row]
                    for row in blocks.rows(scaled(data, columns, 2 * rows, ground))
                ]
            case Graphics.SIXEL:
                image = scaled(data, columns * width, rows * height, ground)
                return [_laid_over(row, columns) for row in sixel.rows(image, height)]
            case Graphics.ITERM:
                image = scaled(data, columns * width, rows * height, ground)
                return [_laid_over(row, columns) for row in iterm.rows(image, height, columns)]
            case _:
                image = scaled(data, columns * width, rows * height, ground)
                number = self._numbered(size)
                for command in kitty.send(image, number, columns, rows):
                    self._write(self._showing.wrapped(command))
                style = Style(color=Color.from_ansi(number))
                return [[Segment(kitty.placeholders(row, columns), style)] for row in range(rows)]

    def _numbered(self, size: Size) -> int:
        from reader.pictures import kitty

        self._number = (self._number + 1) % (kitty.LAST - kitty.FIRST + 1)
        number = self._sent[size] = kitty.FIRST + self._number
        return number


def _colours(upper: Colour, lower: Colour) -> Style:
    return Style(color=Color.from_rgb(*upper), bgcolor=Color.from_rgb(*lower))


def _laid_over(sequence: str, columns: int) -> Cells:
    """Blanks, and what is drawn over them; the cursor is left where they end."""
    drawn = f"\x1b7\x1b[{columns}D{sequence}\x1b8"
    return [Segment(" " * columns), Segment(drawn, None, _DRAWN_OVER)]
