"""The search key of a text: what two spellings of one word have in common.

The rules are those of Lucene's ArabicNormalizer and PersianNormalizer (Apache-2.0), widened: marks, tatweel and
invisible characters go; the forms of alef, yeh, kaf, heh and teh marbuta become one each; digits become ASCII;
presentation forms become letters; Latin loses its accents and its case, Hebrew its niqqud. A zero-width non-joiner
joins (``می‌خواهم`` is found by ``میخواهم``). Folding works character by character, so folding twice is folding once.
"""

from __future__ import annotations

import codecs
import unicodedata
from functools import cache
from typing import Any, NamedTuple

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
_STRANGERS = 16
"""Runs of characters that one byte cannot hold, after which a text is not one that :class:`_Quick` is for."""
_COMMON = (
    "\t\n\r",
    "".join(map(chr, range(0x20, 0x7F))),
    "\xa0«»·–—‘’“”•…\u200c\u200d\u200e\u200f",
    "،؛؟" + "".join(map(chr, (*range(0x621, 0x653), *range(0x660, 0x66D), 0x670, *range(0x6F0, 0x6FA)))),
    "پچژگکیۀہھەۆۇێۋېڕڵٹڈڑںےٱ",
)
"""What nearly all Arabic and plain English is written in: fewer than 256 characters, so that a byte can hold each."""
_NON_JOINER = "\u200c"
_BLANK, _BLANKS = b"\1", b"\1\1"
"""The second of all places."""


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
    quick, parts, start = _quick(), [], 0
    for _ in range(_STRANGERS):
        try:
            parts.append(quick.fold(text[start:]))
            break
        except UnicodeEncodeError as stranger:
            end = start + stranger.end
            parts.append(quick.fold(text[start : start + stranger.start]))
            parts.append(text[start + stranger.start : end].translate(_TABLE))
            start = end
    else:
        parts.append(text[start:].translate(_TABLE))
    return " ".join("".join(parts).split()) if len(parts) > 1 else parts[0].strip(" ")


def searched(text: str) -> str:
    """The search key of a text that is searched: a word with a non-joiner is found joined, and in its parts as well."""
    parted = " ".join(word for word in text.split() if _NON_JOINER in word) if _NON_JOINER in text else ""
    return fold(f"{text} {parted.replace(_NON_JOINER, ' ')}") if parted else fold(text)


class _Quick(NamedTuple):
    """Folds texts of common characters as bytes, which takes a tenth of the time that ``str.translate`` does."""

    encoding: Any
    """What ``codecs.charmap_build`` makes, as for Python's own encodings of one byte."""
    table: bytes
    gone: bytes
    decoding: str

    def fold(self, text: str) -> str:
        """The key of ``text``, with single blanks. Raises UnicodeEncodeError at the first other character."""
        coded = codecs.charmap_encode(text, "strict", self.encoding)[0].translate(self.table, self.gone)
        while _BLANKS in coded:
            coded = coded.replace(_BLANKS, _BLANK)
        return codecs.charmap_decode(coded, "strict", self.decoding)[0]


@cache
def _quick() -> _Quick:
    """Made when the first text needs it. A map that does not begin with NUL is a dictionary, and slow."""
    chars = "".join(dict.fromkeys("\0 " + "".join(_COMMON)))
    keys = {char: " " if char.isspace() else _folded(char) for char in chars}
    kept = [char for char, key in keys.items() if len(key) <= 1 and (not key or key in keys)]
    places = {char: place for place, char in enumerate(kept)}
    table = bytes(places.get(keys[char], 0) for char in kept).ljust(256, b"\0")
    gone = bytes(places[char] for char in kept if not keys[char])
    decoding = "".join(kept).ljust(256, "\ufffe")
    return _Quick(codecs.charmap_build(decoding), table, gone, decoding)
