"""A list drawn row by row: however long it is, only the rows in view cost anything."""

from __future__ import annotations

from collections.abc import Hashable

from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip

from reader.text.lines import Line
from reader.ui.paint import blank, lit, paint, roles
from reader.ui.widgets.row_view import RIGHT, RowView

_MARGIN = 2
"""Rows kept in view above and below the cursor, where there are any."""
_CACHED_ROWS = 1024


class LineList(RowView):
    """Rows with a cursor. A subclass says how many there are and what each shows."""

    each = 1
    """How many rows of the screen an item of the list takes."""
    cursor: reactive[int] = reactive(0, repaint=False)
    """The index of the row the cursor stands on; 0 in an empty list."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._strips: LRUCache[Hashable, Strip] = LRUCache(_CACHED_ROWS)

    @property
    def count(self) -> int:
        """The number of rows."""
        raise NotImplementedError

    def line(self, index: int, width: int) -> Line:
        """Row ``index``, exactly ``width`` cells."""
        raise NotImplementedError

    def below(self, index: int, width: int) -> Line:
        """The other rows of an item that takes several (``each``)."""
        return blank(width)

    def key(self, index: int) -> Hashable:
        """What row ``index`` looks like depends on nothing but this (and the width); None: do not keep it."""
        raise NotImplementedError

    def highlighted(self, index: int) -> None:
        """The cursor has come to row ``index``."""

    def chosen(self, index: int) -> None:
        """Row ``index`` was clicked."""

    def rows_changed(self) -> None:
        """There are other rows now, or more or fewer of them."""
        self.virtual_size = Size(0, self.count * self.each)
        self.cursor = self.validate_cursor(self.cursor)
        self.refresh()

    def forget_looks(self) -> None:
        """Draw every row anew."""
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Rows carry colours: drop them."""
        self._strips.clear()
        super().notify_style_update()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor among the rows."""
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows that look different now."""
        self._refresh_item(old)
        self._refresh_item(new)

    def _refresh_item(self, index: int) -> None:
        for row in range(index * self.each, (index + 1) * self.each):
            self.refresh_line(row)

    def move_to(self, index: int) -> None:
        """Put the cursor on row ``index``, or on the nearest there is, and bring it into view."""
        before = self.cursor
        self.cursor = index
        self.show_cursor()
        if self.cursor != before:
            self.highlighted(self.cursor)

    def show_cursor(self) -> None:
        """Scroll just so far that the cursor is in view."""
        height = self.scrollable_content_region.height
        margin = min(_MARGIN, max(0, (height - 1) // 2))
        row = self.cursor * self.each
        first, last = row + self.each - height + margin, row - margin
        if not first <= self.scroll_offset.y <= last:
            self.scroll_to(y=max(first, min(self.scroll_offset.y, last)), animate=False)

    def render_line(self, y: int) -> Strip:
        """The strip of one row of the viewport."""
        width = self.row_width
        index, part = divmod(self.scroll_offset.y + y, self.each)
        if not 0 <= index < self.count:
            return self.placed(Strip.blank(width, self.ground))
        at_cursor = index == self.cursor
        base = self._cursor_style() if at_cursor else self.ground
        key = self.key(index)
        if key is None:
            return self._drawn(index, width, base, part)
        look = (key, part, width, at_cursor, self.has_focus and at_cursor)
        strip = self._strips.get(look)
        if strip is None:
            strip = self._strips[look] = self._drawn(index, width, base, part)
        return strip

    def _drawn(self, index: int, width: int, base: Style, part: int) -> Strip:
        line = self.below(index, width) if part else self.line(index, width)
        return self.placed(paint(self, lit(line) if index == self.cursor and self.has_focus else line, base))

    def _cursor_style(self) -> Style:
        return self.ground + roles(self)["cursor" if self.has_focus else "cursor_away"]

    def row_at(self, event: events.Click) -> int:
        """The row that was clicked; -1: none."""
        offset = event.get_content_offset(self)
        index = -1 if offset is None else (self.scroll_offset.y + offset.y) // self.each
        return index if index < self.count else -1

    def _on_click_row(self, index: int) -> None:
        self.move_to(index)
        self.chosen(index)

    async def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked; with the right button, the menu is for it."""
        index = self.row_at(event)
        if event.button == RIGHT:
            self.move_to(index if index >= 0 else self.cursor)
            return
        if index >= 0:
            event.stop()
            self._on_click_row(index)

    def on_focus(self) -> None:
        """The cursor looks different."""
        self._refresh_item(self.cursor)

    def on_blur(self) -> None:
        """The cursor looks different."""
        self._refresh_item(self.cursor)

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.show_cursor()

    @property
    def page(self) -> int:
        """How many rows a page moves by."""
        return max(1, (self.scrollable_content_region.height - 1) // self.each)

    def action_down(self) -> None:
        """One row down."""
        self.move_to(self.cursor + 1)

    def action_up(self) -> None:
        """One row up."""
        self.move_to(self.cursor - 1)

    def action_next_page(self) -> None:
        """A page down."""
        self.move_to(self.cursor + self.page)

    def action_previous_page(self) -> None:
        """A page up."""
        self.move_to(self.cursor - self.page)

    def action_half_page_down(self) -> None:
        """Half a page down."""
        self.move_to(self.cursor + self.page // 2)

    def action_half_page_up(self) -> None:
        """Half a page up."""
        self.move_to(self.cursor - self.page // 2)

    def action_top(self) -> None:
        """To the first row."""
        self.move_to(0)

    def action_end(self) -> None:
        """To the last row."""
        self.move_to(self.count - 1)
