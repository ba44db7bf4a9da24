"""The rules, and a new one: what it does, and till when."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from reader import rules
from reader.i18n.catalogue import Catalogue
from reader.models import Direction
from reader.rule import Action, Rule
from reader.text.lines import Line
from reader.ui import choices
from reader.ui.choices import fit
from reader.ui.paint import across, blank
from reader.ui.screens.choosing import About
from reader.ui.widgets.dialog import Dialog, name
from reader.ui.widgets.line_list import LineList

PERIODS = (0, 1, 7, 30, 365)
"""Days that a rule may last; 0: for ever."""


class Wish(NamedTuple):
    """What is to be done about a rule."""

    action: str
    """``add``, ``show`` or ``drop``."""
    rule: Rule | None = None
    """None: a new one."""


class Made(NamedTuple):
    """What a new rule is to do."""

    actions: tuple[Action, ...]
    days: int
    """How long; 0: for ever."""


class RuleList(LineList):
    """A row a rule."""

    def __init__(
        self, found: Sequence[Rule], counts: Sequence[int | None], catalogue: Catalogue, moved: Callable[[], None]
    ) -> None:
        super().__init__()
        self._moved = moved
        self.found = tuple(found)
        self._counts = tuple(counts)
        self._catalogue = catalogue

    def on_mount(self) -> None:
        """Take the size of what there is."""
        self.rows_changed()
        words = self._catalogue
        name(self, words.text("rules.title"), words.text("rules.keys"), words.direction)

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self.found)

    def line(self, index: int, width: int) -> Line:
        """How many articles it is for, and what it says."""
        matching = self._counts[index]
        number = "–" if matching is None else self._catalogue.number(matching)
        count = fit(number, 6, direction=Direction.LTR, align=choices.far_side(), role="count")
        text = rules.sentence(self.found[index], self._catalogue)
        return across(count, blank(2), fit(text, max(0, width - 8), direction=self._catalogue.direction))

    def move_to(self, index: int) -> None:
        """What is told follows the cursor."""
        super().move_to(index)
        self._moved()

    def key(self, index: int) -> Hashable:
        """A rule as it is."""
        return self.found[index]


class RulesScreen(ModalScreen[Wish | None]):
    """Gives what is to be done about which rule; None: nothing."""

    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter", "wish('show')", ""),
        ("delete,x", "wish('drop')", ""),
        ("a", "add", ""),
        ("escape,q", "leave", ""),
    ]

    def __init__(self, found: Sequence[Rule], counts: Sequence[int | None], catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._about = About(catalogue.text("rules.none"), catalogue.direction)
        self._list = RuleList(found, counts, catalogue, self._follow)

    def compose(self) -> ComposeResult:
        """The list; where there is nothing to list, what rules are."""
        with Dialog(id="rules", classes="" if self._list.count else "-empty"):
            yield self._list
            yield self._about

    def on_mount(self) -> None:
        """Begin with the first."""
        self._follow()

    def _follow(self) -> None:
        """Show all of the rule under the cursor."""
        if self._list.found:
            self._about.tell(rules.sentence(self._list.found[self._list.cursor], self._catalogue))

    def action_wish(self, action: str) -> None:
        """Leave, and have it done."""
        if 0 <= self._list.cursor < self._list.count:
            self.dismiss(Wish(action, self._list.found[self._list.cursor]))

    def action_add(self) -> None:
        """Leave, and make a new one."""
        self.dismiss(Wish("add"))

    def action_leave(self) -> None:
        """Leave things as they are."""
        self.dismiss(None)


class ActionList(LineList):
    """What a rule can do, to tick, and how long it lasts."""

    BINDINGS: ClassVar[list[BindingType]] = [("space", "tick", "")]

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self.actions = tuple(Action)
        self.ticked: set[Action] = set()
        self.days = PERIODS[0]

    def on_mount(self) -> None:
        """Take the size of what there is to choose."""
        self.rows_changed()
        words = self._catalogue
        name(self, words.text("rules.choose"), words.text("rules.choose_keys"), words.direction)

    @property
    def count(self) -> int:
        """An action a row, and one for the time."""
        return len(self.actions) + 1

    def line(self, index: int, width: int) -> Line:
        """A box and what it is for; in the end how long the rule lasts."""
        direction = self._catalogue.direction
        if index == len(self.actions):
            text = self._catalogue.text(f"rules.days_{self.days}")
            return across(
                fit(" ⟳", 4, direction=Direction.LTR, align=choices.near_side(), role="key"),
                fit(text, width - 4, direction=direction),
            )
        ticked = self.actions[index] in self.ticked
        box = fit("[✓]" if ticked else "[ ]", 4, direction=Direction.LTR, align=choices.near_side(), role="key")
        text = self._catalogue.text(f"rules.{self.actions[index]}")
        return across(box, fit(text, width - 4, direction=direction, role="unread" if ticked else "text"))

    def key(self, index: int) -> Hashable:
        """An action, whether it is ticked, and the time."""
        return index, self.actions[index] in self.ticked if index < len(self.actions) else self.days

    def chosen(self, index: int) -> None:
        """A click ticks."""
        if index < len(self.actions):
            self.ticked ^= {self.actions[index]}
        else:
            self.days = PERIODS[(PERIODS.index(self.days) + 1) % len(PERIODS)]
        self.refresh_line(index)

    def action_tick(self) -> None:
        """Tick the row under the cursor or take its tick away; of the time, take the next one."""
        self.chosen(self.cursor)


class MakingScreen(ModalScreen[Made | None]):
    """Gives what a rule is to do; None: nothing. ``text`` says what it would be for."""

    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("enter", "make", ""), ("escape,q", "leave", "")]

    def __init__(self, text: str, catalogue: Catalogue) -> None:
        super().__init__()
        self._text = text
        self._catalogue = catalogue
        self._about = About(text, catalogue.direction)
        self._list = ActionList(catalogue)

    def compose(self) -> ComposeResult:
        """What the rule is for, and the list."""
        with Dialog(id="making"):
            yield self._about
            yield self._list

    def action_make(self) -> None:
        """Take what is ticked; a rule that does nothing is none, and that is told."""
        chosen = tuple(action for action in self._list.actions if action in self._list.ticked)
        if chosen:
            self.dismiss(Made(chosen, self._list.days))
        else:
            self._about.tell(f"{self._catalogue.text('rules.nothing_ticked')}\n{self._text}")

    def action_leave(self) -> None:
        """Make nothing."""
        self.dismiss(None)
