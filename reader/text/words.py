"""Words, made ready for any row: their clusters, and what each looks like.

A cluster is what a reader takes for one character (UAX #29): a base with its marks, an emoji sequence, a flag; and a
lam with the alef that it takes into one glyph. Order, wrapping and truncation move whole clusters, so nothing can come
apart. Words repeat, so they are kept; those not met before are made ready together, since most of the work is then one
call for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import compress, count, pairwise
from operator import not_
from typing import NamedTuple, cast

from reader.text.bidi import classes_of
from reader.text.cells import cells, char_cells
from reader.text.options import Options
from reader.text.shape import LAM, shape, without_taken
from reader.text.widths import ZERO

_CACHED_WORDS = 16_384
_CACHED_LENGTH = 64
_CACHED_OPTIONS = 4

_BLANK = classes_of(" ")
_MARKS_OF_DIRECTION = "\u061c\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e"
_PICTURE = "[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
# Words of these characters need no look at clusters: each is one, of one cell (all but an alef that a lam takes).
_SIMPLE = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f\u05d0-\u05ea\u060c\u061b"
    "\u061d-\u064a\u0660-\u066f\u0671-\u06d5\u06ee-\u06ff\u2010-\u2027\u2030-\u205e\u20a0-\u20c0]*"
)
_HARAKAT = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e8\u06ea-\u06ed\u0898-\u089f\u08ca-\u08ff]"
)
# Persian هٔ, whose hamza is part of its spelling, has forms of its own (those of ۀ).
_HEH_WITH_HAMZA = {"\ufee9": "\ufba4", "\ufeea": "\ufba5"}


@cache
def _grapheme() -> re.Pattern[str]:
    """An extended grapheme cluster. Made when the first word needs it: most never do, and it takes milliseconds."""
    extenders = "".join(
        f"{chr(first)}-{chr(last)}"
        for first, last in ZERO
        if first >= 0x300 and not (0x2000 <= first <= 0x206F) and first != 0x061C
    )
    extend = f"[\u200c\u200d{extenders}]"
    return re.compile(
        f"[\U0001f1e6-\U0001f1ff]{{2}}|{extend}+"
        f"|[^ {_MARKS_OF_DIRECTION}]{extend}*(?:(?<=\u200d){_PICTURE}{extend}*)*|.",
        re.DOTALL,
    )


@cache
def _undrawn() -> re.Pattern[str]:
    return re.compile(
        "[\u034f\u200b-\u200f\u061c\u20e3\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff"
        "\U000e0000-\U000e0fff]"
    )


class Word(NamedTuple):
    """Clusters that no blank parts; each field has one item a cluster."""

    bases: str
    """The first code point."""
    classes: str
    """The first code point's bidi class, which is the cluster's (``bidi.classes_of``)."""
    display: str | tuple[str, ...]
    """What is drawn: shaped, without zero-width characters but the marks that are kept. Empty: nothing. A string when
    every cluster is one character that takes one cell."""

    @property
    def widths(self) -> tuple[int, ...]:
        """Cells."""
        return (1,) * len(self.display) if isinstance(self.display, str) else tuple(map(_cluster_cells, self.display))

    @property
    def cells(self) -> int:
        """The whole word's cells."""
        return sum(self.widths)


def analyze(word: str, options: Options) -> Word:
    """Make one word ready, whatever is in it."""
    glyphs = shape(word)
    found = _starts(word, glyphs)
    shown = [
        _drawn(word[start:end], glyphs[start:end], options.harakat) for start, end in pairwise((*found, len(word)))
    ]
    bases = "".join([word[start] for start in found])
    plain = all(len(cluster) == 1 and char_cells(cluster) == 1 for cluster in shown)
    return Word(bases, classes_of(bases), "".join(shown) if plain else tuple(shown))


def analyze_all(words: Sequence[str], options: Options) -> list[Word]:
    """Make words without blanks ready; one met before costs a look-up."""
    kept = _kept(options)
    found = list(map(kept.get, words))
    if all(found):
        return cast(list[Word], found)
    fresh = _fresh(list(dict.fromkeys(compress(words, map(not_, found)))), options)
    if len(kept) + len(fresh) > _CACHED_WORDS:
        kept.clear()
    if len(fresh) <= _CACHED_WORDS:
        kept.update({word: made for word, made in fresh.items() if len(word) <= _CACHED_LENGTH})
    return [known or fresh[word] for word, known in zip(words, found, strict=True)]


def starts(text: str) -> list[int]:
    """Where each cluster of ``text`` begins, in code points; blanks are clusters too."""
    glyphs = shape(text)
    return list(compress(count(), glyphs)) if _SIMPLE.fullmatch(text) else _starts(text, glyphs)


def graphemes(text: str) -> list[int]:
    """Where each character begins that a key deletes (UAX #29): a lam and its alef are two, all else is a cluster."""
    return [match.start() for match in _grapheme().finditer(text)]


@lru_cache(_CACHED_OPTIONS)
def _kept(options: Options) -> dict[str, Word]:
    """The words met with these options, at most :data:`_CACHED_WORDS`."""
    return {}


def _fresh(words: list[str], options: Options) -> dict[str, Word]:
    simple = words if _SIMPLE.fullmatch(" ".join(words)) else list(filter(_SIMPLE.fullmatch, words))
    result = dict(zip(simple, _simple(" ".join(simple)), strict=True)) if simple else {}
    if len(simple) < len(words):
        result |= {word: analyze(word, options) for word in words if word not in result}
    return result


def _simple(words: str) -> Iterator[Word]:
    """As :func:`analyze`, for words of :data:`_SIMPLE` with a blank between them."""
    glyphs = words if words.isascii() else shape(words)
    drawn = "".join(glyphs)
    bases = words if len(drawn) == len(words) else without_taken(words)
    return map(Word._make, zip(bases.split(" "), classes_of(bases).split(_BLANK), drawn.split(" "), strict=True))


def _starts(word: str, glyphs: Sequence[str]) -> list[int]:
    found: list[int] = []
    for start in graphemes(word):
        if glyphs[start]:
            found.append(start)
        else:  # an alef that belongs to a lam before it, and so does what stands between them
            while word[found[-1]] != LAM:
                found.pop()
    return found


def _drawn(cluster: str, glyphs: Sequence[str], harakat: bool) -> str:
    base, marks = glyphs[0], cluster[1:]
    if char_cells(cluster[0]) == 0:  # a mark without a base would sit on whatever stands before it
        return ""
    if not marks:
        return base if cluster not in _MARKS_OF_DIRECTION else ""
    if cluster[0] >= "\U0001f1e6" and marks[0] >= "\U0001f1e6" and len(cluster) == 2 and char_cells(marks) > 0:
        return cluster  # a flag
    marks = "".join(compress(marks, glyphs[1:]))
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
