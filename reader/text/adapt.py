"""Rows in visual order, rearranged for terminals that will turn them round again.

Some terminals reorder what they are sent and have no sequence that stops them. A row for one of them is permuted so
that the terminal's own turning gives the visual order. Widths never change. Each function takes a row as cells, that
is clusters with whatever the caller keeps of their style, and gives the cells in the order to send.

- ``kitty`` turns each run between blanks that begins with a right-to-left letter, and mirrors its brackets
  (kitty/fonts.c, ``hb_buffer_guess_segment_properties``).
- ``row`` is for terminals that run UAX #9 over the whole row, left-to-right: PuTTY, Apple's Terminal, iTerm2 3.7.
- ``span`` is for those that run it over each stretch of one style: QTermWidget, xterm.js with its DOM renderer.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

from reader.text.bidi import mirrored
from reader.text.cells import char_cells
from reader.text.direction import has_rtl

S = TypeVar("S")
Cell = tuple[str, S]
"""A cluster and its style."""

GUARD = "\u2800"
"""BRAILLE PATTERN BLANK: one cell, no ink, and strong left-to-right (bidi class L)."""

_NUMBERS = ("EN", "AN")
_COMMON = "\u060c\u061b\u061f\u0640"


def clusters(text: str) -> list[str]:
    """``text`` (a drawn row) as clusters: what has no cells of its own stays with what stands before it."""
    found: list[str] = []
    for char in text:
        flag = found and "\U0001f1e6" <= char <= "\U0001f1ff" and len(found[-1]) == 1 and found[-1] >= "\U0001f1e6"
        if found and (char_cells(char) == 0 or (flag and found[-1] <= "\U0001f1ff")):
            found[-1] += char
        else:
            found.append(char)
    return found


def kitty(cells: Sequence[Cell[S]], face: Callable[[S], object]) -> list[Cell[S]]:
    """``face`` says what of a style makes kitty end a run: bold and italic."""
    result: list[Cell[S]] = []
    run: list[Cell[S]] = []
    for cell in (*cells, None):
        if cell is None or cell[0].isspace() or (run and face(run[-1][1]) != face(cell[1])):
            result += _turned(run)
            run = []
        if cell is not None:
            (result if cell[0].isspace() else run).append(cell)
    return result


def _turned(run: list[Cell[S]]) -> list[Cell[S]]:
    """``run`` reversed, if reversed it begins with a right-to-left script: then kitty reverses it back."""
    scripts = (script for cluster, _ in reversed(run) if (script := _script(cluster)) is not None)
    return _reversed(run) if next(scripts, False) else run


def _reversed(run: Sequence[Cell[S]]) -> list[Cell[S]]:
    return [(mirrored(cluster), style) for cluster, style in reversed(run)]


def _script(cluster: str) -> bool | None:
    """Whether HarfBuzz takes a character for a right-to-left script's (Arabic digits too); None: for no script's."""
    char = cluster[0]
    if char in _COMMON or unicodedata.combining(char):
        return None
    if has_rtl(char) or "\u0660" <= char <= "\u0669" or "\u06f0" <= char <= "\u06f9":
        return True
    return False if unicodedata.bidirectional(char) == "L" else None


def row(cells: Sequence[Cell[S]]) -> list[Cell[S]]:
    """The nearest blanks around right-to-left text become guards, which keep the row left-to-right and panes apart."""
    result = span(cells)
    for order in (range(len(result)), range(len(result) - 1, -1, -1)):
        for place in order:
            cluster, style = result[place]
            if cluster == " ":
                result[place] = (GUARD, style)
                break
            if has_rtl(cluster):
                break
    return result


def span(cells: Sequence[Cell[S]]) -> list[Cell[S]]:
    """Each zone from a right-to-left letter to the last one before a left-to-right one, turned; numbers keep order."""
    kinds = [unicodedata.bidirectional(cluster[0]) for cluster, _ in cells]
    result: list[Cell[S]] = []
    place = 0
    while place < len(cells):
        if kinds[place] not in ("R", "AL"):
            result.append(cells[place])
            place += 1
            continue
        end = next((at for at in range(place, len(cells)) if kinds[at] == "L"), len(cells))
        end = 1 + next(at for at in range(end - 1, place - 1, -1) if kinds[at] in ("R", "AL"))
        result += _zone(cells[place:end], kinds[place:end])
        place = end
    return result


def _zone(cells: Sequence[Cell[S]], kinds: Sequence[str]) -> list[Cell[S]]:
    result: list[Cell[S]] = []
    place = len(cells) - 1
    while place >= 0:
        first = _number_start(kinds, place)
        if first < place or kinds[place] in _NUMBERS:
            result += cells[first : place + 1]
        else:
            result += _reversed(cells[place : place + 1])
        place = first - 1
    return result


def _number_start(kinds: Sequence[str], last: int) -> int:
    """Where the number that ends at ``last`` begins; ``last`` itself when none ends there."""
    if kinds[last] not in _NUMBERS:
        return last
    first = last
    while first > 0 and _continues(kinds, first - 1):
        first -= 1
    return first


def _continues(kinds: Sequence[str], place: int) -> bool:
    """Whether the character at ``place`` belongs to the number after it: a digit, or a separator behind a digit."""
    return kinds[place] in _NUMBERS or (kinds[place] in ("CS", "ES") and place > 0 and kinds[place - 1] in _NUMBERS)
