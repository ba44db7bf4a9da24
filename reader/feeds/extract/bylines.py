"""Lines that name an author."""

from __future__ import annotations

import re

_BY = re.compile(
    r"^(?:(?:كتبت?|بقلم|تحرير|إعداد|حوار|تقرير|مراسلنا|نوشته|نویسنده|گزارش از|تحریر|מאת|by|written by)\s*[:：]"
    r"|كتبت(?!\w)|بقلم(?!\w)|מאת(?!\w)|by\b|written by\b)\s*(?=\s|\w)",
    re.IGNORECASE,
)
_MOST_WORDS = 6
_SENTENCE = re.compile(r"[.!؟?…]\s*$|\d")
LONGEST_NAME = 80


def named_in(line: str) -> str:
    """The author whom a line like ``بقلم: …`` names; empty: it is none."""
    match = _BY.match(line)
    if match is None or len(line) > LONGEST_NAME:
        return ""
    name = line[match.end() :].strip()
    words = name.split()
    lower = [word for word in words if word[:1].islower() and word not in ("and", "de", "van", "von", "bin", "al")]
    return name if 0 < len(words) <= _MOST_WORDS and not _SENTENCE.search(name) and not lower else ""
