"""A kept picture made as large as the place it is shown in."""

from __future__ import annotations

import io
from typing import NamedTuple

from PIL import Image

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""


class Cell(NamedTuple):
    """A terminal's cell, in pixels."""

    width: int
    height: int


USUAL = Cell(10, 20)
"""A cell of a terminal that does not tell: twice as high as wide."""


def extent(width: int, height: int, cell: Cell = USUAL) -> tuple[float, float]:
    """How many columns and rows a picture of that many pixels fills in its own size."""
    return width / cell.width, height / cell.height


def scaled(data: bytes, width: int, height: int, ground: Colour) -> Image.Image:
    """The picture in RGB, ``width`` by ``height`` pixels, ``ground`` showing through where it is transparent.

    Raises OSError when ``data`` is no picture.
    """
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as opened:
        image = opened.convert("RGBA") if opened.has_transparency_data else opened.convert("RGB")
    image = image.resize((max(1, width), max(1, height)), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if image.mode == "RGB":
        return image
    under = Image.new("RGBA", image.size, (*ground, 255))
    under.alpha_composite(image)
    return under.convert("RGB")
