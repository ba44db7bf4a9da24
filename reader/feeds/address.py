"""Addresses of feeds: which can be fetched, and how they are named in messages."""

from __future__ import annotations

import ipaddress
import re
import socket
from urllib.parse import urljoin, urlsplit, urlunsplit

from reader.errors import FetchError
from reader.text.clean import clean_line

_PORTS = {"http": 80, "https": 443}
_LONGEST = 8_000
"""Characters; longer addresses are refused (RFC 9110, 4.1, asks for at least 8,000 octets)."""


HERE = re.compile(r"(?:localhost|(?:\d{1,3}\.){3}\d{1,3})(?::\d+)?(?:[/?]\S*)?", re.IGNORECASE)
"""A host without a name, which seldom has a certificate."""
BARE = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,63}(?::\d+)?(?:/[^\s<>\"'«»]*)?", re.IGNORECASE)
"""A host, and perhaps a path."""


def check(url: str) -> None:
    """Raise FetchError (``error.bad_url``, ``error.bad_scheme``) unless ``url`` is absolute, and http or https."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError as error:
        raise FetchError("error.bad_url", **facts(url)) from error
    if parts.scheme and parts.scheme not in ("http", "https"):
        raise FetchError("error.bad_scheme", **facts(url))
    if not parts.scheme or not host or not host.isprintable() or " " in host or len(url) > _LONGEST:
        raise FetchError("error.bad_url", **facts(url))


def redirected(url: str, location: str) -> str:
    """Where a Location header of an answer from ``url`` leads. Raises FetchError (``error.bad_url``)."""
    try:
        return urljoin(url, location.strip())
    except ValueError as error:
        raise FetchError("error.bad_url", **facts(location)) from error


def plain(url: str) -> str:
    """``url`` as http or https, where it calls itself ``feed:``; in small letters where case means nothing."""
    url = url.strip()
    if url[:5].lower() == "feed:":
        rest = url[5:].lstrip("/")
        url = rest if rest.lower().startswith(("http:", "https:")) else with_scheme(rest)
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if parts.scheme not in ("http", "https"):
        return url
    user, at, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user}{at}{host.lower()}", fragment=""))


def is_bare(url: str) -> bool:
    """Whether this is all of an address but its scheme."""
    return bool(HERE.fullmatch(url) or BARE.fullmatch(url))


def with_scheme(url: str) -> str:
    """An address whose scheme was left out, with one."""
    return f"{'http' if HERE.fullmatch(url) else 'https'}://{url}"


def canonical(url: str) -> str:
    """What is the same for two spellings of one address: scheme, ``www``, port, case of the host and the last slash."""
    try:
        parts = urlsplit(plain(url))
        host = (parts.hostname or "").rstrip(".").removeprefix("www.")
        port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    except ValueError:
        return url.strip()
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}{parts.path.rstrip('/')}{query}"


def is_private(url: str) -> bool:
    """Whether the host of ``url`` is this machine or one of its own network; asks the resolver, and may take its time.

    A name that does not resolve here, as behind a proxy, is public.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    except (OSError, ValueError, UnicodeError):
        return False
    return any(not one.is_global for one in addresses)


def same_site(url: str, other: str) -> bool:
    """Whether the host of ``url`` is that of ``other``, lies in its domain, or is its twin with or without ``www``.

    Never from https to http, where what is sent can be read on the way.
    """
    try:
        one, two = urlsplit(url), urlsplit(other)
        host, home = one.hostname or "", two.hostname or ""
    except ValueError:
        return False
    if two.scheme == "https" and one.scheme != "https":
        return False
    bare = home.removeprefix("www.") if home.count(".") > 1 else home
    return bool(host and home) and (host in (home, bare, f"www.{bare}") or ("." in home and host.endswith(f".{home}")))


def same_origin(url: str, other: str) -> bool:
    """Whether scheme, host and port are the same (RFC 6454), or http has become https on the usual ports."""
    try:
        one, two = urlsplit(url), urlsplit(other)
        ports = one.port or _PORTS.get(one.scheme), two.port or _PORTS.get(two.scheme)
    except ValueError:
        return False
    if not one.hostname or one.hostname != two.hostname:
        return False
    same = one.scheme == two.scheme and ports[0] == ports[1]
    return same or (two.scheme == "http" and one.scheme == "https" and ports == (443, 80))


def facts(url: str) -> dict[str, str]:
    """What messages say of an address: ``url`` and ``host``, clean, 300 characters at most, without a password."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        shown = urlunsplit(parts._replace(netloc=host))
    except ValueError:
        host, shown = "", url
    return {"url": clean_line(shown)[:300], "host": clean_line(host)[:300]}
