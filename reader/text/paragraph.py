"""A paragraph made ready once: shaped, measured, ordered; then cut into rows of any width.

Order: clean text → isolated stretches → clusters → shapes and cells → one visual order → (for a width) rows.
Everything before the width is kept, so wrapping again is one pass over the words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, chain, pairwise
from typing import NamedTuple, TypeGuard

from reader.models import Direction
from reader.text import isolate
from reader.text.bidi import LONGEST, Run, mirrored, mirrored_places, resolve
from reader.text.blocks import Kind, Role, Span
from reader.text.lines import Piece
from reader.text.options import Digits, Options
from reader.text.words import Clusters, analyze_all, starts

_OVER = (Role.ADDED, Role.REMOVED, Role.FOUND)
"""What lies over what a text is."""
_WEAKEST_FIRST = (Role.EMPHASIS, Role.STRONG, Role.CODE, Role.LINK, Role.ADDED, Role.REMOVED, Role.FOUND)


class Units(NamedTuple):
    """What rows hold whole if they can (``breaks.units``), one item a unit."""

    begins: Sequence[int]
    """The first cluster."""
    ends: Sequence[int]
    """One past the last cluster."""
    lefts: Sequence[int]
    """The paragraph's cells before it."""
    rights: Sequence[int]
    """The paragraph's cells up to its end."""


