"""Pictures in kitty's graphics protocol, by Unicode placeholders: cells of text that stand for parts of a picture.

The picture is sent once, by number; then text that scrolls, wraps and is drawn over shows it
(https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders).
"""

from __future__ import annotations

import io
from base64 import b64encode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_PLACEHOLDER = "\U0010eeee"
_CHUNK = 4096
_RANGES = (
    "305 30d-30e 310 312 33d-33f 346 34a-34c 350-352 357 35b 363-36f 483-487 592-595 597-599 59c-5a1 5a8-5a9 5ab-5ac "
    "5af 5c4 610-617 657-65b 65d-65e 6d6-6dc 6df-6e2 6e4 6e7-6e8 6eb-6ec 730 732-733 735-736 73a 73d 73f-741 743 745 "
    "747 749-74a 7eb-7f1 7f3 816-819 81b-823 825-827 829-82c"
)
"""The marks that count, in their order: the first 128 of kitty's ``rowcolumn-diacritics.txt``."""


def _counted(ranges: str) -> tuple[str, ...]:
    ends = [[int(end, 16) for end in stretch.split("-")] for stretch in ranges.split()]
    return tuple(chr(code) for stretch in ends for code in range(stretch[0], stretch[-1] + 1))


_NUMBERS = _counted(_RANGES)
MOST = len(_NUMBERS)
"""The most columns, and rows, that a picture may have."""
FIRST, LAST = 16, 255
"""Numbers of pictures. They are told by the colour of the cells, one of 256, which every multiplexer lets through."""


def send(image: Image.Image, number: int, columns: int, rows: int) -> list[str]:
    """What gives the terminal a picture, and lets placeholders of that many cells show it; one command an item."""
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=3)
    data = b64encode(file.getvalue()).decode("ascii")
    chunks = [data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK)]
    keys = [f"a=T,U=1,f=100,t=d,q=2,i={number},c={columns},r={rows}"] + ["q=2"] * (len(chunks) - 1)
    return [
        f"\x1b_G{key},m={int(at < len(chunks) - 1)};{chunk}\x1b\\"
        for at, (key, chunk) in enumerate(zip(keys, chunks, strict=True))
    ]


def forget(number: int) -> str:
    """What takes a picture from the terminal and frees its memory."""
    return f"\x1b_Ga=d,d=I,q=2,i={number}\x1b\\"


def placeholders(row: int, columns: int) -> str:
    """The cells that show a row of a picture, in the colour that is its number."""
    return "".join(f"{_PLACEHOLDER}{_NUMBERS[row]}{_NUMBERS[column]}" for column in range(columns))
