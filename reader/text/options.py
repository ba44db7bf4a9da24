"""What a reader may choose about the way text is laid out."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Digits(StrEnum):
    """Which digits numbers are shown in."""

    SOURCE = "source"
    """The author's."""
    EUROPEAN = "european"
    ARABIC = "arabic"
    """Arabic-Indic, ٠ to ٩."""
    PERSIAN = "persian"
    """Extended Arabic-Indic, ۰ to ۹, which Urdu has too."""


class Emoji(StrEnum):
    """What is drawn of emoji sequences, which terminals measure differently."""

    PLAIN = "plain"
    """The first picture of a sequence."""
    KEEP = "keep"
    """The whole sequence, in two cells."""
    DROP = "drop"


class Justify(StrEnum):
    """How rows are brought to one length."""

    NONE = "none"
    KASHIDA = "kashida"
    """Strokes between joined letters, and blanks where those do not suffice."""


class Options(NamedTuple):
    """Choices that hold for a whole screen; two equal ones lay a text out alike."""

    harakat: bool = False
    """Draw Arabic vowel marks and Hebrew points. Off by default: several terminals put them on the wrong letter."""
    isolate: bool = True
    """Keep addresses, handles, signed numbers and the like left-to-right in right-to-left paragraphs."""
    digits: Digits = Digits.SOURCE
    honorifics: bool = False
    """Spell ﷺ and its like out: in one cell nobody can read them."""
    lam_alef: bool = True
    """One cell for lam and alef; False: two, for fonts that lack the ligature."""
    emoji: Emoji = Emoji.PLAIN
    justify: Justify = Justify.NONE
    logical: bool = False
    """As it is typed: letters unshaped and in the order of reading, rows from the left. For screen readers, and for
    terminals that do the rest."""
