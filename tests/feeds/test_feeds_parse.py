"""Documents of every format, and of none, to what travels on."""

from __future__ import annotations

from datetime import UTC, datetime
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ParseError
from reader.feeds.parse import parse
from reader.models import Enclosure, ParsedEntry, ParsedFeed

URL = "https://example.org/dir/feed.xml"


def parsed(document: str | bytes, content_type: str = "") -> ParsedFeed:
    """The feed in a document from URL."""
    body = document.encode() if isinstance(document, str) else document
    return parse(body, url=URL, content_type=content_type)


def rss(items: str, channel: str = "") -> ParsedFeed:
    """The feed with these items, as RSS 2.0."""
    return parsed(
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>مصدر</title>'
        f"<link>https://example.org/</link>{channel}{items}</channel></rss>"
    )


def item(inside: str) -> ParsedEntry:
    """The entry with this inside, as RSS 2.0."""
    (entry,) = rss(f"<item>{inside}</item>").entries
    return entry


def atom(inside: str, feed: str = "", attributes: str = "") -> ParsedEntry:
    """The entry with this inside, as Atom 1.0."""
    (entry,) = parsed(
        f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}>{feed}<entry>{inside}</entry></feed>'
    ).entries
    return entry


def problem(document: str | bytes) -> tuple[str, str]:
    """The key of the error that a document gives, and what it is said to look like."""
    with pytest.raises(ParseError) as caught:
        parsed(document)
    facts = dict(caught.value.problem.facts)
    assert (facts["url"], facts["host"]) == (URL, "example.org")
    return caught.value.problem.key, facts.get("looks", "")


def test_reads_rss() -> None:
    """RSS 2.0 gives title, site, language and entries with all that they have."""
    feed = rss(
        "<item><guid isPermaLink='false'>7</guid><link>/خبر</link><title>خبر</title><dc:creator>كاتبة</dc:creator>"
        "<pubDate>Fri, 26 Jul 2024 14:05:00 +0300</pubDate><description>موجز</description>"
        "<content:encoded>&lt;p&gt;متن طويل&lt;/p&gt;</content:encoded>"
        "<enclosure url='a.mp3' type='audio/mpeg' length='99'/></item>",
        "<language>ar_LB</language>",
    )
    entry = ParsedEntry(
        guid="7",
        url="https://example.org/خبر",
        title="خبر",
        author="كاتبة",
        published=datetime(2024, 7, 26, 11, 5, tzinfo=UTC),
        language="",
        html="<p>متن طويل</p>",
        enclosures=(Enclosure("https://example.org/dir/a.mp3", "audio/mpeg", 99),),
    )
    assert feed == ParsedFeed("مصدر", "https://example.org/", "ar-LB", (entry,))


def test_reads_atom() -> None:
    """Atom 1.0 gives the same, with its own dates, and the feed's author where an entry names none."""
    entry = atom(
        '<id>tag:example.org,2024:1</id><title>خبر</title><link href="1.html"/>'
        "<published>2024-07-26T14:05:00Z</published><updated>2024-07-27T00:00:00Z</updated>"
        '<content type="html">&lt;p&gt;متن&lt;/p&gt;</content>'
        '<link rel="enclosure" href="https://example.org/a.ogg" length="x"/>',
        "<author><name>هيئة التحرير</name></author>",
    )
    assert entry == ParsedEntry(
        guid="tag:example.org,2024:1",
        url="https://example.org/dir/1.html",
        title="خبر",
        author="هيئة التحرير",
        published=datetime(2024, 7, 26, 14, 5, tzinfo=UTC),
        updated=datetime(2024, 7, 27, tzinfo=UTC),
        html="<p>متن</p>",
        enclosures=(Enclosure("https://example.org/a.ogg"),),
    )


def test_reads_rdf() -> None:
    """RSS 1.0 gives its items, with dates from Dublin Core."""
    feed = parsed(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.org/"><title>مصدر</title>'
        '<dc:language>fa</dc:language></channel><item rdf:about="https://example.org/1"><title>خبر</title>'
        "<link>https://example.org/1</link><dc:date>2024-07-26</dc:date></item></rdf:RDF>"
    )
    assert (feed.title, feed.language) == ("مصدر", "fa")
    assert [(e.guid, e.title, e.published) for e in feed.entries] == [
        ("https://example.org/1", "خبر", datetime(2024, 7, 26, tzinfo=UTC))
    ]


