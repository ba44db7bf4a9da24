"""The list of fetch behaviours, one test a behaviour, so that it can be read in one place.

A real server on loopback, a real database, and a clock that is set by hand. First how a feed is asked, then when, then
what becomes of its address, then what is kept of its answer, and last what servers and feeds do wrong.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hand_clock import START, Clock
from loopback import Answer, Loopback, Request

from reader import __version__
from reader.asking import Ill, Pace, Rest, Subscription
from reader.config.schema import Config, Fetch
from reader.events import Event, FeedFailed, FeedResting, FeedUnchanged, FeedUpdated
from reader.library import Library
from reader.models import Filter, Mark
from reader.store import db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
JITTER = 1.2
"""By how much chance may lengthen the time between two requests."""
PAIR = (("ETag", b'W/"x \xe9"'), ("Last-Modified", b"Fri, 26 Jul 2024 14:05:30 GMT"))
ETAG = (("ETag", '"1"'),)
SAME = Answer(status=304)


def item(number: int, inside: str = "") -> str:
    """An entry without a date."""
    link = f"https://example.org/{number}"
    return f"<item><guid>{number}</guid><link>{link}</link><title>خبر {number}</title>{inside}</item>"


def rss(*items: str, channel: str = "") -> bytes:
    """A feed of these items."""
    names = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    head = f"<title>مصدر</title><link>https://example.org/</link>{channel}"
    return f"<rss version='2.0' {names}><channel>{head}{''.join(items)}</channel></rss>".encode()


FEED = rss(item(1), item(2))


def dated(gap: timedelta) -> bytes:
    """A feed of twelve entries that are so far apart, and the newest as far from now."""
    dates = (START - gap * number for number in range(1, 13))
    return rss(*(item(n, f"<pubDate>{date:%Y-%m-%dT%H:%M:%SZ}</pubDate>") for n, date in enumerate(dates)))


def in_turn(*answers: Answer) -> Callable[[Request], Answer]:
    """The first answer to the first request, the next to the next, and the last one from then on."""
    asked = count()
    return lambda _: answers[min(next(asked), len(answers) - 1)]


def never_the_same(document: bytes) -> Callable[[Request], Answer]:
    """The same feed in other bytes each time."""
    asked = count()
    return lambda _: Answer(document + b"\n" * next(asked), headers=ETAG)


def conditional(document: bytes) -> Callable[[Request], Answer]:
    """The feed with an ETag, and 304 for whoever has it."""
    return lambda request: SAME if "if-none-match" in request.headers else Answer(document, headers=ETAG)


@asynccontextmanager
async def opened(path: Path, clock: Clock, settings: Fetch) -> AsyncIterator[Library]:
    """The library in a file, with these settings."""
    library = await Library.open(path, Config(fetch=settings), clock)
    try:
        yield library
    finally:
        await library.close()


async def refresh(library: Library, pace: Pace = Pace.ANYWAY) -> list[Event]:
    """What a refresh tells of each feed."""
    return [event async for event in library.refresh(None, pace) if hasattr(event, "feed_id")]


async def subscribed(library: Library, *urls: str) -> None:
    """Subscribe to feeds, and refresh them."""
    for url in urls:
        await library.add(Subscription(url))
    await refresh(library)


async def problem(library: Library) -> str:
    """Why a refresh of the only feed fails."""
    (event,) = await refresh(library)
    assert isinstance(event, FeedFailed), event
    return event.problem.key


async def wait(library: Library, clock: Clock, pace: Pace) -> timedelta:
    """How long the only feed is left alone from now on."""
    (event,) = await refresh(library, pace)
    assert isinstance(event, FeedResting), event
    return event.until - clock.now


async def titles(library: Library) -> list[str]:
    """The titles of all entries, in order."""
    return sorted(entry.title for entry in await library.list(Filter()))


BOTH = ["خبر 1", "خبر 2"]


# How a feed is asked


async def test_validators_go_back_as_a_pair_byte_for_byte(library: Library, server: Loopback) -> None:
    """Both are sent, as they were received; also bytes that are not ASCII."""
    await subscribed(library, server.put("/f", Answer(FEED, headers=PAIR)))
    await refresh(library)
    headers = server.asked("/f")[1].headers
    assert [headers["if-none-match"], headers["if-modified-since"]] == [value for _, value in PAIR]


async def test_no_date_is_invented(library: Library, server: Loopback) -> None:
    """A server that gives one validator gets that one."""
    await subscribed(library, server.put("/f", Answer(FEED, headers=ETAG)))
    await refresh(library)
    headers = server.asked("/f")[1].headers
    assert headers["if-none-match"] == b'"1"' and "if-modified-since" not in headers


async def test_validators_go_to_no_other_address(library: Library, server: Loopback) -> None:
    """Those of an address are not sent to where it redirects, and those from there are not kept for it."""
    await subscribed(library, server.put("/f", Answer(FEED, headers=PAIR)))
    server.put("/f", Answer(status=302, headers=(("Location", "/there"),)))
    server.put("/there", never_the_same(FEED + b"\n"))
    for _ in range(2):
        await refresh(library)
    assert not [request for request in server.asked("/there") if "if-none-match" in request.headers]
    assert "if-none-match" in server.asked("/f")[1].headers
    assert "if-none-match" not in server.asked("/f")[2].headers


async def test_validators_do_not_outlive_their_address(library: Library, server: Loopback, clock: Clock) -> None:
    """A feed that has moved for good is asked at its new address without what the old one gave."""
    await subscribed(library, server.put("/old", Answer(FEED, headers=PAIR)))
    server.put("/new", Answer(FEED))
    server.put("/old", Answer(status=301, headers=(("Location", "/new"),)))
    for _ in range(4):
        clock.now += DAY
        await refresh(library)
    assert [feed.url for feed in await library.feeds()] == [server.url("/new")]
    assert "if-none-match" not in server.asked("/new")[-1].headers


async def test_validators_of_an_unchanged_body_are_kept(library: Library, server: Loopback) -> None:
    """A server that sends the same bytes with new validators gets the new ones."""
    await subscribed(library, server.put("/f", Answer(FEED, headers=ETAG)))
    server.put("/f", Answer(FEED, headers=(("ETag", '"2"'),)))
    for _ in range(2):
        assert isinstance((await refresh(library))[0], FeedUnchanged)
    assert [request.headers.get("if-none-match") for request in server.asked("/f")] == [None, b'"1"', b'"2"']


async def test_validators_of_a_304_are_kept(library: Library, server: Loopback) -> None:
    """A 304 that brings new ones replaces them; what it does not bring stays."""
    await subscribed(library, server.put("/f", Answer(FEED, headers=PAIR)))
    server.put("/f", Answer(status=304, headers=ETAG))
    for _ in range(2):
        assert isinstance((await refresh(library))[0], FeedUnchanged)
    headers = server.asked("/f")[2].headers
    assert [headers["if-none-match"], headers["if-modified-since"]] == [b'"1"', PAIR[1][1]]


async def test_validators_are_dropped_after_eight_days(library: Library, server: Loopback, clock: Clock) -> None:
    """Some servers say 304 for ever: without a whole body for so long, one is asked for."""
    await subscribed(library, server.put("/f", in_turn(Answer(FEED, headers=PAIR), SAME)))
    for _ in range(8):
        clock.now += DAY
        await refresh(library)
    assert ["if-none-match" in request.headers for request in server.asked("/f")] == [False, *[True] * 7, False]


async def test_the_date_goes_beside_a_broken_etag(library: Library, server: Loopback) -> None:
    """Apache adds ``-gzip`` to an ETag and does not know it again: then the date still makes a 304."""

    def answer(request: Request) -> Answer:
        known = request.headers.get("if-none-match") == b'"a"' or request.headers.get("if-modified-since") == PAIR[1][1]
        return SAME if known else Answer(FEED, headers=(("ETag", '"a-gzip"'), PAIR[1]))

    await subscribed(library, server.put("/f", answer))
    (event,) = await refresh(library)
    assert isinstance(event, FeedUnchanged)
    assert (await library.visits(event.feed_id))[0].status == 304


async def test_nobody_is_recognised(library: Library, server: Loopback) -> None:
    """No cookie goes from one request, feed or redirect to another; there is no Referer, and nothing in the address."""
    cookie = ("Set-Cookie", "a=b; Path=/; Max-Age=99999")
    server.put("/there", Answer(FEED, headers=(cookie,)))
    hop = server.put("/hop?x=1", Answer(status=302, headers=(("Location", "/there"), cookie)))
    await subscribed(library, hop, server.put("/f", Answer(FEED, headers=(cookie,))))
    await refresh(library)
    assert {request.path for request in server.requests} == {"/hop?x=1", "/there", "/f"}
    assert len(server.requests) == 6
    assert not [name for request in server.requests for name in request.headers if name in ("cookie", "referer")]


async def test_a_request_says_who_asks_and_for_what(library: Library, server: Loopback) -> None:
    """Name, version and address of the program, types of feeds, and the packings that it can unpack."""
    await subscribed(library, server.put("/f", Answer(FEED)))
    headers = server.asked("/f")[0].headers
    assert headers["user-agent"].startswith(f"qari/{__version__} (+https://".encode())
    assert headers["accept"].startswith(b"application/atom+xml, application/rss+xml,")
    assert headers["accept-encoding"] == b"gzip, deflate, br, zstd"


async def test_a_host_gets_two_requests_at_once(
    library: Library, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of eight feeds of one host; 127.1 is this machine by a name that nobody needs to know as such."""
    monkeypatch.setenv("NO_PROXY", "*")
    urls = [server.put(f"/{number}", Answer(FEED, delay=0.5)) for number in range(8)]
    await subscribed(library, *(url.replace("127.0.0.1", "127.1") for url in urls))
    assert (len(server.requests), server.most_at_once) == (8, 2)


