"""How often a feed's document says that it changes: ``ttl``, ``skipHours``, ``skipDays`` and ``sy:``. Pure.

RSS 2.0 (https://www.rssboard.org/rss-specification) and its Syndication module, whose times are in GMT.
"""

from __future__ import annotations

import re

from reader.models import Rhythm

_HEAD = 20_000
"""Characters in which a channel says such things."""
_TTL = re.compile(r"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_HOURS = re.compile(r"<skipHours>(.{0,2000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_DAYS = re.compile(r"<skipDays>(.{0,2000}?)</skipDays>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(r"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(r"<day>\s*([a-z]{3})[a-z]*\s*</day>", re.IGNORECASE)
_PERIOD = re.compile(r"<sy:updatePeriod>\s*([a-z]{1,10})\s*</", re.IGNORECASE)
_FREQUENCY = re.compile(r"<sy:updateFrequency>\s*(\d{1,4})\s*</", re.IGNORECASE)
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def rhythm(document: str) -> Rhythm:
    """What the head of a document says."""
    head = document[:_HEAD]
    ttl = _TTL.search(head)
    every = 60 * int(ttl[1]) if ttl else 0
    if period := _PERIOD.search(head):
        frequency = _FREQUENCY.search(head)
        often = max(1, int(frequency[1])) if frequency else 1
        every = max(every, _PERIODS.get(period[1].lower(), 0) // often)
    hours = {int(hour) % 24 for part in _HOURS.findall(head) for hour in _HOUR.findall(part)}
    named = [day.lower() for part in _DAYS.findall(head) for day in _DAY.findall(part)]
    days = {_WEEK.index(day) for day in named if day in _WEEK}
    all_of_it = len(hours) == 24 or len(days) == 7  # nobody means that
    return Rhythm(every, () if all_of_it else tuple(sorted(hours)), () if all_of_it else tuple(sorted(days)))
