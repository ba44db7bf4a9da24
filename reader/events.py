"""What happens while feeds, pages and pictures are fetched, told as it happens.

They carry ids and counts: whoever shows them asks the store, which is the one source of truth. No annotation is a
string, as in ``models``.
"""

from datetime import datetime
from typing import NamedTuple

from reader.asking import Rest
from reader.models import Problem


class RefreshStarted(NamedTuple):
    """A refresh of ``total`` feeds has begun."""

    total: int


class FeedUpdated(NamedTuple):
    """A feed was fetched, parsed and stored."""

    feed_id: int
    title: str
    new: int
    changed: int


class FeedUnchanged(NamedTuple):
    """A feed answered that it has nothing new (304, or the same bytes)."""

    feed_id: int
    title: str


class FeedFailed(NamedTuple):
    """A feed could not be refreshed; the reason is recorded with it."""

    feed_id: int
    title: str
    url: str
    problem: Problem


class FeedResting(NamedTuple):
    """A feed was not asked, for it is not to be asked yet."""

    feed_id: int
    title: str
    until: datetime
    reason: Rest


class RefreshFinished(NamedTuple):
    """The last feed of a refresh has been dealt with."""

    updated: int
    unchanged: int
    failed: int
    new: int
    """Entries stored for the first time, over all feeds."""
    resting: int = 0
    """Feeds that were not asked."""


class PagesStarted(NamedTuple):
    """The pages of ``total`` entries are about to be fetched."""

    total: int


class PageStored(NamedTuple):
    """The article of an entry's page is there."""

    entry_id: int
    title: str
    words: int


class PageFailed(NamedTuple):
    """An entry's page gave no article; the reason is recorded with it."""

    entry_id: int
    title: str
    url: str
    problem: Problem


class PagesFinished(NamedTuple):
    """The last page has been dealt with."""

    stored: int
    failed: int


Event = RefreshStarted | FeedResting | FeedUpdated | FeedUnchanged | FeedFailed | RefreshFinished
PageEvent = PagesStarted | PageStored | PageFailed | PagesFinished


class PicturesStarted(NamedTuple):
    """``total`` pictures are about to be fetched."""

    total: int


class PictureStored(NamedTuple):
    """A picture is there."""

    entry_id: int
    url: str


class PictureFailed(NamedTuple):
    """A picture did not come, or is none."""

    entry_id: int
    url: str
    problem: Problem


class PicturesFinished(NamedTuple):
    """The last picture has been dealt with."""

    stored: int
    failed: int


PictureEvent = PicturesStarted | PictureStored | PictureFailed | PicturesFinished
