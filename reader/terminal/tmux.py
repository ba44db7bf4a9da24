"""Asking tmux about the terminal that it runs in."""

from __future__ import annotations

from reader.terminal.decide import Multiplexer

_FORMAT = "#{client_termtype}\t#{client_termname}\t#{client_tty}\t#{allow-passthrough}"
_LONGEST_WAIT = 1.0


def outer() -> Multiplexer:
    """What tmux says; nothing when it cannot be asked."""
    said = _run("display-message", "-p", _FORMAT).rstrip("\n").split("\t")
    if len(said) != 4:
        return Multiplexer()
    return Multiplexer(said[0], said[1], said[2], passthrough=said[3] in ("1", "2", "on", "all"))


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
