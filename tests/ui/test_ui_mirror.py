"""With Arabic the screen begins at the right: panes, columns, scroll bars, arrows; and the language can be changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from ui_samples import ENGLISH_BODY, a_story, fill, rows, showing, stored

from reader.terminal.decide import Order, Terminal
from reader.text.row import visual
from reader.ui import choices
from reader.ui.panes import Pane


async def test_panes_stand_from_the_right(tmp_path: Path) -> None:
    """The feeds are at the right edge, the article at the left; in English the other way round."""
    async with showing(fill(tmp_path / "ar.db"), (120, 24), language="ar") as shown:
        main = shown.main
        assert main.article.region.x < main.headlines.region.x < main.feeds.region.x
        assert main.feeds.region.right == 120
    async with showing(fill(tmp_path / "en.db"), (120, 24)) as shown:
        assert shown.main.feeds.region.x == 0


async def test_columns_stand_from_the_right(tmp_path: Path) -> None:
    """The mark of what is unread is at the right, the age at the left; of feeds the count is at the left."""
    async with showing(fill(tmp_path / "qari.db"), (80, 24), language="ar") as shown:
        first = rows(shown.main.headlines)[0]
        assert first.rstrip().endswith("●") and first.lstrip().startswith(visual("الآن"))
        unread = rows(shown.main.feeds)[1]
        assert unread.strip().startswith("8") and visual("غير المقروء") in unread


async def test_the_scroll_bar_stands_at_the_left(tmp_path: Path) -> None:
    """It is the first column inside the border, and no row lies under it."""
    async with showing(fill(tmp_path / "qari.db", 60), (120, 24), language="ar") as shown:
        headlines = shown.main.headlines
        bar = headlines.vertical_scrollbar
        assert bar.region.x == headlines.region.x + 1
        assert headlines.scrollable_content_region.x == bar.region.right
        assert all(row.startswith("  ") for row in rows(headlines))
        assert headlines.row_width == headlines.scrollable_content_region.width - 1


async def test_a_click_in_a_mirrored_list_opens_its_row(tmp_path: Path) -> None:
    """The row that is clicked is the one that is opened."""
    async with showing(fill(tmp_path / "qari.db"), (120, 24), language="ar") as shown:
        await shown.pilot.click(shown.main.headlines, offset=(10, 3))
        await shown.settle()
        assert shown.main.headlines.cursor == 2 and shown.main.opened is not None


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_a_drag_selects_what_lies_under_it(tmp_path: Path, language: str) -> None:
    """The cells that the mouse goes over are those that are selected, on whatever side the scroll bar is."""
    story = a_story(0, "Title", ENGLISH_BODY, "en")
    async with showing(stored(tmp_path / "qari.db", story), (120, 24), language=language) as shown:
        await shown.press("enter")
        article = shown.main.article
        row = next(y for y, text in enumerate(rows(article)) if "Paragraph 0" in text)
        left = rows(article)[row].index("Paragraph")
        x = article.styles.gutter.left + left
        await shown.pilot.mouse_down(article, offset=(x, row + 1))
        await shown.pilot.hover(article, offset=(x + len("Paragraph") - 1, row + 1))
        await shown.pilot.mouse_up(article, offset=(x + len("Paragraph") - 1, row + 1))
        await shown.settle()
        assert shown.app.clipboard == "Paragraph"


async def test_arrows_act_on_the_side_they_point_to(tmp_path: Path) -> None:
    """Left goes inward, to the article, and right outward, to the feeds."""
    async with showing(fill(tmp_path / "qari.db"), (120, 24), language="ar") as shown:
        panes = []
        for key in ("left", "right", "right", "left"):
            await shown.press(key)
            panes.append(shown.main.pane)
        assert panes == [Pane.ARTICLE, Pane.HEADLINES, Pane.FEEDS, Pane.HEADLINES]


async def test_the_language_changes_while_the_app_runs(tmp_path: Path) -> None:
    """Everything on the screen speaks the other language, from its side, and what is open and marked stays."""
    async with showing(fill(tmp_path / "qari.db"), (120, 24)) as shown:
        await shown.press("down", "enter")
        opened = shown.main.opened
        await shown.press("f2")
        text = shown.text()
        assert visual("المصادر") in text and visual("غير المقروء") in text and "Feeds" not in text
        assert shown.main.feeds.region.right == 120
        assert shown.main.opened == opened and shown.main.headlines.cursor == 1
        panes = []
        for keys in (("right",), ("f2", "left")):
            await shown.press(*keys)
            panes.append(shown.main.pane)
        assert panes == [Pane.HEADLINES, Pane.FEEDS]
        assert "Feeds" in shown.text() and shown.main.feeds.region.x == 0


async def test_logical_order_is_not_turned(tmp_path: Path) -> None:
    """Where the terminal orders rows, and turns them round with what they begin with, nothing is mirrored before."""
    async with showing(fill(tmp_path / "qari.db"), (120, 24), language="ar") as shown:
        shown.app._send_in(Order.LOGICAL)
        await shown.settle()
        assert not choices.from_right()
        assert rows(shown.main.headlines)[0].startswith("●")
        assert Terminal("", Order.LOGICAL).order is Order.LOGICAL
