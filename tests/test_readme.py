"""The README tells the truth."""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import Path

import pytest

from reader.cli.arguments import _COMMANDS
from reader.i18n.catalogue import load
from reader.text.clean import unmarked
from reader.ui.commands import COMMANDS, Scope, explained, key_name

README = Path(__file__).parents[1] / "README.md"
TEXT = README.read_text(encoding="utf-8")
WORDS = load("en")


def _cell(text: str) -> str:
    """Text as a cell of a table of Markdown."""
    return text.replace("|", "\\|")


def keys_table() -> str:
    """The keys as the registry has them, but those that move in any list, and those for a selection that has begun."""
    cells = [
        f"{' '.join(f'`{_cell(key_name(key))}`' for key in keys)} | {unmarked(command.sentence(WORDS))}"
        for _, commands in explained(COMMANDS)
        for command, keys in commands.items()
        if command.scope not in (Scope.SELECT, Scope.LINES) or command.id == "select"
    ]
    third = -(-len(cells) // 3)
    columns = (cells[:third], cells[third : 2 * third], cells[2 * third :])
    rows = (f"| {' | '.join(row)} |" for row in zip_longest(*columns, fillvalue=" | "))
    return "\n".join((f"|{' keys | what they do |' * 3}", f"|{' --- |' * 6}", *rows))


def test_its_keys_are_those_of_the_program() -> None:
    """The table of keys is made from the registry (``python tests/test_readme.py``)."""
    assert f"<!-- keys -->\n{keys_table()}\n<!-- /keys -->" in TEXT


@pytest.mark.parametrize("command", _COMMANDS)
def test_it_names_every_command(command: str) -> None:
    """Every command has its row."""
    assert re.search(rf"^\|.*`qari {command}\b", TEXT, re.MULTILINE)


def test_it_has_two_set_up_lines() -> None:
    """Two lines need nothing but Python: the first ends with the app, the second with the tests."""
    lines = [line for line in TEXT.splitlines() if line.startswith("python3 -m venv")]
    assert len(lines) == 2
    assert lines[0].endswith(".venv/bin/qari")
    assert lines[1].endswith("-m pytest")


def test_it_is_short() -> None:
    """It has fewer than 200 lines."""
    assert len(TEXT.splitlines()) < 200


def _write() -> None:
    before, _, rest = TEXT.partition("<!-- keys -->")
    after = rest.partition("<!-- /keys -->")[2]
    README.write_text(f"{before}<!-- keys -->\n{keys_table()}\n<!-- /keys -->{after}", encoding="utf-8")


if __name__ == "__main__":
    _write()
