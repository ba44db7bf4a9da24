"""The first run: a short list of feeds to begin with."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from reader.config.starters import Starter
from reader.i18n.catalogue import Catalogue
from reader.models import Direction, Subscription
from reader.text.blocks import Block, Kind
from reader.text.direction import resolve
from reader.text.lines import Line
from reader.ui.choices import fit, prepare
from reader.ui.paint import beside, blank, border_title
from reader.ui.widgets.line_list import LineList
from reader.ui.widgets.page_view import PageView

_WIDTH = 72


class StarterList(LineList):
    """Feeds to tick."""

    BINDINGS: ClassVar[list[BindingType]] = [("space", "tick", "")]

    def __init__(self, starters: Sequence[Starter], catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        own = [starter for starter in starters if starter.language == catalogue.language]
        self.starters = (*own, *(starter for starter in starters if starter not in own))
        self.ticked: set[int] = set()

    def on_mount(self) -> None:
        """Take the size of what there is to choose."""
        self.rows_changed()
        self._write_titles()

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self.starters)

    def line(self, index: int, width: int) -> Line:
        """A box, the title, the language and the topic."""
        starter, direction = self.starters[index], self._catalogue.direction
        box = fit("[✓]" if index in self.ticked else "[ ]", 4, direction=Direction.LTR, role="key")
        about = f"{self._language(starter)} · {self._catalogue.text(f'topic.{starter.topic}')}"
        aside = fit(about, min(30, width // 3), direction=direction, role="source")
        title = fit(
            starter.title,
            max(0, width - box.cells - aside.cells - 2),
            direction=resolve(starter.title, language=starter.language),
            role="unread" if index in self.ticked else "text",
        )
        return beside(box, title, blank(2), aside)

    def _language(self, starter: Starter) -> str:
        return self._catalogue.text(f"language.{starter.language}")

    def key(self, index: int) -> Hashable:
        """A feed, and whether it is ticked."""
        return self.starters[index], index in self.ticked

    def chosen(self, index: int) -> None:
        """A click ticks."""
        self._toggle(index)

    def action_tick(self) -> None:
        """Tick the row under the cursor, or take its tick away; the cursor goes on."""
        self._toggle(self.cursor)
        self.move_to(self.cursor + 1)

    def on_resize(self) -> None:
        """There may be less room for the titles."""
        super().on_resize()
        self._write_titles()

    def _toggle(self, index: int) -> None:
        self.ticked ^= {index}
        self.refresh_line(index)
        self._write_titles()

    def _write_titles(self) -> None:
        width = self.outer_size.width or _WIDTH
        direction = self._catalogue.direction
        self.border_title = border_title(self._catalogue.text("welcome.choose"), width, direction)
        text = (
            f"Enter · {self._catalogue.count('welcome.subscribe', len(self.ticked))}"
            if self.ticked
            else self._catalogue.text("welcome.keys")
        )
        self.border_subtitle = border_title(text, width, direction)


class Welcome(PageView, can_focus=False):
    """What this is about."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(_WIDTH)
        block = Block(Kind.PARAGRAPH, catalogue.text("welcome.text"), direction=catalogue.direction)
        self._ready = prepare((block,))

    def layout_rows(self, width: int) -> tuple[Line, ...]:
        """One paragraph."""
        return self._ready.lines(width)


class FirstRunScreen(ModalScreen[tuple[Subscription, ...]]):
    """Gives the feeds that were chosen; none when it was skipped."""

    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("enter", "subscribe", ""), ("escape,q", "skip", "")]

    def __init__(self, starters: Sequence[Starter], catalogue: Catalogue) -> None:
        super().__init__()
        self._welcome = Welcome(catalogue)
        self._list = StarterList(starters, catalogue)

    def compose(self) -> ComposeResult:
        """A word of welcome, and the list."""
        with Vertical(id="welcome"):
            yield self._welcome
            yield self._list

    def action_subscribe(self) -> None:
        """Take what is ticked, or else the feed under the cursor."""
        chosen = sorted(self._list.ticked) or [self._list.cursor]
        starters = [self._list.starters[index] for index in chosen if index < self._list.count]
        self.dismiss(tuple(Subscription(starter.url, starter.title, starter.language) for starter in starters))

    def action_skip(self) -> None:
        """Take nothing."""
        self.dismiss(())
