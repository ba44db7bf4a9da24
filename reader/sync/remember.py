"""What is to be remembered of a request for a feed: how it went, and when the next may come. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.asking import Asked, FeedToFetch, Fetched, Visit
from reader.config.check import is_local
from reader.feeds.freshness import retry_after
from reader.models import Problem, Validators
from reader.sync import schedule

if TYPE_CHECKING:
    from reader.sync.settle import Settled

_NEVER = datetime.min.replace(tzinfo=UTC)


def answer(
    feed: FeedToFetch,
    fetched: Fetched,
    settled: Settled | None,
    *,
    at: datetime,
    milliseconds: int,
    now: datetime,
    chance: float,
) -> Asked:
    """Of one that was answered, ``at`` its beginning; ``settled`` is what the body came to, if it was a new one."""
    pace = (settled.pace if settled is not None else 0) or feed.pace
    newest = max((settled.newest if settled is not None else None) or _NEVER, feed.newest or _NEVER)
    rhythm = settled.rhythm if settled is not None else feed.rhythm
    timing = schedule.answered(
        now,
        max_age=fetched.max_age or (int((fetched.expires - now).total_seconds()) if fetched.expires else 0),
        rhythm=rhythm,
        pace=schedule.slowed(pace, now - newest),
        conditional=fetched.validators != Validators() or is_local(feed.url),
        chance=chance,
    )
    whole = fetched.status not in (226, 304)
    moved = fetched.moved if fetched.moved != feed.url else ""  # as when it was found by an old address
    visit = Visit(at, fetched.status, len(fetched.body), milliseconds)
    return Asked(now, visit, timing, (pace, rhythm) if whole else None, moved)


def failure(
    feed: FeedToFetch,
    fetched: Fetched | None,
    problem: Problem,
    *,
    at: datetime,
    milliseconds: int,
    now: datetime,
    chance: float,
) -> Asked:
    """Of one that failed, before it was ``fetched`` or after."""
    told = dict(problem.facts)
    status = int(told.get("status") or (fetched.status if fetched is not None else 0))
    failures = 1 + (feed.timing.failures if feed.timing is not None else 0)
    retry = retry_after(told.get("retry", ""), now)
    timing = schedule.refused(now, status=status, retry=retry, failures=failures, chance=chance)
    visit = Visit(at, status, len(fetched.body) if fetched else 0, milliseconds, problem=problem)
    return Asked(now, visit, timing)
