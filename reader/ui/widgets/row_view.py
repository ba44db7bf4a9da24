"""What the views that draw rows of their own share."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size, Spacing
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from reader.ui import choices, keymap
from reader.ui.commands import Scope

RIGHT = 3
"""The right button of a mouse."""


class RowView(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows with a blank cell between them and the scroll bar.

    Style and width are the same for all rows; Textual works them out from every ancestor each time it is asked.
    """

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rebind()
        self._ground: Style | None = None
        self._measured = (Size(0, 0), 0)

    def rebind(self) -> None:
        """Go by the keymap that is in use."""
        keymap.bind(self, Scope.LINES)

    @property
    def row_width(self) -> int:
        """The cells of a row, the blank one before the scroll bar left out."""
        size, width = self._measured
        if size != self.outer_size:
            width = max(0, self.scrollable_content_region.width - 1)
            self._measured = (self.outer_size, width)
        return width

    @property
    def row_left(self) -> int:
        """The blank cells left of a row: one beside a scroll bar that stands there."""
        return 1 if choices.from_right() else 0

    # The scroll bar stands on the side where rows end. Textual knows it on the right only.

    @property
    def scrollbar_gutter(self) -> Spacing:
        """The room that scroll bars take."""
        top, right, bottom, left = super().scrollbar_gutter
        return Spacing(top, left, bottom, right) if choices.from_right() else Spacing(top, right, bottom, left)

    def _get_scrollable_region(self, region: Region) -> Region:
        inside = super()._get_scrollable_region(region)
        return inside.translate((region.width - inside.width, 0)) if choices.from_right() else inside

    def _arrange_scrollbars(self, region: Region) -> Iterable[tuple[Widget, Region]]:
        for bar, place in super()._arrange_scrollbars(region):
            at_left = choices.from_right() and bar is self.vertical_scrollbar
            yield bar, Region(region.x, place.y, place.width, place.height) if at_left else place

    def placed(self, row: Strip) -> Strip:
        """A row of the viewport with what stands beside it: a blank cell, and the scroll bar's."""
        ground = self.ground
        if not choices.from_right():
            return row.extend_cell_length(row.cell_length + 1, ground)
        beside = " " * (self.scrollbar_gutter.left + self.row_left)
        return Strip([Segment(beside, ground), *row], row.cell_length + len(beside))

    @property
    def ground(self) -> Style:
        """The style of what has none of its own."""
        if self._ground is None:
            self._ground = self.rich_style
        return self._ground

    def notify_style_update(self) -> None:
        """Ask for style and width again."""
        self._ground = None
        self._measured = (Size(0, 0), 0)
        super().notify_style_update()