@pytest.mark.parametrize("version", ["0.91", "0.92", "0.93", "0.94", "2.0", "2.1", ""])
def test_reads_every_rss(version: str) -> None:
    """Old and odd versions are read like the others."""
    feed = parsed(f'<rss version="{version}"><channel><item><title>خبر</title></item></channel></rss>')
    assert [entry.title for entry in feed.entries] == ["خبر"]


def test_a_feed_without_entries_is_a_feed() -> None:
    """An empty feed is none of the errors."""
    assert rss("") == ParsedFeed("مصدر", "https://example.org/")


@pytest.mark.parametrize(
    ("document", "looks"),
    [
        ("<!DOCTYPE html><html><head><title>t</title></head><body><p>hello</p></body></html>", "HTML"),
        ("\n<html lang='ar'><body><item>hello</body></html>"[:30], "HTML"),
        ('{"items": []}', "JSON"),
        ('<?xml version="1.0"?><opml version="2.0"><head/><body><outline text="a"/></body></opml>', "OPML"),
        ('<?xml version="1.0"?><svg/>', "XML"),
        ("Service unavailable", "text"),
        (b"\x00\x01\x02 <\xff\xfe", "text"),
    ],
)
def test_what_is_no_feed_is_told_as_what_it_looks_like(document: str | bytes, looks: str) -> None:
    """A document with neither a feed's root nor an entry is refused, and told what it seems to be."""
    assert problem(document) == ("error.not_a_feed", looks)


@pytest.mark.parametrize("document", [b"", b"  \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0"])
def test_nothing_is_told_as_nothing(document: bytes) -> None:
    """An empty answer has an error of its own."""
    assert problem(document)[0] == "error.empty_body"


@pytest.mark.parametrize("place", ["<title>خبر 3", "خبر 3", "خبر 3</ti", "موجز 3", "موجز 3</description></it"])
def test_keeps_what_comes_before_a_cut(place: str) -> None:
    """XML that breaks off gives the entries before the place, and what can be shown of the one that was cut."""
    item = "<item><guid>{0}</guid><title>خبر {0}</title><description>موجز {0}</description></item>"
    document = "<rss version='2.0'><channel><title>t</title>" + "".join(item.format(n) for n in range(5))
    titles = [entry.title for entry in parsed(document[: document.index(place) + len(place)]).entries]
    assert titles == [f"خبر {n}" for n in range(3 if "خبر 3" in place else 4)]


@pytest.mark.parametrize("broken", ["<b>a", "a & b", "a &nbsp; b", "a \x0c b", "&#x1b;[31m", "<![CDATA[x", "\ud800"])
def test_reads_on_after_a_mistake(broken: str) -> None:
    """What is not well-formed costs at most the entry that it stands in."""
    document = (
        f"<rss version='2.0'><channel><item><title>أ</title></item><item><title>{broken}</title></item>"
        "<item><title>ج</title></item></channel></rss>"
    )
    entries = parsed(document.encode("utf-8", "surrogatepass")).entries
    assert entries[0].title == "أ"


def test_knows_htmls_characters() -> None:
    """HTML's named characters are known though no feed declares them, and the document stays well-formed."""
    assert item("<title>a&nbsp;&ndash;&nbsp;b &copy; &amp;eacute;</title>").title == "a – b © é"


