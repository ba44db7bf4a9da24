"""Asking: one write to the terminal and one wait, before anything else uses it."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Mapping
from typing import Any

from reader.terminal.answers import Answers, complete, parse, questions

LONGEST_WAIT = 0.5
"""Seconds. Terminals answer within 15 ms, a cold one within 270 ms, one that is far away when its line lets it."""

_NEVER_ASKED = ("dumb", "linux")
"""Values of TERM. They may print what they do not understand, and the name says all there is to know."""


def ask(environ: Mapping[str, str], timeout: float = LONGEST_WAIT, *, take_keys: bool = False) -> Answers:
    """The controlling terminal's answers; none when there is no terminal, or it does not answer in time.

    Whoever reads answers reads the keys that come before them. With ``take_keys`` they are among the answers;
    without, a terminal with keys waiting is not asked, and they are left for the next program.
    A job in the background, which a terminal would stop for this, does not ask either.
    """
    if environ.get("TERM") in _NEVER_ASKED:
        return Answers()
    try:
        import termios
    except ImportError:  # Windows
        return Answers()
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return Answers()
    try:
        if os.tcgetpgrp(terminal) != os.getpgrp():
            return Answers()
        before = termios.tcgetattr(terminal)
        try:
            termios.tcsetattr(terminal, termios.TCSANOW, _byte_by_byte(before))
            if not take_keys and _readable(terminal, 0):
                return Answers()
            os.write(terminal, questions(environ.get("TERM_PROGRAM", "")).encode())
            return parse(_received(terminal, timeout))
        finally:
            termios.tcsetattr(terminal, termios.TCSANOW, before)
    except (OSError, termios.error):
        return Answers()
    finally:
        os.close(terminal)


def _byte_by_byte(mode: list[Any]) -> list[Any]:
    """A terminal's ``mode`` without lines and echo; Ctrl+C and Ctrl+Z still do what they do."""
    import termios

    iflag, oflag, cflag, lflag, ispeed, ospeed, control = mode
    control = [*control]
    control[termios.VMIN], control[termios.VTIME] = 1, 0
    iflag &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR)
    lflag &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN)
    return [iflag, oflag, cflag, lflag, ispeed, ospeed, control]


def _readable(terminal: int, timeout: float) -> bool:
    return bool(select.select([terminal], [], [], timeout)[0])


def _received(terminal: int, timeout: float) -> str:
    received = b""
    end = time.monotonic() + timeout
    while not complete(_text(received)) and (left := end - time.monotonic()) > 0:
        if _readable(terminal, left):
            received += os.read(terminal, 4096)
    return _text(received)


def _text(received: bytes) -> str:
    return received.decode(errors="replace")
