"""Characters that the reader wants to see as others: digits, and phrases that Unicode has as one character.

It is done before the order is resolved: European digits are class EN, Arabic-Indic ones AN, and rules W2 to W7 treat
them differently.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from reader.models import Direction
from reader.text.options import Digits, Options

_ZEROS = {Digits.EUROPEAN: 0x30, Digits.ARABIC: 0x660, Digits.PERSIAN: 0x6F0}
# A word with a Latin letter, an address or COVID-19, keeps its digits.
_PLAIN_WORD = re.compile(r"(?<!\S)[^\sA-Za-z]+(?!\S)")
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


def respelled(text: str, direction: Direction, options: Options) -> tuple[str, Sequence[int] | None]:
    """What is shown of ``text``, and for each character of that where it came from; None: from the same place.

    Arabic and Persian digits are for right-to-left paragraphs.
    """
    if options.digits is Digits.EUROPEAN or (options.digits is not Digits.SOURCE and direction is Direction.RTL):
        table = _table(options.digits)
        text = _PLAIN_WORD.sub(lambda word: word[0].translate(table), text)
    if not options.honorifics or not _PHRASE.search(text):
        return text, None
    origin: list[int] = []
    for place, char in enumerate(text):
        origin += [place] * len(_PHRASES.get(char, " "))
    return _PHRASE.sub(lambda found: _PHRASES[found[0]], text), origin


def shown_at(origin: Sequence[int] | None, place: int) -> int:
    """Where in what is shown the character at ``place`` of the text begins."""
    return place if origin is None else bisect_left(origin, place)
