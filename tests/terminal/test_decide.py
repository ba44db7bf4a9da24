"""What follows from a terminal's answers."""

from __future__ import annotations

import pytest

from reader.terminal.answers import Answers, Keys, questions
from reader.terminal.decide import Multiplexer, Order, Switch, Terminal, Way, decide, for_lines

ESC = "\x1b"


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
    "in Konsole, another user's": (
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


def test_a_guess_from_tmuxs_environment_is_unsure() -> None:
    """VTE_VERSION may come from whoever started the server, so it is followed, and the user is asked."""
    found = decide(Answers(), {"VTE_VERSION": "7006"}, Multiplexer("", "xterm-256color", "/dev/pts/1"))
    assert (found.switch, found.way, found.sure) == (Switch.BDSM, Way.CLIENT, False)


def test_sequences_are_wrapped() -> None:
    """tmux wants its escapes doubled inside its wrapper; GNU screen wants a plain DCS."""
    through = Terminal("t", Order.VISUAL, Switch.BDSM, Way.PASSTHROUGH)
    screen = decide(Answers(secondary="83;40900;0"), {"STY": "1", "VTE_VERSION": "7006"})
    assert through.begin == f"{ESC}Ptmux;{ESC}{ESC}[8l{ESC}\\"
    assert screen.begin == f"{ESC}P{ESC}[8l{ESC}\\"


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "221203"}, "Konsole"),
        ({"TERM": "xterm-kitty"}, "kitty"),
        ({"TERM": "mlterm"}, "mlterm"),
        ({"TERM": "screen", "STY": "1.pts-0.host", "KONSOLE_VERSION": "221203"}, "screen, Konsole"),
    ],
)
def test_the_environment_speaks_for_a_terminal_that_was_not_asked(environ: dict[str, str], name: str) -> None:
    """Without answers the variables that emulators set decide."""
    assert decide(Answers(), environ).name == name


def test_inherited_variables_do_not_outweigh_an_answer() -> None:
    """A terminal started from Konsole or from screen has their variables, and a name of its own."""
    environ = {"TERM": "xterm", "KONSOLE_VERSION": "221203", "STY": "1.pts-0.host", "VTE_VERSION": "7006"}
    found = decide(Answers(0, "XTerm(379)", "41;379;0", "64;1;2"), environ)
    assert (found.name, found.switch, found.sure) == ("XTerm(379)", Switch.BDSM, True)


@pytest.mark.parametrize(
    ("found", "order"),
    [
        (Terminal("VTE", Order.VISUAL, Switch.BDSM), Order.VISUAL),
        (Terminal("Konsole", Order.VISUAL, Switch.KONSOLE), Order.ROW),
        (Terminal("mlterm", Order.VISUAL, Switch.MLTERM), Order.LOGICAL),
        (Terminal("tmux, VTE", Order.VISUAL, Switch.BDSM, Way.CLIENT, client_tty="/dev/pts/1"), Order.ROW),
        (Terminal("kitty", Order.KITTY), Order.KITTY),
    ],
)
def test_printed_rows_outlive_the_program(found: Terminal, order: Order) -> None:
    """A command sends no sequence that would have to stay for its rows to stay right."""
    lines = for_lines(found)
    assert (lines.order, lines.switch) == (order, Switch.BDSM if order is Order.VISUAL else Switch.NONE)


def test_late_answers_are_not_keys() -> None:
    """Answers that come after the wait are left out of the keys, whole or cut in two; only a bare ESC is a key."""
    received = f"j{ESC}[8;1$yk{ESC}P>|kitty(0.48.2){ESC}\\{ESC}[>1;4000;48c{ESC}[?62;52;cq{ESC}[A"
    cuts = [at for at in range(len(received) + 1) if received[at - 1 : at] != ESC]
    for cut in cuts:
        keys = Keys()
        assert keys.of(received[:cut]) + keys.of(received[cut:]) == f"jkq{ESC}[A"
