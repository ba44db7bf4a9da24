"""Every setting, its default and its rule: what the configuration file may say.

A field's rule stands in :data:`RULES`; :func:`settings` lists all settings with the names that the file and the
environment use. ``load`` checks with nothing else, and ``config.example.toml`` is tested against it.
"""

from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from reader.asking import Subscription
from reader.models import Problem

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
    SELECTOR = "selector"
    """CSS selectors, parted by commas."""
    PROXY = "proxy"
    """The address of a proxy, or what stands for it, or ``direct``."""
    COMMAND = "command"
    """A command and its arguments, quoted as in a POSIX shell."""


class Rule(NamedTuple):
    """What a value must satisfy beside having the type of its default."""

    low: float | None = None
    """The least number allowed; None: any."""
    high: float | None = None
    """The greatest number allowed; None: any."""
    choices: tuple[str, ...] = ()
    """The only words allowed; empty: any text."""
    form: Form = Form.LINE
    """What kind of text it is."""


PRESETS = ("default", "vim", "newsboat", "emacs")
"""The sets of keys that there are; the app knows what is in them."""
KEYBOARDS = ("auto", "off", "ar", "ar-azerty", "ar-mac", "fa", "ps", "ur", "ur-windows", "ckb", "ug", "he", "ru", "el")
RULES = {
    "fetch.workers": Rule(1, 128),
    "fetch.timeout": Rule(1, 600),
    "fetch.max_megabytes": Rule(1, 1024),
    "fetch.user_agent": Rule(form=Form.ASCII),
    "fetch.proxy": Rule(form=Form.PROXY),
    "keep.days": Rule(0, 36_500),
    "keep.entries": Rule(0, 100_000),
    "keep.database_megabytes": Rule(0, 100_000),
    "keep.pictures_days": Rule(0, 36_500),
    "offline.articles": Rule(0, 10_000),
    "offline.megabytes": Rule(1, 10_000),
    "offline.pictures": Rule(0, 30),
    "reading.column": Rule(20, 400),
    "reading.digits": Rule(choices=("source", "european", "arabic", "persian")),
    "reading.honorifics": Rule(choices=("keep", "spell")),
    "reading.justify": Rule(choices=("none", "kashida")),
    "reading.mark_read": Rule(choices=("open", "end", "manual")),
    "reading.browser": Rule(form=Form.COMMAND),
    "screen.notifications": Rule(choices=("auto", "desktop", "terminal", "off")),
    "screen.columns": Rule(choices=("auto", "title", "date", "source", "source date")),
    "screen.density": Rule(choices=("compact", "roomy")),
    "screen.digits": Rule(choices=("auto", "european", "arabic", "persian")),
    "screen.group": Rule(choices=("none", "date", "feed", "folder")),
    "screen.keys": Rule(choices=PRESETS),
    "screen.months": Rule(choices=("auto", "gregorian", "syriac", "french", "moroccan", "mauritanian", "both")),
    "screen.second_date": Rule(choices=("auto", "none", "islamic", "solar")),
    "screen.sort": Rule(choices=("newest", "oldest", "feed")),
    "screen.keyboard": Rule(choices=KEYBOARDS),
    "screen.pictures": Rule(choices=("auto", "off", "blocks", "sixel", "kitty", "iterm")),
    "terminal.bidi": Rule(choices=("auto", "visual", "kitty", "row", "span", "logical")),
    "terminal.emoji": Rule(choices=("plain", "keep", "drop")),
    "terminal.switch": Rule(choices=("auto", "none", "bdsm", "konsole", "mlterm")),
    "language": Rule(choices=("auto", "ar", "en")),
}
"""The rules of the settings that have one, by dotted key."""


class Fetch(NamedTuple):
    """``[fetch]``: how feeds are asked for."""

    workers: int = 96
    """How many feeds are fetched at once, at the most: over a slow line it is fewer; 1 to 128."""
    timeout: float = 20.0
    """Seconds for one whole fetch, redirects included; 1 to 600."""
    max_megabytes: int = 20
    """The largest feed that is read, unpacked, in megabytes (1,000,000 bytes); 1 to 1024."""
    user_agent: str = ""
    """The name given to servers, printable ASCII; empty: Qari's own."""
    proxy: str = ""
    """The address of a proxy, http or socks5, or what stands for it (``reader.config.secrets``); ``direct``: none,
    whatever the environment says; empty: what the environment says."""
    netrc: bool = False
    """Whether names and passwords for servers are looked for in ``.netrc``."""


class Offline(NamedTuple):
    """``[offline]``: what is fetched ahead, so that it can be read without a network."""

    articles: int = 50
    """How many whole articles the app fetches after a refresh at the most, of feeds that carry summaries; 0: none."""
    megabytes: int = 50
    """How much of their pages is read at the most, in megabytes (1,000,000 bytes); and as much of their pictures."""
    pictures: int = 3
    """How many pictures of each article are fetched with them, where the terminal shows pictures; 0: none."""
    metered: bool = False
    """Whether this is done on a connection too that costs by what comes over it, as far as the system says."""


