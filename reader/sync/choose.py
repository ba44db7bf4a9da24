"""Which of an article's two texts is shown, and which pictures are in it."""

from __future__ import annotations

from typing import NamedTuple

from reader.feeds.extract.own_text import cleaned
from reader.models import Article, Related, Source
from reader.text.addresses import web_address
from reader.text.blocks import Block, Blocks, Kind
from reader.text.html import to_blocks
from reader.text.strip import strip

_FULLER = 1.5
"""How many times as long a page's text must be to be better than a feed's that claims to be whole."""
_PAGE = 4
"""Blocks from which a feed's text may be a page with all that stands around an article."""


def source_of(article: Article) -> Source:
    """Which text is shown: the one that the reader wants of this feed, or else the better one, if there are two."""
    if article.page is None:
        return Source.FEED
    if article.prefers is not Source.AUTO:
        return article.prefers
    own = len(strip(article.html).split())
    least = own if article.entry.is_summary else _FULLER * own
    return Source.PAGE if article.page.words > least else Source.FEED


class Shown(NamedTuple):
    """What is shown of an article below its headline."""

    body: Blocks
    """A picture that goes with all of it comes first."""
    related: tuple[Related, ...] = ()


def shown(article: Article) -> Shown:
    """The text of the article and the links to others, without the headline and what is no part of it."""
    entry, page = article.entry, article.page
    if page is not None and source_of(article) is Source.PAGE:
        body, related = to_blocks(page.html, page.url), page.related
        lead = page.image
    else:
        body, related = _of_feed(article)
        lead = ""
    if body and body[0].text == entry.title and body[0].kind in (Kind.HEADING, Kind.PARAGRAPH):
        body = body[1:]
    if not any(block.image for block in body) and (image := _lead(article, lead)):
        body = (Block(Kind.CAPTION, image=image), *body)
    return Shown(body, related)


def _of_feed(article: Article) -> tuple[Blocks, tuple[Related, ...]]:
    """The feed's own text; one that is whole may bring its page's furniture along."""
    blocks, entry = to_blocks(article.html, article.entry.url), article.entry
    also = article.page.related if article.page is not None else ()
    if entry.is_summary or len(blocks) < _PAGE:
        return blocks, also
    kept, related = cleaned(blocks, entry.title)
    return kept, related or also


def pictures_of(article: Article) -> tuple[str, ...]:
    """The addresses of the pictures in the text that is shown, each once."""
    return tuple(dict.fromkeys(block.image for block in shown(article).body if block.image))


def _lead(article: Article, named: str) -> str:
    files = [file.url for file in article.enclosures if file.type.startswith("image/")]
    found = (web_address(address) for address in (named, *files) if address)
    return next((address for address in found if address.startswith("http")), "")
