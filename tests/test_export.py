"""Articles as files."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from xml.dom import minidom

import pytest

from reader.export import FORMATS, Illustrated
from reader.i18n.catalogue import load
from reader.models import Article, Direction, Entry, FullText, Picture, Related
from reader.text.html import to_blocks

NOW = datetime(2024, 7, 26, 14, 5, tzinfo=UTC)
BODY = "<h2>فرع & أصل</h2><p>نص أول<br/>سطر</p><ul><li>بند</li></ul><img src='https://a.example/i.jpg' alt='صورة'/>"


def article(title: str, language: str, html: str = BODY) -> Article:
    """An article of a feed in ``language``, with a related link from its page."""
    entry = Entry(1, 1, "مصدر", title, "https://a.example/1", "", NOW, False, False, language, Direction.AUTO, False)
    page = FullText("https://a.example/1", title, "", 0, related=(Related("مقال آخر", "https://a.example/2"),))
    return Article(entry, html, page=page)


def written(kind: str, *articles: Article) -> bytes:
    """The file of these articles."""
    return FORMATS[kind]([Illustrated(one) for one in articles], load("en"), NOW)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_holds_every_article(kind: str) -> None:
    """With its headline, its text and what is related, logical and without marks of direction."""
    data = written(kind, article("عنوان <أول>", "ar"), article("Second", "en"))
    if kind == "epub":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            data = b"".join(book.read(name) for name in book.namelist())
    text = data.decode()
    assert all(part in text for part in ("Second", "نص أول", "بند", "مقال آخر"))
    assert not any(mark in text for mark in "\u2066\u2067\u2068\u2069\u200f\ufeab")
    assert "<أول>" not in text or kind in ("markdown", "text")


def test_a_book_is_paged_from_the_right_for_arabic() -> None:
    """Its files are well-formed, its first file is the type, its chapters say language and direction."""
    with zipfile.ZipFile(
        io.BytesIO(written("epub", article("عنوان", "ar"), article("T", "en"), article("آخر", "ar")))
    ) as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        for name in book.namelist():
            if name.endswith((".xhtml", ".opf", ".xml")):
                minidom.parseString(book.read(name))
        package = book.read("content.opf").decode()
        assert 'page-progression-direction="rtl"' in package
        assert "<dc:language>ar</dc:language>" in package
        assert 'lang="en" dir="ltr"' in book.read("article-2.xhtml").decode()
        assert "<img" not in book.read("article-1.xhtml").decode()


def test_a_page_says_language_and_direction() -> None:
    """Of the whole, and of each article."""
    page = written("html", article("عنوان", "ar"), article("T", "en")).decode()
    assert '<article lang="ar" dir="rtl">' in page
    assert '<article lang="en" dir="ltr">' in page
    assert page.count("<h1") == 2
    assert any(block.text == "نص أول\nسطر" for block in to_blocks(page))


def test_pages_and_books_hold_their_pictures() -> None:
    """Once however often they are shown; one that is not there stays an address, and in a book a link."""
    body = f"{BODY}<img src='https://a.example/i.jpg'><img src='https://a.example/gone.jpg' alt='أخرى'/>"
    picture = Picture(b"\xff\xd8\xff jpeg", 10, 10)
    given = [Illustrated(article("عنوان", "ar", body), {"https://a.example/i.jpg": picture})]
    page = FORMATS["html"](given, load("en"), NOW).decode()
    assert page.count('src="data:image/jpeg;base64,/9j/IGpwZWc="') == 2
    assert 'src="https://a.example/gone.jpg"' in page
    with zipfile.ZipFile(io.BytesIO(FORMATS["epub"](given, load("en"), NOW))) as book:
        assert book.read("picture-1.jpeg") == picture.data
        chapter = book.read("article-1.xhtml").decode()
        assert chapter.count('<img src="picture-1.jpeg"') == 2 and chapter.count("<img") == 2
        assert '<a href="https://a.example/gone.jpg">أخرى</a>' in chapter
        package = book.read("content.opf").decode()
        assert package.count('href="picture-1.jpeg" media-type="image/jpeg"') == 1
        minidom.parseString(package)
        minidom.parseString(chapter)
