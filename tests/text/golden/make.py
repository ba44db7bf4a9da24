"""Make the golden rows with FriBidi, an implementation of UAX #9 and of Arabic joining that shares no code with ours.

Run by hand, with libfribidi installed: ``python tests/text/golden/make.py``. It writes ``40.txt``, ``60.txt`` and
``80.txt`` beside the sample. Only where rows end and what is isolated is ours; the rest is FriBidi's: the paragraph's
direction, levels, joining, shapes, mirroring and the order of each row. What is evened out:

* Marks and formatting characters are left out, as on the screen.
* FriBidi leaves hamza nominal and puts U+FEFF after a lam-alef; ours are U+FE80 and nothing.
"""

from __future__ import annotations

import ctypes
import unicodedata
from pathlib import Path
from typing import Any

from reader.models import Direction
from reader.text import isolate
from reader.text.options import Options
from reader.text.paragraph import Paragraph
from reader.text.wrap import rows

HERE = Path(__file__).parent
WIDTHS = (40, 60, 80)
_LRI, _PDI = "\u2066", "\u2069"
_AUTO = 0x40  # FRIBIDI_PAR_ON
_FLAGS = 0x00000001 | 0x00000002 | 0x00000100 | 0x00000200  # mirror, reorder NSM, Arabic presentation forms, ligatures

_Points = ctypes.Array[ctypes.c_uint32]


def _library() -> Any:
    return ctypes.CDLL("libfribidi.so.0")


class Shaped:
    """A paragraph as FriBidi has it: levels and shapes found once, then any row of it."""

    def __init__(self, text: str) -> None:
        self._fribidi = _library()
        self._size = len(text)
        points = (ctypes.c_uint32 * self._size)(*map(ord, text))
        self._types = (ctypes.c_uint32 * self._size)()
        brackets = (ctypes.c_uint32 * self._size)()
        self._levels = (ctypes.c_int8 * self._size)()
        self._base = ctypes.c_uint32(_AUTO)
        self._fribidi.fribidi_get_bidi_types(points, self._size, self._types)
        self._fribidi.fribidi_get_bracket_types(points, self._size, self._types, brackets)
        self._fribidi.fribidi_get_par_embedding_levels_ex(
            self._types, brackets, self._size, ctypes.byref(self._base), self._levels
        )
        joining = (ctypes.c_uint8 * self._size)()
        self._fribidi.fribidi_get_joining_types(points, self._size, joining)
        self._fribidi.fribidi_join_arabic(self._types, self._size, self._levels, joining)
        self._fribidi.fribidi_shape(_FLAGS, self._levels, self._size, joining, points)
        self._points = points

    @property
    def rtl(self) -> bool:
        """Whether the paragraph runs right-to-left."""
        return bool(self._base.value & 1)

    def row(self, start: int, end: int) -> str:
        """Code points ``start`` to ``end`` in visual order."""
        points = (ctypes.c_uint32 * self._size)(*self._points)
        levels = (ctypes.c_int8 * self._size)(*self._levels)
        self._fribidi.fribidi_reorder_line(_FLAGS, self._types, end - start, start, self._base, levels, points, None)
        return "".join(map(chr, points[start:end]))


def with_isolates(text: str) -> tuple[str, list[int]]:
    """``text`` with LRI and PDI around what is isolated, and where each of its characters went."""
    parts: list[str] = []
    places: list[int] = []
    marks = {start: _LRI for start, _ in isolate.ranges(text)}
    ends = {end for _, end in isolate.ranges(text)}
    at = 0
    for index, char in enumerate([*text, ""]):
        for mark in (_PDI if index in ends else "", marks.get(index, "")):
            parts.append(mark)
            at += len(mark)
        parts.append(char)
        places.append(at)
        at += 1
    return "".join(parts), places


def evened(row: str) -> str:
    """``row`` without what takes no cell, hamza shaped."""
    kept = (char for char in row if unicodedata.category(char) not in ("Mn", "Cf"))
    return "".join(kept).replace("\u0621", "\ufe80")


def golden(text: str, width: int) -> list[str]:
    """The rows of one paragraph."""
    if not text:
        return [" " * width]
    plain = Shaped(text)
    direction = Direction.RTL if plain.rtl else Direction.LTR
    marked, places = with_isolates(text) if plain.rtl else (text, list(range(len(text) + 1)))
    shaped = Shaped(marked)
    paragraph = Paragraph(text, direction, Options())
    result = []
    for first, last in rows(paragraph, width):
        start, end = places[paragraph.code_point(first)], places[paragraph.code_point(last)]
        row = evened(shaped.row(start, end).strip(" "))
        result.append(row.rjust(width) if plain.rtl else row.ljust(width))
    return result


def main() -> None:
    """Write the golden files."""
    sample = (HERE / "sample.txt").read_text(encoding="utf-8").removesuffix("\n")
    for width in WIDTHS:
        lines = [row for paragraph in sample.split("\n") for row in golden(paragraph, width)]
        (HERE / f"{width}.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
