"""A clock that goes back, by a day or by years, as where a battery is empty or a zone was set wrongly."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hand_clock import START, Clock
from loopback import Answer, Loopback

from reader.asking import Pace, Subscription
from reader.config.schema import Keep
from reader.events import Event, FeedUnchanged, FeedUpdated, PageFailed, PictureFailed
from reader.library import Library
from reader.models import Filter, Mark

DAY = timedelta(days=1)
back = pytest.mark.parametrize("back", [DAY, 400 * DAY, 50 * 365 * DAY], ids=["a day", "a year", "to 1974"])


def feed(*items: tuple[str, timedelta | None]) -> Answer:
    """A feed of entries, each with its title and how long after START it was published; None: it does not say."""
    entries = "".join(
        f"<item><guid>{title}</guid><title>{title}</title><description>{title}</description>"
        + ("" if at is None else f"<pubDate>{START + at:%Y-%m-%dT%H:%M:%SZ}</pubDate>")
        + "</item>"
        for title, at in items
    )
    return Answer(f"<rss version='2.0'><channel><title>x</title>{entries}</channel></rss>".encode())


OLD = (("old", -2 * DAY), ("recent", -timedelta(hours=1)))


async def refreshed(library: Library, pace: Pace = Pace.DUE) -> list[Event]:
    """What is told of the feeds, without the beginning and the end."""
    return [event async for event in library.refresh(None, pace)][1:-1]


async def titles(library: Library, text: str = "") -> list[str]:
    """Those of the headlines, in their order."""
    return [entry.title for entry in await library.list(Filter(text=text))]


@pytest.fixture
async def url(library: Library, server: Loopback) -> str:
    """A feed that was refreshed at START."""
    url = server.put("/f", feed(*OLD))
    await library.add(Subscription(url))
    await refreshed(library)
    return url


@back
async def test_feeds_are_asked_within_the_longest_rest_and_then_as_ever(
    library: Library, server: Loopback, url: str, clock: Clock, back: timedelta
) -> None:
    """No feed waits for a future that is years away; one that was a day ahead is due when that day has passed again."""
    clock.now = START - back
    if back == DAY:
        clock.now += 2 * DAY
    assert isinstance((await refreshed(library))[0], FeedUnchanged)
    assert not [event for event in await refreshed(library) if isinstance(event, FeedUnchanged)]
    clock.now += DAY + timedelta(hours=6)
    assert isinstance((await refreshed(library))[0], FeedUnchanged)


@back
async def test_new_entries_come_on_top(
    library: Library, server: Loopback, url: str, clock: Clock, back: timedelta
) -> None:
    """With a date or without: they stand above what is there, and are new, unread and found."""
    clock.now = START - back
    server.put("/f", feed(("fresh", timedelta(hours=1)), ("undated", None), *OLD))
    (event,) = await refreshed(library, Pace.ANYWAY)
    assert isinstance(event, FeedUpdated) and event.new == 2
    assert await titles(library) == ["fresh", "undated", "recent", "old"]
    assert {"fresh", "undated"} <= set(await titles(library, "is:new"))
    assert await titles(library, "is:unread fresh") == ["fresh"]


@back
async def test_what_came_in_another_time_is_not_new_for_ever(
    library: Library, url: str, clock: Clock, back: timedelta
) -> None:
    """An hour back it still is; by years it is not, as it is not a day later."""
    clock.now = START - timedelta(hours=1)
    assert await titles(library, "is:new") == ["recent", "old"]
    clock.now = START - back - timedelta(minutes=1)
    assert await titles(library, "is:new") == []


@back
async def test_cleaning_removes_nothing_that_is_new(
    library: Library, server: Loopback, url: str, clock: Clock, back: timedelta
) -> None:
    """Neither while the clock is wrong nor when it is right again, though all was read at the wrong time."""
    clock.now = START - back
    server.put("/f", feed(("fresh", timedelta(hours=1)), ("undated", None), *OLD))
    await refreshed(library, Pace.ANYWAY)
    await library.mark_all_read(Filter())
    keep = Keep(days=7, pictures_days=7)
    assert (await library.clean(keep)).entries == 0
    clock.now = START + timedelta(hours=2)
    assert (await library.clean(keep)).entries == 0
    clock.now = START + 30 * DAY
    assert (await library.clean(keep)).entries == 4


@back
async def test_what_was_done_is_taken_back(library: Library, url: str, clock: Clock, back: timedelta) -> None:
    """Undo goes by the order of changes, whatever the time."""
    entry = (await library.ids(Filter()))[0]
    await library.mark([entry], Mark.READ)
    clock.now = START - back
    await library.mark([entry], Mark.BOOKMARK)
    await library.undo()
    assert await titles(library, "is:bookmarked") == [] and len(await titles(library, "is:unread")) == 1
    await library.undo()
    assert len(await titles(library, "is:unread")) == 2


async def test_what_failed_in_a_future_is_tried_again(library: Library, server: Loopback, clock: Clock) -> None:
    """A page and a picture that could not be had are asked for a day later, or when it is years earlier."""
    gone = server.url("/gone")
    item = f"<guid>1</guid><link>{gone}</link><description>&lt;img src='{gone}.png'&gt;</description>"
    text = f"<rss version='2.0'><channel><title>x</title><item>{item}</item></channel></rss>"
    await library.add(Subscription(server.put("/f", Answer(text.encode()))))
    await refreshed(library)
    (entry,) = await library.ids(Filter())

    async def failed() -> tuple[int, int]:
        pages = [event async for event in library.fetch_pages(9) if isinstance(event, PageFailed)]
        pictures = [event async for event in library.fetch_pictures(entry) if isinstance(event, PictureFailed)]
        return len(pages), len(pictures)

    assert await failed() == (1, 1)
    assert await failed() == (0, 0)
    clock.now = START - 400 * DAY
    assert await failed() == (1, 1)
    assert await failed() == (0, 0)


async def test_validators_of_a_future_are_not_believed_for_ever(
    library: Library, server: Loopback, clock: Clock
) -> None:
    """A server that says 304 whatever happens is asked for its whole answer, as after eight days."""
    await library.add(Subscription(server.put("/f", Answer(feed(*OLD).body, headers=(("ETag", '"1"'),)))))
    await refreshed(library)
    clock.now = START - 400 * DAY
    await refreshed(library, Pace.ANYWAY)
    await refreshed(library, Pace.ANYWAY)
    assert ["if-none-match" in request.headers for request in server.asked("/f")] == [False, False, True]
