"""Where the caret of a typed line stands, and where it goes."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from text_strategies import any_text, news_text

from reader.models import Direction
from reader.text.caret import TypedLine, scrolled, typed
from reader.text.edit import one_line, spliced
from reader.text.lines import Line

LTR, RTL = Direction.LTR, Direction.RTL

directions = st.sampled_from([LTR, RTL])
lines = st.builds(typed, st.one_of(any_text.map(one_line), news_text), directions)


def marked(line: Line) -> str:
    """A row with ``[ ]`` around the caret and ``{ }`` around what is selected."""
    around = {"caret": "[{}]", "selection": "{{{}}}"}
    return "".join(around.get(piece.role, "{}").format(piece.text) for piece in line.pieces)


def walk(line: TypedLine, index: int, *, right: bool) -> list[int]:
    """Where the caret comes by the arrow to one side, till it stands still."""
    found = [index]
    while (following := line.step(found[-1], right=right)) != found[-1]:
        found.append(following)
    return found


@pytest.mark.parametrize(
    ("text", "direction", "index", "row"),
    [
        ("", LTR, 0, "[ ]         "),
        ("", RTL, 0, "         [ ]"),
        ("abc", LTR, 0, "[a]bc       "),
        ("abc", LTR, 3, "abc[ ]      "),
        ("سمك", RTL, 0, "       ﻚﻤ[ﺳ]"),
        ("سمك", RTL, 1, "       ﻚ[ﻤ]ﺳ"),
        ("سمك", RTL, 3, "      [ ]ﻚﻤﺳ"),
        ("سمك BBC", RTL, 7, "  [ ]BBC ﻚﻤﺳ"),
        ("سمك ٢٥", RTL, 6, "   [ ]٢٥ ﻚﻤﺳ"),
    ],
)
def test_the_caret_is_where_the_next_letter_appears(text: str, direction: Direction, index: int, row: str) -> None:
    """Text stands at the side it starts from; at its end the caret is the next cell on the other side."""
    assert marked(typed(text, direction).row(10, 0, index)) == row


@pytest.mark.parametrize(
    ("index", "before", "letter", "after"),
    [
        (3, " BBC[ ]ﻚﻤﺳ", "ا", "BBC ﺎﻜﻤﺳ"),
        (4, " BB[C] ﻚﻤﺳ", "د", "BBCﺩ ﻚﻤﺳ"),
        (5, " [B]BC ﻚﻤﺳ", "x", "BxBC ﻚﻤﺳ"),
        (7, "[ ]BBC ﻚﻤﺳ", "د", "ﺩBBC ﻚﻤﺳ"),
    ],
)
def test_what_is_typed_appears_in_the_cell_of_the_caret(index: int, before: str, letter: str, after: str) -> None:
    """A letter of the text's own direction where the direction changes, of the stretch's own inside it."""
    row = marked(typed("سمك BBC", RTL).row(8, 0, index))
    assert row == before
    assert typed(spliced("سمك BBC", index, index, letter)[0], RTL).row(8, 0).text == after
    assert normalize("NFKC", after[row.index("[")]) == letter


@given(st.text("aא", max_size=12), directions, st.data())
def test_every_letter_appears_in_the_cell_of_the_caret(text: str, direction: Direction, data: st.DataObject) -> None:
    """Inside a stretch a letter of its direction, between stretches and at the ends one of the text's own."""
    index = data.draw(st.integers(0, len(text)))
    own, other = ("ש", "x") if direction is RTL else ("x", "ש")
    inside = 0 < index < len(text) and text[index - 1] == text[index]
    letter = other if inside and text[index].isascii() is other.isascii() else own
    first, _ = typed(text, direction).caret(index)
    row = typed(text[:index] + letter + text[index:], direction).row(20, 0).text
    assert row[19 - first if direction is RTL else first] == letter


def test_the_caret_passes_a_mixed_line_from_edge_to_edge() -> None:
    """Right from the left edge of ``٢٥ BBC سلام`` takes a cell at a time; لا is one cell, and one press."""
    line = typed("سلام BBC ٢٥", RTL)
    assert walk(line, 11, right=True) == [11, 10, 9, 8, 6, 7, 5, 4, 3, 1, 0]


