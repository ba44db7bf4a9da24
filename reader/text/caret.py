"""A row that is typed into: where a caret may stand in it, how it moves, what of it is in view.

N drawn clusters have N + 1 places around them, on the screen as in the text. Where two neighbours run in one direction
a place of the text is the one between them on the screen. Where the direction changes it is the one at the side of the
neighbour with the lower embedding level (UAX #9): there a character of that level would appear, which at the edge of
the text is one of the base direction. So each place of the text is one place on the screen, and a caret that goes from
one to the next passes through the whole row and never stands still.

Drawn is the cell that lies behind the place in the base direction, right of it in a left-to-right row and left of it in
a right-to-left one. Rows are aligned to the side they start from, so that is the cell where a typed character appears.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, groupby
from typing import NamedTuple

from reader.models import Direction
from reader.text.edit import is_word
from reader.text.lines import Line, Piece
from reader.text.options import Options
from reader.text.paragraph import Paragraph
from reader.text.row import aligned
from reader.text.words import graphemes

_OPTIONS = Options(harakat=True)

_Run = tuple[int, int, bool]
"""Glyphs by their logical numbers: the first, one past the last, whether they run right to left."""


class Glyph(NamedTuple):
    """A cluster that is seen, with whatever follows it and is not: the alef of a ligature, a mark of direction."""

    text: str
    cells: int
    start: int
    """Its first code point in the text."""
    end: int
    """One past its last code point: where the next glyph starts, or the text's end."""


class TypedLine(NamedTuple):
    """The layout of one line of clean text without isolates."""

    text: str
    rtl: bool
    """The base direction is right-to-left."""
    glyphs: tuple[Glyph, ...]
    """From left to right."""
    stops: tuple[int, ...]
    """The indices, in code points, of the caret at the places between glyphs, from left to right; one more than
    glyphs."""
    edges: tuple[int, ...]
    """How many cells are left of each stop."""
    clusters: tuple[int, ...]
    """Where each character begins that a key takes away, in code points, and the text's length."""

    @property
    def cells(self) -> int:
        """What the text and a caret at its end take up."""
        return self.edges[-1] + 1

    def place(self, index: int) -> int:
        """Which of the stops is the caret's: the next one in the text, when it is within a glyph; at most the last."""
        rising = sorted(self.stops)
        return self.stops.index(rising[bisect_left(rising, min(index, rising[-1]))])

    def step(self, index: int, *, right: bool) -> int:
        """The caret's index one glyph to the right or to the left; at the edge it stays."""
        place = self.place(index) + (1 if right else -1)
        return self.stops[max(0, min(place, len(self.stops) - 1))]

    def word_step(self, index: int, *, right: bool) -> int:
        """The caret's index where the next word to that side begins, seen in the base direction."""
        place = self.place(index)
        ahead = list(self.glyphs[place:] if right else reversed(self.glyphs[:place]))
        passed = 0
        for kind in (True, False) if right is not self.rtl else (False, True):
            while passed < len(ahead) and is_word(self.text[ahead[passed].start]) is kind:
                passed += 1
        return self.stops[place + passed if right else place - passed]

    def side(self, one: int, other: int, *, right: bool) -> int:
        """Which of two indices of the caret is the further one to the right or to the left."""
        return (max if right else min)(one, other, key=self.place)

    def caret(self, index: int) -> tuple[int, int]:
        """The caret's first cell, counted from the side that the text starts from, and how many it covers."""
        number = self._number(index)
        wide = self._onward()[number].cells if number < len(self.glyphs) else 1
        return self._before()[number], wide

    def index_at(self, cell: int) -> int:
        """The caret's index for a cell, counted from the side that the text starts from: the nearest stop."""
        before = self._before()
        number = min(range(len(before)), key=lambda number: (abs(2 * (before[number] - cell) - 1), number))
        return self.stops[len(self.glyphs) - number if self.rtl else number]

    def row(self, width: int, skipped: int, caret: int = -1, selected: tuple[int, int] = (0, 0)) -> Line:
        """What is in view, in exactly ``width`` cells.

        ``skipped`` cells are out of view at the side that the text starts from. ``caret`` is its index, -1: none is
        drawn. ``selected`` are code points. The roles of pieces are ``text``, ``selection`` and ``caret``.
        """
        low, high = min(selected), max(selected)
        roles = ["selection" if glyph.start < high and glyph.end > low else "text" for glyph in self._onward()]
        roles.append("pad")
        if caret >= 0:
            roles[self._number(caret)] = "caret"
        shown: list[Piece] = []
        at = -skipped
        for glyph, role in zip((*self._onward(), _END), roles, strict=True):
            inside = min(width, at + glyph.cells) - max(0, at)
            at += glyph.cells
            if inside > 0:  # of a wide glyph there may be half
                shown.append(Piece(glyph.text if inside == glyph.cells else " " * inside, inside, role))
        direction = Direction.RTL if self.rtl else Direction.LTR
        return aligned(_joined(shown[::-1] if self.rtl else shown), width, direction, direction)

    def _number(self, index: int) -> int:
        """How many glyphs are between the caret and the side that the text starts from."""
        place = self.place(index)
        return len(self.glyphs) - place if self.rtl else place

    def _onward(self) -> tuple[Glyph, ...]:
        """The glyphs from the side that the text starts from."""
        return self.glyphs[::-1] if self.rtl else self.glyphs

    def _before(self) -> Sequence[int]:
        """How many cells are between each stop and the side that the text starts from; from that side on."""
        return [self.edges[-1] - edge for edge in reversed(self.edges)] if self.rtl else self.edges


