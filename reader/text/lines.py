"""What layout gives out: rows of cells in visual order, with the way back to the logical text."""

from __future__ import annotations

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


class Line(NamedTuple):
    """One row of the screen; its pieces' cells add up to ``cells``, always."""

    pieces: tuple[Piece, ...]
    cells: int
    rtl: bool = False
    """The paragraph's base direction is right-to-left."""
    block: int = -1
    """Which block of the page the row belongs to; -1: a blank row between blocks."""

    @property
    def text(self) -> str:
        """The row as the terminal gets it."""
        return "".join(piece.text for piece in self.pieces)
