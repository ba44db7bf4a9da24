"""Typing: keys, mouse and clipboard in the field that every input is."""

from __future__ import annotations

import ast
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets.input import Selection

import reader.ui
from reader.models import Direction
from reader.ui import choices
from reader.ui.paint import roles
from reader.ui.widgets.text_field import TextField


class Host(App[None]):
    """Nothing but a field, which is 14 cells wide: two for the prompt, 12 for the text."""

    CSS = "TextField, TextField:focus { border: none; padding: 0; height: 1; width: 14; }"

    def __init__(self, direction: Direction) -> None:
        super().__init__()
        choices.face(direction)
        self.field = TextField("/", "type", direction)
        self.field.cursor_blink = False

    def compose(self) -> ComposeResult:
        """The field."""
        yield self.field


@dataclass
class Typist:
    """A field, and hands and eyes for it."""

    pilot: Pilot[None]
    field: TextField

    async def type(self, text: str) -> None:
        """Type characters, each an event of its own."""
        for character in text:
            await self.send(events.Key("", character))

    async def press(self, *keys: str) -> None:
        """Press keys by name."""
        await self.pilot.press(*keys)

    async def send(self, event: events.Event) -> None:
        """Let an event come from the terminal."""
        self.field.post_message(event)
        await self.pilot.pause()

    def row(self) -> str:
        """The row with ``[ ]`` around the caret and ``{ }`` around what is selected."""
        strip = self.field.render_line(0)
        assert strip.cell_length == self.field.size.width
        chosen = roles(self.field)["selection"].bgcolor
        marked = ""
        for text, style, _ in strip:
            caret, selected = style is not None and style.reverse, style is not None and style.bgcolor == chosen
            marked += f"[{text}]" if caret else f"{{{text}}}" if selected else text
        return marked


@asynccontextmanager
async def typing(direction: Direction = Direction.LTR, value: str = "") -> AsyncIterator[Typist]:
    """A field in an interface of ``direction``, with the focus."""
    app = Host(direction)
    async with app.run_test(size=(40, 5)) as pilot:
        typist = Typist(pilot, app.field)
        app.field.value = value
        app.field.cursor_position = len(value)
        await pilot.pause()
        yield typist


async def test_arabic_is_right_while_it_is_typed() -> None:
    """Each letter joins the one before it; the text stands at the right, the caret is the cell left of it."""
    async with typing() as typist:
        rows = []
        for letter in "سلام":
            await typist.type(letter)
            rows.append(typist.row())
        assert rows == [
            "/           [ ]ﺱ",
            "/          [ ]ﻞﺳ",
            "/          [ ]ﻼﺳ",
            "/         [ ]ﻡﻼﺳ",
        ]
        await typist.type(" BBC ٢٥")
        assert typist.field.value == "سلام BBC ٢٥"
        assert typist.row() == "/  [ ]٢٥ BBC ﻡﻼﺳ"


async def test_latin_stands_at_the_left() -> None:
    """Whatever the interface's direction is, which the prompt follows."""
    async with typing(Direction.RTL) as typist:
        await typist.type("abc")
        assert typist.row() == "abc[ ]         /"


@pytest.mark.parametrize(
    ("direction", "row"), [(Direction.LTR, "/ [ ]type       "), (Direction.RTL, "       type[ ] /")]
)
async def test_an_empty_field_says_what_it_is_for(direction: Direction, row: str) -> None:
    """The caret stands where the interface's own text would begin, the placeholder behind it."""
    async with typing(direction) as typist:
        assert typist.row() == row


async def test_one_key_may_be_two_letters() -> None:
    """لا comes as two events, as one with two letters, or as the ligature: it is two letters in one cell."""
    async with typing() as typist:
        await typist.type("لا")
        await typist.send(events.Key("", "لا"))
        await typist.send(events.Key("", "ﻻ"))
        assert typist.field.value == "لالالا"
        assert typist.row() == "/         [ ]ﻻﻻﻻ"


