"""When a feed may be asked again, and when it should be. Pure; the time and the dice are given.

Two times: ``allowed`` is what courtesy demands of anybody, also of a reader who presses a key; ``due`` is when a
program that refreshes by itself had better ask, which it learns from how often the feed really changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from reader.asking import Rest, Timing
from reader.models import Rhythm

FLOOR = timedelta(minutes=5)
"""The least time between two requests that anybody may make."""
LEAST, USUAL, MOST = timedelta(minutes=30), timedelta(hours=1), timedelta(days=1)
"""Between two requests that a program makes by itself: the least, where nothing is known, and the most."""
_UNCONDITIONAL = timedelta(hours=2)
"""The least where the server gives no validators, so that each answer is the whole feed."""
_CACHED = timedelta(hours=5)
"""The most that a cache header may forbid: sites say sixteen years."""
_PUBLISHED = timedelta(hours=1)
"""The most that a document's own words may forbid; beyond that they only advise."""
_BACK_OFF = timedelta(minutes=10)
_LONGEST_RETRY = timedelta(days=2)
_NEVER = timedelta(days=3650)
_SPREAD = 0.2
"""The share of a time by which chance lengthens it, so that feeds do not all fall due at once."""
_DATES = 12
_PATIENCE = 4
"""The part of a silence after which the next entry is waited for: half a day makes an hourly feed one of 3 hours."""


def pace(published: Sequence[datetime], now: datetime) -> int:
    """Seconds between a feed's entries of late: the median of the last gaps, the silence since then among them.

    0: not known.
    """
    dates = sorted({date for date in published if date <= now}, reverse=True)[:_DATES]
    if len(dates) < 3:
        return 0
    gaps = [(newer - older).total_seconds() for newer, older in zip((now, *dates), dates, strict=False)]
    return max(1, int(median(gaps)))


def slowed(pace: int, silence: timedelta) -> int:
    """The pace of a feed that has been silent for longer than it used to be; 0: it has none."""
    return max(pace, int(silence.total_seconds() / _PATIENCE)) if pace else 0


def answered(now: datetime, *, max_age: int, rhythm: Rhythm, pace: int, conditional: bool, chance: float) -> Timing:
    """After an answer, new or not. ``chance`` is between 0 and 1."""
    cached = min(timedelta(seconds=max_age), _CACHED)
    asked = timedelta(seconds=rhythm.every)
    allowed = _open(now + max(FLOOR, cached, min(asked, _PUBLISHED)), rhythm, now)
    wait = timedelta(seconds=pace / 2) if pace else USUAL
    wait = min(MOST, max(LEAST, wait, asked, timedelta() if conditional else _UNCONDITIONAL))
    due = _open(max(allowed, now + wait * (1 + _SPREAD * chance)), rhythm, now)
    reason = Rest.SERVER if allowed > now + FLOOR else Rest.RECENT
    return Timing(allowed, due, reason)


def refused(now: datetime, *, status: int, retry: int | None, failures: int, chance: float) -> Timing:
    """After a failure, the ``failures``-th in a row. ``status`` 0: no server answered. ``retry``: what it asks for."""
    back_off = min(MOST, _BACK_OFF * 2 ** min(failures - 1, 10)) * (1 + _SPREAD * chance)
    if status == 410:
        return Timing(now + _NEVER, now + _NEVER, Rest.GONE, failures)
    if status in (429, 503):
        wait = back_off if retry is None else min(max(timedelta(seconds=retry), FLOOR), _LONGEST_RETRY)
        return Timing(now + wait, now + max(wait, back_off), Rest.SLOW_DOWN, failures)
    # Without an answer it may be our own network that is down, and nobody is spared by waiting.
    allowed = now + FLOOR if status else now
    return Timing(allowed, max(allowed, now + back_off), Rest.FAILED, failures)


def _open(time: datetime, rhythm: Rhythm, now: datetime) -> datetime:
    """The first time from ``time`` on that the feed does not except, within a day and a half."""
    for _ in range(36):
        if time.weekday() not in rhythm.days and time.hour not in rhythm.hours:
            break
        time = (time + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
    return time
