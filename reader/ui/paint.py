"""Rows of text to Textual strips: the one place where a role becomes a style.

A role's look is a component class, ``role--<role>``, in ``styles/roles.tcss``. Whatever text a widget shows has been
shaped and ordered by ``reader.text`` before it comes here.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip
from textual.widget import Widget

from reader.models import Direction
from reader.text.blocks import Kind, Role
from reader.text.cells import cells
from reader.text.lines import Line, Piece
from reader.text.row import fit, visual

OWN_ROLES = (
    *("text", "pad", "guide"),
    *("unread", "read", "across", "unread_mark", "bookmark", "failing", "source", "date", "count", "hint"),
    *("key", "label", "notice", "problem", "bar_full", "bar_empty", "caret"),
)
"""The roles of the screen's own rows, beside those of blocks and spans."""

ROLES = frozenset((*OWN_ROLES, *Kind, *Role))

ROLE_CLASSES = {f"role--{role}" for role in ROLES}
"""The component classes that a widget which paints must have."""


def paint(widget: Widget, line: Line, base: Style | None = None, links: Sequence[str] = ()) -> Strip:
    """``line`` in the colours of ``widget``; ``base`` lies under them, ``links`` are the addresses of its page.

    A click on a link runs the widget's ``action_open_link(number)``.
    """
    base = widget.rich_style if base is None else base
    return Strip([_segment(widget, piece, base, links) for piece in line.pieces], line.cells)


def _segment(widget: Widget, piece: Piece, base: Style, links: Sequence[str]) -> Segment:
    style = base + role_style(widget, piece.role)
    if 0 <= piece.link < len(links):
        style += link_style(piece.link, links[piece.link])
    return Segment(piece.text, style)


def role_style(widget: Widget, role: str) -> Style:
    """What ``role`` adds to the style of whatever it stands on; nothing for a role that is not known."""
    return widget.get_component_rich_style(f"role--{role}", partial=True, default=Style.null())


def link_style(number: int, address: str) -> Style:
    """The style that makes a link: for Textual a click, for terminals that know it a hyperlink (OSC 8)."""
    return Style(meta={"@click": ("open_link", (number,))}, link=quote(address, safe="%/:=&?~#+!$,;'@()*[]"))


def beside(*lines: Line) -> Line:
    """Cells of a row, one next to the other."""
    return Line(tuple(piece for line in lines for piece in line.pieces), sum(line.cells for line in lines))


def blank(width: int) -> Line:
    """An empty row."""
    return Line((Piece(" " * width, width, "pad"),), width) if width > 0 else Line((), 0)


def phrase(text: str, role: str, direction: Direction = Direction.AUTO) -> Line:
    """``text`` in as many cells as it takes."""
    drawn = visual(text, direction)
    width = cells(drawn)
    return Line((Piece(drawn, width, role),), width)


def centred(text: str, width: int, role: str, direction: Direction) -> Line:
    """``text`` in the middle of ``width`` cells."""
    taken = min(width, cells(visual(text, direction)))
    left = (width - taken) // 2
    return beside(blank(left), fit(text, taken, direction=direction, role=role), blank(width - taken - left))


def border_title(text: str, width: int, direction: Direction = Direction.AUTO) -> Text:
    """``text`` for a widget's border, cut at its logical end to ``width`` cells; never read as markup."""
    drawn = visual(text, direction)
    return Text(drawn if cells(drawn) <= width else fit(text, max(0, width), direction=direction).text)
