"""Pictures among the rows of an article."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.models import Direction
from reader.text.blocks import Block, Kind
from reader.text.figure import HIGHEST, WIDEST, fitted
from reader.text.lines import Figure
from reader.text.page import prepare

URL = "https://a.example/i.jpg"
TEXT = Block(Kind.PARAGRAPH, "نص قصير")
PICTURE = Block(Kind.CAPTION, "تعليق", image=URL)


@given(st.floats(0.1, 500), st.floats(0.1, 500), st.integers(2, 400))
def test_pictures_fit_their_column(columns: float, rows: float, width: int) -> None:
    """They never grow, keep their proportions to half a cell, and leave room for text."""
    wide, high = fitted(columns, rows, width)
    assert 1 <= wide <= min(width, WIDEST, max(1, round(columns)))
    assert 1 <= high <= min(HIGHEST, int(rows) + 1)
    if wide > 8 and high > 8:
        assert abs(wide / columns - high / rows) < 0.13 * wide / columns


def test_a_picture_stands_above_its_caption() -> None:
    """In the middle of the column; its rows are its block's, before the text."""
    lines = prepare((TEXT, PICTURE, TEXT), pictures={URL: (20.0, 4.0)}).lines(40)
    figures = [line.figure for line in lines]
    assert figures == [None, None, *(Figure(URL, row, 20, 4, 10) for row in range(4)), None, None, None]
    assert all(line.cells == 40 == len(line.text) for line in lines)
    assert [(line.block, line.first) for line in lines if line.block == 1] == [(1, first) for first in range(-4, 1)]


def test_without_its_picture_a_caption_stands_alone() -> None:
    """Nothing is reserved for a picture that is not there; one without text takes no row at all."""
    bare = PICTURE._replace(text="")
    assert prepare((TEXT, PICTURE, TEXT)).lines(40) == prepare((TEXT, Block(Kind.CAPTION, "تعليق"), TEXT)).lines(40)
    alone = [line.text for line in prepare((TEXT, bare, TEXT), direction=Direction.RTL).lines(40)]
    assert alone == [line.text for line in prepare((TEXT, TEXT), direction=Direction.RTL).lines(40)]
