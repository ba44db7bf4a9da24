"""The three formats. Pure."""

from __future__ import annotations

from typing import Any

from lxml import etree

from reader.feeds.quick.document import Document
from reader.feeds.quick.names import ABOUT, ATOM, LANGUAGE, RDF, RSS1, Raw, Unusual, may_say
from reader.feeds.quick.texts import may_need_mending


def read(document: bytes) -> tuple[str, Raw, list[Raw]]:
    """The format's version, the feed and its entries, in feedparser's words. Raises Unusual.

    ``document`` is UTF-8 and begins with :data:`~reader.feeds.document.DECLARATION`.
    """
    parser = etree.XMLParser(load_dtd=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unusual from error
    formats = {"rss": _rss, f"{{{ATOM}}}feed": _atom, f"{{{RDF}}}RDF": _rdf}
    if root.tag not in formats:
        raise Unusual(root.tag)
    return formats[root.tag](root, mend=may_need_mending(document))


def _rss(root: Any, *, mend: bool) -> tuple[str, Raw, list[Raw]]:
    if not may_say(root, "version", LANGUAGE):
        raise Unusual(f"rss {root.attrib} {root.nsmap}")
    language = root.get(LANGUAGE) or ""
    document = Document(root, language, atom=False, mend=mend)
    channel = None
    for child in root:
        if child.tag != "channel" or channel is not None or child.attrib:
            raise Unusual(child.tag)
        channel = child
    if channel is None:
        raise Unusual("no channel")
    return "rss", document.feed(channel, language), document.entries


def _rdf(root: Any, *, mend: bool) -> tuple[str, Raw, list[Raw]]:
    if root.nsmap.get(None) != RSS1 or ATOM in root.nsmap.values() or not may_say(root, LANGUAGE):
        raise Unusual(f"rdf {root.attrib} {root.nsmap}")
    document = Document(root, root.get(LANGUAGE) or "", atom=False, mend=mend)
    feed: Raw | None = None
    for child in root:
        name = document.name(child)
        if name == "channel" and feed is None and may_say(child, ABOUT):
            feed = document.feed(child)
        elif name == "item":
            document.entry(child)
        elif feed is None or name not in ("image", "textinput") or any(len(inner) for inner in child):
            raise Unusual(name)
    return "rss10", feed or {}, document.entries


def _atom(root: Any, *, mend: bool) -> tuple[str, Raw, list[Raw]]:
    if RSS1 in root.nsmap.values() or not may_say(root, LANGUAGE):
        raise Unusual(f"atom {root.attrib} {root.nsmap}")
    language = root.get(LANGUAGE) or ""
    document = Document(root, language, atom=True, mend=mend)
    return "atom10", document.feed(root, language), document.entries
