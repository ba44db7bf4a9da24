"""The sample feeds, as documents."""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ET
from importlib import resources

import pytest

from reader.demo.server import FEEDS, PICTURES, read

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
RSS1 = "{http://purl.org/rss/1.0/}"

LANGUAGES = {
    "arabic-news.xml": "ar",
    "mixed.xml": "ar",
    "rdf.xml": "ar",
    "persian.xml": "fa",
    "urdu.xml": "ur",
    "kurdish.xml": "ckb",
    "hebrew.xml": "he",
    "english.xml": "en",
}
RESERVED = re.compile(r"(^|\.)(example|example\.(com|org|net)|invalid|test)$")

every_feed = pytest.mark.parametrize("name", FEEDS)


def feed(name: str) -> ET.Element:
    """A sample's document."""
    return ET.fromstring(read(name))


def entries(name: str) -> list[ET.Element]:
    """A sample's entries, in document order."""
    found = feed(name)
    return [*found.iter("item"), *found.iter(f"{ATOM}entry"), *found.iter(f"{RSS1}item")]


def titles(name: str) -> list[str]:
    """The titles of a sample's entries."""
    return [item.findtext("title") or item.findtext(f"{ATOM}title") or "" for item in entries(name)]


def identifier(entry: ET.Element) -> str | None:
    """An entry's id, by the name its format has for it."""
    return entry.findtext("guid") or entry.findtext(f"{ATOM}id") or entry.get(f"{RDF}about")


def html(entry: ET.Element) -> str:
    """An entry's longest body."""
    bodies = (entry.findtext(tag) for tag in (CONTENT, f"{ATOM}content", "description", f"{ATOM}summary"))
    return next((body for body in bodies if body), entry.findtext(f"{RSS1}description", ""))


def article(entry: ET.Element) -> ET.Element:
    """An entry's body as a tree: the samples write their HTML so that it is XML as well."""
    return ET.fromstring(f"<body>{html(entry)}</body>")


def text(tree: ET.Element) -> str:
    """All the words of a tree."""
    return "".join(tree.itertext())


def test_every_document_is_served() -> None:
    """The package holds no file that the server does not know, and the server knows none that is missing."""
    assert {path.name for path in resources.files("reader.demo").joinpath("data").iterdir()} == {*FEEDS, *PICTURES}


@every_feed
def test_every_feed_declares_its_language(name: str) -> None:
    """A feed names its language where its format has a place for it."""
    root = feed(name)
    declared = root.get("{http://www.w3.org/XML/1998/namespace}lang")
    declared = declared or root.findtext("channel/language") or root.findtext(f"{RSS1}channel/{DUBLIN_CORE}language")
    assert declared == LANGUAGES[name]


@every_feed
def test_every_entry_has_an_id_of_its_own(name: str) -> None:
    """Ids are present and distinct in each feed, so a second refresh doubles nothing."""
    ids = [identifier(entry) for entry in entries(name)]
    assert all(ids)
    assert len(set(ids)) == len(ids) >= 2


@every_feed
def test_every_body_is_well_formed(name: str) -> None:
    """Each entry has words, inside markup whose tags are all closed."""
    assert all(len(text(article(entry)).split()) > 30 for entry in entries(name))


@every_feed
def test_every_address_is_reserved_for_examples(name: str) -> None:
    """No link, image or e-mail address of a sample leads to anybody (RFC 2606)."""
    document = read(name).decode("windows-1256" if name == "rdf.xml" else "utf-8")
    document = re.sub(r'xmlns(:\w+)?="[^"]*"', "", document)
    hosts = re.findall(r"(?:https?://|tag:|[\w.]@|\bwww\.)([a-z0-9-]+(?:\.[a-z0-9-]+)+)", document)
    assert hosts
    assert [host for host in hosts if not RESERVED.search(host)] == []


@every_feed
def test_samples_are_composed_and_free_of_controls(name: str) -> None:
    """The samples are in NFC, with no bidi control, byte order mark or escape in them."""
    document = "".join(feed(name).itertext())
    assert unicodedata.is_normalized("NFC", document)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", document)