def test_entity_bombs_stay_small() -> None:
    """Billion laughs and quadratic blow-up expand to nothing: declarations in a feed are not read."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]>'
    feed = parsed(f"{bomb}<rss version='2.0'><channel><item><title>&l9;</title></item></channel></rss>")
    assert [entry.title for entry in feed.entries] == ["&l9;"]
    big = f'<!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]>'
    feed = parsed(
        f"{big}<rss version='2.0'><channel><item><description>{'&a;' * 50_000}</description></item></channel></rss>"
    )
    assert [len(entry.html) for entry in feed.entries] == [150_000]


@pytest.mark.parametrize("kind", ["SYSTEM", "PUBLIC 'x'"])
def test_no_file_is_read(kind: str) -> None:
    """External entities are not fetched, from the disk as little as from the network."""
    document = (
        f"<!DOCTYPE x [<!ENTITY e {kind} 'file:///etc/passwd'>]>"
        "<rss version='2.0'><channel><item><title>&e;</title></item></channel></rss>"
    )
    assert [entry.title for entry in parsed(document).entries] == ["&e;"]


@pytest.mark.parametrize(
    ("prolog", "inside"),
    [
        ("<!DOCTYPE x [" + "<!--" * 50_000, ""),
        ("<!DOCTYPE x [" * 50_000, ""),
        ("\n" * 300_000, ""),
        ("<?" * 50_000, ""),
        ("", "<author>" + "a" * 100_000 + "</author>"),
        ("", "<author>" + "a" * 400 + "<!-- -->" * 300 + "</author>"),
        ("", "".join(f"<category>{n}</category>" for n in range(5_000))),
        ("", "<title>" + "&lt;b " * 20_000 + "</title>"),
        ("", "<description>" + "&lt;a " * 20_000 + "</description>"),
        ("", "<pubDate>" + "1 a " * 20_000 + "</pubDate>"),
    ],
)
def test_nothing_takes_for_ever(prolog: str, inside: str) -> None:
    """Documents made to keep a parser busy are read in time that grows with their length only.

    The limit is a fiftieth of what the quadratic ways through them take, and tens of times what they need.
    """
    begun = process_time()
    feed = parsed(
        f"{prolog}<rss version='2.0'><channel><item><guid>1</guid><link>/1</link>{inside}</item></channel></rss>"
    )
    assert [entry.guid for entry in feed.entries] == ["1"]
    assert process_time() - begun < 6


def test_takes_so_many_entries_and_no_more() -> None:
    """Of a document without end, the first five thousand entries are read."""
    feed = parsed("<rss version='2.0'><channel>" + "".join(f"<item><title>{n}</title></item>" for n in range(6_000)))
    assert [entry.title for entry in feed.entries] == [str(n) for n in range(5_000)]


def test_bounds_every_field() -> None:
    """Titles end after a thousand characters, bodies after two million; long ids are hashed, long addresses dropped."""
    entry = item(
        f"<title>{'ا' * 3_000}</title><guid isPermaLink='false'>{'g' * 3_000}</guid>"
        f"<link>https://a.example/{'l' * 9_000}</link><description>{'d' * 3_000_000}</description>"
        + "<enclosure url='a.mp3'/>"
        * 60
    )
    assert (len(entry.title), entry.title[-1], len(entry.html)) == (1_000, "…", 2_000_000)
    assert (entry.guid[:7], len(entry.guid), entry.url, len(entry.enclosures)) == ("sha256:", 39, "", 50)


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("javascript:alert(1)", ""),
        (" java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("mailto:a@example.org", ""),
        ("http://", ""),
        ("", ""),
        ("//other.example/1", "https://other.example/1"),
        ("../1?a=b&amp;c=d#e", "https://example.org/1?a=b&c=d#e"),
        ("\n https://example.org/1 \n", "https://example.org/1"),
    ],
)
def test_links_lead_to_web_pages(link: str, url: str) -> None:
    """Only http and https links are kept, made absolute."""
    assert item(f"<title>t</title><link>{link}</link>").url == url


def test_links_are_relative_to_their_base() -> None:
    """xml:base is what relative links are relative to (RFC 4287, 2)."""
    assert atom('<link href="1"/>', attributes='xml:base="https://other.example/a/"').url == "https://other.example/a/1"
    assert atom('<link href="1"/>', attributes='xml:base="/a/"').url == "https://example.org/a/1"
    assert atom('<link href="1"/>', attributes='xml:base="javascript:x"').url == "https://example.org/dir/1"


def test_prefers_the_page_to_other_links() -> None:
    """Of several links, the alternate is the article; a permalink id stands in for a missing one."""
    links = '<link rel="self" href="s"/><link rel="alternate" type="application/xhtml+xml" href="a"/>'
    assert atom(links).url == "https://example.org/dir/a"
    assert item("<guid>https://example.org/7</guid>").url == "https://example.org/7"


def test_javascript_gives_way_to_a_real_link() -> None:
    """Where the link cannot be followed, another alternate is taken."""
    links = '<link href="javascript:x"/><link rel="alternate" type="text/plain" href="https://example.org/1"/>'
    assert atom(links).url == "https://example.org/1"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("a\x1b[31mb\x07c", "abc"),
        ("a&#x202e;b", "ab"),
        ("&#x2067;a", "\u2067a\u2069"),
        ("a&#x2069;b", "ab"),
        ("  a \n\t b  ", "a b"),
        ("&amp;quot;a&amp;quot; &amp;amp; b", '"a" & b'),
        ("&lt;b&gt;a&lt;/b&gt; &lt;br /&gt;b", "a b"),
        ("<![CDATA[<em>a</em> &#8211; b]]>", "a – b"),
        ("Use of &amp;lt;b&amp;gt;", "Use of <b>"),
        ("1 &lt; 2 and 3 &gt; 2", "1 < 2 and 3 > 2"),
        ("AT&amp;T &amp;unknown; &amp;copy 1", "AT&T &unknown; &copy 1"),
        ("＜خبر＞", "＜خبر＞"),
        ("cafe&#x301;", "café"),
    ],
)
def test_titles_are_one_clean_line(title: str, expected: str) -> None:
    """Titles carry no control characters, overrides, open isolates, tags or references."""
    assert item(f"<title>{title}</title>").title == expected


def test_a_plain_title_of_atom_is_taken_at_its_word() -> None:
    """Where Atom says text, tags are text."""
    assert atom('<title type="text">&lt;b&gt;a&lt;/b&gt;</title>').title == "<b>a</b>"
    assert atom('<title type="html">&lt;b&gt;a&lt;/b&gt;</title>').title == "a"
    assert (
        atom('<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><b>a</b> &lt; b</div></title>').title
        == "a < b"
    )


def test_an_entry_without_a_title_is_called_by_its_beginning() -> None:
    """What stands in for a title is the beginning of the text, cut between words."""
    assert item("<description>&lt;p&gt;قال&lt;/p&gt;</description>").title == "قال"
    assert item(f"<description>{'كلمة ' * 50}</description>").title == "كلمة " * 19 + "كلمة…"
    assert item("<link>/1</link>").title == "https://example.org/1"


def test_an_entry_without_anything_is_none() -> None:
    """An id alone is nothing that could be shown."""
    assert rss("<item><guid>1</guid></item><item/>").entries == ()


def test_a_number_is_no_link() -> None:
    """A guid that forgot to say that it is no permalink is no address, and stays as it is."""
    entry = item("<guid>7</guid><title>t</title>")
    assert (entry.guid, entry.url) == ("7", "")


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ("<dc:creator>كاتبة</dc:creator><dc:creator>كاتب</dc:creator>", "كاتبة, كاتب"),
        ("<author>a@example.org (كاتب)</author>", "كاتب"),
        ("<author>a@example.org</author>", "a@example.org"),
        ("<author>\x1b[1mكاتب\n</author>", "كاتب"),
        (f"<author>{'ك' * 5_000}</author>", "ك" * 999 + "…"),
        ("", ""),
    ],
)
def test_authors_are_names(authors: str, expected: str) -> None:
    """Authors are names on one line; an address is shown only where there is no name."""
    assert item(f"<title>t</title>{authors}").author == expected


def test_the_longest_body_wins() -> None:
    """Of description and content, the longer one is the body."""
    long = "متن " * 300
    assert item(f"<description>{long}</description><content:encoded>موجز</content:encoded>").html == long.strip()


@pytest.mark.parametrize(
    ("inside", "is_summary"),
    [
        ("", True),
        ("<description>قصير</description>", True),
        (f"<description>{'متن ' * 200}</description>", False),
        (f"<description>{'متن ' * 200}…</description>", True),
        (f"<description>{'متن ' * 200}[&amp;#8230;]</description>", True),
        (f"<description>{'متن ' * 200}&lt;a href='x'&gt;[...]&lt;/a&gt;</description>", True),
        (f"<description>{'&lt;br/&gt;' * 200}</description>", True),
        ("<description>قصير</description><content:encoded>قصير</content:encoded>", False),
        ("<content:encoded>وهكذا…</content:encoded>", False),
        ("<content:encoded>وهكذا […]</content:encoded>", True),
    ],
)
def test_tells_summaries(inside: str, is_summary: bool) -> None:
    """A lone description under 600 characters, or one cut off at its end, is a summary, and so is a content in […]."""
    assert item(f"<title>t</title>{inside}").is_summary is is_summary


def test_plain_text_becomes_html() -> None:
    """Atom's plain text is escaped; markup that is only called plain is left as it is."""
    assert atom("<content>a &lt; b &amp; c</content>").html == "a &lt; b &amp; c"
    assert atom("<content>&lt;p&gt;a&lt;/p&gt;</content>").html == "<p>a</p>"
    assert (
        atom('<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a</p></div></content>').html
        == "<p>a</p>"
    )


