"""Keys by their place, from terminals that tell it: the base-layout field of kitty's keyboard protocol.

https://sw.kovidgoyal.net/kitty/keyboard-protocol/#key-codes: ``CSI key:shifted:base ; modifiers ; text u``. Textual
asks for no such field, and its parser takes it for an error (Textual 8.2).
"""

from __future__ import annotations

import re

from textual import events
from textual._xterm_parser import XTermParser
from textual.keys import _character_to_key

ASK = "\x1b[=4;2u"
"""Has alternate keys told beside what Textual asks for, which ends with that (progressive enhancement 0b100)."""
_KEY = re.compile(r"\x1b\[(\d+):(\d*)(?::(\d*))?((?:;[\d:]*){0,2})u")
_SHIFT = 0b1


class BaseLayoutParser(XTermParser):
    """Gives keys of other scripts the names that they have on a PC-101 keyboard, and the text that they type."""

    def _parse_extended_key(self, sequence: str) -> list[events.Key] | None:  # type: ignore[override]
        if (told := _KEY.fullmatch(sequence)) is None:
            return self._plain(sequence)
        code, _, base, rest = told.groups(default="")
        plain = self._plain(f"\x1b[{code}{rest}u")
        if not base or plain is None or int(code) < 128 or not 32 < int(base) < 127:
            return plain
        modifiers, _, text = rest.removeprefix(";").partition(";")
        held = int(modifiers.partition(":")[0] or "1") - 1
        typed = "".join(chr(int(point)) for point in text.split(":") if point)
        key = chr(int(base))
        name = _character_to_key(_shifted(key) if held & _SHIFT else key)
        others = [name for bit, name in ((0b100, "ctrl"), (0b10, "alt"), (0b1000, "super")) if held & bit]
        return [events.Key("+".join([*others, name]), typed or (None if others else chr(int(code))))]

    def _plain(self, sequence: str) -> list[events.Key] | None:
        """What Textual makes of it; None where it cannot read it, which would end the reading of keys."""
        try:
            return super()._parse_extended_key(sequence)
        except (ValueError, OverflowError):
            return None


_UPPER = dict(zip("`1234567890-=[]\\;',./", '~!@#$%^&*()_+{}|:"<>?', strict=True))


def _shifted(key: str) -> str:
    """What a PC-101 keyboard types for a key with Shift."""
    return _UPPER.get(key, key.upper())
