"""Finding feeds of a real server, and subscribing to them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hand_clock import Clock
from loopback import Answer, Loopback, refused_url

from reader.asking import Pace, Subscription
from reader.errors import FetchError, UsageError
from reader.events import FeedFailed, FeedUpdated
from reader.library import Library

HTML = (("Content-Type", "text/html"),)


def feed(title: str) -> Answer:
    """A feed of one entry."""
    body = (
        f"<rss version='2.0'><channel><title>{title}</title><language>ar</language><item><guid>1</guid><title>x</title>"
        "<pubDate>Fri, 26 Jul 2024 14:05:00 GMT</pubDate></item></channel></rss>"
    )
    return Answer(body.encode(), headers=(("Content-Type", "application/rss+xml"),))


async def test_a_feed_is_asked_for_once_to_be_found_and_read(library: Library, server: Loopback) -> None:
    """What showed it to be one is what is stored (a second request is what some servers answer with 429)."""
    url = server.put("/f", feed("مصدر"))
    (found,) = await library.find(url)
    assert (found.url, found.title, found.language, found.total) == (url, "مصدر", "ar", 1)
    assert found.newest is not None and found.newest.year == 2024
    added = await library.add(Subscription(found.url))
    async for _ in library.refresh([added.id], Pace.ALLOWED):
        pass
    assert (await library.feeds())[0].total == 1
    assert len(server.requests) == 1


async def test_a_page_leads_to_its_feeds(library: Library, server: Loopback) -> None:
    """Those that are none are left out, and each stands once."""
    page = "".join(
        f"<link rel=alternate type='application/{kind}+xml' href={path}>"
        for kind, path in (("rss", "/a"), ("rss", "/no"), ("atom", "/b"), ("rss", "/a/"))
    ).encode()
    server.put("/a", feed("أول"))
    server.put("/a/", feed("أول"))
    server.put("/b", feed("ثان"))
    server.put("/no", Answer(b"<html>", headers=HTML))
    found = await library.find(server.put("/page", Answer(page, headers=HTML)))
    assert [one.title for one in found] == ["أول", "ثان"]


async def test_a_page_that_names_none_is_guessed_about(library: Library, server: Loopback) -> None:
    """The usual places, one after the other, until one has a feed."""
    server.put("/blog/rss.xml", feed("x"))
    (found,) = await library.find(server.put("/blog/post", Answer(b"<html><p>x</p></html>", headers=HTML)))
    assert found.url == server.url("/blog/rss.xml")
    assert not server.asked("/rss")


async def test_nothing_found_is_told(library: Library, server: Loopback) -> None:
    """With the address; what is no address is told as such, and an unreachable host as what it is."""
    with pytest.raises(FetchError, match=r"error\.no_feed_found"):
        await library.find(server.put("/", Answer(b"<html><p>x</p></html>", headers=HTML)))
    with pytest.raises(UsageError):
        await library.find("no address")
    with pytest.raises(FetchError, match=r"error\.connection_refused"):
        await library.find(refused_url())


async def test_a_feed_that_has_moved_is_subscribed_to_where_it_is(library: Library, server: Loopback) -> None:
    """A permanent redirect names the address to keep; a passing one does not."""
    target = server.put("/new", feed("x"))
    for status, where in ((301, target), (302, server.url("/old"))):
        server.put("/old", Answer(status=status, headers=(("Location", "/new"),)))
        (found,) = await library.find(server.url("/old"))
        assert found.url == where


async def test_what_has_just_failed_is_not_asked_again(library: Library, server: Loopback) -> None:
    """Whoever subscribes all the same: the failure is the feed's, with all that follows from it."""
    url = server.put("/f", Answer(b"", status=429, headers=(("Retry-After", "3600"),)))
    with pytest.raises(FetchError):
        await library.find(url)
    added = await library.add(Subscription(url))
    (failed,) = [event async for event in library.refresh([added.id]) if isinstance(event, FeedFailed)]
    assert failed.problem.key == "error.http_rate_limited" and len(server.asked("/f")) == 1
    (health,) = await library.health()
    assert [visit.status for visit in health.visits] == [429] and health.allowed is not None


async def test_what_was_found_counts_though_its_host_rests(library: Library, server: Loopback) -> None:
    """Nothing need be asked for what has been answered."""
    await library.add(Subscription(server.put("/busy", Answer(b"", status=429, headers=(("Retry-After", "3600"),)))))
    _ = [event async for event in library.refresh()]
    (found,) = await library.find(server.put("/f", feed("x")))
    added = await library.add(Subscription(found.url))
    events = [event async for event in library.refresh([added.id], Pace.ALLOWED)]
    assert [event.new for event in events if isinstance(event, FeedUpdated)] == [1]
    assert len(server.asked("/f")) == 1


async def test_one_feed_is_subscribed_to_once(library: Library, server: Loopback) -> None:
    """However its address is spelt."""
    url = server.put("/f", feed("x"))
    shown = url.replace("http://", "HTTP://")
    ids = {(await library.add(Subscription(spelt))).id for spelt in (url, shown, f"{url}#part", f"feed:{url}")}
    ids |= set(await library.add_all([Subscription(shown), Subscription(f"feed:{url}")]))
    assert len(ids) == 1 and [one.url for one in await library.feeds()] == [url]


async def test_a_failure_of_long_ago_is_not_one_of_now(library: Library, server: Loopback, clock: Clock) -> None:
    """Looked for in vain, and not subscribed to: hours later the feed is asked like any other."""
    url = server.put("/f", Answer(b"", status=503))
    with pytest.raises(FetchError):
        await library.find(url)
    server.put("/f", feed("x"))
    clock.now += timedelta(hours=5)
    added = await library.add(Subscription(url))
    events = [event async for event in library.refresh([added.id])]
    assert [event.new for event in events if isinstance(event, FeedUpdated)] == [1]
    assert len(server.asked("/f")) == 2
