"""OPML 2.0 (http://opml.org/spec2.opml): subscription lists read and written. Pure.

What OPML has no word for stands in a namespace of our own. Headers and cookies are nobody else's business, and are not
written.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.utils import format_datetime

from reader.asking import FullTexts, Manner, Skipped, Subscription
from reader.feeds import document
from reader.feeds.decode import decode
from reader.models import Direction
from reader.text.clean import clean_line

NAMESPACE = "https://pypi.org/project/qari/opml"
_OWN = f"{{{NAMESPACE}}}"
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]\w*);)")
_REFERENCE = re.compile(r"&#([xX][0-9a-fA-F]{1,8}|\d{1,10});")
_NAMED = re.compile(r"""\bxmlUrl\s*=\s*["']?([^\s"'<>]+)""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_DEEPEST = 50
_SEPARATOR = "/"
"""Between the names of folders that lie in one another."""


def read(data: bytes) -> tuple[list[Subscription], list[Skipped]] | None:
    """The feeds of a document, in its order, and what of it is none; None: it is no OPML.

    Of one that is broken, feeds that are in no outline that can be read follow by their addresses.
    """
    text = decode(data, "")
    root = _REFERENCE.sub(_character, document.from_root(text).text)
    if "<opml" not in root[:2_000].lower():
        return None
    tree, is_sound = _tree(root)
    found: list[Subscription] = []
    skipped: list[Skipped] = []
    body = tree.find("body")
    for outline, folder in _outlines(tree if body is None else body):
        said = {name.lower(): value for name, value in outline.attrib.items()}
        url = said.get("xmlurl", "").strip()
        title = clean_line(said.get("title") or said.get("text") or "")
        if url:
            found.append(_subscription(said, url, title, folder))
        elif not len(outline):
            skipped.append(Skipped(title or said.get("url", ""), "import.no_feed"))
    if not is_sound:
        known = {one.url for one in found}
        named = dict.fromkeys(html.unescape(address) for address in _NAMED.findall(root))
        found += [Subscription(url) for url in named if url not in known]
    return found, skipped


def _tree(text: str) -> tuple[ET.Element, bool]:
    """The elements of a document from its root on, and whether that is all of them."""
    try:
        return ET.fromstring(document.DECLARATION + text), True
    except ET.ParseError:
        mended = _BARE_AMPERSAND.sub("&amp;", text)
        mended = document.DECLARATION + _ATTRIBUTE.sub(lambda found: found[0].replace("<", "&lt;"), mended)
    try:
        return ET.fromstring(mended), True
    except ET.ParseError:
        from reader.feeds.quick.broken import recovered  # most lists are sound

        tree = recovered(mended.encode("utf-8", "replace"))
        return ET.Element("opml") if tree is None else tree, False


def _character(found: re.Match[str]) -> str:
    """A reference to a character; nothing where XML has no such one, as for half of a surrogate pair."""
    number = int(found[1][1:], 16) if found[1][0] in "xX" else int(found[1])
    return "" if 0xD800 <= number <= 0xDFFF or number > 0x10FFFF or number < 9 else found[0]


def write(subscriptions: Sequence[Subscription], title: str, at: datetime) -> bytes:
    """A document of these feeds, in their folders."""
    ET.register_namespace("qari", NAMESPACE)
    root, body = _begun(title, at)
    folders: dict[str, ET.Element] = {"": body}
    for one in subscriptions:
        ET.SubElement(_folder(folders, one.folder), "outline", _attributes(one))
    return _written(root)


def write_links(links: Sequence[tuple[str, str, datetime]], title: str, at: datetime) -> bytes:
    """A document of these links, each with its text, its address and when it was published."""
    root, body = _begun(title, at)
    for text, url, published in links:
        said = {"type": "link", "text": text, "url": url, "created": format_datetime(published)}
        ET.SubElement(body, "outline", said)
    return _written(root)


def _begun(title: str, at: datetime) -> tuple[ET.Element, ET.Element]:
    root = ET.Element("opml", version="2.0")
    head, body = ET.SubElement(root, "head"), ET.SubElement(root, "body")
    ET.SubElement(head, "title").text = title
    ET.SubElement(head, "dateCreated").text = format_datetime(at)
    return root, body


def _written(root: ET.Element) -> bytes:
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _outlines(parent: ET.Element, folder: str = "", depth: int = 0) -> Iterator[tuple[ET.Element, str]]:
    for outline in parent:
        if outline.tag.lower().rpartition("}")[2] != "outline" or depth > _DEEPEST:
            continue
        yield outline, folder
        names = {name.lower(): value for name, value in outline.attrib.items()}
        name = clean_line(names.get("text") or names.get("title") or "").replace(_SEPARATOR, " ")
        inside = _SEPARATOR.join(part for part in (folder, name) if part)
        yield from _outlines(outline, folder if names.get("xmlurl") else inside, depth + 1)


def _subscription(said: dict[str, str], url: str, title: str, folder: str) -> Subscription:
    own = {name.removeprefix(_OWN.lower()): value for name, value in said.items() if name.startswith(_OWN.lower())}
    direction, texts = own.get("direction", ""), own.get("fulltext", "")
    return Subscription(
        url,
        title if title != url else "",
        own.get("language", ""),
        Direction(direction) if direction in tuple(Direction) else Direction.AUTO,
        FullTexts(texts) if texts in tuple(FullTexts) else FullTexts.AUTO,
        Manner(own.get("useragent", ""), keep=own.get("keep", ""), drop=own.get("drop", "")),
        folder,
    )


def _attributes(one: Subscription) -> dict[str, str]:
    said = {"type": "rss", "text": one.title or one.url, "title": one.title or one.url, "xmlUrl": one.url}
    own = {
        "language": one.language,
        "direction": "" if one.direction is Direction.AUTO else str(one.direction),
        "fullText": "" if one.full_text is FullTexts.AUTO else str(one.full_text),
        "userAgent": one.manner.user_agent,
        "keep": one.manner.keep,
        "drop": one.manner.drop,
    }
    return {**said, **{f"{_OWN}{name}": value for name, value in own.items() if value}}


def _folder(folders: dict[str, ET.Element], path: str) -> ET.Element:
    if path not in folders:
        outer, _, name = path.rpartition(_SEPARATOR)
        folders[path] = ET.SubElement(_folder(folders, outer), "outline", {"text": name})
    return folders[path]
