"""An article's blocks: its headline, where it comes from, its body, and the files that belong to it."""

from __future__ import annotations

from collections.abc import Sequence

from reader.models import Article
from reader.text.blocks import Block, Blocks, Kind, Role, Span
from reader.text.clean import clean_line
from reader.text.html import to_blocks, web_address


def compose(article: Article, title: str, meta: str, notes: Sequence[str] = ()) -> Blocks:
    """The blocks of a whole article.

    ``title`` is the headline as shown, ``meta`` the line below it, ``notes`` what the program has to say about the
    article (that it is only a summary). A body that begins with the headline does not say it twice.
    """
    entry = article.entry
    body = list(to_blocks(article.html, entry.url))
    if body and body[0].kind in (Kind.HEADING, Kind.PARAGRAPH) and body[0].text == entry.title:
        del body[0]
    addresses = [entry.url, *(enclosure.url for enclosure in article.enclosures)]
    return (
        Block(Kind.TITLE, title, direction=entry.direction),
        Block(Kind.META, meta),
        *(Block(Kind.NOTE, note) for note in notes),
        *body,
        *(_link(address) for address in dict.fromkeys(map(web_address, addresses)) if address),
    )


def _link(address: str) -> Block:
    text = clean_line(address)
    return Block(Kind.NOTE, text, (Span(0, len(text), Role.LINK, address),))
