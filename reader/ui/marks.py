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


def read_toggled(entry: Entry) -> Mark:
    """The mark that makes a read entry unread, and the other way round."""
    return Mark.UNREAD if entry.read else Mark.READ


def bookmark_toggled(entry: Entry) -> Mark:
    """The mark that bookmarks an entry, or takes its bookmark away."""
    return Mark.UNBOOKMARK if entry.bookmarked else Mark.BOOKMARK