async def test_a_feed_that_is_added_is_asked_for_once(library: Library, server: Loopback) -> None:
    """What showed that there is a feed is what is read, and its validators are kept."""
    (found,) = await library.find(server.put("/f", Answer(FEED, headers=ETAG)))
    await subscribed(library, found.url)
    assert (await titles(library), len(server.requests)) == (BOTH, 1)
    await refresh(library)
    assert server.requests[1].headers["if-none-match"] == b'"1"'


# When


async def test_a_feed_with_validators_is_left_for_an_hour(library: Library, server: Loopback, clock: Clock) -> None:
    """By a program that knows nothing else of it."""
    await subscribed(library, server.put("/f", Answer(FEED, headers=ETAG)))
    assert HOUR <= await wait(library, clock, Pace.DUE) <= HOUR * JITTER


async def test_a_feed_without_validators_is_left_for_longer(library: Library, server: Loopback, clock: Clock) -> None:
    """Each answer is the whole feed: two hours at the least, also where it changes every minute."""
    await subscribed(library, server.put("/f", Answer(dated(MINUTE))))
    assert 2 * HOUR <= await wait(library, clock, Pace.DUE) <= 2 * HOUR * JITTER


async def test_a_person_is_held_back_for_minutes(library: Library, server: Loopback, clock: Clock) -> None:
    """Whoever presses the key again and again asks nobody."""
    await subscribed(library, server.put("/f", Answer(FEED)))
    assert await wait(library, clock, Pace.ALLOWED) == 5 * MINUTE
    assert len(server.requests) == 1


