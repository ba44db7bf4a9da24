"""Joining of Arabic letters, and the clusters of a word."""

from __future__ import annotations

import unicodedata

import arabic_reshaper
import pytest

from reader.models import Direction
from reader.text.clean import clean_line
from reader.text.options import Options
from reader.text.row import visual
from reader.text.shape import shape
from reader.text.words import analyze, graphemes, starts

_RESHAPER = arabic_reshaper.ArabicReshaper(
    {
        "delete_harakat": False,
        "support_ligatures": True,
        "ARABIC LIGATURE ALLAH": False,
        "shift_harakat_position": False,
    }
)
_PLAIN = """
أعلنت وزارة الصحة في بيان لها اليوم الجمعة عن تسجيل حالات جديدة لافتة بين الأطفال والآباء في الأحياء القديمة إلا أن
الأطباء أكدوا أن لا داعي للقلق لأن العلاج متوفر في المستشفيات كافة وأضافت الوزارة أنها ستواصل المراقبة سنويًا
وشهريًا مسؤول
شيء ماء دفء بطء قرأ يقرأون سئل رؤوف لؤلؤ مئذنة آلاف الآلام لآلئ بالإضافة والأمم المتحدة تطمئن هيئة فتاة هذه ضوضاء ظهيرة
کتاب گفت پنجره چهار ژاله یک گزارش می گویند بزرگ‌ترین خانه‌ها نمی‌دانم های سیاسی کشورهای
""".split()


@pytest.mark.parametrize("word", _PLAIN)
def test_words_that_arabic_reshaper_knows(word: str) -> None:
    """Where arabic-reshaper is right (whole Arabic and Persian words), the shapes are the same."""
    assert "".join(shape(word)) == _RESHAPER.reshape(word)


# Each letter's joining to its neighbours as Unicode names it: i(nitial) m(edial) f(inal) s (isolated), n(ominal): a
# letter without presentation forms, l: lam-alef, -: taken into the one before.
_FORMS = {"initial": "i", "medial": "m", "final": "f", "isolated": "s"}


def _forms(word: str) -> str:
    letters = []
    for glyph in shape(word):
        name = unicodedata.name(glyph, "") if glyph else "-"
        form = next((letter for form, letter in _FORMS.items() if name.endswith(f"{form.upper()} FORM")), "n")
        letters.append("-" if not glyph else "l" if "LIGATURE LAM" in name else form)
    return "".join(letters)


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("گەڵ", "ifn"),  # Sorani: ە joins to the right like ه; ڵ has no forms, and would begin anew
        ("بڵێب", "innf"),  # its neighbours still join to it
        ("کوردستان", "ifssimfs"),
        ("دەوڵەت", "sssnfs"),
        ("ئۇيغۇر", "ifimfs"),  # Uyghur
        ("مەكتەپ", "ifimfs"),
        ("ښځه", "nnf"),  # Pashto
        ("پښتو", "inmf"),
        ("ڪتاب", "nmfs"),  # Sindhi
        ("ٽيپو", "nmmf"),
        ("بڨب", "inf"),  # Maghrebi
        ("سنڌي", "imfs"),
        ("ٹھیک", "immf"),  # Urdu
        ("میں", "imf"),
        ("هے", "if"),
    ],
)
def test_neighbours_join_to_letters_without_forms(word: str, forms: str) -> None:
    """Letters join by Joining_Type, so the neighbours of a letter without presentation forms are not cut off."""
    assert _forms(word) == forms


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("لا", "l-"),
        ("بلا", "il-"),
        ("لأن", "l-s"),
        ("بالإنابة", "ifl-ifif"),
        ("للآن", "il-s"),
        ("لَا", "ln-"),
        ("لّٰا", "lnn-"),
        ("لٱ", "if"),
        ("لله", "imf"),
        ("الله", "simf"),
    ],
)
def test_lam_alef(word: str, forms: str) -> None:
    """A lam takes the alef after it, across marks; no other letters become one, the name of God least of all."""
    assert _forms(word) == forms


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("ه\u200d", "in"),  # ZWJ causes joining
        ("\u200dه", "nf"),
        ("می\u200cخواهم", "ifnifsif"),  # ZWNJ parts
        ("ب\u200eب", "inf"),  # LRM, soft hyphen, word joiner and variation selectors are transparent
        ("ب\u00adب", "inf"),
        ("ب\u2060ب", "inf"),
        ("ب\ufe0fب", "inf"),
        ("ب\u034fب", "inf"),
        ("ب\u0898ب", "inf"),  # a mark younger than arabic-reshaper
        ("ب\u2067ب", "sns"),  # isolates are not
        ("بـب", "inf"),  # tatweel
        ("ب1ب", "sns"),
    ],
)
def test_what_stands_between_letters(word: str, forms: str) -> None:
    """Format characters join, part or are passed over as their Joining_Type says."""
    assert _forms(word) == forms


