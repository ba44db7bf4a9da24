"""The last step to the terminal: rows in the order it wants, and the sequences around them."""

from __future__ import annotations

import errno
import os
import select
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any, cast

from rich.segment import Segment
from rich.style import Style
from textual import constants
from textual.color import Color
from textual.filter import LineFilter

from reader.terminal.answers import Answers, Keys
from reader.terminal.decide import Order, Terminal, Way
from reader.text.direction import has_rtl
from reader.ui.layouts import joined

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.message import Message

AS_SEEN = Terminal("", Order.VISUAL)
"""A terminal that is sent rows as they are seen, and told nothing."""


_AS_DRAWN = (Order.VISUAL, Order.LOGICAL)
"""The orders that layout itself makes."""


class OrderFilter(LineFilter):
    """Rearranges every row that a widget has drawn, borders and titles included. Widths never change."""

    def __init__(self, terminal: Terminal) -> None:
        super().__init__()
        self.terminal = terminal
        self.order = terminal.order
        """The order of the moment; a key changes it."""
        self.samples = False
        """Some rows show what another order looks like (:func:`sample_style`)."""

    @property
    def idle(self) -> bool:
        """Every row is sent as it is."""
        return self.order in _AS_DRAWN and not self.samples

    @property
    def begin(self) -> str:
        """What makes the terminal show rows in the order of the moment as they are meant; empty: nothing."""
        return self.terminal.begin if self.order is self.terminal.order else self.terminal.end

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The row in the order to send."""
        if not any(has_rtl(segment.text) for segment in segments):
            return segments
        order = (_sample(segments) or self.order) if self.samples else self.order
        if order in _AS_DRAWN:
            return segments
        from reader.text import adapt  # most terminals leave cells where they are

        cells = [(cluster, segment.style) for segment in segments for cluster in adapt.clusters(segment.text)]
        if order is Order.KITTY:
            return _joined(adapt.kitty(cells, _face))
        if order is Order.ROW:
            return _joined(adapt.row(cells, mirrors=self.terminal.mirrors))
        return _joined(adapt.span(cells, _look))


def sample_style(order: Order) -> Style:
    """What makes a row a sample of ``order``, whatever the order of the moment."""
    return Style(meta={"order": str(order)})


def _sample(segments: list[Segment]) -> Order | None:
    styles = [segment.style for segment in segments if segment.style is not None]
    return next((Order(style.meta["order"]) for style in styles if "order" in style.meta), None)


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


class _Lasting:
    """A terminal to write to that may go away: what nobody can see any more is not an error.

    Textual's thread would end with the first one, and whoever then writes would wait for it for ever.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, text: str) -> None:
        with self._dropping():
            self._file.write(text)

    def flush(self) -> None:
        with self._dropping():
            self._file.flush()

    @contextmanager
    def _dropping(self) -> Iterator[None]:
        """Drop what the terminal does not take; once it has gone, what is held back too, or Python exits with 120."""
        with suppress(OSError, ValueError):
            try:
                yield
            except OSError as error:
                if error.errno == errno.EIO:
                    os.dup2(os.open(os.devnull, os.O_WRONLY), self._file.fileno())


def driver_class(order: OrderFilter, answers: Answers | None) -> type[Driver] | None:
    """A driver that tells the terminal to leave the order alone for as long as the app has the screen.

    ``start_application_mode`` and ``stop_application_mode`` also run around suspending and after a crash, so the shell
    always gets its own terminal back. ``answers`` is what the terminal said before the start, None if it was not asked:
    keys typed meanwhile become the first input, and what it answers too late is no input. When the terminal goes away,
    so does the app. None: Textual's own driver will do.
    """
    terminal = order.terminal
    late = answers is not None and not answers.primary
    typed = answers.typed if answers is not None else ""
    try:
        from textual.drivers.linux_driver import LinuxDriver

        from reader.ui.kitty_keys import ASK, BaseLayoutParser
    except ImportError:  # Windows, whose terminals leave the order alone
        return None

    class BidiDriver(LinuxDriver):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._lasting = _Lasting(cast(IO[str], self._file))
            self._file = cast(Any, self._lasting)
            self._typed = typed

        def start_application_mode(self) -> None:
            # Before Textual's own: VTE stamps the mode on a row when the row is made, and the writer thread is not
            # there yet. Continued in the background the app stops again at once, and must not have said anything.
            if _in_foreground(self.fileno):
                send(terminal, order.begin, self._lasting.write)
                self._lasting.flush()
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if not constants.DISABLE_KITTY_KEY:
                self.write(ASK)

        def stop_application_mode(self) -> None:
            send(terminal, terminal.end, self.write)
            super().stop_application_mode()

        def _sigcont_application(self, *_: object) -> None:
            # A terminal that closes says SIGHUP and SIGCONT: only who was stopped may be started anew.
            if self._must_signal_resume:
                super()._sigcont_application()

        def run_input_thread(self) -> None:
            keys, parser = Keys(), BaseLayoutParser()
            decode = getincrementaldecoder("utf-8")(errors="replace").decode
            received, self._typed = self._typed, ""
            while not self.exit_event.is_set():
                self._take(parser.feed(received) if received else ())
                self._take(parser.tick())
                received = ""
                if select.select([self.fileno], [], [], 0.1)[0]:
                    data = _read(self.fileno)
                    if not data:
                        self._loop.call_soon_threadsafe(self._app.exit)
                        return
                    received = joined(keys.of(decode(data)) if late else decode(data))

        def _take(self, events: Iterable[Message]) -> None:
            for event in events:
                self.process_message(event)

    return BidiDriver


def _in_foreground(fileno: int) -> bool:
    """Whether this process may speak to the terminal; one that is nobody's terminal stops nobody."""
    try:
        return os.tcgetpgrp(fileno) == os.getpgrp()
    except OSError:
        return True


def _read(fileno: int) -> bytes:
    """What the terminal sent; nothing: it is gone (Linux says EIO, others give an empty read)."""
    try:
        return os.read(fileno, 4096)
    except OSError:
        return b""


def send(terminal: Terminal, sequence: str, write: Callable[[str], object]) -> None:
    """Send ``sequence`` the way that reaches the terminal."""
    if not sequence:
        return
    if terminal.way is not Way.CLIENT:
        write(sequence)
        return
    from reader.terminal import tmux  # which few terminals are spoken to around

    with suppress(OSError), open(terminal.client_tty, "w", encoding="ascii") as client:
        client.write(sequence)
    tmux.refresh()
