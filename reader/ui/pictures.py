"""Pictures of the article on the screen: drawn once for their size, a row of cells at a time.

They are drawn in threads, while articles come and go: whoever changes what is kept holds the lock, and what was drawn
for an article that has gone is dropped. The terminal gets a picture in one piece, for kitty takes no other in between.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import randrange
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

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
_KEPT = 40
"""Drawings that are kept of one article: at another width, or on another ground, each is another one."""

Cells = list[Segment]
"""A row of a picture."""


class Size(NamedTuple):
    """What a drawing is of."""

    address: str
    columns: int
    rows: int
    ground: tuple[int, int, int]
    cell: tuple[int, int]


class Pictures:
    """The pictures of one article after another. ``cell`` gives a cell's pixels, ``write`` reaches the terminal."""

    def __init__(
        self, showing: Showing, cell: Callable[[], tuple[int, int] | None], write: Callable[[str], object]
    ) -> None:
        self._showing = showing
        self._cell = cell
        self._write = write
        self._lock = Lock()
        self._pictures: Mapping[str, Picture] = {}
        self._drawings: dict[Size, list[Cells]] = {}
        self._sent: dict[Size, int] = {}
        self._number = randrange(240)
        self._article = 0
        """Which of all articles is shown, counted up."""
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
        self.forget()
        self._pictures = pictures

    def add(self, pictures: Mapping[str, Picture]) -> None:
        """More pictures of the article are there."""
        self._pictures = {**self._pictures, **pictures}

    def forget(self) -> None:
        """Take what was drawn from the terminal; it is drawn again when it is wanted."""
        with self._lock:
            self._article += 1
            sent, self._sent, self._drawings = tuple(self._sent.values()), {}, {}
            self._take_back(sent)

    def _take_back(self, numbers: tuple[int, ...]) -> None:
        if numbers:
            from reader.pictures import kitty

            self._write("".join(self._showing.wrapped(kitty.forget(number)) for number in numbers))

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
        return {url: (max(1, one.width) / width, max(1, one.height) / height) for url, one in self._pictures.items()}

    def size(self, figure: Figure, ground: Colour) -> Size:
        """What a row of a picture is a part of, here and now."""
        return Size(figure.address, figure.columns, figure.rows, ground, self._cell() or _USUAL)

    def row(self, size: Size, row: int) -> Cells | None:
        """A row of a drawing, no cells where it cannot be drawn; None: it has still to be."""
        drawn = self._drawings.get(size)
        if drawn is None:
            return None
        return drawn[row] if row < len(drawn) else []

    def draw(self, size: Size) -> bool:
        """Draw a picture, which takes some hundredths of a second; whether there is something new to show."""
        article, picture = self._article, self._pictures.get(size.address)
        if picture is None or size in self._drawings:
            return False
        try:
            drawn = self._drawn(picture.data, size)
        except (OSError, ValueError):
            drawn = _Drawn([])
        with self._lock:
            if article != self._article:
                return True  # whoever still wants it asks again
            while len(self._drawings) >= _KEPT:
                oldest = next(iter(self._drawings))
                del self._drawings[oldest]
                if (number := self._sent.pop(oldest, None)) is not None:
                    self._take_back((number,))
            if drawn.sequence:
                self._write(drawn.sequence)
                self._sent[size] = drawn.number
            self._drawings[size] = drawn.rows
        return True

    def _drawn(self, data: bytes, size: Size) -> _Drawn:
        from reader.pictures import blocks, iterm, sixel
        from reader.pictures.scale import scaled

        _, columns, rows, ground, (width, height) = size
        if self._graphics is Graphics.BLOCKS:
            pixels = blocks.rows(scaled(data, columns, 2 * rows, ground))
            return _Drawn([[Segment(blocks.UPPER, _colours(*pair)) for pair in row] for row in pixels])
        image = scaled(data, columns * width, rows * height, ground)
        if self._graphics is Graphics.SIXEL:
            return _Drawn([_laid_over(row, columns) for row in sixel.rows(image, height)])
        if self._graphics is Graphics.ITERM:
            return _Drawn([_laid_over(row, columns) for row in iterm.rows(image, height, columns)])
        from reader.pictures import kitty

        number = self._next_number()
        sequence = "".join(map(self._showing.wrapped, kitty.send(image, number, columns, rows)))
        style = Style(color=Color.from_ansi(number))
        return _Drawn([[Segment(kitty.placeholders(row, columns), style)] for row in range(rows)], sequence, number)

    def _next_number(self) -> int:
        from reader.pictures import kitty

        with self._lock:
            self._number = (self._number + 1) % (kitty.LAST - kitty.FIRST + 1)
            return kitty.FIRST + self._number


class _Drawn(NamedTuple):
    """A picture's rows of cells, and what the terminal must be sent for them to show it."""

    rows: list[Cells]
    sequence: str = ""
    number: int = 0


def _colours(upper: Colour, lower: Colour) -> Style:
    return Style(color=Color.from_rgb(*upper), bgcolor=Color.from_rgb(*lower))


def _laid_over(sequence: str, columns: int) -> Cells:
    """Blanks, and what is drawn over them; the cursor is left where they end."""
    drawn = f"\x1b7\x1b[{columns}D{sequence}\x1b8"
    return [Segment(" " * columns), Segment(drawn, None, _DRAWN_OVER)]
