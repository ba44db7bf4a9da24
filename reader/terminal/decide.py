"""Which order to send a terminal, and how to stop it from turning that round: from its answers alone.

Measured in fourteen emulators, most of them in two generations. Seven show visual order untouched; VTE, Konsole and
mlterm leave it alone once told; kitty, PuTTY, QTermWidget and xterm.js's DOM renderer must be sent another order
(``text.adapt``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from reader.terminal.answers import Answers

_ESC, _BEL = "\x1b", "\x07"


class Order(StrEnum):
    """What rows are sent as."""

    VISUAL = "visual"
    KITTY = "kitty"
    ROW = "row"
    SPAN = "span"
    LOGICAL = "logical"
    """As typed, unshaped: for screen readers, and for terminals whose user wants them to do it."""


class Switch(StrEnum):
    """Whose sequence turns a terminal's own reordering off."""

    NONE = "none"
    BDSM = "bdsm"
    KONSOLE = "konsole"
    MLTERM = "mlterm"


class Way(StrEnum):
    """How a sequence reaches the terminal."""

    DIRECT = "direct"
    PASSTHROUGH = "passthrough"
    """Through tmux, in its DCS wrapper."""
    CLIENT = "client"
    """Around tmux, to the terminal that its client runs in."""
    SCREEN = "screen"
    """Through GNU screen, in DCS."""


_OFF_AND_ON = {
    Switch.NONE: ("", ""),
    Switch.BDSM: (f"{_ESC}[8l", f"{_ESC}[8h"),
    Switch.KONSOLE: (f"{_ESC}]50;BidiRenderingEnabled=false{_BEL}", f"{_ESC}]50;BidiRenderingEnabled=true{_BEL}"),
    Switch.MLTERM: (f"{_ESC}]5379;use_ctl=false{_BEL}", f"{_ESC}]5379;use_ctl=true{_BEL}"),
}


class Multiplexer(NamedTuple):
    """What tmux says of the terminal that it runs in (``tmux display-message``)."""

    outer_version: str = ""
    """``client_termtype``: the outer terminal's XTVERSION."""
    outer_term: str = ""
    """``client_termname``: its TERM."""
    client_tty: str = ""
    passthrough: bool = False


class Terminal(NamedTuple):
    """What was recognised and what follows from it."""

    name: str
    order: Order
    switch: Switch = Switch.NONE
    way: Way = Way.DIRECT
    restore: bool = True
    """Whether the terminal's own reordering was on before, and is put on again."""
    sure: bool = True
    """The emulator was measured; otherwise the user had better be asked."""
    answered: bool = False
    """A reader said on the terminal card which order is right."""
    client_tty: str = ""
    mirrors: bool = True
    """Whether it mirrors the brackets that it turns (UAX #9, rule L4)."""

    @property
    def begin(self) -> str:
        """What to send before the first row; empty: nothing."""
        return self._wrapped(_OFF_AND_ON[self.switch][0])

    @property
    def end(self) -> str:
        """What to send when the screen is given back."""
        return self._wrapped(_OFF_AND_ON[self.switch][1]) if self.restore else ""

    def _wrapped(self, sequence: str) -> str:
        if sequence and self.way is Way.PASSTHROUGH:
            return f"{_ESC}Ptmux;{sequence.replace(_ESC, _ESC * 2)}{_ESC}\\"
        if sequence and self.way is Way.SCREEN:
            return f"{_ESC}P{sequence}{_ESC}\\"
        return sequence


def decide(answers: Answers, environ: Mapping[str, str], multiplexer: Multiplexer | None = None) -> Terminal:
    """What ``auto`` means here. ``multiplexer`` is given inside tmux."""
    if multiplexer is not None:
        return _in_tmux(multiplexer, environ)
    if answers.secondary.startswith("83;") or (environ.get("STY") and answers == Answers()):
        return _in_screen(environ)
    if environ.get("TERM") == "dumb":
        return Terminal("dumb", Order.LOGICAL)  # a log, or Emacs, which orders text itself
    return _direct(answers, environ)


def for_lines(found: Terminal) -> Terminal:
    """``found`` for a program that prints some rows and leaves: only VTE remembers for each row how it was meant.

    The other sequences change how everything is drawn, and would have to stay. What a reader found right stays.
    """
    if found.switch is Switch.MLTERM:
        return found._replace(order=Order.LOGICAL, switch=Switch.NONE)
    if found.switch is Switch.KONSOLE or found.way in (Way.CLIENT, Way.PASSTHROUGH):
        return found._replace(order=found.order if found.answered else Order.ROW, switch=Switch.NONE)
    return found


def is_tmux(answers: Answers, environ: Mapping[str, str]) -> bool:
    """Whether tmux stands between.

    TMUX is inherited by a terminal that was started from inside tmux, so it counts only where nothing was answered.
    """
    answered = answers.version.startswith("tmux") or answers.secondary.startswith("84;")
    return answered or (bool(environ.get("TMUX")) and not (answers.version or answers.secondary))