async def test_times_outlive_a_restart(tmp_path: Path, server: Loopback, clock: Clock) -> None:
    """What was settled before the library was closed holds when it is opened again."""
    url = server.put("/f", Answer(FEED, headers=(*ETAG, ("Cache-Control", "max-age=1200"))))
    async with opened(tmp_path / "qari.db", clock, Fetch(timeout=5.0)) as library:
        await subscribed(library, url)
        before = [await wait(library, clock, pace) for pace in (Pace.ALLOWED, Pace.DUE)]
    async with opened(tmp_path / "qari.db", clock, Fetch(timeout=5.0)) as library:
        assert before == [await wait(library, clock, pace) for pace in (Pace.ALLOWED, Pace.DUE)]
    assert len(server.requests) == 1


async def test_feeds_do_not_fall_due_together(library: Library, server: Loopback) -> None:
    """Chance spreads them, so that no start of the program is a burst."""
    await subscribed(library, *(server.put(f"/{number}", Answer(FEED)) for number in range(9)))
    times = {event.until for event in await refresh(library, Pace.DUE) if isinstance(event, FeedResting)}
    assert len(times) == 9


@pytest.mark.parametrize(
    ("headers", "hours"),
    [
        ((("Cache-Control", "public, max-age=7200"),), 2),
        ((("Cache-Control", "max-age=10800, no-cache"),), 3),
        ((("Date", "Fri, 26 Jul 2024 14:05:00 GMT"), ("Expires", "Fri, 26 Jul 2024 17:05:00 GMT")), 3),
        ((("Expires", "Fri, 26 Jul 2024 17:05:00 GMT"),), 3),
        ((("Cache-Control", "max-age=500000000"),), 5),
        ((("Date", "Fri, 26 Jul 2024 14:05:00 GMT"), ("Expires", "Mon, 26 Jul 2060 14:05:00 GMT")), 5),
    ],
)
async def test_cache_headers_hold_for_everybody(
    library: Library, server: Loopback, clock: Clock, headers: tuple[tuple[str, str], ...], hours: int
) -> None:
    """Nobody is asked before, a person neither; years are a mistake of the site and are taken for five hours."""
    await subscribed(library, server.put("/f", Answer(FEED, headers=(*ETAG, *headers))))
    assert await wait(library, clock, Pace.ALLOWED) == hours * HOUR
    assert await wait(library, clock, Pace.DUE) >= hours * HOUR


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("said", ["7200", "Fri, 26 Jul 2024 16:05:00 GMT"])
async def test_a_host_that_wants_fewer_requests_gets_none(
    tmp_path: Path, server: Loopback, clock: Clock, status: int, said: str
) -> None:
    """For as long as it says, in seconds or as a date, for all its feeds; and nothing is asked again at once."""
    server.put("/a", Answer(status=status, headers=(("Retry-After", said),)))
    server.put("/b", Answer(FEED))
    async with opened(tmp_path / "qari.db", clock, Fetch(workers=1, timeout=5.0)) as library:
        for path in ("/a", "/b"):
            await library.add(Subscription(server.url(path)))
        first, second = await refresh(library, Pace.ALLOWED)
        assert isinstance(first, FeedFailed) and isinstance(second, FeedResting)
        assert (second.until, second.reason) == (START + 2 * HOUR, Rest.SLOW_DOWN)
        clock.now += 2 * HOUR - MINUTE
        assert {type(event) for event in await refresh(library, Pace.ALLOWED)} == {FeedResting}
        assert len(server.requests) == 1
        clock.now += MINUTE
        await refresh(library, Pace.ALLOWED)
        assert len(server.requests) == 2


