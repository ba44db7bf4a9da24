"""What the views that draw rows of their own share."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView

from reader.ui.commands import Scope, bindings


class RowView(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows with a blank cell between them and the scroll bar.

    Style and width are the same for all rows; Textual works them out from every ancestor each time it is asked.
    """

    ALLOW_SELECT = False
    BINDINGS = bindings(Scope.LINES)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ground: Style | None = None
        self._measured = (Size(0, 0), 0)

    @property
    def row_width(self) -> int:
        """The cells of a row, the blank one before the scroll bar left out."""
        size, width = self._measured
        if size != self.outer_size:
            width = max(0, self.scrollable_content_region.width - 1)
            self._measured = (self.outer_size, width)
        return width

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
