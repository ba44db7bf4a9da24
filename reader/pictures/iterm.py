"""Pictures in iTerm2's protocol, a row of the terminal each (https://iterm2.com/documentation-images.html)."""

from __future__ import annotations

import io
from base64 import b64encode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_QUALITY = 85


def rows(image: Image.Image, cell_height: int, columns: int) -> list[str]:
    """What draws each stretch of ``cell_height`` pixels over ``columns`` cells of one row."""
    return [
        _row(image.crop((0, top, image.width, top + cell_height)), columns)
        for top in range(0, image.height, max(1, cell_height))
    ]


def _row(image: Image.Image, columns: int) -> str:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_QUALITY)
    keys = f"inline=1;size={file.tell()};width={columns};height=1;preserveAspectRatio=0;doNotMoveCursor=1"
    return f"\x1b]1337;File={keys}:{b64encode(file.getvalue()).decode('ascii')}\x07"
