"""Pictures of half blocks: two pixels a cell, in any terminal that has colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

    from reader.pictures.scale import Colour

UPPER = "▀"
"""The upper pixel of a cell in the foreground; the lower one is its background."""


def rows(image: Image.Image) -> list[list[tuple[Colour, Colour]]]:
    """The upper and the lower colour of every cell, row by row; ``image`` has a pixel a column and two a row."""
    data, line = image.tobytes(), 3 * image.width
    pixels = [
        [(data[at], data[at + 1], data[at + 2]) for at in range(begin, begin + line, 3)]
        for begin in range(0, len(data), line)
    ]
    return [list(zip(upper, lower, strict=True)) for upper, lower in zip(pixels[::2], pixels[1::2], strict=True)]
