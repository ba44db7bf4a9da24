"""What an answer of a feed's server comes to, from its bytes to the rows of the store. Pure, and most of a refresh."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from reader.asking import FeedToFetch, Fetched
from reader.feeds.parse import parse
from reader.models import KnownEntry, Rhythm
from reader.store.ingest import Ready, prepare
from reader.sync.decide import decide
from reader.sync.schedule import pace


class Settled(NamedTuple):
    """What is to be written of a feed."""

    ready: Ready
    pace: int
    """Seconds between entries; 0: unknown."""
    rhythm: Rhythm
    newest: datetime | None
    """When the newest entry was published."""


def settle(feed: FeedToFetch, fetched: Fetched, known: Sequence[KnownEntry], now: datetime) -> Settled:
    """Parse an answer, and decide what of it is new. Raises ParseError."""
    parsed = parse(fetched.body, url=fetched.url, content_type=fetched.content_type)
    intent = decide(feed, parsed, known, fetched, now)
    published = [entry.published for entry in parsed.entries if entry.published]
    newest = max((date for date in published if date <= now), default=None)
    return Settled(prepare(intent), pace(published, now), parsed.rhythm, newest)
