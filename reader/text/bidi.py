"""The visual order of a paragraph (UAX #9), resolved once, by python-bidi.

python-bidi 0.6 resolves levels exactly and returns only a string. So each character is followed by variation
selectors (class NSM, which take the level of what they follow) that spell its index, and the indices are read back
from the result; a selector that comes before its character tells an odd level. Neighbours of one class resolve alike,
so one character stands for the whole run, and a paragraph of one direction needs no resolving at all.

Cutting a paragraph into rows does not resolve anything again: for two characters of a paragraph, the order depends only
on the lowest level between them, so a row shows the paragraph's order with the other rows' characters left out
(rule L1 moves only a row's trailing blanks, which wrapping drops).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bidi import get_base_level, get_display
from bidi.mirror import MIRRORED as _PAIRS

from reader.models import Direction

LRI, PDI = "\u2066", "\u2069"

_TWINS = {ord(char): twin for char, twin in _PAIRS.items()}
_MIRRORED = re.compile("[" + "".join(re.escape(char) for char in _PAIRS) + "]")


def mirrored(text: str) -> str:
    """``text`` with what rule L4 draws for mirrored characters at an odd level."""
    return text.translate(_TWINS) if _MIRRORED.search(text) else text


class Run(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive) that stand side by side; ``odd``: right to left."""

    start: int
    end: int
    odd: bool


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


class _Classes(dict[int, str]):
    """A ``str.translate`` table to one letter a bidi class; brackets, which rule N0 pairs, are ``p``."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        letter = "p" if char in _BRACKETS else _LETTER_OF_CLASS.get(unicodedata.bidirectional(char), "o")
        self[point] = letter
        return letter


_CLASSES = _Classes()
_ONLY_RTL = re.compile("[ARowspm+,#b]*")
_ONLY_LTR = re.compile("[LEowspm+,#b]*")
# Neighbours that resolve alike: neutrals between letters of one direction take it (N1), European digits after a
# Latin letter are as Latin (W7); otherwise runs of one class.
_TOKEN = re.compile("[AR](?:[ARwo]*[AR])?|L(?:[LEwo]*L)?|E+|N+|w+|o+|#+|.", re.DOTALL)
_CONTROLS = frozenset("xbid")
_RESET = re.compile("[wbxid]*(?:s|$)")
_JOINABLE = re.compile(r"[EN]b*[+,]b*[EN]")

_CONTROL_CLASSES = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "BN", "LRI", "RLI", "FSI", "PDI", "B"))
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

_SELECTORS = [chr(0xE0100 + value) for value in range(240)]
_VALUE = {char: index for index, char in enumerate(_SELECTORS)}
_RADIX = 80
LONGEST = _RADIX**3
"""The most runs one paragraph may have."""


def resolve(bases: str, direction: Direction, isolates: Sequence[tuple[int, int]] = ()) -> list[Run]:
    """The runs of a paragraph from left to right.

    ``bases`` holds one code point a cluster, ``direction`` is RTL, LTR or AUTO (rules P2 and P3). Each range of
    ``isolates`` is treated as if it stood between LRI and PDI. Formatting controls are in no run.
    Raises ValueError when the paragraph has more than :data:`LONGEST` runs.
    """
    classes = bases.translate(_CLASSES)
    if direction is Direction.RTL and _ONLY_RTL.fullmatch(classes):
        return _whole(classes, odd=True)
    if direction is not Direction.RTL and _ONLY_LTR.fullmatch(classes):
        return _whole(classes, odd=False)
    origin: Sequence[int] = range(len(bases))
    if isolates:
        bases, origin = _with_isolates(bases, isolates)
        classes = bases.translate(_CLASSES)
    return _merged(
        Run(origin[start], origin[end - 1] + 1, odd) for start, end, odd in _ordered(bases, classes, direction)
    )


def _whole(classes: str, *, odd: bool) -> list[Run]:
    if "b" not in classes:
        return [Run(0, len(classes), odd)] if classes else []
    runs = [Run(match.start(), match.end(), odd) for match in re.finditer("[^b]+", classes)]
    return runs[::-1] if odd else runs


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


def _ordered(bases: str, classes: str, direction: Direction) -> list[Run]:
    """The runs of one class, as positions in ``bases``, in visual order."""
    classes = _joined_numbers(bases, classes)
    tokens = [match.span() for match in _TOKEN.finditer(classes)]
    spell, read = _ONE_SELECTOR if len(tokens) <= len(_SELECTORS) else _THREE_SELECTORS
    spelled = "".join(
        bases[start] if classes[start] in _CONTROLS else _SAMPLE.get(classes[end - 1], bases[start]) + spell(index)
        for index, (start, end) in enumerate(tokens)
    )
    rtl = get_base_level(bases) == 1 if direction is Direction.AUTO else direction is Direction.RTL
    shown = get_display(spelled, base_dir="R" if rtl else "L")
    order = [Run(index, index, odd) for index, odd in read(shown)]
    if blanks := _at_paragraph_level(classes):
        order = _with_blanks_reset(order, [start in blanks for start, _ in tokens], rtl)
    return [Run(*tokens[index], odd) for index, _, odd in order]


def _at_paragraph_level(classes: str) -> set[int]:
    """Where rule L1 puts blanks back to the paragraph's level: before a tab and at the end, and tabs themselves."""
    return {
        index
        for match in _RESET.finditer(classes)
        for index in range(match.start(), match.end())
        if classes[index] in "ws"
    }