async def test_the_joiner_is_typed() -> None:
    """ZWNJ, which Python calls unprintable, goes in, and parts the letters that are typed next."""
    async with typing() as typist:
        await typist.type("می")
        await typist.send(events.Key("zero_width_non_joiner", "\u200c"))
        assert typist.row() == "/          [ ]ﯽﻣ"
        await typist.type("خواهم")
        assert typist.field.value == "می\u200cخواهم"
        assert typist.row() == "/     [ ]ﻢﻫﺍﻮﺧﯽﻣ"


async def test_marks_of_direction_are_typed() -> None:
    """They go in, take no cell and turn the line to their side."""
    async with typing() as typist:
        await typist.type("\u200f25\u200d\u061c\u200e")
        assert typist.field.value == "\u200f25\u200d\u061c\u200e"
        assert typist.row() == "/          [ ]25"


async def test_harakat_are_seen_and_come_off_alone() -> None:
    """A mark is drawn as it is typed; Backspace takes it off and leaves the letter."""
    async with typing() as typist:
        await typist.type("مَّ")
        assert typist.row() == "/           [ ]ﻡَّ"
        await typist.press("backspace")
        assert typist.field.value == "مَ"
        await typist.press("backspace", "backspace", "backspace")
        assert typist.field.value == ""


async def test_a_value_that_is_set_is_cleaned() -> None:
    """Whoever sets it, it is one clean line."""
    async with typing() as typist:
        typist.field.value = "سطر\nآخر\x1b[31m"
        assert typist.field.value == "سطر آخر"


async def test_control_characters_do_not_go_in() -> None:
    """What is neither printable nor a joiner or mark of direction is no text."""
    async with typing() as typist:
        await typist.type("a\x07\u202e\u2067\x1b")
        assert typist.field.value == "a"


async def test_arrows_go_the_way_they_point() -> None:
    """In a mixed line each press moves the caret by a cell; what is typed then goes in there."""
    async with typing(value="سلام BBC ٢٥") as typist:
        rows = []
        for _ in range(4):
            await typist.press("right")
            rows.append(typist.row())
        assert rows == [
            "/   [٢]٥ BBC ﻡﻼﺳ",
            "/   ٢[٥] BBC ﻡﻼﺳ",
            "/   ٢٥[ ]BBC ﻡﻼﺳ",
            "/   ٢٥ [B]BC ﻡﻼﺳ",
        ]
        await typist.type("x")
        assert typist.row() == "/  ٢٥ B[x]BC ﻡﻼﺳ"
        await typist.press("home", "left", "left", "backspace")
        assert typist.field.value == "سلم BxBC ٢٥"


async def test_home_and_end_are_those_of_the_text() -> None:
    """In a right-to-left text Home is at the right."""
    async with typing(value="سلام BBC") as typist:
        await typist.press("home")
        assert typist.row() == "/      BBC ﻡﻼ[ﺳ]"
        await typist.press("end")
        assert typist.row() == "/     [ ]BBC ﻡﻼﺳ"


async def test_control_and_arrows_go_by_words() -> None:
    """To the side they point to, over words of either script."""
    async with typing(value="سلام BBC ٢٥") as typist:
        await typist.press("ctrl+right")
        assert typist.row() == "/   ٢[٥] BBC ﻡﻼﺳ"
        await typist.press("ctrl+right", "ctrl+right")
        assert typist.row() == "/   ٢٥ BBC ﻡﻼ[ﺳ]"
        await typist.press("ctrl+shift+left")
        assert typist.row() == "/   ٢٥ BB[C]{ ﻡﻼﺳ}"


async def test_words_are_taken_away() -> None:
    """Ctrl+W and Ctrl+Backspace take the word before the caret, marks and ZWNJ with it, Ctrl+Delete the one behind."""
    async with typing(value="مُحَمَّد می\u200cخواهم abc") as typist:
        await typist.press("ctrl+w")
        assert typist.field.value == "مُحَمَّد می\u200cخواهم "
        await typist.press("ctrl+backspace")
        assert typist.field.value == "مُحَمَّد "
        await typist.press("home", "ctrl+delete")
        assert typist.field.value == ""


