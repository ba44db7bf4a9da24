"""The only socket: one answer for one address, or a FetchError that says why there is none.

HTTP/1.1 by httpx, a small client for each worker: one that all share burns a processor on its pool's book-keeping.
httpx itself neither inflates (it does so before a cap can act, encode/httpx#3826), follows redirects (it carries the
validators along) nor keeps cookies. Feeds on loopback and private addresses are fetched like any other.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self
from weakref import WeakSet

from reader.asking import PLAIN, Fetched, Manner
from reader.config.schema import Fetch
from reader.errors import FetchError, QariError
from reader.feeds import address, clients, freshness
from reader.feeds.inflate import MEGABYTE, Body, too_large
from reader.feeds.personal import Personal, find_out
from reader.models import Validators
from reader.text.clean import clean_line

if TYPE_CHECKING:
    import httpx

_NONE = Validators()
_CONDITIONS = (b"If-None-Match", b"If-Modified-Since")
_HOPS = 8
_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, "
    "*/*;q=0.1"
)
PAGES = "text/html, application/xhtml+xml, */*;q=0.1"
"""What is asked for where a page is wanted, and not a feed."""
PICTURES = "image/avif, image/webp, image/jpeg, image/png, image/gif, image/*;q=0.5, */*;q=0.1"
"""What is asked for where a picture is wanted."""
_REFUSALS = {
    401: "error.http_unauthorized",
    403: "error.http_forbidden",
    404: "error.http_not_found",
    410: "error.http_gone",
    429: "error.http_rate_limited",
}
_CERTIFICATES = {
    10: "error.tls_expired",
    18: "error.tls_unknown",
    19: "error.tls_unknown",
    20: "error.tls_unknown",
    21: "error.tls_unknown",
    62: "error.tls_other_host",
}
"""What is wrong with a server's certificate (X509_V_ERR_* of OpenSSL)."""

_LOOKUPS = 64
"""Threads at the most, which begin when they are needed."""
_WIDENED: WeakSet[asyncio.AbstractEventLoop] = WeakSet()
"""The loops that have such threads."""


async def get_ready() -> None:
    """Do what the first request would have to wait for, and let as many names of hosts be looked up at once."""
    loop = asyncio.get_running_loop()
    if loop not in _WIDENED:  # asyncio itself has six threads on two processors, and slow name servers fill them
        loop.set_default_executor(ThreadPoolExecutor(_LOOKUPS, "qari-net"))
        _WIDENED.add(loop)
    await asyncio.to_thread(prepare)


def prepare() -> None:
    """Import httpx and read the trusted certificates, which takes a good tenth of a second, in the calling thread.

    Never raises: what goes wrong here goes wrong again in :meth:`Fetcher.fetch`, and is told there.
    """
    with suppress(Exception):
        import httpx

        httpx.AsyncHTTPTransport(
            verify=clients.certificates("", "")
        )  # brings the half of httpx that its first client waits for


class Fetcher:
    """One worker's client: an async context manager that fetches one address at a time."""

    def __init__(self, settings: Fetch, accept: str = _ACCEPT) -> None:
        self._settings = settings
        self._accept = accept
        self._limit = settings.max_megabytes * MEGABYTE
        self._clients: dict[clients.Way, httpx.AsyncClient] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for client in self._clients.values():
            await client.aclose()

    async def fetch(self, url: str, validators: Validators = _NONE, manner: Manner = PLAIN, site: str = "") -> Fetched:
        """Ask for ``url``, once: the answer, or 304 if ``validators`` still hold.

        Headers and cookies of ``manner`` go to hosts of the same site as the address ``site`` only, names, passwords
        and tokens to its very origin, redirected or not.
        The answer's validators are empty when it came from another address than ``url``, for they belong to that one.
        Raises FetchError for whatever is neither status 200 nor an expected 304, and ConfigError
        where a secret, a proxy or a certificate cannot be used.
        """
        await find_out(manner, self._settings)  # a reader may take longer than a server
        try:
            async with asyncio.timeout(self._settings.timeout):
                return await self._follow(url, validators, manner, site or url)
        except QariError:
            raise
        except Exception as error:
            known = _explained(error)
            if known is None:
                raise
            key, detail = known
            raise FetchError(key, **address.facts(url), detail=detail) from error

    def _client(self, way: clients.Way) -> httpx.AsyncClient:
        if way not in self._clients:
            self._clients[way] = clients.client(self._settings, self._accept, way)
        return self._clients[way]

    async def _follow(self, url: str, validators: Validators, manner: Manner, site: str) -> Fetched:
        here, permanent = url, True
        for _ in range(_HOPS + 1):
            address.check(here)
            if here != url:
                await stay_public(url, here)
            headers = _conditions(validators if here == url else _NONE)
            way, personal = await Personal(here, manner, site, self._settings).said()
            answer = await self._ask(way, here, validators, {**headers, **personal})
            if isinstance(answer, Fetched):
                moved = here if permanent and here != url else ""
                return answer if here == url else answer._replace(validators=_NONE, moved=moved)
            here, permanent = answer.address, permanent and answer.permanent
        raise FetchError("error.redirects", **address.facts(url))

    async def _ask(
        self, way: clients.Way, url: str, validators: Validators, headers: dict[bytes, bytes]
    ) -> Fetched | _Elsewhere:
        """The answer to one request, or the address that it redirects to."""
        async with self._client(way).stream("GET", url, headers=headers, follow_redirects=False) as response:
            if response.status_code in _REDIRECTS and (location := response.extensions.get("location")):
                return _Elsewhere(address.redirected(url, location), response.status_code in _PERMANENT)
            kept, fresh, until = _validators(response), _max_age(response), _expires(response)
            if response.status_code == 304 and headers.keys() & _CONDITIONS:
                if not _has_body(response):  # read to its end, the connection is kept
                    async for _ in response.aiter_raw():
                        pass
                kept = Validators(kept.etag or validators.etag, kept.last_modified or validators.last_modified)
                return Fetched(url, 304, b"", validators=kept, max_age=fresh, expires=until)
            if response.status_code != 200 and not (response.status_code == 226 and b"A-IM" in headers):
                raise _refused(url, response)
            body = await self._body(url, response)
            return Fetched(
                url, response.status_code, body, response.headers.get("content-type", ""), kept, fresh, expires=until
            )

    async def _body(self, url: str, response: httpx.Response) -> bytes:
        announced = response.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > self._limit:
            raise too_large(url, self._limit)
        body = Body(url, response.headers.get("content-encoding", ""), self._limit)
        async for chunk in response.aiter_raw():
            body.add(chunk)
        return body.finish()


