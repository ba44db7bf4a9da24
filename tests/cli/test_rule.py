"""``qari rule``."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_samples import fill, run


@pytest.fixture
def filled(home: Path) -> Path:
    """A home with two stored entries, of ids 1 (English) and 2 (Arabic)."""
    fill(home)
    return home


def test_a_rule_is_tried_made_listed_and_dropped(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What it is for is told first; then it is in force, in the list, and gone."""
    assert "1 stored article matches" in run(capsys, "rule", "title:bridge", "--dry-run").out
    made = run(capsys, "rule", "title:bridge", "--mute", "--tag", "dull", "--until-days", "30")
    assert made.status == 0 and made.out.startswith("Rule 1: title:bridge → mute, tag dull, until")
    assert [one["id"] for one in run(capsys, "list", "--json").json] == [2]
    (record,) = run(capsys, "rule", "--json").json
    assert (record["actions"], record["tags"], record["matching"]) == (["mute", "tag"], ["dull"], 1)
    assert "title:bridge" in run(capsys, "rule").out
    assert "shown again" in run(capsys, "rule", "--drop", "1").out
    assert sorted(one["id"] for one in run(capsys, "list", "--json").json) == [1, 2]
    assert "no rules" in run(capsys, "rule").err


def test_only_what_is_new(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is stored is left alone where that is wished."""
    run(capsys, "rule", "bridge", "--bookmark", "--new-only")
    assert run(capsys, "list", "--bookmarked", "--json").json == []


@pytest.mark.parametrize(
    "arguments",
    [("x",), ("(", "--mute"), ("--drop", "1", "x"), ("--mute",), ("x", "--mute", "--until-days", "3000000")],
)
def test_what_is_no_rule_is_told(filled: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    """Nothing to do, no query, and two things at once are mistakes of usage."""
    ran = run(capsys, "rule", *arguments)
    assert ran.status in (1, 2) and ran.err
