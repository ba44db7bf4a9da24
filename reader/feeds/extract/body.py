"""The main text of a page: trafilatura decides what it is, and its body becomes blocks.

Its plain text is never used: that deletes the zero-width non-joiners of Persian.
"""

from __future__ import annotations

from copy import deepcopy
from html import escape

from lxml import etree
from lxml.html import HtmlElement

from reader.text.blocks import Blocks
from reader.text.html import to_blocks

_TAGS = {
    "p": "p",
    "item": "li",
    "quote": "blockquote",
    "table": "table",
    "row": "tr",
    "div": "div",
}
_STYLES = {"#b": "b", "#i": "i", "#t": "code"}


def main_text(tree: HtmlElement, base: str) -> Blocks:
    """The blocks of the article in ``tree``, which stays as it is; none if there is no article."""
    from trafilatura import bare_extraction  # a quarter of a second

    found = bare_extraction(
        deepcopy(tree),
        include_comments=False,
        include_formatting=True,
        include_links=True,
        include_tables=True,
        include_images=False,
        with_metadata=False,
    )
    body = getattr(found, "body", None)
    return to_blocks(_html(body), base) if body is not None else ()


def _html(body: etree._Element) -> str:
    """trafilatura's TEI-like elements as HTML."""
    parts: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = _tag(element)
        if event == "start":
            href = element.get("target") if tag == "a" else None
            parts.append(f'<a href="{escape(href)}">' if href else f"<{tag}>" if tag else "")
            parts.append(escape(element.text or "", quote=False))
        else:
            parts.append(f"</{tag}>" if tag and tag != "br" else "")
            parts.append(escape(element.tail or "", quote=False) if element is not body else "")
    return "".join(parts)


def _tag(element: etree._Element) -> str:
    match element.tag:
        case "head":
            rank = (element.get("rend") or "h2").removeprefix("h")
            return f"h{max(2, int(rank))}" if rank in "123456" else "h2"
        case "list":
            return "ol" if element.get("rend") == "ol" else "ul"
        case "cell":
            return "th" if element.get("role") == "head" else "td"
        case "code":
            return "pre" if "\n" in "".join(element.itertext()) or element.find("lb") is not None else "code"
        case "hi":
            return _STYLES.get(element.get("rend") or "", "")
        case "ref":
            return "a"
        case "lb":
            return "br"
        case other:
            return _TAGS.get(str(other), "")
