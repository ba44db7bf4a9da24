"""How a terminal shows pictures, by its answers; and how large its cells are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from reader.terminal.answers import Answers
from reader.terminal.decide import Multiplexer, Order, Way
from reader.terminal.recognise import AUTO, Recognised

_ESC = "\x1b"


class Graphics(StrEnum):
    """What pictures are drawn with."""

    OFF = "off"
    BLOCKS = "blocks"
    """Half blocks of two colours, which every terminal with colours has."""
    SIXEL = "sixel"
    KITTY = "kitty"
    ITERM = "iterm"


class Showing(NamedTuple):
    """How pictures are shown."""

    graphics: Graphics
    begin: bool = True
    """Whether the app starts with pictures; a key shows and hides them."""
    way: Way = Way.DIRECT
    """How the sequences of ``graphics`` reach the terminal."""

    def wrapped(self, sequence: str) -> str:
        """``sequence`` as it reaches the terminal."""
        if self.way is Way.PASSTHROUGH:
            return f"{_ESC}Ptmux;{sequence.replace(_ESC, _ESC * 2)}{_ESC}\\"
        return sequence


HIDDEN = Showing(Graphics.OFF, begin=False)
"""No pictures."""


def decide(found: Recognised, environ: Mapping[str, str], wanted: str = AUTO) -> Showing:
    """What ``wanted``, AUTO or a Graphics, means here.

    Over SSH pictures wait for the key: a screen of them is a megabyte. Rows in logical order are for screen readers,
    which have no use for them.
    """
    best = _best(found, environ)
    if wanted == Graphics.OFF:
        return best._replace(begin=False)
    if wanted != AUTO:
        return Showing(Graphics(wanted), way=best.way)
    remote = any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))
    return best._replace(begin=not remote and best.graphics is not Graphics.OFF)


def _best(found: Recognised, environ: Mapping[str, str]) -> Showing:
    if found.terminal.order is Order.LOGICAL or environ.get("TERM", "dumb") in ("dumb", "linux"):
        return Showing(Graphics.OFF)
    if found.outer is not None:
        graphics, way = _in_tmux(found.answers, found.outer)
    elif found.terminal.way is Way.SCREEN:
        graphics, way = Graphics.BLOCKS, Way.DIRECT
    else:
        graphics, way = _direct(found.answers, environ), Way.DIRECT
    if graphics is Graphics.BLOCKS and not _has_colours(environ):
        return Showing(Graphics.OFF)
    return Showing(graphics, way=way)


def _direct(answers: Answers, environ: Mapping[str, str]) -> Graphics:
    version, program = answers.version, environ.get("TERM_PROGRAM", "")
    if _has_placeholders(version, environ.get("TERM", "")):
        return Graphics.KITTY
    if version.startswith(("iTerm2", "WezTerm", "mintty")) or (not version and program in ("iTerm.app", "WezTerm")):
        return Graphics.ITERM
    return Graphics.SIXEL if _has_sixel(answers) else Graphics.BLOCKS


def _in_tmux(answers: Answers, outer: Multiplexer) -> tuple[Graphics, Way]:
    """tmux draws sixels itself where it was built to; placeholders are text to it, once the picture has got through."""
    if outer.passthrough and _has_placeholders(outer.outer_version, outer.outer_term):
        return Graphics.KITTY, Way.PASSTHROUGH
    return (Graphics.SIXEL if _has_sixel(answers) else Graphics.BLOCKS), Way.DIRECT


def _has_placeholders(version: str, term: str) -> bool:
    if version.startswith("kitty"):
        numbers = tuple(int(number) for number in re.findall(r"\d+", version)[:2])
        return not numbers or numbers >= (0, 28)
    return version.startswith("ghostty") or term in ("xterm-kitty", "xterm-ghostty")


def _has_sixel(answers: Answers) -> bool:
    """Attribute 4 of the primary device attributes (DA1)."""
    return "4" in answers.primary.split(";")[1:]


def _has_colours(environ: Mapping[str, str]) -> bool:
    """Whether there are enough of them, and they are wanted (https://no-color.org)."""
    many = environ.get("COLORTERM", "") in ("truecolor", "24bit") or "256color" in environ.get("TERM", "")
    return not environ.get("NO_COLOR") and (many or bool(environ.get("WT_SESSION")))


def cell_size(fileno: int) -> tuple[int, int] | None:
    """The width and height of a cell in pixels, as the terminal on ``fileno`` tells its system; None: it does not."""
    try:
        import fcntl
        import struct
        import termios

        rows, columns, width, height = struct.unpack("HHHH", fcntl.ioctl(fileno, termios.TIOCGWINSZ, bytes(8)))
    except (ImportError, OSError, ValueError):
        return None
    return (width // columns, height // rows) if rows and columns and width >= columns and height >= rows else None
