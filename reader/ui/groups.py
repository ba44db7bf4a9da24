"""What stands together in a list: entries of a day, of a feed, of a folder. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from reader.i18n.catalogue import Catalogue
from reader.models import Feed, Grouping

_WEEK, _MONTH = 7, 30
_DAYS = ((0, "group.today"), (1, "group.yesterday"), (_WEEK, "group.week"), (_MONTH, "group.month"))
"""Up to how many days ago, and what that is called."""


def groups(
    places: Sequence[tuple[int, int, datetime]],
    by: Grouping,
    feeds: Sequence[Feed],
    now: datetime,
    catalogue: Catalogue,
) -> dict[int, str]:
    """The name of the group of each entry (its id, its feed's, its time), by its id."""
    if by is Grouping.DATE:
        today = now.astimezone().date()
        days = [at.astimezone().date() for _, _, at in places]
        names = {day: _day(catalogue, day, today) for day in set(days)}
        return {id: names[day] for (id, _, _), day in zip(places, days, strict=True)}
    titles = {feed.id: feed.title if by is Grouping.FEED else feed.folder for feed in feeds}
    others = catalogue.text("group.others")
    return {id: titles.get(feed_id) or others for id, feed_id, _ in places}


def _day(catalogue: Catalogue, day: date, today: date) -> str:
    ago = (today - day) / timedelta(days=1)
    key = next((key for days, key in _DAYS if ago <= days), "group.older")
    return catalogue.text(key)
