"""A caret that goes through the rows of a page: visually beside, along rows, and in the order of reading."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from reader.models import Direction
from reader.text import selection
from reader.text.lines import Line
from reader.text.page import Page
from reader.text.selection import Place, Stretch


class Rows:
    """A page laid out for one width. The caret stands on a cluster; where it cannot go on, it stays."""

    def __init__(self, page: Page, lines: Sequence[Line]) -> None:
        self.page = page
        self.lines = lines

    def at(self, row: int, cell: int) -> Stretch:
        """What stands there; see :func:`selection.at`."""
        return selection.at(self.page, self.lines, row, cell)

    def marked(self, line: Line, stretch: Stretch, mark: str) -> Line:
        """``line`` with the part of ``stretch`` on it marked."""
        return selection.marked(self.page, line, stretch, mark)

    def text_of(self, stretch: Stretch) -> str:
        """The logical text of ``stretch``."""
        return selection.text_of(self.page, stretch)

    def word_at(self, place: Place) -> Stretch:
        """The word around ``place``."""
        return selection.word_at(self.page, place)

    def paragraph_at(self, place: Place) -> Stretch:
        """The paragraph around ``place``."""
        return selection.paragraph_at(self.page, place)

    def under(self, place: Place) -> Stretch:
        """The one cluster that begins at ``place``."""
        return selection.under(self.page, place)

    def row_of(self, place: Place) -> int:
        """The row that shows ``place``."""
        rows, keys = self._keys
        key = self.page.row_of(*place)
        after = bisect_right(keys, key)
        if not after:
            return 0
        held = rows[bisect_left(keys, keys[after - 1]) : after]  # more than one where the cells of a table wrap
        shown = [row for row in held if _begins_by(self.lines[row], place)] if len(held) > 1 else held
        return shown[-1] if shown else held[0]

    @cached_property
    def _keys(self) -> tuple[list[int], list[tuple[int, int]]]:
        """The rows of blocks, and what each begins with; no row is put in order for that."""
        rows = [index for index, line in enumerate(self.lines) if line.block >= 0]
        return rows, [(self.lines[index].block, self.lines[index].first) for index in rows]

    def first(self, row: int) -> Place:
        """Where the text begins that stands on ``row`` or on the next one that has any."""
        for line in (*self.lines[max(0, row) :], *reversed(self.lines)):
            if (found := selection.row_of(line)) is not None:
                return found.start
        return Place(0, 0)

    def beside(self, place: Place, step: int) -> Place:
        """The cluster to the right (``step`` 1) or left (-1) of it; past the row's end, that of a neighbouring row."""
        row = self.row_of(place)
        found = selection.beside(self.page, self.lines[row], place, step)
        if found is not None:
            return found
        onward = (step < 0) is (self.page.side_of(place.paragraph) is Direction.RTL)
        return self._entered(row, 1 if onward else -1) or place

    def along(self, place: Place, rows: int) -> Place:
        """As many rows on (or back, when negative), on the same cell; no further than there is text."""
        row, (cell, _) = self._cells(place)
        step = 1 if rows > 0 else -1
        last = max(0, min(row + rows, len(self.lines) - 1))
        for index in (*range(last, row, -step), *range(last, -1 if step < 0 else len(self.lines), step)):
            line = selection.row_of(self.lines[index])
            if line is not None and index != row:
                return min(self.at(index, cell).start, _last(line))
        return place

    def row_end(self, place: Place, step: int) -> Place:
        """Where the row ends (``step`` 1) or begins (-1), as it is read."""
        line = selection.row_of(self.lines[self.row_of(place)])
        return place if line is None else _last(line) if step > 0 else line.start

    def page_end(self, step: int) -> Place:
        """Where the page ends (``step`` 1) or begins (-1)."""
        found = self._entered(len(self.lines) if step > 0 else -1, -step)
        return found or Place(0, 0)

    def word(self, place: Place, step: int) -> Place:
        """Where the next word begins (``step`` 1), or the one before (-1)."""
        return selection.next_word(self.page, place, step)

    def _cells(self, place: Place) -> tuple[int, tuple[int, int]]:
        row = self.row_of(place)
        return row, selection.cells_of(self.page, self.lines[row], place) or (0, 1)

    def _entered(self, row: int, step: int) -> Place | None:
        """Where a caret comes into the next row that has text; None: there is none."""
        index = row + step
        while 0 <= index < len(self.lines):
            if (line := selection.row_of(self.lines[index])) is not None:
                return line.start if step > 0 else _last(line)
            index += step
        return None


def _begins_by(line: Line, place: Place) -> bool:
    """Whether a row's part of the paragraph begins with ``place`` or before it."""
    return any(piece.paragraph == place.paragraph and piece.start <= place.cluster for piece in line.pieces)


def _last(row: Stretch) -> Place:
    """The last cluster of a row."""
    return row.end._replace(cluster=max(0, row.end.cluster - 1))
