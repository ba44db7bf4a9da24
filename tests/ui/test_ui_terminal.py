"""What the terminal is sent: the order of rows, and the sequences around them."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from ui_samples import Shown, fill, showing

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


def test_logical_rows_are_left_alone() -> None:
    """A terminal that orders rows by itself is sent them as they are."""
    assert OrderFilter(Terminal("", Order.LOGICAL)).apply(VISUAL, Color(0, 0, 0)) == VISUAL


def test_rows_without_rtl_text_are_left_alone() -> None:
    """A row of Latin text is the same in every order."""
    row = [Segment("plain (text)", None)]
    assert OrderFilter(Terminal("", Order.ROW)).apply(row, Color(0, 0, 0)) == row


async def test_the_key_goes_through_the_orders(tmp_path: Path) -> None:
    """D sends every row in the next order, and comes round to the order as seen."""
    async with showing(fill(tmp_path / "qari.db", 1)) as shown:
        sent = [_headline(shown)]
        for _ in range(3):
            await shown.press("D")
            sent.append(_headline(shown))
        await shown.press("D", "D")
        seen, kitty, row, span, again = *sent, _headline(shown)
        assert "ﺔﻣﻮﻜﺤﻟﺍ ﺕﺭﺮﻗ" in seen
        assert "ﺍﻟﺤﻜﻮﻣﺔ ﻗﺮﺭﺕ" in kitty
        assert "ﻗﺮﺭﺕ ﺍﻟﺤﻜﻮﻣﺔ" in row
        assert "ﻗﺮﺭﺕ ﺍﻟﺤﻜﻮﻣﺔ" in span
        assert again == seen


def _headline(shown: Shown) -> str:
    return next(strip.text for strip in shown.screen_rows() if "ﻣﺔ" in strip.text or "ﺔﻣ" in strip.text)


async def test_nothing_shines_through_where_rows_are_turned(tmp_path: Path) -> None:
    """A terminal would turn what is left of the rows below together with those of the dialog."""
    async with showing(fill(tmp_path / "qari.db", 1)) as shown:
        await shown.press("question_mark")
        assert "Feeds" in shown.text().split("\n")[0]
        await shown.press("escape", "D", "question_mark")
        assert "Feeds" not in shown.text().split("\n")[0]
