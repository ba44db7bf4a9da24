"""The visual order of a paragraph (UAX #9), resolved once, by python-bidi.

python-bidi 0.6 resolves levels exactly and returns only a string. So each character is followed by a label that spells
its index, and the indices are read back from the result; a label that comes before its character tells an odd level.
Labels are variation selectors (class NSM, which take the level of what they follow); between digits and separators,
which rule W4 joins only when nothing parts them, they are tag characters (class BN, which the rules pass over).
Neighbours of one class resolve alike, so one character stands for the whole run; and a paragraph of one direction, or
of Arabic and numbers, needs no resolving at all.

Cutting a paragraph into rows does not resolve anything again: for two characters of a paragraph, the order depends only
on the lowest level between them, so a row shows the paragraph's order with the other rows' characters left out
(rule L1 moves only a row's trailing blanks, which wrapping drops).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from bidi import get_base_level, get_display
from bidi.mirror import MIRRORED as _PAIRS

from reader.models import Direction
from reader.text.properties import Property

LRI, PDI = "\u2066", "\u2069"

_TWINS = {ord(char): twin for char, twin in _PAIRS.items()}
_MIRRORED = re.compile("[" + "".join(re.escape(char) for char in _PAIRS) + "]")


def mirrored(text: str) -> str:
    """``text`` with what rule L4 draws for mirrored characters at an odd level."""
    return text.translate(_TWINS)


class Run(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive) that stand side by side; ``odd``: right to left."""

    start: int
    end: int
    odd: bool


def mirrored_places(bases: str, runs: Iterable[Run]) -> Iterator[int]:
    """Where mirrored characters stand at an odd level."""
    for start, end, odd in runs:
        if odd:
            for match in _MIRRORED.finditer(bases, start, end):
                yield match.start()


_LETTER_OF_CLASS = {
    "L": "L",
    "R": "R",
    "AL": "A",
    "EN": "E",
    "AN": "N",
    "ES": "+",
    "CS": ",",
    "ET": "#",
    "NSM": "m",
    "WS": "w",
    "S": "s",
    "B": "x",
    "BN": "b",
    "LRI": "i",
    "RLI": "i",
    "FSI": "i",
    "PDI": "d",
    **dict.fromkeys(("LRE", "RLE", "LRO", "RLO", "PDF"), "x"),
}
_BRACKETS = frozenset(char for char in _PAIRS if unicodedata.category(char) in ("Ps", "Pe"))


def _class(char: str) -> str:
    """One letter a bidi class; brackets, which rule N0 pairs, are ``p``."""
    return "p" if char in _BRACKETS else _LETTER_OF_CLASS.get(unicodedata.bidirectional(char), "o")


_CLASSES = Property(_class)


def classes_of(text: str) -> str:
    """What :func:`resolve` needs to know of each character: a letter for its bidi class."""
    return _CLASSES.of(text)


_ONLY_RTL = re.compile("[ARowspm+,#b]*")
_ONLY_LTR = re.compile("[LEowspm+,#b]*")
# Arabic letters and numbers, European digits only after a letter, which makes them Arabic ones (W2).
_ARABIC = re.compile("[Nowp+,#]*(?:A[AENowp+,#]*)?")
# What a common separator parts is one number (W4).
_NUMBER = re.compile("[EN]+(?:,[EN]+)*")
# Neighbours that resolve alike: neutrals, separators and terminators between letters of one direction take it (W6,
# N1), European digits after a Latin letter are as Latin (W7); otherwise runs of one class.
_TOKEN = re.compile("[AR](?:[ARwo+,#]*[AR])?|L(?:[LEwo+,#]*L)?|E+|N+|w+|o+|#+|.", re.DOTALL)
_CONTROLS = frozenset("xbid")
_RESET = re.compile("(?<![wbxid])[wbxid]*(?:s|$)")
# The end of a token whose label must not part it from what follows (rules W1 and W4).
_JOINT = re.compile("[ENm+,](?=[bx]*[ENm+,])")

