"""A refresh from a real server into a real database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from loopback import Answer, Loopback, Request, Script, loopback, refused_url

from reader.asking import Subscription
from reader.config.schema import Config, Fetch
from reader.events import Event, FeedFailed, FeedUnchanged, FeedUpdated, RefreshFinished, RefreshStarted
from reader.library import Library
from reader.models import Filter, Mark

NOW = datetime(2024, 7, 26, 14, 5, tzinfo=UTC)


def feed_of(*titles: str) -> bytes:
    """An RSS document with an entry of each title."""
    items = "".join(
        f"<item><guid>{title}</guid><link>https://example.org/{title}</link><title>{title}</title></item>"
        for title in titles
    )
    return f"<rss version='2.0'><channel><title>مصدر</title>{items}</channel></rss>".encode()


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A server without answers."""
    with loopback() as running:
        yield running


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    """An empty library whose fetches have five seconds and four workers."""
    opened = await Library.open(tmp_path / "qari.db", Config(fetch=Fetch(workers=4, timeout=5.0)), lambda: NOW)
    yield opened
    await opened.close()


async def refresh(library: Library) -> list[Event]:
    """All events of a refresh of all feeds."""
    return [event async for event in library.refresh()]


async def titles(library: Library) -> set[str]:
    """The titles of all entries."""
    return {entry.title for entry in await library.list(Filter())}


async def test_stores_what_came_and_tells_it(server: Loopback, library: Library) -> None:
    """A refresh begins, tells of each feed, ends with counts, and the entries are there."""
    feed = await library.add(Subscription(server.put("/feed", Answer(feed_of("أول", "ثان")))))
    assert await refresh(library) == [
        RefreshStarted(1),
        FeedUpdated(feed.id, "مصدر", 2, 0),
        RefreshFinished(updated=1, unchanged=0, failed=0, new=2),
    ]
    assert await titles(library) == {"أول", "ثان"}


async def test_a_library_without_feeds_refreshes_nothing(library: Library) -> None:
    """A refresh of nothing begins and ends."""
    assert await refresh(library) == [RefreshStarted(0), RefreshFinished(0, 0, 0, 0)]


async def test_asks_again_with_both_validators(server: Loopback, library: Library) -> None:
    """What was stored is asked for with ETag and Last-Modified; a 304 changes nothing and keeps both."""
    pair = (("ETag", 'W/"x"'), ("Last-Modified", "Fri, 26 Jul 2024 14:05:30 GMT"))
    await library.add(Subscription(server.put("/feed", Answer(feed_of("أول"), headers=pair))))
    await refresh(library)
    server.put("/feed", Answer(status=304))
    assert [type(event) for event in await refresh(library)][1] is FeedUnchanged
    await refresh(library)
    for request in server.asked("/feed")[1:]:
        assert request.headers["if-none-match"] == b'W/"x"'
        assert request.headers["if-modified-since"] == b"Fri, 26 Jul 2024 14:05:30 GMT"
    assert await titles(library) == {"أول"}


async def test_the_same_bytes_are_not_stored_again(server: Loopback, library: Library) -> None:
    """A server without validators whose bytes are the same has nothing new, and its new validators are kept."""
    url = server.put("/feed", Answer(feed_of("أول")))
    await library.add(Subscription(url))
    await refresh(library)
    server.put("/feed", Answer(feed_of("أول"), headers=(("ETag", '"late"'),)))
    assert [type(event) for event in await refresh(library)][1] is FeedUnchanged
    await refresh(library)
    assert server.asked("/feed")[-1].headers["if-none-match"] == b'"late"'


async def test_a_failed_first_fetch_is_asked_for_in_full(server: Loopback, library: Library) -> None:
    """Validators of an answer that could not be read are not kept, so that it is never 304 over nothing."""
    url = server.put("/feed", Answer(b"<html>", headers=(("ETag", '"page"'),)))
    await library.add(Subscription(url))
    await refresh(library)
    server.put("/feed", Answer(feed_of("أول")))
    await refresh(library)
    assert "if-none-match" not in server.asked("/feed")[1].headers
    assert await titles(library) == {"أول"}