def test_the_saved_page_keeps_its_furniture() -> None:
    """The first Arabic story has glued labels, nine paragraphs, related links, a form's label and the way up."""
    page = article(entries("arabic-news.xml")[0])
    whole = text(page)
    body = page.find("div[@class='body']")
    assert body is not None
    assert len(body.findall("p")) == 9
    assert whole.strip().startswith("الرئيسيةأخباراقتصادرياضة")
    assert all(label in whole for label in ("مقالات ذات صلة", "تعليقك"))
    assert whole.strip().endswith("زر الذهاب إلى الأعلى")
    assert len(page.findall("ul/li/a")) == 3


def test_the_clean_story_has_one_of_each_block() -> None:
    """The second Arabic story has nine paragraphs, headings, a list, a quotation, a table, an image and links."""
    page = article(entries("arabic-news.xml")[1])
    assert len(page.findall("p")) == 9
    assert all(page.findall(f".//{tag}") for tag in ("h2", "li", "blockquote", "td", "img", "figcaption", "a"))


@pytest.mark.parametrize(
    "needle",
    ["2500", "3000", "%", "“", "”", "«", "»", "(RiLiNet)", "26 تموز/يوليو", "31 ديسمبر/كانون الأول 2021", "16:30"],
)
def test_the_saved_page_has_what_makes_news_hard_to_order(needle: str) -> None:
    """Numbers, percentages, times, both kinds of quotes, double month names and bracketed Latin stand in one story."""
    assert needle in text(article(entries("arabic-news.xml")[0]))


def test_arabic_titles_come_in_every_shape() -> None:
    """One title has harakat, one begins in Latin, one holds an address; one entry has a summary only."""
    known = titles("arabic-news.xml")
    assert any("َ" in title for title in known)
    assert any(re.match("[A-Z]", title) for title in known)
    assert any("https://" in title for title in known)
    assert any(entry.find(CONTENT) is None for entry in entries("arabic-news.xml"))


def test_other_scripts_bring_their_own_letters() -> None:
    """Persian has ZWNJ and its digits, Urdu its letters, Sorani its vowels, Hebrew niqqud, geresh and gershayim."""
    expected = {
        "persian.xml": "\u200cگچپ۰۹«»ٔ",
        "urdu.xml": "ٹڈڑےںھہۂ۔“”",
        "kurdish.xml": "ڵێۆەڕژ٣",
        "hebrew.xml": "ׁ\u05b0\u05bc׳״־",
    }
    for name, characters in expected.items():
        document = "".join(feed(name).itertext())
        assert [character for character in characters if character not in document] == []


@pytest.mark.parametrize("name", ["persian.xml", "urdu.xml", "kurdish.xml"])
def test_no_arabic_letter_stands_in_for_a_lookalike(name: str) -> None:
    """Persian, Urdu and Sorani are written with their own kaf and yeh, not with the Arabic ones."""
    assert not set("كيى") & set("".join(feed(name).itertext()))


@pytest.mark.parametrize(
    "needle",
    [
        "https://khizana.demo.example/releases/v2.4.1?lang=ar&tab=notes#changes",
        "help@demo.example",
        "@khizana_team",
        "#KhizanaRelease",
        "+962 6 123-4567",
        "2024-07-26",
        "٢٠٢٤",
        "-5",
        "C++",
        "/etc/passwd",
        "$20",
        "[انظر Release Notes (EN)]",
        "👨‍👩‍👧‍👦",
    ],
)
def test_the_mixed_story_has_what_needs_isolating(needle: str) -> None:
    """Addresses, handles, tags, telephone numbers, dates, signed numbers, paths and code stand in one story."""
    page = article(entries("mixed.xml")[0])
    assert needle in text(page)
    assert page.find("pre/code") is not None


def test_the_old_feed_is_really_in_windows_1256() -> None:
    """Its bytes are no UTF-8; read as they declare, they are Arabic."""
    body = read("rdf.xml")
    with pytest.raises(UnicodeDecodeError):
        body.decode()
    assert "سبع آبار وقرية واحدة: كيف اقتسم الناس الماء؟" in body.decode("windows-1256")
