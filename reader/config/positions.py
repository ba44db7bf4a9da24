"""On which line each key of a TOML document stands, which ``tomllib`` does not tell.

The scanner reads documents that ``tomllib`` has accepted, so it need not judge them; only strings, brackets and
comments matter to it (TOML 1.0).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

Place = tuple[str | int, ...]
"""A key's place: ``("fetch", "workers")``, or ``("feeds", 0, "url")`` in an array of tables."""

_TOKEN = re.compile(
    r"""[ \t\r]+ | \#[^\n]*
    | (?P<string> \"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*' )
    | (?P<bare> [^\s\[\]{}=,.\#"']+ )
    | (?P<mark> . )""",
    re.VERBOSE | re.DOTALL,
)
_VALUE_ENDS = ("", "\n", ",", "]", "}")


def lines(document: str) -> Mapping[Place, int]:
    """The line, from 1, of every key, table header and array item of a valid document."""
    return _Scanner(document).scan()


def nearest(found: Mapping[Place, int], place: Place) -> int:
    """The line of ``place``, or of the innermost table around it that has one; 1 when none has."""
    return next((found[place[:end]] for end in range(len(place), 0, -1) if place[:end] in found), 1)


class _Scanner:
    def __init__(self, document: str) -> None:
        self._tokens = _tokens(document)
        self._found: dict[Place, int] = {}
        self._arrays: dict[Place, int] = {}
        """The index of the last table of each array of tables."""
        self._token, self._line = next(self._tokens)

    def scan(self) -> Mapping[Place, int]:
        table: Place = ()
        while self._token:
            if self._token == "\n":
                self._take()
            elif self._token == "[":
                table = self._header()
            else:
                self._pair(table)
        return self._found

    def _take(self) -> str:
        token = self._token
        self._token, self._line = next(self._tokens, ("", self._line))
        return token

    def _header(self) -> Place:
        line = self._line
        self._take()
        is_array = self._token == "["
        if is_array:
            self._take()
        keys = self._keys("]")
        if is_array:
            self._take()
        place = (*self._resolve(keys[:-1]), *keys[-1:])
        if is_array:
            self._arrays[place] = self._arrays.get(place, -1) + 1
        place = self._resolve(keys)
        self._found.setdefault(place, line)
        return place

    def _resolve(self, keys: list[str]) -> Place:
        """Where a header leads: into the last table of every array of tables on its way."""
        place: Place = ()
        for key in keys:
            place = (*place, key)
            if place in self._arrays:
                place = (*place, self._arrays[place])
        return place

    def _keys(self, end: str) -> list[str]:
        """The parts of a dotted key, with what ends it taken."""
        keys = []
        while (token := self._take()) not in ("", end):
            if token != ".":
                keys.append(tomllib.loads(f"key={token}")["key"] if token[0] in "\"'" else token)
        return keys

    def _pair(self, place: Place) -> None:
        line = self._line
        for key in self._keys("="):
            place = (*place, key)
            self._found.setdefault(place, line)
        self._value(place)

    def _value(self, place: Place) -> None:
        start = self._take()
        if start == "{":
            self._inline_table(place)
        elif start == "[":
            self._array(place)
        else:
            while self._token not in _VALUE_ENDS:
                self._take()

    def _inline_table(self, place: Place) -> None:
        while self._token not in ("", "}"):
            if self._token in ("\n", ","):
                self._take()
            else:
                self._pair(place)
        self._take()

    def _array(self, place: Place) -> None:
        index = 0
        while self._token not in ("", "]"):
            if self._token in ("\n", ","):
                self._take()
            else:
                self._found.setdefault((*place, index), self._line)
                self._value((*place, index))
                index += 1
        self._take()


def _tokens(document: str) -> Iterator[tuple[str, int]]:
    """The tokens with their lines, blanks and comments left out, and an empty one at the end."""
    line = 1
    for match in _TOKEN.finditer(document):
        if match.lastgroup:
            yield match[0], line
        line += match[0].count("\n")
    yield "", line
