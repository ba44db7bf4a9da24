"""Choosing feeds from a list: those to begin with, those that a file lists, those that a site has."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from reader.asking import Subscription
from reader.i18n.catalogue import Catalogue
from reader.models import Direction
from reader.text.blocks import Block, Kind
from reader.text.direction import resolve
from reader.text.lines import Line
from reader.text.page import Page
from reader.ui import choices
from reader.ui.choices import fit, prepare
from reader.ui.paint import across, blank
from reader.ui.widgets.dialog import Dialog, name
from reader.ui.widgets.line_list import LineList
from reader.ui.widgets.page_view import PageView

_WIDTH = 72
_HEIGHT, _AROUND = 26, 9
"""Rows of the dialog at the most, and those around the list."""


class Offer(NamedTuple):
    """A feed to choose."""

    subscription: Subscription
    about: str = ""
    """What is said beside its title."""
    title: str = ""
    """What it calls itself; empty: as the subscription does."""


class OfferList(LineList):
    """Feeds to tick."""

    BINDINGS: ClassVar[list[BindingType]] = [("space", "tick", ""), ("a", "tick_all", "")]

    def __init__(self, offers: Sequence[Offer], catalogue: Catalogue, *, all_ticked: bool = False) -> None:
        super().__init__()
        self._catalogue = catalogue
        self.offers = tuple(offers)
        self.ticked: set[int] = set(range(len(self.offers))) if all_ticked else set()

    def on_mount(self) -> None:
        """Take the size of what there is to choose."""
        self.rows_changed()
        self._write_titles()

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self.offers)

    def line(self, index: int, width: int) -> Line:
        """A box, the title, and what is said of it."""
        offer, direction = self.offers[index], self._catalogue.direction
        box = fit(
            "[✓]" if index in self.ticked else "[ ]", 4, direction=Direction.LTR, align=choices.near_side(), role="key"
        )
        aside = fit(offer.about, min(36, width * 2 // 5), direction=direction, role="source")
        title = offer.title or offer.subscription.title or offer.subscription.url
        shown = fit(
            title,
            max(0, width - box.cells - aside.cells - 2),
            direction=resolve(title, language=offer.subscription.language),
            role="unread" if index in self.ticked else "text",
        )
        return across(box, shown, blank(2), aside)

    def key(self, index: int) -> Hashable:
        """A feed, and whether it is ticked."""
        return self.offers[index], index in self.ticked

    def chosen(self, index: int) -> None:
        """A click ticks."""
        self._toggle(index)

    def action_tick(self) -> None:
        """Tick the row under the cursor, or take its tick away; the cursor goes on."""
        self._toggle(self.cursor)
        self.move_to(self.cursor + 1)

    def action_tick_all(self) -> None:
        """Tick every row, or none if all are."""
        everything = set(range(self.count))
        self.ticked = set() if self.ticked == everything else everything
        self.forget_looks()
        self._write_titles()

    def on_resize(self) -> None:
        """There may be less room for the titles."""
        super().on_resize()
        self._write_titles()

    def _toggle(self, index: int) -> None:
        self.ticked ^= {index}
        self.refresh_line(index)
        self._write_titles()

    def _write_titles(self) -> None:
        words, ticked = self._catalogue, len(self.ticked)
        keys = f"Enter · {words.count('welcome.subscribe', ticked)}" if ticked else words.text("welcome.keys")
        name(self, words.text("welcome.choose"), keys, words.direction)


class About(PageView, can_focus=False):
    """What this is about."""

    def __init__(self, text: str, direction: Direction) -> None:
        super().__init__(_WIDTH)
        self._direction = direction
        self._ready = _paragraphs(text, direction)

    def tell(self, text: str) -> None:
        """Be about something else."""
        self._ready = _paragraphs(text, self._direction)
        self.show_rows(self.layout_rows(self.column))
        self.refresh(layout=True)

    def layout_rows(self, width: int) -> tuple[Line, ...]:
        """A paragraph a line."""
        return self._ready.lines(width)


def _paragraphs(text: str, direction: Direction) -> Page:
    return prepare(tuple(Block(Kind.PARAGRAPH, part, direction=direction) for part in text.split("\n")))


class ChoosingScreen(ModalScreen[tuple[Subscription, ...] | None]):
    """Gives the feeds that were chosen; none when it was skipped, None when a file is to be taken instead.

    ``text`` says what the list is; ``files``: whether a file can be taken.
    """

    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter", "subscribe", ""),
        ("i", "take_file", ""),
        ("escape,q", "skip", ""),
    ]

    def __init__(
        self,
        offers: Sequence[Offer],
        catalogue: Catalogue,
        text: str,
        *,
        all_ticked: bool = False,
        files: bool = False,
    ) -> None:
        super().__init__()
        self._files = files
        self._about = About(text, catalogue.direction)
        self._list = OfferList(offers, catalogue, all_ticked=all_ticked)

    def compose(self) -> ComposeResult:
        """A word, and the list."""
        with Dialog(id="choosing"):
            yield self._about
            yield self._list

    def on_mount(self) -> None:
        """Be as high as what there is to choose, as far as there is room."""
        self.query_one(Dialog).styles.height = min(_HEIGHT, self._list.count + _AROUND)

    def action_take_file(self) -> None:
        """Have a file of feeds taken instead."""
        if self._files:
            self.dismiss(None)

    def action_subscribe(self) -> None:
        """Take what is ticked, or else the feed under the cursor."""
        chosen = sorted(self._list.ticked) or [self._list.cursor]
        self.dismiss(tuple(self._list.offers[index].subscription for index in chosen if index < self._list.count))

    def action_skip(self) -> None:
        """Take nothing."""
        self.dismiss(())
