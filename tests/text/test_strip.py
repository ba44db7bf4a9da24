"""Whether an article says something, as it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.clean import clean_line
from reader.text.strip import says, stands, strip

PIECES = ("the", "of", "the of", " ", " ", "قال", "e", "\u0301", "<b>", "</b>", "<p>", "</p>", '<a title="the of">')
HIDING = (
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "< STYLE>",
    "</style>",
    "<",
    ">",
    "&lt;",
    "&",
    "\x1b]",
    "\x07",
    "\u2067",
)


@given(st.lists(st.sampled_from(PIECES + HIDING), max_size=14).map("".join), st.sampled_from(PIECES))
def test_what_is_seen_at_once_is_in_the_words_as_well(html: str, text: str) -> None:
    """No markup, comment, sequence or mark around a text makes an article say what its words do not."""
    text = clean_line(text)
    for wanted in (text, f"{text} the"):
        assert says(html, wanted) == stands(" ".join(strip(html).split()), wanted)


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>all the of it</p>", True),
        ("all <b>the</b> of it", True),
        ("all the\nof it", True),
        ("a <!-- all the of it --> b", False),
        ("<script>x = all the of it</script>", False),
        ('<a title=" the of ">all</a>', False),
    ],
)
def test_an_article_says_what_is_shown_of_it(html: str, said: bool) -> None:
    """Text counts, markup does not."""
    assert says(html, "the of") is said


@pytest.mark.parametrize(
    ("text", "part", "found"),
    [
        ("the article", "art", False),
        ("article art", "art", True),
        ("الرئيس ورئيس", "رئيس", False),
        ("قال رئيس،", "رئيس", True),
        ("C++ and C", "C++", True),
        ("3.5% up", "3.5%", True),
        ("13.5%", "3.5%", False),
        ("日本の東京で", "東京", True),
        ("x", "", True),
    ],
)
def test_a_phrase_is_of_whole_words(text: str, part: str, found: bool) -> None:
    """It neither begins nor ends within a word, in scripts that part words."""
    assert stands(text, part) is found
