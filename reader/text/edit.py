"""What keys do to a line of text: what may stand in it, and how much of it each key takes away.

All indices are code points. ``clusters`` is where each cluster begins, and the text's length (``caret.TypedLine``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reader.text.cells import char_cells
from reader.text.clean import clean_text

LONGEST = 4_096
"""Code points of a line that is typed; an address may be as long as half of that."""
UNPRINTABLE = frozenset("\u200c\u200d\u200e\u200f\u061c\xa0")
"""What keyboards type though ``str.isprintable`` denies it: ZWNJ, ZWJ, the marks of direction, the no-break space."""

# Half of a pair is easily deleted, and what is left of it turns the rest of the row round.
_UNWANTED = dict.fromkeys(range(0x2066, 0x206A))
_PICTURE_MARKS = frozenset("\ufe0f\u20e3\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")


def one_line(text: str) -> str:
    """Clean text on one line, at most :data:`LONGEST`: line breaks and tabs are blanks, isolates are left out."""
    return clean_text(text.translate(_UNWANTED)).replace("\n", " ")[:LONGEST]


def spliced(text: str, start: int, end: int, new: str) -> tuple[str, int]:
    """``text`` with ``new`` in the place of ``start`` to ``end``, and the index of the caret behind that.

    ``new`` may be anything; of what would make the line too long its end is left out.
    """
    new = one_line(new)[: max(0, LONGEST - len(text) + end - start)]
    head = one_line(text[:start] + new)
    whole = one_line(text[:start] + new + text[end:])  # a mark that now follows a letter may compose with it
    return whole, min(len(head), len(whole))


def is_word(char: str) -> bool:
    """Whether a cluster that begins with ``char`` is part of a word."""
    return char.isalnum() or char == "_"


def start_before(text: str, clusters: Sequence[int], index: int) -> int:
    """Where that begins which Backspace takes away: one code point, so that a haraka comes off alone; a picture whole.

    Of several code points that are one picture (a flag, a family, a keycap) none means anything by itself.
    """
    start = clusters[max(0, bisect_left(clusters, index) - 1)]
    picture = any(char_cells(char) or char in _PICTURE_MARKS for char in text[start + 1 : index])
    return start if picture else max(0, index - 1)


def end_after(clusters: Sequence[int], index: int) -> int:
    """Where that ends which Delete takes away: one cluster."""
    return clusters[min(bisect_right(clusters, index), len(clusters) - 1)]


def word_start_before(text: str, clusters: Sequence[int], index: int) -> int:
    """Where the word before ``index`` begins."""
    number = bisect_left(clusters, index)
    for kind in (False, True):
        while number and is_word(text[clusters[number - 1]]) is kind:
            number -= 1
    return clusters[number]


def word_start_after(text: str, clusters: Sequence[int], index: int) -> int:
    """Where the next word after ``index`` begins, or the text ends."""
    number = bisect_right(clusters, index) - 1
    for kind in (True, False):
        while number < len(clusters) - 1 and is_word(text[clusters[number]]) is kind:
            number += 1
    return clusters[number]
