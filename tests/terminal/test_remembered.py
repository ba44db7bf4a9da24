"""What a reader said of a terminal is kept."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from reader.terminal.answers import Answers
from reader.terminal.decide import Order, Switch, Terminal, Way, for_lines
from reader.terminal.recognise import Recognised
from reader.terminal.remembered import applied, identity, keep, read

UNSURE = Terminal("never-seen 1.0", Order.VISUAL, Switch.BDSM, sure=False)


def test_answers_are_kept_by_terminal(tmp_path: Path) -> None:
    """Each terminal has its own; the file is for its owner only."""
    path = tmp_path / "state" / "qari" / "terminals.json"
    keep(path, "one", Order.KITTY)
    keep(path, "طرفية", Order.ROW)
    keep(path, "one", Order.SPAN)
    assert read(path) == {"one": Order.SPAN, "طرفية": Order.ROW}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "text", ["", "nonsense", "[1]", '{"one": "sideways"}', '{"one": ["row"]}', "\xff", "[" * 99_999]
)
def test_what_cannot_be_read_was_never_answered(tmp_path: Path, text: str) -> None:
    """A broken file stops nothing, and the next answer replaces it."""
    path = tmp_path / "terminals.json"
    path.write_text(text, encoding="latin-1")
    assert read(path) == {}
    keep(path, "one", Order.ROW)
    assert read(path) == {"one": Order.ROW}


def test_only_a_terminal_that_was_not_recognised_goes_by_it() -> None:
    """It is then sure, and is not told to leave alone what it is wanted to turn."""
    found = Recognised(UNSURE)
    kept = {UNSURE.name: Order.ROW}
    answered = UNSURE._replace(sure=True, answered=True)
    assert applied(found, kept).terminal == answered._replace(order=Order.ROW, switch=Switch.NONE)
    assert applied(found, {UNSURE.name: Order.VISUAL}).terminal == answered
    assert applied(found, {}) == found
    known = Recognised(UNSURE._replace(sure=True))
    assert applied(known, kept) == known


def test_terminals_of_one_name_are_told_apart() -> None:
    """Terminals that are silent about their name have that of TERM; their device attributes differ."""
    one = Recognised(UNSURE._replace(name="xterm-256color"), Answers(secondary="0;276;0"))
    other = one._replace(answers=Answers(secondary="1;2;0"))
    assert len({identity(one), identity(other), identity(one._replace(answers=Answers()))}) == 3
    assert applied(other, {identity(one): Order.ROW}) == other


def test_an_order_that_a_reader_found_right_is_that_of_printed_rows() -> None:
    """Behind tmux, printed rows are turned for a terminal that nobody knows, but not against an answer."""
    behind = Recognised(UNSURE._replace(way=Way.PASSTHROUGH))
    assert for_lines(behind.terminal).order is Order.ROW
    answered = for_lines(applied(behind, {identity(behind): Order.VISUAL}).terminal)
    assert (answered.order, answered.switch) == (Order.VISUAL, Switch.NONE)
