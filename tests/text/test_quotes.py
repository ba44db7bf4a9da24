"""Passages found again by their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.margin import Quote
from reader.text.blocks import Block, Kind
from reader.text.page import Page, prepare
from reader.text.quotes import Searched, quoted, stretches
from reader.text.selection import Place, Stretch, text_of

LONG = "قالت الوزارة إن الأشغال في الجسر القديم ستنتهي قبل نهاية العام، وإن المرور سيعود إليه تدريجيا بعد ذلك."
letters = st.text("ابتلمهي ـًّ ab1.،(")


def page(*texts: str) -> Page:
    """Paragraphs made ready."""
    return prepare(tuple(Block(Kind.PARAGRAPH, text) for text in texts))


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("واحد اثنان ثلاثة", Quote("اثنان"), "اثنان"),
        ("x أ y أ z", Quote("أ", "y ", " z"), "أ"),
        ("كُتِبَ النصُّ", Quote("كتب النص"), "كُتِبَ النصُّ"),
        ("واحد  اثنان", Quote("واحد اثنان"), "واحد  اثنان"),
        ("غير ذلك", Quote("اثنان"), None),
        ("شيء", Quote(" "), None),
    ],
)
def test_a_passage_is_found_by_its_words(text: str, quote: Quote, found: str | None) -> None:
    """As it is written, or else in another spelling or spacing; what is nowhere is not found."""
    place = Searched(text).find(quote)
    assert (None if place is None else text[slice(*place)]) == found


def test_of_several_the_surroundings_tell() -> None:
    """The same words twice: the place whose neighbours are those from before."""
    text = "في الصباح عاد. في المساء عاد. ثم نام."
    assert Searched(text).find(Quote("عاد", "المساء ", ". ثم")) == (text.rindex("عاد"), text.rindex("عاد") + 3)


def test_a_passage_may_overlap_itself() -> None:
    """In 111, the second 11 is found where it is, and not where the first one is."""
    assert Searched("111").find(Quote("11", "1", "")) == (1, 3)
    ruled = f"{'-' * 600} begin ----- end"
    assert Searched(ruled).find(Quote("-----", "begin ", " end")) == (607, 612)


def test_a_passage_with_an_edited_middle_is_found() -> None:
    """A long one is known by how it begins and ends."""
    edited = LONG.replace("قبل نهاية العام", "في مطلع العام المقبل")
    place = Searched(f"قبل. {edited} بعد.").find(Quote(LONG))
    assert place is not None and f"قبل. {edited} بعد."[slice(*place)] == edited[:-1] + "."


@given(st.lists(letters, min_size=1, max_size=4), st.data())
def test_a_passage_of_a_page_is_where_it_was(texts: list[str], data: st.DataObject) -> None:
    """What is selected, quoted and looked for in the same page is the same text."""
    made = page(*texts)
    places = [
        Place(number, cluster)
        for number, paragraph in enumerate(made.paragraphs)
        for cluster in range(len(paragraph.display) + 1)
    ]
    start, end = sorted(data.draw(st.tuples(st.sampled_from(places), st.sampled_from(places))))
    quote = quoted(made, Stretch(start, end))
    found = stretches(made, [quote])[0]
    if not quote.exact.strip():
        assert found is None
    else:
        assert found is not None
        assert quoted(made, found).exact == quote.exact


@given(letters, letters)
def test_what_is_found_holds_the_words(text: str, exact: str) -> None:
    """Whatever the text and the passage: a place that is found lies in the text, and begins before it ends."""
    place = Searched(text).find(Quote(exact))
    assert place is None or 0 <= place[0] < place[1] <= len(text)


def test_a_passage_over_two_paragraphs() -> None:
    """It is found when a paragraph is put in before it."""
    before = page("واحد", "اثنان")
    quote = quoted(before, Stretch(Place(0, 1), Place(1, 2)))
    after = page("صفر", "واحد", "اثنان")
    found = stretches(after, [quote])[0]
    assert found is not None
    assert text_of(after, found) == "احد\n\nاث"


def test_a_few_letters_are_no_part_of_another_word() -> None:
    """Where their word is gone they are not found in one that holds them, unless what is around them is alike."""
    assert Searched("He said yes. Nobody knows").find(Quote("No", "He said ", "!")) is None
    assert Searched("x Nobody").find(Quote("No", "x ", "body")) == (2, 4)


def test_a_text_of_one_letter_is_looked_through_at_once() -> None:
    """Thousands of places that are alike are not all compared."""
    assert Searched("ا" * 200_000).find(Quote("ا" * 5_000)) == (0, 5_000)
