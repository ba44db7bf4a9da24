"""What a feed's own whole text keeps, and what of its page goes."""

from __future__ import annotations

import pytest

from reader.demo.server import FEEDS, read
from reader.feeds.extract.own_text import cleaned
from reader.feeds.parse import parse
from reader.text.blocks import Kind
from reader.text.html import to_blocks

BASE = "https://a.example/post"
BODY = "".join(f"<p>A paragraph of the text itself, number {number}, which says something.</p>" for number in range(5))


def texts(html: str, title: str = "عنوان المقال") -> list[str]:
    """The blocks that are left."""
    blocks, _ = cleaned(to_blocks(html, BASE), title)
    return [block.text for block in blocks]


def test_the_page_around_a_text_goes() -> None:
    """The demo's sample: menu, headline, author, related links, comment form, back to the top; nine paragraphs stay."""
    entry = parse(read("arabic-news.xml"), url=BASE, content_type=FEEDS["arabic-news.xml"]).entries[0]
    blocks, related = cleaned(to_blocks(entry.html, entry.url), entry.title)
    assert [block.kind for block in blocks] == [Kind.PARAGRAPH] * 9
    assert [one.title for one in related][-1] == "دليل المتطوعين متاح بست لغات"
    assert len(related) == 3


@pytest.mark.parametrize(
    "html",
    [
        "<h3>2019</h3><p>a</p><h3>2020</h3><p>b</p><h3>2021</h3><p>c</p>",
        "<p>1-800-273-8255</p><p>*123#</p><p>2 + 2 = 4</p><p>🎉🎉</p><p>8:30</p><p>text</p>",
        f"<p>WhatsApp on Monday announced changes to its privacy policy.</p>{BODY}",
        f"<p>أعلنت الشركة تغييرا في سياسة الخصوصية.</p>{BODY}",
        f"<p>كتب للقراءة في الصيف</p>{BODY}",
        f"<p>تقرير: ارتفاع أسعار النفط</p>{BODY}",
        f"<p>BYD Launches New Car</p>{BODY}",
        f"<p>Kick-off 20:45 at Wembley</p>{BODY}",
        "<h3>2.3.1 (2024-05-01)</h3><ul><li>x</li></ul><h3>2.3.0 (2024-04-01)</h3><ul><li>y</li></ul>",
        f"<p>Published in 1925</p>{BODY}<p>Source: World Bank, 2024</p>",
        f"<h2>Search</h2>{BODY}<h2>Email</h2><p>x y z</p>",
        f"{BODY}<h3>Tickets cost 20 dollars at the door</h3>",
        f"<p>See also: <a href=/9110>RFC 9110</a></p>{BODY}",
        f"<h2>Latest news</h2><ul>{''.join(f'<li><a href=/{n}>Story {n}</a></li>' for n in range(40))}</ul>",
        f"<h2>Recommended</h2><ul>{''.join(f'<li><a href=/{n}>App {n}</a></li>' for n in range(10))}</ul><p>end</p>",
        "".join(f"<p><a href=/{n}>One</a> <a href=/{n}b>Two</a> <a href=/{n}c>Three</a></p>" for n in range(8)),
        f"<p>2 July 2024<br>Read <a href=/r>the report</a> and <a href=/s>the reply</a></p>{BODY}",
        "<figure><img src=/1.jpg alt='A long description of what can be seen, the same for each of them'></figure>"
        "<figure><img src=/2.jpg alt='A long description of what can be seen, the same for each of them'></figure><p>x",
    ],
)
def test_nothing_of_a_text_is_lost(html: str) -> None:
    """Years, numbers, dates, lists of links, lines that begin like bylines: what a publisher sends is believed."""
    blocks = to_blocks(html, BASE)
    assert cleaned(blocks, "Another title") == (blocks, ())


def test_a_headline_is_repeated_only_at_the_top() -> None:
    """With what stands before it, if that is a menu, and its author's line after it."""
    menu = "<p><a href=/1>One</a><a href=/2>Two</a><a href=/3>Three</a></p>"
    assert texts(f"{menu}<h1>عنوان المقال</h1><p>بقلم: سلمى</p>{BODY}")[0].startswith("A paragraph")
    assert texts(f"<p>قبل</p><h1>عنوان المقال</h1>{BODY}")[:2] == ["قبل", "عنوان المقال"]
    assert texts(f"{menu}{BODY}")[0] == "OneTwoThree"


def test_related_links_go_only_whole() -> None:
    """Each line under the heading must be a link and the text must be longer than they; else they stay."""
    links = "<ul><li><a href=/1>One more story</a></li><li><a href=/2>Two</a></li></ul>"
    blocks, related = cleaned(to_blocks(f"{BODY}<h3>Related articles</h3>{links}", BASE), "x")
    assert [one.title for one in related] == ["One more story", "Two"] and len(blocks) == 5
    mixed = to_blocks(f"{BODY}<h3>Related articles</h3>{links}<p>and a word</p>", BASE)
    assert cleaned(mixed, "x") == (mixed, ())