async def test_one_failing_feed_stops_nothing(server: Loopback, library: Library) -> None:
    """Every kind of failure is recorded with its feed, and the feeds beside it arrive."""
    bad = {
        "error.not_a_feed": server.put("/html", Answer(b"<!DOCTYPE html><html><body><p>hello</p></body></html>")),
        "error.empty_body": server.put("/empty", Answer(b" \n")),
        "error.http_gone": server.put("/gone", Answer(status=410)),
        "error.connection_lost": server.put("/reset", Answer(b"x" * 100, reset_after=50)),
        "error.connection_refused": refused_url(),
        "error.dns": "http://nowhere.invalid/feed",
    }
    for url in bad.values():
        await library.add(Subscription(url))
    for number in range(8):
        await library.add(Subscription(server.put(f"/good/{number}", Answer(feed_of(f"خبر {number}")))))
    events = await refresh(library)
    assert {e.problem.key: e.url for e in events if isinstance(e, FeedFailed)} == bad
    assert events[-1] == RefreshFinished(updated=8, unchanged=0, failed=6, new=8)
    assert {feed.url: feed.problem.key for feed in await library.feeds() if feed.problem} == {
        u: k for k, u in bad.items()
    }


async def test_a_failure_loses_nothing_and_a_success_ends_it(server: Loopback, library: Library) -> None:
    """A feed that fails keeps its entries; when it answers again, its problem is gone."""
    url = server.put("/feed", Answer(feed_of("أول")))
    await library.add(Subscription(url))
    await refresh(library)
    server.put("/feed", Answer(status=500))
    await refresh(library)
    assert await titles(library) == {"أول"}
    assert [feed.problem.key for feed in await library.feeds() if feed.problem] == ["error.http_status"]
    server.put("/feed", Answer(feed_of("أول", "ثان")))
    await refresh(library)
    assert [feed.problem for feed in await library.feeds()] == [None]


async def test_no_more_feeds_at_once_than_workers(server: Loopback, library: Library) -> None:
    """Forty feeds go through four workers: four at once, and never more."""
    for number in range(40):
        await library.add(Subscription(server.put(f"/{number}", Answer(feed_of(f"خبر {number}"), delay=0.05))))
    events = await refresh(library)
    assert events[-1] == RefreshFinished(updated=40, unchanged=0, failed=0, new=40)
    assert server.most_at_once == 4


async def test_quick_answers_let_more_be_asked_at_once(server: Loopback, tmp_path: Path) -> None:
    """A refresh of two hundred quick feeds that have nothing new ends with more than 32 requests under way."""
    library = await Library.open(tmp_path / "many.db", Config(fetch=Fetch(workers=64)))
    for number in range(200):
        answer = Answer(feed_of(f"خبر {number}"), headers=(("ETag", '"1"'),))
        await library.add(Subscription(server.put(f"/{number}", answer)))
    await refresh(library)
    for number in range(200):
        server.put(f"/{number}", Answer(status=304, delay=0.3))
    server.most_at_once = 0
    await refresh(library)
    assert 32 < server.most_at_once <= 64
    await library.close()


async def test_what_was_given_up_in_a_crowd_is_asked_once_more(server: Loopback, tmp_path: Path) -> None:
    """Where too many requests share a slow line, those that did not come in time come when fewer are under way."""
    library = await Library.open(tmp_path / "many.db", Config(fetch=Fetch(workers=20, timeout=1.0)))

    def crowded(number: int) -> Script:
        def answer(request: Request) -> Answer:
            times = len(server.asked(request.path))
            return Answer(feed_of(f"خبر {number}"), delay=5.0 if times == 1 and number % 2 else 0.0)

        return answer

    for number in range(20):
        await library.add(Subscription(server.put(f"/{number}", crowded(number))))
    events = await refresh(library)
    assert events[-1] == RefreshFinished(updated=20, unchanged=0, failed=0, new=20)
    assert [len(server.asked(f"/{number}")) for number in range(20)] == [1, 2] * 10
    await library.close()


async def test_a_server_that_never_answers_is_asked_twice_at_the_most(server: Loopback, tmp_path: Path) -> None:
    """Then it has failed, whoever else is under way."""
    library = await Library.open(tmp_path / "many.db", Config(fetch=Fetch(workers=20, timeout=1.0)))
    for number in range(12):
        await library.add(Subscription(server.put(f"/{number}", Answer(delay=30.0))))
    events = await refresh(library)
    assert events[-1] == RefreshFinished(updated=0, unchanged=0, failed=12, new=0)
    assert {len(server.asked(f"/{number}")) for number in range(12)} <= {1, 2}
    await library.close()


