"""``qari render``."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from cli_samples import run

Capture = pytest.CaptureFixture[str]
TEXT = "السلام عليكم ورحمة الله (2021)\n\nHello عالم\n"


@pytest.fixture
def file(home: Path) -> str:
    """A text file of an Arabic line, an empty one and a mixed one."""
    path = home / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_visual_rows_fill_the_width(file: str, capsys: Capture) -> None:
    """Rows are shaped, in visual order, padded to the width, each paragraph on its own side."""
    rows = run(capsys, "render", file, "--width", "30", "--mode", "visual").out.split("\n")
    assert rows == ["(2021) ﻪﻠﻟﺍ ﺔﻤﺣﺭﻭ ﻢﻜﻴﻠﻋ ﻡﻼﺴﻟﺍ".rjust(30), " " * 30, "Hello ﻢﻟﺎﻋ".ljust(30), ""]


def test_a_pipe_gets_logical_rows(file: str, capsys: Capture) -> None:
    """Without ``--mode`` a pipe gets the same breaks in logical text."""
    rows = run(capsys, "render", file, "--width", "20").out.split("\n")
    assert rows == ["السلام عليكم ورحمة", "الله (2021)", "", "Hello عالم", ""]


def test_the_direction_can_be_set(file: str, capsys: Capture) -> None:
    """``--dir rtl`` puts the mixed line on the right, its first word rightmost."""
    rows = run(capsys, "render", file, "--width", "30", "--dir", "rtl", "--mode", "visual").out.split("\n")
    assert rows[2] == "ﻢﻟﺎﻋ Hello".rjust(30)


def test_standard_input_is_read(home: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a file standard input is rendered."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("سلام".encode())))
    assert run(capsys, "render", "--width", "8", "--mode", "visual").out == "     ﻡﻼﺳ\n"


def test_control_characters_do_not_pass(home: Path, capsys: Capture) -> None:
    """Escape sequences and overrides of the input never reach the output."""
    path = home / "bad.txt"
    path.write_bytes("a\x1b[31mb\u202ec\x07\n".encode() + b"\xff\n")
    out = run(capsys, "render", str(path), "--width", "20", "--mode", "visual").out
    assert out.splitlines()[0] == "abc".ljust(20)
    assert "\x1b" not in out


@pytest.mark.parametrize("width", ["0", "7", "2001", "-5", "wide"])
def test_a_wrong_width_is_explained(file: str, capsys: Capture, width: str) -> None:
    """A width out of range is wrong usage, with the range in the message."""
    ran = run(capsys, "render", file, f"--width={width}")
    assert ran.status == 2
    assert "2000" in ran.err


def test_a_missing_file_is_explained(home: Path, capsys: Capture) -> None:
    """A missing file is named."""
    ran = run(capsys, "render", str(home / "none.txt"))
    assert ran.status == 1
    assert "none.txt" in ran.err


def test_the_settings_of_reading_hold(file: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Digits, justification, spelled honorifics and lam-alef are as in the app."""
    monkeypatch.setenv("QARI_READING_DIGITS", "arabic")
    rows = run(capsys, "render", file, "--width", "30", "--mode", "visual").out.split("\n")
    assert rows[0] == "(٢٠٢١) ﻪﻠﻟﺍ ﺔﻤﺣﺭﻭ ﻢﻜﻴﻠﻋ ﻡﻼﺴﻟﺍ".rjust(30)
    monkeypatch.setenv("QARI_READING_JUSTIFY", "kashida")
    monkeypatch.setenv("QARI_TERMINAL_LAM_ALEF", "false")
    rows = run(capsys, "render", file, "--width", "20", "--mode", "visual").out.split("\n")
    assert rows[0] == "ﺔﻤﺣﺭﻭ ﻢﻜـﻴﻠﻋ ﻡﺎﻠـﺴﻟﺍ"
