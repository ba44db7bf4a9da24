"""What an article shows, on the screen and from the commands, as blocks."""

from __future__ import annotations

from collections.abc import Sequence

from reader.i18n.catalogue import Catalogue
from reader.i18n.dates import absolute
from reader.margin import Margin, Quote
from reader.models import Article, Direction, Enclosure, FullText, Related, Source
from reader.sync.choose import Shown, shown, source_of
from reader.text.addresses import web_address
from reader.text.blocks import Block, Blocks, Kind, Role, Span
from reader.text.changes import compared
from reader.text.clean import clean_line, clean_text, isolated, unmarked
from reader.text.direction import resolve
from reader.text.html import block_text, to_blocks
from reader.text.quotes import Searched


def article_blocks(article: Article, catalogue: Catalogue, below: Shown | None = None) -> Blocks:
    """Title, where it is from, the text, files that come with it, what is related, and the address.

    ``below`` is what ``shown`` gives of the article, if that is there already.
    """
    page = article.page
    body, related = below or shown(article)
    notes = _notes(article, catalogue) if body and source_of(article) is Source.FEED else ()
    above = (
        *head(article, catalogue),
        *notes,
        *(body or (_note("article.no_text", catalogue),)),
        *(_filed_under(page, catalogue) if page is not None else ()),
        *_files(article.enclosures, catalogue),
    )
    under = (*related_blocks(related, catalogue), *address(article.entry.url))
    return (*above, *_lost(article.margin, (*above, *under), catalogue), *under)


def head(article: Article, catalogue: Catalogue) -> Blocks:
    """Title, where it is from, and what somebody wrote about it."""
    entry = article.entry
    return (
        Block(Kind.TITLE, entry.title or catalogue.text("article.untitled"), direction=entry.direction),
        _meta(article, catalogue),
        *_also_in(article, catalogue),
        *_written(article.margin, catalogue),
    )


def _written(margin: Margin, catalogue: Catalogue) -> Blocks:
    """The tags and the note."""
    tags = f"{catalogue.text('article.tags')} {catalogue.join(map(isolated, margin.tags))}"
    note = f"✎ {isolated(margin.note)}"
    return (
        *((Block(Kind.META, tags, direction=catalogue.direction),) if margin.tags else ()),
        *(
            (Block(Kind.NOTE, note, direction=resolve(margin.note, fallback=catalogue.direction)),)
            if margin.note
            else ()
        ),
    )


def _lost(margin: Margin, there: Blocks, catalogue: Catalogue) -> Blocks:
    """The passages that were marked and that stand nowhere any more."""
    if not margin.highlights:
        return ()
    searched = Searched("\n".join(block.text or "\n".join(map("\n".join, block.rows)) for block in there))
    lost = tuple(one.quote for one in margin.highlights if searched.find(one.quote) is None)
    return passages(lost, catalogue.text("article.lost_passages"), catalogue)


def passages(quotes: Sequence[Quote], heading: str, catalogue: Catalogue) -> Blocks:
    """Passages as quotations, under a heading of their own."""
    above = Block(Kind.HEADING, heading, level=2, direction=catalogue.direction)
    return (above, *(Block(Kind.PARAGRAPH, clean_text(one.exact), quote=1) for one in quotes)) if quotes else ()


def since_seen(article: Article, below: Shown) -> Shown:
    """What is shown of an article, with what has changed since the reader saw it; the feed's own texts are compared."""
    if article.before is None or source_of(article) is Source.PAGE:
        return below
    before = shown(article._replace(html=article.before.html, page=None))
    title, was = article.entry.title, article.before.title
    headline = (Block(Kind.PARAGRAPH, title),) if title != was else ()
    old = ((Block(Kind.PARAGRAPH, was),) if headline else ()) + before.body
    return below._replace(body=compared(old, headline + below.body))


def _notes(article: Article, catalogue: Catalogue) -> Blocks:
    """What is to be known of a feed's own text: that it is a summary or has changed, and why the page gave no more."""
    notes: Blocks = (_note("article.summary_only", catalogue),) if article.entry.is_summary else ()
    if article.before is not None:
        when = absolute(catalogue, article.before.until)
        text = catalogue.text("article.changed", when=when)
        notes += (Block(Kind.NOTE, text, direction=catalogue.direction),)
    if article.page_problem is not None:
        reason = catalogue.text("article.page_failed", reason=catalogue.problem(article.page_problem))
        notes += (Block(Kind.NOTE, clean_line(reason), direction=catalogue.direction),)
    return notes


