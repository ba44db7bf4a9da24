"""One address, asked for over a real connection."""

from __future__ import annotations

import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import Iterator

import brotli
import pytest
from loopback import Answer, Loopback, loopback, refused_url

from reader import __version__
from reader.asking import Fetched
from reader.config.schema import Fetch
from reader.errors import FetchError
from reader.feeds.fetch import Fetcher, prepare
from reader.feeds.inflate import _zstd
from reader.models import Problem, Validators

FEED = b"<rss version='2.0'><channel><title>t</title></channel></rss>"
PAIR = Validators('W/"a b\xe9"', "Fri, 26 Jul 2024 14:05:30 GMT")
SETTINGS = Fetch(timeout=5.0, max_megabytes=2)


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A server without answers."""
    with loopback() as running:
        yield running


async def fetch(url: str, validators: Validators = Validators(), settings: Fetch = SETTINGS) -> Fetched:  # noqa: B008
    """What one fetch brings."""
    async with Fetcher(settings) as fetcher:
        return await fetcher.fetch(url, validators)


async def problem(url: str, settings: Fetch = SETTINGS) -> Problem:
    """Why one fetch fails."""
    with pytest.raises(FetchError) as caught:
        await fetch(url, settings=settings)
    return caught.value.problem


async def test_brings_the_body_its_type_and_its_address(server: Loopback) -> None:
    """An answer is its bytes, its content type, and the address it came from."""
    url = server.put("/feed", Answer(FEED, headers=(("Content-Type", "text/xml; charset=windows-1256"),)))
    assert await fetch(url) == Fetched(url, 200, FEED, "text/xml; charset=windows-1256")


async def test_says_who_asks_and_for_what(server: Loopback) -> None:
    """A request names Qari and its version, asks for feeds and for gzip or deflate only, and sends nothing else."""
    await fetch(server.put("/feed", Answer(FEED)))
    (request,) = server.requests
    assert (
        request.headers["user-agent"]
        == f"qari/{__version__} (+https://pypi.org/project/qari/; terminal feed reader)".encode()
    )
    assert request.headers["accept"].startswith(b"application/atom+xml, application/rss+xml")
    assert request.headers["accept-encoding"] == b"gzip, deflate, br, zstd"
    assert set(request.headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}


async def test_uses_the_configured_name(server: Loopback) -> None:
    """The configuration's user agent replaces Qari's own."""
    await fetch(server.put("/feed", Answer(FEED)), settings=Fetch(user_agent="mine/1"))
    assert server.requests[0].headers["user-agent"] == b"mine/1"


async def test_keeps_validators_byte_for_byte_and_sends_both(server: Loopback) -> None:
    """ETag and Last-Modified come back exactly as they were received, also bytes that are not ASCII."""
    sent = (("ETag", PAIR.etag.encode("latin-1")), ("Last-Modified", PAIR.last_modified))
    url = server.put("/feed", Answer(FEED, headers=sent))
    first = await fetch(url)
    assert first.validators == PAIR
    server.put("/feed", Answer(status=304))
    again = await fetch(url, first.validators)
    assert again == Fetched(url, 304, b"", validators=PAIR)
    headers = server.requests[-1].headers
    assert headers["if-none-match"] == PAIR.etag.encode("latin-1")
    assert headers["if-modified-since"] == PAIR.last_modified.encode()


async def test_takes_new_validators_of_a_304(server: Loopback) -> None:
    """A 304 may replace one validator; the other stays."""
    url = server.put("/feed", Answer(status=304, headers=(("ETag", '"new"'),)))
    assert (await fetch(url, PAIR)).validators == Validators('"new"', PAIR.last_modified)


async def test_a_304_that_nobody_asked_for_is_an_error(server: Loopback) -> None:
    """Without validators in the request, 304 is no answer."""
    found = await problem(server.put("/feed", Answer(status=304)))
    assert (found.key, dict(found.facts)["status"]) == ("error.http_status", "304")


async def test_follows_redirects_without_the_validators(server: Loopback) -> None:
    """Validators belong to an address: they go with no redirect, and none come back from another address."""
    server.put("/new", Answer(FEED, headers=(("ETag", '"other"'),)))
    url = server.put("/old", Answer(status=301, headers=(("Location", "/new"),)))
    answer = await fetch(url, PAIR)
    assert (answer.url, answer.body, answer.validators) == (server.url("/new"), FEED, Validators())
    assert "if-none-match" in server.asked("/old")[0].headers
    assert not {"if-none-match", "if-modified-since"} & set(server.asked("/new")[0].headers)


async def test_follows_a_redirect_written_in_arabic(server: Loopback) -> None:
    """Raw UTF-8 in Location is understood."""
    server.put("/%D8%AE%D8%A8%D8%B1", Answer(FEED))
    url = server.put("/old", Answer(status=302, headers=(("Location", "/خبر".encode()),)))
    assert (await fetch(url)).body == FEED


async def test_keeps_no_cookies(server: Loopback) -> None:
    """A cookie that a redirect sets is not sent on."""
    server.put("/new", Answer(FEED))
    headers = (("Location", "/new"), ("Set-Cookie", "a=b; Path=/"))
    await fetch(server.put("/old", Answer(status=302, headers=headers)))
    assert "cookie" not in server.asked("/new")[0].headers


async def test_gives_up_on_a_redirect_loop(server: Loopback) -> None:
    """The ninth redirect is an error."""
    url = server.put("/loop", Answer(status=302, headers=(("Location", "/loop"),)))
    assert (await problem(url)).key == "error.redirects"
    assert len(server.requests) == 9


@pytest.mark.parametrize(
    ("location", "key"),
    [
        ("file:///etc/passwd", "error.bad_scheme"),
        ("ftp://127.0.0.1/", "error.bad_scheme"),
        ("exec:date", "error.bad_scheme"),
        ("http://[::1", "error.bad_url"),
        ("http://[", "error.bad_url"),
        ("http://127.0.0.1:99999/", "error.bad_url"),
    ],
)
async def test_refuses_redirects_out_of_the_web(server: Loopback, location: str, key: str) -> None:
    """A redirect leads to http or https, or nowhere."""
    url = server.put("/old", Answer(status=302, headers=(("Location", location),)))
    assert (await problem(url)).key == key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("file:///etc/passwd", "error.bad_scheme"),
        ("javascript:alert(1)", "error.bad_scheme"),
        ("example.org/feed", "error.bad_url"),
        ("http://", "error.bad_url"),
        ("", "error.bad_url"),
        ("http://[::1/feed", "error.bad_url"),
        ("http://127.0.0.1:port/feed", "error.bad_url"),
        ("http://a b/", "error.bad_url"),
        ("http://example.org/" + "a" * 9000, "error.bad_url"),
    ],
)
async def test_refuses_what_is_no_web_address(url: str, key: str) -> None:
    """Only whole http and https addresses are asked for."""
    assert (await problem(url)).key == key


@pytest.mark.parametrize(
    ("status", "key"),
    [
        (401, "error.http_unauthorized"),
        (403, "error.http_forbidden"),
        (404, "error.http_not_found"),
        (410, "error.http_gone"),
        (429, "error.http_rate_limited"),
        (500, "error.http_status"),
        (503, "error.http_status"),
        (204, "error.http_status"),
        (300, "error.http_status"),
    ],
)
async def test_every_other_status_is_an_error(server: Loopback, status: int, key: str) -> None:
    """Whatever is neither 200 nor an expected 304 has a key, with address, host, status and when to retry."""
    url = server.put("/feed", Answer(status=status, headers=(("Retry-After", "120"),)))
    found = await problem(url)
    host = f"127.0.0.1:{server.port}"
    facts = (("url", url), ("host", host), ("status", str(status)), ("retry", "120"))
    assert found == Problem(key, facts)


async def test_a_password_is_in_no_message(server: Loopback) -> None:
    """The name and password of an address are sent, and never shown."""
    url = server.put("/feed", Answer(status=403)).replace("http://", "http://me:secret@")
    assert "secret" not in str(await problem(url))
    assert server.requests[0].headers["authorization"].startswith(b"Basic ")


async def test_tells_a_refused_connection() -> None:
    """A port where nobody listens is told as such."""
    assert (await problem(refused_url())).key == "error.connection_refused"


async def test_tells_an_unknown_name() -> None:
    """A name that does not resolve is told as such; it is also what being offline looks like."""
    found = await problem("http://nowhere.invalid/feed")
    assert (found.key, dict(found.facts)["host"]) == ("error.dns", "nowhere.invalid")


async def test_tells_a_server_that_speaks_no_tls(server: Loopback) -> None:
    """An https address whose server answers in plain text is told as such."""
    assert (await problem(server.url("/feed").replace("http:", "https:"))).key == "error.tls"


async def test_tells_a_reset_in_the_middle(server: Loopback) -> None:
    """A connection that breaks while the body comes is an error, not a short body."""
    url = server.put("/feed", Answer(FEED, reset_after=20))
    assert (await problem(url)).key == "error.connection_lost"


async def test_tells_a_body_shorter_than_promised(server: Loopback) -> None:
    """A body that ends before its Content-Length is an error."""
    url = server.put("/feed", Answer(FEED, length=len(FEED) + 1))
    assert (await problem(url)).key == "error.connection_lost"


async def test_the_deadline_is_for_the_whole_fetch(server: Loopback) -> None:
    """A body that drips in, byte by byte, is given up when the time of a fetch is over."""
    url = server.put("/feed", Answer(FEED, drip=0.02))
    assert (await problem(url, Fetch(timeout=0.2))).key == "error.timeout"


async def test_a_silent_server_times_out(server: Loopback) -> None:
    """No answer in time is a time-out."""
    url = server.put("/feed", Answer(FEED, delay=30))
    assert (await problem(url, Fetch(timeout=0.2))).key == "error.timeout"


async def test_refuses_a_body_that_is_announced_too_large(server: Loopback) -> None:
    """A Content-Length above the cap ends a fetch before the body; the cap is told in megabytes."""
    url = server.put("/feed", Answer(b"x", length=50_000_000))
    found = await problem(url)
    assert (found.key, dict(found.facts)["limit"]) == ("error.too_large", "2")


async def test_refuses_a_body_that_turns_out_too_large(server: Loopback) -> None:
    """Fifty megabytes without a Content-Length are not read to their end."""
    url = server.put("/feed", Answer(b"x" * 50_000_000, length=-1))
    assert (await problem(url)).key == "error.too_large"


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(FEED)),
        ("x-gzip", gzip.compress(FEED[:20]) + gzip.compress(FEED[20:])),
        ("GZIP", gzip.compress(FEED) + b"\0" * 100),
        ("deflate", zlib.compress(FEED)),
        ("deflate", zlib.compress(FEED, wbits=-15)),
        ("identity", FEED),
        ("", gzip.compress(FEED)),
        ("gzip", FEED),
    ],
)
async def test_unpacks_what_servers_pack(server: Loopback, coding: str, packed: bytes) -> None:
    """Gzip of one or more members, deflate with and without its header, and what is labelled wrongly, all come out."""
    url = server.put("/feed", Answer(packed, headers=(("Content-Encoding", coding),)))
    assert (await fetch(url)).body == FEED


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(FEED)[:-9]),
        ("gzip", gzip.compress(FEED)[:20] + b"broken" * 9),
        ("deflate", FEED),
        ("br", brotli.compress(FEED)[:-4]),
        ("br", b"\xff" * 50),
        ("zstd", _zstd().compress(FEED)[:-4]),
        ("compress", FEED),
    ],
)
async def test_tells_a_body_that_cannot_be_unpacked(server: Loopback, coding: str, packed: bytes) -> None:
    """Broken or unknown packing is an error of its own."""
    url = server.put("/feed", Answer(packed, headers=(("Content-Encoding", coding),)))
    assert (await problem(url)).key == "error.bad_encoding"


async def test_a_gzip_bomb_stops_at_the_cap(server: Loopback) -> None:
    """A hundred megabytes packed into a tenth of one cost little more than the cap of two."""
    packer = zlib.compressobj(1, wbits=31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()
    url = server.put("/feed", Answer(bomb, headers=(("Content-Encoding", "gzip"),)))
    prepare()
    tracemalloc.start()
    try:
        assert (await problem(url)).key == "error.too_large"
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 10_000_000


async def test_cancelling_ends_the_connection(server: Loopback) -> None:
    """A fetch that is cancelled ends at once, as a cancellation."""
    url = server.put("/feed", Answer(FEED, delay=30))
    task = asyncio.create_task(fetch(url))
    while not server.requests:
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
