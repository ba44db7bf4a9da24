"""What holds for every paragraph, whatever is in it."""

from __future__ import annotations

import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size
from text_strategies import any_text, news_text

from reader.models import Direction
from reader.text import bidi, shape
from reader.text.bidi import Run, resolve
from reader.text.blocks import Block, Kind, Role, Span
from reader.text.cells import cells, char_cells
from reader.text.clean import clean_line, clean_text
from reader.text.direction import resolve as direction_of
from reader.text.html import to_blocks
from reader.text.isolate import ranges
from reader.text.lines import Line, Piece
from reader.text.options import Options
from reader.text.page import prepare
from reader.text.paragraph import Paragraph
from reader.text.row import aligned, fit, visual
from reader.text.words import analyze, analyze_all, starts
from reader.text.wrap import rows

directions = st.sampled_from([Direction.LTR, Direction.RTL])
options = st.builds(Options, harakat=st.booleans(), isolate=st.booleans())
widths = st.integers(2, 50)
lines = st.one_of(any_text.map(clean_line), news_text)
paragraphs = st.builds(Paragraph, lines, directions, options)

RTL = Direction.RTL
_FORMATTING = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "BN", "LRI", "RLI", "FSI", "PDI", "B"))


def _clusters(run: Run) -> list[int]:
    """A run's clusters from left to right."""
    found = list(range(run.start, run.end))
    return found[::-1] if run.odd else found


def _placed(pieces: tuple[Piece, ...] | list[Piece]) -> list[int]:
    """The clusters of a row from left to right."""
    result: list[int] = []
    for piece in pieces:
        if piece.start >= 0:
            clusters = range(piece.start, piece.end)
            result += reversed(clusters) if piece.odd else clusters
    return result


def _is_exact(line: Line, width: int) -> bool:
    return line.cells == sum(piece.cells for piece in line.pieces) == cell_len(line.text) == width


@given(any_text, st.sampled_from(list(Direction)))
def test_every_character_has_one_place(text: str, direction: Direction) -> None:
    """Any string resolves, lone surrogates and unassigned code points too, into runs that hold each character once."""
    found = sorted(place for start, end, _ in resolve(text, direction) for place in range(start, end))
    assert found == [place for place, char in enumerate(text) if unicodedata.bidirectional(char) not in _FORMATTING]


@given(any_text, st.booleans())
def test_a_word_is_its_clusters(text: str, harakat: bool) -> None:
    """The clusters of any word cover it from its first to its last code point, and each is drawn as wide as it says."""
    word = analyze(text, Options(harakat))
    found = starts(text)
    assert found == sorted(set(found))
    assert len(word.bases) == len(found) == len(word.display) == len(word.widths)
    assert word.bases == "".join(text[start] for start in found)
    assert found[:1] == ([0] if text else [])
    assert all(cells(shown) == width for shown, width in zip(word.display, word.widths, strict=True))
    assert word.cells == sum(word.widths)


@given(st.one_of(lines, any_text), options)
@example("الآن «abc» 12،5 ڵۆ לא", Options())
@example("لَا لا\u200d 漢字 🇪🇬", Options(harakat=True))
def test_many_words_are_made_ready_as_one_is(text: str, chosen: Options) -> None:
    """Words made ready together have the clusters, classes, shapes and widths of words looked at one by one."""
    parts = analyze_all(text, chosen)
    whole = analyze(text, chosen)
    assert "".join(part.bases for part in parts) == whole.bases
    assert "".join(part.classes for part in parts) == whole.classes
    assert [shown for part in parts for shown in part.display] == list(whole.display)
    assert [width for part in parts for width in part.widths] == list(whole.widths)


@given(any_text)
@example("ا" * 300 + "漢ก字한かｱ𞤀")
def test_properties_of_a_text_are_those_of_its_characters(text: str) -> None:
    """A bidi class or a joining type does not depend on what stands around a character."""
    for found in (bidi._CLASSES, shape._TYPES):
        assert found.of(text) == "".join(map(found.of, text)) == text.translate(found)


@given(st.text(st.sampled_from("ابءة 12٣٤,.:+%!(«/"), max_size=30))
def test_numbers_in_arabic_need_no_resolving(text: str) -> None:
    """Arabic with numbers is ordered as UAX #9 has it when more than that is in the paragraph."""
    order = [place for run in resolve(text, RTL) for place in _clusters(run)]
    assert [len(text), *order] == [place for run in resolve(text + "א", RTL) for place in _clusters(run)]


@given(any_text, directions, options, st.integers(-1, 40))
def test_nothing_raises(text: str, direction: Direction, chosen: Options, width: int) -> None:
    """No string makes layout raise, cleaned or not, at any width."""
    paragraph = Paragraph(text, direction, chosen)
    for start, end in rows(paragraph, max(1, width)):
        paragraph.row(start, end)
        paragraph.code_point(end)
    fit(text, width, options=chosen)
    visual(text, direction, chosen)
    ranges(text)
    direction_of(text)
    prepare(to_blocks(text)).lines(max(1, width))


@given(paragraphs, widths, directions)
@example(Paragraph("漢字 🇪🇬x", Direction.RTL, Options()), 2, Direction.RTL)
def test_rows_are_exactly_as_wide_as_asked(paragraph: Paragraph, width: int, align: Direction) -> None:
    """A row's pieces add up to its width, by our own count and by what Textual's renderer counts."""
    for start, end in rows(paragraph, width):
        assert _is_exact(aligned(paragraph.row(start, end), width, paragraph.direction, align), width)


