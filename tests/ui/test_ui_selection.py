"""Selecting and copying text of the article."""

from __future__ import annotations

from pathlib import Path

from ui_samples import ARABIC_BODY, Shown, a_story, fill, showing, stored

from reader.text.blocks import Kind
from reader.text.html import to_blocks
from reader.text.options import Options
from reader.text.row import visual
from reader.ui import choices
from reader.ui.widgets.article_pane import ArticlePane

FIRST = next(block.text for block in to_blocks(ARABIC_BODY) if block.kind is Kind.PARAGRAPH)


def row_with(article: ArticlePane, text: str) -> int:
    """The row of the viewport that shows ``text``."""
    return next(y for y in range(article.size.height) if text in article.render_line(y).text)


async def drag(shown: Shown, begin: tuple[int, int], end: tuple[int, int]) -> None:
    """From one cell of the article pane to another, with the left button held down."""
    article = shown.main.article
    await shown.pilot.mouse_down(article, offset=begin)
    await shown.pilot.hover(article, offset=end)
    await shown.pilot.mouse_up(article, offset=end)
    await shown.settle()


def text_cells(article: ArticlePane) -> tuple[int, int]:
    """The first and the last cell of the pane that text may take."""
    left = article.gutter.left
    return left, left + article.column - 1


async def test_dragging_over_rows_copies_the_text_as_it_was_written(tmp_path: Path) -> None:
    """Two wrapped rows, right-to-left with a bracket, a ligature and numbers: byte for byte what the feed has."""
    async with showing(fill(tmp_path / "qari.db"), (120, 24)) as shown:
        await shown.press("enter")
        article = shown.main.article
        first = row_with(article, "ﺖﻨﻠﻋﺃ") + article.gutter.top
        left, right = text_cells(article)
        await drag(shown, (right, first), (left, first + 1))
        assert len(shown.app.clipboard) > article.column
        assert FIRST.startswith(shown.app.clipboard)
        assert "Copied" in shown.main.status.render_line(0).text


async def test_what_is_selected_is_seen(tmp_path: Path) -> None:
    """The selected cells have another ground, and Esc lets go of them."""
    async with showing(fill(tmp_path / "qari.db"), (120, 24)) as shown:
        await shown.press("enter")
        article = shown.main.article
        y = row_with(article, "ﺖﻨﻠﻋﺃ")
        _, right = text_cells(article)

        def lit() -> str:
            ground = article.render_line(0)._segments[0].style
            return "".join(
                text
                for text, style, _ in article.render_line(y)
                if style and ground and style.bgcolor != ground.bgcolor
            )

        await drag(shown, (right, y + 1), (right - 5, y + 1))
        assert lit().strip() == "ﺖﻨﻠﻋﺃ"
        await shown.press("escape")
        assert lit() == "" and shown.main.article.selection is None and shown.main.pane == "article"


async def test_two_clicks_take_a_word_and_three_a_paragraph(tmp_path: Path) -> None:
    """Both are copied."""
    async with showing(fill(tmp_path / "qari.db"), (120, 24)) as shown:
        await shown.press("enter")
        article = shown.main.article
        cell = (text_cells(article)[1] - 2, row_with(article, "ﺖﻨﻠﻋﺃ") + article.gutter.top)
        await shown.pilot.click(article, offset=cell, times=2)
        await shown.settle()
        assert shown.app.clipboard == "أعلنت"
        await shown.pilot.click(article, offset=cell, times=3)
        await shown.settle()
        assert shown.app.clipboard == FIRST


async def test_clicks_off_the_text_copy_nothing(tmp_path: Path) -> None:
    """Beside a row's end, on an empty row and below the article: two and three clicks leave the clipboard alone."""
    short = a_story(0, "قصيرة", "<p>سلام</p>", "ar")
    async with showing(stored(tmp_path / "qari.db", short), (120, 40)) as shown:
        await shown.press("enter")
        article = shown.main.article
        left, right = text_cells(article)
        text = row_with(article, visual("سلام")) + article.gutter.top
        shown.app.copy_to_clipboard("before")
        for cell in ((left, text), (right, text + 1), (right - 1, article.size.height - 1)):
            for times in (2, 3):
                await shown.pilot.click(article, offset=cell, times=times)
                await shown.settle()
                assert shown.app.clipboard == "before" and article.selection is None
        await shown.pilot.click(article, offset=(right, text), times=2)
        await shown.settle()
        assert shown.app.clipboard == "سلام"


async def test_clicks_on_the_border_copy_nothing(tmp_path: Path) -> None:
    """Behind it lies a row that is scrolled out of view."""
    async with showing(fill(tmp_path / "qari.db"), (120, 24)) as shown:
        await shown.press("j", "enter", "j", "j", "j", "j")
        article = shown.main.article
        for _ in range(3):
            await shown.press("j")
            await shown.pilot.click(article, offset=(text_cells(article)[0] + 2, 0), times=2)
            await shown.settle()
        assert article.selection is None and shown.app.clipboard == ""


