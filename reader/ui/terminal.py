"""The last step to the terminal: rows in the order it wants, and the sequences around them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from reader.terminal import tmux
from reader.terminal.decide import Order, Terminal, Way
from reader.text import adapt
from reader.text.direction import has_rtl

if TYPE_CHECKING:
    from textual.driver import Driver

AS_SEEN = Terminal("", Order.VISUAL)
"""A terminal that is sent rows as they are seen, and told nothing."""
ORDERS = (Order.VISUAL, Order.KITTY, Order.ROW, Order.SPAN)
"""The orders that a key goes through."""


class OrderFilter(LineFilter):
    """Rearranges every row that a widget has drawn, borders and titles included. Widths never change."""

    def __init__(self, order: Order) -> None:
        super().__init__()
        self.order = order

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The row in the order to send."""
        if self.order is Order.VISUAL or not any(has_rtl(segment.text) for segment in segments):
            return segments
        cells = [(cluster, segment.style) for segment in segments for cluster in adapt.clusters(segment.text)]
        if self.order is Order.KITTY:
            return _joined(adapt.kitty(cells, _face))
        return _joined(adapt.row(cells) if self.order is Order.ROW else adapt.span(cells, _look))


def _face(style: Style | None) -> tuple[bool, bool]:
    return (bool(style and style.bold), bool(style and style.italic))


def _look(style: Style | None) -> Style | None:
    return style.clear_meta_and_links() if style else None


def _joined(cells: list[tuple[str, Style | None]]) -> list[Segment]:
    result: list[Segment] = []
    for cluster, style in cells:
        if result and result[-1].style == style:
            result[-1] = Segment(result[-1].text + cluster, style)
        else:
            result.append(Segment(cluster, style))
    return result


def driver_class(terminal: Terminal) -> type[Driver] | None:
    """A driver that tells ``terminal`` to leave the order alone for as long as the app has the screen.

    ``start_application_mode`` and ``stop_application_mode`` also run around suspending and after a crash, so the shell
    always gets its own terminal back. None: Textual's own driver will do.
    """
    if not terminal.begin:
        return None
    try:
        from textual.drivers.linux_driver import LinuxDriver
    except ImportError:  # Windows, whose terminals leave the order alone
        return None

    class BidiDriver(LinuxDriver):
        def start_application_mode(self) -> None:
            # Before Textual's own: VTE stamps the mode on a row when the row is made, and the writer thread is not
            # there yet.
            if self._file is not None:
                send(terminal, terminal.begin, self._file.write)
                self._file.flush()
            super().start_application_mode()  # type: ignore[no-untyped-call]

        def stop_application_mode(self) -> None:
            send(terminal, terminal.end, self.write)
            super().stop_application_mode()

    return BidiDriver


def send(terminal: Terminal, sequence: str, write: Callable[[str], object]) -> None:
    """Send ``sequence`` the way that reaches the terminal."""
    if not sequence:
        return
    if terminal.way is not Way.CLIENT:
        write(sequence)
        return
    with suppress(OSError), open(terminal.client_tty, "w", encoding="ascii") as client:
        client.write(sequence)
    tmux.refresh()
