"""What a reader said of a terminal is kept."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from reader.terminal.decide import Order, Switch, Terminal
from reader.terminal.remembered import applied, keep, read

UNSURE = Terminal("never-seen 1.0", Order.VISUAL, Switch.BDSM, sure=False)


def test_answers_are_kept_by_the_terminal_s_name(tmp_path: Path) -> None:
    """Each terminal has its own; the file is for its owner only."""
    path = tmp_path / "state" / "qari" / "terminals.json"
    keep(path, "one", Order.KITTY)
    keep(path, "طرفية", Order.ROW)
    keep(path, "one", Order.SPAN)
    assert read(path) == {"one": Order.SPAN, "طرفية": Order.ROW}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("text", ["", "nonsense", "[1]", '{"one": "sideways"}', '{"one": ["row"]}', "\xff"])
def test_what_cannot_be_read_was_never_answered(tmp_path: Path, text: str) -> None:
    """A broken file stops nothing, and the next answer replaces it."""
    path = tmp_path / "terminals.json"
    path.write_text(text, encoding="latin-1")
    assert read(path) == {}
    keep(path, "one", Order.ROW)
    assert read(path) == {"one": Order.ROW}


def test_only_a_terminal_that_was_not_recognised_goes_by_it() -> None:
    """It is then sure, and is not told to leave alone what it is wanted to turn."""
    kept = {UNSURE.name: Order.ROW}
    assert applied(UNSURE, kept) == UNSURE._replace(order=Order.ROW, switch=Switch.NONE, sure=True)
    assert applied(UNSURE, {UNSURE.name: Order.VISUAL}) == UNSURE._replace(sure=True)
    assert applied(UNSURE, {}) == UNSURE
    known = UNSURE._replace(sure=True)
    assert applied(known, kept) == known
