"""An article as rows: blocks made ready once, laid out for any width.

Every paragraph runs in its own direction; bullets, quotation bars and tables stand on the side where their text
starts. Code stays left-to-right.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType

from reader.models import Direction
from reader.text.blocks import Block, Blocks, Kind, Role, Span
from reader.text.direction import resolve
from reader.text.figure import Extents, figure_lines
from reader.text.find import matches
from reader.text.lines import Line, Piece
from reader.text.options import Justify, Options
from reader.text.paragraph import Paragraph
from reader.text.row import placed
from reader.text.table import Table
from reader.text.wrap import rows

_BAR = "│ "
_INDENT = 2
_DEEPEST = 6
_TIGHT = (Kind.ITEM,)
_STRETCHED = (Kind.PARAGRAPH, Kind.ITEM)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A block whose paragraphs are made ready; line breaks part them."""

    block: Block
    index: int
    direction: Direction
    paragraphs: tuple[Paragraph, ...]
    options: Options
    table: Table | None = None

    @property
    def side(self) -> Direction:
        """Where its rows begin."""
        return Direction.LTR if self.options.logical else self.direction


class Page:
    """Blocks made ready to be laid out at any width."""

    def __init__(
        self,
        blocks: Blocks,
        direction: Direction,
        options: Options,
        language: str,
        found: Sequence[str] = (),
        pictures: Extents = MappingProxyType({}),
    ) -> None:
        self.pictures = pictures
        """The pictures that have a place among the rows."""
        numbers: dict[str, int] = {}
        for block in blocks:
            for span in block.spans:
                if span.role is Role.LINK:
                    numbers.setdefault(span.href, len(numbers))
        self.links: tuple[str, ...] = tuple(numbers)
        """The addresses that the page's pieces number."""
        self._ready: list[_Ready] = []
        self.paragraphs: list[Paragraph] = []
        """All paragraphs, the cells of tables among them, in reading order; pieces number them."""
        around: Direction = direction if direction is not Direction.AUTO else Direction.LTR
        for index, block in enumerate(blocks):
            marked = _with_found(block, found) if found else block
            ready = _ready(marked, index, direction, around, language, options, numbers, len(self.paragraphs))
            self._ready.append(ready)
            self.paragraphs += ready.table.paragraphs if ready.table is not None else ready.paragraphs
            around = ready.direction if block.kind not in (Kind.CODE, Kind.RULE) else around

    def block_of(self, paragraph: int) -> Block:
        """The block that a paragraph is of."""
        return self._ready[self._begins[paragraph][0]].block

    def side_of(self, paragraph: int) -> Direction:
        """The side where the rows begin that show a paragraph."""
        return self._ready[self._begins[paragraph][0]].side

    def kind_of(self, block: int) -> Kind:
        """What kind of block a number among all stands for."""
        return self._ready[block].block.kind

    def text_of(self, block: int) -> str:
        """The text of a block by its number among all; empty: there is none."""
        return next((ready.block.text for ready in self._ready if ready.index == block), "")

    def block_like(self, block: int, text: str) -> int | None:
        """The number of the block that begins with ``text``: that one, or else the nearest; None: there is none."""
        alike = [ready.index for ready in self._ready if ready.block.text.startswith(text)]
        return min(alike, key=lambda index: abs(index - block), default=None)

    def row_of(self, paragraph: int, cluster: int = 0) -> tuple[int, int]:
        """``Line.block`` and ``Line.first`` of a row that begins with a cluster, or of the table row it is in."""
        block, first = self._begins[paragraph]
        return block, first if self._ready[block].table is not None else first + cluster

    @cached_property
    def _begins(self) -> list[tuple[int, int]]:
        """The block of each paragraph, and how far into it that begins (``Line.first``)."""
        return [(ready.index, first) for ready in self._ready for first in _firsts(ready)]

    def lines(self, width: int) -> tuple[Line, ...]:
        """The page's rows, each exactly ``width`` cells, with a blank row between blocks."""
        result: list[Line] = []
        before: Block | None = None
        for ready in self._ready:
            block = ready.block
            extent = self.pictures.get(block.image) if block.image else None
            figure = figure_lines(block.image, extent, width, ready.index) if extent else []
            text = _lines(ready, width) if block.text or not block.image else []
            if before is not None and (figure or text) and not (before.kind in _TIGHT and block.kind in _TIGHT):
                result.append(_blank(width))
            result += [*figure, *text]
            before = block if figure or text else before
        return tuple(result)


def prepare(
    blocks: Blocks,
    *,
    direction: Direction = Direction.AUTO,
    language: str = "",
    options: Options | None = None,
    found: Sequence[str] = (),
    pictures: Extents = MappingProxyType({}),
) -> Page:
    """Make ``blocks`` ready, with the words ``found`` (``find.words``) in their role and ``pictures`` in their place.

    ``direction`` other than AUTO is what the reader wants for every paragraph but code; with AUTO each takes its
    markup's, or is found from ``language`` (BCP 47) and its letters, or follows the paragraph before it.
    """
    return Page(blocks, direction, options or Options(), language, found, pictures)


def _with_found(block: Block, words: Sequence[str]) -> Block:
    spans = (Span(start, end, Role.FOUND) for start, end in matches(block.text, words))
    return block._replace(spans=(*block.spans, *spans))


