"""A terminal at the other end of a pty: answers what a recording answers, and nothing else."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import sys
import time
from collections.abc import Mapping
from typing import Any

from reader.terminal.answers import DA1, DA2, DECRQM_BDSM, XTVERSION

_QUESTION = re.compile("|".join(re.escape(question) for question in (DECRQM_BDSM, XTVERSION, DA2, DA1)))
_LONGEST = 20.0

RECOGNISE = """
import json, os, select, sys, termios, time, tty
from reader.terminal.recognise import recognise
mode = termios.tcgetattr(0)
begun = time.monotonic()
found = recognise(os.environ, take_keys="take" in sys.argv)
seconds = time.monotonic() - begun
same = termios.tcgetattr(0) == mode
tty.setcbreak(0, termios.TCSANOW)
left = os.read(0, 999).decode() if select.select([0], [], [], 0.05)[0] else ""
print()
print(json.dumps([found.terminal._asdict(), found.answers._asdict(), seconds, same, left]))
"""


class Seen:
    """What a program that recognised its terminal says of it, and what the terminal was sent."""

    def __init__(self, said: list[Any], asked: list[str]) -> None:
        self.terminal, self.answers, self.seconds, self.mode_is_back, self.left = said
        self.asked = asked


def recognised(
    replies: Mapping[str, str],
    environ: Mapping[str, str],
    *arguments: str,
    delay: float = 0.0,
    first: str = "",
    between: str = "",
) -> Seen:
    """Run recognition on a terminal that gives ``replies`` by question, ``delay`` seconds after each.

    The user has typed ``first`` before anything was asked, and types ``between`` before the first reply.
    With the argument ``take`` keys are read too.
    """
    pid, master = pty.fork()
    if pid == 0:
        kept = {key: os.environ[key] for key in ("PATH", "PYTHONPATH", "HOME", "LANG") if key in os.environ}
        os.execve(sys.executable, [sys.executable, "-c", RECOGNISE, *arguments], {**kept, **environ})
    os.write(master, first.encode())
    sent, asked = "", list[str]()
    end = time.monotonic() + _LONGEST
    while (chunk := _read(master, end)) is not None:
        sent += chunk
        for question in _QUESTION.findall(sent)[len(asked) :]:
            if not asked:
                os.write(master, between.encode())
            asked.append(question)
            time.sleep(delay)
            os.write(master, replies.get(question, "").encode())
    os.waitpid(pid, 0)
    os.close(master)
    return Seen(json.loads(sent.splitlines()[-1]), asked)


def _read(master: int, end: float) -> str | None:
    """What comes next; None when the program has ended, or ``end`` is near."""
    if not select.select([master], [], [], max(0.0, end - time.monotonic()))[0]:
        return None
    try:
        return os.read(master, 65536).decode() or None
    except OSError:  # Linux says EIO when the last writer has gone
        return None
