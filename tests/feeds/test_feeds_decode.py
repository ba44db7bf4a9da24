"""Which encoding a document is really in."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.feeds.decode import decode

ARABIC = (
    "قالت الوزارة في بيان إن الأعمال في المرفأ تبدأ يوم الاثنين، وإن المدينة تنتظر 2500 زائر في الأسبوع الأول "
    "من الشهر، وأضاف المتحدث أن الطريق الساحلي يبقى مفتوحا أمام السيارات طوال أيام العيد."
)
PERSIAN = "وزارت راه گفت که جاده چالوس از فردا باز می‌شود و مسافران می‌توانند از پل تازه بگذرند.".replace("ی", "ي")
PORTUGUESE = "A estação não terá trens à noite: a administração da região informará os usuários amanhã às três."
FRENCH = "L'été dernier, la mairie a décidé d'aménager le marché près de l'église où naît la rivière."
RUSSIAN = "Министерство сообщило, что мост через реку откроют в понедельник, а дорога будет готова к осени."
HEBREW = "משרד התחבורה הודיע כי הגשר ייפתח ביום שני וכי הכביש יהיה מוכן עד הסתיו."
GREEK = "Το υπουργείο ανακοίνωσε ότι η γέφυρα θα ανοίξει τη Δευτέρα και ο δρόμος θα είναι έτοιμος."
JAPANESE = "橋は月曜日に開通し、道路は秋までに完成する見込みだと市が発表しました。"


def feed(text: str, declared: str = "", language: str = "") -> str:
    """A document that says it is in ``declared``."""
    declaration = f'<?xml version="1.0" encoding="{declared}"?>\n' if declared else ""
    return f"{declaration}<rss><channel><title>{text}</title>{language}</channel></rss>"


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6"])
@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1", "windows-1252", "us-ascii", "UTF-16", "nonsense"])
def test_arabic_is_recognised_whatever_is_declared(encoding: str, declared: str) -> None:
    """Arabic in its old encodings comes out right, declared as something else or not at all."""
    text = feed(ARABIC.replace("،", ","), declared)
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6", "utf-8"])
@pytest.mark.parametrize("content_type", ["", "text/xml", "text/xml; charset=iso-8859-1"])
def test_arabic_is_read_as_declared(encoding: str, content_type: str) -> None:
    """A right declaration in the document holds, also against a header that a server sends with everything."""
    text = feed("خبر", encoding)
    assert decode(text.encode(encoding), content_type) == text


def test_the_header_declares_too() -> None:
    """A charset in Content-Type is enough for a few words."""
    text = feed("خبر")
    assert decode(text.encode("windows-1256"), 'application/xml; charset="Windows-1256"') == text


@pytest.mark.parametrize("tag", ["<language>fa-IR</language>", "<dc:language>fa</dc:language>"])
def test_a_declared_language_stands_in_for_the_article(tag: str) -> None:
    """Persian has no ال; that the document calls itself Persian is enough."""
    text = feed(PERSIAN, "iso-8859-1", tag)
    assert decode(text.encode("windows-1256")) == text


@pytest.mark.parametrize("text", [PORTUGUESE, PORTUGUESE.upper(), FRENCH, FRENCH.upper()])
@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1"])
def test_latin_does_not_become_arabic(text: str, declared: str) -> None:
    """Portuguese and French in Latin-1 stay what they are, declared or not, in capitals too."""
    assert decode(feed(text, declared).encode("iso-8859-1")) == feed(text, declared)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (HEBREW, "windows-1255"),
        (GREEK, "iso-8859-7"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso-2022-jp"),
        ("新闻与消息", "gb2312"),
    ],
)
def test_other_declarations_hold(text: str, encoding: str) -> None:
    """Whatever else is declared, and decodes, is believed."""
    assert decode(feed(text, encoding).encode(encoding)) == feed(text, encoding)


@pytest.mark.parametrize("declared", ["", "iso-8859-1", "windows-1256", "utf-16", "koi8-r"])
def test_utf8_wins_over_any_declaration(declared: str) -> None:
    """What is valid UTF-8 is UTF-8."""
    assert decode(feed(ARABIC, declared).encode(), "text/xml; charset=windows-1252") == feed(ARABIC, declared)


def test_a_broken_byte_does_not_spoil_the_rest() -> None:
    """UTF-8 in which a script cut some letter in two loses that letter only."""
    whole = feed(ARABIC, "utf-8").encode()
    cut = whole.replace("يوم".encode(), "يوم".encode()[:-1])
    assert decode(cut) == feed(ARABIC, "utf-8").replace("يوم", "يو\ufffd")


def test_a_cut_off_end_is_left_out() -> None:
    """UTF-8 that stops within a letter ends before it, however little there is."""
    assert decode("<rss>خ".encode()[:-1]) == "<rss>"


def test_a_broken_byte_does_not_spoil_a_declared_encoding() -> None:
    """The same holds for other encodings."""
    text = feed(JAPANESE * 3, "euc-jp")
    assert decode(text.encode("euc-jp").replace("橋".encode("euc-jp"), b"\xff", 1)).count("\ufffd") == 1


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE])
def test_a_byte_order_mark_decides(mark: bytes) -> None:
    """A mark tells the encoding and is no part of the text."""
    names = {
        codecs.BOM_UTF16_LE: "utf-16-le",
        codecs.BOM_UTF16_BE: "utf-16-be",
        codecs.BOM_UTF32_LE: "utf-32-le",
        codecs.BOM_UTF32_BE: "utf-32-be",
    }
    assert decode(mark + feed(ARABIC).encode(names[mark])) == feed(ARABIC)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8-sig"])
def test_wide_encodings_show_themselves(encoding: str) -> None:
    """UTF-16 and UTF-32 without a mark are known by the zeros around the first character."""
    assert decode(feed(ARABIC, "utf-16").encode(encoding)) == feed(ARABIC, "utf-16")


@pytest.mark.parametrize("declared", ["base64", "rot13", "zlib", "utf-7", "unicode_escape", "idna", "x\0y"])
def test_only_encodings_of_text_are_believed(declared: str) -> None:
    """A declaration cannot choose Python's other codecs."""
    assert decode(feed("caf\xe9", declared).encode("latin-1")) == feed("café", declared)


@given(st.binary(max_size=200), st.text(max_size=40))
def test_never_fails(body: bytes, content_type: str) -> None:
    """Any bytes are some text."""
    assert isinstance(decode(body, content_type), str)