def _direct(answers: Answers, environ: Mapping[str, str]) -> Terminal:
    term, program = environ.get("TERM", ""), environ.get("TERM_PROGRAM", "")
    version, secondary = answers.version, answers.secondary
    if answers.bdsm in (1, 2):
        return Terminal(version or "VTE", Order.VISUAL, Switch.BDSM, restore=answers.bdsm == 1)
    if version.startswith("Konsole") or (
        environ.get("KONSOLE_VERSION") and not version and secondary in ("1;115;0", "")
    ):
        return Terminal(version or "Konsole", Order.VISUAL, Switch.KONSOLE, mirrors=False)
    if version.startswith("mlterm") or secondary.startswith("24;279") or term.startswith("mlterm"):
        return Terminal(version or "mlterm", Order.VISUAL, Switch.MLTERM)
    if version.startswith("kitty") or term == "xterm-kitty":
        return Terminal(version or "kitty", Order.KITTY)
    if secondary == "0;136;0":
        return Terminal("PuTTY", Order.ROW)
    if secondary == "0;115;0":
        return Terminal("QTermWidget", Order.SPAN)
    if program == "Apple_Terminal":
        return Terminal("Apple Terminal", Order.ROW, sure=False)
    iterm = version if version.startswith("iTerm2") else environ.get("TERM_PROGRAM_VERSION", "")
    if (program == "iTerm.app" or version.startswith("iTerm2")) and _numbers(iterm.removeprefix("iTerm2")) >= (3, 7):
        return Terminal("iTerm2", Order.ROW, sure=False)
    if program == "vscode" or version.startswith("xterm.js") or secondary == "0;276;0":
        # WebGL leaves cells where they are, the DOM renderer wants them in spans, and both answer alike.
        return Terminal(version or "xterm.js", Order.VISUAL, Switch.BDSM, sure=False)
    # Everything else leaves cells where they are. Mode 8 did no harm in any emulator tried.
    return Terminal(_name(answers, environ), Order.VISUAL, Switch.BDSM, sure=_is_known(answers, environ))


def _name(answers: Answers, environ: Mapping[str, str]) -> str:
    windows = "Windows Terminal" if environ.get("WT_SESSION") else ""
    return answers.version or environ.get("TERM_PROGRAM", "") or windows or environ.get("TERM", "")


# Emulators that leave cells where they are, by the beginning of what they call themselves. TERM is "xterm" in too many
# others to mean anything.
_BY_VERSION = ("XTerm", "foot", "ghostty", "WezTerm", "iTerm2")
_BY_TERM = ("alacritty", "foot", "xterm-ghostty", "wezterm", "rxvt", "st-", "linux")
_BY_DEVICE = re.compile("85;95;.*|64;0;0|0;[0-9]{4};1|0;10;1")
"""urxvt, zutty, alacritty and Windows Terminal."""


def _is_known(answers: Answers, environ: Mapping[str, str]) -> bool:
    term = environ.get("TERM", "")
    return (
        answers.version.startswith(_BY_VERSION)
        or term == "st"
        or term.startswith(_BY_TERM)
        or _BY_DEVICE.fullmatch(answers.secondary) is not None
        or bool(environ.get("WT_SESSION"))
    )


def _in_tmux(outer: Multiplexer, environ: Mapping[str, str]) -> Terminal:
    """By the outer terminal's own name: the environment is that of whoever started the server."""
    version = outer.outer_version
    guessed = not version and bool(environ.get("VTE_VERSION"))
    knows_mode = guessed or version.startswith(("VTE", "mintty", "WezTerm"))
    found = _direct(Answers(1 if knows_mode else None, version), {"TERM": outer.outer_term})
    found = found._replace(name=f"tmux, {found.name}".rstrip(", "), sure=found.sure and not guessed)
    if not (version or outer.outer_term):  # on another machine; perhaps the sequence gets through
        return found._replace(way=Way.PASSTHROUGH)
    if found.order is not Order.VISUAL or (not knows_mode and found.switch is Switch.BDSM):
        return found._replace(switch=Switch.NONE)
    if outer.client_tty:
        return found._replace(way=Way.CLIENT, client_tty=outer.client_tty)
    if outer.passthrough:
        return found._replace(way=Way.PASSTHROUGH)
    return found._replace(order=Order.ROW, switch=Switch.NONE, sure=False)


_INHERITED = {"KONSOLE_VERSION": "Konsole", "MLTERM": "mlterm", "KITTY_WINDOW_ID": "kitty", "XTERM_VERSION": "XTerm"}


def _in_screen(environ: Mapping[str, str]) -> Terminal:
    """By what screen's own environment has from the terminal that it was started in."""
    version = next((name for variable, name in _INHERITED.items() if environ.get(variable)), "")
    found = _direct(Answers(1 if environ.get("VTE_VERSION") else None, version), {})
    return found._replace(name=f"screen, {found.name}".rstrip(", "), way=Way.SCREEN)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)[:2])
