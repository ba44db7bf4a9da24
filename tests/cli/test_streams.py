"""Standard streams that are full, closed, or left by their reader."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_samples import fill, run

Capture = pytest.CaptureFixture[str]


def _shell(line: str) -> tuple[int, str]:
    """The status and standard error of a shell's ``line``, in which ``qari`` is this Qari."""
    line = line.replace("qari", f"'{sys.executable}' -m reader")
    ran = subprocess.run(["sh", "-c", line], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ)
    return ran.returncode, ran.stderr.decode()


@pytest.mark.parametrize("command", ["qari list", "qari list --json", "qari where", "qari --help", "qari --version"])
def test_a_full_disk_is_told(home: Path, command: str) -> None:
    """Output that does not fit is one sentence with the reason, to the end of the interpreter, and status 1."""
    fill(home)
    assert _shell(f"{command} > /dev/full") == (1, "The output could not be written: No space left on device.\n")


@pytest.mark.parametrize("command", ["qari list", "qari show 1", "qari mark 1 read", "qari render --width 8 README.md"])
def test_a_closed_output_is_told(home: Path, command: str) -> None:
    """A standard output that was closed before the start is told likewise."""
    fill(home)
    (home / "README.md").write_text("text", "utf-8")
    command = command.replace("README.md", str(home / "README.md"))
    assert _shell(f"{command} >&-") == (1, "The output could not be written: Bad file descriptor.\n")


def test_a_closed_output_that_is_not_needed_is_no_failure(home: Path) -> None:
    """A command that prints nothing does what it is for."""
    fill(home, [])
    assert _shell("qari refresh --language ar nowhere >&-")[0] == 1
    assert _shell("qari list --unread >&-") == (0, "No headlines. Ask for news with: qari refresh\n")


def test_the_app_is_not_opened_on_closed_streams(home: Path) -> None:
    """Without standard streams the app says what it needs."""
    status, said = _shell("qari <&- >&-")
    assert status == 1
    assert "needs a terminal" in said


@pytest.mark.parametrize("elsewhere", ["2>&-", "2>/dev/full"])
def test_a_standard_error_that_takes_nothing_stops_nothing(home: Path, elsewhere: str) -> None:
    """What could not be said there changes no exit status."""
    assert _shell(f"qari list {elsewhere}") == (0, "")
    assert _shell(f"qari bogus {elsewhere}") == (2, "")


def test_a_reader_that_leaves_is_no_news(home: Path) -> None:
    """Nothing is said when the reader of a pipe has what it wants."""
    fill(home)
    (home / "long").write_text("word\n" * 100_000, "utf-8")
    assert _shell(f"qari render {home / 'long'} | head -1") == (0, "")


def test_a_closed_input_is_told(home: Path) -> None:
    """Where there is no standard input to lay out, that is what cannot be read."""
    assert _shell("qari render <&-") == (1, "standard input cannot be read: Bad file descriptor.\n")


def test_an_input_that_is_too_large_is_named(home: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input is called so, and not by the sign that stands for it."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 50_000_001)))
    assert run(capsys, "render", "-").err == "standard input is larger than 50 megabytes.\n"
