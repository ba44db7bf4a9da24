"""Asking tmux about the terminal that it runs in."""

from __future__ import annotations

import os
from collections.abc import Mapping

from reader.terminal.decide import Multiplexer

_FORMAT = "#{client_termname}|#{client_tty}|#{allow-passthrough}|#{client_termtype}"
"""The terminal's own words come last: they may hold anything."""
_LONGEST_WAIT = 1.0


def outer(environ: Mapping[str, str]) -> Multiplexer:
    """What tmux says; nothing when it cannot be asked, as from another machine."""
    if not environ.get("TMUX"):  # without it tmux would tell of some other session
        return Multiplexer()
    said = _run("display-message", "-p", _FORMAT).rstrip("\n").split("|", 3)
    if len(said) != 4:
        return Multiplexer()
    term, tty, passthrough, version = said
    reachable = tty if os.access(tty, os.W_OK) else ""
    return Multiplexer(version, term, reachable, passthrough in ("1", "2", "on", "all"))


def refresh() -> None:
    """Let tmux draw its client anew, after something was written around it."""
    _run("refresh-client")


def _run(*arguments: str) -> str:
    import subprocess  # outside tmux nobody needs it

    try:
        done = subprocess.run(["tmux", *arguments], capture_output=True, text=True, timeout=_LONGEST_WAIT, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout if done.returncode == 0 else ""
