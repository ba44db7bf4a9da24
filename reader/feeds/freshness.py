"""How long an answer holds and when a server wants to be asked again, by its headers. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)


def max_age(cache_control: str, expires: str, date: str, age: str = "") -> int:
    """Seconds for which an answer holds (RFC 9111, 4.2.1); 0: nothing is said, or it may not be kept at all.

    ``no-cache`` speaks of caches that many readers share, and is passed over.
    """
    if "no-store" in cache_control.lower():
        return 0
    held = int(age) if age.isdecimal() and len(age) < 10 else 0
    if said := _MAX_AGE.search(cache_control):
        return max(0, int(said[1]) - held)
    until, since = _date(expires), _date(date)
    return max(0, int((until - since).total_seconds())) if until and since else 0


def expires(cache_control: str, said: str, date: str) -> datetime | None:
    """Until when an answer holds that tells no time of its own, so that it is of when it came (RFC 9110, 6.6.1)."""
    return None if date or cache_control else _date(said)


def retry_after(value: str, now: datetime) -> int | None:
    """Seconds that ``Retry-After`` asks for (RFC 9110, 10.2.3), given as such or as a date; None: nothing is said."""
    value = value.strip()
    if value.isdecimal():
        return int(value[:10])
    until = _date(value)
    return max(0, int((until - now).total_seconds())) if until else None


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date