class Keep(NamedTuple):
    """``[keep]``: for how long what was read is kept; unread entries and bookmarks always are."""

    days: int = 0
    """Read entries are removed so many days after they were published and read; 0: never."""
    entries: int = 0
    """How many entries of a feed are kept, the newest; older ones are removed once they are read; 0: all are kept."""
    database_megabytes: int = 0
    """What the database may take, before the oldest read entries are removed; 0: any."""
    pictures_days: int = 30
    """The pictures of read entries are removed so many days after they were published and read; 0: never."""


class Reading(NamedTuple):
    """``[reading]``: how an article is shown."""

    column: int = 88
    """The widest that a column of text becomes, in terminal cells; 20 to 400."""
    centred: bool = True
    """Whether the column stands in the middle of a wider pane, or else at the side where the article begins."""
    justify: str = "none"
    """How rows of Arabic are brought to one length: ``none``, or ``kashida``, by strokes between letters."""
    harakat: bool = False
    """Whether vowel marks (harakat, niqqud) are shown; several terminals draw them in the wrong place."""
    digits: str = "source"
    """The digits of numbers: ``source``, the author's; ``european`` 0-9, ``arabic`` ٠-٩, ``persian`` ۰-۹."""
    honorifics: str = "keep"
    """Whether ﷺ and its like are one sign, ``keep``, or words, ``spell``."""
    mark_read: str = "open"
    """When an article counts as read: ``open``, as soon as it is opened, ``end``, when its end was seen, or ``manual``,
    by the key only."""
    speak: str = ""
    """The command of the shell that reads the text of an article aloud, which it gets as its input."""
    translate: str = ""
    """The command of the shell that translates it; what it prints stands above the article."""
    summarise: str = ""
    """The command of the shell that makes a summary of it, likewise."""
    browser: str = ""
    """The command that opens links; the address is given to it as its last argument; empty: the system's browser."""


class Screen(NamedTuple):
    """``[screen]``: what the app looks like and starts with."""

    theme: str = "auto"
    """The name of a colour theme, or ``auto``, which lets the app choose."""
    sort: str = "newest"
    """What comes first in lists: ``newest``, ``oldest``, or ``feed``, by the names of feeds."""
    group: str = "none"
    """What stands together in lists, under a heading: ``none``, ``date``, ``feed`` or ``folder``."""
    columns: str = "auto"
    """What stands beside titles, where there is room: ``auto``, all of it, ``title``, nothing, ``date``, ``source``."""
    density: str = "compact"
    """How many rows a headline takes: ``compact``, one; ``roomy``, two, with its source and its date in the second."""
    source_colours: bool = False
    """Whether each source has a colour of its own in lists."""
    digits: str = "auto"
    """The digits of the interface in Arabic: ``auto``, the locale's, ``european``, ``arabic``, ``persian``."""
    months: str = "auto"
    """The names of months in Arabic: ``auto``, those of the locale's country, which are two each where it has none."""
    second_date: str = "auto"
    """A second date beside an article's: ``islamic``, ``solar``, ``none``; ``auto``: as the locale's country has it."""
    unread_only: bool = False
    """Whether lists start with unread headlines only."""
    refresh_on_start: bool = True
    """Whether the app refreshes all feeds when it starts."""
    notifications: str = "auto"
    """Who tells of news of feeds that are waited for: ``desktop``, ``terminal``, ``off``; ``auto``: the terminal where
    it can, or else the desktop."""
    pictures: str = "auto"
    """What pictures in articles are drawn with: ``auto`` asks the terminal, and shows none over SSH; ``blocks`` are
    half blocks of colour, the others are graphics that some terminals have; ``off`` waits for the key."""
    keys: str = "default"
    """The set of keys to begin with, which ``[keys]`` changes: ``default``, ``vim``, ``newsboat``, ``emacs``."""
    keyboard: str = "auto"
    """The layout by whose places keys count while it is another script's: ``auto``, that of the locale's language and
    then all others; ``off``: by their characters only."""


class Terminal(NamedTuple):
    """``[terminal]``: what the terminal is sent."""

    bidi: str = "auto"
    """The order of rows: ``auto`` asks the terminal; ``visual`` is as they are seen, ``logical`` as they are typed; the
    others are for terminals that turn rows round by themselves."""
    switch: str = "auto"
    """The sequence that stops the terminal from turning rows round: ``auto``, the one it knows."""
    lam_alef: bool = True
    """Whether lam and alef share a cell; ``false`` for fonts that lack the ligature."""
    emoji: str = "plain"
    """Emoji sequences, which terminals measure differently: ``plain``, the first picture; ``keep``; ``drop``."""
    restore: bool = True
    """Whether the terminal's own turning is switched on again in the end, where it was on."""


