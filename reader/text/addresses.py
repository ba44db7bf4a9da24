"""Addresses as markup has them: what may be opened of them, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin, urlsplit

from reader.text.clean import clean_line

# Google, Meta, Microsoft, Yandex, Mailchimp, HubSpot, Marketo, Matomo, AT Internet, Adobe, X and TikTok.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|igshid|igsh|mc_cid|mc_eid|_hsenc|_hsmi"
    r"|mkt_tok|_ga|_gl|mtm_\w+|pk_\w+|at_(?:medium|campaign|custom\w*|link\w*|ptr\w*|format|bbc_team)|s_cid|cmpid"
    r"|ref_src|ref_url|twclid|ttclid|oly_(?:enc|anon)_id|vero_id|wickedid)(?:=|$)",
    re.IGNORECASE,
)


_PATH = r"[A-Za-z0-9._~%/=&+,:@!$'()*-]"
_PLAIN = re.compile(rf"https?://[a-z0-9.-]+(?::[0-9]{{1,5}})?/{_PATH}*(?:\?{_PATH}+)?(?:#{_PATH}+)?")
"""An address that needs no mending."""


def web_address(href: str, base_url: str = "") -> str:
    """``href`` as an absolute http, https or mailto address; empty for anything else (``javascript:``, ``data:``)."""
    if _PLAIN.fullmatch(href):
        return href
    href = "".join(clean_line(href).split(" "))
    try:
        address = urljoin(base_url, href)
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme in ("http", "https") and parts.netloc:
        return address
    return address if parts.scheme == "mailto" else ""


_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-url", "src")
"""Attributes of ``img`` that hold its address: where scripts fetch pictures late, ``src`` is a grey pixel."""


def picture_address(given: Mapping[str, str], base_url: str = "") -> str:
    """The http or https address of the picture that an ``img`` with these attributes shows; empty: none."""
    candidates = (*(given.get(name, "") for name in _SOURCES), *_widest(given.get("srcset", "")))
    found = (web_address(one, base_url) for one in candidates if one)
    return next((address for address in found if address.startswith("http")), "")


def _widest(srcset: str) -> Iterator[str]:
    for candidate in reversed(srcset.split(",")):
        yield candidate.strip().partition(" ")[0]


def is_tiny(*sides: str) -> bool:
    """Whether a picture of these declared sides is there to count readers."""
    return any(side.strip("px ") in ("0", "1", "2") for side in sides)


def same_page(address: str) -> str:
    """What two addresses of one page have in common; empty for those that are of no single page."""
    try:
        parts = urlsplit(untracked(address))
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""  # of a list of changes, each is another one
    return f"{host}{path}{query}{fragment}" if host and (path or query) else ""


def untracked(address: str) -> str:
    """``address`` without the parameters by which publishers and advertisers follow who clicked where."""
    before, found, rest = address.partition("?")
    if not found:
        return address
    query, hash_sign, fragment = rest.partition("#")
    kept = "&".join(part for part in query.split("&") if not _TRACKING.match(part))
    return f"{before}{'?' if kept else ''}{kept}{hash_sign}{fragment}"
