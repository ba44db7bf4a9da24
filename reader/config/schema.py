"""Every setting, its default and its rule: what the configuration file may say.

A field's rule lies in its metadata under ``"rule"``; :func:`settings` lists all of them with the names that the file
and the environment use. ``load`` checks with nothing else, and ``config.example.toml`` is tested against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import TypeVar, cast

from reader.models import Problem, Subscription

T = TypeVar("T")
Value = str | int | float | bool
"""What a single setting holds."""


class Form(Enum):
    """What a text is for."""

    LINE = "line"
    """Anything that prints in one line."""
    ASCII = "ascii"
    """It goes where only printable ASCII can go: an HTTP header."""
    LANGUAGE = "language"
    """A language tag (BCP 47)."""
    COMMAND = "command"
    """A command and its arguments, quoted as in a POSIX shell."""


@dataclass(frozen=True)
class Rule:
    """What a value must satisfy beside having the type of its default."""

    low: float | None = None
    """The least number allowed; None: any."""
    high: float | None = None
    """The greatest number allowed; None: any."""
    choices: tuple[str, ...] = ()
    """The only words allowed; empty: any text."""
    form: Form = Form.LINE
    """What kind of text it is."""


def _setting(default: T, rule: Rule = Rule()) -> T:
    return field(default=default, metadata={"rule": rule})


@dataclass(frozen=True)
class Fetch:
    """``[fetch]``: how feeds are asked for."""

    workers: int = _setting(24, Rule(1, 128))
    """How many feeds are fetched at once; 1 to 128."""
    timeout: float = _setting(20.0, Rule(1, 600))
    """Seconds for one whole fetch, redirects included; 1 to 600."""
    max_megabytes: int = _setting(20, Rule(1, 1024))
    """The largest feed that is read, unpacked, in megabytes (1,000,000 bytes); 1 to 1024."""
    user_agent: str = _setting("", Rule(form=Form.ASCII))
    """The name given to servers, printable ASCII; empty: Qari's own."""


@dataclass(frozen=True)
class Reading:
    """``[reading]``: how an article is shown."""

    column: int = _setting(88, Rule(20, 400))
    """The widest that a column of text becomes, in terminal cells; 20 to 400."""
    harakat: bool = _setting(False)
    """Whether vowel marks (harakat, niqqud) are shown; several terminals draw them in the wrong place."""
    mark_read: str = _setting("open", Rule(choices=("open", "manual")))
    """When an article counts as read: ``open``, as soon as it is opened, or ``manual``, by the key only."""
    browser: str = _setting("", Rule(form=Form.COMMAND))
    """The command that opens links; the address is given to it as its last argument; empty: the system's browser."""


@dataclass(frozen=True)
class Screen:
    """``[screen]``: what the app looks like and starts with."""

    theme: str = _setting("auto")
    """The name of a colour theme, or ``auto``, which lets the app choose."""
    unread_only: bool = _setting(False)
    """Whether lists start with unread headlines only."""
    refresh_on_start: bool = _setting(True)
    """Whether the app refreshes all feeds when it starts."""


@dataclass(frozen=True)
class Terminal:
    """``[terminal]``: what the terminal is sent."""

    bidi: str = _setting("auto", Rule(choices=("auto", "visual", "kitty", "row", "span", "logical")))
    """The order of rows: ``auto`` asks the terminal; ``visual`` is as they are seen, ``logical`` as they are typed; the
    others are for terminals that turn rows round by themselves."""
    switch: str = _setting("auto", Rule(choices=("auto", "none", "bdsm", "konsole", "mlterm")))
    """The sequence that stops the terminal from turning rows round: ``auto``, the one it knows."""
    restore: bool = _setting(True)
    """Whether the terminal's own turning is switched on again in the end, where it was on."""


@dataclass(frozen=True)
class Config:
    """Everything that the user set, the rest being defaults."""

    language: str = _setting("auto", Rule(choices=("auto", "ar", "en")))
    """The interface's language: ``ar``, ``en``, or ``auto``, which follows the locale."""
    feeds: tuple[Subscription, ...] = ()
    """The ``[[feeds]]`` tables, in the order of the file, an address once."""
    fetch: Fetch = Fetch()
    reading: Reading = Reading()
    screen: Screen = Screen()
    terminal: Terminal = Terminal()
    mistakes: tuple[Problem, ...] = ()
    """What the file, the environment or a flag says wrongly; the defaults stand in its place."""


Section = Fetch | Reading | Screen | Terminal

SECTIONS: dict[str, type[Section]] = {"fetch": Fetch, "reading": Reading, "screen": Screen, "terminal": Terminal}
"""The tables of the file that hold settings, by name."""

FEED_RULES = {
    "url": Rule(),
    "title": Rule(),
    "language": Rule(form=Form.LANGUAGE),
    "direction": Rule(choices=("auto", "ltr", "rtl")),
}
"""The keys of a ``[[feeds]]`` table, all of them text; only ``url`` must be there."""


@dataclass(frozen=True)
class Setting:
    """One setting, as the file and the environment name it."""

    section: str
    """The table that it stands in; empty: the top of the file."""
    name: str
    default: Value
    rule: Rule

    @property
    def key(self) -> str:
        """The dotted key: ``fetch.workers``."""
        return f"{self.section}.{self.name}" if self.section else self.name

    @property
    def variable(self) -> str:
        """The environment variable that overrides the file: ``QARI_FETCH_WORKERS``."""
        return "QARI_" + self.key.replace(".", "_").upper()


def settings() -> tuple[Setting, ...]:
    """Every setting except the feeds, in the order of the file."""
    return (*_of("", Config), *(setting for section, table in SECTIONS.items() for setting in _of(section, table)))


def _of(section: str, table: type[Config | Section]) -> Iterator[Setting]:
    for one in fields(table):
        if "rule" in one.metadata:
            yield Setting(section, one.name, cast(Value, one.default), one.metadata["rule"])