class _Elsewhere(NamedTuple):
    """Where a server sends whoever asks."""

    address: str
    permanent: bool


async def stay_public(url: str, target: str) -> None:
    """Raise FetchError (``error.redirect_private``) where a public host leads into the network that we are in."""
    if await asyncio.to_thread(address.is_private, target) and not await asyncio.to_thread(address.is_private, url):
        raise FetchError("error.redirect_private", **address.facts(url))


def _has_body(response: httpx.Response) -> bool:
    """Whether a server may send what no 304 has (RFC 9110, 15.4.5), and what would be taken for the next answer."""
    said = (response.headers.get(name, "") for name in ("transfer-encoding", "content-encoding", "content-length"))
    return any(value not in ("", "0") for value in said)


def _expires(response: httpx.Response) -> datetime | None:
    return freshness.expires(*(response.headers.get(name, "") for name in ("cache-control", "expires", "date")))


def _max_age(response: httpx.Response) -> int:
    said = (response.headers.get(name, "") for name in ("cache-control", "expires", "date", "age"))
    return freshness.max_age(*said)


def _conditions(validators: Validators) -> dict[bytes, bytes]:
    pairs = zip(_CONDITIONS, validators, strict=True)
    said = {name: value.encode("latin-1", "replace") for name, value in pairs if value}
    # RFC 3229: a server that knows what we have may send only what is new.
    return {**said, b"A-IM": b"feed"} if validators.etag else said


def _validators(response: httpx.Response) -> Validators:
    """Both validators, a character a byte."""
    raw = {name.lower(): value.decode("latin-1") for name, value in reversed(response.headers.raw)}
    return Validators(raw.get(b"etag", ""), raw.get(b"last-modified", ""))


def _refused(url: str, response: httpx.Response) -> FetchError:
    key = _REFUSALS.get(response.status_code, "error.http_status")
    retry = response.headers.get("retry-after", "")[:40]
    return FetchError(key, **address.facts(url), status=response.status_code, retry=retry)


def _explained(error: Exception) -> tuple[str, str] | None:
    """The message's key and the library's own words for what httpx, asyncio, the resolver or TLS raised."""
    import httpx

    causes = tuple(_causes(error))
    kinds: tuple[tuple[str, tuple[type[BaseException], ...]], ...] = (
        ("error.timeout", (TimeoutError, httpx.TimeoutException)),
        ("error.dns", (socket.gaierror,)),
        ("error.tls", (ssl.SSLError,)),
        ("error.proxy", (httpx.ProxyError,)),
        ("error.connection_refused", (ConnectionRefusedError,)),
        ("error.connection_lost", (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError)),
        ("error.unreachable", (httpx.TransportError, OSError)),
        ("error.bad_url", (httpx.InvalidURL, UnicodeError)),
    )
    for key, kind in kinds:
        for cause in causes:
            if isinstance(cause, kind):
                reason = getattr(cause, "verify_message", "") or getattr(cause, "reason", "") or cause
                key = _CERTIFICATES.get(getattr(cause, "verify_code", 0), key)
                return key, clean_line(str(reason))[:200]
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and everything that it came from."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for inner in error.exceptions:
                yield from _causes(inner)
        error = error.__cause__ or error.__context__
