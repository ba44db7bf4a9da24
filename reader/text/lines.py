"""What layout gives out: rows of cells in visual order, with the way back to the logical text."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Piece(NamedTuple):
    """Cells of one style that stand side by side, left to right as the terminal draws them."""

    text: str
    """Shaped, in visual order, without zero-width characters unless marks are kept."""
    cells: int
    """Width in terminal cells."""
    role: str
    """What ``ui.paint`` gives a style: a Kind or Role value, ``pad`` for blanks, ``guide`` for bars and bullets."""
    link: int = -1
    """An index into the page's links; -1: none."""
    start: int = -1
    """First cluster of the paragraph in this piece; -1 for what layout added (padding, bullets, bars)."""
    end: int = -1
    """One past the last cluster."""
    odd: bool = False
    """The clusters run right to left here (an odd embedding level)."""
    paragraph: int = -1
    """Which paragraph of the page they are of; -1: of none."""
    mark: str = ""
    """What lies over the role: a part of a selection, or the caret."""


class Figure(NamedTuple):
    """One row of cells of a picture."""

    address: str
    row: int
    """Which of the picture's rows it is, from 0."""
    columns: int
    """The cells that the picture takes, in every row."""
    rows: int
    left: int
    """The cells before it in its line."""


class Line:
    """One row of the screen; its pieces' cells add up to ``cells``, always.

    ``pieces`` may be a function that gives them: of a page's rows most are never drawn, and those are not put in order.
    """

    __slots__ = ("_pieces", "block", "cells", "figure", "first", "rtl")

    def __init__(
        self,
        pieces: tuple[Piece, ...] | Callable[[], tuple[Piece, ...]],
        cells: int,
        rtl: bool = False,
        block: int = -1,
        first: int = 0,
        figure: Figure | None = None,
    ) -> None:
        self._pieces = pieces
        self.cells = cells
        self.rtl = rtl
        """The paragraph's base direction is right-to-left."""
        self.block = block
        """Which block of the page the row belongs to; -1: a blank row between blocks."""
        self.first = first
        """How far into its block the row begins: clusters, or rows of a table; negative above its text."""
        self.figure = figure
        """The part of a picture that stands on it."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The row from left to right."""
        if callable(self._pieces):
            self._pieces = self._pieces()
        return self._pieces

    @property
    def text(self) -> str:
        """The row as the terminal gets it."""
        return "".join([piece.text for piece in self.pieces])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Line) and self._seen() == other._seen()

    def __hash__(self) -> int:
        return hash(self._seen())

    def __repr__(self) -> str:
        return f"Line({self.text!r}, {self.cells}, rtl={self.rtl}, block={self.block}, first={self.first})"

    def _seen(self) -> tuple[object, ...]:
        return self.pieces, self.cells, self.rtl, self.block, self.first, self.figure
