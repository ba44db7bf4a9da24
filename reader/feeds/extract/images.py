"""Pictures, taken out of a page before its text is looked for, and put back by their neighbours.

A library that looks for text and pictures at once finds less of either (adbar/trafilatura#194), and drops captions.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from reader.feeds.extract.labels import key
from reader.feeds.extract.tree import beginning_of, elements, remove, text_of
from reader.text.addresses import is_tiny, picture_address
from reader.text.blocks import Block, Blocks, Kind, Role, Span
from reader.text.clean import clean_line
from reader.text.html import block_text

_TEXTS = frozenset("p li h2 h3 h4 h5 h6 blockquote pre table div span".split())
_REMEMBERED = 4
_ANCHOR = 30
_COMPARED = 60
_ENOUGH = 300
"""Characters in which there are as many that are compared."""
_NEAR = 4
"""How many elements up from a picture its caption may be."""
_LONGEST_CAPTION = 400
_MOST = 60
_LARGE = 300
"""Pixels of width that only pictures have."""


class Picture(NamedTuple):
    """A picture, what is said of it, and the text before it."""

    source: str
    alt: str
    caption: str
    before: tuple[str, ...]
    """The keys of the last stretches of text before it, the nearest first."""


def take(tree: HtmlElement, base: str) -> tuple[Picture, ...]:
    """Take all pictures and captions out of ``tree``; those that belong to the article, in document order."""
    found: list[Picture] = []
    before: tuple[str, ...] = ()
    captions = {caption: clean_line(text_of(caption)) for caption in elements(tree) if _is_caption(caption)}
    around = _holders(captions)
    taken: set[HtmlElement] = set()
    for element in elements(tree):
        if element.tag == "img":
            own = _caption_of(element, around, captions)
            picture = _picture(element, before, captions.get(own, "") if own is not None else "", base)
            taken |= {own} if own is not None else set()
            found += [picture] if picture is not None else []
        elif element in captions and element not in taken and element.tag == "figcaption":
            found.append(Picture("", "", captions[element][:_LONGEST_CAPTION], before))
        elif element.tag in _TEXTS and not _within(element, captions) and (anchor := _anchor(element)):
            before = (anchor, *before)[:_REMEMBERED]
    for element in elements(tree):
        if element.tag in ("img", "source") or element in captions:
            remove(element)
    return tuple(dict.fromkeys(found))[:_MOST]


def place(pictures: Sequence[Picture], blocks: Blocks) -> Blocks:
    """``blocks`` with each picture after the block that it stood behind; one before all of them needs a caption."""
    keys = [_key(block_text(block._replace(marker=""))) for block in blocks]
    after: dict[int, list[Block]] = {}
    begun = False
    for picture in pictures:
        near = picture.before if picture.caption else picture.before[:1]
        at = next((keys.index(text) for text in near if text in keys), -1)
        begun = begun or at >= 0
        if at >= 0 or (picture.caption and not begun):
            after.setdefault(at, []).append(_block(picture))
    placed = list(after.get(-1, []))
    for index, block in enumerate(blocks):
        placed += [block, *after.get(index, [])]
    return tuple(placed)


def _block(picture: Picture) -> Block:
    text = picture.caption or picture.alt
    spans = (Span(0, len(text), Role.LINK, picture.source),) if picture.source and text else ()
    return Block(Kind.CAPTION, text, spans, image=picture.source)


def _picture(image: HtmlElement, before: tuple[str, ...], caption: str, base: str) -> Picture | None:
    if is_tiny(image.get("width") or "", image.get("height") or ""):
        return None
    alt = clean_line(image.get("alt") or "")[:_LONGEST_CAPTION]
    caption = caption[:_LONGEST_CAPTION]
    source = picture_address(image.attrib, base)
    if not alt and not caption and not (source and _is_large(image)):
        return None
    return Picture(source, alt, caption, before)


def _is_large(image: HtmlElement) -> bool:
    """Whether a picture that says nothing is one of the article's, and not a sign between its paragraphs."""
    width = (image.get("width") or "").strip("px ")
    return next(image.iterancestors("figure"), None) is not None or (width.isdecimal() and int(width[:6]) >= _LARGE)


def _holders(captions: dict[HtmlElement, str]) -> dict[HtmlElement, list[HtmlElement]]:
    """Which captions lie in what is near above them."""
    around: dict[HtmlElement, list[HtmlElement]] = {}
    for caption in captions:
        for holder in islice(caption.iterancestors(), _NEAR):
            around.setdefault(holder, []).append(caption)
    return around


def _caption_of(
    image: HtmlElement, around: dict[HtmlElement, list[HtmlElement]], captions: dict[HtmlElement, str]
) -> HtmlElement | None:
    """The caption in the nearest thing around the picture that has one, and little else."""
    for holder in islice(image.iterancestors(), _NEAR):
        if inside := around.get(holder):
            said = sum(len(captions[caption]) for caption in inside[:_NEAR])
            alone = len(inside) <= _NEAR and len(beginning_of(holder, said + 2 * _ANCHOR).strip()) <= said + _ANCHOR
            return inside[0] if holder.tag == "figure" or alone else None
    return None


def _is_caption(element: HtmlElement) -> bool:
    if element.tag == "figcaption":
        return True
    names = (element.get("class") or "").lower().split()
    named = any("caption" in name or name in ("img-cap", "image-credit", "photo-desc") for name in names)
    return named and element.find(".//img") is None and 0 < len(text_of(element)) <= _LONGEST_CAPTION


def _within(element: HtmlElement, captions: dict[HtmlElement, str]) -> bool:
    return element in captions or any(around in captions for around in element.iterancestors())


def _anchor(element: HtmlElement) -> str:
    """The key of an element's text, if that is text and not a container of it."""
    if element.tag in ("div", "span", "li") and any(child.tag in _TEXTS and child.tag != "span" for child in element):
        return ""
    text = " ".join(beginning_of(element, _ENOUGH).split())
    return _key(text) if len(text) >= _ANCHOR else ""


def _key(text: str) -> str:
    """What a text begins with; blanks do not count, since a table's cells have none between them."""
    return key(text).replace(" ", "")[:_COMPARED]
