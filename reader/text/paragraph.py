"""A paragraph made ready once: shaped, measured, ordered; then cut into rows of any width.

Order: clean text → isolated stretches → clusters → shapes and cells → one visual order → (for a width) rows.
Everything before the width is kept, so wrapping again is one pass over the words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise

from reader.models import Direction
from reader.text import isolate
from reader.text.bidi import LONGEST, classes_of, mirrored, mirrored_places, resolve
from reader.text.blocks import Role, Span
from reader.text.lines import Piece
from reader.text.options import Options
from reader.text.words import Word, analyze

_BLANK = classes_of(" ")
_WEAKEST_FIRST = (Role.EMPHASIS, Role.STRONG, Role.CODE, Role.LINK)


Unit = tuple[int, int, int, int]
"""Clusters that a row holds whole if it can: the first, one past the last, the cells of the blanks before them (left
out where a row begins), their own cells."""


class Paragraph:
    """One paragraph of clean logical text, with a base direction that is known (RTL or LTR).

    ``text`` holds no line break, and no more than ``bidi.LONGEST`` code points; the rest is left out. ``spans`` are its
    roles; ``links`` gives each linked address its number, ``number`` is the paragraph's own in its page.
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
        "number",
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
        number: int = -1,
    ) -> None:
        self.number = number
        self.text = text = text[:LONGEST]
        self.direction = direction
        self.role = role
        self._harakat = options.harakat
        self._kept_starts: Sequence[int] | None = None
        apart = isolate.ranges(text) if options.isolate and direction is Direction.RTL else []
        words = [analyze(part, options.harakat) for part in text.split(" ")]
        self.bases = " ".join([word.bases for word in words])
        self.display, widths = _clusters_of(words)
        self.units = _units(words, _glued(text, apart) if apart else frozenset())
        self._edges = [0, *accumulate(widths)]
        self.cells = self._edges[-1]
        if direction is Direction.RTL:
            apart = _with_code(apart, spans)
        classes = _BLANK.join([word.classes for word in words])
        self._order = resolve(self.bases, direction, [self.clusters(*found) for found in apart], classes)
        for place in mirrored_places(self.bases, self._order):
            self.display[place] = mirrored(self.display[place])
        self._logical = sorted(range(len(self._order)), key=lambda place: self._order[place].start)
        self._run_starts = [self._order[place].start for place in self._logical]
        self._roles = self._roles_of(spans, links or {}) if spans else []

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

    def clusters(self, start: int, end: int) -> tuple[int, int]:
        """The clusters that code points ``start`` to ``end`` touch."""
        if len(self._starts) == 0:
            return 0, 0
        first = bisect_left(self._starts, start)
        if first == len(self._starts) or self._starts[first] > start:
            first = max(0, first - 1)
        return first, max(first, bisect_left(self._starts, end))

    def part(self, piece: Piece, start: int, end: int) -> Piece:
        """Clusters ``start`` to ``end`` of ``piece``, which holds them."""
        return self._piece(start, end, piece.odd, piece.role, piece.link)

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
        places = self._logical[first:last]
        places.sort()
        pieces: list[Piece] = []
        for place in places:
            run_start, run_end, odd = self._order[place]
            if run_end <= start:
                continue
            run_start, run_end = max(run_start, start), min(run_end, end)
            if self._roles:
                pieces += self._pieces(run_start, run_end, odd)
            else:
                pieces.append(self._piece(run_start, run_end, odd, self.role, -1))
        return pieces

    def _pieces(self, start: int, end: int, odd: bool) -> list[Piece]:
        """A piece for each role in a run."""
        pieces = []
        for (role, link), alike in groupby(self._roles[start:end]):
            before, start = start, start + len(list(alike))
            pieces.append(self._piece(before, start, odd, role, link))
        return pieces[::-1] if odd else pieces

    def _piece(self, start: int, end: int, odd: bool, role: str, link: int) -> Piece:
        shown = self.display[start:end]
        if odd:
            shown.reverse()
        return Piece("".join(shown), self._edges[end] - self._edges[start], role, link, start, end, odd, self.number)

    def _roles_of(self, spans: Sequence[Span], links: dict[str, int]) -> list[tuple[str, int]]:
        """For each cluster its role and link; where stretches overlap, the more telling role."""
        roles = [(self.role, -1)] * len(self.display)
        for span in sorted(spans, key=lambda span: _WEAKEST_FIRST.index(span.role)):
            start, end = self.clusters(span.start, span.end)
            roles[start:end] = [(str(span.role), links.get(span.href, -1))] * (end - start)
        return roles


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


def _glued(text: str, apart: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Which words of ``text``, counted by blanks, follow a blank that stands inside one of the stretches."""
    found: set[int] = set()
    number = at = 0
    for start, end in apart:
        first = number + text.count(" ", at, start)
        number, at = first + text.count(" ", start, end), end
        found.update(range(first + 1, number + 1))
    return frozenset(found)


def _clusters_of(words: Sequence[Word]) -> tuple[list[str], list[int]]:
    """The drawn clusters of words with a blank between them, and their cells."""
    display: list[str] = []
    widths: list[int] = []
    for word in words:
        display += word.display
        display.append(" ")
        widths += word.widths
        widths.append(1)
    del display[-1], widths[-1]  # no blank follows the last word
    return display, widths


def _units(words: Sequence[Word], glued: frozenset[int]) -> list[Unit]:
    """What rows hold whole; no row begins with a word of ``glued``."""
    units: list[Unit] = []
    first = before = 0
    leads = False
    for number, word in enumerate(words):
        if word.bases:
            end, blanks = first + len(word.bases), first - before
            if (leads or word.follows or number in glued) and blanks == 1 and units:
                start, _, indent, cells = units.pop()
                units.append((start, end, indent, cells + 1 + word.cells))
            elif word.breaks:
                units += _parts(word, first, blanks)
            else:
                units.append((first, end, blanks, word.cells))
            first = before = end
            leads = word.leads
        first += 1
    return units


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