def _with_blanks_reset(order: list[Run], reset: list[bool], rtl: bool) -> list[Run]:
    """``order`` (of tokens) cut at the reset ones: nothing else is at a lower level, so the parts keep their order."""
    part_of, parts = [], 0
    for blank in reset:
        parts += blank
        part_of.append(2 * parts - blank)
        # An even number is a part, the odd one before it the blank that opened it.
    buckets: list[list[Run]] = [[] for _ in range(2 * parts + 1)]
    for run in order:
        blank = reset[run.start]
        buckets[part_of[run.start]].append(run._replace(odd=rtl) if blank else run)
    return [run for bucket in (reversed(buckets) if rtl else buckets) for run in bucket]


def _joined_numbers(bases: str, classes: str) -> str:
    """``classes`` with each separator that rule W4 joins to its digits given their class.

    The selectors would come between a separator and its digits, so the rule is applied here.
    """
    if not _JOINABLE.search(classes):
        return classes
    seen = [index for index, kind in enumerate(classes) if kind != "b"]
    arabic = _after_arabic(bases, classes)
    result = list(classes)
    for before, here, after in zip(seen, seen[1:], seen[2:], strict=False):
        if classes[here] not in "+," or classes[before] not in "EN" or classes[after] not in "EN":
            continue
        left, right = ("N" if arabic[here] else classes[place] for place in (before, after))
        if left == right and (classes[here] == "," or left == "E"):
            result[here] = left if left == classes[before] else classes[before]
    return "".join(result)


def _after_arabic(bases: str, classes: str) -> list[bool]:
    """For each character, whether rule W2 turns a European digit there into an Arabic one."""
    strong, saved, result = "", [], []
    for kind in classes:
        if kind in "LRA":
            strong = kind
        elif kind == "i":
            saved.append(strong)
            strong = ""
        elif kind == "d" and saved:
            strong = saved.pop()
        result.append(strong == "A")
    return result


def _spell_one(index: int) -> str:
    return _SELECTORS[index]


def _read_one(shown: str) -> Iterator[tuple[int, bool]]:
    chars = iter(shown)
    for char in chars:
        if char in _VALUE:
            next(chars)
            yield _VALUE[char], True
        elif unicodedata.bidirectional(char) not in _CONTROL_CLASSES:
            yield _VALUE[next(chars)], False


def _spell_three(index: int) -> str:
    high, low = divmod(index, _RADIX)
    return "".join(_SELECTORS[place * _RADIX + digit] for place, digit in enumerate((*divmod(high, _RADIX), low)))


def _read_three(shown: str) -> Iterator[tuple[int, bool]]:
    """As :func:`_read_one`; each place has selectors of its own, so reversed ones can be told."""
    chars = iter(shown)
    for char in chars:
        if char in _VALUE:
            digits = [char, next(chars), next(chars)]
            next(chars)
            yield _number(reversed(digits)), True
        elif unicodedata.bidirectional(char) not in _CONTROL_CLASSES:
            yield _number(next(chars) for _ in range(3)), False


def _number(digits: Iterable[str]) -> int:
    value = 0
    for place, char in enumerate(digits):
        value = value * _RADIX + _VALUE[char] - place * _RADIX
    return value


_ONE_SELECTOR = (_spell_one, _read_one)
_THREE_SELECTORS = (_spell_three, _read_three)


def _merged(runs: Iterable[Run]) -> list[Run]:
    """Runs that continue each other made one."""
    result: list[Run] = []
    for run in runs:
        if result and result[-1].odd == run.odd:
            last = result[-1]
            if run.odd and run.end == last.start:
                result[-1] = Run(run.start, last.end, True)
                continue
            if not run.odd and last.end == run.start:
                result[-1] = Run(last.start, run.end, False)
                continue
        result.append(run)
    return result
