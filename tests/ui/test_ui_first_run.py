"""The first run, and what is said before anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from loopback import Answer, loopback
from ui_samples import NOW, Shown, fill, manual, rows, showing

from reader.asking import Subscription
from reader.config.schema import Config, Screen, Value
from reader.config.starters import STARTERS, Starter
from reader.errors import StoreBusyError
from reader.i18n.catalogue import load
from reader.library import Library
from reader.models import Problem
from reader.text.row import visual
from reader.ui.app import QariApp
from reader.ui.screens.choosing import ChoosingScreen
from reader.ui.screens.notices import NoticesScreen
from reader.ui.screens.welcome import LanguageScreen, TourPage, TourScreen

FEED = b"<rss version='2.0'><channel><title>Served</title><item><title>Hello</title></item></channel></rss>"


async def test_without_feeds_some_are_offered(tmp_path: Path) -> None:
    """With no feed at all the starters are listed, those in the interface's language first, shaped and ordered."""
    async with showing(tmp_path / "qari.db", language="ar", starters=STARTERS) as shown:
        assert isinstance(shown.app.screen, ChoosingScreen)
        listed = rows(shown.app.screen.query_one("OfferList"))
        assert visual("بي بي سي عربي") in listed[0] and listed[0].rstrip().endswith("[ ]")


async def test_choosing_subscribes_and_refreshes(tmp_path: Path) -> None:
    """Space ticks, Enter subscribes to what is ticked and fetches it."""
    with loopback() as server:
        starters = [
            Starter(server.put(f"/{name}", Answer(FEED)), name.title(), "en", "world") for name in ("one", "two", "six")
        ]
        async with showing(tmp_path / "qari.db", starters=starters) as shown:
            await shown.press("space", "j", "space", "enter")
            assert [feed.title for feed in shown.main.feeds.feeds] == ["One", "Six"]
            assert shown.main.headlines.count == 2
            assert not server.asked("/two")


async def test_enter_alone_takes_the_feed_under_the_cursor(tmp_path: Path) -> None:
    """With nothing ticked, Enter subscribes to the row that the cursor is on; a click ticks a row."""
    with loopback() as server:
        starters = [Starter(server.put(f"/{name}", Answer(FEED)), name, "en", "world") for name in "ab"]
        async with showing(tmp_path / "one.db", starters=starters) as shown:
            await shown.press("j", "enter")
            assert [feed.title for feed in shown.main.feeds.feeds] == ["b"]
        async with showing(tmp_path / "two.db", starters=starters) as shown:
            await shown.pilot.click("OfferList", offset=(10, 0))
            await shown.press("enter")
            assert [feed.title for feed in shown.main.feeds.feeds] == ["a"]


async def test_it_can_be_skipped(tmp_path: Path) -> None:
    """Esc leaves without subscribing; with feeds in the store nothing is offered."""
    async with showing(tmp_path / "qari.db", starters=STARTERS) as shown:
        await shown.press("escape")
        assert shown.app.screen is shown.main and shown.main.feeds.feeds == ()
        assert "No feeds yet" in shown.text()
    async with showing(fill(tmp_path / "full.db"), starters=STARTERS) as shown:
        assert shown.app.screen is shown.main


async def test_mistakes_of_the_configuration_are_told_first(tmp_path: Path) -> None:
    """What the configuration says wrongly, an unknown theme included, is listed at the start and dismissed by a key."""
    mistake = Problem("config.not_integer", (("where", "config.toml:3"), ("key", "fetch.workers"), ("found", "many")))
    config = Config(screen=Screen(refresh_on_start=False, theme="no-such-theme"), mistakes=(mistake,))
    async with showing(fill(tmp_path / "qari.db"), config=config) as shown:
        assert isinstance(shown.app.screen, NoticesScreen)
        text = shown.text()
        assert "fetch.workers" in text and "no-such-theme" in text and "mistakes" in text
        await shown.press("enter")
        assert shown.main.is_current


