"""Where rows end: greedily, between words, in logical order (W3C ALREQ, "Line breaking")."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from reader.text.paragraph import Paragraph


def rows(paragraph: Paragraph, width: int) -> Iterator[tuple[int, int]]:
    """The rows of ``paragraph`` as clusters start to end, none wider than ``width`` cells.

    A word wider than a row is cut between clusters. An empty paragraph has one empty row. A cluster wider than the
    row stands alone (``width`` is at least 2 in practice).
    """
    begins, ends, lefts, rights = paragraph.units
    unit, total = 0, len(begins)
    if not total:
        yield 0, 0
    while unit < total:
        start = begins[unit]
        after = bisect_right(rights, lefts[unit] + width, unit)
        if after == unit:
            for cut in _cuts(paragraph, start, ends[unit], width):
                yield start, cut
                start = cut
            room = paragraph.width(begins[unit], start)
            after = bisect_right(rights, lefts[unit] + room + width, unit + 1)
        yield start, ends[after - 1]
        unit = after


def _cuts(paragraph: Paragraph, start: int, end: int, width: int) -> Iterator[int]:
    """Where to cut a stretch that is too wide; what has no cells stays with what stands before it."""
    while paragraph.width(start, end) > width:
        start = max(start + 1, paragraph.fitting(start, width))
        if start >= end:
            break
        yield start
