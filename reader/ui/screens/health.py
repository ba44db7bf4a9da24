"""How the feeds fare: a list sorted by trouble, and what can be done about one of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from datetime import datetime
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from reader import health
from reader.asking import Health, Ill
from reader.i18n.catalogue import Catalogue
from reader.models import Direction
from reader.text.blocks import Block, Kind
from reader.text.direction import resolve
from reader.text.lines import Line
from reader.ui import choices
from reader.ui.choices import fit, prepare
from reader.ui.paint import across, blank
from reader.ui.widgets.dialog import Dialog, name
from reader.ui.widgets.line_list import LineList
from reader.ui.widgets.page_view import PageView

_WORDS = {
    Ill.NOTHING: "health.nothing",
    Ill.QUIET: "health.quiet_short",
    Ill.MOVED: "health.moved_short",
    Ill.FAILING: "health.failing",
    Ill.GONE: "health.gone",
}
_SIGNS = {Ill.NOTHING: " ", Ill.QUIET: "z", Ill.MOVED: ">", Ill.FAILING: "!", Ill.GONE: "x"}


class Wish(NamedTuple):
    """What is to be done about a feed."""

    feed_id: int
    action: str
    """``open``, ``refresh``, ``rename``, ``move``, ``pause``, ``notify`` or ``remove``."""


class HealthList(LineList):
    """A row a feed."""

    def __init__(self, found: Sequence[Health], catalogue: Catalogue, moved: Callable[[], None]) -> None:
        super().__init__()
        self.found = tuple(found)
        self._catalogue = catalogue
        self._moved = moved

    def on_mount(self) -> None:
        """Take the size of what there is."""
        self.rows_changed()
        name(self, self._catalogue.text("health.title"), "Esc", self._catalogue.direction)

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self.found)

    def line(self, index: int, width: int) -> Line:
        """A sign, the title, and the kind of trouble."""
        one = self.found[index]
        role = "failing" if one.ill >= Ill.FAILING else "key"
        sign = fit(_SIGNS[one.ill], 2, direction=Direction.LTR, align=choices.near_side(), role=role)
        word = self._catalogue.text("health.paused_short" if one.paused else _WORDS[one.ill])
        aside = fit(word, min(24, width // 3), direction=self._catalogue.direction, role="source")
        title = fit(one.title, max(0, width - sign.cells - aside.cells - 2), direction=resolve(one.title))
        return across(sign, title, blank(2), aside)

    def key(self, index: int) -> Hashable:
        """A feed as it was found."""
        return self.found[index]

    def renew(self, found: Sequence[Health]) -> None:
        """Show feeds as they are now; the cursor stays on its feed."""
        here = self.found[self.cursor].feed_id if self.found else 0
        self.found = tuple(found)
        self.rows_changed()
        self.forget_looks()
        self.move_to(next((at for at, one in enumerate(self.found) if one.feed_id == here), self.cursor))

    def move_to(self, index: int) -> None:
        """The details follow the cursor."""
        super().move_to(index)
        self._moved()


class Details(PageView, can_focus=False):
    """What is known of the feed under the cursor."""

    def __init__(self, catalogue: Catalogue, clock: Callable[[], datetime]) -> None:
        super().__init__(76)
        self._catalogue = catalogue
        self._clock = clock
        self._health: Health | None = None

    def show(self, one: Health | None) -> None:
        """Show another feed."""
        self._health = one
        self.show_rows(self.layout_rows(self.column))

    def layout_rows(self, width: int) -> tuple[Line, ...]:
        """A verdict, the address, and the last requests."""
        one, words, now = self._health, self._catalogue, self._clock()
        if one is None:
            return ()
        texts = (health.verdict(one, now, words), *health.lines(one, now, words))
        blocks = tuple(Block(Kind.ITEM, text, level=1, direction=words.direction) for text in texts)
        keys = Block(Kind.META, words.text("health.keys"), direction=words.direction)
        return prepare((keys, *blocks, Block(Kind.META, one.url, direction=Direction.LTR))).lines(width)


class HealthScreen(ModalScreen[Wish | None]):
    """Gives what is to be done about which feed; None: nothing.

    ``grant`` does at once what leaves the list where it is, and gives the feeds as they are then.
    """

    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter", "wish('open')", ""),
        ("r", "wish('refresh')", ""),
        ("n", "wish('rename')", ""),
        ("m", "wish('move')", ""),
        ("p", "stay('pause')", ""),
        ("b", "stay('notify')", ""),
        ("delete,x", "wish('remove')", ""),
        ("E", "next_failing", ""),
        ("escape,q", "leave", ""),
    ]

    def __init__(
        self,
        found: Sequence[Health],
        catalogue: Catalogue,
        clock: Callable[[], datetime],
        grant: Callable[[Wish], Awaitable[Sequence[Health]]],
    ) -> None:
        super().__init__()
        self._grant = grant
        self._details = Details(catalogue, clock)
        self._list = HealthList(found, catalogue, self._follow)

    def compose(self) -> ComposeResult:
        """The list, and what is known of one feed."""
        with Dialog(id="health"):
            yield self._list
            yield self._details

    def on_mount(self) -> None:
        """Begin with the worst."""
        self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        here = self._list.cursor
        self._details.show(self._list.found[here] if 0 <= here < self._list.count else None)

    def action_next_failing(self) -> None:
        """Go to the next feed that fails, round from the end."""
        count, here = self._list.count, self._list.cursor
        failing = (at % count for at in range(here + 1, here + 1 + count))
        self._list.move_to(next((at for at in failing if self._list.found[at].ill >= Ill.FAILING), here))

    def action_wish(self, action: str) -> None:
        """Leave, and have it done."""
        if 0 <= self._list.cursor < self._list.count:
            self.dismiss(Wish(self._list.found[self._list.cursor].feed_id, action))

    def action_stay(self, action: str) -> None:
        """Have it done, and stay."""
        if 0 <= self._list.cursor < self._list.count:
            wish = Wish(self._list.found[self._list.cursor].feed_id, action)
            self.app.run_worker(self._granted(wish), group="keys")  # which is done though somebody leaves

    async def _granted(self, wish: Wish) -> None:
        found = await self._grant(wish)
        if self.is_attached:
            self._list.renew(found)

    def action_leave(self) -> None:
        """Leave things as they are."""
        self.dismiss(None)
