"""Texts of elements as feedparser gives them back. Pure."""

from __future__ import annotations

import re
from contextlib import suppress
from html.entities import entitydefs
from typing import Any

from reader.feeds.quick.names import Raw, Unusual

_ADDRESS = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[^\W\d_]{2,63}")
LONGEST_NAME = 200
"""Characters of an author: feedparser's work grows with their square."""
_C1 = re.compile("[\x80-\x9f]")
_NOT_LATIN = re.compile("[^\x00-\xff]")
_C1_CODED = re.compile(b"\xc2[\x80-\x9f]")
_C1_REFERRED = re.compile(rb"&#(?:0*1[2-5][0-9]|[xX]0*[89][0-9a-fA-F]);")
_WINDOWS = {code: char for code in range(0x80, 0xA0) if (char := bytes([code]).decode("cp1252", "ignore"))}
_ELEMENT = re.compile(r"</?(\w+)")
_CLOSED = re.compile(r"</\w+>")
_HTML = frozenset(
    "a abbr b big blockquote br center cite code div dl dt dd em font h1 h2 h3 h4 h5 h6 hr i img li ol p pre q s small "
    "span strike strong sub sup table tbody td th tr tt u ul var".split()
)
"""Elements that feedparser knows as HTML; there are more."""
_REFERENCE = re.compile(r"&#?\w+;")
_NAMED = re.compile(r"&(\w+);")


def person(said: str) -> Raw:
    """Who is meant by a text that may hold a name, an address, or both; empty where it is too long to look into."""
    if not said or len(said) > LONGEST_NAME:
        return {}
    if address := _ADDRESS.search(said):
        # feedparser takes no more than four letters for the last part of an address, and the rest for a name.
        name = said.replace(address[0], "").strip(" ()<>")
        return {"email": address[0], **({"name": name} if name else {})}
    return {}


def text_of(element: Any, *, mend: bool = True) -> str:
    """An element's text, mended where UTF-8 was taken for Latin-1, and windows-1252 too unless ``mend`` is false."""
    text: str = (element.text or "").strip()
    if text.isascii():
        return text
    if not _NOT_LATIN.search(text):
        with suppress(UnicodeError):
            text = text.encode("latin-1").decode("utf-8")
    return text.translate(_WINDOWS) if mend and _C1.search(text) else text


def may_need_mending(document: bytes) -> bool:
    """Whether a document may hold control characters that windows-1252 has letters for, or references to them."""
    return bool(_C1_CODED.search(document) or _C1_REFERRED.search(document))


def is_html(text: str) -> bool:
    """Whether a text that should be plain is HTML: by what it closes or refers to, if it is all HTML's."""
    if not (_CLOSED.search(text) or _REFERENCE.search(text)):
        return False
    if strange := {name.lower() for name in _ELEMENT.findall(text)} - _HTML:
        raise Unusual(f"plain text with {strange}")
    return all(name in entitydefs for name in _NAMED.findall(text))
