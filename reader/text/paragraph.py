"""A paragraph made ready once: shaped, measured, ordered; then cut into rows of any width.

Order: clean text → isolated stretches → clusters → shapes and cells → one visual order → (for a width) rows.
Everything before the width is kept, so wrapping again is one pass over the words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from reader.models import Direction
from reader.text import isolate
from reader.text.bidi import MIRRORED, Run, resolve
from reader.text.blocks import Role, Span
from reader.text.lines import Piece
from reader.text.options import Options
from reader.text.words import analyze

_BLANKS = re.compile("( +)")
# A row neither begins with these nor ends with those, even where the author left a blank (French and old Arabic style).
_CLOSING = "،؛:.؟!)]»٪%…۔,;?}”’"
_OPENING = "([«{“‘"
# Words of one letter that belong to what follows them.
_PROCLITICS = frozenset(("و", "ו"))
_LONGEST = 100_000
_PLAIN_ROLES = (Role.LINK, Role.CODE, Role.STRONG, Role.EMPHASIS)


@dataclass(frozen=True, slots=True)
class Unit:
    """Clusters ``start`` to ``end`` that a row holds whole if it can, and the blanks before them."""

    start: int
    end: int
    blanks: int
    """Cells of blanks between this unit and the one before; left out where a row ends."""


@dataclass(slots=True)
class _Draft:
    """The clusters collected so far."""

    bases: list[str]
    display: list[str]
    widths: list[int]
    starts: list[int]
    units: list[Unit]


class Paragraph:
    """One paragraph of clean logical text, with a base direction that is known (RTL or LTR).

    ``text`` holds no line break. ``spans`` are its roles; ``links`` gives each linked address its number.
    """

    __slots__ = (
        "_edges",
        "_logical",
        "_order",
        "_roles",
        "_run_starts",
        "_starts",
        "bases",
        "cells",
        "direction",
        "display",
        "role",
        "units",
    )

    def __init__(
        self,
        text: str,
        direction: Direction,
        options: Options,
        *,
        role: str = "text",
        spans: Sequence[Span] = (),
        links: dict[str, int] | None = None,
    ) -> None:
        draft = _draft(text[:_LONGEST], options.harakat)
        self.direction = direction
        self.role = role
        self.bases = "".join(draft.bases)
        self.display = draft.display
        self._starts = draft.starts
        self.units = draft.units
        self._edges = [0, *accumulate(draft.widths)]
        self.cells = self._edges[-1]
        apart = isolate.ranges(text) if options.isolate and direction is Direction.RTL else []
        self._order = resolve(self.bases, direction, [self._clusters(*found) for found in apart])
        self._logical = sorted(range(len(self._order)), key=lambda place: self._order[place].start)
        self._run_starts = [self._order[place].start for place in self._logical]
        self._roles = [
            (*self._clusters(span.start, span.end), str(span.role), (links or {}).get(span.href, -1))
            for role_first in _PLAIN_ROLES
            for span in spans
            if span.role is role_first
        ]

    @property
    def rtl(self) -> bool:
        """Whether the base direction is right-to-left."""
        return self.direction is Direction.RTL

    def _clusters(self, start: int, end: int) -> tuple[int, int]:
        """The clusters that code points ``start`` to ``end`` touch."""
        if len(self._starts) == 0:
            return 0, 0
        first = bisect_left(self._starts, start)
        if first == len(self._starts) or self._starts[first] > start:
            first = max(0, first - 1)
        return first, max(first, bisect_left(self._starts, end))

    def code_point(self, cluster: int) -> int:
        """Where a cluster begins in the text; past the last one, where that begins."""
        return self._starts[min(cluster, len(self._starts) - 1)] if self._starts else 0

    def width(self, start: int, end: int) -> int:
        """The cells of clusters ``start`` to ``end``."""
        return self._edges[end] - self._edges[start]

    def fitting(self, start: int, room: int) -> int:
        """How far clusters from ``start`` fit into ``room`` cells: the end of the longest stretch, or one cluster."""
        limit = self._edges[start] + room
        low, high = start, len(self.display)
        while low < high:
            middle = (low + high + 1) // 2
            if self._edges[middle] <= limit:
                low = middle
            else:
                high = middle - 1
        return low

    def row(self, start: int, end: int) -> list[Piece]:
        """Clusters ``start`` to ``end`` from left to right: the paragraph's order, the others left out."""
        first = max(0, bisect_right(self._run_starts, start) - 1)
        last = bisect_left(self._run_starts, end)
        pieces: list[Piece] = []
        for place in sorted(self._logical[first:last]):
            run = self._order[place]
            if run.end > start:
                pieces += self._pieces(Run(max(run.start, start), min(run.end, end), run.odd))
        return pieces

    def _pieces(self, run: Run) -> list[Piece]:
        """One piece, or one a role where roles begin or end inside the run."""
        if not self._roles:
            return [self._piece(run.start, run.end, run.odd, self.role, -1)]
        cuts = {run.start, run.end}
        for start, end, _, _ in self._roles:
            cuts.update(edge for edge in (start, end) if run.start < edge < run.end)
        edges = sorted(cuts)
        pieces = []
        for start, end in pairwise(edges):
            role, link = next(
                ((role, link) for first, last, role, link in self._roles if first <= start < last), (self.role, -1)
            )
            pieces.append(self._piece(start, end, run.odd, role, link))
        return pieces[::-1] if run.odd else pieces

    def _piece(self, start: int, end: int, odd: bool, role: str, link: int) -> Piece:
        shown = self.display[start:end]
        text = "".join(reversed(shown)).translate(MIRRORED) if odd else "".join(shown)
        return Piece(text, self._edges[end] - self._edges[start], role, link, start, end, odd)


def _draft(text: str, harakat: bool) -> _Draft:
    draft = _Draft([], [], [], [], [])
    at, blanks, glued = 0, 0, False
    previous = ""
    for part in _BLANKS.split(text):
        if not part:
            continue
        first = len(draft.display)
        if part[0] == " ":
            blanks = len(part)
            draft.bases.append(part)
            draft.display += part
            draft.widths += [1] * blanks
            draft.starts += range(at, at + blanks)
        else:
            glued = blanks == 1 and (part[0] in _CLOSING or previous[-1:] in _OPENING or previous in _PROCLITICS)
            _add_word(draft, part, at, first, blanks, glued and bool(draft.units), harakat)
            previous, blanks = part, 0
        at += len(part)
    return draft


def _add_word(draft: _Draft, part: str, at: int, first: int, blanks: int, glued: bool, harakat: bool) -> None:
    word = analyze(part, harakat)
    draft.bases.append(word.bases)
    draft.display += word.display
    draft.widths += word.widths
    draft.starts += [at + start for start in word.starts] if at else word.starts
    edges = (0, *word.breaks, len(word.bases))
    for start, end in pairwise(edges):
        if start == 0 and glued:
            last = draft.units.pop()
            draft.units.append(Unit(last.start, first + end, last.blanks))
        else:
            draft.units.append(Unit(first + start, first + end, blanks if start == 0 else 0))
