"""``qari render``: any text, laid out as the article pane lays it out."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from reader.cli.house import House
from reader.errors import QariError
from reader.models import Direction
from reader.text.bidi import LONGEST
from reader.text.clean import clean_text, unmarked
from reader.text.direction import resolve
from reader.text.options import Justify
from reader.text.paragraph import Paragraph
from reader.text.row import placed
from reader.text.wrap import rows

_LARGEST_MEGABYTES = 50
_MEGABYTE = 1_000_000


def run(house: House) -> int:
    """Print the rows of a file or of standard input; each line of the input is a paragraph."""
    options = house.options
    text = clean_text(_read(options.file, house.words.text("cli.standard_input")).expandtabs(8).removesuffix("\n"))
    visual = options.mode == "visual" if options.mode else house.output.visual
    width = options.width or (house.output.room if house.output.visual else 80)
    stretch = house.output.options.justify is Justify.KASHIDA
    around = Direction.AUTO
    for line in _paragraphs(text):
        direction = resolve(line, declared=Direction(options.dir), fallback=around)
        around = direction if line.strip() else around
        paragraph = Paragraph(line.rstrip(" "), direction, house.output.options)
        if visual:
            house.output.lines(placed(paragraph, rows(paragraph, width), width, stretch=stretch))
            continue
        for start, end in rows(paragraph, width):
            house.output.raw(unmarked(line[paragraph.code_point(start) : paragraph.code_point(end)]).rstrip(" "))
    return 0


def _paragraphs(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        for start in range(0, max(1, len(line)), LONGEST):
            yield line[start : start + LONGEST]


def _read(file: Path | None, standard_input: str) -> str:
    """The text, as UTF-8; bytes that are none become U+FFFD. Raises QariError, which may name ``standard_input``."""
    limit = _LARGEST_MEGABYTES * _MEGABYTE
    file = None if str(file) == "-" else file
    try:
        if file is not None:
            with file.open("rb") as opened:
                data = opened.read(limit + 1)
        elif sys.stdin is not None:
            data = sys.stdin.buffer.read(limit + 1)
        else:  # it was closed before the start
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    except FileNotFoundError as error:
        raise QariError("error.file_missing", file=file) from error
    except OSError as error:
        raise QariError("error.file_unreadable", file=file or standard_input, detail=error.strerror or error) from error
    if len(data) > limit:
        raise QariError("error.file_too_large", file=file or standard_input, limit=_LARGEST_MEGABYTES)
    return data.decode("utf-8-sig", "replace")
