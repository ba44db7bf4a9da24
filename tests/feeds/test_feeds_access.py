"""Feeds that are not for everybody: names, passwords, certificates, proxies, and where none of it goes."""

from __future__ import annotations

import asyncio
import base64
import logging
import ssl
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Answer, Loopback, loopback

from reader.asking import PLAIN, Manner
from reader.config.schema import Fetch
from reader.config.secrets import forget
from reader.errors import QariError
from reader.feeds.address import same_origin
from reader.feeds.fetch import Fetcher
from reader.models import Validators

TLS = Path(__file__).parents[1] / "data" / "tls"
SETTINGS = Fetch(timeout=5.0)
NAMED = Manner(username="layla", password="env:NEWS_PASSWORD")
BASIC = b"Basic " + base64.b64encode("layla:سرّ".encode())


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A server with one feed."""
    with loopback() as running:
        running.put("/feed", Answer(b"<rss/>"))
        yield running


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A secret in the environment, which no test after this one remembers."""
    monkeypatch.setenv("NEWS_PASSWORD", "سرّ")
    forget()
    yield
    forget()


async def fetch(url: str, manner: Manner = PLAIN, settings: Fetch = SETTINGS) -> bytes:
    """The body that one fetch brings."""
    async with Fetcher(settings) as fetcher:
        return (await fetcher.fetch(url, Validators(), manner)).body


async def refused(url: str, manner: Manner = PLAIN, settings: Fetch = SETTINGS) -> str:
    """The key of what is wrong."""
    with pytest.raises(QariError) as raised:
        await fetch(url, manner, settings)
    return raised.value.problem.key


def serving(name: str, *, known: str = "") -> ssl.SSLContext:
    """TLS as a server speaks it, which lets only clients in whose certificate is ``known``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / name)
    if known:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(TLS / known)
    return context


async def test_a_name_and_a_password_go_to_the_feeds_server(server: Loopback) -> None:
    """As Basic authentication in UTF-8 (RFC 7617), the password from where it is kept."""
    await fetch(server.url("/feed"), NAMED)
    assert server.requests[-1].headers["authorization"] == BASIC
    await fetch(server.url("/feed"), Manner(token="abc"))
    assert server.requests[-1].headers["authorization"] == b"Bearer abc"


@pytest.mark.parametrize("manner", [NAMED, Manner(token="abc"), Manner(cookies="session=1", headers=(("X-Key", "k"),))])
async def test_no_secret_follows_a_redirect_elsewhere(server: Loopback, manner: Manner) -> None:
    """Another host, and for passwords another port as well, is asked as by anybody."""
    with loopback() as other:
        other.put("/feed", Answer(b"<rss/>"))
        there = other.url("/feed").replace("127.0.0.1", "localhost")
        await fetch(server.put("/moved", Answer(status=302, headers=(("Location", there),))), manner)
        said = other.requests[-1].headers
        assert not said.keys() & {"authorization", "cookie", "x-key"}
        if not manner.cookies:
            await fetch(server.put("/port", Answer(status=302, headers=(("Location", other.url("/feed")),))), manner)
            assert "authorization" not in other.requests[-1].headers


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/x", "https://a.example/feed", True),
        ("https://a.example/x", "http://a.example/feed", True),
        ("http://a.example/x", "https://a.example/feed", False),
        ("https://www.a.example/x", "https://a.example/feed", False),
        ("https://a.example:444/x", "https://a.example/feed", False),
        ("https://a.example:443/x", "https://a.example/feed", True),
        ("https://a.example:99999/", "https://a.example/feed", False),
    ],
)
def test_what_an_origin_is(one: str, other: str, same: bool) -> None:
    """Scheme, host and port; only the step from http to https is taken for none."""
    assert same_origin(one, other) is same


async def test_a_secret_may_come_from_a_command(server: Loopback) -> None:
    """The first line that it prints is the secret; the command is run once."""
    command = f"command:{sys.executable} -c \"print('abc'); print('and more')\""
    await fetch(server.url("/feed"), Manner(headers=(("X-Key", command),)))
    assert server.requests[-1].headers["x-key"] == b"abc"


async def test_who_is_asked_for_a_password_has_more_time_than_a_server(server: Loopback) -> None:
    """Its command runs over the time of a fetch, once for two feeds; meanwhile a feed that needs none is fetched."""
    slow = Manner(token="command:sh -c 'sleep 2; echo abc'")
    brief = Fetch(timeout=1.0)
    server.put("/plain", Answer(b"<rss/>"))
    await asyncio.gather(
        fetch(server.url("/feed"), slow, brief),
        fetch(server.url("/feed"), slow, brief),
        fetch(server.url("/plain"), Manner(user_agent="me"), brief),
    )
    assert [(one.path, one.headers.get("authorization")) for one in server.requests] == [
        ("/plain", None),
        ("/feed", b"Bearer abc"),
        ("/feed", b"Bearer abc"),
    ]


@pytest.mark.parametrize(
    ("manner", "key"),
    [
        (Manner(token="env:NOT_THERE"), "error.secret_missing"),
        (Manner(token="command:/nowhere/at/all"), "error.secret_command"),
        (Manner(token="command:"), "error.secret_command"),
        (Manner(token="command:false"), "error.secret_command"),
        (Manner(token="env:NEWS_PASSWORD"), "error.secret_not_ascii"),
        (Manner(proxy="ftp://127.0.0.1"), "error.proxy"),
        (Manner(certificate="/nowhere.pem"), "error.certificate"),
    ],
)
async def test_what_cannot_be_used_is_told(server: Loopback, manner: Manner, key: str) -> None:
    """Each has a sentence of its own, and nothing is asked without it."""
    assert await refused(server.url("/feed"), manner) == key
    assert not server.requests


async def test_no_secret_is_written_to_the_log(server: Loopback, caplog: pytest.LogCaptureFixture) -> None:
    """Neither of those that headers carry nor that of an address; the libraries below say nothing."""
    from reader.cli.main import _logging

    with caplog.at_level(logging.DEBUG), _logging(None):
        address = server.url("/feed").replace("//", "//layla:secret@")
        await fetch(address)
        await fetch(server.url("/feed"), NAMED)
        assert server.requests[0].headers["authorization"] == b"Basic " + base64.b64encode(b"layla:secret")
    assert "secret" not in caplog.text
    assert "سرّ" not in caplog.text


async def test_netrc_is_read_only_if_asked(server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the setting, a server gets what the file has for it; without it, nothing."""
    place = tmp_path / "netrc"
    place.write_text("machine 127.0.0.1 login layla password abc\n")
    place.chmod(0o600)
    monkeypatch.setenv("NETRC", str(place))
    await fetch(server.url("/feed"))
    assert "authorization" not in server.requests[-1].headers
    await fetch(server.url("/feed"), settings=SETTINGS._replace(netrc=True))
    assert server.requests[-1].headers["authorization"] == b"Basic " + base64.b64encode(b"layla:abc")
    place.write_text("what is this\n")
    assert await refused(server.url("/feed"), settings=SETTINGS._replace(netrc=True)) == "error.netrc"


