"""Text made ready for any row: its clusters, and what each looks like.

A cluster is what a reader takes for one character (UAX #29): a base with its marks, an emoji sequence, a flag; and a
lam with the alef that it takes into one glyph. Order, wrapping and truncation move whole clusters, so nothing can come
apart. Nearly all text is of characters that are a cluster each, which are made ready all at once; other words are
looked at one by one, and kept, since they repeat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain, compress, pairwise
from typing import NamedTuple

from reader.text.bidi import classes_of
from reader.text.cells import cells, char_cells
from reader.text.options import Emoji, Options
from reader.text.shape import LAM, shape, shape_simple, taken, without_taken
from reader.text.widths import ZERO

_CACHED_WORDS = 16_384
_CACHED_LENGTH = 64
_DEFAULT = Options()

_MARKS_OF_DIRECTION = "\u061c\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e"
_PICTURE = "[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
# Characters that are one cluster, of one cell, whatever stands beside them: all but an alef that a lam takes.
_PLAIN = (
    " -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f\u05d0-\u05ea\u060c\u061b"
    "\u061d-\u064a\u0660-\u066f\u0671-\u06d5\u06ee-\u06ff\u2010-\u2027\u2030-\u205e\u20a0-\u20c0"
)
_COMPLEX = re.compile(f"[^{_PLAIN}][^ ]*")
_SEPARATOR = "\0"
_SEPARATING = classes_of(_SEPARATOR)
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


@cache
def _harakat() -> re.Pattern[str]:
    return re.compile(
        "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
        "\u06df-\u06e8\u06ea-\u06ed\u0898-\u089f\u08ca-\u08ff]"
    )


class Clusters(NamedTuple):
    """A text's clusters; each field has one item a cluster."""

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
        """The whole text's cells."""
        return sum(self.widths)


def analyze(text: str, options: Options) -> Clusters:
    """Make a word, or any text, ready, whatever is in it."""
    glyphs = _glyphs(text, options)
    found = _starts(text, glyphs)
    shown = [_drawn(text[start:end], glyphs[start:end], options) for start, end in pairwise((*found, len(text)))]
    bases = "".join([text[start] for start in found])
    plain = all(len(cluster) == 1 and char_cells(cluster) == 1 for cluster in shown)
    return Clusters(bases, classes_of(bases), "".join(shown) if plain else tuple(shown))


def analyze_all(text: str, options: Options) -> list[Clusters]:
    """A text made ready in parts, as :func:`analyze` does it: simple ones at once, other words one by one."""
    between: list[str] = []
    words: list[Clusters] = []
    at = 0
    for start, end in _complex(text):
        between.append(text[at:start])
        words.append((_kept if end - start <= _CACHED_LENGTH else analyze)(text[start:end], options))
        at = end
    bases, classes, drawn = _simple(_SEPARATOR.join([*between, text[at:]]), options)
    if not words:
        return [Clusters(bases, classes, drawn)]
    fields = zip(bases.split(_SEPARATOR), classes.split(_SEPARATING), drawn.split(_SEPARATOR), strict=True)
    first, *others = map(Clusters._make, fields)
    return [first, *chain.from_iterable(zip(words, others, strict=True))]


_kept = lru_cache(_CACHED_WORDS)(analyze)


def _glyphs(text: str, options: Options) -> Sequence[str]:
    return text if options.logical else shape(text, ligate=options.lam_alef)


def _simple(text: str, options: Options) -> tuple[str, str, str]:
    """What :class:`Clusters` holds, for a text of :data:`_PLAIN` characters."""
    drawn = text if options.logical else shape_simple(text, ligate=options.lam_alef)
    bases = text if len(drawn) == len(text) else without_taken(text)
    return bases, classes_of(bases), drawn


