"""A feed's document to a ParsedFeed. Pure."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import Any

from reader.errors import ParseError
from reader.feeds import address, document, jsonfeed
from reader.feeds.decode import decode
from reader.feeds.entry import Setting, distinct, language_tag, names, title_text, to_entry, web_page
from reader.feeds.quick.names import Unusual
from reader.feeds.quick.read import read
from reader.feeds.rhythm import rhythm
from reader.models import ParsedEntry, ParsedFeed

_LOG = logging.getLogger(__name__)


def parse(body: bytes, *, url: str, content_type: str = "") -> ParsedFeed:
    """The feed in ``body``, which came from ``url``; ``content_type`` is the header's value.

    Entries before the place where a document breaks off are kept. Takes time, of the processor, that grows with the
    document: a hundredth of a second for most, some seconds at the bounds. Raises ParseError: ``error.empty_body``,
    ``error.not_a_feed`` (no sign of a feed format, and no entry), ``error.parse_failed``.
    """
    text = decode(body, content_type)
    if not text.strip("\ufeff\0 \t\r\n"):
        raise ParseError("error.empty_body", **address.facts(url))
    if text.lstrip("\ufeff \t\r\n").startswith("{") and (found := jsonfeed.read(text.strip("\ufeff"))) is not None:
        return _of_json(*found, url)
    root = document.from_root(text)
    if not document.may_be_feed(root.text):
        raise _no_feed(url, text)
    try:
        version, feed, entries = read(root.declared)
    except Unusual as reason:
        _LOG.debug("%s is for feedparser: %s", url, reason)
        from reader.feeds import forgiving  # with feedparser, which most feeds need not wait for

        reader = forgiving.read(root, url)
        if not (reader.version or reader.entries):
            raise _no_feed(url, text) from None
        version, feed, entries = reader.version, dict(reader.feeddata), reader.entries
    return _feed(version, feed, entries, root.text, url)


def _no_feed(url: str, text: str) -> ParseError:
    return ParseError("error.not_a_feed", **address.facts(url), looks=document.kind(text))


def _feed(version: str, feed: dict[str, Any], entries: Sequence[Any], root: str, url: str) -> ParsedFeed:
    language = language_tag(feed.get("language"))
    # Atom's entries have the feed's author where they name none (RFC 4287, 4.2.1).
    author = names(feed) if version.startswith("atom") else ""
    return ParsedFeed(
        title=title_text(feed),
        site_url=web_page(feed.get("link"), url),
        language=language,
        entries=tuple(_entries(entries, Setting(url, language, author))),
        rhythm=rhythm(root),
    )


def _of_json(feed: dict[str, Any], raws: Sequence[dict[str, Any]], url: str) -> ParsedFeed:
    language = language_tag(feed["language"])
    setting = Setting(url, language, names(feed))
    return ParsedFeed(title_text(feed), web_page(feed["link"], url), language, tuple(_entries(raws, setting)))


def _entries(raws: Sequence[Any], setting: Setting) -> Iterator[ParsedEntry]:
    """The entries; one that has nothing to show, as where a document breaks off, is none."""
    entries = (to_entry(dict(raw), setting) for raw in raws[: document.ENTRIES])
    shown = (entry for entry in entries if entry.title or entry.html or entry.enclosures)
    return (entry._replace(guid=guid) for entry, guid in distinct(shown))
