"""Rows of text to Textual strips: the one place where a role becomes a style.

Whatever text a widget shows has been shaped and ordered by ``reader.text`` before it comes here. Looks are a table and
not component classes: Textual would apply the style sheet to each of them, for each widget, before the first paint.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from reader.models import Direction
from reader.text.cells import cells
from reader.text.lines import Line, Piece
from reader.text.options import Options
from reader.text.paragraph import Paragraph
from reader.text.wrap import rows
from reader.ui import choices
from reader.ui.choices import fit, visual
from reader.ui.themes import shades


class Look(NamedTuple):
    """How a role looks, on whatever background it stands."""

    colour: str = ""
    """A variable of the theme (Textual's, or one of ``themes.shades``); empty: the colour of what it stands on."""
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    reverse: bool | None = None
    strike: bool | None = None
    background: str = ""
    """As ``colour``; empty: what it stands on."""


LOOKS: Mapping[str, Look] = {
    # An article: the values of ``text.blocks.Kind`` and ``Role``, which the first paint does without.
    "title": Look("bright", bold=True),
    "heading": Look("primary", bold=True),
    "meta": Look("quiet"),
    "note": Look("warning"),
    "caption": Look("quiet", italic=True),
    "code": Look("success"),
    "rule": Look("faint"),
    "strong": Look("bright", bold=True),
    "emphasis": Look(italic=True),
    "link": Look("primary", underline=True),
    "added": Look("success", underline=True),
    "removed": Look("error", strike=True),
    "guide": Look("primary"),
    # Rows of lists.
    "unread": Look("bright"),
    "read": Look("quiet"),
    "raised": Look("accent", bold=True),
    "unread_mark": Look("primary"),
    "bookmark": Look("accent"),
    "failing": Look("error", bold=True),
    "source": Look("quiet"),
    **{
        f"source_{number}": Look(colour)
        for number, colour in enumerate(("primary", "accent", "success", "quiet", "error", "bright"))
    },
    "date": Look("quiet"),
    "count": Look("primary"),
    "hint": Look("quiet"),
    "cursor": Look(background="cursor"),
    "cursor_away": Look(background="cursor-away"),
    "lit": Look("lit"),
    # The rows at the bottom, and the field.
    "key": Look("primary", bold=True),
    "label": Look("quiet"),
    "notice": Look("bright"),
    "passing": Look("quiet"),
    "answer": Look("quiet"),
    "problem": Look("error"),
    "bar_full": Look("primary"),
    "bar_empty": Look("faint"),
    "caret": Look(reverse=True),
    "highlight": Look("background", background="accent"),
    "selection": Look("background", background="primary"),
    "found": Look("accent", bold=True, underline=True),
}
"""The look of every role; one that is not here looks like what it stands on."""

_PLAIN: Mapping[str, Look] = {
    "cursor": Look(reverse=True),
    "cursor_away": Look(underline=True),
    "selection": Look(reverse=True),
    "highlight": Look(underline=True, bold=True),
    "unread": Look(bold=True),
}
"""Looks that say something without any colour."""
_QUIET = frozenset(role for role, look in LOOKS.items() if look.colour == "quiet")
SOURCES = 6
"""How many colours sources have."""
_FRAME = 6
"""Cells of a border's row that are no title: on either side a corner, a stroke and a blank."""


class Roles(dict[str, Style]):
    """What each role adds to the style of whatever it stands on, made when it is first asked for."""

    def __init__(self, colours: Mapping[str, str], *, plain: bool = False) -> None:
        """``plain``: shades cannot be relied upon, as with sixteen colours or none."""
        super().__init__()
        self._colours = colours
        self._plain = plain

    def __missing__(self, role: str) -> Style:
        look = (_PLAIN.get(role) if self._plain else None) or LOOKS.get(role, Look())
        style = self[role] = Style(
            color=self._colour(look.colour),
            bgcolor=self._colour(look.background),
            bold=look.bold,
            italic=look.italic,
            underline=look.underline,
            reverse=look.reverse,
            strike=look.strike,
        )
        return style

    def _colour(self, name: str) -> RichColor | None:
        return Color.parse(self._colours[name]).rich_color if name else None


_roles: dict[str, Roles] = {}


def roles(widget: Widget) -> Roles:
    """The styles of the roles in the theme of the moment."""
    app = widget.app
    theme, plain = app.theme, app.no_color or app.current_theme.ansi
    key = f"{theme} {plain}"
    if key not in _roles:
        _roles[key] = Roles({**shades(app.current_theme), **app.theme_variables}, plain=plain)
    return _roles[key]


def paint(widget: Widget, line: Line, base: Style | None = None, links: Sequence[str] = ()) -> Strip:
    """``line`` in the colours of ``widget``; ``base`` lies under them, ``links`` are the addresses of its page."""
    base = widget.rich_style if base is None else base
    added = roles(widget)
    return Strip([_segment(piece, base, added, links) for piece in line.pieces], line.cells)


def lit(line: Line) -> Line:
    """``line`` as it stands on the cursor, where what is quiet elsewhere could hardly be read."""
    return Line(
        tuple([piece._replace(role="lit") if piece.role in _QUIET else piece for piece in line.pieces]), line.cells
    )


def _segment(piece: Piece, base: Style, added: Roles, links: Sequence[str]) -> Segment:
    style = base + added[piece.role]
    if piece.mark:
        style += added[piece.mark]
    if 0 <= piece.link < len(links):
        style += link_style(links[piece.link])
    return Segment(piece.text, style)


def link_style(address: str) -> Style:
    """The style that makes a hyperlink (OSC 8), for terminals that know it."""
    return Style(link=quote(address, safe="%/:=&?~#+!$,;'@()*[]"))


def beside(*lines: Line) -> Line:
    """Cells of a row, one next to the other."""
    return Line(tuple([piece for line in lines for piece in line.pieces]), sum([line.cells for line in lines]))


def across(*lines: Line) -> Line:
    """Cells of a row, one after the other from the side where the interface begins."""
    return beside(*(lines[::-1] if choices.from_right() else lines))


def blank(width: int) -> Line:
    """An empty row."""
    return Line((Piece(" " * width, width, "pad"),), width) if width > 0 else Line((), 0)


def phrase(text: str, role: str, direction: Direction = Direction.AUTO) -> Line:
    """``text`` in as many cells as it takes."""
    drawn = visual(text, direction)
    width = cells(drawn)
    return Line((Piece(drawn, width, role),), width)


def centred(text: str, width: int, role: str, direction: Direction) -> tuple[Line, ...]:
    """``text`` wrapped, each row in the middle of ``width`` cells; ``direction`` is LTR or RTL."""
    return _centred(text, width, role, direction, choices.current())


@lru_cache(8)  # each of its rows asks for all of them
def _centred(text: str, width: int, role: str, direction: Direction, options: Options) -> tuple[Line, ...]:
    paragraph = Paragraph(text, direction, options, role=role)
    whole = paragraph.cells <= width - 2  # wrapping is brought when it is needed
    result = []
    for start, end in [(0, len(paragraph.display))] if whole else rows(paragraph, max(2, width - 2)):
        pieces = paragraph.row(start, end)
        taken = sum(piece.cells for piece in pieces)
        left = max(0, width - taken) // 2
        result.append(beside(blank(left), Line(tuple(pieces), taken), blank(width - taken - left)))
    return tuple(result)


def border_title(text: str, width: int, direction: Direction = Direction.AUTO) -> Text:
    """``text`` for the border of a widget ``width`` cells wide, cut at its logical end; never read as markup."""
    room = max(0, width - _FRAME)
    drawn = visual(text, direction)
    return Text(drawn if cells(drawn) <= room else fit(text, room, direction=direction).text)