def test_an_embedded_phrase_is_entered_from_its_left() -> None:
    """In a left-to-right line the caret goes through Arabic words and the number between them as they are seen."""
    line = typed("ab سمك 25 سمك c", LTR)
    assert walk(line, 0, right=True) == [0, 1, 2, 3, 12, 11, 10, 9, 8, 7, 6, 5, 4, 13, 14, 15]


def test_words_of_two_scripts_between_marks_of_direction() -> None:
    """Hebrew stretches that a left-to-right mark parts are passed one after the other."""
    line = typed("אב\u200eגד", LTR)
    assert [glyph.text for glyph in line.glyphs] == ["ב", "א", "ד", "ג"]
    assert walk(line, 0, right=True) == [0, 1, 3, 4, 5]


@given(lines)
@example(typed("\u064b\u064b", RTL))
@example(typed("\u200f", LTR))
@example(typed("a \u200d b", RTL))
def test_arrows_reach_every_place(line: TypedLine) -> None:
    """From either edge the arrow reaches the other, comes by every place once, and moves the caret with every press."""
    right = walk(line, line.stops[0], right=True)
    assert right == list(line.stops)
    assert walk(line, line.stops[-1], right=False) == list(reversed(right))
    cells = [line.caret(index)[0] for index in right]
    assert all(one > other if line.rtl else one < other for one, other in pairwise(cells))
    assert len(set(right)) == len(right) == len(line.glyphs) + 1
    assert not line.glyphs or {0, len(line.text)} <= set(right)


def test_what_is_set_apart_is_a_stretch_of_its_own() -> None:
    """Between a signed number and Latin letters after it there is a place of the right-to-left line."""
    line = typed("-25ab", RTL)
    assert line.row(5, 0).text == "ab-25"
    assert walk(line, 0, right=False) == [0, 2, 1, 3, 4, 5]


@given(lines)
def test_the_ends_of_the_text_are_the_ends_of_the_row(line: TypedLine) -> None:
    """Before the first letter the caret is on the first cell, behind the last one it is behind all cells."""
    assert line.caret(len(line.text)) == (line.cells - 1, 1)
    assert not line.glyphs or line.caret(0)[0] == 0


@given(lines, st.booleans())
def test_words_reach_the_edge(line: TypedLine, right: bool) -> None:
    """Word by word the caret goes the same way as by letters, and to the same edge."""
    index, places = line.stops[0 if right else -1], []
    for _ in range(len(line.stops)):
        places.append(line.place(index))
        index = line.word_step(index, right=right)
    assert index == line.stops[-1 if right else 0]
    assert places == sorted(places, reverse=not right)


@pytest.mark.parametrize(
    ("text", "direction", "start", "right", "stops"),
    [
        ("one two, three", LTR, 0, True, [4, 9, 14]),
        ("one two, three", LTR, 14, False, [9, 4, 0]),
        ("سمك مُحَمَّد می‌خواهم", RTL, 0, False, [4, 13, 21]),
        ("سمك مُحَمَّد می‌خواهم", RTL, 21, True, [13, 4, 0]),
        ("سمك BBC ٢٥", RTL, 0, False, [4, 8, 10]),
        ("سمك BBC ٢٥", RTL, 10, True, [8, 4, 0]),
    ],
)
def test_words_begin_where_they_are_read_from(
    text: str, direction: Direction, start: int, right: bool, stops: list[int]
) -> None:
    """Marks and ZWNJ part no word; of whatever script a word is, the caret stops where the row comes to it."""
    line = typed(text, direction)
    index, found = start, []
    for _ in stops:
        index = line.word_step(index, right=right)
        found.append(index)
    assert found == stops


@given(lines, st.integers(1, 40), st.integers(0, 80), st.integers(-1, 60), st.tuples(*[st.integers(0, 60)] * 2))
def test_rows_are_exactly_as_wide_as_asked(
    line: TypedLine, width: int, skipped: int, caret: int, selected: tuple[int, int]
) -> None:
    """Whatever is in view, selected and under the caret."""
    row = line.row(width, skipped, caret, selected)
    assert row.cells == width == cell_len(row.text) == sum(piece.cells for piece in row.pieces)
    assert sum(piece.role == "caret" for piece in row.pieces) <= 1


