"""A scrolling view of rows that are laid out for the width there is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from textual import events
from textual.geometry import Size
from textual.strip import Strip

from reader.text.lines import Line
from reader.ui.paint import beside, blank, paint
from reader.ui.widgets.row_view import RowView

_NARROWEST = 20
"""Cells of the narrowest column that a key makes."""


class PageView(RowView):
    """Rows to read, in a column that is centred where there is more room than it may take."""

    def __init__(self, column: int, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._column = column
        self._lines: tuple[Line, ...] = ()
        self.links: tuple[str, ...] = ()
        """The addresses that the rows' pieces number."""

    def layout_rows(self, width: int) -> tuple[Line, ...]:
        """The rows for a column of ``width`` cells."""
        raise NotImplementedError

    @property
    def column(self) -> int:
        """How wide the column of text is here and now, in cells."""
        return max(2, min(self._column, self.row_width))

    def widen(self, cells: int) -> None:
        """Let the column be so many cells wider, as far as there is room; narrower, when negative."""
        if cells < 0 or self._column < self.row_width:  # else it is as wide as it can be here, and stays what it is
            self._column = max(_NARROWEST, min(self.column + cells, max(_NARROWEST, self.row_width)))
            self.wrap_again()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the text is, where the style sheet lets it decide."""
        beside = 1 + self.styles.scrollbar_size_vertical  # whose room is kept free
        return len(self.layout_rows(max(2, min(self._column, width - beside))))

    def show_rows(self, lines: tuple[Line, ...], top: int = 0) -> None:
        """Show ``lines`` from row ``top`` on."""
        self._lines = lines
        self.virtual_size = Size(0, len(lines))
        self.scroll_to(y=top, animate=False, force=True)  # there may be no scroll bar yet
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew; the row at the top shows the same part of the text as before."""
        if not self._lines or self._lines[0].cells != self.column:
            self.wrap_again()

    def wrap_again(self) -> None:
        """Lay the same text out for the width there is now."""
        top = self.top
        lines = self.layout_rows(self.column)
        self.show_rows(lines, find(lines, top))

    @property
    def top(self) -> tuple[int, int]:
        """What the first row in view begins with (:func:`place_of`), which stays there when rows are made anew."""
        return place_of(self._lines, self.scroll_offset.y)

    def render_line(self, y: int) -> Strip:
        """One row of the viewport."""
        width = self.row_width
        index = self.scroll_offset.y + y
        if index >= len(self._lines):
            return self.placed(Strip.blank(width, self.ground))
        line, left = self._lines[index], self.left_of(index)
        row = beside(blank(left), self.marked(line), blank(width - left - line.cells))
        return self.placed(paint(self, row, self.ground, self.links))

    def left_of(self, index: int) -> int:
        """The blank cells left of row ``index``."""
        if not 0 <= index < len(self._lines):
            return 0
        return self.left_of_column(max(0, self.row_width - self._lines[index].cells))

    def left_of_column(self, room: int) -> int:
        """How many of ``room`` blank cells stand left of the column: half of them."""
        return room // 2

    def marked(self, line: Line) -> Line:
        """``line`` with what lies over its text; here nothing."""
        return line

    @property
    def at_end(self) -> bool:
        """Whether the last row is in view."""
        return self.scroll_offset.y >= self.max_scroll_y

    def scroll_rows(self, rows: int) -> None:
        """Move the text by ``rows``; up, when positive."""
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)

    @property
    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height - 2)

    def action_down(self) -> None:
        """One row on."""
        self.scroll_rows(1)

    def action_up(self) -> None:
        """One row back."""
        self.scroll_rows(-1)

    def action_next_page(self) -> None:
        """A page on; two rows stay in view to hold on to."""
        self.scroll_rows(self._page)

    def action_previous_page(self) -> None:
        """A page back."""
        self.scroll_rows(-self._page)

    def action_half_page_down(self) -> None:
        """Half a page down."""
        self.scroll_rows(self._page // 2)

    def action_half_page_up(self) -> None:
        """Half a page up."""
        self.scroll_rows(-(self._page // 2))

    def action_top(self) -> None:
        """To the first row."""
        self.scroll_to(y=0, animate=False)

    def action_end(self) -> None:
        """To the last row."""
        self.scroll_to(y=self.max_scroll_y, animate=False)


def place_of(lines: tuple[Line, ...], index: int) -> tuple[int, int]:
    """What the first row from ``index`` on that holds text begins with: its block, and how far into it that is."""
    for line in lines[max(0, index) :]:
        if line.block >= 0:
            return line.block, line.first
    return (lines[-1].block + 1, 0) if lines else (0, 0)


def find(lines: tuple[Line, ...], place: tuple[int, int]) -> int:
    """The first row that shows ``place``; the one before a block that has no rows of its own."""
    held = [index for index, line in enumerate(lines) if line.block >= 0]
    places = [(lines[index].block, lines[index].first) for index in held]
    after = bisect_right(places, place)
    return held[bisect_left(places, places[after - 1])] if after else 0
