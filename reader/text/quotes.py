"""Passages of a text, found again by their words after the text has changed. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from reader.margin import Quote
from reader.text.fold import folded
from reader.text.page import Page
from reader.text.selection import Place, Stretch

_AROUND = 32
"""Characters of context on either side, as browsers' text fragments and annotation tools take them."""
_LONGEST = 10_000
_MOST = 500
"""Places that are looked at of one passage."""
_SHORT, _ALIKE = 10, 4
"""Characters of a passage up to which it is nothing by itself, and those around it that tell it then."""
_HEAD = 24
"""Folded characters at either end of a passage by which it is known when its middle was edited."""


def quoted(page: Page, stretch: Stretch) -> Quote:
    """The words of a stretch, and those around it."""
    text, begins = _text(page)
    first, last = page.paragraphs[stretch.start.paragraph], page.paragraphs[stretch.end.paragraph]
    start = begins[stretch.start.paragraph] + first.code_point(stretch.start.cluster)
    end = begins[stretch.end.paragraph] + last.code_point_after(stretch.end.cluster)
    exact = text[start : min(end, start + _LONGEST)].rstrip("\n")
    start, end = start + len(exact) - len(exact.lstrip("\n")), start + len(exact)
    return Quote(text[start:end], text[max(0, start - _AROUND) : start], text[end : end + _AROUND])


def stretches(page: Page, quotes: Sequence[Quote]) -> list[Stretch | None]:
    """Where passages stand on a page; None: one does not any more."""
    text, begins = _text(page)
    searched = Searched(text)
    return [_stretch(page, begins, searched.find(quote)) for quote in quotes]


def _stretch(page: Page, begins: list[int], found: tuple[int, int] | None) -> Stretch | None:
    if found is None:
        return None
    start, end = _place(page, begins, found[0])[0], _place(page, begins, found[1] - 1)[1]
    return Stretch(start, end) if start < end else None


class Searched:
    """A text in which passages are looked for; it is folded once, and only if that is needed."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _folded(self) -> tuple[list[str], list[int], str]:
        """What each character becomes, the place of each character of the key, and the key, which has no blanks."""
        folds = folded(self.text)
        parts = [part if not part.isspace() else "" for part in folds]
        return folds, [place for place, part in enumerate(parts) for _ in part], "".join(parts)

    def find(self, quote: Quote) -> tuple[int, int] | None:
        """Where a passage stands, start and end in code points; None: nowhere.

        Of several such places it is the one whose surroundings are most alike. Where the very words are gone, other
        spellings of them are looked for, and then a passage that begins and ends as this one did.
        """
        if not quote.exact.strip():
            return None
        exact = [(start, start + len(quote.exact)) for start in _all(self.text, quote.exact)]
        return self._best(exact, quote) or self._best(self._alike(quote), quote)

    def _alike(self, quote: Quote) -> list[tuple[int, int]]:
        folds, origin, key = self._folded
        wanted = "".join(part for part in folded(quote.exact) if not part.isspace())
        if not wanted:
            return []
        found = [(start, start + len(wanted)) for start in _all(key, wanted)] or list(_edited(key, wanted))
        return [(origin[start], _with_marks(folds, origin[end - 1] + 1)) for start, end in found]

    def _best(self, places: Sequence[tuple[int, int]], quote: Quote) -> tuple[int, int] | None:
        """A few letters are the same only where they are words by themselves, or something around them is alike."""
        likeness = {place: _likeness(self.text, place, quote) for place in places}
        if len(quote.exact) < _SHORT:
            enough = min(_ALIKE, len(quote.before) + len(quote.after)) or _ALIKE
            places = [place for place in places if likeness[place] >= enough or _is_whole(self.text, place)]
        return max(places, key=lambda place: likeness[place], default=None)


def _is_whole(text: str, place: tuple[int, int]) -> bool:
    """Whether no word goes on before or behind a place."""
    start, end = place
    joined_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    joined_after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not (joined_before or joined_after)


def _with_marks(folds: list[str], end: int) -> int:
    """The end of a passage behind the marks on its last letter, which folding leaves out."""
    return next((at for at in range(end, len(folds)) if folds[at]), len(folds))


def _edited(key: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Passages that begin and end as ``wanted`` does and are about as long."""
    if len(wanted) < 3 * _HEAD:
        return
    for start in _all(key, wanted[:_HEAD]):
        last = key.rfind(wanted[-_HEAD:], start + len(wanted) // 2, start + 2 * len(wanted))
        if last >= 0:
            yield start, last + _HEAD


def _likeness(text: str, place: tuple[int, int], quote: Quote) -> int:
    """How many characters around a place are those that stood around the passage."""
    before, after = text[max(0, place[0] - _AROUND) : place[0]], text[place[1] : place[1] + _AROUND]
    return _shared(before[::-1], quote.before[::-1]) + _shared(after, quote.after)


def _shared(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _all(text: str, part: str) -> Iterator[int]:
    """Where ``part`` stands, no more than so many times; of places that overlap, the first and the last."""
    start = text.find(part)
    for _ in range(_MOST):
        if start < 0:
            return
        yield start
        last, following = start, text.find(part, start + 1)
        for _ in range(_MOST):
            if not 0 <= following < last + len(part):
                break
            last, following = following, text.find(part, following + 1)
        if last > start:
            yield last
        start = text.find(part, last + len(part))


def _text(page: Page) -> tuple[str, list[int]]:
    """All paragraphs, and where each begins."""
    texts = [paragraph.text for paragraph in page.paragraphs]
    return "\n".join(texts), list(accumulate((len(text) + 1 for text in texts), initial=0))


def _place(page: Page, begins: list[int], at: int) -> tuple[Place, Place]:
    """The places before and behind the cluster that a code point of all the text belongs to."""
    number = min(bisect_right(begins, at) - 1, len(page.paragraphs) - 1)
    paragraph = page.paragraphs[number]
    inside = max(0, min(at - begins[number], len(paragraph.text) - 1))
    start, end = paragraph.clusters(inside, inside + 1) if paragraph.text else (0, 0)
    return Place(number, start), Place(number, end)
