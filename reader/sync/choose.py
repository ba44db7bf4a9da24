"""Which of an article's two texts is shown, and which pictures are in it."""

from __future__ import annotations

from reader.models import Article, Source
from reader.text.addresses import web_address
from reader.text.blocks import Block, Blocks, Kind
from reader.text.html import to_blocks
from reader.text.strip import strip

_FULLER = 1.5
"""How many times as long a page's text must be to be better than a feed's that claims to be whole."""


def source_of(article: Article) -> Source:
    """Which text is shown: the one that the reader wants of this feed, or else the better one, if there are two."""
    if article.page is None:
        return Source.FEED
    if article.prefers is not Source.AUTO:
        return article.prefers
    own = len(strip(article.html).split())
    least = own if article.entry.is_summary else _FULLER * own
    return Source.PAGE if article.page.words > least else Source.FEED


def body_of(article: Article) -> Blocks:
    """The text that is shown, without the headline; a picture that goes with all of it comes first."""
    entry, page = article.entry, article.page
    from_page = page is not None and source_of(article) is Source.PAGE
    body = to_blocks(page.html, page.url) if page is not None and from_page else to_blocks(article.html, entry.url)
    if body and body[0].text == entry.title and body[0].kind in (Kind.HEADING, Kind.PARAGRAPH):
        body = body[1:]
    if not any(block.image for block in body) and (lead := _lead(article, from_page)):
        return (Block(Kind.CAPTION, image=lead), *body)
    return body


def pictures_of(article: Article) -> tuple[str, ...]:
    """The addresses of the pictures in the text that is shown, each once."""
    return tuple(dict.fromkeys(block.image for block in body_of(article) if block.image))


def _lead(article: Article, from_page: bool) -> str:
    files = [file.url for file in article.enclosures if file.type.startswith("image/")]
    named = [article.page.image] if article.page is not None and from_page else []
    found = (web_address(address) for address in (*named, *files) if address)
    return next((address for address in found if address.startswith("http")), "")
