"""Every setting, what it is now, and what it could be."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from reader.config import check
from reader.config.schema import Config, Setting, Value, said, settings
from reader.i18n.catalogue import Catalogue
from reader.models import Problem
from reader.text.lines import Line
from reader.ui import choices, wording
from reader.ui.choices import fit
from reader.ui.messages import RowChosen
from reader.ui.paint import across, blank
from reader.ui.screens.choosing import About
from reader.ui.widgets.dialog import Dialog, name
from reader.ui.widgets.line_list import LineList
from reader.ui.widgets.text_field import TextField

_VALUE = 24
_AT_START = ("screen.pictures",)
"""Settings of other sections that the program goes by from its start to its end."""


class SettingList(LineList):
    """A heading a table, and a row a setting."""

    def __init__(self, config: Config, catalogue: Catalogue, moved: Callable[[], None]) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._moved = moved
        self.config = config
        self.rows: list[Setting | str] = []
        for setting in settings():
            if setting.section not in self.rows:
                self.rows.append(setting.section)
            self.rows.append(setting)

    def on_mount(self) -> None:
        """Take the size of what there is."""
        self.rows_changed()
        self.move_to(1)
        words = self._catalogue
        name(self, words.text("settings.title"), words.text("settings.keys"), words.direction)

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self.rows)

    @property
    def current(self) -> Setting:
        """The setting under the cursor, which never stands on a heading."""
        row = self.rows[self.cursor]
        assert isinstance(row, Setting)
        return row

    def validate_cursor(self, cursor: int) -> int:
        """Pass headings by, in the direction that the cursor goes."""
        cursor = super().validate_cursor(cursor)
        if isinstance(self.rows[cursor], Setting):
            return cursor
        return cursor - 1 if 0 < cursor < self.cursor else cursor + 1

    def line(self, index: int, width: int) -> Line:
        """What it is about, and its value."""
        row, direction = self.rows[index], self._catalogue.direction
        if isinstance(row, str):
            return fit(self._catalogue.text(f"settings.{row or 'all'}"), width, direction=direction, role="heading")
        value = said(self.config, row)
        changed = value != row.default
        taken = min(_VALUE, width // 3)
        cell = fit(
            wording.value(row.key, value, self._catalogue),
            taken,
            align=choices.near_side(),
            role="unread" if changed else "source",
        )
        text = self._catalogue.text(f"setting.{row.key}")
        return across(blank(2), fit(text, max(0, width - taken - 4), direction=direction), blank(2), cell)

    def key(self, index: int) -> Hashable:
        """A setting and its value."""
        row = self.rows[index]
        return row if isinstance(row, str) else (row.key, said(self.config, row))

    def highlighted(self, index: int) -> None:
        """What is told follows the cursor."""
        self._moved()

    def chosen(self, index: int) -> None:
        """A click is as good as Enter."""
        if isinstance(self.rows[index], Setting):
            self.post_message(RowChosen(index))


class SettingsScreen(ModalScreen[bool]):
    """Changes settings one by one, at once; leaves with Esc or q.

    It gives whether it is to come again, in another language.

    ``change`` takes a setting and its value and gives the configuration then; ``themes`` are the names there are, and
    ``overridden`` the keys of settings that a variable says otherwise.
    """

    AUTO_FOCUS = "SettingList"
    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter,space", "choose(1)", ""),
        ("right,l", "turn(1)", ""),
        ("left,h", "turn(-1)", ""),
        ("x,delete", "reset", ""),
        ("escape,q", "leave", ""),
    ]

    def __init__(
        self,
        config: Config,
        catalogue: Catalogue,
        change: Callable[[Setting, Value], Config],
        themes: Sequence[str],
        overridden: frozenset[str],
    ) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._change = change
        self._themes = ("auto", *themes)
        self._overridden = overridden
        self._list = SettingList(config, catalogue, self._follow)
        self._about = About("", catalogue.direction)
        self._field: TextField | None = None
        self._typing: Setting | None = None
        """The setting that the field is for."""

    def compose(self) -> ComposeResult:
        """The list, and what is to be known of the setting under the cursor."""
        with Dialog(id="settings"):
            yield self._list
            yield self._about

    def on_mount(self) -> None:
        """Begin with the first."""
        self._follow()

    def _follow(self) -> None:
        setting = self._list.current
        words, default = self._catalogue, wording.value(setting.key, setting.default, self._catalogue)
        label = words.text(f"setting.{setting.key}")
        parts = [f"{label}.", words.text("settings.about", key=setting.key, default=default)]
        if setting.key in self._overridden:
            parts.append(words.text("settings.overridden", variable=setting.variable))
        elif setting.section in ("terminal", "fetch") or setting.key in _AT_START:
            parts.append(words.text("settings.next_start"))
        self._about.tell(" ".join(parts))

    def _values(self, setting: Setting) -> Sequence[Value]:
        """What there is to choose from; empty: anything can be typed."""
        if setting.key == "screen.theme":
            return self._themes
        return (False, True) if isinstance(setting.default, bool) else setting.rule.choices

    def action_choose(self, step: int) -> None:
        """Take the next value, or type one."""
        if self._field is not None:
            return
        if self._values(self._list.current):
            self.action_turn(-step if choices.from_right() else step)
        else:
            self._type(self._list.current)

    def action_turn(self, step: int) -> None:
        """Take the next value, or the one before, to the side that the arrow points to; numbers go up and down."""
        if self._field is not None:
            return
        setting = self._list.current
        values, value = self._values(setting), said(self._list.config, setting)
        step = -step if choices.from_right() else step
        if values:
            self._take(setting, values[(list(values).index(value) + step) % len(values) if value in values else 0])
        elif isinstance(value, int | float) and not isinstance(value, bool):
            low, high = setting.rule.low, setting.rule.high
            moved = value + step
            if (low is None or moved >= low) and (high is None or moved <= high):
                self._take(setting, moved)

    def action_reset(self) -> None:
        """Take the default again."""
        if self._field is None:
            self._take(self._list.current, self._list.current.default)

    def action_leave(self) -> None:
        """Stop typing, or leave."""
        if self._field is not None:
            self._close()
        else:
            self.dismiss(False)

    def _take(self, setting: Setting, value: Value) -> None:
        before = self._catalogue.language
        self._list.config = self._change(setting, value)
        self._list.forget_looks()
        if self._catalogue.language != before:
            self.dismiss(True)
            return
        self._follow()

    def _type(self, setting: Setting) -> None:
        text = self._catalogue.text(f"setting.{setting.key}")
        self._typing = setting
        self._field = TextField("=", text, self._catalogue.direction, replace=True)
        self._field.value = str(said(self._list.config, setting))
        self.query_one("#settings").mount(self._field)
        self.call_after_refresh(self._field.focus)

    def _close(self) -> None:
        if self._field is not None:
            self._field.remove()
            self._field = None
        self._list.focus()

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        setting = self._typing
        if setting is None:
            return
        facts = (("where", self._catalogue.text("settings.title")), ("file", ""), ("line", ""), ("key", setting.key))
        value = check.words(setting, event.value.strip(), facts) if event.value.strip() else setting.default
        if isinstance(value, Problem):
            self._about.tell(self._catalogue.problem(value))
            return
        self._close()
        self._take(setting, value)

    @on(RowChosen)
    def _clicked(self, message: RowChosen) -> None:
        self._close()  # what was being typed for another one
        self.action_choose(1)