@given(lines, st.integers(4, 40), st.integers(0, 9), st.lists(st.integers(0, 60), max_size=8))
def test_the_caret_is_always_in_view(line: TypedLine, width: int, context: int, places: list[int]) -> None:
    """Wherever it goes, its whole cell is seen, and no blank is seen before the text while there is text to see."""
    skipped = 0
    for index in places:
        first, wide = line.caret(index)
        skipped = scrolled(skipped, (first, wide), line.cells, width, context)
        assert skipped <= first and first + wide <= skipped + width
        assert 0 <= skipped <= max(0, line.cells - width)
        assert [piece.cells for piece in line.row(width, skipped, index).pieces if piece.role == "caret"] == [wide]


def test_the_view_stands_still_while_the_caret_is_inside_it() -> None:
    """Only where the caret comes closer to an edge than the context does the view move, and by a cell at a time."""
    views = []
    skipped = 0
    for caret in (*range(30, 0, -1), *range(31)):
        skipped = scrolled(skipped, (caret, 1), 31, 12, 4)
        views.append(skipped)
    assert views[:6] == [19, 19, 19, 19, 19, 19]  # from the end back to where context begins
    assert views[30:38] == [0] * 8
    assert all(abs(one - other) <= 1 for one, other in pairwise(views))


def test_long_arabic_scrolls_from_the_right() -> None:
    """At the start the right end of the row is the first letter, at the end the left end is the caret."""
    line = typed("سمك " * 10 + "دار", RTL)
    assert marked(line.row(10, 0, 0)) == "ﻤﺳ ﻚﻤﺳ ﻚﻤ[ﺳ]"
    assert marked(line.row(10, line.cells - 10, 43)) == "[ ]ﺭﺍﺩ ﻚﻤﺳ ﻚ"


@pytest.mark.parametrize(("cell", "index"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (-3, 0), (99, 3)])
def test_a_click_finds_the_nearest_place(cell: int, index: int) -> None:
    """The left half of a wide character is its beginning, the right half its end; beyond the text is its end."""
    assert typed("a漢b", LTR).index_at(cell) == index


@given(lines, st.integers(0, 60))
def test_a_click_on_the_caret_leaves_it_there(line: TypedLine, index: int) -> None:
    """The first cell of the caret leads back to its place."""
    stop = line.stops[line.place(index)]
    assert line.index_at(line.caret(stop)[0]) == stop


def test_a_selection_is_drawn_where_its_letters_are() -> None:
    """In a mixed line one stretch of the text may be two on the screen; the caret is seen in it."""
    line = typed("سمك BBC ٢٥", RTL)
    assert marked(line.row(10, 0, selected=(2, 6))) == "٢٥ {BB}C{ ﻚ}ﻤﺳ"
    assert marked(line.row(10, 0, selected=(6, 2))) == "٢٥ {BB}C{ ﻚ}ﻤﺳ"
    assert marked(line.row(11, 0, 2, (2, 6))) == " ٢٥ {BB}C{ }[ﻚ]ﻤﺳ"


def test_half_a_ligature_selects_it() -> None:
    """One cell is either selected or not."""
    assert marked(typed("سلام", RTL).row(3, 0, selected=(2, 3))) == "ﻡ{ﻼ}ﺳ"


def test_the_joiner_takes_no_cell() -> None:
    """ZWNJ parts letters at once, is one with the letter before it, and may be the last that was typed."""
    line = typed("می\u200c", RTL)
    assert marked(line.row(4, 0, 3)) == " [ ]ﯽﻣ"
    assert walk(line, 3, right=True) == [3, 1, 0]
    assert typed("می\u200cخ", RTL).row(3, 0).text == "ﺥﯽﻣ"


def test_marks_are_seen_and_cost_no_key() -> None:
    """Harakat are drawn while one types, and the caret goes by letters."""
    line = typed("مُحَمَّد", RTL)
    assert line.row(4, 0).text == "ﺪﻤَّﺤَﻣُ"
    assert walk(line, 0, right=False) == [0, 2, 4, 7, 8]


def test_an_emoji_is_one_place() -> None:
    """A family and a flag are passed with one press each and covered by a caret of two cells."""
    line = typed("👨‍👩‍👧🇪🇬", LTR)
    assert walk(line, 0, right=True) == [0, 5, 7]
    assert line.caret(5) == (2, 2)
