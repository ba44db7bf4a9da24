"""Addresses as markup has them: what may be opened of them, and what is left out."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from reader.text.clean import clean_line

# Google, Meta, Microsoft, Yandex, Mailchimp, HubSpot, Marketo, Matomo, AT Internet, Adobe, X and TikTok.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|igshid|igsh|mc_cid|mc_eid|_hsenc|_hsmi"
    r"|mkt_tok|_ga|_gl|mtm_\w+|pk_\w+|at_(?:medium|campaign|custom\w*|link\w*|ptr\w*|format|bbc_team)|s_cid|cmpid"
    r"|ref_src|ref_url|twclid|ttclid|oly_(?:enc|anon)_id|vero_id|wickedid)(?:=|$)",
    re.IGNORECASE,
)


def web_address(href: str, base_url: str = "") -> str:
    """``href`` as an absolute http, https or mailto address; empty for anything else (``javascript:``, ``data:``)."""
    href = "".join(clean_line(href).split(" "))
    try:
        address = urljoin(base_url, href)
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme in ("http", "https") and parts.netloc:
        return address
    return address if parts.scheme == "mailto" else ""


def untracked(address: str) -> str:
    """``address`` without the parameters by which publishers and advertisers follow who clicked where."""
    before, found, rest = address.partition("?")
    if not found:
        return address
    query, hash_sign, fragment = rest.partition("#")
    kept = "&".join(part for part in query.split("&") if not _TRACKING.match(part))
    return f"{before}{'?' if kept else ''}{kept}{hash_sign}{fragment}"