async def test_a_host_that_does_not_say_for_how_long_is_left_ever_longer(
    library: Library, server: Loopback, clock: Clock
) -> None:
    """Ten minutes at first, and twice as long each time, up to a day."""
    await library.add(Subscription(server.put("/f", Answer(status=429))))
    for minutes in (10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440):
        await refresh(library)
        assert minutes * MINUTE <= await wait(library, clock, Pace.ALLOWED) <= minutes * MINUTE * JITTER


async def test_the_longest_wish_of_a_host_counts(library: Library, server: Loopback, clock: Clock) -> None:
    """Of two feeds that are asked at once and say different times."""
    server.put("/a", Answer(status=429, headers=(("Retry-After", "7200"),)))
    server.put("/b", Answer(status=429, headers=(("Retry-After", "60"),), delay=0.3))
    await subscribed(library, server.url("/a"), server.url("/b"))
    await library.add(Subscription(server.put("/c", Answer(FEED))))
    clock.now += HOUR
    await refresh(library, Pace.ALLOWED)
    assert not server.asked("/c")


async def test_a_clock_that_goes_back_keeps_no_host(library: Library, server: Loopback, clock: Clock) -> None:
    """What a host wished for in a future that is none any more does not count."""
    clock.now = START + 900 * DAY
    await subscribed(library, server.put("/f", Answer(status=429, headers=(("Retry-After", "600"),))))
    clock.now = START
    server.put("/f", Answer(FEED))
    assert isinstance((await refresh(library, Pace.ALLOWED))[0], FeedUpdated)


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("<ttl>600</ttl>", 10),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 6),
        ("<ttl>1</ttl>", 1),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>60</sy:updateFrequency>", 1),
    ],
)
async def test_what_a_feed_says_of_its_pace_lengthens_only(
    library: Library, server: Loopback, clock: Clock, said: str, hours: int
) -> None:
    """``ttl`` and ``sy:`` make the time longer than the hour that it is without them, and never shorter."""
    await subscribed(library, server.put("/f", Answer(rss(item(1), channel=said), headers=ETAG)))
    assert hours * HOUR <= await wait(library, clock, Pace.DUE) <= hours * HOUR * JITTER
    assert await wait(library, clock, Pace.ALLOWED) <= HOUR


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("<skipHours><hour>14</hour><hour>15</hour><hour>16</hour></skipHours>", 2 * HOUR + 55 * MINUTE),
        ("<skipDays><day>Friday</day></skipDays>", 9 * HOUR + 55 * MINUTE),
    ],
)
async def test_hours_and_days_without_news_are_waited_for(
    library: Library, server: Loopback, clock: Clock, said: str, until: timedelta
) -> None:
    """``skipHours`` and ``skipDays`` of Greenwich, where it is five past two on a Friday."""
    await subscribed(library, server.put("/f", Answer(rss(item(1), channel=said), headers=ETAG)))
    assert await wait(library, clock, Pace.ALLOWED) == until


