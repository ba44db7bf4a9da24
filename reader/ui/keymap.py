"""Which keys do what: a preset, what the configuration binds, macros, and sequences and counts as they are pressed.

A key is Textual's name of it, a sequence such names with blanks between. Keys of the same place on other keyboards are
``layouts``' matter, which comes before this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.keys import Keys as Known
from textual.keys import _character_to_key

from reader.config.schema import Keys, Macro
from reader.models import Problem
from reader.ui.commands import COMMANDS, Command, Group, Scope, key_name

Preset = Mapping[str, tuple[str, ...]]
VIM: Preset = {
    "top": ("g g", "home"),
    "next_page": ("space", "ctrl+f"),
    "previous_page": ("ctrl+b", "backspace", "pageup"),
    "back": ("escape", "left", "h", "ctrl+o"),
    "leave": ("Z Z", "ctrl+q"),
    "zen": ("z",),
    "all_entries": ("g a",),
    "digest": ("g d",),
    "history": ("g h",),
    "written": ("g n",),
    "bookmarks": ("b", "g b"),
    "palette": ("colon", "ctrl+p"),
    "find": ("ctrl+g",),
}
NEWSBOAT: Preset = {
    "next_entry": ("J",),
    "previous_entry": ("K",),
    "previous_unread": ("p",),
    "toggle_read": ("N", "m"),
    "open": ("enter", "right"),
    "unread_only": ("l", "U"),
    "follow_link": ("u", "f"),
    "bookmark": ("ctrl+b", "s"),
    "tags": ("ctrl+e", "T"),
    "undo": ("ctrl+r",),
    "sort": ("g",),
    "top": ("home",),
    "justify": ("ctrl+j",),
    "health": ("H",),
    "palette": ("colon", "ctrl+p"),
    "leave": ("Q", "ctrl+q"),
    "bookmarks": ("B",),
    "group": ("G",),
    "end": ("end",),
    "settings": ("f4",),
}
EMACS: Preset = {
    "down": ("n", "down", "ctrl+n", "j"),
    "up": ("p", "up", "k"),
    "next_page": ("space", "ctrl+v"),
    "previous_page": ("alt+v", "backspace", "pageup"),
    "top": ("alt+less_than_sign", "home"),
    "end": ("alt+greater_than_sign", "end"),
    "next_unread": ("alt+n",),
    "previous_unread": ("alt+p",),
    "next_pane": ("ctrl+x o",),
    "search": ("s", "slash"),
    "find": ("ctrl+s",),
    "bookmark": ("asterisk",),
    "pick_all": ("ctrl+x h",),
    "toggle_read": ("r", "m"),
    "open_in_browser": ("b", "o"),
    "bookmarks": ("B",),
    "refresh_feed": ("g",),
    "refresh_all": ("G", "R"),
    "tags": ("plus", "T"),
    "wider": ("ctrl+x right_curly_bracket",),
    "narrower": ("ctrl+x left_curly_bracket",),
    "undo": ("u", "ctrl+underscore"),
    "back": ("escape", "left", "h", "ctrl+g"),
    "leave": ("ctrl+x ctrl+c", "ctrl+q"),
    "palette": ("alt+x", "ctrl+p"),
    "group": ("ctrl+x g",),
}
PRESETS: Mapping[str, Preset] = {"default": MappingProxyType({}), "vim": VIM, "newsboat": NEWSBOAT, "emacs": EMACS}
"""By command the keys that stand in the place of its usual ones; each key is taken from whoever has it usually."""

_NAMES = {
    **{"esc": "escape", "return": "enter", "del": "delete", "pgup": "pageup", "pgdn": "pagedown", "pgdown": "pagedown"},
    **{"spacebar": "space", "ins": "insert", "bs": "backspace", "↑": "up", "↓": "down", "←": "left", "→": "right"},
}
_MODIFIERS = ("ctrl", "alt", "shift", "super")
_KNOWN = {key.value for key in Known} | {"enter", "space", "backspace", "tab"}
_KNOWN |= {_character_to_key(chr(code)) for code in range(33, 127)}
_NOTHING = Keys()
_IDS = frozenset(command.id for command in COMMANDS)
_SIDES = {"left": "right", "right": "left", "h": "l", "l": "h"}
_TURNED = ("open", "back")
"""What goes inward and outward, to the side where the inner or the outer pane is."""


_TYPING = {
    *("search", "find", "tags", "note", "pipe", "keep_search", "add_feed", "save_page", "import_feeds", "export_feeds"),
    *("follow_link", "hints", "palette"),
}
"""Commands that open a field."""


class Keymap(NamedTuple):
    """The commands with the keys that they really have."""

    commands: tuple[Command, ...]
    macros: tuple[Macro, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def prefixes(self) -> frozenset[str]:
        """What sequences begin with."""
        parts = [key.split() for command in self.commands for key in command.keys]
        return frozenset(" ".join(part[:end]) for part in parts for end in range(1, len(part)))

    def counted(self, key: str) -> bool:
        """Whether a key can be told how often: it moves, and needs to wait for nothing."""
        return any(key in command.keys for command in self.commands if _moves(command))

    def has(self, key: str) -> bool:
        """Whether a key is a command's, or a part of one's."""
        return any(key in sequence.split() for command in self.commands for sequence in command.keys)

    def types(self, key: str) -> bool:
        """Whether a key opens something to type in."""
        return any(key in command.keys for command in self.commands if command.id in _TYPING)

    @property
    def leaving(self) -> frozenset[str]:
        """Keys that go back and are none of what is typed, which leave dialogs too."""
        return frozenset(key for command in self.commands if command.id == "back" for key in command.keys if "+" in key)

    @property
    def counts(self) -> bool:
        """Whether digits say how often, which they do where none of them is a command's."""
        bound = {key for command in self.commands if not _selects(command) for key in command.keys}
        return not bound & set("123456789")


