"""Mutated feeds: nothing is raised but ParseError, and each takes a bounded time."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from random import Random
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ParseError
from reader.feeds.parse import parse
from reader.models import ParsedFeed

URL = "https://example.org/feed"
CHUNKS, CASES = 10, 1_000
SECONDS = 5.0
"""Longer than any of these may take, also on a machine with much else to do."""

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>جريدة المثال</title><link>https://example.org/</link><description>أخبار</description><language>ar</language>
<ttl>60</ttl><skipHours><hour>3</hour></skipHours>
<item><title>أعلنت البلدية افتتاح «الحديقة» الجديدة (2026)</title><link>https://example.org/1?a=1&amp;b=2</link>
<guid isPermaLink="false">1</guid><dc:creator>سلمى</dc:creator><pubDate>الجمعة، 26 يوليو 2024 14:05:00 +0300</pubDate>
<description>حضر الافتتاح 2500 زائر [&#8230;]</description>
<content:encoded><![CDATA[<p>حضر <b>الافتتاح</b> 2500 زائر.</p><img src="/a.png" alt="صورة">]]></content:encoded></item>
<item><title>&lt;b&gt;عاجل&lt;/b&gt; &amp;amp; مهم</title><guid>https://example.org/2</guid><category>رياضة</category>
<pubDate>Fri, 26 Jul 2024 14:05:00 GMT</pubDate><description>&lt;p&gt;نصّ&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fa" xml:base="https://example.org/">
<title type="html">روزنامهٔ نمونه</title>
<link rel="self" href="https://example.org/feed"/><link href="/"/><id>tag:example.org,2024:1</id>
<author><name>نویسنده</name></author>
<updated>2024-07-26T14:05:00Z</updated>
<entry><title type="html">می‌خواهم &lt;i&gt;بروم&lt;/i&gt;</title><id>urn:uuid:1</id><link rel="alternate" href="/۱"/>
<updated>2024-07-26T14:05:00+03:30</updated><published>۱۴۰۳/۵/۵</published><summary>خلاصه…</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>متن <em>کامل</em></p></div></content></entry>
<entry xml:lang="en"><title>A bridge opens</title><id>urn:uuid:2</id>
<link rel="enclosure" href="a.pdf" type="application/pdf" length="9"/>
<updated>2024-07-26T14:05:00Z</updated><content type="html">&lt;p&gt;At last.&lt;/p&gt;</content></entry>
</feed>"""
RDF = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://example.org/"><title>مثال</title><link>https://example.org/</link><description>x</description>
<sy:updatePeriod>daily</sy:updatePeriod><items><rdf:Seq><rdf:li rdf:resource="https://example.org/1"/></rdf:Seq></items></channel>
<item rdf:about="https://example.org/1"><title>خبر أول</title><link>https://example.org/1</link>
<description>متن</description><dc:date>2024-07-26</dc:date><dc:creator>A &amp; B</dc:creator></item>
<item rdf:about="https://example.org/2"><title>خبر ثان</title><link>https://example.org/2</link></item>
</rdf:RDF>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "مجلة",
"home_page_url": "https://example.org/", "language": "ar",
"authors": [{"name": "كاتبة"}], "items": [
{"id": "1", "url": "https://example.org/1", "title": "خبر \\u0623\\u0648\\u0644", "content_html": "<p>متن</p>",
 "date_published": "2024-07-26T14:05:00+03:00", "tags": ["أ"], "attachments": [{"url": "https://example.org/a.mp3",
 "mime_type": "audio/mpeg", "size_in_bytes": 99, "duration_in_seconds": 6600.5}]},
{"id": 2, "external_url": "https://example.org/2", "content_text": "نص & نص", "image": "https://example.org/a.png"},
{"id": 3.0, "url": "/3", "title": null, "summary": "موجز", "author": {"name": "x"}}]}"""
PODCAST = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>بودكاست</title>
<atom:link href="https://example.org/feed" rel="self"/><itunes:author>راوية</itunes:author><itunes:image href="https://example.org/i.jpg"/>
<itunes:owner><itunes:name>x</itunes:name><itunes:email>x@example.org</itunes:email></itunes:owner>
<item><title>الحلقة ١</title><guid>1</guid><itunes:duration>01:02:03</itunes:duration>
<enclosure url="https://example.org/1.mp3?x=1&amp;y=2" type="audio/mpeg" length="12345678"/>
<podcast:chapters url="https://example.org/c.json" type="application/json+chapters"/>
<media:content url="https://example.org/1.jpg" medium="image" width="9"/><media:thumbnail url="t.jpg" width="20"/>
<pubDate>Fri, 26 Jul 2024 2:05 PM EST</pubDate><itunes:summary>عن الحلقة</itunes:summary></item>
<item><title>الحلقة ٢</title><guid>1</guid><enclosure url="2.mp3"/></item></channel></rss>"""
FEEDS = tuple(document.encode() for document in (RSS, ATOM, RDF, JSON, PODCAST))

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be", "cp1256", "iso8859-6", "latin-1", "cp037", "hz")
CALLED = (*b"utf-8 utf-16 utf-7 windows-1256 ISO-8859-6 us-ascii gb2312 base64 none".split(), b"")
TYPES = ("", "application/rss+xml", "text/xml; charset=cp1256", "text/html; charset=", "application/feed+json", "\xff")
INSERTED = (
    *(b"\0", b"\0" * 40, b"\x1b[31m", b"\x1b]0;x\x07", b"\x07", b"\x7f", b"\xc2\x9b31m", b"\xff\xfe", b"\xed\xa0\x80"),
    *(char.encode() for char in "\u202e\u2066\u200b\ufeff\uffff\U0001f600"),
    b"e" + "\u0301".encode() * 60,
    *b"&#0; &#27; &#x1b;[31m &#xD800; &#x202e; &#99999999; &#x; &nbsp; &nope; &; & &amp;lt; &lt;script&gt;".split(),
    *b"<![CDATA[ ]]> <!-- --> <? ?> < > ' \" /> <item> </item> </channel> <entry> <title> <html> <feed>".split(),
    *(b'<x xmlns="">', b' xml:base="["', b"9" * 400),
    *b'\\u0000 \\ud800 \\ {"a": [[[[ 1e999 -0 NaN null true'.split(),
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>',
    b'<!DOCTYPE x SYSTEM "file:///etc/passwd"[<!ENTITY e SYSTEM "file:///etc/passwd">]>',
)
"""What makes trouble wherever it stands."""
TAG = re.compile(rb"</?[\w:]+")


