"""The part of a text that shows best why a search found it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from reader.text.find import matches

_READ = 50_000
"""Characters of a text that are looked through."""
_ELLIPSIS = "…"


class Snippet(NamedTuple):
    """A part of a text, and where in it the words stand that were searched for: start and end in code points."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()


def snippet(text: str, words: Sequence[str], length: int = 160) -> Snippet | None:
    """About ``length`` characters around most of ``words``, which are folded; None: none of them is there.

    ``text`` is clean. Blanks are collapsed, words stay whole, and what is left out is shown.
    """
    text = " ".join(text[:_READ].split())
    found = matches(text, words)
    if not found:
        return None
    start, end = _window(text, found, length)
    lead, trail = _ELLIPSIS if start else "", _ELLIPSIS if end < len(text) else ""
    moved = len(lead) - start
    spans = tuple((first + moved, last + moved) for first, last in found if start <= first and last <= end)
    return Snippet(f"{lead}{text[start:end]}{trail}", spans)


def _window(text: str, found: Sequence[tuple[int, int]], length: int) -> tuple[int, int]:
    """The stretch that holds the most matches, different ones before many; it begins some words before the first."""
    best, most, end, inside = found[0], (-1, -1), 0, Counter[str]()
    for number, (first, last) in enumerate(found):
        while end < len(found) and (end <= number or found[end][1] <= first + length):
            inside[text[slice(*found[end])]] += 1
            end += 1
        worth = len(inside), end - number
        if worth > most:
            best, most = (first, max(last, found[end - 1][1])), worth
        word = text[first:last]
        inside[word] -= 1
        if not inside[word]:
            del inside[word]
    room = max(0, length - (best[1] - best[0]))
    start = _after_blank(text, max(0, best[0] - room // 3), best[0])
    end = max(best[1], _before_blank(text, min(len(text), start + length)))
    return start, end


def _after_blank(text: str, start: int, latest: int) -> int:
    """Where a word begins at ``start`` or behind it, no later than ``latest``."""
    if not start or text[start - 1] == " ":
        return start
    blank = text.find(" ", start, latest)
    return blank + 1 if blank >= 0 else latest


def _before_blank(text: str, end: int) -> int:
    """Where a word ends at ``end`` or before it."""
    if end >= len(text) or text[end] == " ":
        return end
    return text.rfind(" ", 0, end) if " " in text[:end] else end