def made(preset: str, keys: Keys = _NOTHING, *, turned: bool = False) -> Keymap:
    """The keymap of a preset and a configuration; ``turned``: the screen begins at the right.

    What the configuration binds is taken from whoever has it by the preset. Of two that it gives one key the first has
    it, and that is a problem; so are commands and keys that there are none of.
    """
    claims = _Claims()
    wanted = {
        binding.command: mine
        for binding in keys.bindings
        if claims.knows((binding.command,), binding.facts)
        for mine in [claims.keys(binding.command, _selects(_of(binding.command)), binding.keys, binding.facts)]
        if mine or not binding.keys  # who is given nothing but mistakes keeps what it has
    }
    macros = [
        macro._replace(name=name, keys=claims.keys(name, False, macro.keys, macro.facts, macro=True))
        for macro in keys.macros
        if claims.knows(macro.commands, macro.facts)
        for name in [macro.name or macro.shell or " · ".join(macro.commands)]
    ]
    commands = _with(PRESETS[preset], COMMANDS)
    if turned:
        free = (command for command in commands if command.id not in _TURNED and not _selects(command))
        others = frozenset(key for command in free for key in command.keys)
        commands = tuple(_turned(command, others) for command in commands)
    commands = tuple(
        command._replace(keys=tuple(key for key in command.keys if claims.leaves(command, key)))
        for command in _with(wanted, commands)
    )
    own = (
        Command(f"macro({index})", macro.keys, Group.APP, Scope.MAIN, label=macro.name)
        for index, macro in enumerate(macros)
    )
    return Keymap((*commands, *own), tuple(macros), tuple(claims.problems))


class _Owner(NamedTuple):
    """Whom the configuration gives a key."""

    name: str
    is_macro: bool
    """Which may be called as a command is."""


class _Claims:
    """What the configuration gives keys to."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._owners: dict[tuple[bool, str], _Owner] = {}

    def knows(self, commands: Sequence[str], facts: tuple[tuple[str, str], ...]) -> bool:
        """Whether there are these commands; it is a problem if not."""
        lacking = [command for command in commands if command not in _IDS]
        self.problems += [Problem("keys.no_such_command", (*facts, ("found", command))) for command in lacking]
        return not lacking

    def keys(
        self,
        owner: str,
        selects: bool,
        said: Sequence[str],
        facts: tuple[tuple[str, str], ...],
        *,
        macro: bool = False,
    ) -> tuple[str, ...]:
        """Those of the keys that nobody has yet."""
        mine: list[str] = []
        for text in said:
            key = parsed(text)
            if key is None:
                self.problems.append(Problem("keys.no_such_key", (*facts, ("found", text))))
            elif (other := self._owner(selects, key)) is not None:
                names = (("pressed", shown(key)), ("first", other.name), ("second", owner))
                self.problems.append(Problem("keys.taken", (*facts, *names)))
            else:
                self._owners[selects, key] = _Owner(owner, macro)
                mine.append(key)
        return tuple(mine)

    def leaves(self, command: Command, key: str) -> bool:
        """Whether a command may have a key that the preset gives it."""
        return self._owner(_selects(command), key) in (None, _Owner(command.id, False))

    def _owner(self, selects: bool, key: str) -> _Owner | None:
        """Who has a key, or one that it begins with or that begins with it; None: nobody."""
        for (among, other), owner in self._owners.items():
            if among is selects and (other == key or other.startswith(f"{key} ") or key.startswith(f"{other} ")):
                return owner
        return None


def _of(id: str) -> Command:
    return next(command for command in COMMANDS if command.id == id)


def _selects(command: Command) -> bool:
    """Whether its keys count while text is selected only."""
    return command.scope is Scope.SELECT and command.id != "select"


def _with(keys: Mapping[str, tuple[str, ...]], commands: Sequence[Command]) -> tuple[Command, ...]:
    """The commands with these keys, the first one of an id; what others have of them is theirs no longer."""
    firsts = {command.id: command for command in reversed(commands)}
    taken = {(_selects(firsts[id]), key) for id, mine in keys.items() for key in mine}
    return tuple(
        command._replace(keys=keys[command.id])
        if command.id in keys and command is firsts[command.id]
        else command._replace(keys=tuple(key for key in command.keys if (_selects(command), key) not in taken))
        for command in commands
    )


def _turned(command: Command, others: frozenset[str]) -> Command:
    """Go to the pane that the key points to, if nobody else has it."""
    if command.id not in _TURNED:
        return command
    turned = (_SIDES.get(key, key) for key in command.keys)
    return command._replace(keys=tuple(key for key in turned if key not in others or key not in _SIDES))


def parsed(text: str) -> str | None:
    """Textual's name of a key or a sequence that somebody wrote, such as ``Ctrl+D``, ``g g``, ``F5``; None: none."""
    parts = [_key(part) for part in text.split()]
    return " ".join(part for part in parts if part) if parts and None not in parts else None


