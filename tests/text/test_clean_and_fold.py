"""What is let in from outside, and what two spellings have in common."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from text_strategies import any_text

from reader.text.clean import clean_line, clean_text, isolated, unmarked
from reader.text.fold import fold, folded


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("a\x1b[1;31;4mb", "ab"),
        ("\x9b31mx", "x"),
        ("\x1b]0;title\x07x", "x"),
        ("\x1b]8;;http://x/\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bPq#0\x1b\\x", "x"),
        ("\x1b[2J\x1b[H", ""),
        ("bell\x07 back\x08 null\x00 delete\x7f", "bell back null delete"),
    ],
)
def test_no_control_sequence_passes(text: str, cleaned: str) -> None:
    """Whole control sequences go, not only their ESC, and so do single control characters."""
    assert clean_line(text) == cleaned


@pytest.mark.parametrize("control", ["\u202a", "\u202b", "\u202d", "\u202e", "\u202c"])
def test_no_override_passes(control: str) -> None:
    """Embeddings, overrides and their end go: they could turn the rest of a row round."""
    assert clean_line(f"a{control}b") == "ab"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\u2067a", "\u2067a\u2069"),
        ("a\u2069", "a"),
        ("\u2068a\u2066b", "\u2068a\u2066b\u2069\u2069"),
        ("\u2068a\u2069\u2069b", "\u2068a\u2069b"),
        ("\u2068a\u2069", "\u2068a\u2069"),
    ],
)
def test_isolates_are_balanced(text: str, cleaned: str) -> None:
    """What an isolate leaves open is closed, and a PDI that closes nothing goes."""
    assert clean_line(text) == cleaned


def test_isolates_are_balanced_line_by_line() -> None:
    """An isolate ends with its line."""
    assert clean_text("\u2066a\nb\u2069") == "\u2066a\u2069\nb"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("ab\ud800c\udfff", "abc"),
        ("a\ufdd0\uffff\U0001fffeb", "ab"),
        ("\ufeffx", "x"),
        ("in\u00adter\u200bna\u2060tional", "international"),
        ("a\U000e0041b", "ab"),
        ("\u180ba\ufe00", "a"),
        ("e\u0301", "é"),
        ("\u0627\u0654", "أ"),
        ("ﺍﻟﺴﻼﻡ ﻋﻠﻴﻜﻢ", "السلام عليكم"),
        ("ﷲ", "الله"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀 ❤\ufe0f", "👩\u200d🚀 ❤\ufe0f"),
        ("لا\u200f إله\u061c", "لا\u200f إله\u061c"),
        ("ﬁ ２ ①", "ﬁ ２ ①"),
    ],
)
def test_what_goes_and_what_stays(text: str, cleaned: str) -> None:
    """Invisible characters go, letters come in NFC and unshaped; joiners and marks of direction stay."""
    assert clean_line(text) == cleaned


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_line_ends(end: str) -> None:
    """Every line end becomes one space in a line, and ``\\n`` in a text."""
    assert clean_line(f"a{end}b") == "a b"
    assert clean_text(f"a{end}b") == "a\nb"


def test_blanks_are_collapsed_in_lines_only() -> None:
    """A line has single spaces and none at its ends; a text keeps its blanks."""
    assert clean_line(" a \u3000\xa0\t b ") == "a b"
    assert clean_text("  a  b ") == "  a  b "


@pytest.mark.parametrize("marks", ["\u0316", "\u0301\u0327", "\u0316\U0001d165", "\U0001d16f\U0001d165"])
def test_a_pile_of_marks_is_cut(marks: str) -> None:
    """One character keeps thirty marks; the rest of a pile, which would take hours to put in order, goes."""
    cleaned = clean_line("a" + marks * 100_000 + "b")
    assert cleaned.endswith("b")
    assert 30 < len(cleaned) <= 32


def test_unmarked_takes_out_what_is_invisible() -> None:
    """For pipes, marks of direction and isolates go and nothing else does."""
    assert unmarked(isolated("لا\u200f a\u200db")) == "لا a\u200db"


@given(any_text)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """Clean text stays as it is, holds no control and is printable UTF-8, whatever it was made of."""
    for clean in (clean_line, clean_text):
        cleaned = clean(text)
        assert clean(cleaned) == cleaned
        cleaned.encode()
        kinds = {unicodedata.category(char) for char in cleaned.replace("\n", "")}
        assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
        assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\ufeff")
    assert "\n" not in clean_line(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد", "مُحَمَّد"),
        ("احمد", "أحمد"),
        ("اسرائيل", "إسرائيل"),
        ("اخر", "آخر"),
        ("مدينه", "مدينة"),
        ("علي", "على"),
        ("علي", "علی"),
        ("كتاب", "کتاب"),
        ("كتاب", "كتــاب"),
        ("السلام", "ﺍﻟﺴﻼﻡ"),
        ("لا", "ﻻ"),
        ("هم", "ہم"),
        ("کوردە", "كورده"),
        ("2024", "٢٠٢٤"),
        ("2024", "۲۰۲۴"),
        ("أ", "ا\u0654"),
        ("می\u200cخواهم", "میخواهم"),
        ("كتا\u200eب", "كتا\u00adب"),
        ("cafe", "Café"),
        ("strasse", "STRAẞE"),
        ("istanbul", "İstanbul"),
        ("fi", "ﬁ"),
        ("שלום", "שָׁלוֹם"),
        ("مسوول", "مسؤول"),
        ("ان شا الله", "إن  شا\tالله"),
        ("ёлка", "елка"),
    ],
)
def test_spellings_that_are_found_by_each_other(one: str, other: str) -> None:
    """Spellings that differ in marks, letter forms, digits, case or invisible characters have one key."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("علم", "عالم"), ("كتب", "كتاب"), ("رئيس", "الرئيس"), ("a", "b"), ("は", "ば"), ("한국", "한글")],
)
def test_words_that_stay_apart(one: str, other: str) -> None:
    """Different words keep different keys; kana and Hangul are not taken to pieces."""
    assert fold(one) != fold(other)


@given(any_text)
def test_folding_twice_is_folding_once(text: str) -> None:
    """A key is its own key, and has single spaces."""
    key = fold(text)
    assert fold(key) == key
    assert key == " ".join(key.split())


@given(any_text)
def test_folding_sees_through_cleaning(text: str) -> None:
    """What the store folds and what a reader types meet, whatever was cleaned away."""
    assert fold(clean_line(text)) == fold(clean_line(clean_text(text)))


@given(any_text)
def test_a_text_folds_as_its_characters_do(text: str) -> None:
    """Common characters are folded many at once, others by themselves, and neither shows."""
    assert fold(text) == " ".join("".join(folded(text)).split())
