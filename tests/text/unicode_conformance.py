"""Unicode's conformance files, held against ``reader.text.bidi.resolve``.

Run as a script it prints every case that fails, so that a test can have several processes share the work:
``python unicode_conformance.py characters|classes PART PARTS``.
"""

from __future__ import annotations

import lzma
import sys
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from reader.models import Direction
from reader.text.bidi import resolve

_DATA = Path(__file__).parent / "data"
_DIRECTIONS = {"0": Direction.LTR, "1": Direction.RTL, "2": Direction.AUTO}
_BITS = {1: Direction.AUTO, 2: Direction.LTR, 4: Direction.RTL}
# No level is asked of what rule X9 removes, and no place of other formatting characters.
_UNPLACED = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "BN", "LRI", "RLI", "FSI", "PDI", "B"))
_SAMPLES = {
    **{"L": "a", "R": "\u05d0", "AL": "\u0627", "EN": "1", "AN": "\u0660", "ES": "+", "CS": ",", "ET": "#"},
    **{"NSM": "\u0300", "WS": " ", "S": "\t", "B": "\u2029", "BN": "\u00ad", "ON": "!", "LRI": "\u2066"},
    **{"RLI": "\u2067", "FSI": "\u2068", "PDI": "\u2069", "LRE": "\u202a", "RLE": "\u202b", "LRO": "\u202d"},
    **{"RLO": "\u202e", "PDF": "\u202c"},
}


class Case(NamedTuple):
    """One paragraph and what must become of it."""

    text: str
    direction: Direction
    placed: frozenset[int]
    """The characters whose place is asked for."""
    order: list[tuple[int, int]]
    """From left to right, each placed character and whether its level is odd (1) or even (0)."""


def failures(cases: Iterator[Case]) -> Iterator[str]:
    """A line for each case that comes out differently."""
    for case in cases:
        found = []
        for start, end, odd in resolve(case.text, case.direction):
            places = range(end - 1, start - 1, -1) if odd else range(start, end)
            found += [(place, int(odd)) for place in places if place in case.placed]
        if found != case.order:
            yield f"{case.text!a} {case.direction}: {found}, not {case.order}"


def characters(part: int = 0, parts: int = 1) -> Iterator[Case]:
    """The one-paragraph cases of BidiCharacterTest.txt."""
    for line in islice(_lines("BidiCharacterTest-15.0.0.txt.xz"), part, None, parts):
        points, direction, _, levels, order = line.split(";")
        text = "".join(chr(int(point, 16)) for point in points.split())
        if "\u2029" in text[:-1]:
            continue
        yield _case(text, [unicodedata.bidirectional(char) for char in text], _DIRECTIONS[direction], levels, order)


def classes(part: int = 0, parts: int = 1) -> Iterator[Case]:
    """The one-paragraph cases of BidiTest.txt, with one character for each class."""
    levels = order = ""
    number = 0
    for line in _lines("BidiTest-15.0.0.txt.xz"):
        name, _, value = line.partition(":")
        if name == "@Levels":
            levels = value
        elif name == "@Reorder":
            order = value
        else:
            number += 1
            if number % parts == part:
                yield from _cases(line, levels, order)


def _cases(line: str, levels: str, order: str) -> Iterator[Case]:
    names, _, bits = line.partition(";")
    kinds = names.split()
    if "B" in kinds[:-1]:
        return
    text = "".join(map(_SAMPLES.__getitem__, kinds))
    wanted = _case(text, kinds, Direction.AUTO, levels, order)
    for bit, direction in _BITS.items():
        if int(bits, 16) & bit:
            yield wanted._replace(direction=direction)


def _case(text: str, kinds: list[str], direction: Direction, levels: str, order: str) -> Case:
    placed = frozenset(place for place, kind in enumerate(kinds) if kind not in _UNPLACED)
    level_of = levels.split()
    wanted = [(place, int(level_of[place]) % 2) for place in map(int, order.split()) if place in placed]
    return Case(text, direction, placed, wanted)


def _lines(name: str) -> Iterator[str]:
    with lzma.open(_DATA / name, "rt", encoding="utf-8") as file:
        for line in file:
            if meant := line.partition("#")[0].strip():
                yield meant


if __name__ == "__main__":
    kind, part, parts = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    checked = 0

    def _counted(cases: Iterator[Case]) -> Iterator[Case]:
        global checked
        for case in cases:
            checked += 1
            yield case

    for failure in failures(_counted({"characters": characters, "classes": classes}[kind](part, parts))):
        sys.stdout.write(failure + "\n")
    sys.stderr.write(str(checked))
