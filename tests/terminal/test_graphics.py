"""How pictures are shown, by a terminal's answers."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import termios

import pytest

from reader.terminal.answers import Answers
from reader.terminal.decide import Multiplexer, Order, Terminal, Way
from reader.terminal.graphics import Graphics, Showing, cell_size, decide
from reader.terminal.recognise import Recognised

COLOURS = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
PLAIN = Terminal("", Order.VISUAL)


def shown(version: str = "", primary: str = "", **environ: str) -> Showing:
    """What is decided of a terminal that answers this."""
    return decide(Recognised(PLAIN, Answers(version=version, primary=primary)), {**COLOURS, **environ})


@pytest.mark.parametrize(
    ("version", "primary", "graphics"),
    [
        ("XTerm(379)", "63;1;2;4;6;9;15;22", Graphics.SIXEL),
        ("XTerm(379)", "64;1;2;6;9;15;16;17;18;21;22;28", Graphics.BLOCKS),
        ("foot(1.13.1)", "62;4;22", Graphics.SIXEL),
        ("Konsole 22.12.3", "62;1;4", Graphics.SIXEL),
        ("kitty(0.48.2)", "62;c", Graphics.KITTY),
        ("kitty(0.26.5)", "62;c", Graphics.BLOCKS),
        ("ghostty 1.2.0", "62;22", Graphics.KITTY),
        ("WezTerm 20240203", "65;4;6;18;22", Graphics.ITERM),
        ("iTerm2 3.6.2", "62;4", Graphics.ITERM),
        ("mintty 3.7.0", "64;1;2;4;6;9", Graphics.ITERM),
        ("VTE(8401)", "65;1;9", Graphics.BLOCKS),
        ("", "", Graphics.BLOCKS),
        ("", "4", Graphics.BLOCKS),  # the class of the terminal, and no attribute
    ],
)
def test_graphics_are_those_that_the_terminal_has(version: str, primary: str, graphics: Graphics) -> None:
    """By its name where it does not say, by attribute 4 where it draws sixels, else half blocks."""
    assert shown(version, primary) == Showing(graphics)


def test_over_ssh_pictures_wait_for_the_key() -> None:
    """A screen of them is a megabyte; what the key then shows is decided all the same."""
    assert shown("kitty(0.48.2)", SSH_CONNECTION="10.0.0.1 1 10.0.0.2 22") == Showing(Graphics.KITTY, begin=False)


def test_without_colours_there_are_no_half_blocks() -> None:
    """NO_COLOR, or a terminal of sixteen."""
    assert shown(NO_COLOR="1").graphics is Graphics.OFF
    assert shown(TERM="xterm", COLORTERM="").graphics is Graphics.OFF
    assert shown(TERM="dumb").graphics is Graphics.OFF
    assert shown("kitty(0.48.2)", NO_COLOR="1").graphics is Graphics.KITTY


def test_screen_readers_get_no_pictures() -> None:
    """Rows in logical order are for them."""
    logical = Recognised(Terminal("", Order.LOGICAL), Answers(version="kitty(0.48.2)"))
    assert decide(logical, COLOURS).graphics is Graphics.OFF


def test_pictures_pass_through_tmux_where_it_lets_them() -> None:
    """kitty's reach the terminal behind it in a wrapper; sixels tmux draws itself, if it says so."""
    inner = Answers(version="tmux 3.6", primary="1;2;4")
    kitty = Multiplexer("kitty(0.48.2)", "xterm-kitty", "", passthrough=True)
    passing = decide(Recognised(PLAIN, inner, kitty), COLOURS)
    assert passing == Showing(Graphics.KITTY, way=Way.PASSTHROUGH)
    assert passing.wrapped("\x1b_Ga=d\x1b\\") == "\x1bPtmux;\x1b\x1b_Ga=d\x1b\x1b\\\x1b\\"
    closed = kitty._replace(passthrough=False)
    assert decide(Recognised(PLAIN, inner, closed), COLOURS) == Showing(Graphics.SIXEL)
    assert decide(Recognised(PLAIN, Answers(primary="1;2"), closed), COLOURS) == Showing(Graphics.BLOCKS)


def test_the_setting_stands_before_the_terminal() -> None:
    """The word off hides them until the key; any other is taken at its word."""
    found = Recognised(PLAIN, Answers(version="kitty(0.48.2)"))
    assert decide(found, COLOURS, "off") == Showing(Graphics.KITTY, begin=False)
    assert decide(found, {**COLOURS, "SSH_TTY": "x"}, "blocks") == Showing(Graphics.BLOCKS)


def test_a_terminal_tells_its_cells_size() -> None:
    """By the window's size in pixels; one that does not tell it has none."""
    master, slave = pty.openpty()
    try:
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 900, 720))
        assert cell_size(slave) == (9, 18)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        assert cell_size(slave) is None
    finally:
        os.close(master)
        os.close(slave)
    assert cell_size(slave) is None
