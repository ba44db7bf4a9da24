"""What a terminal says when it is asked who it is."""

from __future__ import annotations

import re
from typing import NamedTuple

_ESC = "\x1b"
DECRQM_BDSM = f"{_ESC}[8$p"
"""Is mode 8, BiDi support, known, and is it set? (ECMA-48 8.3.23 BDSM; terminal-wg's recommendation.)"""
XTVERSION = f"{_ESC}[>0q"
DA2 = f"{_ESC}[>c"
DA1 = f"{_ESC}[c"
"""Every terminal answers this one, so that nothing need be waited for behind it."""

_REPORT = re.compile(r"\x1b\[8;(\d)\$y")
_VERSION = re.compile(r"\x1bP>\|([^\x1b\x07]*)(?:\x1b\\|\x07)")
_SECONDARY = re.compile(r"\x1b\[>([\d;]*)c")
_PRIMARY = re.compile(r"\x1b\[\?([\d;]*)c")
_ANSWER = re.compile("|".join(kind.pattern for kind in (_REPORT, _VERSION, _SECONDARY, _PRIMARY)))
_BEGUN = re.compile(r"\x1b(?:P(?:>(?:\|[^\x1b\x07]*\x1b?)?)?|\[(?:8(?:;\d?\$?)?|[>?][\d;]*)?)\Z")
"""The end of what was read, if it may be the beginning of an answer. A bare ESC is a key."""


class Answers(NamedTuple):
    """A terminal's replies; empty, or None, where it did not answer."""

    bdsm: int | None = None
    """1 set, 2 reset, 4 reset for good: it knows the mode; 0: it does not."""
    version: str = ""
    """Name and version, such as ``kitty(0.48.2)``."""
    secondary: str = ""
    """Device attributes, such as ``65;7006;1``."""
    primary: str = ""
    typed: str = ""
    """What else was read meanwhile: keys, which are somebody's to have."""


def questions(environ_program: str) -> str:
    """What to write. ``environ_program`` is TERM_PROGRAM: Apple's Terminal would print a part of the first one."""
    first = "" if environ_program == "Apple_Terminal" else DECRQM_BDSM
    return first + XTVERSION + DA2 + DA1


def complete(received: str) -> bool:
    """Whether the last answer is there."""
    return _PRIMARY.search(received) is not None


def parse(received: str) -> Answers:
    """The answers in what was read, and what lies between them."""

    def found(pattern: re.Pattern[str]) -> str:
        match = pattern.search(received)
        return match[1] if match else ""

    report = found(_REPORT)
    typed = Keys().of(received)
    return Answers(int(report) if report else None, found(_VERSION), found(_SECONDARY), found(_PRIMARY), typed)


class Keys:
    """What comes from a terminal, without the answers that come too late to be waited for."""

    def __init__(self) -> None:
        self._begun = ""

    def of(self, received: str) -> str:
        """The keys in what was read next. The beginning of an answer is held back until the rest is there."""
        rest = _ANSWER.sub("", self._begun + received)
        begun = _BEGUN.search(rest)
        self._begun = begun[0] if begun else ""
        return rest[: len(rest) - len(self._begun)]