def place(dice: Random, body: bytes) -> tuple[int, int]:
    """Where a piece of it begins and ends, short ones more often than long ones."""
    start = dice.randint(0, len(body))
    return start, min(len(body), start + int(dice.paretovariate(0.7)))


def flipped(dice: Random, body: bytes) -> bytes:
    """Some bits are the other way round."""
    found = bytearray(body)
    for _ in range(dice.randint(1, 20) if found else 0):
        found[dice.randrange(len(found))] ^= 1 << dice.randrange(8)
    return bytes(found)


def without(dice: Random, body: bytes) -> bytes:
    """A piece is missing."""
    start, end = place(dice, body)
    return body[:start] + body[end:]


def repeated(dice: Random, body: bytes) -> bytes:
    """A piece stands there several times."""
    start, end = place(dice, body)
    times = min(dice.choice((2, 2, 2, 10, 50)), 1 + 2_000 // (end - start + 1))
    return body[:start] + body[start:end] * times + body[end:]


def cut_off(dice: Random, body: bytes) -> bytes:
    """It breaks off."""
    return body[: dice.randint(0, len(body))]


def swapped(dice: Random, body: bytes) -> bytes:
    """Two tags stand in each other's place."""
    tags = list(TAG.finditer(body))
    if len(tags) < 2:
        return body
    one, other = sorted(dice.sample(tags, 2), key=lambda tag: tag.start())
    return b"".join(
        (body[: one.start()], other[0], body[one.end() : other.start()], one[0], body[other.end() :]),
    )


def encoded(dice: Random, body: bytes) -> bytes:
    """It is in another encoding, and may say so."""
    return body.decode("utf-8", "replace").encode(dice.choice(ENCODINGS), "replace")


def miscalled(dice: Random, body: bytes) -> bytes:
    """It says that it is in another encoding."""
    return re.sub(rb'encoding="[^"]*"', b'encoding="%b"' % dice.choice(CALLED), body, count=1)


def deepened(dice: Random, body: bytes) -> bytes:
    """Elements lie in one another, closed or not."""
    tags = list(TAG.finditer(body))
    tag = dice.choice(tags)[0].strip(b"</") if tags else b"["
    inside = (b"<%b>" % tag, b"</%b>" % tag) if tags else (b"[", b"]")
    depth, at = dice.choice((3, 30, 300)), dice.choice(tags).start() if tags else dice.randint(0, len(body))
    return body[:at] + inside[0] * depth + b"x" + inside[1] * dice.choice((depth, 0)) + body[at:]


def troubled(dice: Random, body: bytes) -> bytes:
    """Something that makes trouble stands in it."""
    at = dice.randint(0, len(body))
    return body[:at] + dice.choice(INSERTED) + body[at:]


def crossed(dice: Random, body: bytes) -> bytes:
    """It goes on as another one."""
    other = dice.choice(FEEDS)
    return body[: dice.randint(0, len(body))] + other[dice.randint(0, len(other)) :]


MUTATIONS: tuple[Callable[[Random, bytes], bytes], ...] = (
    *(flipped, without, repeated, cut_off, swapped, encoded, miscalled, deepened, troubled, crossed),
    *(swapped, troubled, troubled),
)


def mutated(dice: Random) -> bytes:
    """One of the feeds after some mutations."""
    body = dice.choice(FEEDS)
    for mutate in dice.choices(MUTATIONS, k=dice.randint(1, 4)):
        body = mutate(dice, body)
    return body


def sound(body: bytes, content_type: str = "") -> ParsedFeed | None:
    """What is read of a document, which is as it has to be; None: it is no feed."""
    begun = monotonic()
    try:
        feed = parse(body, url=URL, content_type=content_type)
    except ParseError:
        feed = None
    assert monotonic() - begun < SECONDS
    if feed is None:
        return None
    titles = [feed.title, *(entry.title for entry in feed.entries)]
    assert not [title for title in titles if any(unicodedata.category(char) in ("Cc", "Cs") for char in title)]
    guids = [entry.guid for entry in feed.entries]
    assert len(set(guids)) == len(guids) and all(guids)
    return feed


@pytest.mark.parametrize("body", FEEDS, ids=("rss", "atom", "rdf", "json", "podcast"))
def test_the_feeds_themselves_are_read(body: bytes) -> None:
    """Before anything is done to them, all their entries are there."""
    feed = sound(body)
    assert feed is not None and len(feed.entries) == (3 if body == JSON.encode() else 2)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_mutated_feeds_are_read_or_refused(chunk: int) -> None:
    """A thousand of them; the number of the one that fails makes it again."""
    read = 0
    for case in range(CASES):
        dice = Random(f"{chunk}-{case}")
        body, content_type = mutated(dice), dice.choice(TYPES)
        try:
            read += sound(body, content_type) is not None
        except Exception as error:
            raise AssertionError(f"case {chunk}-{case}: {content_type!r} {body!r}") from error
    assert read > CASES // 2


@given(st.binary())
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    """Whatever a server sends."""
    sound(body)


@given(st.sampled_from(FEEDS), st.binary(max_size=50), st.data())
def test_any_bytes_within_a_feed_are_read_or_refused(body: bytes, piece: bytes, data: st.DataObject) -> None:
    """At any place of it."""
    at = data.draw(st.integers(0, len(body)))
    sound(body[:at] + piece + body[at:])


@given(*[st.text()] * 5)
def test_any_text_between_the_tags_is_read(title: str, link: str, guid: str, date: str, text: str) -> None:
    """Whatever stands where a title, an address, an id, a date and a text should; lone surrogates become U+FFFD."""
    inside = f"<title>{title}</title><link>{link}</link><guid>{guid}</guid><pubDate>{date}</pubDate>"
    item = f"<item>{inside}<description>{text}</description></item>"
    document = f"<rss version='2.0'><channel><title>{title}</title>{item}{item}</channel></rss>"
    assert sound(document.encode("utf-8", "replace")) is not None


@given(*[st.text()] * 4)
def test_any_text_in_json_is_read(title: str, guid: str, date: str, text: str) -> None:
    """Likewise, with lone surrogates that JSON can spell."""
    one = {"id": guid, "title": title, "url": title, "date_published": date, "content_html": text, "content_text": guid}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": title, "items": [one, one]}
    assert sound(json.dumps(feed).encode()) is not None
