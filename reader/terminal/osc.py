"""Notifications as terminals take them: OSC 9 and OSC 777. Pure.

iTerm2 began OSC 9 and urxvt OSC 777; kitty, WezTerm, Windows Terminal and ConEmu know the first, foot, Ghostty and VTE
the second. Others would say nothing, or worse, print it.
"""

from __future__ import annotations

_ESC, _BEL = "\x1b", "\x07"
_NINE = ("iTerm2", "kitty", "WezTerm", "Windows Terminal", "ConEmu")
_SEVEN = ("foot", "ghostty", "Ghostty", "VTE", "rxvt", "xterm-ghostty")
_MOST = 200
"""Characters of a text; a notification shows fewer."""


def notification(name: str, title: str, body: str) -> str:
    """What makes a terminal of this name show a notification; empty: nothing does. The texts are clean lines."""
    own = name.removeprefix("tmux, ")
    title, body = title[:_MOST], body[:_MOST]
    if own.startswith(_NINE):
        sequence = f"{_ESC}]9;{title}: {body}{_BEL}"
    elif own.startswith(_SEVEN):
        sequence = f"{_ESC}]777;notify;{title.replace(';', ',')};{body}{_BEL}"
    else:
        return ""
    return through_tmux(sequence) if own != name else sequence


def through_tmux(sequence: str) -> str:
    """A sequence that tmux hands on, where it may (``allow-passthrough``)."""
    return f"{_ESC}Ptmux;{sequence.replace(_ESC, _ESC * 2)}{_ESC}\\"
