"""Where pictures stand among the rows: so many cells of them, which whoever draws the rows fills."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from reader.text.lines import Figure, Line, Piece

Extents = Mapping[str, tuple[float, float]]
"""The pictures that can be shown, by address: the columns and rows that each fills in its own size."""

HIGHEST = 18
"""Rows that a picture may take: on a usual screen some of the text is still beside it."""
WIDEST = 120
"""Columns that it may take."""


def fitted(columns: float, rows: float, width: int) -> tuple[int, int]:
    """The columns and rows of a picture in a column of ``width`` cells: its own size, or in proportion smaller."""
    scale = min(1.0, width / columns, WIDEST / columns, HIGHEST / rows)
    return max(1, min(width, WIDEST, round(columns * scale))), max(1, min(HIGHEST, ceil(rows * scale - 0.25)))


def figure_lines(address: str, extent: tuple[float, float], width: int, block: int) -> list[Line]:
    """The rows of a picture in the middle of ``width`` cells; they stand before the text of their block."""
    columns, rows = fitted(*extent, width)
    left = (width - columns) // 2
    pieces = (
        Piece(" " * left, left, "pad"),
        Piece(" " * columns, columns, "picture"),
        Piece(" " * (width - left - columns), width - left - columns, "pad"),
    )
    return [
        Line(pieces, width, block=block, first=row - rows, figure=Figure(address, row, columns, rows, left))
        for row in range(rows)
    ]