async def test_a_weekend_without_news_is_waited_for(library: Library, server: Loopback, clock: Clock) -> None:
    """``skipDays`` of Saturday and Sunday, the usual ones, from a Saturday morning on; a person may ask on Sunday."""
    clock.now = START.replace(day=27, hour=6)
    said = "<skipDays><day>Saturday</day><day>Sunday</day></skipDays>"
    await subscribed(library, server.put("/f", Answer(rss(item(1), channel=said), headers=ETAG)))
    assert clock.now + await wait(library, clock, Pace.DUE) == START.replace(day=29, hour=0, minute=0)


@pytest.mark.parametrize(("gap", "least"), [(MINUTE, 30 * MINUTE), (4 * HOUR, 2 * HOUR), (90 * DAY, DAY)])
async def test_a_feed_is_asked_as_often_as_it_changes(
    library: Library, server: Loopback, clock: Clock, gap: timedelta, least: timedelta
) -> None:
    """Half the time between its entries, between half an hour and a day."""
    await subscribed(library, server.put("/f", Answer(dated(gap), headers=ETAG)))
    assert least <= await wait(library, clock, Pace.DUE) <= least * JITTER


@pytest.mark.parametrize("answer", [never_the_same(dated(HOUR)), conditional(dated(HOUR))])
async def test_a_feed_that_falls_silent_is_asked_ever_more_seldom(
    library: Library, server: Loopback, clock: Clock, answer: Callable[[Request], Answer]
) -> None:
    """One with an entry an hour, until it ended a year ago; whether it answers 304 or in full."""
    await subscribed(library, server.put("/f", answer))
    for _ in range(52):
        clock.now += 7 * DAY
        await refresh(library)
    assert await wait(library, clock, Pace.DUE) >= DAY


async def test_failures_back_off_and_nothing_is_lost(library: Library, server: Loopback, clock: Clock) -> None:
    """404 and 5xx: ten minutes at first, then twice as long each time; the entries stay, and one success ends it."""
    await subscribed(library, server.put("/f", Answer(FEED, headers=ETAG)))
    for status, minutes in ((404, 10), (500, 20), (502, 40), (404, 80)):
        server.put("/f", Answer(status=status))
        await refresh(library)
        assert minutes * MINUTE <= await wait(library, clock, Pace.DUE) <= minutes * MINUTE * JITTER
    assert await titles(library) == BOTH
    server.put("/f", Answer(FEED, headers=ETAG))
    await refresh(library)
    assert [feed.problem for feed in await library.feeds()] == [None]
    assert await wait(library, clock, Pace.DUE) >= HOUR


