"""Recognition, from replies recorded in real emulators."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Mapping

import pytest

from reader.terminal.answers import Answers, complete, parse, questions
from reader.terminal.decide import Multiplexer, Order, Switch, Terminal, Way, decide

ESC = "\x1b"


def reply(version: str = "", bdsm: int | None = None, secondary: str = "", primary: str = "?6c") -> str:
    """What an emulator sends back, in the order of the questions."""
    parts = [f"{ESC}[8;{bdsm}$y" if bdsm is not None else "", f"{ESC}P>|{version}{ESC}\\" if version else ""]
    parts += [f"{ESC}[>{secondary}c" if secondary else "", f"{ESC}[{primary}"]
    return "".join(parts)


RECORDED: dict[str, tuple[str, Mapping[str, str], Order, Switch]] = {
    "xterm 379": (
        reply("XTerm(379)", 0, "41;379;0", "?64;1;2;6;9;15;16;17;18;21;22;28c"),
        {},
        Order.VISUAL,
        Switch.BDSM,
    ),
    "VTE 0.70": (reply("", 1, "65;7006;1", "?65;1;9c"), {"VTE_VERSION": "7006"}, Order.VISUAL, Switch.BDSM),
    "VTE 0.84": (reply("VTE(8401)", 1, "61;8401;1", "?61;1;21;22;28c"), {}, Order.VISUAL, Switch.BDSM),
    "Konsole 22.12": (reply("Konsole 22.12.3", None, "1;115;0", "?62;1;4c"), {}, Order.VISUAL, Switch.KONSOLE),
    "Konsole without XTVERSION": (
        reply("", None, "1;115;0", "?62;1;4c"),
        {"KONSOLE_VERSION": "221203"},
        Order.VISUAL,
        Switch.KONSOLE,
    ),
    "QTermWidget 1.2": (reply("", None, "0;115;0", "?1;2c"), {}, Order.SPAN, Switch.NONE),
    "mlterm 3.9.0": (reply("", 0, "24;279;0", "?63;1;2;3;4;6;7;15;18;22;29c"), {}, Order.VISUAL, Switch.MLTERM),
    "mlterm 3.9.4": (reply("mlterm(3.9.4)", 0, "24;279;0", "?63;1;2c"), {}, Order.VISUAL, Switch.MLTERM),
    "kitty 0.26": (reply("kitty(0.26.5)", 0, "1;4000;26", "?62;c"), {"TERM": "xterm-kitty"}, Order.KITTY, Switch.NONE),
    "kitty 0.48": (reply("kitty(0.48.2)", 0, "1;4000;48", "?62;52;c"), {}, Order.KITTY, Switch.NONE),
    "alacritty 0.11": (reply("", None, "0;1700;1", "?6c"), {"TERM": "alacritty"}, Order.VISUAL, Switch.BDSM),
    "alacritty 0.17": (reply("", 0, "0;2600;1", "?6c"), {"TERM": "alacritty"}, Order.VISUAL, Switch.BDSM),
    "foot 1.28": (reply("foot(1.28.0)", None, "1;012800;0", "?62;4;22;28;52c"), {}, Order.VISUAL, Switch.BDSM),
    "pterm 0.78": (reply("", None, "0;136;0", "?6c"), {"TERM": "xterm"}, Order.ROW, Switch.NONE),
    "urxvt": (reply("", None, "85;95;0", "?1;2c"), {"TERM": "rxvt-unicode-256color"}, Order.VISUAL, Switch.BDSM),
    "st 0.9": (reply("", None, "", "?6c"), {"TERM": "st-256color"}, Order.VISUAL, Switch.BDSM),
    "zutty 0.14": (
        reply("", None, "64;0;0", "?64;1;9;15;21;22c"),
        {"TERM": "xterm-256color"},
        Order.VISUAL,
        Switch.BDSM,
    ),
    "xterm.js 6.0": (reply("", 0, "0;276;0", "?1;2c"), {"TERM_PROGRAM": "vscode"}, Order.VISUAL, Switch.BDSM),
    "Apple Terminal": (
        reply("", None, "1;95;0", "?1;2c"),
        {"TERM_PROGRAM": "Apple_Terminal"},
        Order.ROW,
        Switch.NONE,
    ),
    "iTerm2 3.7": (
        reply("iTerm2 3.7.0", 0),
        {"TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.7.0"},
        Order.ROW,
        Switch.NONE,
    ),
    "iTerm2 3.6": (
        reply("iTerm2 3.6.1", 0),
        {"TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.6.1"},
        Order.VISUAL,
        Switch.BDSM,
    ),
    "Windows Terminal": (reply("", 0, "0;10;1", "?61;6c"), {"WT_SESSION": "x"}, Order.VISUAL, Switch.BDSM),
}


@pytest.mark.parametrize("name", RECORDED)
def test_recorded_replies_are_recognised(name: str) -> None:
    """Each emulator's recorded reply leads to the order and the sequence that were measured right in it."""
    received, environ, order, switch = RECORDED[name]
    found = decide(parse(received), environ)
    assert (found.order, found.switch) == (order, switch)


