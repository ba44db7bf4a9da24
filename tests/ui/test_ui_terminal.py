"""What the terminal is sent: the order of rows, and the sequences around them."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from reader.terminal.decide import Order, Terminal
from reader.ui.terminal import OrderFilter

BOLD = Style(bold=True)
VISUAL = [Segment(" ﻢﻜﻴﻠﻋ ", None), Segment("ﻡﻼﺴﻟﺍ ", BOLD), Segment("abc (1) ", None)]


@pytest.mark.parametrize("order", [Order.VISUAL, Order.KITTY, Order.ROW, Order.SPAN])
def test_no_order_changes_a_width(order: Order) -> None:
    """Whatever the order, a row keeps its cells."""
    sent = OrderFilter(Terminal("", order)).apply(VISUAL, Color(0, 0, 0))
    assert sum(segment.cell_length for segment in sent) == sum(segment.cell_length for segment in VISUAL)


def test_styles_stay_with_their_letters() -> None:
    """A letter that is moved takes its style along."""
    sent = OrderFilter(Terminal("", Order.ROW)).apply(VISUAL, Color(0, 0, 0))
    bold = "".join(segment.text for segment in sent if segment.style == BOLD)
    assert bold.strip("\u2800 ") == "ﺍﻟﺴﻼﻡ"


def test_what_looks_alike_is_one_stretch() -> None:
    """Two links side by side look alike, so a terminal that turns stretches of one look turns them as one."""
    links = [Style(underline=True, link=f"https://example.org/{number}") for number in range(2)]
    sent = OrderFilter(Terminal("", Order.SPAN)).apply(
        [Segment("ﺏﺍ", links[1]), Segment("ﺪﺟ", links[0])], Color(0, 0, 0)
    )
    assert [(segment.text, segment.style) for segment in sent] == [("ﺟﺪ", links[0]), ("ﺍﺏ", links[1])]


def test_rows_without_rtl_text_are_left_alone() -> None:
    """A row of Latin text is the same in every order."""
    row = [Segment("plain (text)", None)]
    assert OrderFilter(Terminal("", Order.ROW)).apply(row, Color(0, 0, 0)) == row