class Paragraph:
    """One paragraph of clean logical text, with a base direction that is known (RTL or LTR).

    ``text`` holds no line break, and no more than ``bidi.LONGEST`` code points; the rest is left out. ``spans`` are its
    roles; ``links`` gives each linked address its number, ``number`` is the paragraph's own in its page.
    """

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
        self._options = options
        found = isolate.ranges(text) if options.isolate and direction is Direction.RTL else []
        code = [(span.start, span.end) for span in spans if span.role is Role.CODE]
        kept = [(0, len(text))] if role == Kind.CODE else [*found, *code]
        self._shown, self._origin = _respelled(text, direction, options, kept)
        text = self._shown = self._shown[:LONGEST]
        parts = analyze_all(text, options)
        self.bases = "".join([part.bases for part in parts])
        self.display, self._widths = _displayed(parts)
        self._edges: Sequence[int] = range(len(self.bases) + 1)
        if self._widths:
            self._edges = list(accumulate(self._widths, initial=0))
        self.cells = self._edges[-1]
        apart = [(self._at(start), self._at(end)) for start, end in found]
        self._isolated = [self._clusters(*found) for found in apart]
        if spans and direction is Direction.RTL:
            apart = _with_code(apart, [self._shifted(span) for span in spans])
        apart = apart[: (LONGEST - len(self.bases)) // 2]  # each adds two runs at most
        classes = "".join([part.classes for part in parts])
        self._order = self._ordered(classes, [self._clusters(*found) for found in apart])
        if places := sorted(mirrored_places(self.bases, self._order)):
            self.display = _mirrored(self.display, places)
        self._logical = sorted(range(len(self._order)), key=lambda place: self._order[place].start)
        self._run_starts = [self._order[place].start for place in self._logical]
        self._roles: list[tuple[str, int]] = []
        self._role_starts: list[int] = []
        if spans:
            self._find_roles(spans, links or {})

    @property
    def rtl(self) -> bool:
        """Whether the base direction is right-to-left."""
        return self.direction is Direction.RTL

    @property
    def side(self) -> Direction:
        """The side that rows stand on: where they begin, or the left when they are for a program to order."""
        return Direction.LTR if self._options.logical else self.direction

    def _ordered(self, classes: str, apart: Sequence[tuple[int, int]]) -> list[Run]:
        if self._options.logical:
            return [Run(0, len(self.bases), odd=False)] if self.bases else []
        return resolve(self.bases, self.direction, apart, classes)

    @cached_property
    def units(self) -> Units:
        """What rows hold whole if they can."""
        from reader.text import breaks  # a headline is not wrapped

        edges = self._edges
        begins, ends = breaks.units(self.bases, self._widths, self._isolated)
        if not self._widths:
            return Units(begins, ends, begins, ends)
        return Units(begins, ends, [edges[begin] for begin in begins], [edges[end] for end in ends])

    @cached_property
    def _starts(self) -> Sequence[int]:
        """Where each cluster begins, in code points."""
        shown = self._shown
        return range(len(shown)) if len(self.bases) == len(shown) else starts(shown, self._options)

    def clusters(self, start: int, end: int) -> tuple[int, int]:
        """The clusters that code points ``start`` to ``end`` of the text touch."""
        return self._clusters(self._at(start), self._at(end))

    def _clusters(self, start: int, end: int) -> tuple[int, int]:
        """The clusters that code points ``start`` to ``end`` of what is shown touch."""
        if len(self._starts) == 0:
            return 0, 0
        first = max(0, bisect_right(self._starts, start) - 1)
        return first, max(first, bisect_left(self._starts, end))

    def code_point(self, cluster: int) -> int:
        """Where a cluster begins in the text; past the last one, the text's length."""
        if cluster >= len(self.display):
            return len(self.text)
        start = self._starts[cluster]
        return start if self._origin is None else self._origin[start]

    def code_point_after(self, cluster: int) -> int:
        """Where in the text ends what stands before a cluster; a character that is spelled as many belongs to it."""
        if self._origin is None or not 0 < cluster < len(self.display):
            return self.code_point(cluster)
        return self._origin[self._starts[cluster] - 1] + 1

    def part(self, piece: Piece, start: int, end: int) -> Piece:
        """Clusters ``start`` to ``end`` of ``piece``, which holds them."""
        return self._piece(start, end, piece.odd, piece.role, piece.link)

    def width(self, start: int, end: int) -> int:
        """The cells of clusters ``start`` to ``end``."""
        return self._edges[end] - self._edges[start]

    def fitting(self, start: int, room: int) -> int:
        """How far clusters from ``start`` fit into ``room`` cells: the end of the longest stretch, or ``start``."""
        return max(start, bisect_right(self._edges, self._edges[start] + room, start) - 1)

    def row(self, start: int, end: int) -> list[Piece]:
        """Clusters ``start`` to ``end`` from left to right: the paragraph's order, the others left out."""
        first = max(0, bisect_right(self._run_starts, start) - 1)
        last = bisect_left(self._run_starts, end, first)
        pieces: list[Piece] = []
        for place in sorted(self._logical[first:last]):
            run_start, run_end, odd = self._order[place]
            if run_start < start:
                run_start = start
            if run_end > end:
                run_end = end
            if run_start >= run_end:  # controls, which are in no run, stand between it and the row
                continue
            if self._roles:
                pieces += self._pieces(run_start, run_end, odd)
            else:
                pieces.append(self._piece(run_start, run_end, odd, self.role, -1))
        return pieces

    def _pieces(self, start: int, end: int, odd: bool) -> list[Piece]:
        """A piece for each role in a run."""
        pieces = []
        number = bisect_right(self._role_starts, start) - 1
        while start < end:
            stop = min(end, self._role_starts[number + 1])
            pieces.append(self._piece(start, stop, odd, *self._roles[number]))
            start, number = stop, number + 1
        return pieces[::-1] if odd else pieces

    def _piece(self, start: int, end: int, odd: bool, role: str, link: int) -> Piece:
        shown = self.display[start:end]
        if odd:
            shown = shown[::-1]
        if isinstance(shown, str):
            return Piece(shown, end - start, role, link, start, end, odd, self.number)
        return Piece("".join(shown), self.width(start, end), role, link, start, end, odd, self.number)

    def _at(self, place: int) -> int:
        """Where in what is shown the character at ``place`` of the text begins."""
        return place if self._origin is None else bisect_left(self._origin, place)

    def _shifted(self, span: Span) -> Span:
        return span._replace(start=self._at(span.start), end=self._at(span.end))

    def _find_roles(self, spans: Sequence[Span], links: dict[str, int]) -> None:
        """Where roles begin, and each one's name and link; where stretches overlap, the more telling role."""
        total = len(self.display)
        roles = [(self.role, -1)] * total
        edges = {0, total}
        for span in sorted(spans, key=lambda span: _WEAKEST_FIRST.index(span.role)):
            start, end = self.clusters(span.start, span.end)
            if span.role in _OVER:  # a link stays one
                roles[start:end] = [(str(span.role), link) for _, link in roles[start:end]]
            else:
                roles[start:end] = [(str(span.role), links.get(span.href, -1))] * (end - start)
            edges |= {start, end}
        begins = [edge for edge in sorted(edges) if edge in (0, total) or roles[edge] != roles[edge - 1]]
        self._role_starts = begins
        self._roles = [roles[begin] for begin in begins[:-1]]


def _respelled(
    text: str, direction: Direction, options: Options, kept: Sequence[tuple[int, int]]
) -> tuple[str, Sequence[int] | None]:
    if options.digits is Digits.SOURCE and not options.honorifics:
        return text, None
    from reader.text.respell import respelled  # few ask for it

    return respelled(text, direction, options, kept)


def _displayed(parts: Sequence[Clusters]) -> tuple[str | list[str], list[int]]:
    """The drawn clusters and their cells; no cells at all: each takes one."""
    shown = [part.display for part in parts]
    if _is_plain(shown):
        return "".join(shown), []
    return list(chain.from_iterable(shown)), list(chain.from_iterable([part.widths for part in parts]))


def _is_plain(shown: list[str | tuple[str, ...]]) -> TypeGuard[list[str]]:
    return tuple not in set(map(type, shown))


def _mirrored(display: str | list[str], places: Sequence[int]) -> str | list[str]:
    """``display`` with the clusters at ``places``, which rise, turned round."""
    if isinstance(display, list):
        for place in places:
            display[place] = mirrored(display[place])
        return display
    pieces = [display[before + 1 : place] + mirrored(display[place]) for before, place in pairwise((-1, *places))]
    return "".join([*pieces, display[places[-1] + 1 :]])


def _with_code(apart: list[tuple[int, int]], spans: Sequence[Span]) -> list[tuple[int, int]]:
    """``apart`` and the spans of code, which run left-to-right as a whole."""
    code = _merged(sorted((span.start, span.end) for span in spans if span.role is Role.CODE))
    begins = [start for start, _ in code]

    def is_free(found: tuple[int, int]) -> bool:
        before = bisect_left(begins, found[1])
        return not before or code[before - 1][1] <= found[0]

    return sorted(code + [found for found in apart if is_free(found)]) if code else apart


def _merged(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """``stretches``, which are in order, with those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in stretches:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
