"""Asking: one write to the terminal and one wait, before anything else uses it."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Mapping

from reader.terminal.answers import Answers, complete, parse, questions

LONGEST_WAIT = 0.5
"""Seconds. Terminals answer within 15 ms, a cold one within 270 ms, one that is far away when its line lets it."""


def ask(environ: Mapping[str, str], timeout: float = LONGEST_WAIT) -> Answers:
    """The controlling terminal's answers; none when there is no terminal, or it does not answer in time."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        return Answers()
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return Answers()
    try:
        before = termios.tcgetattr(terminal)
        try:
            tty.setraw(terminal)
            os.write(terminal, questions(environ.get("TERM_PROGRAM", "")).encode())
            return parse(_received(terminal, timeout))
        finally:
            termios.tcsetattr(terminal, termios.TCSANOW, before)
    except (OSError, termios.error):
        return Answers()
    finally:
        os.close(terminal)


def _received(terminal: int, timeout: float) -> str:
    received = ""
    end = time.monotonic() + timeout
    while not complete(received) and (left := end - time.monotonic()) > 0:
        if select.select([terminal], [], [], left)[0]:
            received += os.read(terminal, 4096).decode("latin-1")
    return received
