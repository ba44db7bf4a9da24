"""A feed's document to a ParsedFeed. Pure; the only importer of feedparser.

feedparser reads every format and forgives nearly everything, so it is driven rather than replaced: its two readers get
text that is decoded already, without document type declarations, and are stopped at the bounds below, where they
would go on for minutes. Whatever was read till then is kept.
"""

from __future__ import annotations

import io
import logging
import re
import xml.sax
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.handler import feature_external_ges, feature_namespaces
from xml.sax.xmlreader import InputSource

from feedparser.api import LooseFeedParser, StrictFeedParser

from reader.errors import ParseError
from reader.feeds import address, document, jsonfeed
from reader.feeds.decode import decode
from reader.feeds.entry import Setting, distinct, language_tag, names, title_text, to_entry, web_page
from reader.feeds.rhythm import rhythm
from reader.models import ParsedEntry, ParsedFeed

_LOG = logging.getLogger(__name__)

_ENTRIES = 5_000
_ELEMENTS = 100_000
"""Elements read of one document, each of which takes feedparser tens of microseconds."""
_MALFORMED = 2_000_000
"""Characters read of a document that is not well-formed: the forgiving reader is slow."""
_TAGS, _NAME = 50, 200
"""Categories of one entry, and characters of an author: feedparser's work grows with the square of either."""


_ADDRESS = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[^\W\d_]{2,63}")


class _Enough(Exception):
    """A bound is reached."""


class _Bounds:
    """Mixed into feedparser's readers: raises _Enough at the bounds."""

    entries: list[dict[str, Any]]
    _elements = 0

    def unknown_starttag(self, tag: str, attrs: list[tuple[str, str]]) -> None:
        self._elements += 1
        if self._elements > _ELEMENTS or len(self.entries) > _ENTRIES:
            raise _Enough
        super().unknown_starttag(tag, attrs)  # type: ignore[misc]

    def _add_tag(self, term: str, scheme: str, label: str) -> None:
        if len(self._get_context().get("tags") or ()) < _TAGS:  # type: ignore[attr-defined]
            super()._add_tag(term, scheme, label)  # type: ignore[misc]

    def _sync_author_detail(self, key: str = "author") -> None:
        context = self._get_context()  # type: ignore[attr-defined]
        said = str(context.get(key) or "")
        if len(said) > _NAME:
            return
        detail = (context.get(f"{key}s") or ({"name": said},))[-1]
        if not detail and (address := _ADDRESS.search(said)):
            # feedparser takes no more than four letters for the last part of an address, and the rest for a name.
            name = said.replace(address[0], "").strip(" ()<>")
            detail.update({"email": address[0], **({"name": name} if name else {})})
        super()._sync_author_detail(key)  # type: ignore[misc]


class _Strict(_Bounds, StrictFeedParser):  # type: ignore[misc]
    """Reads XML."""

    resolve_relative_uris = sanitize_html = False
    can_be_relative_uri = StrictFeedParser.can_be_relative_uri - {"id"}


class _Loose(_Bounds, LooseFeedParser):  # type: ignore[misc]
    """Reads what resembles XML."""

    resolve_relative_uris = sanitize_html = False
    can_be_relative_uri = LooseFeedParser.can_be_relative_uri - {"id"}


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
    reader = _read(root, url) if document.may_be_feed(root) else None
    if reader is None or not (reader.version or reader.entries):
        raise ParseError("error.not_a_feed", **address.facts(url), looks=document.kind(text))
    return _feed(reader, root, url)


def _read(root: str, url: str) -> Any:
    """The reader that got through the document, or as far as its bounds."""
    # No base address: resolving every element's against it takes feedparser a quarter of its time, and we do it anyway.
    strict = _Strict("", None, "utf-8")
    try:
        _read_xml(strict, root)
    except _Enough:
        return strict
    except Exception as error:  # not well-formed, or more than feedparser can take
        _LOG.debug("%s is not well-formed: %s", url, error)
    else:
        return strict
    loose = _Loose("", None, "utf-8", {})
    try:
        loose.feed(root[:_MALFORMED])
    except _Enough:
        pass
    except Exception as error:
        if not loose.entries:
            raise ParseError("error.parse_failed", **address.facts(url), detail=type(error).__name__) from error
        _LOG.debug("%s was read as far as possible", url, exc_info=True)
    return loose


def _read_xml(handler: _Strict, root: str) -> None:
    reader = xml.sax.make_parser()
    reader.setFeature(feature_namespaces, True)
    reader.setFeature(feature_external_ges, False)
    reader.setContentHandler(handler)
    reader.setErrorHandler(handler)
    source = InputSource()
    source.setByteStream(io.BytesIO((document.DECLARATION + root).encode("utf-8", "replace")))
    reader.parse(source)


def _feed(reader: Any, root: str, url: str) -> ParsedFeed:
    feed = dict(reader.feeddata)
    language = language_tag(feed.get("language"))
    # Atom's entries have the feed's author where they name none (RFC 4287, 4.2.1).
    author = names(feed) if reader.version.startswith("atom") else ""
    return ParsedFeed(
        title=title_text(feed),
        site_url=web_page(feed.get("link"), url),
        language=language,
        entries=tuple(_entries(reader.entries, Setting(url, language, author))),
        rhythm=rhythm(root),
    )


def _of_json(feed: dict[str, Any], raws: Sequence[dict[str, Any]], url: str) -> ParsedFeed:
    language = language_tag(feed["language"])
    setting = Setting(url, language, names(feed))
    return ParsedFeed(title_text(feed), web_page(feed["link"], url), language, tuple(_entries(raws, setting)))


def _entries(raws: Sequence[Any], setting: Setting) -> Iterator[ParsedEntry]:
    """The entries; one that has nothing to show, as where a document breaks off, is none."""
    entries = (to_entry(dict(raw), setting) for raw in raws[:_ENTRIES])
    shown = (entry for entry in entries if entry.title or entry.html or entry.enclosures)
    return (entry._replace(guid=guid) for entry, guid in distinct(shown))
