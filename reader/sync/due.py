"""Which feeds a refresh asks, and why it does not ask the others."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from reader.asking import LONGEST_REST, FeedToFetch, Pace, Rest
from reader.events import FeedResting
from reader.store import feeds, visits
from reader.sync.hosts import host_of
from reader.sync.writes import Run


class Due(NamedTuple):
    """The feeds of a refresh."""

    asked: tuple[FeedToFetch, ...]
    resting: tuple[FeedResting, ...]
    spared: dict[str, datetime]
    """Hosts that want fewer requests, and until when."""


async def due(
    read: Run, feed_ids: Sequence[int] | None, pace: Pace, now: datetime, answered: Container[str] = ()
) -> Due:
    """These feeds, or all that are not paused, as far as ``pace`` lets them be asked. Raises StoreError.

    ``answered`` are the addresses of feeds of which nothing need be asked any more.
    """
    found = await read(feeds.to_fetch, feed_ids)
    spared = await read(visits.spared, now) if pace is not Pace.ANYWAY else {}
    meant = [feed for feed in found if feed_ids is not None or not feed.paused]
    rests = [(feed, None if feed.url in answered else resting(feed, pace, now, spared)) for feed in meant]
    return Due(
        tuple(feed for feed, rest in rests if rest is None),
        tuple(rest for _, rest in rests if rest is not None),
        spared,
    )


def resting(feed: FeedToFetch, pace: Pace, now: datetime, spared: Mapping[str, datetime]) -> FeedResting | None:
    """Why a feed is not asked now; None: it is. Pure."""
    # Even who insists is told by a host only once that it wants fewer requests.
    if (until := spared.get(host_of(feed.url))) is not None and now < until <= now + LONGEST_REST:
        return FeedResting(feed.id, feed.title, until, Rest.SLOW_DOWN)
    if pace is Pace.ANYWAY or (timing := feed.timing) is None:
        return None
    until = timing.due if pace is Pace.DUE else timing.allowed
    # A clock that went back must not keep feeds for longer than any rule does.
    ahead = now < until and (timing.reason is Rest.GONE or until - now <= LONGEST_REST)
    return FeedResting(feed.id, feed.title, until, timing.reason) if ahead else None
