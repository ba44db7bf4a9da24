"""A table as rows of cells: columns as wide as their contents want and the page allows, mirrored when it is RTL."""

from __future__ import annotations

from itertools import count

from reader.models import Direction
from reader.text.direction import resolve
from reader.text.lines import Line, Piece
from reader.text.options import Options
from reader.text.paragraph import Paragraph
from reader.text.row import aligned
from reader.text.wrap import rows as wrapped

_GAP = 2
_NARROWEST = 4


class Table:
    """A table made ready for any width; ``rows`` are of equal length, the first is the head."""

    def __init__(
        self, rows: tuple[tuple[str, ...], ...], direction: Direction, options: Options, first: int = 0
    ) -> None:
        self._side = Direction.LTR if options.logical else direction
        numbers = count(first)
        self._rows = [
            [
                Paragraph(
                    cell,
                    resolve(cell, fallback=direction),
                    options,
                    role="strong" if index == 0 else "table",
                    number=next(numbers),
                )
                for cell in row
            ]
            for index, row in enumerate(rows)
        ]

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The cells in reading order; the first one's number is ``first``."""
        return [cell for row in self._rows for cell in row]

    def lines(self, width: int, block: int) -> list[Line]:
        """The table's rows, a rule under its head; as many columns as there is room for."""
        widths = self._widths(width)
        result: list[Line] = []
        for index, row in enumerate(self._rows):
            result += self._row(row[: len(widths)], widths, width, block, index)
            if index == 0:
                rule = sum(widths) + _GAP * (len(widths) - 1)
                pieces = [Piece("─" * rule, rule, "rule")]
                result.append(aligned(pieces, width, self._side, self._side, block, index))
        return result

    def _widths(self, width: int) -> list[int]:
        """The columns' cells: what each wants, or a share of the room when that is too much."""
        wanted = [max(1, *(paragraph.cells for paragraph in column)) for column in zip(*self._rows, strict=True)]
        wanted = wanted[: max(1, (width + _GAP) // (_NARROWEST + _GAP))]
        room = width - _GAP * (len(wanted) - 1)
        given = [0] * len(wanted)
        left = list(range(len(wanted)))
        while left:
            share = room // len(left)
            small = [column for column in left if wanted[column] <= share]
            for column in small or left:
                given[column] = min(wanted[column], max(1, share))
                room -= given[column]
            left = [column for column in left if column not in small] if small else []
        return given

    def _row(self, row: list[Paragraph], widths: list[int], width: int, block: int, index: int) -> list[Line]:
        cells = [
            [aligned(cell.row(*span), room, cell.direction, self._side) for span in wrapped(cell, room)]
            for cell, room in zip(row, widths, strict=True)
        ]
        result = []
        for level in range(max(map(len, cells))):
            parts = [
                lines[level].pieces if level < len(lines) else (Piece(" " * room, room, "pad"),)
                for lines, room in zip(cells, widths, strict=True)
            ]
            if self._side is Direction.RTL:
                parts.reverse()
            pieces = list(parts[0])
            for part in parts[1:]:
                pieces += (Piece(" " * _GAP, _GAP, "pad"), *part)
            result.append(aligned(pieces, width, self._side, self._side, block, index))
        return result
