"""Taking the terminal and giving it back: what is sent around the app, on a pty."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from ui_samples import fill

OFF, ON, SCREEN, SHELL = b"\x1b[8l", b"\x1b[8h", b"\x1b[?1049h", b"\x1b[?1049l"
CTRL_P, CTRL_Q, CTRL_Z = b"\x10", b"\x11", b"\x1a"

APP = """
import sys
from pathlib import Path
from reader.config.schema import Config, Screen
from reader.i18n.catalogue import load
from reader.library import Library
from reader.terminal.answers import Answers
from reader.terminal.decide import Order, Switch, Terminal
from reader.ui import app as module
from reader.ui.app import QariApp
config = Config(screen=Screen(refresh_on_start=False))
async def library():
    return await Library.open(Path(sys.argv[1]), config)
class App(QariApp):
    CSS_PATH = Path(module.__file__).with_name("styles") / "main.tcss"
    def action_palette(self):
        raise RuntimeError("a mistake of ours")
answers = eval(sys.argv[2])
App(library, config, load("en"), (), terminal=Terminal("VTE", Order.VISUAL, Switch.BDSM), answers=answers).run()
"""


class Session:
    """The app on a pty, in a terminal whose order can be switched."""

    def __init__(self, pid: int, master: int) -> None:
        self.pid = pid
        self.master = master
        self.received = b""

    def until(self, wanted: bytes) -> bytes:
        """What is sent up to ``wanted``, which comes within ten seconds."""
        end = time.monotonic() + 10
        while wanted not in self.received and time.monotonic() < end:
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    self.received += os.read(self.master, 65536)
                except OSError:  # Linux says EIO when the last writer has gone
                    break
        before, found, self.received = self.received.partition(wanted)
        assert found, before[-300:]
        return before + found

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.master, keys)


def started(tmp_path: Path, answers: str = "None") -> AbstractContextManager[Session]:
    """The app with its lists on the screen; ``answers`` is what the terminal said before."""
    script = tmp_path / "app.py"
    script.write_text(APP)
    return running(str(script), str(tmp_path / "qari.db"), answers, size=(24, 80))


@contextmanager
def running(*arguments: str, size: tuple[int, int]) -> Iterator[Session]:
    """A Python program on a pty of ``size`` rows and columns."""
    pid, master = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(sys.executable, [sys.executable, *arguments])
    termios.tcsetwinsize(master, size)
    session = Session(pid, master)
    try:
        yield session
    finally:
        os.close(master)
        if os.waitpid(pid, os.WNOHANG) == (0, 0):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


@pytest.mark.parametrize("leave", [CTRL_Q, CTRL_P, signal.SIGTERM, signal.SIGHUP], ids=str)
def test_the_terminal_gets_its_own_order_back(tmp_path: Path, leave: bytes | signal.Signals) -> None:
    """The order is off before the screen is taken, and on again after a quit, a crash (Ctrl+P) and a signal."""
    with started(tmp_path) as session:
        assert OFF in session.until(SCREEN)
        session.until(b"Feeds")
        if isinstance(leave, bytes):
            session.type(leave)
        else:
            os.kill(session.pid, leave)
        session.until(ON)
        session.until(SHELL)


def test_a_crash_shows_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody has foreseen is told in a sentence with the place of the log, which has the rest with --debug."""
    script = tmp_path / "app.py"
    script.write_text(
        "import sys\nfrom reader.ui.screens.main import MainScreen\nfrom reader.cli.main import main\n"
        "def broken(self): raise RuntimeError('a mistake of ours')\n"
        "MainScreen.action_log = broken\nsys.exit(main(sys.argv[1:]))\n"
    )
    for name in ("HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("QARI_LANGUAGE", "en")
    monkeypatch.setenv("QARI_TERMINAL_BIDI", "visual")
    for options in ((), ("--debug",)):
        with running(str(script), *options, size=(24, 100)) as session:
            session.until(b"Choose feeds")
            session.type(b"\x1b")
            session.until(b"No feeds yet")
            session.type(b"!")
            session.until(SHELL)
            told = session.until(b"qari.log")
            assert b"RuntimeError" in told and b"Traceback" not in told and b"mistake" not in told
    assert "a mistake of ours" in (tmp_path / "qari" / "qari.log").read_text("utf-8")


def test_a_stopped_app_gives_the_terminal_back_meanwhile(tmp_path: Path) -> None:
    """Ctrl+Z puts the order on, and continuing puts it off again before the screen is taken and drawn anew."""
    with started(tmp_path) as session:
        session.until(b"Feeds")
        for _ in range(2):
            session.type(CTRL_Z)
            session.until(ON)
            session.until(SHELL)
            assert os.WIFSTOPPED(os.waitpid(session.pid, os.WUNTRACED)[1])
            os.kill(session.pid, signal.SIGCONT)
            assert OFF in session.until(SCREEN)
            session.until(b"Feeds")


def test_another_order_outlives_a_stop(tmp_path: Path) -> None:
    """Rows in another order are for the terminal's own turning, which stays on when the app is continued."""
    fill(tmp_path / "qari.db")  # else a dialog comes, in which the key does nothing
    with started(tmp_path) as session:
        session.until(b"Feeds")
        session.type(b"D")
        session.until(ON)
        session.type(CTRL_Z)
        session.until(SHELL)
        os.waitpid(session.pid, os.WUNTRACED)
        session.received = b""
        os.kill(session.pid, signal.SIGCONT)
        assert OFF not in session.until(SCREEN)
        session.until(b"Feeds")
        session.type(b"DDDD")
        session.until(OFF)


def test_keys_typed_before_the_start_count(tmp_path: Path) -> None:
    """What was typed while the terminal was asked is the first input."""
    with started(tmp_path, "Answers(primary='6', typed='?')") as session:
        session.until(b"Help")
        session.type(CTRL_Q)
        session.until(ON)


def test_answers_that_come_late_are_no_keys(tmp_path: Path) -> None:
    """A terminal that answers when the app runs presses no keys in it, and its user still does."""
    with started(tmp_path, "Answers()") as session:
        session.until(b"Feeds")
        session.type(b"\x1bP>|q(1.0)\x1b\\\x1b[>1;0;0c\x1b[?62;c?")
        session.until(b"Help")
        session.type(b"\x1b[B")
        session.type(CTRL_Q)
        session.until(ON)


def test_a_terminal_without_a_size_is_drawn_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the terminal tells no size the app takes one, and falls silent when it is drawn."""
    monkeypatch.delenv("COLUMNS")
    monkeypatch.setenv("QARI_TERMINAL_BIDI", "visual")
    with running("-m", "reader", "demo", size=(0, 0)) as session:
        session.until(b"28 new")
        end = time.monotonic() + 10
        while select.select([session.master], [], [], 1.0)[0]:
            os.read(session.master, 65536)
            assert time.monotonic() < end
        session.type(CTRL_Q)
        session.until(SHELL)


@pytest.mark.parametrize("controlling", [True, False])
def test_the_app_goes_when_its_terminal_goes(tmp_path: Path, controlling: bool) -> None:
    """Whether a signal says so (SIGHUP) or only the end of its input; in the middle of drawing, and soon."""
    script = tmp_path / "app.py"
    script.write_text(APP)
    master, slave = pty.openpty()
    termios.tcsetwinsize(master, (40, 120))
    arguments = [sys.executable, str(script), str(tmp_path / "qari.db"), "None"]
    begin = (lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)) if controlling else None
    with subprocess.Popen(
        arguments,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        preexec_fn=begin,
        env={**os.environ, "TERM": "xterm-256color", "PYTHONUNBUFFERED": ""},
    ) as process:
        os.close(slave)
        session = Session(process.pid, master)
        session.until(b"Feeds")
        session.type(b"DDDDDDDDDDDD")
        os.close(master)
        try:
            assert process.wait(timeout=10) == 0
        finally:
            process.kill()


def test_who_was_not_stopped_is_not_started_anew(tmp_path: Path) -> None:
    """A terminal that closes says SIGCONT beside SIGHUP; starting in the middle of leaving would wait for ever."""
    with started(tmp_path) as session:
        session.until(b"Feeds")
        session.received = b""
        os.kill(session.pid, signal.SIGCONT)
        session.type(CTRL_Q)
        assert SCREEN not in session.until(SHELL)
