"""Pictures, fetched from a real server into a real database."""

from __future__ import annotations

from collections.abc import AsyncIterator

from loopback import Answer, Loopback, refused_url

from reader.asking import Subscription
from reader.demo.server import read
from reader.events import PictureEvent, PictureFailed, PicturesFinished, PicturesStarted, PictureStored
from reader.library import Library
from reader.models import Entry, Filter, Mark

PICTURE = read("night-train.jpg")
JPEG = (("Content-Type", "image/jpeg"),)


async def subscribe(library: Library, server: Loopback, *bodies: str, more: str = "") -> tuple[Entry, ...]:
    """Subscribe to a feed of entries with these bodies; the entries, in that order."""
    items = "".join(
        f"<item><guid>{number}</guid><title>{number}</title><pubDate>2024-07-2{5 - number}</pubDate>"
        f"<description><![CDATA[{body}]]></description>{more}</item>"
        for number, body in enumerate(bodies)
    )
    feed = f"<rss version='2.0'><channel><title>مصدر</title>{items}</channel></rss>".encode()
    await library.add(Subscription(server.put("/feed", Answer(feed))))
    async for _ in library.refresh():
        pass
    return await library.list(Filter())


async def fetched(events: AsyncIterator[PictureEvent]) -> list[PictureEvent]:
    """All of them."""
    return [event async for event in events]


async def test_pictures_are_fetched_made_small_and_kept(library: Library, server: Loopback) -> None:
    """Once; the next time there is nothing to fetch, and they are there without the network."""
    url = server.put("/i.jpg", Answer(PICTURE, headers=JPEG))
    (entry,) = await subscribe(library, server, f"<p>x</p><img src='{url}'><img src='{url}' alt=twice>")
    events = await fetched(library.fetch_pictures(entry.id))
    assert events == [PicturesStarted(1), PictureStored(entry.id, url), PicturesFinished(1, 0)]
    assert await fetched(library.fetch_pictures(entry.id)) == [PicturesStarted(0), PicturesFinished(0, 0)]
    assert len(server.asked("/i.jpg")) == 1
    assert server.asked("/i.jpg")[0].headers["accept"].startswith(b"image/")
    server.answers.clear()
    stored = await library.pictures(entry.id)
    assert [(stored[url].width, stored[url].height)] == [(960, 540)]
    ready = await library.prepared()
    assert (ready.pictures, ready.bytes > len(stored[url].data)) == (1, True)


async def test_what_is_no_picture_is_not_asked_for_again(library: Library, server: Loopback) -> None:
    """Within a day. What did not come at all is: the network may be back."""
    page = server.put("/page.jpg", Answer(b"<html>", headers=JPEG))
    gone = server.put("/gone.jpg", Answer(status=404))
    (entry,) = await subscribe(library, server, f"<img src='{page}'><img src='{gone}'><img src='{refused_url()}'>")
    first = await fetched(library.fetch_pictures(entry.id))
    problems = {event.url: event.problem.key for event in first if isinstance(event, PictureFailed)}
    assert problems[page] == "error.picture_unknown" and problems[gone] == "error.http_not_found"
    assert first[-1] == PicturesFinished(0, 3)
    assert (await fetched(library.fetch_pictures(entry.id)))[0] == PicturesStarted(1)
    assert await library.pictures(entry.id) == {}


async def test_nothing_but_chosen_pictures_is_asked_for(library: Library, server: Loopback) -> None:
    """No pixel that counts readers, no data, no frame, no script."""
    (entry,) = await subscribe(
        library,
        server,
        f"<p>x</p><img src='{server.url('/pixel.gif')}' width=1 height=1><img src='data:image/gif;base64,R0lG'>"
        f"<iframe src='{server.url('/frame')}'></iframe><script src='{server.url('/s.js')}'></script>"
        f"<img src='file:///etc/passwd'><video poster='{server.url('/poster.jpg')}'></video>",
    )
    assert await fetched(library.fetch_pictures(entry.id)) == [PicturesStarted(0), PicturesFinished(0, 0)]
    assert [request.path for request in server.requests] == ["/feed"]


async def test_a_picture_that_comes_with_an_entry_leads_it(library: Library, server: Loopback) -> None:
    """An enclosure of a picture is one of the article's, where its text has none."""
    url = server.put("/i.jpg", Answer(PICTURE, headers=JPEG))
    (entry,) = await subscribe(
        library, server, "<p>x</p>", more=f"<enclosure url='{url}' type='image/jpeg' length='1'/>"
    )
    assert (await fetched(library.fetch_pictures(entry.id)))[-1] == PicturesFinished(1, 0)


async def test_pictures_are_fetched_ahead_within_a_budget(library: Library, server: Loopback) -> None:
    """So many of an article, of so many articles, bookmarked ones first, until so many bytes have come."""
    urls = [server.put(f"/{number}.jpg", Answer(PICTURE, headers=JPEG)) for number in range(6)]
    bodies = [f"<img src='{urls[2 * number]}'><img src='{urls[2 * number + 1]}'>" for number in range(3)]
    entries = await subscribe(library, server, *bodies)
    await library.mark([entries[2].id], Mark.BOOKMARK)
    events = await fetched(library.fetch_all_pictures(2, 1))
    assert [event.url for event in events if isinstance(event, PictureStored)] in (
        [urls[4], urls[0]],
        [urls[0], urls[4]],
    )
    assert (await fetched(library.fetch_all_pictures(10, 5, megabytes=0.0)))[-1] == PicturesFinished(0, 0)
    assert (await fetched(library.fetch_all_pictures(10, 5)))[-1] == PicturesFinished(4, 0)
