"""Recognition on a pty whose other end answers as an emulator was heard to answer."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest
from terminal_pty import recognised
from terminal_recordings import MEASURED, READ_ABOUT, TMUX

from reader.terminal.answers import DA1, DECRQM_BDSM, Answers, complete
from reader.terminal.ask import LONGEST_WAIT

VTE = MEASURED["VTE 0.84"]


@pytest.mark.parametrize("name", [*MEASURED, *READ_ABOUT])
def test_an_emulator_is_recognised(name: str) -> None:
    """Each emulator's replies lead to the order and the sequence that are right in it; nothing is left behind."""
    recording = (MEASURED | READ_ABOUT)[name]
    seen = recognised(recording.replies, recording.environ)
    found = seen.terminal
    assert (found["order"], found["switch"], found["sure"]) == (recording.order, recording.switch, recording.sure)
    assert (seen.mode_is_back, seen.left) == (True, "")


@pytest.mark.parametrize("name", [*MEASURED, *READ_ABOUT])
def test_every_emulator_answers_the_last_question(name: str) -> None:
    """No start in a known emulator waits for the time-out."""
    received = (MEASURED | READ_ABOUT)[name].received
    assert complete(received)
    assert not complete(received[:-1])


def test_apples_terminal_is_not_asked_what_it_prints() -> None:
    """Apple's Terminal prints the end of a DECRQM, so it is not sent one."""
    recording = READ_ABOUT["Apple Terminal"]
    assert DECRQM_BDSM not in recognised(recording.replies, recording.environ).asked


@pytest.mark.parametrize("term", ["dumb", "linux"])
def test_a_terminal_that_prints_questions_is_not_asked(term: str) -> None:
    """The Linux console and what calls itself dumb are known by name."""
    seen = recognised({}, {"TERM": term})
    assert (seen.asked, seen.terminal["sure"]) == ([], True)
    assert seen.terminal["order"] == ("logical" if term == "dumb" else "visual")


def test_a_slow_terminal_is_waited_for() -> None:
    """A terminal that takes 300 ms is recognised like a fast one."""
    late = {DA1: "\x1b[8;1$y" + "\x1bP>|VTE(8401)\x1b\\" + "\x1b[?61;1;21;22;28c"}
    seen = recognised(late, VTE.environ, delay=0.075)
    assert (seen.terminal["name"], seen.terminal["switch"]) == ("VTE(8401)", "bdsm")
    assert 0.3 <= seen.seconds < LONGEST_WAIT


def test_a_silent_terminal_is_given_up() -> None:
    """A terminal that never answers holds the start up for half a second, and the user had better look."""
    seen = recognised({}, {"TERM": "xterm-256color"})
    assert LONGEST_WAIT <= seen.seconds < LONGEST_WAIT + 0.1
    assert (seen.terminal["sure"], seen.mode_is_back, seen.left) == (False, True, "")


@pytest.mark.parametrize("first, between", [("jk", ""), ("", "jk"), ("j", "k")])
def test_keys_typed_meanwhile_are_given_to_the_app(first: str, between: str) -> None:
    """Whoever types before the screen is there is not ignored, and is no answer."""
    seen = recognised(VTE.replies, VTE.environ, "take", first=first, between=between)
    assert (seen.answers["typed"], seen.terminal["name"]) == ("jk", "VTE(8401)")


def test_keys_that_wait_are_left_to_the_next_program() -> None:
    """A command does not swallow the next one, typed while it started: it goes by the environment."""
    seen = recognised(MEASURED["kitty 0.48"].replies, MEASURED["kitty 0.48"].environ, first="ls\n")
    assert (seen.asked, seen.left) == ([], "ls\n")
    assert seen.terminal["order"] == "kitty"


def test_typed_arabic_arrives_as_it_was_typed() -> None:
    """What is typed is read as UTF-8."""
    assert recognised(VTE.replies, VTE.environ, "take", between="ق").answers["typed"] == "ق"