async def test_a_feed_that_is_gone_is_not_asked_and_that_is_told(
    library: Library, server: Loopback, clock: Clock
) -> None:
    """410: its entries stay, its health says so, and a year later nobody has asked again."""
    await subscribed(library, server.put("/f", Answer(FEED)))
    server.put("/f", Answer(status=410))
    assert await problem(library) == "error.http_gone"
    clock.now += 365 * DAY
    (event,) = await refresh(library, Pace.ALLOWED)
    assert isinstance(event, FeedResting) and event.reason is Rest.GONE
    assert [one.ill for one in await library.health()] == [Ill.GONE]
    assert (await titles(library), len(server.requests)) == (BOTH, 2)


# What becomes of its address


@pytest.mark.parametrize(("status", "settles"), [(301, True), (308, True), (302, False), (303, False), (307, False)])
async def test_a_redirect_is_followed_and_believed_when_it_lasts(
    library: Library, server: Loopback, clock: Clock, status: int, settles: bool
) -> None:
    """A permanent one for three answers and two days, with a feed behind it; one that passes, never."""
    new = server.put("/new", Answer(FEED))
    old = server.put("/old", Answer(status=status, headers=(("Location", "/new"),)))
    await library.add(Subscription(old))
    seen = []
    for wait_for in (MINUTE, MINUTE, 2 * DAY, 2 * DAY, 2 * DAY):
        await refresh(library)
        seen += [feed.url for feed in await library.feeds()]
        clock.now += wait_for
    assert seen == ([old, old, old, new, new] if settles else [old] * 5)
    assert await titles(library) == BOTH


async def test_a_redirect_is_not_believed_after_two_answers(library: Library, server: Loopback, clock: Clock) -> None:
    """However far they lie apart."""
    server.put("/new", Answer(FEED))
    old = server.put("/old", Answer(status=301, headers=(("Location", "/new"),)))
    await library.add(Subscription(old))
    for _ in range(2):
        await refresh(library)
        clock.now += 30 * DAY
    assert [feed.url for feed in await library.feeds()] == [old]


async def test_a_permanent_redirect_to_no_feed_is_not_believed(
    library: Library, server: Loopback, clock: Clock
) -> None:
    """Whatever a portal of a hotel says, and for however long."""
    server.put("/login", Answer(b"<!DOCTYPE html><html><body>room number?</body></html>"))
    old = server.put("/old", Answer(status=301, headers=(("Location", "/login"),)))
    await library.add(Subscription(old))
    for _ in range(5):
        await refresh(library)
        clock.now += DAY
    assert [feed.url for feed in await library.feeds()] == [old]


async def test_a_feed_that_was_found_where_it_is_has_not_moved(library: Library, server: Loopback) -> None:
    """Whoever gives an old address subscribes to the new one, and is not told that it has moved to itself."""
    server.put("/new", Answer(FEED))
    (found,) = await library.find(server.put("/old", Answer(status=301, headers=(("Location", "/new"),))))
    await subscribed(library, found.url)
    assert [(one.url, one.ill) for one in await library.health()] == [(server.url("/new"), Ill.NOTHING)]


# What is kept of its answer


async def test_the_same_bytes_are_neither_read_nor_written(tmp_path: Path, library: Library, server: Loopback) -> None:
    """With a store that is made to believe that its entries have changed, only other bytes write them again."""
    await subscribed(library, server.put("/f", Answer(FEED)))
    with closing(db.connect(tmp_path / "qari.db")) as database, database.transaction():
        database.run("UPDATE entries SET digest = ''")
    (event,) = await refresh(library)
    assert event == FeedUnchanged(1, "مصدر")
    server.put("/f", Answer(FEED + b"\n"))
    assert await refresh(library) == [FeedUpdated(1, "مصدر", 0, 2)]


async def test_an_answer_with_what_is_new_takes_nothing_away(library: Library, server: Loopback) -> None:
    """RFC 3229: it is asked for with the ETag that is known, 226 is taken, and what is not in it stays."""

    def answer(request: Request) -> Answer:
        if request.headers.get("a-im") == b"feed" and request.headers.get("if-none-match") == b'"1"':
            return Answer(rss(item(3)), status=226, headers=(("ETag", '"2"'), ("IM", "feed")))
        return Answer(FEED, headers=ETAG)

    await subscribed(library, server.put("/f", answer))
    assert await refresh(library) == [FeedUpdated(1, "مصدر", 1, 0)]
    assert await titles(library) == [*BOTH, "خبر 3"]


