"""Characters that the reader wants to see as others: digits, and phrases that Unicode has as one character.

It is done before the order is resolved: European digits are class EN, Arabic-Indic ones AN, and rules W2 to W7 treat
them differently.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from reader.models import Direction
from reader.text.direction import has_rtl
from reader.text.options import Digits, Options

_ZEROS = {Digits.EUROPEAN: 0x30, Digits.ARABIC: 0x660, Digits.PERSIAN: 0x6F0}
_WORD = re.compile(r"\S+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_APART = re.compile("\u2066[^\u2069]*\u2069")
_PHRASES = {
    "\ufdfa": "صلى الله عليه وسلم",
    "\ufdfb": "جل جلاله",
    "\ufdfd": "بسم الله الرحمن الرحيم",
}
_PHRASE = re.compile(f"[{''.join(_PHRASES)}]")


@cache
def _table(digits: Digits) -> dict[int, str]:
    zero = _ZEROS[digits]
    return {other + value: chr(zero + value) for other in _ZEROS.values() for value in range(10) if other != zero}


def respelled(
    text: str, direction: Direction, options: Options, kept: Sequence[tuple[int, int]] = ()
) -> tuple[str, Sequence[int] | None]:
    """What is shown of ``text``, and for each character of that where it came from; None: from the same place.

    Arabic and Persian digits are for right-to-left paragraphs. Digits keep what they are between LRI and PDI, in words
    with a Latin letter (an address, COVID-19), behind one in what is not European, and in the stretches ``kept``.
    """
    if options.digits is Digits.EUROPEAN or (options.digits is not Digits.SOURCE and direction is Direction.RTL):
        text = _converted(text, options.digits, [*kept, *(found.span() for found in _APART.finditer(text))])
    if not options.honorifics or not _PHRASE.search(text):
        return text, None
    origin: list[int] = []
    for place, char in enumerate(text):
        origin += [place] * len(_PHRASES.get(char, " "))
    return _PHRASE.sub(lambda found: _PHRASES[found[0]], text), origin


def _converted(text: str, digits: Digits, kept: Sequence[tuple[int, int]]) -> str:
    table = _table(digits)
    parts: list[str] = []
    at = 0
    latin = False
    held = iter(sorted(kept))
    start, end = next(held, (len(text), len(text)))
    for found in _WORD.finditer(text):
        word = found[0]
        while end <= found.start() < len(text):
            start, end = next(held, (len(text), len(text)))
        letters = _LATIN.search(word)
        if has_rtl(word):
            latin = False
        elif letters:
            latin = True
        if letters or start < found.end() or (latin and digits is not Digits.EUROPEAN):
            continue
        parts += (text[at : found.start()], word.translate(table))
        at = found.end()
    return "".join([*parts, text[at:]])