def test_a_job_in_the_background_does_not_ask(tmp_path: Path) -> None:
    """``qari list &`` is not stopped by its terminal for setting a mode."""
    script = "{python} -c 'import os; from reader.terminal.ask import ask; print(ask(os.environ))' > {file} & wait"
    pid, master = pty.fork()
    if pid == 0:
        line = script.format(python=sys.executable, file=tmp_path / "said")
        os.execvp("bash", ["bash", "--norc", "-c", f"set -m; {line}; exit"])
    deadline = time.monotonic() + 10
    while os.waitpid(pid, os.WNOHANG) == (0, 0) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.close(master)
    assert (tmp_path / "said").read_text().strip() == str(Answers())


def test_without_a_terminal_nothing_answers() -> None:
    """A process without a controlling terminal gets no answers, at once."""
    code = "import os; from reader.terminal.ask import ask; print(ask(os.environ))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, start_new_session=True, check=True)
    assert done.stdout.strip() == str(Answers())


OUTER = {
    # name: what tmux says, TERM outside, the sequence's way, what is chosen
    "xterm": ("xterm-256color|{tty}|off|XTerm(379)", "visual", "none", "direct", True),
    "VTE": ("xterm-256color|{tty}|off|VTE(8401)", "visual", "bdsm", "client", True),
    "VTE 0.70": ("xterm-256color|{tty}|off|", "visual", "none", "direct", False),
    "Konsole, another's": (
        "xterm-256color|/dev/none|on|Konsole 22.12.3",
        "visual",
        "konsole",
        "passthrough",
        True,
    ),
    "Konsole, out of reach": ("xterm-256color|/dev/none|off|Konsole 22.12.3", "row", "none", "direct", False),
    "mlterm": ("mlterm|{tty}|off|mlterm(3.9.4)", "visual", "mlterm", "client", True),
    "kitty": ("xterm-kitty|{tty}|off|kitty(0.48.2)", "kitty", "none", "direct", True),
    "something that did not answer": ("xterm|{tty}|off|", "visual", "none", "direct", False),
}


@pytest.mark.parametrize("name", OUTER)
def test_tmux_is_asked_what_it_runs_in(name: str, tmp_path: Path) -> None:
    """Inside tmux, which answers for itself, its word on the terminal outside decides, and the way to that terminal."""
    says, *chosen = OUTER[name]
    seen = recognised(TMUX, _with_tmux(tmp_path, says.format(tty=tmp_path / "tty")))
    assert [seen.terminal[fact] for fact in ("order", "switch", "way", "sure")] == chosen


def _with_tmux(tmp_path: Path, says: str) -> dict[str, str]:
    """The environment of a pane of a tmux that answers ``says``."""
    (tmp_path / "tty").touch()
    (tmp_path / "tmux").write_text(f"#!/bin/sh\necho '{says}'\n")
    (tmp_path / "tmux").chmod(0o700)
    path = f"{tmp_path}:{os.environ['PATH']}"
    return {"TERM": "tmux-256color", "TMUX": "/tmp/tmux-1/default,1,0", "PATH": path}


def test_a_terminal_started_from_tmux_is_itself(tmp_path: Path) -> None:
    """It inherits TMUX, but answers with its own name."""
    environ = {**_with_tmux(tmp_path, "xterm||off|XTerm(379)"), "TERM": "xterm-kitty"}
    assert recognised(MEASURED["kitty 0.48"].replies, environ).terminal["name"] == "kitty(0.48.2)"


def test_tmux_on_another_machine_gets_the_sequence_on_trust() -> None:
    """Without its socket nothing is known of the terminal outside; what is sent does no harm, and the user is asked."""
    found = recognised(TMUX, {"TERM": "tmux-256color"}).terminal
    assert (found["order"], found["switch"], found["way"], found["sure"]) == ("visual", "bdsm", "passthrough", False)