async def test_dragging_over_a_link_does_not_open_it(tmp_path: Path) -> None:
    """Only a click does."""
    async with showing(fill(tmp_path / "qari.db"), (120, 24)) as shown:
        await shown.press("enter")
        article = shown.main.article
        y = row_with(article, "ﺮﻳﺮﻘﺘﻟﺍ") + article.gutter.top
        _, right = text_cells(article)
        await drag(shown, (right, y), (right - 16, y))
        assert "التقرير" in shown.app.clipboard
        assert "Copied" in shown.main.status.render_line(0).text


async def test_keys_select(tmp_path: Path) -> None:
    """v begins, arrows, w and $ go on, y copies and ends it; h and l then are what they were."""
    async with showing(fill(tmp_path / "qari.db"), (120, 24)) as shown:
        await shown.press("enter", "v", "j", "j", "j", "0")
        await shown.press("escape", "v", "w", "left", "y")
        title = "قررت الحكومة زيادة"
        assert shown.app.clipboard == title[:7]
        assert shown.main.article.caret is None
        await shown.press("v", "dollar_sign", "enter")
        assert shown.app.clipboard.startswith("قررت الحكومة زيادة الإنتاج رقم 0")
        await shown.press("h")
        assert shown.main.pane == "headlines"


async def test_a_caret_scrolls_the_text(tmp_path: Path) -> None:
    """G brings the caret to the end and the end into view; what is selected is everything."""
    async with showing(fill(tmp_path / "qari.db"), (120, 12)) as shown:
        await shown.press("j", "enter", "v", "G")
        assert shown.main.article.at_end
        await shown.press("ctrl+c")
        assert shown.app.clipboard.startswith("Story number 0\n\n")
        assert "Paragraph 39 of a story" in shown.app.clipboard


async def test_dragging_below_the_pane_scrolls_on(tmp_path: Path) -> None:
    """The selection goes on with the text."""
    async with showing(fill(tmp_path / "qari.db"), (120, 12)) as shown:
        await shown.press("j", "enter")
        article = shown.main.article
        await shown.pilot.mouse_down(article, offset=(5, 3))
        for _ in range(6):
            await shown.pilot.hover(shown.main.status, offset=(90, 0))
            await shown.pilot.hover(shown.main.key_bar, offset=(90, 0))
        await shown.pilot.mouse_up(shown.main.key_bar, offset=(90, 0))
        await shown.settle()
        assert article.scroll_offset.y >= 5
        assert shown.app.clipboard.count("Paragraph") >= 4


async def test_link_and_article_are_copied_by_keys(tmp_path: Path) -> None:
    """y copies the address and Y the text, from the list and from the article."""
    async with showing(fill(tmp_path / "qari.db"), (120, 24)) as shown:
        await shown.press("y")
        assert shown.app.clipboard == "https://example.org/ar/0"
        await shown.press("Y")
        assert shown.app.clipboard.startswith("قررت الحكومة زيادة الإنتاج رقم 0\n\n") and FIRST in shown.app.clipboard
        await shown.press("j", "enter", "y")
        assert shown.app.clipboard == "https://example.org/en/1"


async def test_a_selection_survives_another_width(tmp_path: Path) -> None:
    """It is a stretch of the text, not of cells."""
    async with showing(fill(tmp_path / "qari.db"), (120, 24)) as shown:
        await shown.press("enter", "v", "j", "j")
        await shown.pilot.resize_terminal(70, 30)
        await shown.settle()
        before = shown.main.article.selection
        await shown.press("y")
        assert before is not None and shown.app.clipboard.startswith("قررت")


async def test_links_numbers_are_not_copied(tmp_path: Path) -> None:
    """While they are shown nothing can be selected, and what was is let go of: they move the letters behind them."""
    async with showing(fill(tmp_path / "qari.db"), (120, 24)) as shown:
        await shown.press("enter", "v", "G", "f")
        article = shown.main.article
        assert article.selection is None
        y = row_with(article, "[1]") + article.gutter.top
        left, right = text_cells(article)
        await drag(shown, (right, y), (left, y))
        assert article.selection is None and shown.app.clipboard == ""
        await shown.press("escape")
        await drag(shown, (right, y), (left, y))
        assert "التقرير الكامل" in shown.app.clipboard and "[" not in shown.app.clipboard


async def test_a_selection_ends_where_letters_are_counted_anew(tmp_path: Path) -> None:
    """With other options, its places would be those of other letters."""
    async with showing(fill(tmp_path / "qari.db"), (120, 24)) as shown:
        await shown.press("enter", "v", "j", "j")
        choices.choose(Options(logical=True))
        shown.main.lay_out_again()
        assert shown.main.article.selection is None and shown.main.article.caret is None


async def test_the_key_bar_shows_the_keys_for_selecting(tmp_path: Path) -> None:
    """While they count; a click on one does what it does."""
    async with showing(fill(tmp_path / "qari.db"), (120, 24)) as shown:
        await shown.press("enter", "v")
        bar = shown.main.key_bar.render_line(0).text
        assert "Copy selection" in bar and "Select nothing" in bar and "Quit" not in bar
        await shown.pilot.click(shown.main.key_bar, offset=(bar.index("Select nothing"), 0))
        await shown.settle()
        assert shown.main.article.caret is None
        assert "Quit" in shown.main.key_bar.render_line(0).text
