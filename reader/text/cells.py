"""How many terminal cells characters take; the one module that decides it.

It agrees with what Textual draws for single characters. Sequences that terminals measure differently (emoji joined
by ZWJ, skin tones, VS16, keycaps) never reach a row whole: ``text.words`` draws their first character.
"""

from __future__ import annotations

from bisect import bisect_right

from reader.text.widths import WIDE, ZERO

_TABLES = tuple((width, [first for first, _ in table], table) for width, table in ((0, ZERO), (2, WIDE)))


def _measure(point: int) -> int:
    for width, firsts, table in _TABLES:
        index = bisect_right(firsts, point) - 1
        if index >= 0 and point <= table[index][1]:
            return width
    return 1


class _Widths(dict[str, int]):
    def __missing__(self, char: str) -> int:
        self[char] = width = _measure(ord(char))
        return width


_WIDTHS = _Widths()


def char_cells(char: str) -> int:
    """The cells of one character: 0, 1 or 2."""
    return _WIDTHS[char]


def cells(text: str) -> int:
    """The cells of a string that holds no sequence whose parts combine to another width."""
    if text.isascii():
        return len(text)
    return sum(map(_WIDTHS.__getitem__, text))