@given(lines, directions)
def test_nothing_invisible_is_drawn(text: str, direction: Direction) -> None:
    """No joiner, mark of direction or variation selector reaches a row, and no haraka unless asked for."""
    shown = visual(text, direction)
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Zl", "Zp"}
    assert not set(shown) & set("\u200b\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069\ufe0f\ufeff\u20e3")
    assert not set(shown) & set("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u05b8")


@given(lines, st.integers(0, 40), options, directions)
def test_fitted_rows_are_exactly_as_wide_as_asked(text: str, width: int, chosen: Options, align: Direction) -> None:
    """A headline's row has its width, cut or not."""
    assert _is_exact(fit(text, width, options=chosen, align=align), width)


@given(any_text.map(clean_text), st.lists(lines, max_size=4), st.integers(2, 40), st.sampled_from(["", "ar", "en"]))
def test_pages_are_exactly_as_wide_as_asked(text: str, cells_: list[str], width: int, language: str) -> None:
    """Every row of a page has its width: paragraphs, items, quotations, code, tables, rules."""
    spans = (Span(0, 3, Role.LINK, "https://x.example/"), Span(1, 8, Role.STRONG))
    blocks = [
        *(Block(kind, text, spans) for kind in (Kind.TITLE, Kind.PARAGRAPH, Kind.CODE) if text),
        *(Block(Kind.ITEM, text, level=level, marker="10.", quote=level) for level in (0, 1, 2, 9) if text),
        Block(Kind.RULE),
        Block(Kind.TABLE, rows=(tuple(cells_), tuple(reversed(cells_)))) if cells_ else Block(Kind.RULE),
    ]
    for line in prepare(tuple(blocks), language=language).lines(width):
        assert _is_exact(line, width)


@given(paragraphs, widths)
def test_rows_hold_everything_but_the_blanks_between_them(paragraph: Paragraph, width: int) -> None:
    """Rows follow each other in logical order; what none of them holds is blanks where a row ends."""
    found = list(rows(paragraph, width))
    ends = [0, *(end for _, end in found)]
    starts = [*(start for start, _ in found), len(paragraph.display)]
    for end, start in zip(ends, starts, strict=True):
        assert end <= start
        assert set(paragraph.bases[end:start]) <= {" "}
    assert all(paragraph.width(start, end) <= width or end == start + 1 for start, end in found)
    assert "".join(paragraph.text[paragraph.code_point(s) : paragraph.code_point(e)] for s, e in found).replace(
        " ", ""
    ) == paragraph.text.replace(" ", "")


@given(paragraphs, widths)
def test_a_row_is_a_filter(paragraph: Paragraph, width: int) -> None:
    """A row shows its clusters in the order of the whole paragraph, the others left out."""
    whole = _placed(paragraph.row(0, len(paragraph.display)))
    for start, end in rows(paragraph, width):
        assert _placed(paragraph.row(start, end)) == [cluster for cluster in whole if start <= cluster < end]


@given(lines, directions, widths, widths)
def test_wrapping_again_changes_nothing(text: str, direction: Direction, one: int, other: int) -> None:
    """A page laid out at another width and back gives the rows it gave before, as a new page does."""
    blocks = (Block(Kind.PARAGRAPH, text, direction=direction),)
    page = prepare(blocks)
    before = page.lines(one)
    page.lines(other)
    assert page.lines(one) == before == prepare(blocks).lines(one)


@given(lines, directions, options)
def test_a_piece_says_which_clusters_it_shows(text: str, direction: Direction, chosen: Options) -> None:
    """A piece's cells are those of its clusters, so that a cell leads back to the text."""
    paragraph = Paragraph(text, direction, chosen)
    for piece in paragraph.row(0, len(paragraph.display)):
        assert piece.cells == paragraph.width(piece.start, piece.end) == cell_len(piece.text)


@given(lines, directions)
def test_code_points_of_clusters_rise(text: str, direction: Direction) -> None:
    """The way back from clusters to code points is strictly rising and ends with the text."""
    paragraph = Paragraph(text, direction, Options())
    points = [paragraph.code_point(cluster) for cluster in range(len(paragraph.display) + 1)]
    assert all(one < other for one, other in pairwise(points))
    assert points[-1] == len(text)
    assert points[0] == 0


@given(news_text)
def test_isolated_stretches_stay_together(text: str) -> None:
    """In a right-to-left row each isolated stretch of ASCII stands as it was written."""
    shown = visual(text, Direction.RTL)
    assert all(text[start:end] in shown for start, end in ranges(text))


def test_widths_are_those_that_textual_draws_with() -> None:
    """Every assigned printable code point takes the cells that the installed Rich gives it."""
    points = (point for point in range(0x20, sys.maxunicode + 1) if not 0xD800 <= point <= 0xDFFF)
    assigned = (char for char in map(chr, points) if unicodedata.category(char) != "Cn")
    assert [char for char in assigned if char_cells(char) != get_character_cell_size(char)] == []


@pytest.mark.parametrize(("text", "width"), [("", 0), ("abc", 3), ("ﻻﻢﻠﻋ", 4), ("漢字", 4), ("e\u0301", 1), ("🎉", 2)])
def test_cells_of_strings(text: str, width: int) -> None:
    """A string takes the cells of its characters."""
    assert cells(text) == width
