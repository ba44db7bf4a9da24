"""Where the commands print: shaped and ordered on a terminal, logical in a pipe."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import NamedTuple, TextIO

from reader.errors import OutputError
from reader.models import Direction
from reader.terminal.decide import Order, Terminal, for_lines
from reader.text.direction import has_rtl
from reader.text.lines import Line
from reader.text.options import Options
from reader.text.paragraph import Paragraph
from reader.text.row import aligned, fit
from reader.text.wrap import rows

_WIDEST = 400


def _ordered(row: str, order: Order, mirrors: bool) -> str:
    """A row in visual order as a terminal of that kind is sent it."""
    if order not in (Order.KITTY, Order.ROW, Order.SPAN):
        return row
    from reader.text import adapt  # most terminals leave cells where they are

    cells = [(cluster, None) for cluster in adapt.clusters(row)]
    if order is Order.KITTY:
        cells = adapt.kitty(cells, face=id)
    elif order is Order.ROW:
        cells = adapt.row(cells, mirrors=mirrors)
    else:
        cells = adapt.span(cells, look=id)
    return "".join(cluster for cluster, _ in cells)


def standard(stream: TextIO | None) -> TextIO:
    """A standard stream; for one that was closed before the start, one that fails as it would (EBADF)."""
    return stream or open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")


class Column(NamedTuple):
    """A column of a list that a terminal shows."""

    text: str
    width: int
    """Cells; the columns and the blanks between them must fit the terminal."""
    direction: Direction = Direction.AUTO
    align: Direction = Direction.AUTO


class Output:
    """Standard output and standard error, in the direction of the interface.

    The terminal is asked how it wants its rows when the first row with right-to-left text is printed. Whatever prints
    raises OutputError where that cannot be written, and BrokenPipeError where nobody reads it any more.
    """

    def __init__(self, stream: TextIO, errors: TextIO, direction: Direction) -> None:
        self.stream = stream
        self.errors = errors
        self.direction = direction
        self.options = Options()
        """How text is laid out; the configuration says more."""
        self.recognise: Callable[[], Terminal] = lambda: Terminal("", Order.VISUAL)
        """Asks the terminal; called once at the most."""
        self._progress = False

    @cached_property
    def terminal(self) -> Terminal:
        """What the terminal wants of a program that prints rows and leaves."""
        return for_lines(self.recognise())

    @property
    def on_terminal(self) -> bool:
        """Whether a terminal reads what is printed."""
        return self.stream.isatty()

    @property
    def visual(self) -> bool:
        """Whether a terminal reads what is printed, and wants it as it should look."""
        return self.stream.isatty() and self.terminal.order is not Order.LOGICAL

    @property
    def emphatic(self) -> bool:
        """Whether a row may hold sequences that make a part of it bold: where no row is rearranged after that."""
        return self.visual and self.terminal.order is Order.VISUAL

    @property
    def width(self) -> int:
        """The terminal's width in cells, 80 where there is none."""
        import shutil  # the app never asks

        return max(20, min(_WIDEST, shutil.get_terminal_size((80, 24)).columns))

    @property
    def room(self) -> int:
        """The cells of a row that is laid out for the terminal."""
        return self.width - len(self._margin)

    @property
    def _margin(self) -> str:
        """What a terminal that turns whole rows needs before right-to-left text, to take them for left-to-right."""
        return " " if self.stream.isatty() and self.terminal.order is Order.ROW else ""

    def say(self, text: str) -> None:
        """Print a text of the interface: wrapped, and on its side, on a terminal."""
        self._print(self.stream, text)

    def warn(self, text: str) -> None:
        """Print a text of the interface on standard error."""
        self.end_progress()
        self._print(self.errors, text)

    def row(self, columns: Sequence[Column]) -> None:
        """Print a row of a list: fitted columns on a terminal, fields parted by tabs in a pipe."""
        if not self.on_terminal:
            from reader.text.clean import unmarked

            self.raw("\t".join(unmarked(column.text).replace("\t", " ") for column in columns))
            return
        options = self.options._replace(logical=not self.visual)
        cells = [fit(c.text, c.width, direction=c.direction, align=c.align, options=options).text for c in columns]
        mirrored = self.visual and self.direction is Direction.RTL
        self.drawn("  ".join(reversed(cells) if mirrored else cells).rstrip())

    def lines(self, lines: Sequence[Line]) -> None:
        """Print rows that are laid out already."""
        for line in lines:
            self.drawn(line.text)

    def drawn(self, row: str) -> None:
        """Print a row in visual order."""
        self.end_progress()
        self._write(self.stream, self._margin + row)

    def raw(self, text: str) -> None:
        """Print clean text as it is, on a terminal too: what it makes of that is what was asked for."""
        self.end_progress()
        self._put(self.stream, f"{text}\n")

    def bytes(self, data: bytes) -> None:
        """Send ``data`` as it is, which is a file and nothing to be read here."""
        self.end_progress()
        with self._watched(self.stream):
            self.stream.flush()
            self.stream.buffer.write(data)

    def json(self, value: object) -> None:
        """Print a value as JSON; its strings are logical text."""
        self.raw(json.dumps(value, ensure_ascii=False, indent=2))

    def progress(self, text: str) -> None:
        """Show a passing line on standard error, if that is a terminal."""
        if self.errors.isatty():
            line = fit(text, self.width - 1, direction=self.direction, align=self.direction, options=self.options)
            self._put(self.errors, "\r")
            self._write(self.errors, self._set_off(line.text), end="")
            self._flush(self.errors)
            self._progress = True

    def end_progress(self) -> None:
        """Take the passing line away."""
        if self._progress:
            self._put(self.errors, "\r" + " " * (self.width - 1) + "\r")
            self._flush(self.errors)
            self._progress = False

    def _print(self, stream: TextIO, text: str) -> None:
        from reader.text.clean import clean_text, unmarked  # the app prints nothing

        for line in clean_text(text).split("\n"):
            logical = not stream.isatty() or (has_rtl(line) and self.terminal.order is Order.LOGICAL)
            for row in [unmarked(line)] if logical else self._wrapped(line):
                self._write(stream, row if logical else self._set_off(row))

    def _set_off(self, row: str) -> str:
        """``row`` with the margin, if a terminal could take it for right-to-left."""
        return self._margin + row if has_rtl(row) and not (row[0].isalpha() and not has_rtl(row[0])) else row

    def _write(self, stream: TextIO, row: str, end: str = "\n") -> None:
        """Write a row and its end in the order that the terminal wants, telling it to leave that alone."""
        if stream.isatty() and has_rtl(row):
            row = _ordered(row, self.terminal.order, self.terminal.mirrors)
            # By itself, so that whatever ends or stops the program ends it with the terminal in its own ways.
            self._put(stream, f"{self.terminal.begin}{row}{end}{self.terminal.end}")
        else:
            self._put(stream, f"{row}{end}")

    def sent(self, row: str, order: Order) -> None:
        """Print a row in visual order as a terminal of that kind is sent it, whatever this terminal is."""
        row = _ordered(row, order, self.terminal.mirrors)
        self._put(self.stream, f"{self.terminal.begin}{row}\n{self.terminal.end}")

    def finish(self) -> None:
        """Send what is still held back, as an interpreter that ends would. Raises as printing does."""
        self._flush(self.stream)

    def _put(self, stream: TextIO, text: str) -> None:
        with self._watched(stream):
            stream.write(text)

    def flush(self) -> None:
        """Send what was printed."""
        self._flush(self.stream)

    def _flush(self, stream: TextIO) -> None:
        with self._watched(stream):
            stream.flush()

    @contextmanager
    def _watched(self, stream: TextIO) -> Iterator[None]:
        """Once ``stream`` takes nothing, what it is sent is dropped, so that the interpreter can end without a word.

        What standard error does not take stops nothing, for nobody is left to be told.
        """
        try:
            yield
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            if stream is self.errors:
                return
            if isinstance(error, BrokenPipeError):
                raise
            raise OutputError("error.output", detail=error.strerror or error) from error

    def _wrapped(self, line: str) -> list[str]:
        indent = len(line) - len(line.lstrip(" "))
        paragraph = Paragraph(line.strip(" "), self.direction, self.options)
        width = self.width - 1 - indent
        found = [
            aligned(paragraph.row(*span), width, self.direction, self.direction).text for span in rows(paragraph, width)
        ]
        if self.direction is Direction.RTL:
            return [row + " " * indent for row in found]
        return [(" " * indent + row).rstrip() for row in found]