def article_text(article: Article, catalogue: Catalogue) -> str:
    """An article as logical text: blocks parted by empty lines, its address at the end."""
    return blocks_text(article_blocks(article, catalogue))


def blocks_text(blocks: Blocks) -> str:
    """Blocks as logical text, parted by empty lines."""
    texts = map(block_text, blocks)
    return "\n\n".join(unmarked(text) for text in texts if text)


def page_blocks(page: FullText, catalogue: Catalogue) -> Blocks:
    """A page's article as the reader shows it: title, who and when, the body, and what is related."""
    date = absolute(catalogue, page.published) if page.published else ""
    parts = " · ".join(isolated(part) for part in (page.byline, date) if part)
    return (
        Block(Kind.TITLE, page.title or catalogue.text("article.untitled"), direction=page.direction),
        *((Block(Kind.META, parts, direction=page.direction),) if parts else ()),
        *to_blocks(page.html, page.url),
        *_filed_under(page, catalogue),
        *related_blocks(page.related, catalogue),
        *address(page.url),
    )


def related_blocks(related: Sequence[Related], catalogue: Catalogue) -> Blocks:
    """The links to other articles, under a heading of their own."""
    heading = Block(Kind.HEADING, catalogue.text("article.related"), level=2, direction=catalogue.direction)
    items = tuple(
        Block(Kind.ITEM, one.title, (Span(0, len(one.title), Role.LINK, one.url),), level=1, marker="•")
        for one in related
    )
    return (heading, *items) if items else ()


def _filed_under(page: FullText, catalogue: Catalogue) -> Blocks:
    """The section and the tags of a page."""
    labels = catalogue.join(isolated(label) for label in dict.fromkeys((page.section, *page.tags)) if label)
    if not labels:
        return ()
    text = f"{catalogue.text('article.filed_under')} {labels}"
    return (Block(Kind.META, text, direction=catalogue.direction),)


def _meta(article: Article, catalogue: Catalogue) -> Block:
    entry = article.entry
    author = entry.author if entry.author != entry.feed_title else ""
    author = author or (article.page.byline if article.page is not None else "")
    parts = (entry.feed_title, author, absolute(catalogue, entry.published, second_too=True))
    return Block(Kind.META, " · ".join(isolated(part) for part in parts if part), direction=entry.direction)


def _also_in(article: Article, catalogue: Catalogue) -> Blocks:
    """The other feeds that have the story."""
    names = catalogue.join(isolated(name) for name in dict.fromkeys(article.also_in) if name)
    if not names:
        return ()
    return (Block(Kind.META, f"{catalogue.text('article.also_in')} {names}", direction=catalogue.direction),)


def _note(key: str, catalogue: Catalogue) -> Block:
    return Block(Kind.NOTE, catalogue.text(key), direction=catalogue.direction)


def _files(enclosures: tuple[Enclosure, ...], catalogue: Catalogue) -> Blocks:
    found = [(enclosure, web_address(enclosure.url)) for enclosure in enclosures]
    items = tuple(_file(file, address) for file, address in found if address and not file.type.startswith("image/"))
    heading = Block(Kind.HEADING, catalogue.text("article.files"), level=2, direction=catalogue.direction)
    return (heading, *items) if items else ()


def _file(enclosure: Enclosure, address: str) -> Block:
    name = clean_line(address.rstrip("/").rpartition("/")[2]) or address
    kind = clean_line(enclosure.type)
    size = f"{enclosure.length / 1_000_000:.1f} MB" if enclosure.length >= 50_000 else ""
    about = " · ".join(part for part in (kind, size, _clock(enclosure.seconds)) if part)
    text = f"{name} ({about})" if about else name
    return Block(
        Kind.ITEM, text, (Span(0, len(name), Role.LINK, address),), level=1, marker="•", direction=Direction.LTR
    )


def _clock(seconds: int) -> str:
    """How long something plays: ``MM:SS`` or ``H:MM:SS``; empty: not known."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return (f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}") if seconds else ""


def address(url: str) -> Blocks:
    """A rule and the address of a page, if it has one."""
    found = web_address(url)
    if not found:
        return ()
    link = Block(Kind.META, found, (Span(0, len(found), Role.LINK, found),), direction=Direction.LTR)
    return (Block(Kind.RULE), link)