async def test_an_answer_with_what_is_new_is_no_whole_body(library: Library, server: Loopback, clock: Clock) -> None:
    """Validators are dropped after eight days of 226 as after eight days of 304."""
    numbers = count(3)

    def answer(request: Request) -> Answer:
        if "a-im" in request.headers:
            return Answer(rss(item(next(numbers))), status=226, headers=ETAG)
        return Answer(FEED, headers=ETAG)

    await subscribed(library, server.put("/f", answer))
    for _ in range(9):
        clock.now += DAY
        await refresh(library)
    assert ["a-im" in request.headers for request in server.requests].count(False) == 2


async def test_entries_that_leave_the_feed_stay(library: Library, server: Loopback) -> None:
    """A feed shows its newest entries; the library keeps them all, and a feed that is empty takes nothing either."""
    await subscribed(library, server.put("/f", Answer(FEED)))
    for document in (rss(item(3)), rss()):
        server.put("/f", Answer(document))
        assert isinstance((await refresh(library))[0], FeedUpdated)
    assert await titles(library) == [*BOTH, "خبر 3"]


# What servers do wrong


async def test_a_redirect_loop_ends(library: Library, server: Loopback) -> None:
    """After nine requests, and the entries stay."""
    await subscribed(library, server.put("/f", Answer(FEED)))
    server.put("/f", Answer(status=301, headers=(("Location", "/g"),)))
    server.put("/g", Answer(status=301, headers=(("Location", "/f"),)))
    assert await problem(library) == "error.redirects"
    assert (len(server.requests), await titles(library)) == (1 + 9, BOTH)


@pytest.mark.parametrize("where", ["file:///etc/passwd", "ftp://127.0.0.1/f", "javascript:1", "data:text/xml,<rss/>"])
async def test_a_redirect_leaves_the_web_for_nothing(library: Library, server: Loopback, where: str) -> None:
    """Whatever it names that is neither http nor https is not looked at."""
    await library.add(Subscription(server.put("/f", Answer(status=301, headers=(("Location", where),)))))
    assert await problem(library) in ("error.bad_scheme", "error.bad_url")


async def test_a_body_that_drips_is_given_up(tmp_path: Path, server: Loopback, clock: Clock) -> None:
    """The time-out is for the whole answer, however regularly its bytes come; the feed beside it arrives."""
    slow = server.put("/slow", Answer(FEED, drip=0.05))
    async with opened(tmp_path / "qari.db", clock, Fetch(timeout=1.0)) as library:
        await library.add(Subscription(slow))
        await library.add(Subscription(server.put("/f", Answer(FEED))))
        events = {type(event): event for event in await refresh(library)}
    failed = events[FeedFailed]
    assert isinstance(failed, FeedFailed) and failed.problem.key == "error.timeout"
    assert FeedUpdated in events


@pytest.mark.parametrize("broken", [Answer(FEED, reset_after=len(FEED) - 20), Answer(FEED, length=len(FEED) + 1)])
async def test_half_an_answer_is_none(library: Library, server: Loopback, broken: Answer) -> None:
    """A connection that is reset, or ends before what Content-Length says: nothing is stored or asked again at once."""
    await library.add(Subscription(server.put("/f", broken)))
    assert await problem(library) == "error.connection_lost"
    assert (len(server.requests), await titles(library)) == (1, [])


async def test_a_content_length_that_is_too_short_keeps_what_came(library: Library, server: Loopback) -> None:
    """Scripts count letters where they should count bytes: the entries before the end are there."""
    await subscribed(library, server.put("/f", Answer(FEED, length=len(FEED) - 40)))
    assert "خبر 1" in await titles(library)
    assert [feed.problem for feed in await library.feeds()] == [None]


# What feeds do wrong


async def test_entries_with_one_id_are_all_there(library: Library, server: Loopback) -> None:
    """Each once, also when another one comes in above them."""

    def document(*numbers: int) -> bytes:
        return rss(*(item(number).replace(f"<guid>{number}<", "<guid>the same<") for number in numbers))

    await subscribed(library, server.put("/f", Answer(document(1, 2, 3))))
    assert await titles(library) == [*BOTH, "خبر 3"]
    server.put("/f", Answer(document(4, 1, 2, 3)))
    assert await refresh(library) == [FeedUpdated(1, "مصدر", 1, 0)]


