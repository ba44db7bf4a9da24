"""The settings in the app."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.widgets import Input
from ui_samples import Shown, fill, rows, showing

from reader.config.schema import Setting, Value, settings
from reader.errors import ConfigError
from reader.i18n.catalogue import load
from reader.text.row import visual
from reader.ui import choices
from reader.ui.screens.settings import SettingList, SettingsScreen
from reader.ui.themes import DARK


async def to(shown: Shown, key: str) -> SettingList:
    """Open the settings and go to one of them."""
    await shown.press("comma")
    listed = shown.app.screen.query_one(SettingList)
    index = next(at for at, row in enumerate(listed.rows) if isinstance(row, Setting) and row.key == key)
    listed.move_to(index)
    await shown.settle()
    return listed


async def test_every_setting_is_there_and_named(tmp_path: Path) -> None:
    """The list has every setting but the feeds, each with a name in both languages; the cursor passes headings by."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        listed = await to(shown, "language")
        assert [row for row in listed.rows if isinstance(row, Setting)] == list(settings())
        visited = set()
        for _ in range(listed.count):
            visited.add(listed.current.key)
            await shown.pilot.press("down")
        assert visited == {setting.key for setting in settings()}
        await shown.press("home", "up")
        assert listed.current.key == "language"
    for language in ("en", "ar"):
        words = load(language)
        assert all(words.text(f"setting.{setting.key}") for setting in settings())


async def test_a_change_is_kept_and_shown_at_once(tmp_path: Path) -> None:
    """Whatever is chosen goes to who keeps it, and the screen goes by it."""
    kept: dict[str, Value] = {}
    async with showing(fill(tmp_path / "qari.db", 3), keep_settings=kept.update) as shown:
        await to(shown, "screen.sort")
        await shown.press("right", "escape")
        assert kept == {"screen.sort": "oldest"}
        first = shown.main.headlines.current
        assert first is not None and first.title == "Story number 2"
        await to(shown, "screen.theme")
        await shown.press("left")
        assert shown.app.theme != DARK.name
        await shown.press("x")
        assert kept["screen.theme"] == "auto" and shown.app.theme == DARK.name


async def test_a_click_on_another_setting_ends_the_typing(tmp_path: Path) -> None:
    """What was typed is forgotten with its field, and the setting that was clicked takes its next value."""
    kept: dict[str, Value] = {}
    async with showing(fill(tmp_path / "qari.db"), keep_settings=kept.update) as shown:
        listed = await to(shown, "reading.column")
        await shown.press("enter", "1")
        other = next(at for at, row in enumerate(listed.rows) if isinstance(row, Setting) and row.default is True)
        listed.scroll_to(y=other - 3, animate=False)
        await shown.settle()
        await shown.pilot.click(listed, offset=(5, other - listed.scroll_offset.y + listed.gutter.top))
        await shown.settle()
        assert not shown.app.screen.query(Input) and listed.has_focus
        row = listed.rows[other]
        assert isinstance(row, Setting) and kept == {row.key: False}


async def test_a_number_is_typed_and_checked(tmp_path: Path) -> None:
    """Enter opens a field with the value; what its rule does not allow is told, and nothing changes."""
    kept: dict[str, Value] = {}
    async with showing(fill(tmp_path / "qari.db"), keep_settings=kept.update) as shown:
        listed = await to(shown, "reading.column")
        await shown.press("enter")
        field = shown.app.screen.query_one(Input)
        assert field.value == "88"
        field.value = "4"
        await shown.press("enter")
        assert kept == {} and "20" in shown.text() and "400" in shown.text()
        field.value = "٦٠"
        await shown.press("enter")
        assert kept == {"reading.column": 60} and listed.has_focus
        await shown.press("right", "escape", "enter")
        assert kept == {"reading.column": 61}
        assert shown.main.article._column == 61


