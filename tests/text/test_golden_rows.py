"""``qari render`` against rows that FriBidi made (``golden/make.py``)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("width", [40, 60, 80])
def test_rows_are_those_of_fribidi(home: Path, width: int) -> None:
    """Arabic, Persian, Urdu, Hebrew and mixed paragraphs come out row by row as FriBidi shapes and orders them."""
    command = ["render", str(_GOLDEN / "sample.txt"), "--width", str(width), "--mode", "visual"]
    done = subprocess.run([sys.executable, "-m", "reader", *command], capture_output=True, check=True, encoding="utf-8")
    assert done.stderr == ""
    assert done.stdout.split("\n") == (_GOLDEN / f"{width}.txt").read_text(encoding="utf-8").split("\n")


def test_the_golden_rows_fill_their_width() -> None:
    """The golden files hold what they promise: rows of one width, with letters of every script in them."""
    for width in (40, 60, 80):
        rows = (_GOLDEN / f"{width}.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
        assert {len(row) for row in rows} == {width}
        assert {"\ufefb", "\ufbfe", "ש", "L"} <= set("".join(rows))