@pytest.mark.parametrize("date", ["", "<pubDate>Thu, 25 Jul 2024 09:00:00 GMT</pubDate>"])
async def test_ids_that_change_with_every_fetch_double_nothing(library: Library, server: Loopback, date: str) -> None:
    """The same ten entries under new ids, with texts that change as well, are ten entries."""
    asked = count()

    def answer(_: Request) -> Answer:
        time = next(asked)
        inside = f"{date}<description>{time} readers</description>"
        ids = (item(n, inside).replace(f"<guid>{n}<", f"<guid>{time}-{n}<") for n in range(10))
        return Answer(rss(*ids))

    await subscribed(library, server.put("/f", answer))
    for _ in range(4):
        assert await refresh(library) == [FeedUpdated(1, "مصدر", 0, 10)]
    assert len(await titles(library)) == 10


async def test_two_entries_that_swap_their_ids_stay_who_they_are(library: Library, server: Loopback) -> None:
    """What is bookmarked is the article that was, under whichever id it comes."""
    await subscribed(library, server.put("/f", Answer(FEED)))
    one = next(entry for entry in await library.list(Filter()) if entry.title == "خبر 1")
    await library.mark([one.id], Mark.BOOKMARK)
    swapped = FEED.replace(b"<guid>1<", b"<guid>0<").replace(b"<guid>2<", b"<guid>1<").replace(b"<guid>0<", b"<guid>2<")
    server.put("/f", Answer(swapped))
    assert await refresh(library) == [FeedUpdated(1, "مصدر", 0, 0)]
    (after,) = await library.list(Filter(bookmarked=True))
    assert (after.id, after.title, after.url) == (one.id, one.title, one.url)
    assert await titles(library) == BOTH


@pytest.mark.parametrize("year", ["9999", "1970", "0001"])
async def test_a_date_that_cannot_be_true_is_none(library: Library, server: Loopback, year: str) -> None:
    """The entry is listed when it was first seen: neither on top for ever, nor where nobody finds it."""
    document = rss(item(1, f"<pubDate>{year}-01-01T00:00:00Z</pubDate>"))
    await subscribed(library, server.put("/f", Answer(document)))
    assert [entry.published for entry in await library.list(Filter())] == [START]


async def test_an_entry_of_ten_megabytes_is_read_in_part(library: Library, server: Loopback) -> None:
    """As much of it as anybody reads; the entries around it are whole."""
    huge = f"<description><![CDATA[{'<p>words and words</p>' * 450_000}]]></description>"
    await subscribed(library, server.put("/f", Answer(rss(item(1), item(2, huge), item(3)))))
    assert await titles(library) == [*BOTH, "خبر 3"]
    lengths = [len((await library.article(entry.id)).html) for entry in await library.list(Filter())]
    assert 100_000 < max(lengths) <= 2_000_000


async def test_who_insists_asks_a_host_that_is_too_busy_once(library: Library, server: Loopback) -> None:
    """The first 429 of a run speaks for all feeds of the host, whatever was wanted."""
    for number in range(60):
        server.put(f"/{number}", Answer(status=429, headers=(("Retry-After", "7200"),)))
        await library.add(Subscription(server.url(f"/{number}")))
    await refresh(library, Pace.ANYWAY)
    assert len(server.requests) < 60


@pytest.mark.parametrize(
    "item",
    [
        "<guid>{at}-{n}</guid><link>https://example.org/{n}?s={at}</link><title>خبر {n}</title>",
        "<guid>{at}-{n}</guid><title>خبر {n}</title><description>{at} readers</description>",
    ],
)
async def test_ids_and_addresses_that_change_by_themselves_make_no_flood(
    library: Library, server: Loopback, clock: Clock, item: str
) -> None:
    """Where nothing of a feed is known again and nothing has a date, a title of its own is enough."""
    url = server.url("/f")
    await library.add(Subscription(url))
    for at in range(5):
        items = "".join(f"<item>{item.format(at=at, n=n)}</item>" for n in range(10))
        server.put("/f", Answer(f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode()))
        clock.now += DAY
        await refresh(library)
    assert len(await titles(library)) == 10
