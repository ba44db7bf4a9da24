"""Base directions."""

from __future__ import annotations

import pytest

from reader.models import Direction
from reader.text.direction import first_strong, has_rtl, language_direction, resolve

AUTO, LTR, RTL = Direction.AUTO, Direction.LTR, Direction.RTL


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("", AUTO),
        *((tag, RTL) for tag in ("ar", "ar-EG", "AR", "fa_IR", "ur", "ckb", "he", "iw", "ps", "sd", "ug", "yi", "dv")),
        *((tag, LTR) for tag in ("en", "en-GB", "fr", "zh-Hans", "ku", "xx", "tr")),
        ("az-Arab", RTL),
        ("pa-Arab-PK", RTL),
        ("ar-Latn", LTR),
        ("ku-Arab", RTL),
        ("yi-Hebr", RTL),
        ("sd-Deva", LTR),
        ("ha-Arab", RTL),
        ("ur-Aran", RTL),
    ],
)
def test_a_language_runs_as_its_script(tag: str, direction: Direction) -> None:
    """A language tag gives the direction of its script subtag, or else of its language; none gives AUTO."""
    assert language_direction(tag) is direction


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("", AUTO),
        ("123 !?", AUTO),
        ("🎉 2024", AUTO),
        ("خبر BBC", RTL),
        ("BBC خبر", LTR),
        ("12. שלום", RTL),
        ("\u2067abc\u2069 خبر", RTL),
        ("\u2068خبر\u2069 abc", LTR),
        ("\u2069abc", LTR),
        ("\uf0a7 خبر", RTL),  # a private-use bullet
        ("٢٥", AUTO),
    ],
)
def test_the_first_strong_character(text: str, direction: Direction) -> None:
    """The first strong character outside isolates decides; digits, emoji and private-use bullets do not."""
    assert first_strong(text) is direction


@pytest.mark.parametrize(
    ("text", "language", "direction"),
    [
        ("BBC: خبر", "ar", RTL),
        ("BBC: خبر", "", LTR),
        ("BBC: خبر", "en", LTR),
        ("iPhone 17 برای ایران", "fa", RTL),
        ("2G اسپیکٹرم", "ur", RTL),
        ("An English headline", "ar", LTR),
        ("2024", "ar", RTL),
        ("🎉", "he", RTL),
        ("2024", "en", LTR),
        ("2024", "", RTL),
        ("خبر BBC", "en", RTL),
    ],
)
def test_language_then_letters_then_surroundings(text: str, language: str, direction: Direction) -> None:
    """In a right-to-left feed one right-to-left letter is enough; without letters the language, then the fallback."""
    assert resolve(text, language=language, fallback=RTL) is direction


@pytest.mark.parametrize("declared", [LTR, RTL])
def test_what_is_declared_wins(declared: Direction) -> None:
    """Markup or the reader's own choice beats language and letters."""
    assert resolve("خبر abc", declared=declared, language="ar") is declared
    assert resolve("abc", declared=declared, language="en") is declared


def test_never_auto() -> None:
    """With nothing to go by a paragraph runs left-to-right."""
    assert resolve("", fallback=AUTO) is LTR


@pytest.mark.parametrize("text", ["خ", "ש", "܀", "ހ", "ߊ", "𞤀", "ﺥ", "ﬡ", "ࡀ", "\U00010840", "ی", "ے", "ە"])
def test_right_to_left_letters(text: str) -> None:
    """Letters of every right-to-left script count, shaped or not."""
    assert has_rtl(f"a {text}")


@pytest.mark.parametrize("text", ["", "abc", "123", "٢٥", "،", "\u064b", "漢字", "🎉", "\u200f"])
def test_what_is_no_right_to_left_letter(text: str) -> None:
    """Digits, punctuation, marks and marks of direction are not letters."""
    assert not has_rtl(text)
