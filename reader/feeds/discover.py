"""Feeds that a page names, and where they are when it names none. Pure."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from reader.feeds import address
from reader.feeds.decode import decode
from reader.text.addresses import web_address

_TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"))
_HINT = re.compile(r"(?:^|[/._?=-])(?:rss\d?|feeds?|atom|rdf|xml)(?:$|[/._?=&-])|خلاصات?|تغذية", re.IGNORECASE)
_PATHS = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json", "?feed=rss2")
_MOST = 12
_LONGEST = 500_000
"""Characters of a page in which feeds are looked for."""
_IN_TEXT = re.compile(r"(?:https?|feed)://[^\s<>\"'«»]+", re.IGNORECASE)
_HANDLE = re.compile(r"@([\w.-]+)@((?:[\w-]+\.)+[^\W\d_]{2,63})")


def wanted(text: str) -> str:
    """The address in what somebody typed or pasted, with a scheme; empty: there is none.

    Words may stand around it, the scheme may be missing, and ``@name@host`` is a profile of Mastodon.
    """
    text = text.strip()
    if handle := _HANDLE.fullmatch(text):
        return f"https://{handle[2]}/@{handle[1]}"
    if found := _IN_TEXT.search(text):
        return address.plain(found[0].rstrip(".,;:!?)]}،؛؟"))
    if found := address.HERE.fullmatch(text) or address.BARE.search(text):
        return address.with_scheme(found[0].rstrip(".,;:!?)]}،؛؟"))
    return ""


def links(body: bytes, url: str, content_type: str = "") -> tuple[str, ...]:
    """The feeds that a page names: by its link elements, or else by the addresses of its anchors."""
    reader = _Links(url)
    reader.feed(decode(body, content_type)[:_LONGEST])
    reader.close()
    found = dict.fromkeys(reader.named or reader.hinted)
    found.pop(url, None)
    return tuple(sorted(found, key=_is_of_comments))[:_MOST]


def guesses(url: str) -> tuple[str, ...]:
    """Where feeds often are: beside the page, and at the top of its site."""
    parts = urlsplit(url)
    top = f"{parts.scheme}://{parts.netloc}/"
    beside = urljoin(url, "./") if parts.path not in ("", "/") else top
    bases = dict.fromkeys((beside if beside.endswith("/") else f"{beside}/", top))
    return tuple(dict.fromkeys(base + path for base in bases for path in _PATHS))


def _is_of_comments(url: str) -> bool:
    return "comment" in url.lower()


class _Links(HTMLParser):
    """Collects what a page names; the tokenizer never fails."""

    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = url
        self.named: list[str] = []
        self.hinted: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "base" and said.get("href"):
            self.base = web_address(said["href"], self.base) or self.base
        elif tag == "link":
            kind = said.get("type", "").partition(";")[0].strip().lower()
            told = {"alternate", "feed"} & set(said.get("rel", "").lower().split())
            if told and (kind in _TYPES or (kind == "application/json" and "feed" in said.get("href", ""))):
                self._add(self.named, said)
        elif tag == "a" and _HINT.search(_path_of(said.get("href", ""))):
            self._add(self.hinted, said)

    def _add(self, among: list[str], said: dict[str, str]) -> None:
        found = web_address(said.get("href", ""), self.base)
        if found.startswith("http") and len(among) < 10 * _MOST:
            among.append(found)


def _path_of(href: str) -> str:
    """The part of an address that says what is there."""
    return href.partition("://")[2].partition("/")[2] if "://" in href else href
