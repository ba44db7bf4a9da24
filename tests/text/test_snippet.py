"""Snippets show why a text was found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.find import words
from reader.text.fold import fold
from reader.text.snippet import snippet

FILLER = "كلام كثير لا شأن له بما يبحث عنه أحد " * 30


def test_the_words_stand_in_it_where_it_says() -> None:
    """Each span is a spelling of a word that was searched for; what was left out is shown."""
    found = snippet(f"{FILLER} قال أحمد إن المدينة {FILLER}", words("احمد مدينه"))
    assert found is not None
    assert [found.text[start:end] for start, end in found.spans] == ["أحمد", "مدينة"]
    assert found.text.startswith("…") and found.text.endswith("…")


def test_all_words_together_are_better_than_one_often() -> None:
    """The part that has both words is taken, not the first, nor the one that has one of them thrice."""
    text = f"قلم {FILLER} قلم قلم قلم {FILLER} قلم ودفتر {FILLER}"
    found = snippet(text, words("قلم دفتر"))
    assert found is not None and "ودفتر" in found.text


def test_words_stay_whole() -> None:
    """It begins and ends between words, and is about as long as it was asked to be."""
    found = snippet(f"{FILLER} هدف {FILLER}", words("هدف"), 60)
    assert found is not None
    assert set(found.text.strip("…").split()) <= {*FILLER.split(), "هدف"}
    assert 40 <= len(found.text) <= 64


def test_nothing_found_is_nothing_shown() -> None:
    """A text without the words has no snippet, nor has a search without words."""
    assert snippet("نص", words("غيره")) is None
    assert snippet("نص", ()) is None


@given(st.text("ابت أةـًx1 \n-", max_size=300), st.text("ابتأةx1 ", min_size=1), st.integers(1, 200))
def test_whatever_the_text(text: str, search: str, length: int) -> None:
    """Spans are in order, inside, and hold the words; all of it but the ellipses is from the text."""
    found = snippet(text, words(search), length)
    if found is None:
        assert not any(word in fold(text) for word in words(search))
        return
    assert found.text.strip("…") in " ".join(text.split())
    assert found.spans
    before = 0
    for start, end in found.spans:
        assert before <= start < end <= len(found.text)
        assert any(word in fold(found.text[start:end]) for word in words(search))
        before = end


def test_a_letter_that_stands_everywhere() -> None:
    """Thousands of matches take no longer than looking at each once."""
    found = snippet("ab " * 15_000, words("a"))
    assert found is not None and len(found.spans) > 40
