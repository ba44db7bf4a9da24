"""Searching in the headlines, and the field that is typed into."""

from __future__ import annotations

from pathlib import Path

from textual import events
from ui_samples import fill, rows, showing

from reader.models import Direction
from reader.text.row import visual
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
