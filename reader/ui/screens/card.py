"""The terminal card: which row reads right? Asked where the terminal was not recognised, and by a key at any time."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from reader.i18n.catalogue import Catalogue
from reader.models import Direction
from reader.terminal.card import ORDERS, SENTENCE
from reader.terminal.decide import Order
from reader.text import page, row
from reader.text.blocks import Block, Kind, Role, Span
from reader.text.cells import cells
from reader.text.lines import Line
from reader.text.options import Options
from reader.ui.choices import prepare
from reader.ui.paint import blank, paint, phrase
from reader.ui.terminal import sample_style

_INDENT = 4
_WIDTH = 76


class CardRows(Widget):
    """The question, and a numbered row for each order.

    A number stands on a row of its own: some terminals would move it. Nothing else stands on a sample's row, since
    they turn the row as a whole.
    """

    ALLOW_SELECT = False

    def __init__(self, catalogue: Catalogue, unknown: bool) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._unknown = unknown
        self._rows: list[tuple[Line, Order | None]] = []

    def rows(self, width: int, height: int) -> list[tuple[Line, Order | None]]:
        """The card's rows, and for a sample its order; where the height asks for it, without the blank ones.

        What explains comes last: in a very low terminal the samples matter more.
        """
        width = max(8, min(_WIDTH, width - 2))
        rows = self._wrapped(Kind.HEADING, self._catalogue.text("card.title"), width)
        for number, order in enumerate(ORDERS, 1):
            rows += [(phrase(str(number), "key"), None), (_sample(), order), (blank(width), None)]
        rows += self._wrapped(Kind.META, self._catalogue.text("card.keys"), width)
        about = [self._catalogue.text(key) for key in ("card.unknown", "card.text")]
        rows += self._wrapped(Kind.PARAGRAPH, " ".join(about if self._unknown else about[1:]), width)
        return rows if len(rows) <= height else [row for row in rows if row[0].text.strip()]

    def _wrapped(self, kind: Kind, text: str, width: int) -> list[tuple[Line, Order | None]]:
        block = Block(kind, text, direction=self._catalogue.direction)
        return [*((line, None) for line in prepare((block,)).lines(width)), (blank(width), None)]

    def on_resize(self) -> None:
        """Lay out for the size there is."""
        self._rows = self.rows(*self.size)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row."""
        if y >= len(self._rows):
            return Strip.blank(self.size.width, self.rich_style)
        line, order = self._rows[y]
        base = self.rich_style + sample_style(order) if order is not None else Style.null() + self.rich_style
        indent = blank(_INDENT if order is not None else 1)
        strip = Strip.join((paint(self, indent, base), paint(self, line, base)))
        return strip.extend_cell_length(self.size.width, base)


def _sample() -> Line:
    """The sentence in two styles: some terminals turn each stretch of one style by itself."""
    spans = (Span(SENTENCE.index("("), SENTENCE.index(")") + 1, Role.STRONG),)
    block = Block(Kind.HEADING, SENTENCE, spans, direction=Direction.RTL)
    options = Options()  # not the reader's: logical order would be none of these
    width = cells(row.visual(SENTENCE, Direction.RTL, options))
    return page.prepare((block,), options=options).lines(width)[0]


class CardScreen(Screen[Order | None]):
    """Gives the order that reads right; None: nobody said."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *((str(number), f"choose({number})", "") for number in range(1, len(ORDERS) + 1)),
        ("escape,q", "skip", ""),
    ]

    def __init__(self, catalogue: Catalogue, unknown: bool) -> None:
        super().__init__()
        self._card = CardRows(catalogue, unknown)

    def compose(self) -> ComposeResult:
        """The card alone."""
        yield self._card

    def action_choose(self, number: int) -> None:
        """Row ``number`` reads right."""
        self.dismiss(ORDERS[number - 1])

    def action_skip(self) -> None:
        """None does, or nobody can tell."""
        self.dismiss(None)
