"""Selecting text of a page: from cells to the text as it was written, and back to cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_strategies import any_text, news_text

from reader.models import Direction
from reader.text.blocks import Block, Kind
from reader.text.clean import clean_line
from reader.text.moves import Rows
from reader.text.options import Options
from reader.text.page import prepare
from reader.text.selection import Place, Stretch, at, marked, row_of, text_of

MIXED = "أعلنت الحكومة (اليوم) أن الإنتاج بلغ 3000 برميل وفق بيان BBC News نشر في 26 تموز/يوليو 2024، ولا لأحد غيرها."


def laid(text: str, width: int = 30, direction: Direction = Direction.AUTO) -> Rows:
    """One paragraph as rows."""
    page = prepare((Block(Kind.PARAGRAPH, text),), direction=direction)
    return Rows(page, page.lines(width))


def dragged(rows: Rows, begin: tuple[int, int], end: tuple[int, int]) -> str:
    """What dragging from one cell to another selects."""
    return rows.text_of(rows.at(*begin).to(rows.at(*end)))


def test_two_wrapped_rows_give_the_text_they_were_made_of() -> None:
    """From the first row's right end to the second one's left: one stretch, blanks between rows included."""
    rows = laid(MIXED)
    second = row_of(rows.lines[1])
    assert second is not None
    whole = dragged(rows, (0, 29), (1, 0))
    assert MIXED.startswith(whole)
    assert len(whole) == rows.page.paragraphs[0].code_point(second.end.cluster)


def test_every_cell_gives_the_character_that_is_drawn_there() -> None:
    """In a row of both directions, with a bracket that is mirrored and a ligature that stands for two letters."""
    rows = laid("قال BBC (لا) شيء", 16)
    assert [rows.text_of(rows.at(0, cell)) for cell in range(15, -1, -1)] == [
        *"قال ", "C", "B", "B", " ", "(", "لا", ")", " ", *"شيء", "",
    ]  # fmt: skip


def test_beside_the_text_stands_the_end_of_the_row() -> None:
    """Right of a right-to-left row is its beginning, left of it its end; nothing is selected there."""
    rows = laid("سلام", 10)
    assert rows.at(0, 0) == Stretch(Place(0, 3), Place(0, 3))
    assert rows.at(0, 12) == Stretch(Place(0, 0), Place(0, 0))
    latin = laid("abc", 10)
    assert latin.at(0, 9).start == Place(0, 3)


def test_a_row_without_text_counts_as_the_beginning_of_the_next() -> None:
    """Between blocks and below the last one."""
    page = prepare((Block(Kind.PARAGRAPH, "أول"), Block(Kind.PARAGRAPH, "ثان")))
    rows = Rows(page, page.lines(10))
    assert rows.at(1, 3).start == Place(1, 0)
    assert rows.at(99, 3) == rows.at(2, 3)


def test_blocks_are_parted_by_empty_lines_and_items_keep_their_bullets() -> None:
    """What is copied reads like the article; tabs part the cells of a table."""
    blocks = (
        Block(Kind.HEADING, "عنوان", level=2),
        Block(Kind.ITEM, "أول", level=1, marker="•"),
        Block(Kind.ITEM, "ثان", level=1, marker="•"),
        Block(Kind.CODE, "a = 1\nb = 2"),
        Block(Kind.TABLE, rows=(("أ", "ب"), ("1", "2"))),
    )
    page = prepare(blocks)
    last = len(page.paragraphs) - 1
    everything = Stretch(Place(0, 0), Place(last, len(page.paragraphs[last].display)))
    assert text_of(page, everything) == "عنوان\n\n• أول\n• ثان\n\na = 1\nb = 2\n\nأ\tب\n1\t2"
    one_item = Stretch(Place(1, 0), Place(1, 3))
    assert text_of(page, one_item) == "أول"


def test_hidden_vowel_marks_are_copied() -> None:
    """The copy has what the author wrote, whatever is drawn."""
    rows = laid("مُحَمَّدٌ رسول", 20)
    assert rows.text_of(rows.word_at(Place(0, 0))) == "مُحَمَّدٌ"


@pytest.mark.parametrize(
    ("text", "cluster", "word"),
    [
        ("قال: «نعم» ثم", 6, "نعم"),
        ("می‌خواهم بروم", 2, "می‌خواهم"),
        ("see qari.example now", 4, "qari"),
        ("a، b", 1, "،"),
    ],
)
def test_a_word_ends_where_its_letters_do(text: str, cluster: int, word: str) -> None:
    """Marks and joiners are letters here, punctuation is not; on punctuation only that is taken."""
    rows = laid(text)
    assert rows.text_of(rows.word_at(Place(0, cluster))) == word


def test_what_is_marked_keeps_its_cells_and_its_text() -> None:
    """A mark cuts pieces and moves nothing."""
    rows = laid(MIXED)
    stretch = rows.at(0, 20).to(rows.at(1, 8))
    for line in rows.lines:
        cut = marked(rows.page, line, stretch, "selection")
        assert cut.text == line.text
        assert sum(piece.cells for piece in cut.pieces) == line.cells
    chosen = [piece.text for piece in marked(rows.page, rows.lines[2], stretch, "selection").pieces if piece.mark]
    assert chosen == []


@given(
    any_text.map(clean_line) | news_text,
    st.integers(2, 40),
    st.integers(0, 60),
    st.integers(-2, 45),
    st.integers(0, 60),
    st.integers(-2, 45),
)
def test_any_two_cells_select_a_part_of_the_text(
    text: str, width: int, row: int, cell: int, other_row: int, other_cell: int
) -> None:
    """Whatever is dragged over, what is copied stands in the text just so, and marking it keeps every row whole."""
    rows = laid(text, width)
    stretch = rows.at(row, cell).to(rows.at(other_row, other_cell))
    assert rows.text_of(stretch) in rows.page.paragraphs[0].text
    for line in rows.lines:
        cut = rows.marked(line, stretch, "selection")
        assert cut.text == line.text and sum(piece.cells for piece in cut.pieces) == line.cells


@given(
    any_text.map(clean_line) | news_text,
    st.integers(2, 40),
    st.lists(st.sampled_from("left right up down word back start end".split()), max_size=40),
)
def test_a_caret_never_leaves_the_text(text: str, width: int, moves: list[str]) -> None:
    """However it is moved, it stands on a cluster that some row shows."""
    rows = laid(text, width)
    place = rows.first(0)
    go = {
        "left": lambda: rows.beside(place, -1),
        "right": lambda: rows.beside(place, 1),
        "up": lambda: rows.along(place, -1),
        "down": lambda: rows.along(place, 3),
        "word": lambda: rows.word(place, 1),
        "back": lambda: rows.word(place, -1),
        "start": lambda: rows.row_end(place, -1),
        "end": lambda: rows.row_end(place, 1),
    }
    for move in moves:
        place = go[move]()
        assert place.paragraph == 0
        assert 0 <= place.cluster < max(1, len(rows.page.paragraphs[0].display))


def test_going_left_reads_an_arabic_text_to_its_end() -> None:
    """Past the left end of a row the caret comes to the right end of the next."""
    rows = laid("واحد اثنان ثلاثة أربعة خمسة", 12)
    place, read = rows.first(0), []
    for _ in range(40):
        read.append(rows.text_of(rows.under(place)))
        place = rows.beside(place, -1)
    assert "".join(read).replace(" ", "").startswith("واحداثنانثلاثةأربعةخمسة")


def test_a_rule_adds_nothing_to_a_copy() -> None:
    """The address under the rule at an article's end is parted from the text as any other block."""
    page = prepare((Block(Kind.PARAGRAPH, "above"), Block(Kind.RULE), Block(Kind.PARAGRAPH, "below")))
    assert text_of(page, Stretch(Place(0, 0), Place(2, 5))) == "above\n\nbelow"


