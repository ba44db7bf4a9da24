"""One row of an exact width: headlines, labels, counts, everything that never wraps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial

from reader.models import Direction
from reader.text.blocks import Role, Span
from reader.text.direction import resolve
from reader.text.lines import Line, Piece
from reader.text.options import Options
from reader.text.paragraph import Paragraph

_CACHED_ROWS = 4_096
_LONGEST_CELL = 64
"""Code points that one cell may take up; clean text has at most thirty marks on a character."""
_DEFAULT = Options()


def fit(
    text: str,
    width: int,
    *,
    direction: Direction = Direction.AUTO,
    align: Direction = Direction.AUTO,
    role: str = "text",
    options: Options = _DEFAULT,
    wrap_end: str = "…",
    found: tuple[str, ...] = (),
) -> Line:
    """``text`` as one row of exactly ``width`` cells, in which the words ``found`` (``find.words``) have their role.

    What does not fit is left out at the logical end, which ``wrap_end`` marks. ``direction`` AUTO: as
    ``text.direction.resolve`` finds it. ``align`` is the side the text stands on, AUTO the one it starts from.
    """
    if direction is Direction.AUTO:
        direction = resolve(text)
    if options.logical:
        align = Direction.LTR
    elif align is Direction.AUTO:
        align = direction
    return _fit(text, width, direction, align, role, options, wrap_end, found)


@lru_cache(_CACHED_ROWS)
def _fit(
    text: str,
    width: int,
    direction: Direction,
    align: Direction,
    role: str,
    options: Options,
    wrap_end: str,
    found: tuple[str, ...],
) -> Line:
    if width <= 0:
        return Line((), 0, direction is Direction.RTL)
    shown = text[: _LONGEST_CELL * (width + 1)].replace("\n", " ")
    spans = _found(shown, found) if found else []
    paragraph = Paragraph(shown, direction, options, role=role, spans=spans)
    pieces = _truncated(paragraph, width, role, wrap_end)
    return aligned(pieces, width, direction, align)


def _found(text: str, words: tuple[str, ...]) -> list[Span]:
    from reader.text.find import matches  # few rows are of a search

    return [Span(start, end, Role.FOUND) for start, end in matches(text, words)]


def _truncated(paragraph: Paragraph, width: int, role: str, wrap_end: str) -> list[Piece]:
    if paragraph.cells <= width:
        return paragraph.row(0, len(paragraph.display))
    wrap_end = wrap_end[:width]
    end = paragraph.fitting(0, width - len(wrap_end))
    while end and paragraph.display[end - 1] == " ":
        end -= 1
    mark = Piece(wrap_end, len(wrap_end), role)
    pieces = paragraph.row(0, end)
    return [mark, *pieces] if paragraph.side is Direction.RTL else [*pieces, mark]


def aligned(
    pieces: Sequence[Piece], width: int, direction: Direction, align: Direction, block: int = -1, first: int = 0
) -> Line:
    """``pieces`` padded to ``width`` cells, standing at the left (``align`` LTR) or at the right (RTL)."""
    return Line(_padded(pieces, width, align), width, direction is Direction.RTL, block, first)


def placed(
    paragraph: Paragraph,
    spans: Iterable[tuple[int, int]],
    width: int,
    block: int = -1,
    before: int = 0,
    *,
    stretch: bool = False,
) -> list[Line]:
    """Rows of ``width`` cells for stretches of clusters that fit into them; each is put in order when it is drawn.

    ``before`` is how far into its block the paragraph begins. ``stretch`` lets kashidas and blanks fill all rows but
    the last (``kashida.stretched``).
    """
    rtl, place = paragraph.rtl, _stretched if stretch else _placed
    return [
        Line(partial(place, paragraph, start, end, width), width, rtl, block, before + start) for start, end in spans
    ]


def _placed(paragraph: Paragraph, start: int, end: int, width: int) -> tuple[Piece, ...]:
    return _padded(paragraph.row(start, end), width, paragraph.side)


def _stretched(paragraph: Paragraph, start: int, end: int, width: int) -> tuple[Piece, ...]:
    from reader.text.kashida import stretched  # few ask for it

    pieces = paragraph.row(start, end)
    if end < len(paragraph.display):
        pieces = stretched(paragraph, pieces, width)
    return _padded(pieces, width, paragraph.side)


def _padded(pieces: Sequence[Piece], width: int, align: Direction) -> tuple[Piece, ...]:
    room = width - sum([piece.cells for piece in pieces])
    if room <= 0:
        return tuple(pieces)
    pad = Piece(" " * room, room, "pad")
    return (pad, *pieces) if align is Direction.RTL else (*pieces, pad)


def visual(text: str, direction: Direction = Direction.AUTO, options: Options = _DEFAULT) -> str:
    """``text`` as a terminal that orders nothing itself should get it: one row, no padding."""
    direction = resolve(text) if direction is Direction.AUTO else direction
    paragraph = Paragraph(text.replace("\n", " "), direction, options)
    return "".join(piece.text for piece in paragraph.row(0, len(paragraph.display)))
