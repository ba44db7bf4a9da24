"""Where a row may end: between words, and inside some (UAX #14 as far as news needs it; W3C ALREQ, "Line breaking")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, count
from operator import add

# A blank at which no row ends although the author left it (French and old Arabic style): before closing punctuation,
# after opening punctuation, after a word of one letter, و or ו, which belongs to what follows it.
_GLUE = re.compile(" (?:(?=[،؛:.؟!)\\]»٪%…۔,;?}”’])|(?<=[(\\[«{“‘] )|(?<= [וو] )|(?<=^[וو] ))")
_HYPHEN = re.compile(r"[-–—](?<=[^\W\d_].)(?=[^\W\d_])")
_NOT_FIRST = "、。，．！？：；）」』】〉》〕］｝・ー…‥々〻ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％"
_NOT_LAST = "（「『【〈《〔［｛"


def units(bases: str, widths: Sequence[int], apart: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """What a row holds whole if it can, as clusters: where each begins, and where it ends.

    ``bases`` holds one code point a cluster, ``widths`` its cells; empty: all are one. Single blanks in ``apart``, as
    clusters start to end, are no place to end a row. Blanks between two units are in neither.
    """
    ends = list(map(add, accumulate(map(len, bases.split(" "))), count()))
    begins = [0, *[end + 1 for end in ends]]
    del begins[-1]
    if "  " in bases or bases[:1] in ("", " ") or bases[-1] == " ":
        words = [(begin, end) for begin, end in zip(begins, ends, strict=True) if begin < end]
        begins, ends = [begin for begin, _ in words], [end for _, end in words]
    if glued := _glued(bases, apart):
        begins = [begin for begin in begins if begin - 1 not in glued]
        ends = [end for end in ends if end not in glued]
    inside = [match.end() for match in _HYPHEN.finditer(bases)]
    if 2 in widths:
        inside += _around_wide(bases, widths)
    if inside:
        begins, ends = sorted({*begins, *inside}), sorted({*ends, *inside})
    return begins, ends


def _glued(bases: str, apart: Iterable[tuple[int, int]]) -> set[int]:
    """The single blanks between two words at which no row ends."""
    found = [match.start() for match in _GLUE.finditer(bases)]
    for start, end in apart:
        found += [place for place in range(start, end) if bases[place] == " "]
    last = len(bases) - 1
    return {place for place in found if 0 < place < last and bases[place - 1] != " " != bases[place + 1]}


def _around_wide(bases: str, widths: Sequence[int]) -> Iterator[int]:
    """Before and after ideographs, kana and Hangul syllables (class ID), and emoji, but not between them and signs."""
    wide = [
        place for place, width in enumerate(widths) if width == 2 and not "\U0001f1e6" <= bases[place] <= "\U0001f1ff"
    ]
    for place in sorted({*wide, *[place + 1 for place in wide]} - {0, len(bases)}):
        before, after = bases[place - 1], bases[place]
        if (
            before != " " != after
            and after not in _NOT_FIRST
            and before not in _NOT_LAST
            and unicodedata.category(after)[0] != "P"
        ):
            yield place
