"""Passages of a text, found again by their words after the text has changed. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from reader.margin import Quote
from reader.text.fold import folded
from reader.text.page import Page
from reader.text.selection import Place, Stretch

_AROUND = 32
"""Characters of context on either side, as browsers' text fragments and annotation tools take them."""
_LONGEST = 10_000
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


def stretch(page: Page, quote: Quote) -> Stretch | None:
    """Where a passage stands on a page; None: it does not any more."""
    text, begins = _text(page)
    found = find(text, quote)
    if found is None:
        return None
    start, end = _place(page, begins, found[0])[0], _place(page, begins, found[1] - 1)[1]
    return Stretch(start, end) if start < end else None


def find(text: str, quote: Quote) -> tuple[int, int] | None:
    """Where a passage stands in a text, start and end in code points; None: nowhere.

    Of several such places it is the one whose surroundings are most alike. Where the very words are gone, other
    spellings of them are looked for, and then a passage that begins and ends as this one did.
    """
    if not quote.exact.strip():
        return None
    exact = [(start, start + len(quote.exact)) for start in _all(text, quote.exact)]
    return max(exact, key=lambda place: _likeness(text, place, quote), default=None) or _alike(text, quote)


def _alike(text: str, quote: Quote) -> tuple[int, int] | None:
    folds = folded(text)
    parts = [part if not part.isspace() else "" for part in folds]
    origin = [place for place, part in enumerate(parts) for _ in part]
    key = "".join(parts)
    wanted = "".join(part for part in folded(quote.exact) if not part.isspace())
    if not wanted:
        return None
    found = [(start, start + len(wanted)) for start in _all(key, wanted)] or list(_edited(key, wanted))
    places = [(origin[start], _with_marks(folds, origin[end - 1] + 1)) for start, end in found]
    return max(places, key=lambda place: _likeness(text, place, quote), default=None)


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
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


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
