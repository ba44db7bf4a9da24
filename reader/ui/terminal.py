"""The last step to the terminal: rows in the order it wants, and the sequences around them."""

from __future__ import annotations

import os
import select
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from reader.terminal import tmux
from reader.terminal.answers import Answers, Keys
from reader.terminal.decide import Order, Terminal, Way
from reader.text import adapt
from reader.text.direction import has_rtl

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.message import Message

AS_SEEN = Terminal("", Order.VISUAL)
"""A terminal that is sent rows as they are seen, and told nothing."""
ORDERS = (Order.VISUAL, Order.KITTY, Order.ROW, Order.SPAN)
"""The orders that a key goes through."""


class OrderFilter(LineFilter):
    """Rearranges every row that a widget has drawn, borders and titles included. Widths never change."""

    def __init__(self, terminal: Terminal) -> None:
        super().__init__()
        self.terminal = terminal
        self.order = terminal.order
        """The order of the moment; a key changes it."""

    @property
    def begin(self) -> str:
        """What makes the terminal show rows in the order of the moment as they are meant; empty: nothing."""
        return self.terminal.begin if self.order is self.terminal.order else self.terminal.end

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The row in the order to send."""
        if self.order in (Order.VISUAL, Order.LOGICAL) or not any(has_rtl(segment.text) for segment in segments):
            return segments
        cells = [(cluster, segment.style) for segment in segments for cluster in adapt.clusters(segment.text)]
        if self.order is Order.KITTY:
            return _joined(adapt.kitty(cells, _face))
        if self.order is Order.ROW:
            return _joined(adapt.row(cells, mirrors=self.terminal.mirrors))
        return _joined(adapt.span(cells, _look))


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


def driver_class(order: OrderFilter, answers: Answers | None) -> type[Driver] | None:
    """A driver that tells the terminal to leave the order alone for as long as the app has the screen.

    ``start_application_mode`` and ``stop_application_mode`` also run around suspending and after a crash, so the shell
    always gets its own terminal back. ``answers`` is what the terminal said before the start, None if it was not asked:
    keys typed meanwhile become the first input, and what it answers too late is no input.
    None: Textual's own driver will do.
    """
    terminal = order.terminal
    late = answers is not None and not answers.primary
    typed = [answers.typed] if answers is not None and answers.typed else []
    if not (terminal.begin or late or typed):
        return None
    try:
        from textual._xterm_parser import XTermParser
        from textual.drivers.linux_driver import LinuxDriver
    except ImportError:  # Windows, whose terminals leave the order alone
        return None

    class BidiDriver(LinuxDriver):
        def start_application_mode(self) -> None:
            # Before Textual's own: VTE stamps the mode on a row when the row is made, and the writer thread is not
            # there yet. Continued in the background the app stops again at once, and must not have said anything.
            if self._file is not None and os.tcgetpgrp(self.fileno) == os.getpgrp():
                send(terminal, order.begin, self._file.write)
                self._file.flush()
            super().start_application_mode()  # type: ignore[no-untyped-call]

        def stop_application_mode(self) -> None:
            send(terminal, terminal.end, self.write)
            super().stop_application_mode()

        def run_input_thread(self) -> None:
            if typed:
                self._take(XTermParser().feed(typed.pop()))
            if late:
                self._run_without_answers()
            else:
                super().run_input_thread()

        def _run_without_answers(self) -> None:
            keys, parser = Keys(), XTermParser()
            decode = getincrementaldecoder("utf-8")(errors="replace").decode
            while not self.exit_event.is_set():
                if select.select([self.fileno], [], [], 0.1)[0]:
                    received = keys.of(decode(os.read(self.fileno, 4096)))
                    self._take(parser.feed(received) if received else ())
                self._take(parser.tick())

        def _take(self, events: Iterable[Message]) -> None:
            for event in events:
                self.process_message(event)

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