async def test_escape_leaves_the_field_and_then_the_settings(tmp_path: Path) -> None:
    """What was typed is forgotten."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await to(shown, "reading.column")
        await shown.press("enter", "9", "escape")
        assert type(shown.app.screen) is SettingsScreen and not shown.app.screen.query(Input)
        await shown.press("escape")
        assert len(shown.app.screen_stack) == 1 and shown.main.config.reading.column == 88


async def test_the_language_can_be_chosen(tmp_path: Path) -> None:
    """The whole screen speaks it at once, the settings as well."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await to(shown, "language")
        await shown.press("right")
        assert isinstance(shown.app.screen, SettingsScreen) and visual("الإعدادات") in shown.text()
        await shown.press("escape")
        assert visual("المصادر") in shown.text()


async def test_the_keys_can_be_chosen(tmp_path: Path) -> None:
    """Another set of keys holds at once."""
    async with showing(fill(tmp_path / "qari.db", 20)) as shown:
        await to(shown, "screen.keys")
        await shown.press("right", "escape", "7", "j")
        assert shown.main.headlines.cursor == 7


async def test_a_setting_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    """It holds nevertheless until the app ends."""

    def refuse(chosen: Mapping[str, Value]) -> None:
        raise ConfigError("error.config_unwritable", file="config.toml", detail="Read-only file system")

    async with showing(fill(tmp_path / "qari.db", 3), keep_settings=refuse) as shown:
        await to(shown, "screen.sort")
        await shown.press("right", "escape")
        assert "Read-only file system" in rows(shown.main.status)[0]
        assert shown.main.config.screen.sort == "oldest"


async def test_a_slow_disk_holds_up_no_key(tmp_path: Path) -> None:
    """What is chosen while something is written is written next, at once, in order; the app waits for it in the end."""
    written: list[dict[str, Value]] = []
    go_on = threading.Event()

    def slowly(chosen: Mapping[str, Value]) -> None:
        go_on.wait(10)
        written.append(dict(chosen))

    async with showing(fill(tmp_path / "qari.db", 3), keep_settings=slowly) as shown:
        await shown.pilot.press("comma")
        await shown.settle()
        listed = shown.app.screen.query_one(SettingList)
        names = [row.key if isinstance(row, Setting) else "" for row in listed.rows]
        listed.move_to(names.index("reading.column"))
        before = shown.main.config.reading.column
        for _ in range(3):
            await shown.pilot.press("right")
        assert shown.main.config.reading.column == before + 3
        assert written == []
        threading.Timer(0.2, go_on.set).start()
    assert written == [{"reading.column": before + 1}, {"reading.column": before + 3}]


async def test_a_variable_that_wins_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who set a variable is told that it holds again the next time."""
    monkeypatch.setenv("QARI_READING_COLUMN", "50")
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await to(shown, "reading.column")
        assert "QARI_READING_COLUMN" in shown.text()


async def test_a_field_is_for_its_setting(tmp_path: Path) -> None:
    """While something is typed keys of the list do nothing, and what is typed goes where the field was opened for."""
    kept: dict[str, Value] = {}
    async with showing(fill(tmp_path / "qari.db"), keep_settings=kept.update) as shown:
        listed = await to(shown, "reading.column")
        await shown.press("enter")
        field = shown.app.screen.query_one(Input)
        listed.focus()
        await shown.press("down", "enter", "right", "x")
        assert kept == {} and len(shown.app.screen.query(Input)) == 1
        field.value = "70"
        field.focus()
        await shown.press("enter")
        assert kept == {"reading.column": 70}


async def test_digits_change_at_once(tmp_path: Path) -> None:
    """As everything of the screen does."""
    async with showing(fill(tmp_path / "qari.db", 3), language="ar") as shown:
        await to(shown, "screen.digits")
        await shown.press("left", "left", "escape")
        assert "٦" in rows(shown.main.status)[0]


async def test_a_setting_leaves_what_keys_have_chosen(tmp_path: Path) -> None:
    """Vowel marks that a key shows stay when the column changes."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("enter", "t")
        await to(shown, "reading.column")
        await shown.press("right", "escape")
        assert choices.current().harakat
