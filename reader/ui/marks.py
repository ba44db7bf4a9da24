"""Marks as the screen shows them."""

from __future__ import annotations

from collections.abc import Sequence

from reader.models import Entry, Mark


def marked(entry: Entry, mark: Mark) -> Entry:
    """``entry`` after ``mark``."""
    match mark:
        case Mark.READ | Mark.UNREAD:
            return entry._replace(read=mark is Mark.READ)
        case Mark.BOOKMARK | Mark.UNBOOKMARK:
            return entry._replace(bookmarked=mark is Mark.BOOKMARK)


def for_all(entries: Sequence[Entry], mark: Mark, back: Mark) -> Mark:
    """``mark``, or ``back``, its contrary, where all of them have it already."""
    return back if entries and all(marked(entry, mark) == entry for entry in entries) else mark
