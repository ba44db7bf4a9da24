"""A page's bytes as a tree, if they are a page at all.

Everything that is measured here guards the steps after it: they take time with the size of a page and with its depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cssselect import HTMLTranslator
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring, tostring

from reader.errors import ExtractError
from reader.feeds.decode import decode
from reader.text.addresses import web_address

MOST_BYTES = 4_000_000
_MOST_ELEMENTS = 60_000
_DEEPEST = 200
_MAGIC = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x1f\x8b", "gzip"),
)
_MARKUP = re.compile(rb"<(?:[a-zA-Z]+[\s>/]|![a-zA-Z])")
_PAGE_TYPES = re.compile(r"\s*(?:text/|application/(?:xhtml|xml)|application/octet-stream|$)", re.IGNORECASE)
# What XML 1.0 has no place for (2.2), and the declaration, which a parser would believe more than us.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")


def read(body: bytes, content_type: str = "") -> HtmlElement:
    """The tree of an HTML page, without comments. Raises ExtractError for what is none, and for one too large."""
    kind = next((name for magic, name in _MAGIC if body.lstrip()[:8].startswith(magic)), "")
    kind = kind or ("" if _MARKUP.search(body.replace(b"\0", b"")) and body.count(0) <= len(body) // 50 else "data")
    if kind or not _PAGE_TYPES.match(content_type):
        raise ExtractError("error.page_type", type=kind or content_type.partition(";")[0].strip()[:80])
    if len(body) > MOST_BYTES:
        raise ExtractError("error.page_too_large", megabytes=MOST_BYTES // 1_000_000)
    text = _DECLARATION.sub("", _ILLEGAL.sub("", decode(body, content_type)), 1)
    if not text.strip():
        raise ExtractError("error.page_empty")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree: HtmlElement = document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ExtractError("error.page_empty") from error
    if _is_too_deep(tree):
        raise ExtractError("error.page_too_deep")
    for element in tree.iter():  # what was written as a reference
        for place in ("text", "tail"):
            said = getattr(element, place)
            if said and _ILLEGAL.search(said):
                setattr(element, place, _ILLEGAL.sub("", said))
    return tree


def base_of(tree: HtmlElement, url: str) -> str:
    """What the page's addresses are relative to."""
    return next((web_address(href, url) for href in tree.xpath("//base/@href")), "") or url


def elements(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Every element in document order; the tree may be changed behind what has been given."""
    for node in list(tree.iter()):
        if isinstance(node.tag, str):
            yield node


def select(tree: HtmlElement, selectors: str) -> list[HtmlElement]:
    """What CSS ``selectors`` choose, in document order, and of it nothing that lies within another; none: nothing."""
    if not selectors:
        return []
    chosen = list(tree.xpath(HTMLTranslator().css_to_xpath(selectors)))
    among = set(chosen)
    return [element for element in chosen if not any(around in among for around in element.iterancestors())]


def markup(element: HtmlElement) -> str:
    """An element as HTML, without what follows it."""
    return str(tostring(element, encoding="unicode", with_tail=False))


def text_of(element: HtmlElement) -> str:
    """All text in an element, its white space single blanks."""
    return " ".join("".join(element.itertext()).split())


def beginning_of(element: HtmlElement, characters: int) -> str:
    """The first ``characters`` of an element's text and no more, however much there is; white space as it is."""
    parts: list[str] = []
    for part in element.itertext():
        parts.append(part[:characters])
        characters -= len(part)
        if characters <= 0:
            break
    return "".join(parts)


def prose(tree: HtmlElement) -> int:
    """The characters of a page that are neither links nor scripts, more or less."""
    unseen = sum(len(text_of(element)) for element in tree.iter("a", "script", "style", "noscript", "template"))
    return len(text_of(tree)) - unseen


def remove(element: HtmlElement) -> None:
    """Take an element out; what follows it stays."""
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()


def _is_too_deep(tree: HtmlElement) -> bool:
    depth = 0
    for count, (event, _) in enumerate(etree.iterwalk(tree, events=("start", "end"))):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST or count > 2 * _MOST_ELEMENTS:
            return True
    return False
