"""Keys that come all at once, as over a slow line."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input
from ui_samples import Shown, fill, showing

from reader.models import Filter
from reader.ui import keymap
from reader.ui.commands import COMMANDS


async def at_once(shown: Shown, *keys: str) -> None:
    """Press keys without waiting for what any of them does."""
    for key in keys:
        shown.app.simulate_key(key)
    for _ in range(60):
        await shown.pilot.pause(0.01)
    await shown.settle()


@pytest.mark.parametrize("opening", ["slash", "T", "e", "ctrl+f"])
async def test_what_is_typed_at_once_is_for_the_field(tmp_path: Path, opening: str) -> None:
    """Letters that are commands, digits that are counts, and the end of the line all reach the field, in order."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("enter")
        await at_once(shown, opening, *"s3tory q")
        assert shown.main.field is not None and shown.main.field.value == "s3tory q"
        assert shown.main.library is not None and not await shown.main.library.ids(Filter(bookmarked=True))


async def test_a_search_can_be_typed_and_sent_at_once(tmp_path: Path) -> None:
    """Enter at its end is for the field as well; what comes after that is commands again."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await at_once(shown, "slash", *"Story", "enter")
        await shown.pilot.pause(0.3)
        await shown.settle()
        assert shown.main.search == "Story"
        assert not isinstance(shown.app.focused, Input)


async def test_keys_are_commands_again_where_no_field_comes(tmp_path: Path) -> None:
    """Nothing is open that could have links: the key after that does what it does elsewhere, a moment later."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await at_once(shown, "f", "j", "j")
        assert shown.main.field is None and shown.main.headlines.cursor == 2


def test_every_command_that_types_is_one() -> None:
    """The names of the commands that open a field are names of commands."""
    assert {command.id for command in COMMANDS} >= keymap._TYPING


async def test_the_key_before_the_last_one_counts(tmp_path: Path) -> None:
    """What is bookmarked and left at once is bookmarked."""
    path = fill(tmp_path / "qari.db")
    async with showing(path) as shown:
        for key in ("s", "ctrl+q"):
            shown.app.simulate_key(key)
        while shown.app.is_running:
            await asyncio.sleep(0.01)
    async with showing(path) as shown:
        assert shown.main.library is not None and len(await shown.main.library.ids(Filter(bookmarked=True))) == 1
