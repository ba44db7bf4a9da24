"""The chain: a page's bytes in, its article out."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from html import escape

from lxml.html import HtmlElement

from reader.errors import ExtractError
from reader.feeds.extract import images, metadata, tree
from reader.feeds.extract.body import main_text
from reader.feeds.extract.finish import finished
from reader.feeds.extract.labels import speaks_of_page
from reader.feeds.extract.leads import leads, missing
from reader.feeds.extract.prune import prune
from reader.feeds.extract.scaffold import simplify
from reader.models import FullText, Related
from reader.text.blocks import Block, Blocks, Kind
from reader.text.clean import clean_line
from reader.text.html import block_text, to_blocks
from reader.text.markup import to_html

_SHORT = 300
"""Characters that are no article: then, or when too much has gone, the text of the page as it came is better."""
_MUCH = 0.6
"""The share of that text that must be left without the furniture."""
_LEAST_WORDS = 25
_SAMPLE = 3_000
_FULLER = 1.7
"""How many times as long the text in the page's JSON-LD must be to be the better one."""


def extract(body: bytes, url: str, content_type: str = "", *, keep: str = "", drop: str = "") -> FullText:
    """The article of the page at ``url``.

    ``drop`` are CSS selectors of what is left out first, ``keep`` of what is the article, if the page has any of it.
    Raises ExtractError where there is none; its fact ``instead`` is an address where it may be.
    """
    page = tree.read(body, content_type)
    base = tree.base_of(page, url)
    said = metadata.read(page, base)
    for element in tree.select(page, drop):
        tree.remove(element)
    if chosen := tree.select(page, keep):
        blocks = to_blocks("".join(map(tree.markup, chosen)), base)
        if any(block.text or block.rows or block.image for block in blocks):
            return _article(url, said, blocks, said.byline, ())
    untouched = deepcopy(page)
    simplify(page)
    pruned = prune(page, url, base)
    pictures = images.take(page, base)
    standfirsts = leads(page)
    blocks = main_text(page, base)
    if _length(blocks) < max(_SHORT, _MUCH * tree.prose(untouched)):  # else too much cannot have gone
        images.take(untouched, base)
        whole = main_text(untouched, base)
        if _length(blocks) < max(_SHORT, _MUCH * _length(whole)):
            blocks = max(blocks, whole, key=_length)
    blocks = _fuller(blocks, said.body)
    blocks, author = finished(_with_lead(blocks, standfirsts), said.title, pruned.related)
    blocks = images.place(pictures, blocks)
    words = _words(blocks)
    if words < _LEAST_WORDS and not (pictures and words):
        raise ExtractError(_reason(untouched, said), instead=metadata.elsewhere(untouched, base, url))
    return _article(url, said, blocks, said.byline or author, pruned.related)


def _article(url: str, said: metadata.Metadata, blocks: Blocks, byline: str, related: Sequence[Related]) -> FullText:
    return FullText(
        url,
        said.title,
        to_html(blocks),
        _words(blocks),
        byline,
        said.published,
        said.language,
        said.direction,
        said.section,
        said.image,
        tuple(related),
        said.tags,
    )


def _words(blocks: Blocks) -> int:
    return sum(len(block_text(block).split()) for block in blocks)


def _length(blocks: Blocks) -> int:
    return sum(len(block_text(block)) for block in blocks)


def _fuller(blocks: Blocks, body: str) -> Blocks:
    """The text of JSON-LD instead, if the page's is a small part of it: many pages are made by scripts of that."""
    if "<" in body:
        own = to_blocks(body)
    else:
        own = to_blocks("".join(f"<p>{escape(line)}</p>" for line in body.splitlines() if line.strip()))
    glued = len(blocks) == 1 < len(own) and _length(own) > 0.9 * _length(blocks)
    if not glued and _length(own) <= max(_SHORT / 2, _FULLER * _length(blocks)):
        return blocks
    text = "\n".join(map(block_text, own))
    return own if not blocks or not missing("\n".join(map(block_text, blocks)), text) else blocks


def _with_lead(blocks: Blocks, standfirsts: tuple[str, ...]) -> Blocks:
    text = "\n".join(map(block_text, blocks))
    lost = next((lead for lead in standfirsts[:3] if missing(lead, text)), "")
    return (Block(Kind.PARAGRAPH, clean_line(lost)), *blocks) if lost and blocks else blocks


def _reason(page: HtmlElement, said: metadata.Metadata) -> str:
    """Why a page has no article."""
    if not said.is_free:
        return "error.page_paid"
    if page.xpath("boolean(//input[@type='password'])"):
        return "error.page_login"
    if speaks_of_page(tree.text_of(page)[:_SAMPLE]):
        return "error.page_consent"
    return "error.page_script" if _needs_scripts(page) else "error.page_no_article"


def _needs_scripts(page: HtmlElement) -> bool:
    """Whether the page is a shell that scripts fill."""
    body = page.find("body")
    return next(page.iter("script"), None) is not None and (body is None or len(tree.text_of(body)) < 2 * _SHORT)