class Binding(NamedTuple):
    """The keys of a command, of ``[keys]``."""

    command: str
    keys: tuple[str, ...]
    """As they were written, a sequence as keys with blanks between; none: the command has no key."""
    facts: tuple[tuple[str, str], ...] = ()
    """Where this was said, for a problem."""


class Macro(NamedTuple):
    """A ``[[macros]]`` table: what keys do beside the commands."""

    keys: tuple[str, ...]
    name: str
    commands: tuple[str, ...] = ()
    """What is done one after the other."""
    shell: str = ""
    """Or a command of the shell, which finds the article's fields in its environment."""
    facts: tuple[tuple[str, str], ...] = ()


class Keys(NamedTuple):
    """``[keys]`` and ``[[macros]]``."""

    bindings: tuple[Binding, ...] = ()
    macros: tuple[Macro, ...] = ()


class Config(NamedTuple):
    """Everything that the user set, the rest being defaults."""

    language: str = "auto"
    """The interface's language: ``ar``, ``en``, or ``auto``, which follows the locale."""
    feeds: tuple[Subscription, ...] = ()
    """The ``[[feeds]]`` tables, in the order of the file, an address once."""
    fetch: Fetch = Fetch()
    offline: Offline = Offline()
    keep: Keep = Keep()
    reading: Reading = Reading()
    screen: Screen = Screen()
    terminal: Terminal = Terminal()
    keys: Keys = Keys()
    mistakes: tuple[Problem, ...] = ()
    """What the file, the environment or a flag says wrongly; the defaults stand in its place."""


Section = Fetch | Offline | Keep | Reading | Screen | Terminal

SECTIONS: dict[str, type[Section]] = {
    "fetch": Fetch,
    "offline": Offline,
    "keep": Keep,
    "reading": Reading,
    "screen": Screen,
    "terminal": Terminal,
}
"""The tables of the file that hold settings, by name."""

FEED_RULES = {
    "url": Rule(),
    "title": Rule(),
    "language": Rule(form=Form.LANGUAGE),
    "direction": Rule(choices=("auto", "ltr", "rtl")),
    "full_text": Rule(choices=("auto", "always", "never")),
    "folder": Rule(),
    "duplicates": Rule(choices=("merge", "keep")),
    "notifications": Rule(choices=("on", "off")),
    "keep": Rule(form=Form.SELECTOR),
    "drop": Rule(form=Form.SELECTOR),
    "user_agent": Rule(form=Form.ASCII),
    "cookies": Rule(form=Form.ASCII),
    "headers": Rule(form=Form.ASCII),
    "username": Rule(),
    "password": Rule(),
    "token": Rule(form=Form.ASCII),
    "certificate": Rule(),
    "trust": Rule(),
    "proxy": Rule(form=Form.PROXY),
}
"""The keys of a ``[[feeds]]`` table that are text, or ``headers``, a table of it; only ``url`` must be there."""
FEED_NUMBERS = {"keep_days": RULES["keep.days"], "keep_entries": RULES["keep.entries"]}
"""Those that are whole numbers."""


class Setting(NamedTuple):
    """One setting, as the file and the environment name it."""

    section: str
    """The table that it stands in; empty: the top of the file."""
    name: str
    default: Value
    rule: Rule = Rule()

    @property
    def key(self) -> str:
        """The dotted key: ``fetch.workers``."""
        return f"{self.section}.{self.name}" if self.section else self.name

    @property
    def variable(self) -> str:
        """The environment variable that overrides the file: ``QARI_FETCH_WORKERS``."""
        return "QARI_" + self.key.replace(".", "_").upper()


def said(config: Config, setting: Setting) -> Value:
    """What a configuration says of a setting."""
    table = getattr(config, setting.section) if setting.section else config
    value: Value = getattr(table, setting.name)
    return value


def changed(config: Config, setting: Setting, value: Value) -> Config:
    """The configuration with another value of a setting."""
    if not setting.section:
        given: dict[str, Any] = {setting.name: value}
        return config._replace(**given)
    table: Any = getattr(config, setting.section)
    return config._replace(**{setting.section: table._replace(**{setting.name: value})})


@cache
def settings() -> tuple[Setting, ...]:
    """Every setting except the feeds, in the order of the file."""
    return (*_of("", Config), *(setting for section, table in SECTIONS.items() for setting in _of(section, table)))


def setting_of(key: str) -> Setting:
    """The setting with a key, as ``screen.theme``; :exc:`StopIteration` where there is none."""
    return next(setting for setting in settings() if setting.key == key)


def _of(section: str, table: type[Config | Section]) -> Iterator[Setting]:
    for name, default in table._field_defaults.items():
        if isinstance(default, Value):
            setting = Setting(section, name, default)
            yield setting._replace(rule=RULES.get(setting.key, Rule()))
