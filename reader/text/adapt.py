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

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import groupby
from typing import NamedTuple, TypeVar

from reader.models import Direction
from reader.text.bidi import classes_of, mirrored, resolve
from reader.text.cells import char_cells
from reader.text.direction import has_rtl

S = TypeVar("S")
Cell = tuple[str, S]
"""A cluster and its style."""

GUARD = "\u2800"
"""BRAILLE PATTERN BLANK: one cell, no ink, and strong left-to-right (bidi class L)."""

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


def _reversed(run: Sequence[Cell[S]], twin: Callable[[str], str] = mirrored) -> list[Cell[S]]:
    return [(twin(cluster), style) for cluster, style in reversed(run)]


def _script(cluster: str) -> bool | None:
    """Whether HarfBuzz takes a character for a right-to-left script's (Arabic digits too); None: for no script's."""
    char = cluster[0]
    if char in _COMMON or unicodedata.combining(char):
        return None
    if has_rtl(char) or "\u0660" <= char <= "\u0669" or "\u06f0" <= char <= "\u06f9":
        return True
    return False if unicodedata.bidirectional(char) == "L" else None


def row(cells: Sequence[Cell[S]], *, mirrors: bool = True) -> list[Cell[S]]:
    """The nearest blanks around right-to-left text become guards, which keep the row left-to-right and panes apart.

    ``mirrors``: the terminal mirrors the brackets that it turns (rule L4); Konsole does not. A bracket without its
    other half is kept from pairing with one in the next pane (BD16), unless it stands in the middle of a word.
    """
    bases = _bases(cells)
    guards = {place for zone in _zones(bases) for place in _blanks_around(bases, *zone)}
    return _sent(cells, guards, mirrored if mirrors else str, among_others=True)


def span(cells: Sequence[Cell[S]], look: Callable[[S], object]) -> list[Cell[S]]:
    """``look`` says what of a style the terminal shows: neighbours that look alike are one stretch to it.

    No guards, but for one between right-to-left text and a number after it, which would move in front.
    """
    return [cell for _, part in groupby(cells, lambda cell: look(cell[1])) for cell in _stretch(list(part))]


def _stretch(cells: Sequence[Cell[S]]) -> list[Cell[S]]:
    bases = _bases(cells)
    kinds = classes_of(bases)
    ends = [end for _, end in _zones(bases) if _NUMBER_NEXT.match(kinds, end)]
    return _sent(cells, {bases.find(" ", end) for end in ends}, mirrored)


# What a terminal takes for one stretch of right-to-left text, in letters for bidi classes: up to the last right-to-left
# letter or Arabic digit before a Latin letter. The brackets to the left of it may be the ends of pairs in it.
_ZONE = re.compile("[ARN](?:[^L]*[ARN])?")
_ZONE_WITH_BRACKETS = re.compile("p*" + _ZONE.pattern)
_BESIDE_BRACKETS = re.compile("w(?=[^ARLENw]*p)|(?<=p)[^ARLENw]*w")
_NUMBER_NEXT = re.compile("[^LE]*w[^LE]*E")
# Digits with what joins them, by the letter before them (rules W2, W4 and W5). Both read the same backwards.
_NUMBER_AFTER = {"A": re.compile("[EN]+(?:,[EN]+)*"), "R": re.compile("#*E+(?:[+,]E+)*#*|N+(?:,N+)*")}


def _bases(cells: Sequence[Cell[S]]) -> str:
    return "".join([cluster[0] for cluster, _ in cells])


def _zones(bases: str, zone: re.Pattern[str] = _ZONE) -> Iterator[tuple[int, int]]:
    return (match.span() for match in zone.finditer(classes_of(bases)))


def _blanks_around(bases: str, start: int, end: int) -> Iterator[int]:
    """The nearest blank on either side, unless a strong left-to-right character is nearer."""
    before, after = bases.rfind(" ", 0, start), bases.find(" ", end)
    if before >= 0 and "L" not in classes_of(bases[before:start]):
        yield before
    if after >= 0 and "L" not in classes_of(bases[end:after]):
        yield after


def _sent(
    cells: Sequence[Cell[S]], guards: Set[int], twin: Callable[[str], str], *, among_others: bool = False
) -> list[Cell[S]]:
    """``cells`` with guards at some blanks and every zone turned.

    ``twin`` is what a terminal makes of a cluster that it turns. Of the ways to send the cells, the first that is right
    is taken; ``among_others``: one that is right whatever else stands in the row, if there is any.
    """
    wanted = [cluster for cluster, _ in cells]
    first: list[Cell[S]] | None = None
    for sent in _ways(cells, guards, twin):
        shown = _shown(sent, twin)
        if shown == wanted:
            if not among_others or _is_closed(sent, twin, wanted):
                return sent
            first = first or sent
    return first or next(_ways(cells, guards, twin))


