"""What UAX #9 alone garbles in a right-to-left paragraph, and is therefore set apart as left-to-right.

An address would carry its slash to the wrong end, ``@user`` its sign, ``-5`` its minus, ``2024-07-26`` would be
read backwards. Ranges of digits and of percentages are left alone: read from the right they are right.
"""

from __future__ import annotations

import re
from functools import cache

_WORD = "A-Za-z0-9"
# Every pair of characters that anything set apart has. It begins with a set, for which the search is quick.
_MAY_MATCH = re.compile(
    r"[A-Za-z\d+−±@#/.$€£¥₪₹(-](?:(?<=[A-Za-z0-9])[:/@.+#-]|(?<=[-+−±@#/.])[A-Za-z0-9 (]|(?<=[$€£¥₪₹])"
    r"|(?<=\()\s*[+-]?\d|(?<=\d)\)? \(?\d)"
)
_TRAILING = ".,;:!?'\"،؛؟…"
_PAIRS = {")": "(", "]": "[", "}": "{"}


@cache
def _pattern() -> re.Pattern[str]:
    """What is set apart. Made when the first text needs it, since it takes milliseconds."""
    return re.compile(
        r"(?=[!-~£€¥₪₹−±\d])(?:"  # nothing begins with a letter of another script, and most characters are one
        + "|".join(
            (
                r"(?:[a-z][a-z0-9+.-]{1,9}://|www\.)[^\s<>\"«»“”]+",
                rf"(?<![{_WORD}._%+-])[{_WORD}._%+-]+@[{_WORD}-]+(?:\.[{_WORD}-]+)+",
                rf"(?<![\w@.])@[{_WORD}_]+(?:[.@-][{_WORD}_]+)*",
                rf"(?<![\w#])#[A-Za-z][{_WORD}_]*",
                r"(?<!\w)[A-Za-z]:\\[^\s،؛؟]*",
                rf"(?<![\w/])(?:~|\.{{1,2}})?/[{_WORD}._-]+(?:/[{_WORD}._-]*)*",
                r"\(\s*[+-]?\d+(?:\.\d+)?°?\s*,\s*[+-]?\d+(?:\.\d+)?°?\s*\)",
                r"(?<!\d)\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d)",
                r"(?<![\w+])(?:\+|\(\+\d+\))\d?(?:[\d -]|\(\d+\)){5,}\d",
                r"(?<!\w)00\d(?:[\d -]|\(\d+\)){6,}\d",
                r"(?<!\w)\(?0\d{1,3}\)?[ -]\d{3,4}[ -]\d{3,4}(?!\w)",
                r"(?<![\w-])\(?\d{3}\)?[ -]\d{3}[ -]\d{4}(?![\w-])",
                r"(?<![\d.,])(?<!\d )\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?! ?\d)",
                r"[$€£¥₪₹] ?\d[\d.,]*(?:[KMB]\b)?",
                r"(?<![\w.,])\d[\d.,]* ?[$€£¥₪₹]",
                r"(?<![\w.,%٪)\]+-])[+\-−±]\d[\d.,]*(?!\d)",
                rf"(?<!\w)[A-Za-z][{_WORD}]*(?:\+\+|[#+])(?![\w+#])",
                r"(?<!\w)(?:[A-Za-z]\.){2,}",
                r"(?<!\w)\.[A-Z]{2,}\b",
                r"(?<![\w.])\d[\d.]*\+(?![\w+])",
                r"(?<![\w.])v?\d+(?:\.\d+)+-[A-Za-z][A-Za-z0-9.-]*",
                rf"(?<!\w)--?[A-Za-z][{_WORD}-]*",
            )
        )
        + ")"
    )


def ranges(text: str) -> list[tuple[int, int]]:
    """The stretches of ``text`` to set apart: start and end in code points, in order, never overlapping."""
    if not _MAY_MATCH.search(text):
        return []
    found = []
    for match in _pattern().finditer(text):
        end = _trimmed(text, match.start(), match.end())
        if end - match.start() > 1:
            found.append((match.start(), end))
    return found


def _trimmed(text: str, start: int, end: int) -> int:
    """Where the match really ends: what follows an address is the sentence's own punctuation."""
    whole = text[start:end]
    if whole.endswith(".") and re.fullmatch(r"(?:[A-Za-z]\.){2,}", whole):
        return end
    unopened = {closing: whole.count(closing) - whole.count(opening) for closing, opening in _PAIRS.items()}
    while end > start + 1:
        last = text[end - 1]
        if unopened.get(last, 0) > 0:
            unopened[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return end
