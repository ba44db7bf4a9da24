"""What the main screen looks like, row by row."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from ui_samples import Shown, fill, rows, showing

from reader.config.starters import STARTERS
from reader.text.clean import clean_line
from reader.text.row import visual
from reader.ui.panes import ORDER, Pane
from reader.ui.widgets.dialog import Dialog

SIZES = ((120, 40), (80, 24), (50, 20))


def borders(row: str) -> list[int]:
    """The cells of a row on which a vertical border stands."""
    return [cell_len(row[:index]) for index, char in enumerate(row) if char in "│╭╮╰╯"]


def assert_straight(shown: Shown, size: tuple[int, int]) -> None:
    """Every row is as wide as the terminal, and the borders stand below each other."""
    strips = shown.screen_rows()
    assert [cell_len(strip.text) for strip in strips] == [size[0]] * size[1]
    framed = [borders(strip.text) for strip in strips[:-2]]
    assert framed == [framed[0]] * (size[1] - 2)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_every_row_fits_and_borders_are_straight(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """At every size, in both languages, with an Arabic article open, each row has the terminal's width."""
    async with showing(fill(tmp_path / "qari.db"), size, language=language) as shown:
        assert_straight(shown, size)
        await shown.press("enter")
        assert_straight(shown, size)
        assert visual("أعلنت") in shown.text()


@pytest.mark.parametrize(
    ("width", "shown_panes"),
    [(120, ORDER), (100, ORDER), (99, (Pane.FEEDS, Pane.HEADLINES)), (64, (Pane.FEEDS, Pane.HEADLINES))],
)
async def test_panes_come_with_width(tmp_path: Path, width: int, shown_panes: tuple[Pane, ...]) -> None:
    """Three panes stand side by side from 100 cells, two from 64."""
    async with showing(fill(tmp_path / "qari.db"), (width, 20)) as shown:
        visible = [widget.id for widget in shown.main.panes.children if widget.display]
        assert visible == list(shown_panes)


async def test_one_pane_follows_the_focus(tmp_path: Path) -> None:
    """Below 64 cells there is one pane, and Enter, Esc and Tab change which."""
    async with showing(fill(tmp_path / "qari.db"), (60, 20)) as shown:

        def visible() -> list[str | None]:
            return [widget.id for widget in shown.main.panes.children if widget.display]

        seen = [visible()]
        for key in ("enter", "escape", "escape", "tab", "shift+tab", "shift+tab", "tab"):
            await shown.press(key)
            seen.append(visible())
        assert seen == [
            [pane] for pane in ("headlines", "article", "headlines", "feeds", "headlines", "feeds", "article", "feeds")
        ]


async def test_a_resize_keeps_the_pane_in_use(tmp_path: Path) -> None:
    """While the terminal narrows and widens, the article stays in view and in focus."""
    async with showing(fill(tmp_path / "qari.db"), (120, 40)) as shown:
        await shown.press("enter")
        for width in (80, 50, 80, 120):
            await shown.pilot.resize_terminal(width, 24)
            await shown.settle()
            assert shown.main.article.display
            assert shown.main.focused is shown.main.article
            assert_straight(shown, (width, 24))


async def test_arabic_headlines_are_shaped_and_stand_right(tmp_path: Path) -> None:
    """An Arabic title is joined, ordered, and ends its column; an English one begins it."""
    async with showing(fill(tmp_path / "qari.db"), (120, 20)) as shown:
        first, second = rows(shown.main.headlines)[:2]
        title = first[3:-12]
        assert visual("قررت الحكومة") in title
        assert title == title.rstrip() and not title.startswith(visual("قررت"))
        assert second[3:].startswith("Story number 0")


