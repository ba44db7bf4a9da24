"""Words that were searched for, and links by their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from text_strategies import any_text, news_text

from reader.models import Direction
from reader.text.blocks import Block, Kind, Role, Span
from reader.text.clean import clean_line
from reader.text.find import matches, words
from reader.text.fold import fold
from reader.text.lines import Line
from reader.text.numbers import numbered
from reader.text.page import prepare
from reader.text.row import fit, visual


@pytest.mark.parametrize(
    ("text", "search", "found"),
    [
        ("قال أحمد إن", "احمد", ["أحمد"]),
        ("مُحَمَّدٌ رسول", "محمد", ["مُحَمَّدٌ"]),
        ("المدينة القديمة", "مدينه قديم", ["مدينة", "قديم"]),
        ("می‌خواهم بروم", "ميخواهم", ["می‌خواهم"]),
        ("عام ٢٠٢١", "2021", ["٢٠٢١"]),
        ("Élan vital", "elan", ["Élan"]),
        ("aaa", "aa", ["aa"]),
        ("abcd", "abc bcd", ["abcd"]),
        ("nothing", "", []),
    ],
)
def test_words_are_found_as_the_search_finds_them(text: str, search: str, found: list[str]) -> None:
    """Hamzas, marks, digits and accents do not count; what is found is what stands in the text, marks included."""
    assert [text[start:end] for start, end in matches(text, words(search))] == found


def test_a_search_is_as_long_as_the_store_looks_for() -> None:
    """What stands behind its thousandth character is not looked for, so it is not marked either."""
    assert words("a" * 999 + " bc") == ("a" * 999,)
    assert words("a" * 998 + " bc") == ("a" * 998, "b")


@given(any_text.map(clean_line) | news_text, news_text)
def test_matches_lie_in_the_text_and_apart(text: str, search: str) -> None:
    """In order, never empty; each holds one of the words."""
    wanted = words(search)
    end = 0
    for first, last in matches(text, wanted):
        assert end <= first < last <= len(text)
        assert any(word in fold(text[first:last]).replace(" ", "") for word in wanted)
        end = last


def found_in(line: Line) -> list[str]:
    """The pieces of a row that show a word searched for."""
    return [piece.text for piece in line.pieces if piece.role == "found"]


def test_found_words_stand_on_their_cells() -> None:
    """In a headline of both directions, and in a cut one."""
    title = "قال أحمد لـ BBC إن الأخبار جيدة"
    assert found_in(fit(title, 40, found=words("احمد bbc"))) == ["BBC", visual("أحمد")]
    assert found_in(fit(title, 10, found=words("الاخبار"))) == []


def test_a_found_word_in_a_link_is_still_a_link() -> None:
    """It looks found, and leads where the link leads."""
    block = Block(Kind.PARAGRAPH, "انظر التقرير الكامل", (Span(5, 19, Role.LINK, "https://x.example/"),))
    (line,) = prepare((block,), found=words("الكامل")).lines(30)
    assert [(piece.text, piece.link) for piece in line.pieces if piece.role == "found"] == [(visual("الكامل"), 0)]


def test_links_are_numbered_as_their_addresses_come() -> None:
    """One address has one number, in every block; the page's own list has the same order."""
    one, two = "https://one.example/", "https://two.example/"
    blocks = (
        Block(
            Kind.PARAGRAPH, "a b c", (Span(0, 1, Role.LINK, one), Span(2, 3, Role.LINK, two), Span(0, 5, Role.STRONG))
        ),
        Block(Kind.META, "d", (Span(0, 1, Role.LINK, one),)),
    )
    shown = numbered(blocks)
    assert [block.text for block in shown] == ["a[1] b[2] c", "d[1]"]
    assert [(span.role, shown[0].text[span.start : span.end]) for span in shown[0].spans] == [
        (Role.LINK, "a[1]"),
        (Role.LINK, "b[2]"),
        (Role.STRONG, "a[1] b[2] c"),
    ]
    assert prepare(shown).links == (one, two)


def test_spans_beside_a_number_keep_to_their_words() -> None:
    """One that ends with a link leaves the number out, one that begins behind it stays behind."""
    link = Span(2, 4, Role.LINK, "https://x.example/")
    (block,) = numbered((Block(Kind.PARAGRAPH, "a bcd", (link, Span(2, 4, Role.STRONG), Span(4, 5, Role.EMPHASIS))),))
    assert block.text == "a bc[1]d"
    assert [block.text[span.start : span.end] for span in block.spans] == ["bc[1]", "bc", "d"]


def test_a_span_over_line_breaks_is_on_every_line() -> None:
    """Cut at each of them."""
    page = prepare((Block(Kind.PARAGRAPH, "ab\n\ncd\nef", (Span(1, 6, Role.STRONG), Span(8, 9, Role.EMPHASIS))),))
    shown = [[(piece.text, str(piece.role)) for piece in line.pieces if piece.start >= 0] for line in page.lines(8)]
    assert [row for row in shown if row] == [
        [("a", "paragraph"), ("b", "strong")],
        [("cd", "strong")],
        [("e", "paragraph"), ("f", "emphasis")],
    ]


def test_a_number_stands_behind_its_link_in_arabic() -> None:
    """To the left of it, brackets the right way round."""
    block = Block(Kind.PARAGRAPH, "انظر التقرير الكامل", (Span(5, 12, Role.LINK, "https://x.example/"),))
    (line,) = prepare(numbered((block,)), direction=Direction.RTL).lines(30)
    assert line.text.strip() == "ﻞﻣﺎﻜﻟﺍ [1]ﺮﻳﺮﻘﺘﻟﺍ ﺮﻈﻧﺍ"