@pytest.mark.parametrize(
    "bare",
    [
        Answer(b"hello", status=304),
        Answer(b"", status=304, headers=(("Transfer-Encoding", "chunked"),), length=-1),
        Answer(b"<p>x</p>", status=304, headers=(("Content-Encoding", "gzip"),)),
    ],
)
async def test_a_304_with_a_body_spoils_no_other_feed(server: Loopback, tmp_path: Path, bare: Answer) -> None:
    """What a server should not have sent is not taken for the beginning of its next answer."""
    library = await Library.open(tmp_path / "one.db", Config(fetch=Fetch(workers=1)))
    for name in ("one", "two"):
        answer = Answer(feed_of(name), headers=(("ETag", '"1"'),))
        await library.add(Subscription(server.put(f"/{name}", answer)))
    await refresh(library)
    server.put("/one", bare)
    server.put("/two", Answer(feed_of("two", "three")))
    assert (await refresh(library))[-1] == RefreshFinished(updated=1, unchanged=1, failed=0, new=1)
    await library.close()


async def test_only_the_named_feeds_are_fetched(server: Loopback, library: Library) -> None:
    """A refresh of some feeds leaves the others alone."""
    one = await library.add(Subscription(server.put("/one", Answer(feed_of("أول")))))
    await library.add(Subscription(server.put("/two", Answer(feed_of("ثان")))))
    events = [event async for event in library.refresh([one.id])]
    assert events[0] == RefreshStarted(1)
    assert not server.asked("/two")


async def test_state_survives_a_changed_guid_and_text(server: Loopback, library: Library) -> None:
    """An entry that comes back with another guid and another body is changed, not doubled, and stays bookmarked."""
    item = (
        "<item><guid>{}</guid><link>https://example.org/1</link><title>خبر</title><description>{}</description></item>"
    )
    document = "<rss version='2.0'><channel>{}</channel></rss>"
    url = server.put("/feed", Answer(document.format(item.format("a", "قديم")).encode()))
    feed = await library.add(Subscription(url))
    await refresh(library)
    (entry,) = await library.list(Filter())
    await library.mark([entry.id], Mark.BOOKMARK)
    server.put("/feed", Answer(document.format(item.format("b", "جديد")).encode()))
    assert (await refresh(library))[1] == FeedUpdated(feed.id, url, 0, 1)
    (after,) = await library.list(Filter(bookmarked=True))
    assert (after.id, (await library.article(after.id)).html) == (entry.id, "جديد")


async def test_two_refreshes_at_once_double_nothing(server: Loopback, library: Library) -> None:
    """A feed that is refreshed twice at the same time is stored once."""
    await library.add(Subscription(server.put("/feed", Answer(feed_of("أول", "ثان"), delay=0.1))))
    one, two = await asyncio.gather(refresh(library), refresh(library))
    assert len(await library.list(Filter())) == 2
    assert sorted(end.new for end in (one[-1], two[-1]) if isinstance(end, RefreshFinished)) == [0, 2]


async def test_leaving_early_ends_the_workers(server: Loopback, library: Library) -> None:
    """Closing a refresh stops what is under way; what was stored stays, and the next refresh gets the rest."""
    for number in range(12):
        answer = Answer(feed_of(f"خبر {number}"), delay=0.0 if number < 4 else 20.0)
        await library.add(Subscription(server.put(f"/{number}", answer)))
    async with aclosing(library.refresh()) as events:  # type: ignore[type-var]
        seen = 0
        async for event in events:
            seen += isinstance(event, FeedUpdated)
            if seen == 4:
                break
    await asyncio.sleep(0)
    assert await titles(library) == {f"خبر {number}" for number in range(4)}
    for number in range(4, 12):
        server.put(f"/{number}", Answer(feed_of(f"خبر {number}")))
    await refresh(library)
    assert len(await titles(library)) == 12


async def test_a_proxy_that_makes_no_sense_is_told(
    server: Loopback, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy of the environment that is none fails each feed with the reason."""
    monkeypatch.setenv("HTTP_PROXY", "nonsense://[")
    await library.add(Subscription(server.put("/feed", Answer(feed_of("أول")))))
    events = await refresh(library)
    assert [e.problem.key for e in events if isinstance(e, FeedFailed)] == ["error.proxy"]
