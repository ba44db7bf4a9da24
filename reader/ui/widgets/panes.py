"""The three panes side by side, or as many of them as the terminal has room for."""

from __future__ import annotations

from itertools import pairwise

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.widget import Widget

from reader.ui import choices
from reader.ui.messages import MenuWanted, PaneEntered
from reader.ui.panes import ORDER, Pane, shown
from reader.ui.widgets.article_pane import ArticlePane
from reader.ui.widgets.entry_list import EntryList
from reader.ui.widgets.feed_list import FeedList
from reader.ui.widgets.row_view import RIGHT

_LEAST = 16
"""Cells that a pane keeps when its border is dragged."""


class Panes(Horizontal):
    """Shows the pane that is in use, and its neighbours where they fit."""

    BLANK = True

    current: reactive[Pane] = reactive(Pane.HEADLINES, init=False)
    """The pane in use."""

    zen = False
    """Whether the article is shown alone."""

    def __init__(self, feeds: FeedList, headlines: EntryList, article: ArticlePane) -> None:
        super().__init__()
        self.feeds = feeds
        self.headlines = headlines
        self.article = article
        self._dragged: tuple[Widget, Widget] | None = None
        """The panes between which a border is being dragged."""
        self._visible: tuple[Pane, ...] = ()
        self._by_pane: dict[Pane, Widget] = dict(zip(ORDER, (feeds, headlines, article), strict=True))

    def compose(self) -> ComposeResult:
        """From the outermost pane inward, from the side where the interface begins."""
        yield from self._in_order()

    def _in_order(self) -> list[Widget]:
        widgets = list(self._by_pane.values())
        return widgets[::-1] if choices.from_right() else widgets

    def turn(self) -> None:
        """Put the panes in their order again, from the side where the interface begins now."""
        places = {widget: place for place, widget in enumerate(self._in_order())}
        self.sort_children(key=lambda widget: places[widget])

    @property
    def shown(self) -> tuple[Pane, ...]:
        """The panes in view."""
        if self.zen and self.current is Pane.ARTICLE:
            return (self.current,)
        if choices.current().logical:  # a terminal that turns rows would turn panes round with them
            return (self.current,)
        return shown(self.app.size.width, self.current, self.article.article is not None)

    def widget(self, pane: Pane) -> Widget:
        """What shows a pane."""
        return self._by_pane[pane]

    def enter(self, pane: Pane) -> None:
        """Use ``pane``: show it, give it the focus."""
        self.current = pane
        self._by_pane[pane].display = True
        self.screen.set_focus(self._by_pane[pane], scroll_visible=False)
        self.make_room()

    def make_room(self) -> None:
        """Show what there is room for."""
        visible = self.shown
        if visible != self._visible:
            self._visible = visible
            self.forget_widths()
        for pane, widget in self._by_pane.items():
            widget.display = pane in visible
        self.set_class(len(visible) < len(ORDER), "-narrow")

    # The mouse.

    def on_click(self, event: events.Click) -> None:
        """The right button asks what can be done there."""
        if event.button == RIGHT:
            self.post_message(MenuWanted(event.screen_x, event.screen_y))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Where two panes meet, the border between them can be dragged."""
        beside = sorted((widget for widget in self._by_pane.values() if widget.display), key=lambda one: one.region.x)
        for left, right in pairwise(beside):
            if event.button == 1 and event.screen_x in (left.region.right - 1, right.region.x):
                self._dragged = left, right
                self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Both panes follow the mouse, as far as each keeps some cells."""
        if self._dragged is None:
            return
        left, right = self._dragged
        both = left.region.width + right.region.width
        width = max(_LEAST, min(event.screen_x - left.region.x + 1, both - _LEAST))
        for widget, cells in ((left, width), (right, both - width)):
            widget.styles.min_width = widget.styles.max_width = widget.styles.width = cells

    def on_mouse_up(self) -> None:
        """The border stays where it is."""
        if self._dragged is not None:
            self._dragged = None
            self.release_mouse()

    def forget_widths(self) -> None:
        """Have the panes as wide as the style sheet says, as when the terminal has another size."""
        for widget in self._by_pane.values():
            if widget.styles.inline.has_rule("max_width"):
                widget.styles.width = widget.styles.min_width = widget.styles.max_width = None

    def watch_current(self, pane: Pane) -> None:
        """Tell whose keys matter now."""
        self.post_message(PaneEntered(pane))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The mouse, or a key, has given another pane the focus."""
        pane = next((pane for pane, widget in self._by_pane.items() if widget is event.widget), None)
        if pane is not None and pane is not self.current and event.widget is self.screen.focused:
            self.current = pane
            self.make_room()
