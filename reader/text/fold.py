"""The search key of a text: what two spellings of one word have in common.

The rules are those of Lucene's ArabicNormalizer and PersianNormalizer (Apache-2.0), widened: marks, tatweel and
invisible characters go; the forms of alef, yeh, kaf, heh and teh marbuta become one each; digits become ASCII;
presentation forms become letters; Latin loses its accents and its case, Hebrew its niqqud. A zero-width non-joiner
joins (``می‌خواهم`` is found by ``میخواهم``). Folding works character by character, so folding twice is folding once.
"""

from __future__ import annotations

import unicodedata

_LETTERS = {
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("ىیےېۍێئ", "ي"),
    **dict.fromkeys("کڪ", "ك"),
    **dict.fromkeys("ةہەھۀۂۃۿ", "ه"),
    **dict.fromkeys("ؤ", "و"),
    "ـ": "",
}
_MARKS = (
    (0x0300, 0x036F),  # Latin, Greek, Cyrillic
    (0x0483, 0x0489),
    (0x0591, 0x05BD),  # Hebrew niqqud and cantillation
    (0x05BF, 0x05BF),
    (0x05C1, 0x05C2),
    (0x05C4, 0x05C7),
    (0x0610, 0x061A),  # Arabic
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E8),
    (0x06EA, 0x06ED),
    (0x0898, 0x089F),
    (0x08CA, 0x08FF),
    (0xFE00, 0xFE0F),
)


def _folded(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    point = ord(char)
    if any(first <= point <= last for first, last in _MARKS) or unicodedata.category(char) in ("Cf", "Cs"):
        return ""
    if char.isdigit() and (value := unicodedata.digit(char, -1)) >= 0:
        return str(value)
    if 0xAC00 <= point <= 0xD7A3 or 0x3040 <= point <= 0x30FF:  # Hangul and kana mean something else decomposed
        return char
    parts = unicodedata.normalize("NFKD", char.casefold())
    return parts if parts == char else "".join(map(_folded, parts.casefold()))


class _Table(dict[int, str]):
    """``str.translate``'s table, filled as characters are met; at most one entry a code point."""

    def __missing__(self, point: int) -> str:
        self[point] = folded = _folded(chr(point))
        return folded


_TABLE = _Table()


def folded(text: str) -> list[str]:
    """What each character of ``text`` becomes in a search key; empty: nothing."""
    return [_TABLE[ord(char)] for char in text]


def fold(text: str) -> str:
    """The search key of ``text``; white space becomes single spaces."""
    return " ".join(text.translate(_TABLE).split())