def test_in_logical_order_a_right_to_left_row_begins_at_the_left() -> None:
    """Beside its text the ends are where the terminal's reader sees them: what lies between is copied."""
    page = prepare((Block(Kind.PARAGRAPH, "سلام"),), options=Options(logical=True))
    rows = Rows(page, page.lines(10))
    assert dragged(rows, (0, 0), (0, 9)) == "سلام"
    assert dragged(rows, (0, 9), (0, 9)) == "" and rows.at(0, 9).start == Place(0, 4)


@pytest.mark.parametrize(("text", "cluster"), [("قال ﷺ لهم", 6), ("قال ﷽ ثم", 9), ("﷽", 2)])
def test_a_part_of_a_spelled_sign_is_the_sign(text: str, cluster: int) -> None:
    """One of its letters under the caret, or a word of it clicked on: the one character there is to copy."""
    page = prepare((Block(Kind.PARAGRAPH, text),), options=Options(honorifics=True), direction=Direction.RTL)
    rows = Rows(page, page.lines(60))
    place = Place(0, cluster)
    sign = text.strip("قالهمث ")
    assert rows.text_of(rows.under(place)) == rows.text_of(rows.word_at(place)) == sign


def test_nothing_is_found_on_an_empty_page() -> None:
    """A page without text has a beginning and nothing else."""
    page = prepare((Block(Kind.RULE),))
    assert at(page, page.lines(5), 0, 0) == Stretch(Place(0, 0), Place(0, 0))
