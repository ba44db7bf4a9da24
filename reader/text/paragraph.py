"""A paragraph made ready once: shaped, measured, ordered; then cut into rows of any width.

Order: clean text → isolated stretches → clusters → shapes and cells → one visual order → (for a width) rows.
Everything before the width is kept, so wrapping again is one pass over the words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from reader.models import Direction
from reader.text import isolate
from reader.text.bidi import LONGEST, Run, mirrored, resolve
from reader.text.blocks import Role, Span
from reader.text.lines import Piece
from reader.text.options import Options
from reader.text.words import Word, analyze

# A row neither begins with these nor ends with those, even where the author left a blank (French and old Arabic style).
_CLOSING = frozenset("،؛:.؟!)]»٪%…۔,;?}”’")
_OPENING = frozenset("([«{“‘")
# Words of one letter that belong to what follows them.
_PROCLITICS = frozenset(("و", "ו"))
_PLAIN_ROLES = (Role.LINK, Role.CODE, Role.STRONG, Role.EMPHASIS)


Unit = tuple[int, int, int, int]
"""Clusters that a row holds whole if it can: the first, one past the last, the cells of the blanks before them (left
out where a row begins), their own cells."""


class Paragraph:
    """One paragraph of clean logical text, with a base direction that is known (RTL or LTR).

    ``text`` holds no line break, and no more than ``bidi.LONGEST`` code points; the rest is left out. ``spans`` are its
    roles; ``links`` gives each linked address its number.
    """

    __slots__ = (
        "_edges",
        "_harakat",
        "_kept_starts",
        "_logical",
        "_order",
        "_roles",
        "_run_starts",
        "bases",
        "cells",
        "direction",
        "display",
        "role",
        "text",
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
        self.text = text = text[:LONGEST]
        self.direction = direction
        self.role = role
        self._harakat = options.harakat
        self._kept_starts: Sequence[int] | None = None
        apart = isolate.ranges(text) if options.isolate and direction is Direction.RTL else []
        whole = frozenset(place for found in apart for place in range(*found) if text[place] == " ")
        self.bases, self.display, widths, self.units = _clusters_of(text, options.harakat, whole)
        self._edges = [0, *accumulate(widths)]
        self.cells = self._edges[-1]
        if direction is Direction.RTL:
            apart = _with_code(apart, spans)
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

    @property
    def _starts(self) -> Sequence[int]:
        """Where each cluster begins; found when first asked for."""
        if self._kept_starts is None:
            simple = len(self.bases) == len(self.text)
            self._kept_starts = range(len(self.text)) if simple else _starts_of(self.text, self._harakat)
        return self._kept_starts

    def _clusters(self, start: int, end: int) -> tuple[int, int]:
        """The clusters that code points ``start`` to ``end`` touch."""
        if len(self._starts) == 0:
            return 0, 0
        first = bisect_left(self._starts, start)
        if first == len(self._starts) or self._starts[first] > start:
            first = max(0, first - 1)
        return first, max(first, bisect_left(self._starts, end))

    def code_point(self, cluster: int) -> int:
        """Where a cluster begins in the text; past the last one, the text's length."""
        return self._starts[cluster] if cluster < len(self.display) else len(self.text)

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
        text = mirrored("".join(reversed(shown))) if odd else "".join(shown)
        return Piece(text, self._edges[end] - self._edges[start], role, link, start, end, odd)


def _with_code(apart: list[tuple[int, int]], spans: Sequence[Span]) -> list[tuple[int, int]]:
    """``apart`` and the spans of code, which run left-to-right as a whole."""
    code = [(span.start, span.end) for span in spans if span.role is Role.CODE]
    if not code:
        return apart
    free = [found for found in apart if not any(found[0] < end and found[1] > start for start, end in code)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(code + free):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _clusters_of(text: str, harakat: bool, whole: frozenset[int]) -> tuple[str, list[str], list[int], list[Unit]]:
    """The bases, the drawn clusters, their cells, and the units of ``text``; no row ends at a blank of ``whole``."""
    bases: list[str] = []
    display: list[str] = []
    widths: list[int] = []
    units: list[Unit] = []
    blanks, previous = -1, ""
    after = 0
    for part in text.split(" "):
        at, after = after, after + len(part) + 1
        blanks += 1
        if not part:
            continue
        if blanks:
            bases.append(" " * blanks)
            display += " " * blanks
            widths += [1] * blanks
        word = analyze(part, harakat)
        first = len(display)
        bases.append(word.bases)
        display += word.display
        widths += word.widths
        glued = part[0] in _CLOSING or previous[-1:] in _OPENING or previous in _PROCLITICS or at - 1 in whole
        if glued and blanks == 1 and units:
            start, _, before, cells = units.pop()
            units.append((start, len(display), before, cells + 1 + word.cells))
        elif word.breaks:
            units += _parts(word, first, blanks)
        else:
            units.append((first, len(display), blanks, word.cells))
        blanks, previous = 0, part
    if blanks > 0:
        bases.append(" " * blanks)
        display += " " * blanks
        widths += [1] * blanks
    return "".join(bases), display, widths, units


def _parts(word: Word, first: int, blanks: int) -> Iterator[Unit]:
    for start, end in pairwise((0, *word.breaks, len(word.bases))):
        yield first + start, first + end, 0 if start else blanks, sum(word.widths[start:end])


def _starts_of(text: str, harakat: bool) -> list[int]:
    """Where each cluster of ``text`` begins, in code points."""
    starts: list[int] = []
    at = 0
    for part in text.split(" "):
        starts += [at + start for start in analyze(part, harakat).starts] if part else ()
        at += len(part) + 1
        starts.append(at - 1)
    starts.pop()
    return starts
