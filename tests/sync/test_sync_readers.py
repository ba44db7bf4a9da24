"""Who reads what feeds have answered."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from time import sleep

import pytest

from reader.asking import FeedToFetch, Fetched
from reader.errors import ParseError
from reader.feeds.process import Process
from reader.models import Problem
from reader.sync.readers import Readers

NOW = datetime(2024, 7, 26, 12, tzinfo=UTC)
FEED = FeedToFetch(1, "https://site.example/feed", "مصدر")
BODY = (
    "<rss version='2.0'><channel><title>t</title><item><title>خبر</title><guid>1</guid></item></channel></rss>".encode()
)


def answer(body: bytes = BODY) -> Fetched:
    """An answer with this body."""
    return Fetched(FEED.url, 200, body)


async def test_a_thread_and_a_process_read_the_same() -> None:
    """Few and small feeds are read in a thread, many in processes, and it makes no difference to what is written."""
    async with Readers(1, never_read=True) as few, Readers(100, never_read=True) as many:
        assert await few.settle(FEED, answer(), (), NOW) == await many.settle(FEED, answer(), (), NOW)


async def test_the_reason_comes_back_from_a_process() -> None:
    """What cannot be read is the same problem wherever it was found out, and the next feed is read."""
    found = []
    async with Readers(1, never_read=False) as few, Readers(100, never_read=False) as many:
        for readers in (few, many):
            with pytest.raises(ParseError) as raised:
                await readers.settle(FEED, answer(b"<html><body>no</body></html>"), (), NOW)
            found.append(raised.value.problem)
            assert (await readers.settle(FEED, answer(), (), NOW)).ready.new
    assert found[0] == found[1]
    assert found[0].key == "error.not_a_feed"


async def test_a_large_feed_has_a_process_of_its_own() -> None:
    """A refresh of one feed reads a megabyte elsewhere, so that the screen goes on."""
    items = "".join(
        f"<item><guid>{n}</guid><title>خبر {n}</title><description>{'كلمة ' * 90}</description></item>"
        for n in range(400)
    )
    body = f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode()
    async with Readers(1, never_read=False) as readers:
        assert len((await readers.settle(FEED, answer(body), (), NOW)).ready.new) == 400


async def test_what_takes_too_long_is_given_up_and_what_crashes_is_told() -> None:
    """Each ends its process, and is a problem of one feed; the next one finds a fresh process."""
    async with Process("feed", 10.0) as process:
        assert await process.run(abs, -1) == 1
        process.seconds = 0.2
        assert await process.run(sleep, 60.0) == Problem("error.feed_slow", (("seconds", "0.2"),))
        process.seconds = 10.0
        assert await process.run(os._exit, 1) == Problem("error.feed_crashed")
        assert await process.run(divmod, 1, 0) == Problem("error.unexpected", (("detail", "ZeroDivisionError"),))
        assert await process.run(abs, -1) == 1