async def test_the_line_is_taken_away_from_the_caret_on() -> None:
    """Ctrl+K takes what follows the caret in the text, Ctrl+U what is before it."""
    async with typing(value="سلام BBC") as typist:
        await typist.press("home", "left", "left", "ctrl+k")
        assert typist.field.value == "سلا"
        await typist.press("right", "ctrl+u")
        assert typist.field.value == "لا"


async def test_delete_takes_the_next_character() -> None:
    """With its marks; a flag is one."""
    async with typing(value="مُد🇪🇬x") as typist:
        await typist.press("home", "delete", "delete", "delete")
        assert typist.field.value == "x"


async def test_a_selection_is_text_and_is_drawn_where_that_is() -> None:
    """One stretch of the text in a mixed line is two on the screen; typing replaces it."""
    async with typing(value="سلام BBC ٢٥") as typist:
        typist.field.selection = Selection(3, 6)
        assert typist.row() == "/   ٢٥ [B]BC{ ﻡ}ﻼﺳ"
        assert typist.field.selected_text == "م B"
        await typist.type("ن")
        assert typist.field.value == "سلانBC ٢٥"


async def test_shift_selects() -> None:
    """Shift and arrows by characters, with Home and End to the ends of the text; an arrow goes to a side of it."""
    async with typing(value="سلام") as typist:
        await typist.press("shift+right", "shift+right")
        assert typist.row() == "/          {ﻡ}[ﻼ]ﺳ"
        assert typist.field.selected_text == "لام"
        await typist.press("left")
        assert typist.field.selection == Selection(4, 4)
        await typist.press("shift+home")
        assert typist.field.selected_text == "سلام"
        await typist.press("shift+end")
        assert typist.field.selected_text == ""
        await typist.press("ctrl+a")
        assert typist.field.selected_text == "سلام"


async def test_copy_and_cut_are_logical() -> None:
    """The clipboard gets text as it was typed; without a selection it keeps what it has."""
    async with typing(value="می\u200cخواهم BBC") as typist:
        await typist.press("ctrl+a", "ctrl+c")
        assert typist.pilot.app.clipboard == "می\u200cخواهم BBC"
        await typist.press("home", "ctrl+x")
        assert typist.pilot.app.clipboard == "می\u200cخواهم BBC"
        await typist.press("shift+left", "ctrl+x")
        assert typist.pilot.app.clipboard == "م" and typist.field.value == "ی\u200cخواهم BBC"


async def test_paste_is_one_clean_line() -> None:
    """All lines that are pasted become one; it replaces what is selected."""
    async with typing(value="abc") as typist:
        await typist.press("shift+home")
        await typist.send(events.Paste("سطر\nآخر\tx\x1b[31m\u202e"))
        assert typist.field.value == "سطر آخر x"
        typist.pilot.app.copy_to_clipboard("1\n2")
        await typist.press("ctrl+v")
        assert typist.field.value == "سطر آخر x1 2"


@pytest.mark.parametrize(
    ("cell", "row"),
    [
        (13, "/   ٢٥ BBC ﻡﻼ[ﺳ]"),
        (12, "/   ٢٥ BBC ﻡ[ﻼ]ﺳ"),
        (8, "/   ٢٥ B[B]C ﻡﻼﺳ"),
        (4, "/   [٢]٥ BBC ﻡﻼﺳ"),
        (3, "/  [ ]٢٥ BBC ﻡﻼﺳ"),
        (2, "/  [ ]٢٥ BBC ﻡﻼﺳ"),
        (0, "/  [ ]٢٥ BBC ﻡﻼﺳ"),
    ],
)
async def test_a_click_puts_the_caret_on_its_cell(cell: int, row: str) -> None:
    """On every cell of a mixed line; beside the text it is the end."""
    async with typing(value="سلام BBC ٢٥") as typist:
        await typist.pilot.click(typist.field, (cell, 0))
        assert typist.row() == row


