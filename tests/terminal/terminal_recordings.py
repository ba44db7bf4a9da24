"""What real emulators answered, each to the questions that it answered at all, in two generations where there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from reader.terminal.answers import DA1, DA2, DECRQM_BDSM, XTVERSION
from reader.terminal.decide import Order, Switch


class Recording(NamedTuple):
    """A session with one emulator, and what was measured right in it."""

    order: Order
    switch: Switch
    replies: Mapping[str, str]
    """By question; one that is not here was not answered."""
    environ: Mapping[str, str]
    sure: bool = True

    @property
    def received(self) -> str:
        """All replies, in the order of the questions."""
        return "".join(self.replies.get(question, "") for question in (DECRQM_BDSM, XTVERSION, DA2, DA1))


def replies(primary: str, secondary: str = "", version: str = "", mode: int | None = None) -> dict[str, str]:
    """Replies to DA1, DA2, XTVERSION and DECRQM, in their wrappers."""
    said = {DA1: f"\x1b[{primary}"}
    if secondary:
        said[DA2] = f"\x1b[{secondary}"
    if version:
        said[XTVERSION] = f"\x1bP>|{version}\x1b\\"
    if mode is not None:
        said[DECRQM_BDSM] = f"\x1b[8;{mode}$y"
    return said


def _left_alone(said: Mapping[str, str], environ: Mapping[str, str], *, sure: bool = True) -> Recording:
    return Recording(Order.VISUAL, Switch.BDSM, said, environ, sure)


_XTERM = "?64;1;2;6;9;15;16;17;18;21;22;28c"
_MLTERM = "?63;1;2;3;4;6;7;15;18;22;29c"
_256 = {"TERM": "xterm-256color"}

MEASURED: dict[str, Recording] = {
    "xterm 379": _left_alone(
        replies(_XTERM, ">41;379;0c", "XTerm(379)", 0), {"TERM": "xterm", "XTERM_VERSION": "XTerm(379)"}
    ),
    "xterm 412": _left_alone(
        replies(_XTERM, ">41;379;0c", "XTerm(412)", 0), {"TERM": "xterm", "XTERM_VERSION": "XTerm(412)"}
    ),
    "VTE 0.70": _left_alone(replies("?65;1;9c", ">65;7006;1c", "", 1), {**_256, "VTE_VERSION": "7006"}),
    "VTE 0.84": _left_alone(replies("?61;1;21;22;28c", ">61;8401;1c", "VTE(8401)", 1), {**_256, "VTE_VERSION": "8401"}),
    "Konsole 22.12": Recording(
        Order.VISUAL,
        Switch.KONSOLE,
        replies("?62;1;4c", ">1;115;0c", "Konsole 22.12.3"),
        {**_256, "KONSOLE_VERSION": "221203"},
    ),
    "Konsole 26.08": Recording(
        Order.VISUAL,
        Switch.KONSOLE,
        replies("?62;1;4c", ">1;115;0c", "Konsole 26.08.2"),
        {**_256, "KONSOLE_VERSION": "260802"},
    ),
    "QTermWidget 1.2": Recording(Order.SPAN, Switch.NONE, replies("?1;2c", ">0;115;0c"), _256),
    "mlterm 3.9.0": Recording(
        Order.VISUAL, Switch.MLTERM, replies(_MLTERM, ">24;279;0c", "", 0), {"TERM": "mlterm", "MLTERM": "3.9.0"}
    ),
    "mlterm 3.9.4": Recording(
        Order.VISUAL,
        Switch.MLTERM,
        replies(_MLTERM, ">24;279;0c", "mlterm(3.9.4)", 0),
        {"TERM": "mlterm", "MLTERM": "3.9.4"},
    ),
    "kitty 0.26": Recording(
        Order.KITTY,
        Switch.NONE,
        replies("?62;c", ">1;4000;26c", "kitty(0.26.5)", 0),
        {"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"},
    ),
    "kitty 0.48": Recording(
        Order.KITTY,
        Switch.NONE,
        replies("?62;52;c", ">1;4000;48c", "kitty(0.48.2)", 0),
        {"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"},
    ),
    "alacritty 0.11": _left_alone(replies("?6c", ">0;1700;1c"), {"TERM": "alacritty"}),
    "alacritty 0.17": _left_alone(replies("?6c", ">0;2600;1c", "", 0), {"TERM": "alacritty"}),
    "foot 1.13": _left_alone(replies("?62;4;22c", ">1;011301;0c", "foot(1.13.1)"), {"TERM": "foot"}),
    "foot 1.28": _left_alone(replies("?62;4;22;28;52c", ">1;012800;0c", "foot(1.28.0)"), {"TERM": "foot"}),
    "pterm 0.78, 0.85": Recording(Order.ROW, Switch.NONE, replies("?6c", ">0;136;0c"), {"TERM": "xterm"}),
    "urxvt": _left_alone(replies("?1;2c", ">85;95;0c"), {"TERM": "rxvt-unicode-256color", "COLORTERM": "rxvt-xpm"}),
    "st 0.9": _left_alone(replies("?6c"), {"TERM": "st-256color"}),
    "zutty 0.14": _left_alone(replies("?64;1;9;15;21;22c", ">64;0;0c"), {"TERM": "xterm-256color"}),
    "xterm.js 6.0": _left_alone(
        replies("?1;2c", ">0;276;0c", "", 0), {"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, sure=False
    ),
    "screen 4.9 in VTE": _left_alone(
        replies("?1;2c", ">83;40900;0c"), {"TERM": "screen", "STY": "1.pts-0.host", "VTE_VERSION": "7006"}
    ),
    "screen 4.9 in Konsole": Recording(
        Order.VISUAL,
        Switch.KONSOLE,
        replies("?1;2c", ">83;40900;0c"),
        {"TERM": "screen", "STY": "1.pts-0.host", "KONSOLE_VERSION": "221203"},
    ),
    "screen 4.9 in kitty": Recording(
        Order.KITTY,
        Switch.NONE,
        replies("?1;2c", ">83;40900;0c"),
        {"TERM": "screen", "STY": "1.pts-0.host", "KITTY_WINDOW_ID": "1"},
    ),
    "screen 4.9 in anything": _left_alone(
        replies("?1;2c", ">83;40900;0c"), {"TERM": "screen", "STY": "1.pts-0.host"}, sure=False
    ),
}
"""Emulators that were run. In tmux, which answers for itself, tmux is asked further."""

READ_ABOUT: dict[str, Recording] = {
    "Apple Terminal": Recording(
        Order.ROW, Switch.NONE, replies("?1;2c", ">1;95;0c"), {**_256, "TERM_PROGRAM": "Apple_Terminal"}, sure=False
    ),
    "iTerm2 3.7": Recording(
        Order.ROW,
        Switch.NONE,
        replies("?64;1;2c", ">64;2500;0c", "iTerm2 3.7.0", 0),
        {**_256, "TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.7.0"},
        sure=False,
    ),
    "iTerm2 3.6": _left_alone(
        replies("?64;1;2c", ">64;2500;0c", "iTerm2 3.6.1", 0),
        {**_256, "TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.6.1"},
    ),
    "Windows Terminal": _left_alone(replies("?61;6c", ">0;10;1c", "", 0), {**_256, "WT_SESSION": "x"}),
    "mintty": _left_alone(replies("?64;1;2c", ">77;30700;0c", "mintty 3.7.0", 1), {"TERM": "xterm"}),
    "WezTerm": _left_alone(replies("?65;4;6;18;22c", ">1;277;0c", "WezTerm 20240203", 2), _256),
    "something else": _left_alone(replies("?1;2c", ">0;999;0c"), {"TERM": "xterm-256color"}, sure=False),
}
"""Emulators known by their sources only."""

TMUX = replies("?1;2c", ">84;0;0c", "tmux 3.3a")
