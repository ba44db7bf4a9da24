"""The caret on rows that hold more than their text, and the row of a place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_strategies import any_text, news_text

from reader.models import Direction
from reader.text.blocks import Block, Kind
from reader.text.clean import clean_line
from reader.text.lines import Line, Piece
from reader.text.moves import Rows
from reader.text.options import Justify, Options
from reader.text.page import Page, prepare
from reader.text.selection import Place

NEWS = "أعلنت الحكومة أن الإنتاج في المدينة بلغ مستويات جديدة خلال الأسبوع الماضي وفق بيان رسمي صدر عنها مساء أمس"

texts = any_text.map(clean_line) | news_text
tables = st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=3).map(
    lambda rows: Block(Kind.TABLE, rows=tuple(rows))
)
paragraphs = texts.map(lambda text: Block(Kind.PARAGRAPH, text))
options = st.sampled_from(
    [Options(), Options(logical=True), Options(justify=Justify.KASHIDA), Options(justify=Justify.KASHIDA, harakat=True)]
)


def laid(page: Page, width: int) -> Rows:
    """A page as rows."""
    return Rows(page, page.lines(width))


def from_left(rows: Rows, row: int) -> list[Place]:
    """What stands on the cells of a row, from left to right."""
    found: list[Place] = []
    cell = 0
    for piece in rows.lines[row].pieces:
        if piece.start >= 0:
            places = [rows.at(row, cell + offset).start for offset in range(piece.cells)]
            found += [place for place in dict.fromkeys(places)]
        cell += piece.cells
    return found


@given(
    st.lists(tables | paragraphs, min_size=1, max_size=3),
    options,
    st.integers(6, 40),
    st.sampled_from([Direction.AUTO, Direction.RTL, Direction.LTR]),
)
def test_a_caret_walks_from_one_end_of_every_row_to_the_other(
    blocks: list[Block], chosen: Options, width: int, direction: Direction
) -> None:
    """To the right and to the left, over the gaps of tables whose cells wrap and the strokes of filled rows."""
    rows = laid(prepare(tuple(blocks), options=chosen, direction=direction), width)
    for row in range(len(rows.lines)):
        places = from_left(rows, row)
        assert [rows.beside(place, 1) for place in places[:-1]] == places[1:]
        assert [rows.beside(place, -1) for place in places[1:]] == places[:-1]


@pytest.mark.parametrize(
    ("blocks", "chosen", "width"),
    [
        ((Block(Kind.TABLE, rows=(("ab", "cd"), ("ef", "gh"))),), Options(), 20),
        ((Block(Kind.PARAGRAPH, NEWS),), Options(justify=Justify.KASHIDA), 30),
    ],
)
def test_gaps_and_strokes_do_not_hold_the_caret(blocks: tuple[Block, ...], chosen: Options, width: int) -> None:
    """It comes from the first row to the second, though what fills the first is of no cluster."""
    rows = laid(prepare(blocks, options=chosen), width)
    place = rows.first(0)
    step = -1 if rows.lines[0].rtl else 1
    for _ in range(60):
        place = rows.beside(place, step)
    assert rows.row_of(place) > 0


def test_the_row_of_a_place_in_a_table_is_the_one_that_shows_it() -> None:
    """Where cells wrap, the second row of the first cell comes after the first row of the last."""
    page = prepare((Block(Kind.TABLE, rows=(("one two three four", "five"), ("a", "b"))),))
    rows = laid(page, 14)
    assert "four" in rows.lines[rows.row_of(Place(0, 14))].text
    assert "five" in rows.lines[rows.row_of(Place(1, 0))].text
    assert rows.row_of(Place(1, 0)) < rows.row_of(Place(0, 14)) < rows.row_of(Place(2, 0))


def counted(line: Line, drawn: list[Line]) -> Callable[[], tuple[Piece, ...]]:
    """The pieces of ``line``, which is then among ``drawn``."""

    def pieces() -> tuple[Piece, ...]:
        drawn.append(line)
        return line.pieces

    return pieces


def test_finding_a_row_puts_no_other_in_order() -> None:
    """Of a long article's rows only those in view are made; a caret at its end needs none of the others."""
    page = prepare(tuple(Block(Kind.PARAGRAPH, NEWS) for _ in range(200)))
    drawn: list[Line] = []
    lines = page.lines(20)
    rows = Rows(page, [Line(counted(line, drawn), line.cells, line.rtl, line.block, line.first) for line in lines])
    found = rows.row_of(Place(199, 0))
    assert lines[found].block == 199 and lines[found].first == 0
    assert len(drawn) <= 1
