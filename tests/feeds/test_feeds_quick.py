"""The quick reader of usual feeds: what it reads, it reads as feedparser does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.feeds import document, forgiving
from reader.feeds.parse import _feed, parse
from reader.feeds.quick.names import Unusual
from reader.feeds.quick.read import read
from reader.models import ParsedFeed

URL = "https://site.example/feed"

RSS = """
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0"
 xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel><title>أخبار المدينة</title><atom:link href="https://site.example/feed" rel="self"/>
<link>https://site.example/</link><description>كل يوم</description><language>ar</language>
<lastBuildDate>Fri, 26 Jul 2024 10:00:00 GMT</lastBuildDate><generator>machine</generator><ttl>60</ttl>
<image><url>https://site.example/i.png</url><title>أخبار</title><link>https://site.example/</link></image>
<item><title>وصل القطار &amp;#8220;الأول&amp;#8221;</title><link>https://site.example/1?a=1&amp;amp;b=2</link>
<guid isPermaLink="false">tag:1</guid><dc:creator>ليلى</dc:creator><pubDate>Fri, 26 Jul 2024 09:00:00 +0300</pubDate>
<category>محليات</category><description>&lt;p&gt;وصل&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>وصل القطار الأول إلى المدينة.</p>]]></content:encoded>
<wfw:commentRss>https://site.example/1/feed</wfw:commentRss><slash:comments>3</slash:comments>
<post-id xmlns="com-wordpress:feed-additions:1">1</post-id>
<media:content url="https://site.example/1.jpg" medium="image">
<media:title type="html">رصيف</media:title></media:content>
</item>
<item><title>حلقة</title><guid>https://site.example/2</guid><pubDate>Thu, 25 Jul 2024 09:00:00 GMT</pubDate>
<author>laila@site.example (ليلى)</author><itunes:summary>عن القطار &amp;amp; المحطة</itunes:summary>
<enclosure url="https://site.example/2.mp3" length="1234" type="audio/mpeg"/><itunes:duration>1:02:03</itunes:duration>
<itunes:image href="https://site.example/2.png"/>
<podcast:chapters url="https://site.example/2.json" type="application/json"/>
</item></channel></rss>"""
ATOM = """
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fa" xmlns:media="http://search.yahoo.com/mrss/">
<title>اخبار شهر</title><link href="https://site.example/"/><link rel="self" href="https://site.example/atom"/>
<id>tag:site.example,2024:feed</id><updated>2024-07-26T10:00:00Z</updated><author><name>مریم</name></author>
<entry><title type="html">قطار &amp;lt;b&amp;gt; رسید &amp;amp; ماند</title>
<link href="https://site.example/a1" rel="alternate"/>
<id>tag:site.example,2024:1</id><published>2024-07-26T09:00:00+03:30</published><updated>2024-07-26T09:30:00Z</updated>
<author><name>رضا</name><email>reza@site.example</email></author><summary>رسید</summary>
<content type="html" xml:lang="en">&lt;p&gt;The train came.&lt;/p&gt;</content></entry>
<entry><id>https://site.example/a2</id><title>تصویر</title><updated>2024-07-25T09:00:00Z</updated>
<media:group><media:title>تصویر</media:title><media:content url="https://site.example/v.mp4" type="video/mp4"/>
<media:thumbnail url="https://site.example/t.jpg" width="480"/><media:description>درباره</media:description>
</media:group></entry></feed>"""
RDF = """
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://site.example/"><title>وکیپد</title><link>https://site.example/</link>
<items><rdf:Seq><rdf:li rdf:resource="https://site.example/r1"/></rdf:Seq></items><dc:language>ku</dc:language></channel>
<item rdf:about="https://site.example/r1"><title>یەکەم</title><link>https://site.example/r1</link>
<description>کورتە</description><dc:date>2024-07-26T09:00:00+03:00</dc:date><dc:creator>ئازاد</dc:creator></item></rdf:RDF>"""
USUAL = {"rss": RSS, "atom": ATOM, "rdf": RDF}

MEDIA, DC = 'xmlns:m="http://search.yahoo.com/mrss/"', 'xmlns:d="http://purl.org/dc/elements/1.1/"'
ITUNES = 'xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd"'
PIECES = (
    *("<title>آخر</title>", "<title/>", "<title>a &amp;lt;b&amp;gt;</title>", "<title>&lt;i&gt;x&lt;/i&gt;</title>"),
    *("<title>Ø§Ù„</title>", '<title xml:lang="ar">ع</title>', "<title>&#146;&#8217; café</title>"),
    *("<description>د &lt;b&gt;x&lt;/b&gt;</description>", "<description/>", "<summary>s</summary>"),
    *('<summary type="html">&lt;b&gt;</summary>', '<content type="html">&lt;p&gt;c</content>', "<content>c</content>"),
    *(
        "<link>https://b.example/?a=1&amp;amp;b=2</link>",
        "<link/>",
        "<link>/rel</link>",
        '<link href="https://l.example/"/>',
    ),
    *(
        '<link rel="self" href="/self"/>',
        "<guid>https://g.example/</guid>",
        '<guid isPermaLink="false">7</guid>',
        "<id>urn:1</id>",
    ),
    *("<pubDate>Fri, 26 Jul 2024 10:00:00 GMT</pubDate>", "<pubDate/>", "<pubDate>gestern</pubDate>"),
    *("<updated>2024-01-01T00:00:00Z</updated>", "<published>2024-02-02</published>", "<issued>2020-01-01</issued>"),
    *("<author>a@b.example (Name)</author>", "<author>Name</author>", "<author/>", "<author>a@[1.2.3.4]</author>"),
    *("<author><name>N</name><email>e@e.example</email></author>", "<author><email>e@e.example</email></author>"),
    *(
        '<enclosure url="https://e.example/a.mp3" type="audio/MPEG" length="1"/>',
        '<source url="https://s.example">S</source>',
    ),
    *("<image>https://i.example/</image>", "<image><url>u</url></image>", "<image><title>x</title></image>"),
    *(
        "<category>c</category>",
        "<comments>c</comments>",
        "<foo>bar</foo>",
        '<foo a="b">x</foo>',
        "<language>he</language>",
    ),
    *(
        "<body>x</body>",
        "<url>u</url>",
        "<name>n</name>",
        "<width>3</width>",
        "<tagline>x</tagline>",
        "<subtitle>s</subtitle>",
    ),
    *(f"<d:creator {DC}>C</d:creator>", f"<d:date {DC}>2024-03-03</d:date>", f"<d:title {DC}>dt</d:title>"),
    *(f"<m:title {MEDIA}>mt</m:title>", f'<m:description {MEDIA} type="html">md</m:description>'),
    *(f'<m:content {MEDIA} url="https://m.example/" medium="image"><m:title>q</m:title></m:content>',),
    *(f'<m:group {MEDIA}><m:title>q</m:title><m:content url="https://m/"/><m:description>g</m:description></m:group>',),
    *(
        f"<i:summary {ITUNES}>is</i:summary>",
        f"<i:duration {ITUNES}>1:02</i:duration>",
        f'<i:image {ITUNES} href="x"/>',
    ),
    *(
        '<x:title xmlns:x="urn:x">xt</x:title>',
        '<title xmlns="urn:x">xt</title>',
        '<content:e xmlns:content="urn:y">c</content:e>',
    ),
    *(
        '<a:link xmlns:a="http://www.w3.org/2005/Atom" href="https://al.example/1"/>',
        '<podcast:x xmlns:podcast="urn:z">1</podcast:x>',
    ),
    *(
        '<f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">https://o.example/</f:origLink>',
        "<!-- a comment -->",
    ),
    *(
        '<summary xml:base="https://base.example/x/">s</summary>',
        '<summary base="https://base.example/">s</summary>',
        "<ttl>5</ttl>",
    ),
)


def by_feedparser(text: str) -> ParsedFeed:
    """What feedparser makes of a document."""
    root = document.from_root(text)
    reader = forgiving.read(root, URL)
    return _feed(reader.version, dict(reader.feeddata), reader.entries, root.text, URL)


def quickly(text: str) -> ParsedFeed:
    """What the quick reader makes of it. Raises Unusual."""
    root = document.from_root(text)
    return _feed(*read(root.declared), root.text, URL)


@pytest.mark.parametrize("kind", USUAL)
def test_usual_feeds_are_read_quickly(kind: str) -> None:
    """RSS 2.0 with its usual modules, Atom and RSS 1.0 need no feedparser, and come out the same."""
    found = quickly(USUAL[kind])
    assert found == by_feedparser(USUAL[kind])
    assert found.title
    assert all(entry.title and entry.html and entry.published for entry in found.entries)


@given(data=st.data(), kind=st.sampled_from(sorted(USUAL)))
def test_what_is_read_quickly_is_read_the_same(data: st.DataObject, kind: str) -> None:
    """With any pieces of other feeds put anywhere between elements, both agree, or only feedparser reads it."""
    root = document.from_root(USUAL[kind]).text
    for piece in data.draw(st.lists(st.sampled_from(PIECES), max_size=5)):
        places = [
            place + 1 for place, char in enumerate(root) if char == ">" and root[place + 1 : place + 2] in ("\n", "<")
        ]
        place = data.draw(st.sampled_from(places))
        root = root[:place] + piece + root[place:]
    try:
        found = quickly(root)
    except Unusual:
        return
    assert found == by_feedparser(root)


@pytest.mark.parametrize(
    "unusual",
    [
        RSS.replace("</item>", "<entry/></item>"),
        RSS.replace("<title>حلقة", "<title>حلقة</b>"),
        ATOM.replace(
            "<summary>رسید</summary>",
            '<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">ر</div></summary>',
        ),
        RDF.replace('xmlns="http://purl.org/rss/1.0/"', 'xmlns="http://my.netscape.com/rdf/simple/0.9/"'),
        "<rss version='2.0'><title>بلا قناة</title></rss>",
        RDF.replace("<channel", "<image><title>x</title></image><channel"),
    ],
)
def test_the_unusual_is_left_to_feedparser(unusual: str) -> None:
    """What is not well-formed, or means something that is not written down, raises Unusual, and is read anyway."""
    with pytest.raises(Unusual):
        quickly(unusual)
    assert parse(unusual.encode(), url=URL) == by_feedparser(unusual)


def test_no_entity_opens_a_file(tmp_path: Path) -> None:
    """A declaration inside the document is none of ours, so its entity stays unknown."""
    (tmp_path / "secret").write_text("password")
    text = RSS.replace("حلقة", "&secret;")
    bomb = f'<!DOCTYPE rss [<!ENTITY secret SYSTEM "file://{tmp_path}/secret">]>{text}'
    assert "password" not in str(parse(bomb.encode(), url=URL))