def _key(text: str) -> str | None:
    before, _, last = text[:-1].rpartition("+")  # the last character is no joint: it may be the key itself
    last += text[-1]
    held = {modifier.lower() for modifier in before.split("+")} if before else set()
    if held - set(_MODIFIERS):
        return None
    if len(last) == 1 and last not in _NAMES:
        if last.isalpha() and "shift" in held:
            held, last = held - {"shift"}, last.upper()
        char = last.lower() if "ctrl" in held else last
        if len(char) != 1:  # some letters have no other case of one character, and no key has two
            return None
        name = _character_to_key(char)
    elif (name := _NAMES.get(last.lower(), last.lower())) not in _KNOWN:
        return None
    return "+".join([*(modifier for modifier in _MODIFIERS if modifier in held), name])


def shown(key: str) -> str:
    """How a key or a sequence is written for people."""
    return " ".join(map(key_name, key.split()))


_current: Keymap | None = None


def key_of(command_id: str) -> str:
    """The key of a command as people read it, for a sentence; its name in the configuration where it has none."""
    keys = next((command.keys for command in current().commands if command.id == command_id and command.keys), ())
    return shown(keys[0]) if keys else command_id


def current() -> Keymap:
    """The keymap of the screen. There is one screen in a process."""
    return _current if _current is not None else made("default")


def use(keymap: Keymap) -> None:
    """Have the screen go by this keymap; who has bindings is bound anew (:func:`bind`)."""
    global _current
    _current = keymap


def bind(node: DOMNode, *scopes: Scope) -> None:
    """Have the keys of the commands of ``scopes`` do what they do, beside what Textual's own do at ``node``."""
    having = (command for command in current().commands if command.scope in scopes)
    own = BindingsMap([_binding(command, key) for command in having for key in command.keys])
    others = node._merged_bindings.key_to_bindings if node._merged_bindings is not None else {}
    node._bindings = BindingsMap.from_keys({**others, **own.key_to_bindings})


def _binding(command: Command, key: str) -> Binding:
    urgent = command.scope is Scope.APP and key.startswith("ctrl+")
    return Binding(key, command.id, show=False, priority=urgent)


def _moves(command: Command) -> bool:
    through = ("next_paragraph", "previous_paragraph", "next_heading", "previous_heading")
    caret = command.scope is Scope.SELECT and command.id.startswith(("caret", "word"))
    return command.scope is Scope.LINES or caret or command.id in through


class Pressed(NamedTuple):
    """What has been pressed of a sequence or a count, and what a key makes of it."""

    pending: str = ""
    times: int = 0
    key: str = ""
    """The key or the whole sequence that counts now; empty: more must come."""

    @property
    def text(self) -> str:
        """What is waited with, for people."""
        return f"{self.times or ''}{shown(self.pending)}"

    def and_then(self, key: str, keymap: Keymap, *, selecting: bool = False) -> Pressed:
        """What there is after one more key. What continues nothing ends it, and so does Esc.

        ``selecting``: keys of a selection mean that, whatever else begins with them.
        """
        if selecting and any(key in command.keys for command in keymap.commands if _selects(command)):
            return Pressed(times=self.times, key=key)
        begun = f"{self.pending} {key}".strip()
        if key == "escape" and self != Pressed():
            return Pressed()
        if not self.pending and keymap.counts and key in tuple("0123456789") and (self.times or key != "0"):
            return Pressed(times=min(10 * self.times + int(key), _MOST))
        if begun in keymap.prefixes:
            return Pressed(begun, self.times)
        whole = {bound for command in keymap.commands for bound in command.keys}
        return Pressed(times=self.times, key=begun) if begun in whole or not self.pending else Pressed()


_MOST = 999
