"""The mouse: clicks select and open, the wheel scrolls."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widget import Widget
from ui_samples import Shown, fill, manual, rows, showing

from reader.models import Filter
from reader.ui.panes import ORDER, Pane
from reader.ui.screens.menu import MenuScreen, offered
from reader.ui.screens.palette import CommandRows


async def test_a_click_opens_a_headline(tmp_path: Path) -> None:
    """One click on a headline puts the cursor there and opens it."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.pilot.click(shown.main.headlines, offset=(10, 3))
        await shown.settle()
        assert shown.main.headlines.cursor == 2
        assert shown.main.opened is not None and shown.main.opened.id == shown.main.headlines.current_id
        assert shown.main.pane is Pane.ARTICLE


async def test_a_click_chooses_a_feed(tmp_path: Path) -> None:
    """A click on a feed shows its headlines; with one pane only, they come into view."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.pilot.click(shown.main.feeds, offset=(5, 3))
        await shown.settle()
        assert shown.main.place == Filter(bookmarked=True) and shown.main.pane == "feeds"
        await shown.pilot.resize_terminal(60, 20)
        await shown.settle()
        await shown.pilot.click(shown.main.feeds, offset=(5, 1))
        await shown.settle()
        assert shown.main.place == Filter() and shown.main.pane == "headlines"


async def test_a_click_below_the_rows_does_nothing(tmp_path: Path) -> None:
    """The empty space of a list is not a row."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.pilot.click(shown.main.headlines, offset=(10, 15))
        await shown.settle()
        assert shown.main.opened is None


async def test_the_wheel_scrolls(tmp_path: Path) -> None:
    """The wheel moves the rows and not the cursor."""
    async with showing(fill(tmp_path / "qari.db", 50), (120, 20)) as shown:
        await wheel(shown, Pane.HEADLINES)
        assert shown.main.headlines.scroll_offset.y > 0 and shown.main.headlines.cursor == 0
        await shown.press("j", "enter")
        await wheel(shown, Pane.ARTICLE)
        assert shown.main.article.scroll_offset.y > 0


async def wheel(shown: Shown, pane: Pane) -> None:
    """Turn the wheel over a pane."""
    region = shown.main.query_one(f"#{pane}").region
    x, y = region.x + 5, region.y + 5
    event = events.MouseScrollDown(None, x, y, 0, 1, 0, False, False, False, screen_x=x, screen_y=y)
    shown.app.post_message(event)
    await shown.settle()
    await shown.pilot.pause(0.3)


async def test_a_click_on_a_link_opens_it(tmp_path: Path) -> None:
    """A link of the text is given to the browser; the notice says when none could be started."""
    path = fill(tmp_path / "qari.db")
    async with showing(path, config=manual(browser=str(tmp_path / "no-such-browser"))) as shown:
        await shown.press("enter")
        page = rows(shown.main.article)
        y = next(index for index, row in enumerate(page) if row.startswith("https://"))
        await shown.pilot.click(shown.main.article, offset=(6, y + 1))
        await shown.settle()
        assert "https://example.org/ar/0" in rows(shown.main.status)[0]


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_the_right_button_offers_what_can_be_done(tmp_path: Path, language: str) -> None:
    """A menu beside the pointer, for the row under it; a click beside it closes it, one on a row does that."""
    async with showing(fill(tmp_path / "qari.db"), (120, 30), language=language) as shown:
        await shown.pilot.click(shown.main.headlines, offset=(10, 3), button=3)
        await shown.settle()
        menu = shown.app.screen
        assert isinstance(menu, MenuScreen) and shown.main.headlines.cursor == 2 and shown.main.opened is None
        region = menu.query_one(CommandRows).region
        assert region.x >= 0 and region.right <= 120 and region.bottom <= 30
        await shown.press("j", "j", "enter")
        assert shown.main.headlines.current is not None and shown.main.headlines.current.bookmarked
        await shown.pilot.click(shown.main.headlines, offset=(10, 3), button=3)
        await shown.settle()
        await shown.pilot.click(offset=(119 if language == "en" else 0, 29))
        await shown.settle()
        assert shown.app.screen is shown.main


async def test_every_menu_has_its_commands() -> None:
    """Whatever pane is meant."""
    assert all(offered(pane) for pane in ORDER)


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_border_is_dragged(tmp_path: Path, language: str) -> None:
    """The panes on both sides of it follow the mouse, and are as before when the terminal has another size."""
    async with showing(fill(tmp_path / "qari.db"), (120, 30), language=language) as shown:
        panes: list[Widget] = [shown.main.feeds, shown.main.headlines]
        left, right = panes if language == "en" else panes[::-1]
        before, both = left.region.width, left.region.width + right.region.width
        await shown.pilot.mouse_down(left, offset=(before - 1, 4))
        await shown.pilot.hover(left, offset=(before - 1 + 6, 4))
        await shown.pilot.mouse_up(left, offset=(before - 1 + 6, 4))
        await shown.settle()
        assert (left.region.width, right.region.width) == (before + 6, both - before - 6)
        await shown.pilot.resize_terminal(121, 30)
        await shown.pilot.resize_terminal(120, 30)
        await shown.settle()
        assert left.region.width == before
