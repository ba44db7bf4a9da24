"""The one registry of commands: bindings, the key bar, the palette and the help screen are all made from it.

A command's id names everything it has: the action (``action_<id>``), its short name (``command.<id>``) and the sentence
that explains it (``help.<id>``) in the catalogues.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from reader.i18n.catalogue import Catalogue, isolate
from reader.ui.panes import ORDER, Pane

_NAMES = {
    **{
        "up": "↑",
        "down": "↓",
        "left": "←",
        "right": "→",
        "question_mark": "?",
        "slash": "/",
        "dollar_sign": "$",
        "vertical_line": "|",
        "number_sign": "#",
        "plus": "+",
        "minus": "-",
        "equals_sign": "=",
        "left_square_bracket": "[",
        "right_square_bracket": "]",
        "left_curly_bracket": "{",
        "right_curly_bracket": "}",
        "left_parenthesis": "(",
        "right_parenthesis": ")",
        "less_than_sign": "<",
        "greater_than_sign": ">",
        "full_stop": ".",
        "asterisk": "*",
        "exclamation_mark": "!",
        "colon": ":",
        "comma": ",",
        "semicolon": ";",
        "ampersand": "&",
        "percent_sign": "%",
        "at": "@",
        "tilde": "~",
        "underscore": "_",
        "backslash": "\\",
        "apostrophe": "'",
        "quotation_mark": '"',
        "grave_accent": "`",
        "circumflex_accent": "^",
    },
    **{"escape": "Esc", "pageup": "PgUp", "pagedown": "PgDn", "tab": "Tab"},
}


class Scope(StrEnum):
    """Whose action a command is."""

    APP = "app"
    """The app's, on every screen."""
    MAIN = "main"
    """The main screen's."""
    LINES = "lines"
    """The focused pane's: movement. The palette leaves it out."""
    SELECT = "select"
    """The article's, most of them only while text is being selected."""


class Group(StrEnum):
    """A part of the help screen; its heading is ``group.<value>``."""

    MOVE = "move"
    READ = "read"
    SELECT = "select"
    MARK = "mark"
    FEEDS = "feeds"
    VIEW = "view"
    APP = "app"


class Command(NamedTuple):
    """Something the reader can ask for."""

    id: str
    """Two commands of one id do the same thing by different keys in different scopes."""
    keys: tuple[str, ...]
    """Textual's key names, the one to show first."""
    group: Group
    scope: Scope
    bar: tuple[Pane, ...] = ()
    """The panes for which the key bar shows it."""
    label: str = ""
    """What a macro is called, which is in no catalogue."""

    def name(self, catalogue: Catalogue) -> str:
        """What it is called, in a word or two."""
        return isolate(self.label) or catalogue.text(f"command.{self.id}")

    def sentence(self, catalogue: Catalogue) -> str:
        """What it does."""
        return isolate(self.label) or catalogue.text(f"help.{self.id}")


_LISTS = (Pane.FEEDS, Pane.HEADLINES)
_ENTRIES = (Pane.HEADLINES, Pane.ARTICLE)
_ALL = ORDER

