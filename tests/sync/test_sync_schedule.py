"""When feeds are asked: the rules, and a library that keeps them."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hand_clock import START, Clock
from hypothesis import given
from hypothesis import strategies as st
from loopback import Answer, Loopback, Request, refused_url

from reader.asking import LONGEST_REST, FeedToFetch, Pace, Rest, Subscription
from reader.config.schema import Config, Fetch
from reader.events import Event, FeedFailed, FeedResting, FeedUnchanged, FeedUpdated
from reader.library import Library
from reader.models import Rhythm
from reader.sync.hosts import Hosts, interleaved
from reader.sync.schedule import FLOOR, LEAST, MOST, USUAL, answered, pace, refused

NOW = START
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PLAIN = Rhythm()
FEED = b"<rss version='2.0'><channel><title>x</title><item><guid>1</guid><title>y</title></item></channel></rss>"


def settled(max_age: int = 0, rhythm: Rhythm = PLAIN, every: int = 0, *, conditional: bool = True) -> tuple[float, ...]:
    """Hours from now till a feed may and should be asked."""
    timing = answered(NOW, max_age=max_age, rhythm=rhythm, pace=every, conditional=conditional, chance=0.0)
    return (timing.allowed - NOW) / HOUR, (timing.due - NOW) / HOUR


def test_nobody_asks_twice_within_minutes() -> None:
    """Five minutes for a person, an hour for a program that knows nothing of the feed."""
    assert settled() == (FLOOR / HOUR, USUAL / HOUR)


def test_a_cache_header_holds_for_everybody_but_not_for_years() -> None:
    """Up to five hours; beyond that it is a mistake of the site."""
    assert settled(max_age=7200) == (2.0, 2.0)
    assert settled(max_age=500_000_000) == (5.0, 5.0)


def test_what_a_document_says_binds_for_an_hour_and_advises_beyond() -> None:
    """A ttl of a day must not keep a reader who presses a key for a day."""
    assert settled(rhythm=Rhythm(20 * 3600)) == (1.0, 20.0)
    assert settled(rhythm=Rhythm(9_999_999)) == (1.0, 24.0)


def test_hours_and_days_that_a_feed_excepts_are_waited_for() -> None:
    """In UTC, to the full hour."""
    assert settled(rhythm=Rhythm(0, (14, 15, 16))) == (2 + 55 / 60, 2 + 55 / 60)
    allowed, _ = settled(rhythm=Rhythm(0, (), (4,)))  # a Friday
    assert allowed == 9 + 55 / 60


def test_a_feed_is_asked_as_often_as_it_changes() -> None:
    """Half the time between its entries, between half an hour and a day."""
    assert settled(every=4 * 3600)[1] == 2.0
    assert settled(every=60)[1] == LEAST / HOUR
    assert settled(every=90 * 86_400)[1] == MOST / HOUR
    assert settled(every=60, conditional=False)[1] == 2.0  # each answer is the whole feed


def test_the_pace_is_that_of_late() -> None:
    """The median of the last gaps with the silence since; of fewer than three entries nothing can be said."""
    assert pace([NOW - HOUR * n for n in (1, 2, 3, 4)], NOW) == 3600
    assert pace([NOW - DAY * n for n in (100, 101, 102)], NOW) == 86_400
    assert pace([NOW, NOW - HOUR], NOW) == 0
    assert pace([NOW + DAY] * 5, NOW) == 0


def test_failures_back_off() -> None:
    """Twice as long each time, up to a day; a person may ask again soon, and at once where no server answered."""
    waits = [refused(NOW, status=500, retry=None, failures=n, chance=0.0) for n in (1, 2, 3, 20)]
    assert [(one.due - NOW) / timedelta(minutes=1) for one in waits] == [10, 20, 40, 1440]
    assert {one.allowed for one in waits} == {NOW + FLOOR}
    assert refused(NOW, status=0, retry=None, failures=3, chance=0.0).allowed == NOW


def test_a_server_that_wants_fewer_requests_is_obeyed() -> None:
    """For as long as it says, within two days; it is never asked at once."""
    assert refused(NOW, status=429, retry=3600, failures=1, chance=0.0).allowed == NOW + HOUR
    assert refused(NOW, status=503, retry=0, failures=1, chance=0.0).allowed == NOW + FLOOR
    assert refused(NOW, status=429, retry=10**9, failures=1, chance=0.0).allowed == NOW + 2 * DAY
    assert refused(NOW, status=503, retry=None, failures=2, chance=0.0).allowed == NOW + timedelta(minutes=20)


@given(
    st.integers(0, 10**12),
    st.builds(
        Rhythm,
        st.integers(0, 10**9),
        st.lists(st.integers(0, 23), max_size=23).map(tuple),
        st.lists(st.integers(0, 6), max_size=6).map(tuple),
    ),
    st.integers(0, 10**9),
    st.booleans(),
    st.floats(0, 1),
)
def test_no_feed_is_forgotten(max_age: int, rhythm: Rhythm, every: int, conditional: bool, chance: float) -> None:
    """Whatever is said, a feed is never asked before it may be, and always again within five days."""
    timing = answered(NOW, max_age=max_age, rhythm=rhythm, pace=every, conditional=conditional, chance=chance)
    assert NOW + FLOOR <= timing.allowed <= timing.due <= NOW + LONGEST_REST


def test_feeds_of_one_host_stand_far_apart() -> None:
    """No worker waits for a host while another could be asked."""
    feeds = [FeedToFetch(number, f"https://{host}/x", "") for number, host in enumerate("aaabbc")]
    assert [feed.url[8] for feed in interleaved(feeds)] == list("abcaba")


async def test_a_host_gets_two_requests_at_once() -> None:
    """And those a while after each other."""
    hosts, at_once, most, begun = Hosts(2, 0.02), 0, 0, []

    async def ask() -> None:
        nonlocal at_once, most
        async with hosts.turn("https://a.example/"):
            begun.append(asyncio.get_running_loop().time())
            at_once += 1
            most = max(most, at_once)
            await asyncio.sleep(0.05)
            at_once -= 1

    await asyncio.gather(*(ask() for _ in range(5)))
    assert most == 2
    assert all(later - earlier > 0.015 for earlier, later in pairwise(begun))


async def refreshed(library: Library, pace: Pace) -> list[Event]:
    """What a refresh tells of each feed."""
    return [event async for event in library.refresh(None, pace) if hasattr(event, "feed_id")]


async def test_a_refresh_spares_who_has_just_been_asked(library: Library, server: Loopback, clock: Clock) -> None:
    """Until it may be asked for a person's sake, and later for a program's; insisting asks at once."""
    feed = await library.add(Subscription(server.put("/f", Answer(FEED, headers=(("Cache-Control", "max-age=1200"),)))))
    assert isinstance((await refreshed(library, Pace.DUE))[0], FeedUpdated)
    until = NOW + timedelta(minutes=20)
    assert await refreshed(library, Pace.ALLOWED) == [FeedResting(feed.id, "x", until, Rest.SERVER)]
    assert isinstance((await refreshed(library, Pace.ANYWAY))[0], FeedUnchanged)
    clock.now = until
    assert isinstance((await refreshed(library, Pace.DUE))[0], FeedResting)
    assert isinstance((await refreshed(library, Pace.ALLOWED))[0], FeedUnchanged)
    clock.now += DAY
    assert isinstance((await refreshed(library, Pace.DUE))[0], FeedUnchanged)
    assert len(server.asked("/f")) == 4


async def test_a_clock_that_goes_back_keeps_no_feed(library: Library, server: Loopback, clock: Clock) -> None:
    """What was settled in a future that is none any more does not count."""
    await library.add(Subscription(server.put("/f", Answer(FEED))))
    clock.now = NOW + timedelta(days=900)
    await refreshed(library, Pace.ANYWAY)
    clock.now = NOW
    assert isinstance((await refreshed(library, Pace.DUE))[0], FeedUnchanged)


async def test_one_feed_that_is_told_to_slow_down_slows_its_host(
    tmp_path: Path, server: Loopback, clock: Clock
) -> None:
    """The other feeds of that host are not asked either, in this refresh and the next."""
    opened = await Library.open(tmp_path / "qari.db", Config(fetch=Fetch(workers=1, timeout=5.0)), clock)
    for path in ("/a", "/b", "/c"):
        await opened.add(Subscription(server.put(path, Answer(status=429, headers=(("Retry-After", "600"),)))))
    first = await refreshed(opened, Pace.ALLOWED)
    assert [type(event) for event in first] == [FeedFailed, FeedResting, FeedResting]
    assert len(server.requests) == 1
    clock.now += timedelta(seconds=590)
    assert {type(event) for event in await refreshed(opened, Pace.ALLOWED)} == {FeedResting}
    clock.now += timedelta(seconds=20)
    assert isinstance((await refreshed(opened, Pace.ALLOWED))[0], FeedFailed)
    await opened.close()


async def test_a_feed_that_is_gone_is_not_asked_any_more(library: Library, server: Loopback, clock: Clock) -> None:
    """410: for years, unless somebody insists; and if it is there after all, it is one like any other."""
    await library.add(Subscription(server.put("/f", Answer(status=410))))
    await refreshed(library, Pace.DUE)
    clock.now += timedelta(days=400)
    (rest,) = await refreshed(library, Pace.ALLOWED)
    assert isinstance(rest, FeedResting) and rest.reason is Rest.GONE
    server.put("/f", Answer(FEED))
    assert isinstance((await refreshed(library, Pace.ANYWAY))[0], FeedUpdated)
    clock.now += DAY
    assert isinstance((await refreshed(library, Pace.DUE))[0], FeedUnchanged)


async def test_without_a_network_nothing_is_held_against_a_feed(library: Library, clock: Clock) -> None:
    """It may be asked again as soon as the network is back."""
    await library.add(Subscription(refused_url()))
    await refreshed(library, Pace.ALLOWED)
    assert isinstance((await refreshed(library, Pace.ALLOWED))[0], FeedFailed)


async def test_an_address_moves_when_it_has_moved_for_days(library: Library, server: Loopback, clock: Clock) -> None:
    """A permanent redirect is believed on its third time and after two days, with all that is stored of the feed."""
    target = server.put("/new", Answer(FEED))
    old = server.put("/old", Answer(status=301, headers=(("Location", "/new"),)))
    feed = await library.add(Subscription(old))
    for _ in range(3):
        assert [one.url for one in await library.feeds()] == [old]
        await refreshed(library, Pace.ANYWAY)
        clock.now += DAY
    (moved,) = await library.feeds()
    assert (moved.id, moved.url, moved.total) == (feed.id, target, 1)
    await refreshed(library, Pace.ANYWAY)
    assert len(server.asked("/old")) == 3


@pytest.mark.parametrize("hop", [302, 307])
async def test_a_passing_redirect_moves_nothing(library: Library, server: Loopback, clock: Clock, hop: int) -> None:
    """Nor does a permanent one that leads over it."""
    server.put("/new", Answer(FEED))
    server.put("/hop", Answer(status=hop, headers=(("Location", "/new"),)))
    old = server.put("/old", Answer(status=308, headers=(("Location", "/hop"),)))
    await library.add(Subscription(old))
    for _ in range(5):
        await refreshed(library, Pace.ANYWAY)
        clock.now += DAY
    assert [one.url for one in await library.feeds()] == [old]


async def test_validators_are_not_believed_for_ever(library: Library, server: Loopback, clock: Clock) -> None:
    """After eight days without a whole body none are sent: some servers say 304 for ever."""
    server.put("/f", Answer(FEED, headers=(("ETag", '"1"'),)))
    await library.add(Subscription(server.url("/f")))
    await refreshed(library, Pace.ANYWAY)
    server.put("/f", Answer(status=304))
    for days in (1, 8):
        clock.now += timedelta(days=days)
        await refreshed(library, Pace.ANYWAY)
    assert ["if-none-match" in request.headers for request in server.asked("/f")] == [False, True, False]


async def test_an_answer_may_hold_what_is_new_only(library: Library, server: Loopback) -> None:
    """RFC 3229: 226 is taken where it was asked for, and what is not in it stays."""
    more = FEED.replace(b"<guid>1", b"<guid>2").replace(b"<title>y", b"<title>z")

    def answer(request: Request) -> Answer:
        if request.headers.get("a-im") == b"feed":
            return Answer(more, status=226, headers=(("ETag", '"2"'), ("IM", "feed")))
        return Answer(FEED, headers=(("ETag", '"1"'),))

    await library.add(Subscription(server.put("/f", answer)))
    await refreshed(library, Pace.ANYWAY)
    await refreshed(library, Pace.ANYWAY)
    (feed,) = await library.feeds()
    assert (feed.total, feed.problem) == (2, None)
    assert server.asked("/f")[1].headers["if-none-match"] == b'"1"'


async def test_the_last_requests_are_remembered(library: Library, server: Loopback, clock: Clock) -> None:
    """Ten of them, with status, size, time, what they brought and what went wrong."""
    feed = await library.add(Subscription(server.put("/f", Answer(FEED))))
    await refreshed(library, Pace.ANYWAY)
    server.put("/f", Answer(status=500))
    for _ in range(11):
        clock.now += HOUR
        await refreshed(library, Pace.ANYWAY)
    history = await library.visits(feed.id)
    assert len(history) == 10
    assert {(one.status, one.new) for one in history} == {(500, 0)}
    assert history[0].at == clock.now and history[0].problem is not None
