"""What a reader may choose about the way text is laid out."""

from __future__ import annotations

from typing import NamedTuple


class Options(NamedTuple):
    """Choices that hold for a whole screen; two equal ones lay a text out alike."""

    harakat: bool = False
    """Draw Arabic vowel marks and Hebrew points. Off by default: several terminals put them on the wrong letter."""
    isolate: bool = True
    """Keep addresses, handles, signed numbers and the like left-to-right in right-to-left paragraphs."""