def _ways(cells: Sequence[Cell[S]], guards: Set[int], twin: Callable[[str], str]) -> Iterator[list[Cell[S]]]:
    """Ways to send ``cells``, those with few guards first; with many, each word is kept by itself.

    They differ in what a number or a bracket belongs to in the terminal's order.
    """
    bases = _bases(cells)
    inside = {at for start, end in _zones(bases) for at in range(start, end) if bases[at] == " "}
    beside = {match.end() - 1 for match in _BESIDE_BRACKETS.finditer(classes_of(bases))}
    for more in (set[int](), inside & beside, inside):
        for zone in (_ZONE, _ZONE_WITH_BRACKETS):
            yield _turned_zones(cells, guards | more, twin, zone)


class _Loose(NamedTuple):
    """The brackets of a row that others, to its left or right, may pair with or part from their halves (BD16)."""

    places: set[int]
    lacking: str
    """What stands for all that the row has the other halves of: before it, from the left,"""
    missing: str
    """and after it."""
    parted: str
    """As ``lacking``, for the closing ones whose own halves are then parted from them too."""


def _is_closed(cells: Sequence[Cell[S]], twin: Callable[[str], str], wanted: Sequence[str]) -> bool:
    """Whether a terminal makes the same of ``cells`` among others, whose brackets may pair with theirs.

    Panes always have guards between them, and a pair takes the row's direction when anything of that direction is in it
    (rule N0). So a bracket that may be in such a pair must have that direction by itself.
    """
    bases = _bases(cells)
    loose = _loose(bases)
    if not loose.places:
        return True
    if any(at in loose.places for start, end, odd in resolve(bases, Direction.LTR) if odd for at in range(start, end)):
        return False
    style = cells[0][1]
    for before in {loose.lacking, loose.parted}:
        left = [(char, style) for char in before + GUARD]
        right = [(char, style) for char in GUARD + loose.missing]
        if _shown([*left, *cells, *right], twin)[len(left) : len(left) + len(cells)] != wanted:
            return False
    return True


def _loose(bases: str) -> _Loose:
    waiting: list[tuple[str, int]] = []
    places: set[int] = set()
    lacking = parted = ""
    for at, kind in enumerate(classes_of(bases)):
        if kind != "p":
            continue
        char = unicodedata.normalize("NFD", bases[at])
        if unicodedata.category(char) == "Ps":
            waiting.append((mirrored(char), at))
            continue
        depth = next((depth for depth in reversed(range(len(waiting))) if waiting[depth][0] == char), None)
        if depth is None:  # whatever it pairs with, the brackets in between lose their chance
            places |= {at, *(opening for _, opening in waiting)}
            lacking, parted = mirrored(char) + lacking, mirrored(char) + parted
            continue
        if waiting[depth][1] in places:
            places.add(at)
            parted = mirrored(char) + parted
        del waiting[depth:]
    missing = "".join(closing for closing, _ in reversed(waiting))
    return _Loose(places | {opening for _, opening in waiting}, lacking, missing, parted)


def _turned_zones(
    cells: Sequence[Cell[S]], guards: Set[int], twin: Callable[[str], str], zone: re.Pattern[str]
) -> list[Cell[S]]:
    guarded = [(GUARD, cell[1]) if place in guards else cell for place, cell in enumerate(cells)]
    bases = _bases(guarded)
    result: list[Cell[S]] = []
    done = 0
    for start, end in _zones(bases, zone):
        result += guarded[done:start]
        result += _turned_zone(guarded[start:end], classes_of(bases[start:end]), twin)
        done = end
    return result + guarded[done:]


def _turned_zone(zone: Sequence[Cell[S]], kinds: str, twin: Callable[[str], str]) -> list[Cell[S]]:
    """``zone`` from its right end to its left; numbers, which a terminal does not turn, keep their order."""
    backwards = kinds[::-1]
    result: list[Cell[S]] = []
    number = _NUMBER_AFTER["A"]
    place = 0
    while place < len(zone):
        number = _NUMBER_AFTER.get(backwards[place], number)
        match = number.match(backwards, place)
        end = match.end() if match else place + 1
        part = zone[len(zone) - end : len(zone) - place]
        result += part if match else _reversed(part, twin)
        place = end
    return result


def _shown(cells: Sequence[Cell[S]], twin: Callable[[str], str]) -> list[str]:
    """What a terminal makes of ``cells`` by UAX #9, left-to-right."""
    result: list[str] = []
    for start, end, odd in resolve(_bases(cells), Direction.LTR):
        part = cells[start:end]
        result += [cluster for cluster, _ in (_reversed(part, twin) if odd else part)]
    return [" " if cluster == GUARD else cluster for cluster in result]