async def test_the_mouse_selects() -> None:
    """From where the button goes down to where it comes up, as text."""
    async with typing(value="سلام BBC") as typist:
        await typist.pilot.mouse_down(typist.field, (13, 0))
        await typist.pilot.hover(typist.field, (11, 0))
        await typist.pilot.mouse_up(typist.field, (11, 0))
        assert typist.field.selected_text == "سلا"


async def test_a_long_line_scrolls_from_the_right() -> None:
    """The caret at the end is at the left edge; going back, the view stands still until it nears the other edge."""
    async with typing() as typist:
        await typist.send(events.Paste("سمك " * 12 + "دار"))
        assert typist.row() == "/ [ ]ﺭﺍﺩ ﻚﻤﺳ ﻚﻤﺳ"
        await typist.press(*["right"] * 7)
        assert typist.row() == "/  ﺭﺍﺩ ﻚﻤ[ﺳ] ﻚﻤﺳ"
        await typist.press("right")
        assert typist.row() == "/ ﺭﺍﺩ ﻚﻤﺳ[ ]ﻚﻤﺳ "
        await typist.press("home")
        assert typist.row() == "/  ﻚﻤﺳ ﻚﻤﺳ ﻚﻤ[ﺳ]"


async def test_the_view_stands_still_under_the_mouse() -> None:
    """A click at the edge of a line that goes on there leaves the caret under the pointer; an arrow shows context."""
    async with typing(value="abcdefghijklmnopqrstuvwxyz") as typist:
        await typist.pilot.click(typist.field, (3, 0))
        assert typist.row() == "/ p[q]rstuvwxyz "
        await typist.press("left")
        assert typist.row() == "/ lmno[p]qrstuvw"


async def test_without_the_focus_there_is_only_text() -> None:
    """Neither caret nor selection is drawn, and the view is the one that there was."""
    async with typing(value="abcdefghijklmnopqrstuvwxyz") as typist:
        await typist.press("shift+left")
        typist.field.blur()
        await typist.pilot.pause()
        assert typist.row() == "/ pqrstuvwxyz "


async def test_a_narrower_field_keeps_the_caret_in_view() -> None:
    """Resizing scrolls as far as is needed."""
    async with typing(value="abcdefghijklmnopq") as typist:
        typist.field.styles.width = 9
        await typist.pilot.pause()
        assert typist.row() == "/ lmnopq[ ]"


@pytest.mark.parametrize(
    ("direction", "value", "index", "cell"),
    [
        (Direction.LTR, "", 0, 2),
        (Direction.RTL, "", 0, 11),
        (Direction.LTR, "abc", 3, 5),
        (Direction.LTR, "سلام", 4, 10),
        (Direction.RTL, "سلام", 0, 11),
        (Direction.RTL, "سلام", 4, 8),
        (Direction.LTR, "漢字", 1, 4),
    ],
)
async def test_the_terminals_own_cursor_is_on_the_caret(
    direction: Direction, value: str, index: int, cell: int
) -> None:
    """There input methods open their windows."""
    async with typing(direction, value) as typist:
        typist.field.cursor_position = index
        await typist.pilot.pause()
        assert typist.field.cursor_screen_offset == (cell, 0) == typist.pilot.app.cursor_position


async def test_a_field_too_narrow_for_text_is_blank() -> None:
    """Beside the prompt there must be room for a letter and the caret."""
    async with typing(value="abc") as typist:
        typist.field.styles.width = 3
        await typist.pilot.pause()
        assert typist.row() == "   "


def test_every_input_is_this_one() -> None:
    """The app makes none of Textual's own fields to type in."""
    sources = Path(reader.ui.__file__).parent.rglob("*.py")
    calls = [
        node for source in sources for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, ast.Call)
    ]
    made = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
    assert "TextField" in made and not made & {"Input", "MaskedInput", "TextArea"}