async def test_a_feed_that_is_a_command_is_told_of(tmp_path: Path) -> None:
    """In a dialog that does not speak of the database, or of mistakes."""
    config = Config(screen=Screen(refresh_on_start=False), feeds=(Subscription("exec:news --today"),))
    async with showing(tmp_path / "qari.db", config=config) as shown:
        assert isinstance(shown.app.screen, NoticesScreen)
        assert "Please note" in shown.text() and "exec:news --today" in shown.text()


async def test_a_library_that_does_not_open_is_told(tmp_path: Path) -> None:
    """When the database cannot be opened the reason stands on the screen, and the app can be left as usual."""

    async def broken() -> Library:
        raise StoreBusyError("error.database_busy", path=tmp_path / "qari.db")

    app = QariApp(broken, manual(), load("en"), (), lambda: NOW)
    async with app.run_test(size=(120, 40)) as pilot:
        shown = Shown(app, pilot)
        await shown.settle()
        assert "Another Qari" in shown.text()
        await shown.press("escape", *"jnmsAurR", "enter", "space", "q")
        await pilot.press("q")
        await pilot.pause()
        assert not app.is_running


async def test_the_whole_first_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Language, feeds, their first refresh, three steps through the keys; nothing is asked a second time."""
    monkeypatch.setenv("HOME", str(tmp_path))
    kept: dict[str, Value] = {}
    with loopback() as server:
        starters = [Starter(server.put("/one", Answer(FEED)), "One", "en", "world", "GB")]
        async with showing(tmp_path / "qari.db", starters=starters, keep_settings=kept.update) as shown:
            assert isinstance(shown.app.screen, LanguageScreen)
            assert "English" in shown.text() and visual("العربية") in shown.text()
            await shown.pilot.press("2")
            await shown.pilot.pause()
            assert kept == {"language": "ar"} and isinstance(shown.app.screen, ChoosingScreen)
            assert visual("بريطانيا") in shown.text()
            await shown.pilot.press("enter")
            while not isinstance(shown.app.screen, TourScreen):
                await shown.pilot.pause(0.01)
            assert shown.main.headlines.count == 1
            steps = []
            for key in ("enter", "right", "left", "enter", "enter"):
                steps.append(shown.app.screen.query_one(TourPage)._step)
                await shown.pilot.press(key)
            await shown.settle()
            assert steps == [0, 1, 0, 1, 2] and shown.app.screen is shown.main
        config = Config(language="ar", screen=Screen(refresh_on_start=False))
        async with showing(tmp_path / "qari.db", language="ar", config=config, keep_settings=kept.update) as shown:
            assert shown.app.screen is shown.main


async def test_the_list_of_another_reader_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """newsboat's file is named where it is there, and i opens the field with it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".newsboat").mkdir()
    urls = tmp_path / ".newsboat" / "urls"
    urls.write_text("http://127.0.0.1:9/a\n", "utf-8")
    config = Config(language="en", screen=Screen(refresh_on_start=False))
    kept: dict[str, Value] = {}
    async with showing(
        tmp_path / "qari.db", (120, 30), config=config, starters=STARTERS, keep_settings=kept.update
    ) as shown:
        assert "~/.newsboat/urls" in shown.text()
        await shown.press("i")
        assert shown.main.field is not None and shown.main.field.value == "~/.newsboat/urls"
        await shown.press("enter")
        assert isinstance(shown.app.screen, ChoosingScreen) and "http://127.0.0.1:9/a" in shown.text()


async def test_a_skipped_language_is_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Esc keeps the locale's."""
    monkeypatch.setenv("HOME", str(tmp_path))
    kept: dict[str, Value] = {}
    async with showing(tmp_path / "qari.db", keep_settings=kept.update) as shown:
        await shown.pilot.press("escape")
        await shown.pilot.pause()
        assert kept == {"language": "en"}
