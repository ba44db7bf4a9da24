"""Where well-known sites have their feeds. Pure: an address in, the feeds' addresses out."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

_YOUTUBE = "https://www.youtube.com/feeds/videos.xml?"
_NO_OWNERS = frozenset("about collections explore features login marketplace orgs pricing search topics".split())
_OWN_PROFILES = frozenset(("medium.com", "tiktok.com", "threads.net", "threads.com", "telegram.me"))
"""Hosts whose ``/@name`` is not one of Mastodon's."""


def feeds_of(url: str) -> tuple[str, ...]:
    """The feeds of a page of a site that has them at fixed places, the likeliest first; none: it is no such site."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ()
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("old.")
    steps = [step for step in parts.path.split("/") if step]
    if rule := _SITES.get(host):
        return rule(steps, parse_qs(parts.query))
    if len(steps) == 1 and re.fullmatch(r"@[\w.-]+", steps[0]) and host not in _OWN_PROFILES:
        return (f"https://{parts.netloc}/{steps[0]}.rss",)  # Mastodon, and what speaks as it does
    return ()


def lookup_of(url: str) -> str:
    """Where Apple tells the feed of a podcast's page; empty: the page is no such."""
    found = re.search(r"^https?://podcasts\.apple\.com/.*/id(\d{5,12})", url)
    return f"https://itunes.apple.com/lookup?id={found[1]}&entity=podcast" if found else ""


def _youtube(steps: list[str], query: dict[str, list[str]]) -> tuple[str, ...]:
    if steps[:1] == ["channel"] and len(steps) > 1:
        return (f"{_YOUTUBE}channel_id={quote(steps[1])}",)
    if steps[:1] == ["user"] and len(steps) > 1:
        return (f"{_YOUTUBE}user={quote(steps[1])}",)
    return (f"{_YOUTUBE}playlist_id={quote(query['list'][0])}",) if query.get("list") else ()


def _reddit(steps: list[str], query: dict[str, list[str]]) -> tuple[str, ...]:
    if len(steps) >= 2 and steps[0] in ("r", "user", "u") and not steps[-1].endswith(".rss"):
        kind = "user" if steps[0] == "u" else steps[0]
        return (f"https://www.reddit.com/{kind}/{quote(steps[1])}/.rss",)
    return ()


def _bluesky(steps: list[str], query: dict[str, list[str]]) -> tuple[str, ...]:
    ours = steps[:1] == ["profile"] and len(steps) == 2
    return (f"https://bsky.app/profile/{quote(steps[1])}/rss",) if ours else ()


def _github(steps: list[str], query: dict[str, list[str]]) -> tuple[str, ...]:
    if not steps or steps[0] in _NO_OWNERS or steps[-1].endswith(".atom"):
        return ()
    if len(steps) == 1:
        return (f"https://github.com/{steps[0]}.atom",)
    home = f"https://github.com/{steps[0]}/{steps[1].removesuffix('.git')}"
    return (f"{home}/releases.atom", f"{home}/tags.atom", f"{home}/commits.atom")


def _medium(steps: list[str], query: dict[str, list[str]]) -> tuple[str, ...]:
    return (f"https://medium.com/feed/{steps[0]}",) if steps and steps[0] != "feed" else ()


_SITES: dict[str, Callable[[list[str], dict[str, list[str]]], tuple[str, ...]]] = {
    "youtube.com": _youtube,
    "reddit.com": _reddit,
    "bsky.app": _bluesky,
    "github.com": _github,
    "medium.com": _medium,
}
