"""Where rows end."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reader.models import Direction
from reader.text.options import Options
from reader.text.paragraph import Paragraph
from reader.text.wrap import rows

LTR, RTL = Direction.LTR, Direction.RTL


def _wrapped(text: str, width: int, direction: Direction = RTL) -> list[str]:
    """The logical text of each row."""
    paragraph = Paragraph(text, direction, Options())
    return [text[paragraph.code_point(start) : paragraph.code_point(end)] for start, end in rows(paragraph, width)]


@pytest.mark.parametrize(
    ("text", "width", "wrapped"),
    [
        ("", 10, [""]),
        ("واحد اثنان ثلاثة", 11, ["واحد اثنان", "ثلاثة"]),
        ("كلمة ، كلمة", 6, ["كلمة ،", "كلمة"]),
        ("كلمة ، كلمة", 5, ["كلمة ", "،", "كلمة"]),
        ("قال ( نعم ) ثم", 8, ["قال", "( نعم )", "ثم"]),
        ("قال « نعم » ثم", 8, ["قال", "« نعم »", "ثم"]),
        ("نسبة 25 ٪ فقط", 7, ["نسبة", "25 ٪", "فقط"]),
        ("ماذا ؟ نعم !", 6, ["ماذا ؟", "نعم !"]),
        ("من و إلى", 5, ["من", "و إلى"]),
        ("من وإلى", 5, ["من", "وإلى"]),
        ("او و می رود", 5, ["او", "و می", "رود"]),
        ("1 000 000 دينار", 10, ["1 000 000", "دينار"]),
        ("هاتف +962 6 123-4567", 16, ["هاتف", "+962 6 123-4567"]),
        ("كلمة  كلمة", 20, ["كلمة  كلمة"]),
        ("كلمة  كلمة", 5, ["كلمة", "كلمة"]),
    ],
)
def test_where_rows_end(text: str, width: int, wrapped: list[str]) -> None:
    """Rows end between words; spaced punctuation, brackets, a lone و and numbers in groups keep their neighbours."""
    assert _wrapped(text, width) == wrapped


@pytest.mark.parametrize(
    ("text", "width", "wrapped"),
    [
        ("well-known fact", 10, ["well-known", "fact"]),
        ("well-known fact", 7, ["well-", "known", "fact"]),
        ("2019-2024 x", 6, ["2019-2", "024 x"]),
        ("漢字かな。", 4, ["漢字", "か", "な。"]),
        ("「漢字」x", 6, ["「漢", "字」x"]),
        ("한국어", 4, ["한국", "어"]),
        ("a\u200db", 1, ["a\u200d", "b"]),
        ("🇪🇬🇸🇦", 2, ["🇪🇬", "🇸🇦"]),
        ("👨\u200d👩\u200d👧x", 2, ["👨\u200d👩\u200d👧", "x"]),
        ("e\u0301e\u0301", 1, ["e\u0301", "e\u0301"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
    ],
)
def test_where_words_are_cut(text: str, width: int, wrapped: list[str]) -> None:
    """A word may end after a hyphen or between ideographs; one too wide is cut between clusters, never inside one."""
    assert _wrapped(text, width, LTR) == wrapped


def test_widths_are_those_of_shaped_text() -> None:
    """A lam-alef takes one cell, marks none: rows are filled by what is drawn."""
    assert _wrapped("لا لا لا", 5) == ["لا لا لا"]
    assert _wrapped("مُحَمَّدٌ مُحَمَّدٌ", 9) == ["مُحَمَّدٌ مُحَمَّدٌ"]


@pytest.mark.parametrize("word", ["بلاد", "لَا", "السلام"])
def test_a_lam_alef_is_not_parted(word: str) -> None:
    """However narrow the row, a lam and the alef it has taken stand in one row."""
    for width in range(1, 6):
        found = _wrapped(word, width)
        assert not any(
            before.rstrip("\u064e").endswith("ل") and after.startswith("ا") for before, after in pairwise(found)
        )
