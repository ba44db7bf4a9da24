"""An article as rows: blocks made ready once, laid out for any width.

Every paragraph runs in its own direction; bullets, quotation bars and tables stand on the side where their text
starts. Code stays left-to-right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reader.models import Direction
from reader.text.blocks import Block, Blocks, Kind, Role
from reader.text.direction import resolve
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

    def __init__(self, blocks: Blocks, direction: Direction, options: Options, language: str) -> None:
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
            ready = _ready(block, index, direction, around, language, options, numbers, len(self.paragraphs))
            self._ready.append(ready)
            self.paragraphs += ready.table.paragraphs if ready.table is not None else ready.paragraphs
            around = ready.direction if block.kind not in (Kind.CODE, Kind.RULE) else around

    def block_of(self, paragraph: int) -> Block:
        """The block that a paragraph is of."""
        return self._ready[self._blocks_of[paragraph]].block

    def first_of(self, paragraph: int) -> int:
        """The first paragraph of that one's block."""
        return self._blocks_of.index(self._blocks_of[paragraph])

    @cached_property
    def _blocks_of(self) -> list[int]:
        counts = (len(ready.table.paragraphs if ready.table else ready.paragraphs) for ready in self._ready)
        return [ready.index for ready, count in zip(self._ready, counts, strict=True) for _ in range(count)]

    def lines(self, width: int) -> tuple[Line, ...]:
        """The page's rows, each exactly ``width`` cells, with a blank row between blocks."""
        result: list[Line] = []
        before: Block | None = None
        for ready in self._ready:
            if before is not None and not (before.kind in _TIGHT and ready.block.kind in _TIGHT):
                result.append(_blank(width))
            result += _lines(ready, width)
            before = ready.block
        return tuple(result)


def prepare(
    blocks: Blocks, *, direction: Direction = Direction.AUTO, language: str = "", options: Options | None = None
) -> Page:
    """Make ``blocks`` ready.

    ``direction`` other than AUTO is what the reader wants for every paragraph but code; with AUTO each takes its
    markup's, or is found from ``language`` (BCP 47) and its letters, or follows the paragraph before it.
    """
    return Page(blocks, direction, options or Options(), language)


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
    paragraphs = []
    at = 0
    for number, line in enumerate(block.text.split("\n"), first):
        spans = [
            type(span)(max(0, span.start - at), min(len(line), span.end - at), span.role, span.href)
            for span in block.spans
            if span.start < at + len(line) and span.end > at
        ]
        paragraphs.append(
            Paragraph(line, direction, options, role=block.kind, spans=spans, links=numbers, number=number)
        )
        at += len(line) + 1
    return _Ready(block, index, direction, tuple(paragraphs), options)


def _lines(ready: _Ready, width: int) -> list[Line]:
    block = ready.block
    if block.kind is Kind.RULE:
        return [Line((Piece("─" * width, width, "rule"),), width, block=ready.index)]
    bars = min(block.quote, _DEEPEST) if width > 2 * _DEEPEST * _INDENT else 0
    indent = _INDENT * (min(block.level, _DEEPEST) - 1) if block.kind is Kind.ITEM and width > 4 * _INDENT else 0
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
    before = 0
    for paragraph in ready.paragraphs:
        result += placed(paragraph, cut(paragraph, width), width, ready.index, before, stretch=stretch)
        before += len(paragraph.display) + 1
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