def test_bodies_that_are_no_text_are_left_out() -> None:
    """A picture as content is no body."""
    assert atom('<title>t</title><content type="image/png">iVBORw0KGgo=</content>').html == ""


def test_dates_that_cannot_be_are_none() -> None:
    """A date before feeds existed is none, and the next one that the entry has is taken."""
    assert item("<title>t</title><pubDate>Mon, 01 Jan 0001 00:00:00 +0000</pubDate>").published is None
    entry = atom("<title>t</title><published>0001-01-01T00:00:00Z</published><updated>2024-07-26T00:00:00Z</updated>")
    assert entry.published == datetime(2024, 7, 26, tzinfo=UTC)


def test_guids_are_distinct() -> None:
    """Entries that share an id get ids by what they say, wherever they stand; the very same entry counts once."""
    one, two = "<item><guid>1</guid><title>أ</title></item>", "<item><guid>1</guid><title>ب</title></item>"
    there = {entry.title: entry.guid for entry in rss(one + two + one).entries}
    back = {entry.title: entry.guid for entry in rss(two + one).entries}
    assert there == back
    assert len(set(there.values())) == len(rss(one + two + one).entries) == 2


def test_the_link_stands_in_for_an_id_and_the_text_for_both() -> None:
    """Without id and link, an entry is known by what it says."""
    assert item("<link>https://example.org/1</link><title>t</title>").guid == "https://example.org/1"
    first, again = item("<title>t</title>"), item("<title>t</title>")
    other = item("<title>u</title>")
    assert first.guid == again.guid != other.guid