_FORMATTING = frozenset("\n\r\x1c\x1d\x1e\x85\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# What stands for a run of a class; brackets, marks and controls stand for themselves.
_SAMPLE = {
    "A": "\u0627",
    "R": "\u05d0",
    "L": "a",
    "E": "1",
    "N": "\u0660",
    "w": " ",
    "s": " ",  # rule L1 is applied here
    "o": "!",
    "+": "+",
    ",": ",",
    "#": "#",
}

_RADIX = 96
_PARTING = [chr(0xE0100 + digit) for digit in range(_RADIX)]
_PASSED_OVER = [chr(0xE0020 + digit) for digit in range(_RADIX)]
_DIGIT = {char: digit for alphabet in (_PARTING, _PASSED_OVER) for digit, char in enumerate(alphabet)}
_PLACES = 3
LONGEST = _RADIX**_PLACES
"""The most runs one paragraph may have."""


def resolve(
    bases: str, direction: Direction, isolates: Sequence[tuple[int, int]] = (), classes: str | None = None
) -> list[Run]:
    """The runs of a paragraph from left to right.

    ``bases`` holds one code point a cluster, ``direction`` is RTL, LTR or AUTO (rules P2 and P3). Each range of
    ``isolates`` is treated as if it stood between LRI and PDI. ``classes`` is ``classes_of(bases)``, if known.
    Formatting controls are in no run.
    Raises ValueError when the paragraph has more than :data:`LONGEST` runs.
    """
    if classes is None:
        classes = classes_of(bases)
    if direction is Direction.RTL and _ONLY_RTL.fullmatch(classes):
        return _whole(classes, odd=True)
    if direction is not Direction.RTL and _ONLY_LTR.fullmatch(classes):
        return _whole(classes, odd=False)
    if direction is Direction.RTL and not isolates and _ARABIC.fullmatch(classes):
        return _with_numbers(classes)
    if not isolates:
        return _merged(_ordered(bases, classes, direction))
    bases, origin = _with_isolates(bases, isolates)
    ordered = _ordered(bases, classes_of(bases), direction)
    return _merged([(origin[start], origin[end - 1] + 1, odd) for start, end, odd in ordered])


def _whole(classes: str, *, odd: bool) -> list[Run]:
    if "b" not in classes:
        return [Run(0, len(classes), odd)] if classes else []
    runs = [Run(match.start(), match.end(), odd) for match in re.finditer("[^b]+", classes)]
    return runs[::-1] if odd else runs


def _with_numbers(classes: str) -> list[Run]:
    """The runs of :data:`_ARABIC` in a right-to-left paragraph: numbers at level 2, all else at level 1 (N0 to N2)."""
    runs: list[Run] = []
    at = 0
    for match in _NUMBER.finditer(classes):
        start, end = match.span()
        if at < start:
            runs.append(Run(at, start, True))
        runs.append(Run(start, end, False))
        at = end
    if at < len(classes):
        runs.append(Run(at, len(classes), True))
    return runs[::-1]


def _with_isolates(bases: str, isolates: Sequence[tuple[int, int]]) -> tuple[str, list[int]]:
    """``bases`` with LRI and PDI put in, and where each character of that came from."""
    parts: list[str] = []
    origin: list[int] = []
    done = 0
    for start, end in isolates:
        parts += (bases[done:start], LRI, bases[start:end], PDI)
        origin += (*range(done, start), -1, *range(start, end), -1)
        done = end
    parts.append(bases[done:])
    origin += range(done, len(bases))
    return "".join(parts), origin


def _ordered(bases: str, classes: str, direction: Direction) -> list[tuple[int, int, bool]]:
    """The runs of one class, as positions in ``bases``, in visual order, and whether their level is odd."""
    tokens = [match.span() for match in _TOKEN.finditer(classes)]
    places = 1 if len(tokens) <= _RADIX else 2 if len(tokens) <= _RADIX**2 else _PLACES
    spelled = _spelled(bases, classes, tokens, places)
    rtl = get_base_level(spelled) == 1 if direction is Direction.AUTO else direction is Direction.RTL
    shown = get_display(spelled, base_dir="R" if rtl else "L")
    order = list(_read(shown, places))
    if classes[-1] in "wsbxid" or "s" in classes:
        blanks = _at_paragraph_level(classes)
        order = _with_blanks_reset(order, [start in blanks for start, _ in tokens], rtl)
    return [(*tokens[index], odd) for index, odd in order]


def _spelled(bases: str, classes: str, tokens: Sequence[tuple[int, int]], places: int) -> str:
    """A character for each token and, but for controls, its label; what rule X9 takes away is left out."""
    if len(tokens) > LONGEST:
        raise ValueError(f"{len(tokens)} runs in one paragraph; at most {LONGEST} can be told apart")
    joints = {match.end() for match in _JOINT.finditer(classes)}
    parts = []
    for index, (start, end) in enumerate(tokens):
        kind = classes[end - 1]
        if kind not in _CONTROLS:
            parts.append(_SAMPLE.get(kind) or bases[start])
            parts.append(_spell(index, places, _PASSED_OVER if end in joints else _PARTING))
        elif kind != "b":
            parts.append(bases[start])
    return "".join(parts)


def _spell(index: int, places: int, digits: Sequence[str]) -> str:
    if places == 1:
        return digits[index]
    high, low = divmod(index, _RADIX)
    return _spell(high, places - 1, digits) + digits[low]


def _read(shown: str, places: int) -> Iterator[tuple[int, bool]]:
    """The indices that the labels spell, and whether each came before its character."""
    chars = iter(shown)
    for char in chars:
        if char in _DIGIT:
            digits = [char, *islice(chars, places - 1)]
            next(chars)
            yield _number(reversed(digits)), True
        elif char not in _FORMATTING:
            yield _number(islice(chars, places)), False


def _number(digits: Iterable[str]) -> int:
    value = 0
    for char in digits:
        value = value * _RADIX + _DIGIT[char]
    return value


def _at_paragraph_level(classes: str) -> set[int]:
    """Where rule L1 puts blanks back to the paragraph's level: before a tab and at the end, and tabs themselves."""
    return {
        index
        for match in _RESET.finditer(classes)
        for index in range(match.start(), match.end())
        if classes[index] in "ws"
    }


def _with_blanks_reset(order: list[tuple[int, bool]], reset: list[bool], rtl: bool) -> list[tuple[int, bool]]:
    """``order`` (of tokens) cut at the reset ones: nothing else is at a lower level, so the parts keep their order."""
    part_of, parts = [], 0
    for blank in reset:
        parts += blank
        part_of.append(2 * parts - blank)
        # An even number is a part, the odd one before it the blank that opened it.
    buckets: list[list[tuple[int, bool]]] = [[] for _ in range(2 * parts + 1)]
    for token, odd in order:
        buckets[part_of[token]].append((token, rtl if reset[token] else odd))
    return [run for bucket in (reversed(buckets) if rtl else buckets) for run in bucket]


def _merged(ordered: Iterable[tuple[int, int, bool]]) -> list[Run]:
    """Runs that continue each other made one."""
    result: list[Run] = []
    first = last = -1
    right_to_left = False
    for start, end, odd in ordered:
        if odd is right_to_left and (end == first if odd else start == last):
            first, last = min(first, start), max(last, end)
            continue
        if last >= 0:
            result.append(Run(first, last, right_to_left))
        first, last, right_to_left = start, end, odd
    if last >= 0:
        result.append(Run(first, last, right_to_left))
    return result
