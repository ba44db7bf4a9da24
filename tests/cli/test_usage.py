"""Command lines that cannot be meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_samples import fill, run

Capture = pytest.CaptureFixture[str]

WRONG = {
    "bogus": "There is no command “bogus”. The commands are: refresh, service, offline, import, add, remove, pause, "
    "resume, feeds, list, show, mark, tag, note, rule, search, render, extract, export, clean, backup, restore, check, "
    "where, doctor, keys, help, man, completion, demo.",
    "serach x": "There is no command “serach”. Did you mean search? See qari --help.",
    "list --limit x": "--limit must be a whole number, 0 or greater, and not “x”.",
    "list --limit": "--limit must be followed by a value. See qari list --help.",
    "list --json=1": "--json takes no value, and was given “1”. See qari list --help.",
    "list --unraed": "qari list does not know “--unraed”. See qari list --help.",
    "--bogus": "qari does not know “--bogus”. See qari --help.",
    "show abc": "ID must be a whole number, 0 or greater, and not “abc”.",
    "mark 20 21 read bookmark": "ID must be a whole number, 0 or greater, and not “read”.",
    "mark 20 red": "MARK must be one of read, unread, bookmark, unbookmark, and not “red”.",
    "mark": "qari mark lacks MARK. See qari mark --help.",
    "search": "qari search lacks TEXT. See qari search --help.",
    "search ـ": "“ـ” holds no word to search for. See qari search --help.",
    "render --mode up": "--mode must be one of visual, logical, and not “up”.",
    "--language fr": "--language must be one of auto, ar, en, and not “fr”.",
    f"show {'9' * 5000}": f"ID must be a whole number, 0 or greater, and not “{'9' * 5000}”.",
}


@pytest.mark.parametrize("line", WRONG, ids=lambda line: line[:30])
def test_it_is_said_what_was_found_and_what_is_expected(home: Path, capsys: Capture, line: str) -> None:
    """One sentence names the argument, what was found and what is expected; the status is that of wrong usage."""
    ran = run(capsys, *line.split())
    assert (ran.status, ran.out, ran.err) == (2, "", WRONG[line] + "\n")


def test_a_search_for_nothing_lists_nothing(home: Path, capsys: Capture) -> None:
    """An empty text is no search for everything."""
    fill(home)
    ran = run(capsys, "search", "")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "“” holds no word to search for. See qari search --help.\n"


@pytest.mark.parametrize("line", [line for line in WRONG if "--language" not in line], ids=lambda line: line[:30])
def test_it_is_said_in_arabic(home: Path, capsys: Capture, line: str) -> None:
    """With the Arabic interface no English sentence of the library's is left."""
    ran = run(capsys, "--language", "ar", *line.split())
    assert ran.status == 2
    assert ran.err[0] in "لي" or ran.err.startswith("يجب")
    assert not any(word in ran.err for word in ("argument", "expected", "required", "invalid"))
