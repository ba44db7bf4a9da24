"""An article made ready to be laid out, as somebody wants to see it. Pure, for a thread may do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.i18n.catalogue import Catalogue
from reader.margin import Highlight
from reader.models import Article, Direction
from reader.ui.choices import prepare

if TYPE_CHECKING:
    from reader.text.blocks import Blocks
    from reader.text.figure import Extents
    from reader.text.page import Page
    from reader.text.selection import Stretch


class Looks(NamedTuple):
    """How an article is wanted."""

    direction: Direction
    """The whole article's; AUTO: its own."""
    found: tuple[str, ...]
    """The words that were searched for."""
    pictures: Extents
    """How large the pictures are that are shown, by address."""
    answer: tuple[str, str] | None
    """A heading and a text that another program made of it, to stand above it."""
    comparing: bool
    """What has changed since the reader saw it stands out."""
    numbered: bool
    """Links have numbers behind them."""
    hinted: bool
    """Links and headings have letters behind them."""


class Made(NamedTuple):
    """An article made ready."""

    page: Page
    passages: tuple[tuple[Highlight, Stretch], ...]
    """Marked passages that are still there, and where they stand."""
    related: frozenset[str]
    """The addresses of links to other articles."""
    hints: dict[str, str | int]
    """What letters stand for: a link's address, or the number of a heading's block."""


def make(article: Article, looks: Looks, catalogue: Catalogue) -> Made:
    """The article made ready. Passages that are gone it tells."""
    from reader.article import article_blocks, since_seen  # with the HTML reader, what the first paint does without
    from reader.sync.choose import shown
    from reader.text.numbers import numbered

    entry = article.entry
    below = shown(article)
    if looks.comparing:
        below = since_seen(article, below)
    related = frozenset(one.url for one in below.related)
    blocks = article_blocks(article, catalogue, below)
    if looks.answer is not None:
        blocks = (*_answer(*looks.answer), *blocks)
    hints: dict[str, str | int] = {}
    if looks.hinted:
        from reader.text.numbers import hinted

        blocks, hints = hinted(blocks)
    if looks.numbered:
        blocks = numbered(blocks)
    ready = prepare(
        blocks,
        direction=looks.direction if looks.direction is not Direction.AUTO else entry.direction,
        language=entry.language,
        found=looks.found,
        pictures=looks.pictures,
    )
    if not (highlights := article.margin.highlights):
        return Made(ready, (), related, hints)
    from reader.text.quotes import stretches  # not every article has any

    found = zip(highlights, stretches(ready, [one.quote for one in highlights]), strict=True)
    return Made(ready, tuple((one, place) for one, place in found if place is not None), related, hints)


def _answer(heading: str, text: str) -> Blocks:
    """What another program said, apart from the article."""
    from reader.text.blocks import Block, Kind

    parts = [Block(Kind.PARAGRAPH, part.strip()) for part in text.split("\n") if part.strip()]
    return (Block(Kind.NOTE, heading), *parts, Block(Kind.RULE, ""))