def _ready(
    block: Block,
    index: int,
    wanted: Direction,
    around: Direction,
    language: str,
    options: Options,
    numbers: dict[str, int],
    first: int,
) -> _Ready:
    """``first`` is the number of the block's first paragraph."""
    if block.kind is Kind.CODE:
        lines = enumerate(block.text.split("\n"), first)
        made = (Paragraph(line, Direction.LTR, options, role=Kind.CODE, number=number) for number, line in lines)
        return _Ready(block, index, Direction.LTR, tuple(made), options)
    declared = wanted if wanted is not Direction.AUTO else block.direction
    sample = " ".join(cell for row in block.rows for cell in row) if block.rows else block.text
    direction = resolve(sample, declared=declared, language=language, fallback=around)
    if block.kind is Kind.TABLE:
        return _Ready(block, index, direction, (), options, Table(block.rows, direction, options, first))
    texts = block.text.split("\n")
    paragraphs = [
        Paragraph(text, direction, options, role=block.kind, spans=spans, links=numbers, number=number)
        for number, (text, spans) in enumerate(zip(texts, _parted(texts, block.spans), strict=True), first)
    ]
    return _Ready(block, index, direction, tuple(paragraphs), options)


def _parted(texts: Sequence[str], spans: Sequence[Span]) -> list[list[Span]]:
    """The parts of a block's ``spans`` in each of its lines."""
    begins = list(accumulate((len(text) + 1 for text in texts), initial=0))
    parts: list[list[Span]] = [[] for _ in texts]
    for span in spans:
        for number in range(bisect_right(begins, span.start) - 1, min(len(texts), bisect_left(begins, span.end))):
            start = max(0, span.start - begins[number])
            end = min(len(texts[number]), span.end - begins[number])
            if start < end:
                parts[number].append(span._replace(start=start, end=end))
    return parts


def _firsts(ready: _Ready) -> Iterator[int]:
    if ready.table is not None:
        yield from (number for number, row in enumerate(ready.block.rows) for _ in row)
        return
    before = 0
    for paragraph in ready.paragraphs:
        yield before
        before += len(paragraph.display) + 1


def _lines(ready: _Ready, width: int) -> list[Line]:
    block = ready.block
    if block.kind is Kind.RULE:
        return [Line((Piece("─" * width, width, "rule"),), width, block=ready.index)]
    bars = min(block.quote, _DEEPEST) if width > 2 * _DEEPEST * _INDENT else 0
    deeper = max(0, min(block.level, _DEEPEST) - 1) if block.kind is Kind.ITEM else 0
    indent = _INDENT * deeper if width > 4 * _INDENT else 0
    marker = f"{block.marker} " if block.marker else ""
    inner = width - bars * len(_BAR) - indent - len(marker)
    if inner < 8:
        bars = indent = 0
        inner = width - len(marker)
    if inner < 2:
        marker, inner = "", width
    body = ready.table.lines(inner, ready.index) if ready.table else _rows(ready, inner)
    if not bars and not indent and not marker:
        return body
    lead = [Piece(_BAR, len(_BAR), "guide")] * bars + ([Piece(" " * indent, indent, "pad")] if indent else [])
    return [_framed(line, [*lead, *_marker(marker, first=number == 0)], ready.side) for number, line in enumerate(body)]


def _rows(ready: _Ready, width: int) -> list[Line]:
    cut = _code if ready.block.kind is Kind.CODE else rows
    stretch = ready.options.justify is Justify.KASHIDA and ready.block.kind in _STRETCHED
    result: list[Line] = []
    for paragraph, first in zip(ready.paragraphs, _firsts(ready), strict=True):
        result += placed(paragraph, cut(paragraph, width), width, ready.index, first, stretch=stretch)
    return result


def _marker(marker: str, *, first: bool) -> list[Piece]:
    if not marker:
        return []
    return [Piece(marker if first else " " * len(marker), len(marker), "guide" if first else "pad")]


def _framed(line: Line, lead: list[Piece], direction: Direction) -> Line:
    """``line`` with what stands before it, on the side where the text starts."""
    cells = line.cells + sum(piece.cells for piece in lead)
    if direction is not Direction.RTL:
        return Line(lambda: (*lead, *line.pieces), cells, line.rtl, line.block, line.first)
    mirrored = [Piece(piece.text[::-1], piece.cells, piece.role) for piece in reversed(lead)]
    if lead[-1].role == "guide" and lead[-1].text.strip(" ")[-1:] == ".":  # a number keeps its digits' order
        number = lead[-1].text.strip()
        mirrored[0] = Piece(f" .{number[:-1]}", lead[-1].cells, "guide")
    return Line(lambda: (*line.pieces, *mirrored), cells, line.rtl, line.block, line.first)


def _code(paragraph: Paragraph, width: int) -> Iterator[tuple[int, int]]:
    """The rows of a line of code as clusters start to end: its blanks kept, cut where the row ends."""
    total = len(paragraph.display)
    if not total:
        yield 0, 0
    start = 0
    while start < total:
        end = max(start + 1, paragraph.fitting(start, width))
        yield start, end
        start = end


def _blank(width: int) -> Line:
    return Line((Piece(" " * width, width, "pad"),), width)
