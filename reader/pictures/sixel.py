"""Pictures as sixels (DEC STD 070, chapter 9), a row of the terminal each, so that they scroll as text does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_COLOURS = 256
_BAND = 6
"""Pixels that one character draws, one below the other."""
_FIRST = 63
"""The character for no pixel at all, ``?``; the upmost pixel is the lowest bit above it."""
_DRAWN = bytes((value + _FIRST) % 256 for value in range(256))
_RUN = re.compile(rb"(.)\1{3,}", re.DOTALL)
_ONLY = tuple(bytes(int(value == colour) for value in range(256)) for colour in range(_COLOURS))
"""For each colour what makes 1 of it and 0 of every other."""


def rows(image: Image.Image, cell_height: int) -> list[str]:
    """The sixels of each stretch of ``cell_height`` pixels; one ends where the row does, and leaves no cell after it.

    What is not drawn stays as it is (P2 = 1), so that the last row need not be full.
    """
    from PIL import Image

    flat = image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette, pixels, width = flat.getpalette("RGB") or [], flat.tobytes(), flat.width
    lines = [pixels[begin : begin + width] for begin in range(0, len(pixels), width)]
    return [
        _sixels(lines[top : top + cell_height], width, palette) for top in range(0, flat.height, max(1, cell_height))
    ]


def _sixels(lines: list[bytes], width: int, palette: list[int]) -> str:
    used = sorted(set().union(*lines))
    colours = "".join(f"#{colour};2;{_percent(palette, colour)}" for colour in used)
    bands = b"-".join(_band(lines[top : top + _BAND], width) for top in range(0, len(lines), _BAND))
    return f'\x1bP0;1;0q"1;1;{width};{len(lines)}{colours}{bands.decode("ascii")}\x1b\\'


def _percent(palette: list[int], colour: int) -> str:
    return ";".join(str(round(part * 100 / 255)) for part in palette[3 * colour : 3 * colour + 3])


def _band(lines: list[bytes], width: int) -> bytes:
    """Six pixels' height: each colour is laid over the band from its left edge (``$``)."""
    drawn = []
    for colour in set().union(*lines):
        bits = 0
        for number, line in enumerate(lines):
            if colour in line:
                bits |= int.from_bytes(line.translate(_ONLY[colour])) << number
        sixels = bits.to_bytes(width).translate(_DRAWN).rstrip(b"?")
        drawn.append(b"#%d%b" % (colour, _RUN.sub(_repeated, sixels)))
    return b"$".join(drawn)


def _repeated(run: re.Match[bytes]) -> bytes:
    return b"!%d%b" % (len(run[0]), run[1])
