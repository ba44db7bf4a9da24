"""What is not well-formed, or not usual, read by feedparser; its only importer. Pure.

feedparser reads every format and forgives nearly everything, so it is driven rather than replaced: its two readers get
text that is decoded already, without document type declarations, and are stopped at the bounds below, where they
would go on for minutes. Whatever was read till then is kept.
"""

from __future__ import annotations

import io
import logging
import xml.sax
from typing import Any
from xml.sax.handler import feature_external_ges, feature_namespaces
from xml.sax.xmlreader import InputSource

from feedparser.api import LooseFeedParser, StrictFeedParser

from reader.errors import ParseError
from reader.feeds import address, document
from reader.feeds.document import Root
from reader.feeds.quick.texts import LONGEST_NAME, person

_LOG = logging.getLogger(__name__)

_ELEMENTS = 100_000
"""Elements read of one document, each of which takes feedparser tens of microseconds."""
_MALFORMED = 2_000_000
"""Characters read of a document that is not well-formed: the forgiving reader is slow."""
_TAGS = 50
"""Categories of one entry: feedparser's work grows with their square."""


class _Enough(Exception):
    """A bound is reached."""


class _Bounds:
    """Mixed into feedparser's readers: raises _Enough at the bounds."""

    entries: list[dict[str, Any]]
    _elements = 0

    def unknown_starttag(self, tag: str, attrs: list[tuple[str, str]]) -> None:
        self._elements += 1
        if self._elements > _ELEMENTS or len(self.entries) > document.ENTRIES:
            raise _Enough
        super().unknown_starttag(tag, attrs)  # type: ignore[misc]

    def _add_tag(self, term: str, scheme: str, label: str) -> None:
        if len(self._get_context().get("tags") or ()) < _TAGS:  # type: ignore[attr-defined]
            super()._add_tag(term, scheme, label)  # type: ignore[misc]

    def _sync_author_detail(self, key: str = "author") -> None:
        context = self._get_context()  # type: ignore[attr-defined]
        said = str(context.get(key) or "")
        if len(said) > LONGEST_NAME:
            return
        detail = (context.get(f"{key}s") or ({"name": said},))[-1]
        if not detail:
            detail.update(person(said))
        super()._sync_author_detail(key)  # type: ignore[misc]


class _Strict(_Bounds, StrictFeedParser):  # type: ignore[misc]
    """Reads XML."""

    resolve_relative_uris = sanitize_html = False
    can_be_relative_uri = StrictFeedParser.can_be_relative_uri - {"id"}


class _Loose(_Bounds, LooseFeedParser):  # type: ignore[misc]
    """Reads what resembles XML."""

    resolve_relative_uris = sanitize_html = False
    can_be_relative_uri = LooseFeedParser.can_be_relative_uri - {"id"}


def read(root: Root, url: str) -> Any:
    """The reader that got through the document, or as far as its bounds. Raises ParseError (``error.parse_failed``)."""
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
        loose.feed(root.text[:_MALFORMED])
    except _Enough:
        pass
    except Exception as error:
        if not loose.entries:
            raise ParseError("error.parse_failed", **address.facts(url), detail=type(error).__name__) from error
        _LOG.debug("%s was read as far as possible", url, exc_info=True)
    return loose


def _read_xml(handler: _Strict, root: Root) -> None:
    reader = xml.sax.make_parser()
    reader.setFeature(feature_namespaces, True)
    reader.setFeature(feature_external_ges, False)
    reader.setContentHandler(handler)
    reader.setErrorHandler(handler)
    source = InputSource()
    source.setByteStream(io.BytesIO(root.declared))
    reader.parse(source)