def starts(text: str, options: Options = _DEFAULT) -> list[int]:
    """Where each cluster of ``text`` begins, in code points."""
    simple_starts = _simple_starts if options.lam_alef and not options.logical else _every_start
    found: list[int] = []
    at = 0
    for start, end in _complex(text):
        found += simple_starts(text, at, start)
        inside = (_kept_starts if end - start <= _CACHED_LENGTH else _starts_of)(text[start:end], options)
        found += [start + place for place in inside]
        at = end
    found += simple_starts(text, at, len(text))
    return found


def _starts_of(word: str, options: Options) -> Sequence[int]:
    return _starts(word, _glyphs(word, options))


_kept_starts = lru_cache(_CACHED_WORDS)(_starts_of)


def graphemes(text: str) -> list[int]:
    """Where each character begins that a key deletes (UAX #29): a lam and its alef are two, all else is a cluster."""
    if all(map(_stands_alone, text)):
        return list(range(len(text)))
    return [match.start() for match in _grapheme().finditer(text)]


def _stands_alone(char: str) -> bool:
    """Whether a character is a cluster whatever is beside it, unless that is drawn into it."""
    return not "\U0001f1e6" <= char <= "\U0001f1ff" if char_cells(char) else char in _MARKS_OF_DIRECTION


def _complex(text: str) -> Iterator[tuple[int, int]]:
    """The words that are not all of :data:`_PLAIN` characters."""
    at = 0
    for match in _COMPLEX.finditer(text):
        start = text.rfind(" ", at, match.start()) + 1 or at
        at = match.end()
        yield start, at


def _every_start(text: str, start: int, end: int) -> Sequence[int]:
    return range(start, end)


def _simple_starts(text: str, start: int, end: int) -> list[int]:
    found: list[int] = []
    for alef in taken(text, start, end):
        found += range(start, alef)
        start = alef + 1
    return [*found, *range(start, end)]


def _starts(word: str, glyphs: Sequence[str]) -> list[int]:
    found: list[int] = []
    for start in graphemes(word):
        if glyphs[start]:
            found.append(start)
        else:  # an alef that belongs to a lam before it, and so does what stands between them
            while word[found[-1]] != LAM:
                found.pop()
    return found


def _drawn(cluster: str, glyphs: Sequence[str], options: Options) -> str:
    base, marks = glyphs[0], cluster[1:]
    if char_cells(cluster[0]) == 0:  # a mark without a base would sit on whatever stands before it
        return ""
    if options.emoji is not Emoji.PLAIN and _is_picture(cluster):
        return cluster if options.emoji is Emoji.KEEP else ""
    if not marks:
        return base if cluster not in _MARKS_OF_DIRECTION else ""
    if cluster[0] >= "\U0001f1e6" and marks[0] >= "\U0001f1e6" and len(cluster) == 2 and char_cells(marks) > 0:
        return cluster  # a flag
    marks = "".join(compress(marks, glyphs[1:]))
    if "\u200d" in marks:  # of an emoji sequence, the first
        marks = marks.partition("\u200d")[0]
    if options.logical:  # whoever joins the letters needs the marks, and ZWNJ, which has no width
        return base + "\u200c".join(_undrawn().sub("", part) for part in marks.split("\u200c"))
    if not options.harakat:
        base = _HEH_WITH_HAMZA.get(base, base) if "\u0654" in marks else base
        marks = _harakat().sub("", marks)
    return base + _undrawn().sub("", marks)


@cache
def _sequence() -> re.Pattern[str]:
    return re.compile(
        "[\U0001f1e6-\U0001f1ff]{2}|.[^\u200d\ufe0f\U0001f3fb-\U0001f3ff]*[\u200d\ufe0f\U0001f3fb-\U0001f3ff]"
    )


def _is_picture(cluster: str) -> bool:
    return cluster[0] >= "\U0001f000" or (cluster[1:2] == "\ufe0f" and cluster[0] >= "\u2190")


def _cluster_cells(display: str) -> int:
    """A flag, and an emoji sequence that is kept, take the two cells of one picture."""
    return 2 if _sequence().match(display) else cells(display)
