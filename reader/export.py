"""Articles as files for other programs: Markdown, HTML, plain text and EPUB 3.3.

Text stays logical; language and direction are said in the markup, and a book in a right-to-left language is paged from
the right. Pages and books hold the pictures that are there.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from types import MappingProxyType
from typing import NamedTuple, Protocol

from reader.article import address, article_blocks, blocks_text, head, passages
from reader.asking import Subscription
from reader.config.check import is_local
from reader.feeds import opml
from reader.i18n.catalogue import Catalogue
from reader.models import Article, Direction, Entry, Picture
from reader.text.blocks import Blocks, Kind
from reader.text.clean import unmarked
from reader.text.direction import resolve
from reader.text.markdown import to_markdown
from reader.text.markup import to_html

_LONGEST_NAME = 160
"""Bytes of a title in the name of a file; file systems bear 255 in all."""
_STYLE = "body{max-width:42em;margin:auto;line-height:1.6}.meta,.note,figcaption{opacity:.7}img{max-width:100%}"
_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?><container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="content.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles></container>'
)


Made = Callable[[Article, Catalogue], Blocks]
"""What of an article is written."""


def whole(article: Article, catalogue: Catalogue) -> Blocks:
    """All of an article, and the passages that somebody marked in it."""
    return (*article_blocks(article, catalogue), *_passages(article, catalogue))


def noted(article: Article, catalogue: Catalogue) -> Blocks:
    """What somebody wrote about an article: its title, where it is from, tags, note and marked passages; no text."""
    return (*head(article, catalogue), *_passages(article, catalogue), *address(article.entry.url))


def _passages(article: Article, catalogue: Catalogue) -> Blocks:
    quotes = [one.quote for one in article.margin.highlights]
    return passages(quotes, catalogue.text("article.passages"), catalogue)


class Illustrated(NamedTuple):
    """An article with the pictures of it that are there, by address."""

    article: Article
    pictures: Mapping[str, Picture] = MappingProxyType({})


def markdown(given: Sequence[Illustrated], catalogue: Catalogue, at: datetime, made: Made = whole) -> bytes:
    """CommonMark, a rule between articles."""
    texts = (unmarked(to_markdown(made(article, catalogue))) for article, _ in given)
    return "\n\n---\n\n".join(texts).encode() + b"\n"


def text(given: Sequence[Illustrated], catalogue: Catalogue, at: datetime, made: Made = whole) -> bytes:
    """Plain text, a line of its own between articles."""
    texts = (blocks_text(made(article, catalogue)) for article, _ in given)
    return "\n\n* * *\n\n".join(texts).encode() + b"\n"


def html(given: Sequence[Illustrated], catalogue: Catalogue, at: datetime, made: Made = whole) -> bytes:
    """One HTML document."""
    articles = [article for article, _ in given]
    language, direction = _most(articles, catalogue)
    parts = "\n".join(
        f"<article{_said(article, catalogue)}>\n{_body(made(article, catalogue), pictures)}\n</article>"
        for article, pictures in given
    )
    title = escape(_title(articles, catalogue, at))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{parts}\n</body>\n</html>\n"
    ).encode()


def epub(given: Sequence[Illustrated], catalogue: Catalogue, at: datetime, made: Made = whole) -> bytes:
    """A book of a chapter an article."""
    articles = [article for article, _ in given]
    files = _files(given)
    language, direction = _most(articles, catalogue)
    title = escape(_title(articles, catalogue, at))
    names = [f"article-{number}.xhtml" for number in range(1, len(articles) + 1)]
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        # OCF 3.3, section 4.2.6.3.3: the first file, and not compressed.
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr("content.opf", _package(articles, names, files, language, direction, title, at))
        archive.writestr("nav.xhtml", _contents(articles, names, catalogue, language, direction, title))
        archive.writestr("style.css", _STYLE)
        for name, article in zip(names, articles, strict=True):
            heading = escape(_heading(article, catalogue))
            body = unmarked(to_html(_with_files(made(article, catalogue), files)))
            archive.writestr(name, _page(heading, _said(article, catalogue), body))
        for file in files.values():
            archive.writestr(file.name, file.data, zipfile.ZIP_STORED)
    return book.getvalue()


class Writer(Protocol):
    """Writes articles in a format."""

    def __call__(
        self, given: Sequence[Illustrated], catalogue: Catalogue, at: datetime, made: Made = whole, /
    ) -> bytes:
        """The file."""


FORMATS: dict[str, Writer] = {
    "markdown": markdown,
    "html": html,
    "text": text,
    "epub": epub,
}
"""What articles can be written as; each takes them, the catalogue for what is the program's own, the time, and what is
written of each.
"""
ENDINGS = {"markdown": "md", "html": "html", "text": "txt", "epub": "epub", "json": "json"}
"""How the names of such files end."""


def file_name(entry: Entry, format: str) -> str:
    """A name for the file of one article, which no other has: its title, as far as file systems bear it, and its id."""
    title = " ".join(re.sub(r'[\\/:*?"<>|.\s]+', " ", unmarked(entry.title)).split())
    while len(title.encode()) > _LONGEST_NAME:
        title = title[:-1]
    return f"{title} {entry.id}.{ENDINGS[format]}".strip()


def _heading(article: Article, catalogue: Catalogue) -> str:
    return article.entry.title or catalogue.text("article.untitled")


def _title(articles: Sequence[Article], catalogue: Catalogue, at: datetime) -> str:
    return _heading(articles[0], catalogue) if len(articles) == 1 else f"Qari · {at:%Y-%m-%d}"


def _direction(article: Article, catalogue: Catalogue) -> Direction:
    entry = article.entry
    turned = article.direction if article.direction is not Direction.AUTO else entry.direction
    return resolve(entry.title, declared=turned, language=entry.language, fallback=catalogue.direction)


def _most(articles: Sequence[Article], catalogue: Catalogue) -> tuple[str, Direction]:
    """The language and the direction that most articles have."""
    languages = Counter(one.entry.language or catalogue.language for one in articles)
    directions = Counter(_direction(one, catalogue) for one in articles)
    return languages.most_common(1)[0][0], directions.most_common(1)[0][0]


def _said(article: Article, catalogue: Catalogue) -> str:
    language = article.entry.language
    spoken = f' lang="{escape(language)}"' if language else ""
    return f'{spoken} dir="{_direction(article, catalogue)}"'


def _body(blocks: Blocks, pictures: Mapping[str, Picture]) -> str:
    inside = {url: f"data:{_type(one)};base64,{b64encode(one.data).decode('ascii')}" for url, one in pictures.items()}
    return unmarked(to_html([block._replace(image=inside.get(block.image, block.image)) for block in blocks]))


class _File(NamedTuple):
    """A picture as a file of a book."""

    name: str
    type: str
    data: bytes


def _files(given: Sequence[Illustrated]) -> dict[str, _File]:
    """The pictures of all articles by their addresses, each once."""
    found = {url: picture for _, pictures in given for url, picture in pictures.items()}
    return {
        url: _File(f"picture-{number}.{_type(one).partition('/')[2]}", _type(one), one.data)
        for number, (url, one) in enumerate(found.items(), 1)
    }


def _type(picture: Picture) -> str:
    return "image/png" if picture.data.startswith(b"\x89PNG") else "image/jpeg"


def _with_files(blocks: Blocks, files: Mapping[str, _File]) -> Blocks:
    """A book holds all that it shows (EPUB 3.3, 3.6): a picture that it does not hold is a link."""
    here = (block._replace(image=files[block.image].name if block.image in files else "") for block in blocks)
    kept = (block for block, was in zip(here, blocks, strict=True) if block.text or block.image or not was.image)
    return tuple(
        block._replace(kind=Kind.PARAGRAPH) if block.kind is Kind.CAPTION and not block.image else block
        for block in kept
    )


def _page(title: str, said: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"{said}>\n'
        f'<head><title>{title}</title><link rel="stylesheet" href="style.css"/></head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _contents(
    articles: Sequence[Article],
    names: Sequence[str],
    catalogue: Catalogue,
    language: str,
    direction: Direction,
    title: str,
) -> str:
    items = "".join(
        f'<li{_said(one, catalogue)}><a href="{name}">{escape(_heading(one, catalogue))}</a></li>'
        for name, one in zip(names, articles, strict=True)
    )
    said = f' lang="{escape(language)}" dir="{direction}"'
    return _page(title, said, f'<nav epub:type="toc"><h1>{title}</h1><ol>{items}</ol></nav>')


def _package(
    articles: Sequence[Article],
    names: Sequence[str],
    files: Mapping[str, _File],
    language: str,
    direction: Direction,
    title: str,
    at: datetime,
) -> str:
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(f"{one.entry.url} {one.entry.title}" for one in articles))
    manifest = "".join(f'<item id="{name[:-6]}" href="{name}" media-type="application/xhtml+xml"/>' for name in names)
    manifest += "".join(f'<item id="{one.name}" href="{one.name}" media-type="{one.type}"/>' for one in files.values())
    spine = "".join(f'<itemref idref="{name[:-6]}"/>' for name in names)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier><dc:title>{title}</dc:title>'
        f"<dc:language>{escape(language)}</dc:language>"
        f'<meta property="dcterms:modified">{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</meta></metadata>\n'
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'<item id="style" href="style.css" media-type="text/css"/>{manifest}</manifest>\n'
        f'<spine page-progression-direction="{direction}">{spine}</spine>\n</package>\n'
    )


def feed_list(subscriptions: Sequence[Subscription], at: datetime) -> bytes:
    """The feeds that somebody reads, as OPML; what only this machine has, a file or a command, is nobody else's."""
    return opml.write([one for one in subscriptions if not is_local(one.url)], "Qari", at)


def link_list(entries: Sequence[Entry], at: datetime) -> bytes:
    """Articles as links in OPML, such as bookmarks."""
    return opml.write_links([(one.title, one.url, one.published) for one in entries if one.url], "Qari", at)
