"""Clients of httpx, each for one way of reaching servers: through which proxy, as whom, and whom to trust."""

from __future__ import annotations

import netrc
import os
import ssl
from collections.abc import Callable
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader import __version__
from reader.asking import Manner
from reader.config.schema import Fetch
from reader.config.secrets import revealed
from reader.errors import ConfigError

if TYPE_CHECKING:
    import httpx

_HOME = "https://pypi.org/project/qari/"
"""Where publishers learn whose requests these are."""
_OWN = ("all://127.0.0.1", "all://localhost", "all://[::1]")
DIRECT = "direct"
"""No proxy, whatever the environment says."""
ANYBODY = "any"
"""Whose certificates are trusted where it is not looked at."""


class Way(NamedTuple):
    """How a server is reached; each way has connections of its own."""

    proxy: str = ""
    """The address of one, ``direct``, or empty: what the environment says."""
    certificate: str = ""
    """A file with the user's own certificate and its key (PEM); empty: none."""
    trust: str = ""
    """A file of certificates that are trusted (PEM), ``any``, or empty: those of the system."""


def way_of(manner: Manner, settings: Fetch, *, at_home: bool) -> Way:
    """The way of a request; what makes a feed's own server an exception holds there only. Raises ConfigError."""
    proxy = revealed(manner.proxy or settings.proxy)
    return Way(proxy, manner.certificate, manner.trust) if at_home else Way(proxy)


@cache
def certificates(certificate: str, trust: str) -> ssl.SSLContext:
    """What TLS goes by; takes a tenth of a second. Raises ConfigError where a file cannot be used."""
    import httpx

    if trust == ANYBODY:
        context = httpx.create_ssl_context(verify=False)
    elif trust:
        context = ssl.create_default_context()
        _load(trust, lambda path: context.load_verify_locations(path))
    else:
        context = httpx.create_ssl_context()
    if certificate:
        _load(
            certificate, lambda path: context.load_cert_chain(path, password=lambda: "")
        )  # else OpenSSL asks the terminal
    return context


async def _keep_location(response: httpx.Response) -> None:
    """Put away where an answer leads: httpx makes a request of that, followed or not, and fails where it cannot."""
    if "location" in response.headers:
        response.extensions["location"] = response.headers.pop("location")


def client(settings: Fetch, accept: str, way: Way) -> httpx.AsyncClient:
    """A client for one worker. Raises ConfigError."""
    import httpx

    try:
        return httpx.AsyncClient(
            headers={
                "User-Agent": settings.user_agent or f"qari/{__version__} (+{_HOME}; terminal feed reader)",
                "Accept": accept,
                "Accept-Encoding": "gzip, deflate, br, zstd",
            },
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            timeout=httpx.Timeout(settings.timeout, pool=None),
            # Some systems give a program 256 descriptors in all.
            limits=httpx.Limits(max_connections=4, max_keepalive_connections=1),
            verify=certificates(way.certificate, way.trust),
            proxy=way.proxy if way.proxy and way.proxy != DIRECT else None,
            trust_env=way.proxy != DIRECT,
            # What this machine serves is never asked for through a proxy.
            mounts=dict.fromkeys(_OWN),
            event_hooks={"response": [_keep_location]},
        )
    except (ValueError, httpx.InvalidURL) as error:
        raise ConfigError("error.proxy", detail=str(error)[:100]) from None


def of_netrc(host: str) -> tuple[str, str] | None:
    """The name and the password that ``.netrc`` has for a host. Raises ConfigError where it cannot be read."""
    place = os.environ.get("NETRC") or str(Path.home() / ".netrc")
    try:
        read = netrc.netrc(place)
        found = read.authenticators(host) if host in read.hosts else None  # the default is for no feed
    except FileNotFoundError:
        return None
    except (OSError, netrc.NetrcParseError, UnicodeError) as error:
        raise ConfigError("error.netrc", path=place, detail=type(error).__name__) from None
    return (found[0], found[2]) if found else None


def _load(path: str, load: Callable[[Path], None]) -> None:
    place = Path(path).expanduser()
    try:
        load(place)
    except OSError as error:  # ssl.SSLError is one
        raise ConfigError("error.certificate", path=place, detail=error.strerror or type(error).__name__) from None
