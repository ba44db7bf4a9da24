"""Searching in the headlines, and the field that is typed into."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.widget import Widget
from ui_samples import fill, manual, rows, showing

from reader.models import Direction
from reader.text.row import visual
from reader.ui.paint import roles
from reader.ui.panes import Pane


async def test_the_list_follows_what_is_typed(tmp_path: Path) -> None:
    """/ opens the field, the list is filtered as one types, Enter keeps it, Esc brings all back at the same entry."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("slash", *"number")
        assert shown.main.headlines.count == 4
        await shown.press("space", "z")
        assert shown.main.headlines.count == 0
        await shown.press("backspace", "backspace", "enter", "j")
        assert shown.main.field is None and shown.main.pane is Pane.HEADLINES
        assert "Search: number" in shown.text()
        here = shown.main.headlines.current_id
        await shown.press("escape")
        assert shown.main.headlines.count == 8 and shown.main.headlines.current_id == here


async def test_keys_are_text_while_typing(tmp_path: Path) -> None:
    """In the field q, s, n and the others are letters."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("slash", *"qsnmAuU?")
        assert shown.main.field is not None and shown.main.field.value == "qsnmAuU?"
        assert "Nothing found" in "".join(rows(shown.main.headlines))
        await shown.press("escape")
        assert shown.main.headlines.count == 8


async def test_arabic_is_found_and_drawn(tmp_path: Path) -> None:
    """Arabic that is typed is joined, ordered and right-aligned in the field; the search folds its letters."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("slash", *"الانتاج")
        field = shown.main.field
        assert field is not None
        assert field.value == "الانتاج" and field.direction is Direction.RTL
        assert rows(field)[0].endswith(visual("الانتاج"))
        assert shown.main.headlines.count == 4  # the text has الإنتاج


async def test_what_is_pasted_is_cleaned(tmp_path: Path) -> None:
    """Control and escape characters that are pasted never reach the field."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("slash")
        field = shown.main.field
        assert field is not None
        field.post_message(events.Paste("num\x1b[31m\u202eber\x07 "))
        await shown.settle()
        assert field.value == "number "
        assert shown.main.headlines.count == 4


async def test_another_place_ends_the_search(tmp_path: Path) -> None:
    """Choosing another feed shows all of its headlines."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("slash", *"number", "enter", "shift+tab", "j", "j", "j", "j")
        assert shown.main.search == "" and shown.main.headlines.count == 4


async def test_a_long_text_scrolls_with_the_caret(tmp_path: Path) -> None:
    """A text wider than the field shows the part around the caret, in exactly the field's width."""
    async with showing(fill(tmp_path / "qari.db"), (40, 20)) as shown:
        await shown.press("slash")
        field = shown.main.field
        assert field is not None
        field.value = "word " * 20 + "end"
        field.cursor_position = len(field.value)
        await shown.settle()
        assert rows(field)[0].rstrip().endswith("end")
        assert field.render_line(0).cell_length == field.scrollable_content_region.width
        field.cursor_position = 0
        await shown.settle()
        assert rows(field)[0].startswith("/ word")


async def test_found_words_are_marked(tmp_path: Path) -> None:
    """In headlines and in the article that is opened, until the search is left."""
    async with showing(fill(tmp_path / "qari.db"), (200, 24)) as shown:

        def marked(widget: Widget) -> set[str]:
            accent = roles(widget)["found"].color
            segments = (segment for y in range(widget.size.height) for segment in widget.render_line(y))
            return {text for text, style, _ in segments if style and style.underline and style.color == accent}

        await shown.press("slash", *"الانتاج", "enter")
        assert marked(shown.main.headlines) == {visual("الإنتاج")}
        await shown.press("enter")
        assert marked(shown.main.article) == {visual("الإنتاج")}
        await shown.press("escape", "escape")
        assert marked(shown.main.headlines) == marked(shown.main.article) == set()


async def test_links_are_followed_by_number(tmp_path: Path) -> None:
    """f shows the numbers; one that can only mean one link is followed at once, in any digits; Esc takes them away."""
    path = fill(tmp_path / "qari.db")
    async with showing(path, (120, 24), config=manual(browser=str(tmp_path / "no-such-browser"))) as shown:
        await shown.press("f")
        assert "No link" in rows(shown.main.status)[0]
        await shown.press("enter", "f")
        assert "[1]" in "".join(rows(shown.main.article)) and "[2]" in "".join(rows(shown.main.article))
        await shown.press("escape")
        assert "[1]" not in "".join(rows(shown.main.article)) and shown.main.pane is Pane.ARTICLE
        await shown.press("f", "١")
        assert "https://example.org/more" in rows(shown.main.status)[0]
        assert shown.main.field is None and "[1]" not in "".join(rows(shown.main.article))
        await shown.press("f", "9", "enter")
        assert "the last one is 2" in rows(shown.main.status)[0]


async def test_a_search_shows_why_it_found_a_headline(tmp_path: Path) -> None:
    """The status line has the part of the text with the word, and follows the cursor; O changes the order."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("/", *"paragraph scrolled", "enter", "j")
        assert "of a story that is long enough to be scrolled" in rows(shown.main.status)[0]
        pieces = [one for one in shown.main.status.render_line(0) if one.style and one.style.underline]
        assert "".join(piece.text for piece in pieces) == "scrolledParagraphscrolledParagraph"
        await shown.press("O")
        assert "The newest come first" in shown.text() and not shown.main.ranked


async def test_a_query_that_cannot_be_read_stays_to_be_mended(tmp_path: Path) -> None:
    """Enter does not leave it, and the list is not called by its name."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("/", *"is:unraed", "enter")
        assert shown.main.field is not None and shown.main.field.value == "is:unraed"
        assert "is:unraed" not in str(shown.main.headlines.border_title)
        await shown.press(*["backspace"] * 3, *"ead", "enter")
        assert shown.main.field is None and "is:unread" in str(shown.main.headlines.border_title)