COMMANDS = (
    Command("open", ("enter", "right", "l"), Group.MOVE, Scope.MAIN, _LISTS),
    Command("back", ("escape", "left", "h"), Group.MOVE, Scope.MAIN, (Pane.ARTICLE,)),
    Command("next_unread", ("n",), Group.MOVE, Scope.MAIN, _ALL),
    Command("previous_unread", ("p",), Group.MOVE, Scope.MAIN),
    Command("next_entry", ("N",), Group.MOVE, Scope.MAIN),
    Command("previous_entry", ("P",), Group.MOVE, Scope.MAIN),
    Command("next_page", ("space",), Group.MOVE, Scope.MAIN, (Pane.ARTICLE,)),
    Command("next_page", ("pagedown",), Group.MOVE, Scope.LINES),
    Command("previous_page", ("backspace", "pageup"), Group.MOVE, Scope.LINES),
    Command("half_page_down", ("ctrl+d",), Group.MOVE, Scope.LINES),
    Command("half_page_up", ("ctrl+u",), Group.MOVE, Scope.LINES),
    Command("down", ("j", "down"), Group.MOVE, Scope.LINES),
    Command("up", ("k", "up"), Group.MOVE, Scope.LINES),
    Command("top", ("g", "home"), Group.MOVE, Scope.LINES),
    Command("end", ("G", "end"), Group.MOVE, Scope.LINES),
    Command("next_feed", ("right_square_bracket",), Group.MOVE, Scope.MAIN),
    Command("previous_feed", ("left_square_bracket",), Group.MOVE, Scope.MAIN),
    Command("next_paragraph", ("right_curly_bracket",), Group.MOVE, Scope.MAIN),
    Command("previous_paragraph", ("left_curly_bracket",), Group.MOVE, Scope.MAIN),
    Command("next_heading", ("right_parenthesis",), Group.MOVE, Scope.MAIN),
    Command("previous_heading", ("left_parenthesis",), Group.MOVE, Scope.MAIN),
    Command("next_pane", ("tab",), Group.MOVE, Scope.MAIN),
    Command("previous_pane", ("shift+tab",), Group.MOVE, Scope.MAIN),
    Command("bookmark", ("s",), Group.MARK, Scope.MAIN, _ENTRIES),
    Command("toggle_read", ("m",), Group.MARK, Scope.MAIN, _ENTRIES),
    Command("feed_read", ("A",), Group.MARK, Scope.MAIN, _LISTS),
    Command("all_read", ("C",), Group.MARK, Scope.MAIN),
    Command("mark_above", ("less_than_sign",), Group.MARK, Scope.MAIN),
    Command("mark_below", ("greater_than_sign",), Group.MARK, Scope.MAIN),
    Command("pick", ("full_stop",), Group.MARK, Scope.MAIN),
    Command("pick_all", ("asterisk",), Group.MARK, Scope.MAIN),
    Command("tags", ("T",), Group.MARK, Scope.MAIN),
    Command("note", ("e",), Group.MARK, Scope.MAIN),
    Command("undo", ("u",), Group.MARK, Scope.MAIN),
    Command("open_in_browser", ("o",), Group.READ, Scope.MAIN, _ENTRIES),
    Command("find", ("ctrl+f",), Group.READ, Scope.MAIN),
    Command("zen", ("Z",), Group.READ, Scope.MAIN),
    Command("wider", ("plus", "equals_sign"), Group.READ, Scope.MAIN),
    Command("narrower", ("minus",), Group.READ, Scope.MAIN),
    Command("follow_link", ("f",), Group.READ, Scope.MAIN),
    Command("hints", ("semicolon", "F"), Group.READ, Scope.MAIN),
    Command("text", ("x",), Group.READ, Scope.MAIN, (Pane.ARTICLE,)),
    Command("changes", ("c",), Group.READ, Scope.MAIN),
    Command("flip_direction", ("d",), Group.READ, Scope.MAIN, (Pane.ARTICLE,)),
    Command("toggle_harakat", ("t",), Group.READ, Scope.MAIN, (Pane.ARTICLE,)),
    Command("pictures", ("i",), Group.READ, Scope.MAIN),
    Command("digits", ("number_sign",), Group.READ, Scope.MAIN),
    Command("justify", ("J",), Group.READ, Scope.MAIN),
    Command("speak", ("w",), Group.READ, Scope.MAIN),
    Command("translate", ("ctrl+t",), Group.READ, Scope.MAIN),
    Command("summarise", ("ctrl+y",), Group.READ, Scope.MAIN),
    Command("pipe", ("vertical_line",), Group.READ, Scope.MAIN),
    Command("copy_link", ("y",), Group.READ, Scope.MAIN),
    Command("copy_article", ("Y",), Group.READ, Scope.MAIN),
    Command("select", ("v",), Group.SELECT, Scope.SELECT),
    Command("caret_left", ("left", "h"), Group.SELECT, Scope.SELECT),
    Command("caret_right", ("right", "l"), Group.SELECT, Scope.SELECT),
    Command("word_on", ("w",), Group.SELECT, Scope.SELECT),
    Command("word_back", ("b",), Group.SELECT, Scope.SELECT),
    Command("row_start", ("0",), Group.SELECT, Scope.SELECT),
    Command("row_end", ("dollar_sign",), Group.SELECT, Scope.SELECT),
    Command("mark_passage", ("z",), Group.SELECT, Scope.SELECT),
    Command("copy_selection", ("y", "enter", "ctrl+c"), Group.SELECT, Scope.SELECT),
    Command("drop_selection", ("escape",), Group.SELECT, Scope.SELECT),
    Command("search", ("slash",), Group.VIEW, Scope.MAIN, _LISTS),
    Command("sort", ("O",), Group.VIEW, Scope.MAIN),
    Command("group", ("B",), Group.VIEW, Scope.MAIN),
    Command("settings", ("comma", "f4"), Group.VIEW, Scope.MAIN),
    Command("keep_search", ("S",), Group.VIEW, Scope.MAIN),
    Command("rules", ("M",), Group.VIEW, Scope.MAIN),
    Command("add_feed", ("a",), Group.FEEDS, Scope.MAIN, (Pane.FEEDS,)),
    Command("save_page", ("L",), Group.FEEDS, Scope.MAIN),
    Command("health", ("H",), Group.FEEDS, Scope.MAIN),
    Command("next_failing", ("E",), Group.FEEDS, Scope.MAIN),
    Command("import_feeds", ("I",), Group.FEEDS, Scope.MAIN),
    Command("export_feeds", ("X",), Group.FEEDS, Scope.MAIN),
    Command("refresh_feed", ("r",), Group.FEEDS, Scope.MAIN),
    Command("refresh_all", ("R",), Group.FEEDS, Scope.MAIN, _LISTS),
    Command("unread_only", ("U",), Group.VIEW, Scope.MAIN, _LISTS),
    Command("all_entries", ("1",), Group.VIEW, Scope.MAIN),
    Command("digest", ("2",), Group.VIEW, Scope.MAIN),
    Command("history", ("3",), Group.VIEW, Scope.MAIN),
    Command("written", ("4",), Group.VIEW, Scope.MAIN),
    Command("bookmarks", ("b",), Group.VIEW, Scope.MAIN),
    Command("language", ("f2",), Group.VIEW, Scope.MAIN),
    Command("theme", ("f3",), Group.VIEW, Scope.MAIN),
    Command("log", ("f12", "exclamation_mark"), Group.APP, Scope.MAIN),
    Command("order", ("D",), Group.VIEW, Scope.APP),
    Command("card", ("f9",), Group.VIEW, Scope.APP),
    Command("palette", ("ctrl+p",), Group.APP, Scope.APP),
    Command("suspend", ("ctrl+z",), Group.APP, Scope.APP),
    Command("help", ("question_mark", "f1", "؟"), Group.APP, Scope.APP, _ALL),
    Command("quit", ("q",), Group.APP, Scope.MAIN, _ALL),
    Command("leave", ("ctrl+q",), Group.APP, Scope.APP),
)
"""Every command. The key bar takes as many as fit, in this order; its last two always stay."""


