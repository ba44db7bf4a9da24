"""What keys put into a line of text and take away from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_strategies import any_text, news_text

from reader.models import Direction
from reader.text import edit
from reader.text.caret import typed

texts = st.one_of(any_text.map(edit.one_line), news_text)
KEYS = (
    "left right word_left word_right home end backspace delete word_back word_on "
    "ا لا ٥ 5 a ( \u064e \u200c \u200f \u0301 👩 \u200d 🇪 漢 \x1b[ \u2067 \ufefb".split()
)
keys = st.lists(st.one_of(st.sampled_from(KEYS), any_text), max_size=20)


def pressed(text: str, caret: int, key: str, direction: Direction) -> tuple[str, int]:
    """The text and the caret after ``key``; what is no name of a key is typed."""
    line = typed(text, direction)
    match key:
        case "left" | "right":
            return text, line.step(caret, right=key == "right")
        case "word_left" | "word_right":
            return text, line.word_step(caret, right=key == "word_right")
        case "home":
            return text, 0
        case "end":
            return text, len(text)
        case "backspace":
            return edit.spliced(text, edit.start_before(text, line.clusters, caret), caret, "")
        case "delete":
            return edit.spliced(text, caret, edit.end_after(line.clusters, caret), "")
        case "word_back":
            return edit.spliced(text, edit.word_start_before(text, line.clusters, caret), caret, "")
        case "word_on":
            return edit.spliced(text, caret, edit.word_start_after(text, line.clusters, caret), "")
    return edit.spliced(text, caret, caret, key)


@given(texts, keys, st.sampled_from([Direction.LTR, Direction.RTL]))
def test_no_keys_break_the_line(text: str, presses: list[str], direction: Direction) -> None:
    """After any keys the text is clean, the caret within it, and the row can be drawn with it."""
    caret = len(text)
    for key in presses:
        text, caret = pressed(text, caret, key, direction)
        assert text == edit.one_line(text)
        assert 0 <= caret <= len(text)
        assert "caret" in [piece.role for piece in typed(text, direction).row(200, 0, caret).pieces]


@given(texts)
def test_backspace_empties_the_line(text: str) -> None:
    """Each press takes something away, until nothing is left."""
    caret = len(text)
    while text:
        start = edit.start_before(text, typed(text, Direction.LTR).clusters, caret)
        shorter, caret = edit.spliced(text, start, caret, "")
        assert len(shorter) < len(text) and caret == len(shorter)
        text = shorter


@given(any_text)
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    """A line that was cleaned is not changed by being cleaned again, and holds no break and no isolate."""
    once = edit.one_line(text)
    assert edit.one_line(once) == once
    assert not set(once) & set("\n\t\x1b\u2066\u2067\u2068\u2069\u202e")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("مُ", "م"),
        ("مَّ", "مَ"),
        ("لا", "ل"),
        ("می\u200c", "می"),
        ("e\u0304\u0302", "ē"),
        ("é", ""),
        ("a👨\u200d👩\u200d👧", "a"),
        ("a👍🏽", "a"),
        ("a❤\ufe0f", "a"),
        ("a1\ufe0f\u20e3", "a"),
        ("🇪🇬🇮🇷", "🇪🇬"),
        ("👨\u200d", "👨"),
        ("a\u200f", "a"),
        ("", ""),
    ],
)
def test_backspace(text: str, left: str) -> None:
    """It takes the last mark or letter away, and a picture as a whole."""
    start = edit.start_before(text, typed(text, Direction.RTL).clusters, len(text))
    assert edit.spliced(text, start, len(text), "") == (left, len(left))


@pytest.mark.parametrize(("text", "left"), [("مُحَمَّد", "حَمَّد"), ("لا", "ا"), ("👨\u200d👩x", "x"), ("", "")])
def test_delete(text: str, left: str) -> None:
    """It takes the next character away, with its marks."""
    end = edit.end_after(typed(text, Direction.RTL).clusters, 0)
    assert edit.spliced(text, 0, end, "") == (left, 0)


@pytest.mark.parametrize(
    ("text", "index", "before", "after"),
    [
        ("one two, three", 14, 9, 14),
        ("one two, three", 9, 4, 14),
        ("one two, three", 2, 0, 4),
        ("سمك مُحَمَّد می‌خواهم", 13, 4, 21),
        ("سمك مُحَمَّد می‌خواهم", 6, 4, 13),
        ("", 0, 0, 0),
    ],
)
def test_words(text: str, index: int, before: int, after: int) -> None:
    """A word with its marks and ZWNJ is one, and the blanks on the way go with it."""
    clusters = typed(text, Direction.RTL).clusters
    assert edit.word_start_before(text, clusters, index) == before
    assert edit.word_start_after(text, clusters, index) == after


@pytest.mark.parametrize(
    ("text", "at", "new", "result"),
    [
        ("ab", 1, "x\ny\tz", ("ax y zb", 6)),
        ("ab", 1, "\x1b[31m\u202ex\x07", ("axb", 2)),
        ("31m", 0, "\x1b[", ("[31m", 1)),
        ("", 0, "ﻻ", ("لا", 2)),
        ("\u0653", 0, "ا", ("آ", 1)),
        ("e", 1, "\u0301", ("é", 1)),
        ("a", 0, "\u2067x", ("xa", 1)),
    ],
)
def test_what_is_put_in_is_cleaned(text: str, at: int, new: str, result: tuple[str, int]) -> None:
    """Breaks and tabs are blanks, nothing drives the terminal, letters are letters and compose with their marks."""
    assert edit.spliced(text, at, at, new) == result


def test_a_line_has_an_end() -> None:
    """What is pasted into a full line is cut, not what was there."""
    text, caret = edit.spliced("abc", 1, 1, "x" * 10_000)
    assert len(text) == edit.LONGEST and text.endswith("bc") and caret == edit.LONGEST - 2
