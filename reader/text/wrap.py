"""Where rows end: greedily, between words, in logical order (W3C ALREQ, "Line breaking")."""

from __future__ import annotations

from collections.abc import Iterator

from reader.text.paragraph import Paragraph


def rows(paragraph: Paragraph, width: int) -> Iterator[tuple[int, int]]:
    """The rows of ``paragraph`` as clusters start to end, none wider than ``width`` cells.

    A word wider than a row is cut between clusters. An empty paragraph has one empty row. A cluster wider than the
    row stands alone (``width`` is at least 2 in practice).
    """
    start = end = 0
    used = 0
    for first, last, blanks, cells in paragraph.units:
        if end > start and used + blanks + cells <= width:
            used += blanks + cells
            end = last
            continue
        if end > start:
            yield start, end
        start, end, used = first, last, cells
        while used > width:
            cut = _cut(paragraph, start, end, width)
            if cut == end:
                break
            yield start, cut
            start, used = cut, paragraph.width(cut, end)
    yield start, end


def _cut(paragraph: Paragraph, start: int, end: int, width: int) -> int:
    """Where to cut a stretch that is too wide; what has no cells stays with what stands before it (lam-alef)."""
    return min(end, max(start + 1, paragraph.fitting(start, width)))
