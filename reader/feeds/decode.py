"""Bytes to text: which encoding a feed or a page is really in, whatever it says.

Real feeds declare the wrong encoding, two different ones or none, so the order of trust is: a byte-order mark; UTF-8,
which other encodings hardly ever pass for by chance; Arabic, where the bytes spell it; what the document or its
headers declare; windows-1252. Pure, and never fails.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    # No mark, but a "<" or "<?" as these encodings write it (XML 1.0, appendix F).
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
# What is called by the first name is in practice its superset (the WHATWG Encoding Standard, section 4.2).
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
_WESTERN = frozenset(("cp1252", "iso8859-15"))
"""Declared out of habit for text in anything, and without a byte that could prove them wrong."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s\"';,]+)", re.IGNORECASE)
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._:-]+)[\"']")
_META = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?([A-Za-z0-9._:-]+)", re.IGNORECASE)
_ARABIC_LANGUAGE = re.compile(rb"(?:<(?:dc:)?language>\s*|\blang=[\"'])(?:ar|fa|ur|ps|ug|ckb|sd)\b", re.IGNORECASE)
_ESCAPES = ("iso2022", "hz")
"""Encodings whose bytes all pass for ASCII."""

_ASCII = bytes(range(128))

_BROKEN = 0.05
"""The share of bytes above ASCII that may be broken (cut or pasted by some script) in an encoding that still holds."""


def decode(body: bytes, content_type: str = "") -> str:
    """The text of ``body``; ``content_type`` is the HTTP header's value. Bytes that stay unknown become U+FFFD."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    declared = tuple(_declared(body, content_type))
    if body.isascii():
        return body.decode(next((name for name in declared if name.startswith(_ESCAPES)), "ascii"), "replace")
    attempts: Iterator[Callable[[bytes], str | None]] = chain(
        [_utf8],
        (partial(_tolerant, encoding=name) for name in declared if name not in _WESTERN),
        [_arabic],
        (partial(_tolerant, encoding=name) for name in declared if name in _WESTERN),
    )
    texts = (attempt(body) for attempt in attempts)
    return next((text for text in texts if text is not None), None) or _western(body)


def _declared(body: bytes, content_type: str) -> Iterator[str]:
    """The encodings that headers and document name, as Python calls them; those that it does not know are left out."""
    names = [found[1] for found in (_CHARSET.search(content_type),) if found]
    inside = (_DECLARATION.match(body[:1000]), _META.search(body[:8192]))
    names += [found[1].decode("ascii") for found in inside if found]
    for name in names:
        try:
            known = codecs.lookup(name)
            b"a".decode(known.name)  # refuses codecs that are not of text, such as base64
        except (LookupError, ValueError):
            continue
        # UTF-8, -16 and -32 show themselves; UTF-7 and the codecs of Python's own source are no feed's.
        if not known.name.startswith(("utf", "idna", "punycode", "unicode", "raw")):
            yield _SUPERSETS.get(known.name, known.name)


def _utf8(body: bytes) -> str | None:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return body[: error.start].decode("utf-8")
    return _tolerant(body, "utf-8")


def _tolerant(body: bytes, encoding: str) -> str | None:
    """The text, unless more than ``_BROKEN`` of what is not ASCII does not decode."""
    text = body.decode(encoding, "replace")
    broken = text.count("\ufffd")
    above = len(body.translate(None, _ASCII)) if broken else 0
    return text if broken <= above * _BROKEN else None


def _western(body: bytes) -> str:
    try:
        return body.decode("cp1252")
    except UnicodeDecodeError:
        return body.decode("iso8859-1")


def _kinds(encoding: str) -> bytes:
    """A table for ``bytes.translate``: A a letter of Arabic script, h any other byte above ASCII, a dot the rest."""
    letters = bytes(range(128, 256)).decode(encoding, "replace")
    return b"." * 128 + bytes(ord("A" if unicodedata.bidirectional(char) in ("AL", "NSM") else "h") for char in letters)


_SCRIPTS = tuple((name, _kinds(name), "ال".encode(name)) for name in ("cp1256", "iso8859-6"))


def _arabic(body: bytes) -> str | None:
    """The text, if windows-1256 or ISO 8859-6 makes Arabic of it; None: it does not.

    Words of Arabic letters must take up 60 % of what is not ASCII, so that the lone accents of a Latin language do not
    become Arabic; and the article must be 2 % of the letters, unless the document says that its language is written
    in Arabic script, so that other alphabets do not.
    """
    best = (0.0, 0.0, "")
    for encoding, kinds, article in _SCRIPTS:
        shape = body.translate(kinds)
        letters = sum(map(len, re.findall(rb"A{2,}", shape)))
        above = len(shape) - shape.count(b".")
        if letters and letters >= 0.6 * above:
            best = max(best, (letters / above, body.count(article) / letters, encoding))
    _, share, encoding = best
    if share >= 0.02 or (encoding and _ARABIC_LANGUAGE.search(body)):
        return body.decode(encoding, "replace")
    return None
