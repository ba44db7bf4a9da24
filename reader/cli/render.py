"""``qari render``: any text, laid out as the article pane lays it out."""

from __future__ import annotations

from collections.abc import Iterator

from reader.cli import input
from reader.cli.house import House
from reader.models import Direction
from reader.text.bidi import LONGEST
from reader.text.clean import clean_text, unmarked
from reader.text.direction import resolve
from reader.text.options import Justify
from reader.text.paragraph import Paragraph
from reader.text.row import placed
from reader.text.wrap import rows


def run(house: House) -> int:
    """Print the rows of a file or of standard input; each line of the input is a paragraph."""
    options = house.options
    data = input.read(options.file, house.words.text("cli.standard_input"))
    text = clean_text(data.decode("utf-8-sig", "replace").expandtabs(8).removesuffix("\n"))
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