@pytest.mark.parametrize(
    ("attributes", "feed", "entry"),
    [
        ('xml:lang="ar"', "ar", ""),
        ('xml:lang="not a language"', "", ""),
        ("", "", ""),
    ],
)
def test_languages(attributes: str, feed: str, entry: str) -> None:
    """A feed's language is a BCP 47 tag or nothing; an entry's is empty where it is the feed's."""
    document = f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><entry><title>t</title></entry></feed>'
    found = parsed(document)
    assert (found.language, found.entries[0].language) == (feed, entry)


def test_an_entry_may_speak_another_language() -> None:
    """xml:lang of an entry is its language."""
    document = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><entry xml:lang="ur"><title>t</title></entry></feed>'
    )
    assert parsed(document).entries[0].language == "ur"


@pytest.mark.parametrize("declared", ["windows-1256", "utf-8", "iso-8859-1", ""])
def test_windows_1256_comes_out_right(declared: str) -> None:
    """Arabic of windows-1256 is read, whatever the document says of itself."""
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    document = (
        f"{declaration}<rss version='2.0'><channel><item><title>الأخبار من المدينة</title></item></channel></rss>"
    )
    assert parsed(document.encode("windows-1256")).entries[0].title == "الأخبار من المدينة"


@given(st.text() | st.binary())
def test_any_document_is_a_feed_or_a_parse_error(inside: str | bytes) -> None:
    """Whatever a document holds, nothing but ParseError comes of it."""
    body = inside.encode("utf-8", "surrogatepass") if isinstance(inside, str) else inside
    for document in (body, b"<rss version='2.0'><channel><item><title>" + body):
        try:
            feed = parse(document, url=URL)
        except ParseError:
            continue
        assert all(entry.guid for entry in feed.entries)


PIECES = """
<rss version='2.0'>|<feed xmlns='http://www.w3.org/2005/Atom'>|<item>|</item>|<entry>|</entry>|<title>|</title>|<link>
<link href='x'/>|<guid>|<content type='xhtml'>|<content src='x' type='image/png'>|<div>|</div>|<author>|<name>|<source>
</source>|<image>|<category/>|<category>x|<pubDate>|<svg>|</svg>|<enclosure/>|<![CDATA[|]]>|<!--|-->|&amp;|&lt;b|&#x;
&#0;|&#99999999;|text|<a:b>|<x xmlns='y'>|</|<|>|'|"|<media:content url='x'/>|<rights>|<itunes:image href='x'/>
<dc:creator>|<cloud/>|<textInput>|<generator>|<geo:lat>x|<georss:point>1|<psc:chapter/>
"""
fragments = st.lists(st.sampled_from(PIECES.strip().replace("\n", "|").split("|")), max_size=30).map("".join)


@given(fragments)
def test_any_soup_of_elements_is_a_feed_or_a_parse_error(document: str) -> None:
    """However a feed's elements are nested and broken, nothing but ParseError comes of it."""
    try:
        feed = parsed(document)
    except ParseError:
        return
    assert len({entry.guid for entry in feed.entries}) == len(feed.entries)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("نور (nour@demo.example)", "نور"),
        ("nour@demo.example (نور)", "نور"),
        ("نور &lt;nour@news.technology&gt;", "نور"),
        ("nour@demo.example", "nour@demo.example"),
        ("نور", "نور"),
    ],
)
def test_an_address_is_no_part_of_the_name(said: str, name: str) -> None:
    """Whatever the last part of the address is; feedparser knew those of four letters at most."""
    (entry,) = rss(f"<item><title>x</title><dc:creator>{said}</dc:creator></item>").entries
    assert entry.author == name
