"""Which way a paragraph runs when nobody can be asked (DESIGN: markup, language, letters, surroundings)."""

from __future__ import annotations

import re
import unicodedata

from reader.models import Direction

_RTL_LANGUAGES = frozenset("ar arc ckb dv fa glk he iw ks lrc mzn nqo ps sd sdh syr ug ur yi azb bal skr".split())
_RTL_SCRIPTS = frozenset("arab aran hebr syrc thaa nkoo adlm rohg mand samr mend".split())

_RTL_LETTER = re.compile(
    "[\u05be\u05c0\u05c3\u05c6\u05d0-\u05f4\u0608\u060b\u060d\u061b-\u064a\u066d-\u066f\u0671-\u06d5\u06e5\u06e6"
    "\u06ee\u06ef\u06fa-\u0710\u0712-\u072f\u074d-\u07a5\u07b1-\u07ea\u0800-\u0815\u0840-\u0858\u0860-\u0897\u08a0-\u08c9"
    "\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def has_rtl(text: str) -> bool:
    """Whether any letter of ``text`` is strong right-to-left (bidi class R or AL)."""
    return _RTL_LETTER.search(text) is not None


def language_direction(tag: str) -> Direction:
    """The direction of a BCP 47 tag's script; AUTO for an empty one.

    A script subtag decides (``az-Arab``, ``ar-Latn``), or else the primary language.
    """
    parts = tag.replace("_", "-").casefold().split("-")
    if not parts[0]:
        return Direction.AUTO
    script = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    rtl = script in _RTL_SCRIPTS if script else parts[0] in _RTL_LANGUAGES
    return Direction.RTL if rtl else Direction.LTR


def first_strong(text: str) -> Direction:
    """The direction of the first strong character outside isolates (UAX #9, P2 and P3); AUTO when there is none.

    Private-use characters are strong by the standard and bullets in practice; they do not count.
    """
    depth = 0
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("LRI", "RLI", "FSI"):
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif kind == "L" and unicodedata.category(char) != "Co":
            return Direction.LTR
        elif kind in ("R", "AL"):
            return Direction.RTL
    return Direction.AUTO


def resolve(
    text: str,
    *,
    declared: Direction = Direction.AUTO,
    language: str = "",
    fallback: Direction = Direction.LTR,
) -> Direction:
    """The base direction of one paragraph; never AUTO.

    What is declared (markup, the reader's own choice) wins. In a right-to-left language every paragraph that holds a
    right-to-left letter is right-to-left, whatever it begins with: ``BBC: خبر`` is an Arabic headline. Otherwise the
    first strong character decides, then the language, then ``fallback``.
    """
    if declared is not Direction.AUTO:
        return declared
    by_language = language_direction(language)
    if by_language is Direction.RTL and has_rtl(text):
        return Direction.RTL
    for choice in (first_strong(text), by_language, fallback):
        if choice is not Direction.AUTO:
            return choice
    return Direction.LTR