async def test_a_proxy_is_asked_in_place_of_the_server(server: Loopback) -> None:
    """For all feeds, or for one of them; ``direct`` is an exception from what holds for all."""
    server.put("http://news.example/feed", Answer(b"<rss>through</rss>"))
    proxy = server.url("")
    assert await fetch("http://news.example/feed", Manner(proxy=proxy)) == b"<rss>through</rss>"
    assert await fetch("http://news.example/feed", settings=SETTINGS._replace(proxy=proxy)) == b"<rss>through</rss>"
    assert await refused("http://news.invalid/", Manner(proxy="direct"), SETTINGS._replace(proxy=proxy)) == "error.dns"


async def test_a_socks_proxy_resolves_the_name(server: Loopback) -> None:
    """SOCKS 5 (RFC 1928) with the host's name, which need not be known here."""
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly((await reader.readexactly(2))[1])
        writer.write(b"\5\0")
        length = (await reader.readexactly(5))[4]
        asked.append(await reader.readexactly(length + 2))
        writer.write(b"\5\0\0\1\0\0\0\0\0\0")
        out_reader, out = await asyncio.open_connection("127.0.0.1", server.port)
        out.write(await reader.readuntil(b"\r\n\r\n"))
        writer.write(await out_reader.readuntil(b"<rss/>"))
        out.close()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        assert await fetch("http://news.example/feed", Manner(proxy=f"socks5://127.0.0.1:{port}")) == b"<rss/>"
    assert asked == [b"news.example\0\x50"]


@pytest.mark.parametrize(
    ("name", "trust", "key"),
    [
        ("valid.pem", "", "error.tls_unknown"),
        ("valid.pem", "any", ""),
        ("valid.pem", "valid.pem", ""),
        ("expired.pem", "expired.pem", "error.tls_expired"),
        ("expired.pem", "any", ""),
        ("valid.pem", "expired.pem", "error.tls_unknown"),
        ("valid.pem", "nowhere.pem", "error.certificate"),
    ],
)
async def test_an_exception_can_be_made_for_one_feed(name: str, trust: str, key: str) -> None:
    """A certificate that nobody signed is refused with the reason, unless the feed says that it is to be trusted."""
    with loopback(serving(name)) as secure:
        url = secure.put("/feed", Answer(b"<rss/>"))
        manner = Manner(trust=str(TLS / trust) if trust.endswith(".pem") else trust)
        if key:
            assert await refused(url, manner) == key
        else:
            assert await fetch(url, manner) == b"<rss/>"


async def test_the_exception_ends_with_the_feeds_own_server(server: Loopback) -> None:
    """A server that one is redirected to has to be known to the system."""
    with loopback(serving("valid.pem")) as secure:
        there = secure.put("/feed", Answer(b"<rss/>"))
        moved = server.put("/moved", Answer(status=302, headers=(("Location", there),)))
        assert await refused(moved, Manner(trust="any")) == "error.tls_unknown"


async def test_the_users_own_certificate_opens_a_server() -> None:
    """A server that asks for one lets nobody else in."""
    with loopback(serving("valid.pem", known="valid.pem")) as secure:
        url = secure.put("/feed", Answer(b"<rss/>"))
        mine = str(TLS / "valid.pem")
        assert await fetch(url, Manner(trust=mine, certificate=mine)) == b"<rss/>"
        assert await refused(url, Manner(trust=mine)) in ("error.tls", "error.connection_lost")