_END = Glyph(" ", 1, 0, 0)


@lru_cache(8)
def typed(text: str, direction: Direction, logical: bool = False) -> TypedLine:
    """The layout of ``text`` (``edit.one_line``) in a base direction that is known; ``logical``: as it is typed."""
    paragraph = Paragraph(text, Direction.LTR if logical else direction, _OPTIONS._replace(logical=logical))
    count = len(paragraph.display)
    seen = [cluster for cluster in range(count) if paragraph.width(cluster, cluster + 1)]
    starts = [paragraph.code_point(cluster) for cluster in seen] + [len(text)]
    runs: list[_Run] = []
    for piece in paragraph.row(0, count):
        first, last = bisect_left(seen, piece.start), bisect_left(seen, piece.end)
        if first < last:
            runs.append((first, last, piece.odd))
    glyphs = [
        Glyph(paragraph.display[seen[number]], paragraph.width(seen[number], seen[number] + 1), *starts[number:][:2])
        for first, last, odd in runs
        for number in (range(last - 1, first - 1, -1) if odd else range(first, last))
    ]
    stops = _stops(runs, paragraph.rtl) if runs else [len(seen)]
    return TypedLine(
        text,
        paragraph.rtl,
        tuple(glyphs),
        tuple([starts[stop] if stop or not runs else 0 for stop in stops]),
        tuple(accumulate((glyph.cells for glyph in glyphs), initial=0)),
        (*graphemes(text), len(text)),
    )


def scrolled(skipped: int, caret: tuple[int, int], cells: int, width: int, context: int) -> int:
    """How many of ``cells`` to skip so that the caret (``TypedLine.caret``) is in view in ``width`` cells.

    As many as before, ``skipped``, unless the caret has come closer than ``context`` cells to an edge behind which
    there is more.
    """
    first, wide = caret
    context = max(0, min(context, (width - wide) // 2))
    skipped = min(skipped, first - context)
    skipped = max(skipped, first + wide + context - width)
    return max(0, min(skipped, cells - width))


def _stops(runs: Sequence[_Run], odd: bool) -> list[int]:
    """The logical numbers of the places around ``runs``, both from left to right.

    ``runs`` are all of a stretch of the text that runs in the direction ``odd``. In that direction they follow each
    other as in the text, but for blocks of a higher level, which are taken as a whole and then looked into.
    """
    at = min(first for first, _, _ in runs)
    stops = [at]
    block: list[_Run] = []
    for run in reversed(runs) if odd else runs:
        block.append(run)
        length = sum(last - first for first, last, _ in block)
        if min(first for first, _, _ in block) != at or max(last for _, last, _ in block) != at + length:
            continue
        if block == [(at, at + length, odd)]:
            stops += range(at + 1, at + length)
        else:
            inner = _stops(block[::-1] if odd else block, not odd)[1:-1]
            stops += reversed(inner) if odd else inner
        at += length
        stops.append(at)
        block.clear()
    return stops[::-1] if odd else stops


def _joined(shown: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one role made one piece."""
    found = []
    for role, alike in groupby(shown, key=lambda piece: piece.role):
        pieces = list(alike)
        found.append(Piece("".join([piece.text for piece in pieces]), sum([piece.cells for piece in pieces]), role))
    return found
