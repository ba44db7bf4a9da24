"""A word, made ready for any row: its clusters, what each looks like, how wide it is.

A cluster is what a reader takes for one character (UAX #29): a base with its marks, an emoji sequence, a flag.
Order, wrapping and truncation move whole clusters, so nothing can come apart. Words repeat, so they are kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from reader.text.bidi import classes_of
from reader.text.cells import cells, char_cells
from reader.text.shape import shape
from reader.text.widths import ZERO

_CACHED_WORDS = 16_384
_CACHED_LENGTH = 64

_MARKS_OF_DIRECTION = "\u061c\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e"
_PICTURE = "[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
# One code point a cluster, one string a cluster: nearly every word is like this.
_SIMPLE = re.compile(
    "[!-~«»،؛؟\u0621-\u063a\u0641-\u064a\u0660-\u066c\u0671-\u06d3\u06f0-\u06f9\u00c0-\u024f\u0400-\u045f\u05d0-\u05ea]*"
)
_HARAKAT = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e8\u06ea-\u06ed\u0898-\u089f\u08ca-\u08ff]"
)
# Persian هٔ, whose hamza is part of its spelling, has forms of its own (those of ۀ).
_HEH_WITH_HAMZA = {"\ufee9": "\ufba4", "\ufeea": "\ufba5"}
_ANY_HYPHEN = re.compile("[-–—]")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-–—](?=[^\W\d_])")
# A row neither begins with these nor ends with those, even where the author left a blank (French and old Arabic style).
_FOLLOWING = tuple("،؛:.؟!)]»٪%…۔,;?}”’")
_LEADING = tuple("([«{“‘")
# Words of one letter that belong to what follows them.
_PROCLITICS = ("و", "ו")
_NOT_FIRST = "、。，．！？：；）」』】〉》〕］｝・ー…‥々〻ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％"
_NOT_LAST = "（「『【〈《〔［｛"


@cache
def _cluster() -> re.Pattern[str]:
    """A cluster. Made when the first word needs it: most never do, and it takes milliseconds."""
    extenders = "".join(
        f"{chr(first)}-{chr(last)}"
        for first, last in ZERO
        if first >= 0x300 and not (0x2000 <= first <= 0x206F) and first != 0x061C
    )
    extend = f"[\u200c\u200d{extenders}]"
    return re.compile(
        f"[\U0001f1e6-\U0001f1ff]{{2}}|{extend}+"
        f"|[^{_MARKS_OF_DIRECTION}]{extend}*(?:(?<=\u200d){_PICTURE}{extend}*)*|.",
        re.DOTALL,
    )


@cache
def _undrawn() -> re.Pattern[str]:
    return re.compile(
        "[\u034f\u200b-\u200f\u061c\u20e3\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff"
        "\U000e0000-\U000e0fff]"
    )


class Word(NamedTuple):
    """Clusters that no blank parts; each field has one item a cluster unless it says otherwise."""

    bases: str
    """The first code point."""
    classes: str
    """The first code point's bidi class, which is the cluster's (``bidi.classes_of``)."""
    starts: Sequence[int]
    """Where each cluster begins, in code points of the word."""
    display: tuple[str, ...]
    """What is drawn: shaped, without zero-width characters but the marks that are kept. Empty: nothing."""
    widths: tuple[int, ...]
    """Cells."""
    cells: int
    """The whole word's cells."""
    breaks: tuple[int, ...]
    """Clusters before which a row may end inside the word (after a hyphen, between ideographs)."""
    follows: bool
    """No row begins with it when one blank stands before it."""
    leads: bool
    """No row ends with it when one blank stands after it."""


def analyze(word: str, harakat: bool) -> Word:
    """Make ``word`` (clean, without blanks) ready; a word met before costs a look-up."""
    return _kept(word, harakat) if len(word) <= _CACHED_LENGTH else _analyze(word, harakat)


def _analyze(word: str, harakat: bool) -> Word:
    shaped = word if word.isascii() else shape(word)
    if _SIMPLE.fullmatch(word):
        starts: Sequence[int] = range(len(word))
        display = tuple(shaped)
        bases = word
        widths = tuple([1 if glyph else 0 for glyph in display]) if "" in display else (1,) * len(display)
    else:
        found = list(_cluster().finditer(word))
        starts = tuple(match.start() for match in found)
        display = tuple(_drawn(match[0], shaped, match.start(), harakat) for match in found)
        bases = "".join(word[start] for start in starts)
        widths = tuple(map(_cluster_cells, display))
    follows, leads = word.startswith(_FOLLOWING), word.endswith(_LEADING) or word in _PROCLITICS
    breaks = _breaks(word, bases, starts, widths)
    return Word(bases, classes_of(bases), starts, display, widths, sum(widths), breaks, follows, leads)


_kept = lru_cache(_CACHED_WORDS)(_analyze)


def _drawn(cluster: str, shaped: list[str] | str, start: int, harakat: bool) -> str:
    base, marks = shaped[start], cluster[1:]
    if char_cells(cluster[0]) == 0:  # a mark without a base would sit on whatever stands before it
        return ""
    if not marks:
        return base if cluster not in _MARKS_OF_DIRECTION else ""
    if cluster[0] >= "\U0001f1e6" and marks[0] >= "\U0001f1e6" and len(cluster) == 2 and char_cells(marks) > 0:
        return cluster  # a flag
    if "\u200d" in marks:  # of an emoji sequence, the first
        marks = marks.partition("\u200d")[0]
    if not harakat:
        base = _HEH_WITH_HAMZA.get(base, base) if "\u0654" in marks else base
        marks = _HARAKAT.sub("", marks)
    return base + _undrawn().sub("", marks)


def _cluster_cells(display: str) -> int:
    if len(display) == 2 and "\U0001f1e6" <= display[0] <= "\U0001f1ff":
        return 2
    return cells(display)


def _breaks(word: str, bases: str, starts: Sequence[int], widths: tuple[int, ...]) -> tuple[int, ...]:
    if 2 not in widths and not _ANY_HYPHEN.search(word):
        return ()
    hyphens = {match.end() for match in _HYPHEN.finditer(word)}
    found = [index for index, start in enumerate(starts) if start in hyphens]
    if 2 in widths:
        found += [
            index
            for index in range(1, len(bases))
            if (_breaks_around(bases[index - 1], widths[index - 1]) or _breaks_around(bases[index], widths[index]))
            and bases[index] not in _NOT_FIRST
            and bases[index - 1] not in _NOT_LAST
            and unicodedata.category(bases[index])[0] != "P"
        ]
    return tuple(sorted(set(found)))


def _breaks_around(base: str, width: int) -> bool:
    """Ideographs, kana and Hangul syllables may end or begin a row (UAX #14, class ID); emoji too."""
    return width == 2 and not "\U0001f1e6" <= base <= "\U0001f1ff"
