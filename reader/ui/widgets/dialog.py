"""The frame of what lies on the main screen."""

from __future__ import annotations

from textual.containers import Vertical
from textual.widget import Widget

from reader.models import Direction
from reader.ui.paint import border_title

_WIDTH = 80
"""Cells of one that is not laid out yet."""


class Dialog(Vertical):
    """A framed box of several parts, one of which says what the frame is called (:func:`name`)."""


def name(part: Widget, title: str, keys: str, direction: Direction) -> None:
    """Write a title and what its keys do into the frame of the dialog that ``part`` stands in, or into its own."""
    framed = next((one for one in part.ancestors if isinstance(one, Dialog)), part)
    width = framed.outer_size.width or _WIDTH
    framed.border_title = border_title(title, width, direction)
    framed.border_subtitle = border_title(keys, width, direction)