async def test_the_article_is_laid_out_for_reading(tmp_path: Path) -> None:
    """Title, source, author and date, body, address: Arabic rows stand right, the address left."""
    async with showing(fill(tmp_path / "qari.db"), (120, 40)) as shown:
        await shown.press("enter")
        page = [row.rstrip() for row in rows(shown.main.article)]
        text = [row for row in page if row.strip()]
        width = shown.main.article.column
        assert visual("قررت الحكومة زيادة الإنتاج رقم 0") in text[0]
        assert all(cell_len(row) == width for row in text[:3])
        assert visual("أخبار اليوم") in text[1] and visual("كاتب") in text[1]
        assert "3000" in page[4] and "(" in page[4]
        assert text[-1].startswith("https://example.org/ar/0")


async def test_a_wide_article_keeps_to_its_column(tmp_path: Path) -> None:
    """The text is no wider than ``reading.column`` and stands in the middle of its pane."""
    async with showing(fill(tmp_path / "qari.db"), (300, 20)) as shown:
        await shown.press("j", "enter")
        assert shown.main.article.column == 88
        body = rows(shown.main.article)[6]
        blanks = len(body) - len(body.lstrip())
        room = shown.main.article.scrollable_content_region.width
        assert abs(blanks - (room - 88) // 2) <= 1


async def test_markup_and_controls_are_shown_as_text(tmp_path: Path) -> None:
    """A feed's title in square brackets is no markup, in the list and in a border."""
    async with showing(fill(tmp_path / "qari.db"), (120, 20)) as shown:
        assert any("Daily [bold]News[/" in row or "Daily [b" in row for row in rows(shown.main.feeds))
        await shown.press("j", "enter")
        assert "─ Daily [bold]News[/bold] ─" in shown.text()
        assert clean_line("\x1b[31mred\x1b[0m") == "red"


async def test_a_failing_feed_is_marked_and_explained(tmp_path: Path) -> None:
    """A feed that failed carries a mark; the status bar says why while the cursor is on it."""
    async with showing(fill(tmp_path / "qari.db"), (120, 20)) as shown:
        row = next(row for row in rows(shown.main.feeds) if "Broken" in row)
        assert row.startswith("! ")
        await shown.press("escape", "j", "j", "j")
        assert shown.main.place_feed is not None and shown.main.place_feed.title == "Broken"
        assert "503" in rows(shown.main.status)[0]


async def test_state_is_told_without_colour(tmp_path: Path) -> None:
    """Unread is a dot and bookmarked is a star, each in a cell of its own."""
    async with showing(fill(tmp_path / "qari.db"), (120, 20)) as shown:
        await shown.press("s")
        assert rows(shown.main.headlines)[0].startswith("●★ ")
        await shown.press("m")
        assert rows(shown.main.headlines)[0].startswith(" ★ ")


async def test_the_unopened_article_says_what_to_do(tmp_path: Path) -> None:
    """Before an article is open its pane says how to open one; an empty list says why it is empty."""
    async with showing(fill(tmp_path / "qari.db"), (120, 20)) as shown:
        assert "Choose a headline" in "".join(rows(shown.main.article))
        await shown.press("b")
        assert "No bookmarks yet." in "".join(rows(shown.main.headlines))


@pytest.mark.parametrize("width", [40, 44, 60, 80])
async def test_a_title_is_cut_at_its_logical_end(tmp_path: Path, width: int) -> None:
    """The border shows all of what was fitted to it: nothing is lost at the end where Arabic begins."""
    async with showing(fill(tmp_path / "qari.db"), (width, 14)) as shown:
        await shown.press("slash", *"المدينة القديمة الجميلة جدا")
        title = str(shown.main.headlines.border_title)
        assert visual("المدينة") in title and ("…" in title or visual("جدا") in title)
        assert title in shown.text()


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_the_titles_of_the_welcome_fit(tmp_path: Path, language: str) -> None:
    """What the keys do is read to its end in a narrow terminal, or cut at it."""
    async with showing(tmp_path / "qari.db", (44, 20), language=language, starters=STARTERS) as shown:
        chosen = shown.app.screen.query_one(Dialog)
        assert str(chosen.border_title) in shown.text() and str(chosen.border_subtitle) in shown.text()
