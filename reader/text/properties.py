"""Properties of characters (Unicode Standard Annex #44), one ASCII letter a character.

Python maps bytes some twenty times as fast as characters. So a text is taken apart into the lower and the upper byte of
each UTF-16 unit; the upper one tells which table of 256 letters holds for the lower one.
"""

from __future__ import annotations

from collections.abc import Callable

_FEW = 6
"""Tables that one text may need; with more of them characters are mapped one by one."""
_MOST = 8_192
_SHORT = 100
"""Characters up to which making a table takes longer than it saves."""
_HERE = [bytes(block) + b"\xff" + bytes(255 - block) for block in range(256)]
"""For each upper byte what leaves it alone."""


class Property(dict[int, str]):
    """A property; also a ``str.translate`` table, which remembers some of the characters that it has met."""

    def __init__(self, letter: Callable[[str], str]) -> None:
        super().__init__()
        self._letter = letter
        self._tables: dict[int, bytes] = {}

    def __missing__(self, point: int) -> str:
        letter = self._letter(chr(point))
        if len(self) < _MOST:
            self[point] = letter
        return letter

    def clear(self) -> None:
        """Forget everything."""
        super().clear()
        self._tables.clear()

    def of(self, text: str) -> str:
        """The letters of ``text``, one a character."""
        if len(text) <= _SHORT:
            return text.translate(self)
        units = text.encode("utf-16-le", "surrogatepass")
        upper = rest = units[1::2]
        if len(upper) != len(text):  # beyond the Basic Multilingual Plane
            return text.translate(self)
        blocks: list[int] = []
        while rest:
            blocks.append(rest[0])
            rest = rest.translate(None, rest[:1])
            if len(blocks) > _FEW:
                return text.translate(self)
        lower = units[::2]
        found = 0
        for block in blocks:
            letters = int.from_bytes(lower.translate(self._table(block)), "little")
            found |= letters & int.from_bytes(upper.translate(_HERE[block]), "little")
        return found.to_bytes(len(text), "little").decode("ascii")

    def _table(self, block: int) -> bytes:
        table = self._tables.get(block)
        if table is None:
            points = range(block << 8, (block + 1) << 8)
            self._tables[block] = table = "".join([self._letter(chr(point)) for point in points]).encode("ascii")
        return table
