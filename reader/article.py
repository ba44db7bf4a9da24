"""What an article shows, on the screen and from the commands, as blocks."""

from __future__ import annotations

from reader.i18n.catalogue import Catalogue
from reader.i18n.dates import absolute
from reader.models import Article, Direction, Enclosure
from reader.text.blocks import Block, Blocks, Kind, Role, Span
from reader.text.clean import clean_line, isolated, unmarked
from reader.text.html import block_text, to_blocks, web_address


def article_blocks(article: Article, catalogue: Catalogue) -> Blocks:
    """Title, where it is from, the body as HTML has it, files that come with it, and the address."""
    entry = article.entry
    body = to_blocks(article.html, entry.url)
    if body and body[0].text == entry.title and body[0].kind in (Kind.HEADING, Kind.PARAGRAPH):
        body = body[1:]  # the headline is there already
    return (
        Block(Kind.TITLE, entry.title or catalogue.text("article.untitled"), direction=entry.direction),
        _meta(article, catalogue),
        *((_note("article.summary_only", catalogue),) if entry.is_summary and body else ()),
        *(body or (_note("article.no_text", catalogue),)),
        *_files(article.enclosures, catalogue),
        *_address(entry.url, catalogue),
    )


def article_text(article: Article, catalogue: Catalogue) -> str:
    """An article as logical text: blocks parted by empty lines, its address at the end."""
    texts = map(block_text, article_blocks(article, catalogue))
    return "\n\n".join(unmarked(text) for text in texts if text)


def _meta(article: Article, catalogue: Catalogue) -> Block:
    entry = article.entry
    author = entry.author if entry.author != entry.feed_title else ""
    parts = (entry.feed_title, author, absolute(catalogue, entry.published))
    return Block(Kind.META, " · ".join(isolated(part) for part in parts if part), direction=entry.direction)


def _note(key: str, catalogue: Catalogue) -> Block:
    return Block(Kind.NOTE, catalogue.text(key), direction=catalogue.direction)


def _files(enclosures: tuple[Enclosure, ...], catalogue: Catalogue) -> Blocks:
    found = [(enclosure, web_address(enclosure.url)) for enclosure in enclosures]
    items = tuple(_file(enclosure, address) for enclosure, address in found if address)
    heading = Block(Kind.HEADING, catalogue.text("article.files"), level=2, direction=catalogue.direction)
    return (heading, *items) if items else ()


def _file(enclosure: Enclosure, address: str) -> Block:
    name = clean_line(address.rstrip("/").rpartition("/")[2]) or address
    kind = clean_line(enclosure.type)
    text = f"{name} ({kind})" if kind else name
    return Block(
        Kind.ITEM, text, (Span(0, len(name), Role.LINK, address),), level=1, marker="•", direction=Direction.LTR
    )


def _address(url: str, catalogue: Catalogue) -> Blocks:
    address = web_address(url)
    if not address:
        return ()
    link = Block(Kind.META, address, (Span(0, len(address), Role.LINK, address),), direction=Direction.LTR)
    return (Block(Kind.RULE), link)