@pytest.mark.parametrize("text", ["ه\u200d لا", "👨‍👩‍👧 لا", "👩‍🚀لا", "\u200dلا", "لا\u200d", "ل\u200dا"])
def test_a_joiner_before_lam_alef(text: str) -> None:
    """A ZWJ before a lam-alef, on which arabic-reshaper 3.1 raises IndexError, is drawn like any other text."""
    shown = visual(clean_line(text), Direction.RTL)
    assert "\u200d" not in shown
    assert {"ﻻ", "ﻼ"} & set(shown) or {"ﻟ", "ﻠ"} & set(shown)


def test_no_letter_is_lost_after_a_joiner() -> None:
    """In a line with a ZWJ every later lam-alef and the letter after it is kept."""
    assert visual("عام 1445 ه\u200d للهجرة ولا قبل الآن", Direction.RTL) == "ﻥﻵﺍ ﻞﺒﻗ ﻻﻭ ﺓﺮﺠﻬﻠﻟ ﻫ 1445 ﻡﺎﻋ"


@pytest.mark.parametrize(
    ("sequence", "drawn", "cells"),
    [
        ("👨\u200d👩\u200d👧", "👨", 2),
        ("👩\u200d🚀", "👩", 2),
        ("🏳\ufe0f\u200d🌈", "🏳", 1),
        ("👍🏽", "👍", 2),
        ("❤\ufe0f", "❤", 1),
        ("1\ufe0f\u20e3", "1", 1),
        ("#\u20e3", "#", 1),
        ("🇪🇬", "🇪🇬", 2),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🏴", 2),
        ("e\u0301", "e\u0301", 1),
        ("ก\u0e47", "ก\u0e47", 1),
        ("क\u094d", "क\u094d", 1),
    ],
)
def test_sequences_are_one_cluster(sequence: str, drawn: str, cells: int) -> None:
    """An emoji sequence, a flag, a keycap, a letter with its marks is one cluster, drawn with the cells it takes."""
    word = analyze(sequence, Options())
    assert (tuple(word.display), word.widths, starts(sequence)) == ((drawn,), (cells,), [0])


@pytest.mark.parametrize("sequence", ["👨\u200d👩\u200d👧", "👍🏽", "🇪🇬", "1\ufe0f\u20e3", "e\u0301"])
def test_clusters_stay_whole_in_right_to_left_text(sequence: str) -> None:
    """Inside right-to-left text a cluster is drawn as it is outside, not turned round."""
    drawn = visual(sequence, Direction.LTR)
    assert visual(f"خبر {sequence} عاجل", Direction.RTL) == f"ﻞﺟﺎﻋ {drawn} ﺮﺒﺧ"


def test_flags_pair_up() -> None:
    """Of five regional indicators the first four are two flags and the last stands alone."""
    assert analyze("🇪🇬🇸🇦🇪", Options()).display == ("🇪🇬", "🇸🇦", "🇪")


def test_marks_follow_their_letter() -> None:
    """With harakat on, each mark comes after its own letter in visual order; off, none is drawn."""
    assert visual("مُحَمَّد", Direction.RTL, Options(harakat=True)) == "ﺪ" + "ﻤ\u064e\u0651" + "ﺤ\u064e" + "ﻣ\u064f"
    assert visual("مُحَمَّد", Direction.RTL) == "ﺪﻤﺤﻣ"


def test_marks_of_a_taken_alef_stay_with_it() -> None:
    """The marks of an alef that a lam has taken are drawn on the ligature, after the lam's own."""
    assert visual("أهلاً", Direction.RTL, Options(harakat=True)) == "ﻼ\u064bﻫﺃ"
    assert visual("لَاً", Direction.RTL, Options(harakat=True)) == "ﻻ\u064e\u064b"
    assert visual("أهلاً", Direction.RTL) == "ﻼﻫﺃ"


def test_a_lam_and_its_alef_are_deleted_one_by_one() -> None:
    """What is one cell is two characters to a key, as UAX #29 has it; anything else is one."""
    assert graphemes("لَا e\u0301👩\u200d🚀") == [0, 2, 3, 4, 6]
    assert starts("لَا e\u0301👩\u200d🚀") == [0, 3, 4, 6]


def test_hebrew_points_are_harakat() -> None:
    """Hebrew points are drawn only when harakat are."""
    assert visual("שָׁלוֹם", Direction.RTL) == "םולש"
    assert visual("שָׁלוֹם", Direction.RTL, Options(harakat=True)).startswith("ם")


def test_a_mark_without_a_base_is_not_drawn() -> None:
    """A mark at the beginning of a word would sit on whatever stands before it, so it is left out."""
    assert analyze("\u0301a", Options()).display == ("", "a")


def test_the_persian_heh_keeps_its_hamza() -> None:
    """``هٔ`` is spelled with its hamza, and is drawn with it whether or not harakat are."""
    assert visual("خانهٔ", Direction.RTL)[0] == "ﮥ"