def for_bar(commands: Sequence[Command], pane: Pane, selecting: bool = False) -> tuple[Command, ...]:
    """The commands that the key bar shows while ``pane`` has the focus, or while keys select text of the article."""
    having = (command for command in commands if command.keys)
    if selecting:
        return tuple(command for command in having if command.scope is Scope.SELECT and command.id != "select")
    return tuple(command for command in having if pane in command.bar)


def for_palette(commands: Sequence[Command]) -> tuple[Command, ...]:
    """The commands that the palette offers: what is done to more than a row, each once."""
    offered = {command.id: command for command in reversed(commands) if command.scope in (Scope.APP, Scope.MAIN)}
    return tuple(command for command in reversed(offered.values()) if command.id != "palette")


def explained(commands: Sequence[Command]) -> Iterable[tuple[Group, dict[Command, tuple[str, ...]]]]:
    """For the help screen: every command once, by group, with all of its keys."""
    for group in Group:
        members = [command for command in commands if command.group is group]
        firsts = {command.id: command for command in reversed(members)}
        yield (
            group,
            {
                firsts[command.id]: tuple(key for other in members if other.id == command.id for key in other.keys)
                for command in members
            },
        )


def key_name(key: str) -> str:
    """How a key is written for people: ``ctrl+q`` as ``Ctrl+Q``, ``down`` as ``↓``, ``G`` as ``G``."""
    *modifiers, last = key.split("+")
    name = _NAMES.get(last) or (last if len(last) == 1 else last.capitalize())
    return "+".join(
        [*(modifier.capitalize() for modifier in modifiers), name.upper() if modifiers and len(name) == 1 else name]
    )
