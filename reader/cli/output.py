"""Where the commands print: shaped and ordered on a terminal, logical in a pipe."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from reader.models import Direction
from reader.text.clean import clean_text, unmarked
from reader.text.lines import Line
from reader.text.options import Options
from reader.text.paragraph import Paragraph
from reader.text.row import aligned, fit
from reader.text.wrap import rows

_WIDEST = 400


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list that a terminal shows."""

    text: str
    width: int
    """Cells; the columns and the blanks between them must fit the terminal."""
    direction: Direction = Direction.AUTO
    align: Direction = Direction.AUTO


class Output:
    """Standard output and standard error, in the direction of the interface."""

    def __init__(self, stream: TextIO, errors: TextIO, direction: Direction) -> None:
        self.stream = stream
        self.errors = errors
        self.direction = direction
        self._progress = False

    @property
    def visual(self) -> bool:
        """Whether a terminal reads what is printed."""
        return self.stream.isatty()

    @property
    def width(self) -> int:
        """The terminal's width in cells, 80 where there is none."""
        return max(20, min(_WIDEST, shutil.get_terminal_size((80, 24)).columns))

    def say(self, text: str) -> None:
        """Print a text of the interface: wrapped, and on its side, on a terminal."""
        self._print(self.stream, text)

    def warn(self, text: str) -> None:
        """Print a text of the interface on standard error."""
        self.end_progress()
        self._print(self.errors, text)

    def row(self, columns: Sequence[Column]) -> None:
        """Print a row of a list: fitted columns on a terminal, fields parted by tabs in a pipe."""
        if not self.visual:
            self.raw("\t".join(unmarked(column.text).replace("\t", " ") for column in columns))
            return
        cells = [fit(c.text, c.width, direction=c.direction, align=c.align).text for c in columns]
        self.raw("  ".join(reversed(cells) if self.direction is Direction.RTL else cells).rstrip())

    def lines(self, lines: Sequence[Line]) -> None:
        """Print rows that are laid out already."""
        for line in lines:
            self.raw(line.text)

    def raw(self, text: str) -> None:
        """Print one line of clean text as it is."""
        self.end_progress()
        self.stream.write(f"{text}\n")

    def json(self, value: object) -> None:
        """Print a value as JSON; its strings are logical text."""
        self.raw(json.dumps(value, ensure_ascii=False, indent=2))

    def progress(self, text: str) -> None:
        """Show a passing line on standard error, if that is a terminal."""
        if self.errors.isatty():
            self.errors.write("\r" + fit(text, self.width - 1, direction=self.direction, align=self.direction).text)
            self.errors.flush()
            self._progress = True

    def end_progress(self) -> None:
        """Take the passing line away."""
        if self._progress:
            self.errors.write("\r" + " " * (self.width - 1) + "\r")
            self.errors.flush()
            self._progress = False

    def _print(self, stream: TextIO, text: str) -> None:
        for line in clean_text(text).split("\n"):
            stream.write(
                "".join(f"{row}\n" for row in self._wrapped(line)) if stream.isatty() else f"{unmarked(line)}\n"
            )

    def _wrapped(self, line: str) -> list[str]:
        indent = len(line) - len(line.lstrip(" "))
        paragraph = Paragraph(line.strip(" "), self.direction, Options())
        width = self.width - 1 - indent
        found = [
            aligned(paragraph.row(*span), width, self.direction, self.direction).text for span in rows(paragraph, width)
        ]
        if self.direction is Direction.RTL:
            return [row + " " * indent for row in found]
        return [(" " * indent + row).rstrip() for row in found]
