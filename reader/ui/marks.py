"""Marks as the screen shows them."""

from __future__ import annotations

from reader.models import Entry, Mark


def marked(entry: Entry, mark: Mark) -> Entry:
    """``entry`` after ``mark``."""
    match mark:
        case Mark.READ | Mark.UNREAD:
            return entry._replace(read=mark is Mark.READ)
        case Mark.BOOKMARK | Mark.UNBOOKMARK:
            return entry._replace(bookmarked=mark is Mark.BOOKMARK)
