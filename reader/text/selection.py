"""Stretches of a page's text: what stands on a cell, what lies between two places, where it is drawn.

A place is logical, so a selection is one stretch of text however its rows are broken and whichever way they run; on the
screen it may be several stretches of cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from reader.models import Direction
from reader.text.blocks import Kind
from reader.text.clean import unmarked
from reader.text.find import matches
from reader.text.lines import Line, Piece
from reader.text.page import Page

_WORD = re.compile(r"[\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]+")


class Place(NamedTuple):
    """Before a cluster, or behind the last one of its paragraph. Places are in reading order."""

    paragraph: int
    cluster: int


class Stretch(NamedTuple):
    """From one place to another; empty where they are the same."""

    start: Place
    end: Place

    def to(self, other: Stretch) -> Stretch:
        """What both and all between them make up."""
        return Stretch(min(self.start, other.start), max(self.end, other.end))


def found(page: Page, words: Sequence[str]) -> list[Stretch]:
    """Where words (``find.words``) stand on a page, in reading order."""
    result = []
    for number, paragraph in enumerate(page.paragraphs):
        for start, end in matches(paragraph.text, words):
            first, last = paragraph.clusters(start, end)
            result.append(Stretch(Place(number, first), Place(number, last)))
    return result


def at(page: Page, lines: Sequence[Line], index: int, cell: int) -> Stretch:
    """The cluster that stands on ``cell`` of row ``index``; beside a row's text, the empty stretch at that end of it.

    A row without text counts as the beginning of the next one that has any, else as the end of the text.
    """
    index = max(0, min(index, len(lines) - 1))
    texts = _texts(lines[index]) if lines else []
    if not texts:
        return _without_text(lines, index)
    found = next((piece for left, piece in texts if left <= cell < left + piece.cells), None)
    if found is not None:
        left = next(left for left, piece in texts if piece is found)
        return _cluster(page, found, cell - left)
    left, nearest = min(texts, key=lambda text: max(text[0] - cell, cell - text[0] - text[1].cells))
    if texts[0][0] < cell < texts[-1][0]:  # between: in what fills a row, or parts the columns of a table
        return _cluster(page, nearest, 0 if cell < left else nearest.cells - 1)
    paragraph = page.paragraphs[nearest.paragraph]
    first, last = _row_of(lines[index], nearest.paragraph)
    begins = (cell >= left + nearest.cells) if paragraph.side is Direction.RTL else (cell < left)
    place = first if begins else last
    return Stretch(place, place)


def beside(page: Page, line: Line, place: Place, step: int) -> Place | None:
    """The cluster to the right (``step`` 1) or left (-1) of ``place`` on ``line``, past what fills the row or parts
    the columns of a table; None: there is none.
    """
    left, right = cells_of(page, line, place) or (0, 0)
    texts = [text for text in _texts(line) if text[1].cells]
    if step > 0:
        begin, piece = next((text for text in texts if text[0] + text[1].cells > right), (0, None))
        cell = max(begin, right)
    else:
        begin, piece = next((text for text in reversed(texts) if text[0] < left), (0, None))
        cell = min(begin + piece.cells, left) - 1 if piece is not None else 0
    return _cluster(page, piece, cell - begin).start if piece is not None else None


def under(page: Page, place: Place) -> Stretch:
    """The cluster at ``place``; what has no cells of its own goes with what stands before it (lam-alef)."""
    paragraph = page.paragraphs[place.paragraph]
    end = min(place.cluster + 1, len(paragraph.display))
    while end < len(paragraph.display) and not paragraph.width(end, end + 1):
        end += 1
    return Stretch(place, Place(place.paragraph, end))


def row_of(line: Line) -> Stretch | None:
    """All that a row shows, from its logical beginning to its end; None: no text."""
    numbers = [piece.paragraph for piece in line.pieces if piece.paragraph >= 0]
    if not numbers:
        return None
    return Stretch(_row_of(line, min(numbers))[0], _row_of(line, max(numbers))[1])


def cells_of(page: Page, line: Line, place: Place) -> tuple[int, int] | None:
    """The first cell of the cluster at ``place`` and one past its last; None: the row does not show it."""
    for left, piece in _texts(line):
        if piece.paragraph == place.paragraph and piece.start <= place.cluster < piece.end:
            paragraph = page.paragraphs[place.paragraph]
            before = paragraph.width(piece.start, place.cluster)
            width = paragraph.width(place.cluster, place.cluster + 1)
            start = left + (piece.cells - before - width if piece.odd else before)
            return start, start + width
    return None


def word_at(page: Page, place: Place) -> Stretch:
    """The word around ``place``; where none is, the one cluster."""
    paragraph = page.paragraphs[place.paragraph]
    point = paragraph.code_point(place.cluster)
    for found in _WORD.finditer(paragraph.text):
        if found.start() <= point < found.end():
            start, end = paragraph.clusters(*found.span())
            return Stretch(Place(place.paragraph, start), Place(place.paragraph, end))
    start, end = paragraph.clusters(point, point + 1)
    return Stretch(Place(place.paragraph, start), Place(place.paragraph, end))


def paragraph_at(page: Page, place: Place) -> Stretch:
    """The whole paragraph that ``place`` is in."""
    number = place.paragraph
    return Stretch(Place(number, 0), Place(number, len(page.paragraphs[number].display)))


def next_word(page: Page, place: Place, step: int) -> Place:
    """Where the next word begins (``step`` 1), or the one before (-1); the ends of the page stay."""
    number = place.paragraph
    point = page.paragraphs[number].code_point(place.cluster)
    while 0 <= number < len(page.paragraphs):
        paragraph = page.paragraphs[number]
        starts = [found.start() for found in _WORD.finditer(paragraph.text)]
        further = [start for start in starts if (start > point if step > 0 else start < point)]
        if further:
            nearest = further[0] if step > 0 else further[-1]
            return Place(number, paragraph.clusters(nearest, nearest + 1)[0])
        number += step
        point = -1 if step > 0 else 1 << 60
    return place


def text_of(page: Page, stretch: Stretch) -> str:
    """The logical text of ``stretch``, as it stands in the article; blocks are parted by empty lines.

    List items keep their bullets, and cells of a table are parted by tabs, where more than one paragraph is taken.
    """
    first, last = stretch.start.paragraph, stretch.end.paragraph
    parts: list[str] = []
    before = -1
    for number in range(first, last + 1):
        paragraph, block = page.paragraphs[number], page.block_of(number)
        if not block.text and not block.rows:  # a rule
            continue
        start = paragraph.code_point(stretch.start.cluster) if number == first else 0
        end = paragraph.code_point_after(stretch.end.cluster) if number == last else len(paragraph.text)
        text = paragraph.text[start:end]
        if before >= 0:
            parts.append(_between(page, before, number))
        if block.marker and not start and last > first and (not number or page.block_of(number - 1) is not block):
            parts.append(f"{block.marker} ")
        parts.append(unmarked(text) if block.kind is Kind.META else text)
        before = number
    return "".join(parts)


def marked(page: Page, line: Line, stretch: Stretch, mark: str) -> Line:
    """``line`` with what is inside ``stretch`` in pieces of its own that bear ``mark``, and what parts two of them."""
    pieces: list[Piece] = []
    for piece in line.pieces:
        pieces += _cut(page, piece, stretch, mark) if piece.paragraph >= 0 else (piece,)
    texts = [index for index, piece in enumerate(pieces) if piece.paragraph >= 0]
    for left, right in pairwise(texts):
        if pieces[left].mark == pieces[right].mark == mark:
            pieces[left + 1 : right] = [piece._replace(mark=mark) for piece in pieces[left + 1 : right]]
    return Line(tuple(pieces), line.cells, line.rtl, line.block, line.first)


def _cut(page: Page, piece: Piece, stretch: Stretch, mark: str) -> list[Piece]:
    number = piece.paragraph
    (first, begin), (last, finish) = stretch
    if not first <= number <= last:
        return [piece]
    start = max(piece.start, begin) if number == first else piece.start
    end = min(piece.end, finish) if number == last else piece.end
    if start >= end:
        return [piece]
    paragraph = page.paragraphs[number]
    parts = [
        paragraph.part(piece, *part)._replace(mark=mark if part == (start, end) else piece.mark)
        for part in ((piece.start, start), (start, end), (end, piece.end))
        if part[0] < part[1]
    ]
    return parts[::-1] if piece.odd else parts


def _texts(line: Line) -> list[tuple[int, Piece]]:
    """The pieces that hold text of a paragraph, and the cell where each begins."""
    found = []
    left = 0
    for piece in line.pieces:
        if piece.paragraph >= 0 and piece.end > piece.start:
            found.append((left, piece))
        left += piece.cells
    return found


def _cluster(page: Page, piece: Piece, cell: int) -> Stretch:
    """The cluster on a piece's cell."""
    paragraph = page.paragraphs[piece.paragraph]
    start = paragraph.fitting(piece.start, piece.cells - 1 - cell if piece.odd else cell)
    return under(page, Place(piece.paragraph, min(start, piece.end - 1)))


def _row_of(line: Line, number: int) -> tuple[Place, Place]:
    """Where a paragraph begins and ends on a row."""
    pieces = [piece for piece in line.pieces if piece.paragraph == number]
    return Place(number, min(piece.start for piece in pieces)), Place(number, max(piece.end for piece in pieces))


def _without_text(lines: Sequence[Line], index: int) -> Stretch:
    for line in lines[index:]:
        if (row := row_of(line)) is not None:
            return Stretch(row.start, row.start)
    for line in reversed(lines[:index]):
        if (row := row_of(line)) is not None:
            return Stretch(row.end, row.end)
    return Stretch(Place(0, 0), Place(0, 0))


def _between(page: Page, before: int, after: int) -> str:
    one, other = page.block_of(before), page.block_of(after)
    if one is not other:
        return "\n" if one.kind is Kind.ITEM and other.kind is Kind.ITEM else "\n\n"
    if one.kind is Kind.TABLE:
        return "\t" if page.row_of(before) == page.row_of(after) else "\n"
    return "\n"