@pytest.mark.parametrize("name", RECORDED)
def test_recorded_replies_are_complete(name: str) -> None:
    """Every emulator answers the last question, so no start waits for the time-out."""
    assert complete(RECORDED[name][0])
    assert not complete(RECORDED[name][0][:-1])


def test_only_the_unmeasured_are_unsure() -> None:
    """Only emulators that were never run here ask the user to look."""
    unsure = {name for name, (received, environ, _, _) in RECORDED.items() if not decide(parse(received), environ).sure}
    assert unsure == {"Apple Terminal", "iTerm2 3.7"}


def test_what_was_off_is_left_off() -> None:
    """A terminal whose reordering was off already does not get it switched on in the end."""
    on, off = (decide(Answers(report, "VTE(8401)"), {}) for report in (1, 2))
    assert (on.begin, on.end) == (f"{ESC}[8l", f"{ESC}[8h")
    assert (off.begin, off.end) == (f"{ESC}[8l", "")


def test_nothing_is_asked_that_apples_terminal_prints() -> None:
    """Apple's Terminal prints the end of a DECRQM, so it is not sent one."""
    assert "$p" not in questions("Apple_Terminal")
    assert "$p" in questions("")


TMUX: dict[str, tuple[Multiplexer, Order, Switch, Way]] = {
    "in xterm": (Multiplexer("XTerm(379)", "xterm-256color", "/dev/pts/1"), Order.VISUAL, Switch.NONE, Way.DIRECT),
    "in VTE": (Multiplexer("VTE(8401)", "xterm-256color", "/dev/pts/1"), Order.VISUAL, Switch.BDSM, Way.CLIENT),
    "in Konsole, remote": (
        Multiplexer("Konsole 22.12.3", "xterm", "", passthrough=True),
        Order.VISUAL,
        Switch.KONSOLE,
        Way.PASSTHROUGH,
    ),
    "in Konsole, closed": (Multiplexer("Konsole 22.12.3", "xterm", ""), Order.ROW, Switch.NONE, Way.DIRECT),
    "in kitty": (Multiplexer("kitty(0.48.2)", "xterm-kitty", "/dev/pts/1"), Order.KITTY, Switch.NONE, Way.DIRECT),
    "in anything": (Multiplexer("", "xterm-256color", "/dev/pts/1"), Order.VISUAL, Switch.NONE, Way.DIRECT),
}


@pytest.mark.parametrize("name", TMUX)
def test_tmux_is_seen_through(name: str) -> None:
    """Inside tmux the outer terminal decides, and the way its sequence can take."""
    outer, order, switch, way = TMUX[name]
    found = decide(Answers(version="tmux 3.3a"), {"TMUX": "/tmp/tmux,1,0"}, outer)
    assert (found.order, found.switch, found.way) == (order, switch, way)


def test_sequences_are_wrapped() -> None:
    """tmux wants its escapes doubled inside its wrapper; GNU screen wants a plain DCS."""
    through = Terminal("t", Order.VISUAL, Switch.BDSM, Way.PASSTHROUGH)
    screen = decide(Answers(secondary="83;40900;0"), {"STY": "1", "VTE_VERSION": "7006"})
    assert through.begin == f"{ESC}Ptmux;{ESC}{ESC}[8l{ESC}\\"
    assert screen.begin == f"{ESC}P{ESC}[8l{ESC}\\"


ASK = """
import os
from reader.terminal.ask import ask
print(ask(dict(TERM_PROGRAM=os.environ.get("TERM_PROGRAM", ""))))
"""


def _asked(answer: bytes) -> str:
    """What ``ask`` finds on a terminal that replies ``answer`` as soon as it has been asked everything."""
    pid, master = pty.fork()
    if pid == 0:
        os.execv(sys.executable, [sys.executable, "-c", ASK])
    received = b""
    answered = False
    while True:
        try:
            chunk = os.read(master, 4096)
        except OSError:
            break
        if not chunk:
            break
        received += chunk
        if not answered and received.endswith(b"\x1b[c"):
            os.write(master, answer)
            answered = True
    os.waitpid(pid, 0)
    os.close(master)
    return received.decode()


@pytest.mark.parametrize("name", ["VTE 0.84", "Konsole 22.12", "kitty 0.48", "pterm 0.78"])
def test_asking_a_terminal(name: str) -> None:
    """The questions go to the controlling terminal, and its reply is read back without being echoed."""
    received = RECORDED[name][0]
    assert str(parse(received)) in _asked(received.encode())


def test_without_a_terminal_nothing_answers() -> None:
    """A process without a controlling terminal gets no answers, at once."""
    done = subprocess.run(
        [sys.executable, "-c", ASK], capture_output=True, text=True, start_new_session=True, check=True
    )
    assert done.stdout.strip() == str(Answers())
