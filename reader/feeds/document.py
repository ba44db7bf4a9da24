"""A feed's document before it is parsed: what it is, and what of it can do harm.

Nothing before the root element says anything that is wanted, and document type declarations are what entity bombs and
external entities are made of, so all of it goes; references to HTML's entities then resolve against a declaration of
our own. Pure, and linear in the document's length.
"""

from __future__ import annotations

import re
from html.entities import name2codepoint
from typing import NamedTuple

ENTRIES = 5_000
"""Entries of one document that are read."""

_PROLOG = re.compile(
    r"(?:\s++|<\?.*?\?>|<!--.*?-->"
    r"|<!DOCTYPE(?:[^\[\"'>]++|\"[^\"]*+\"|'[^']*+'|\[(?:<!--.*?-->|[^\]\"'<]++|<|\"[^\"]*+\"|'[^']*+')*+\])*+>)++",
    re.DOTALL | re.IGNORECASE,
)
_LONGEST_PROLOG = 8_000
"""Characters; it bounds how often the pattern may look for an end that never comes."""
_TAG = re.compile(r"<[A-Za-z_]")
_MARKERS = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel|item|entry)\b", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
# Whole sequences that drive terminals first, so that no "[31m" is left of one (ECMA-48, 5.4).
_FORBIDDEN = re.compile("\x1b\\[[0-9;:]*[@-Z^-z]|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n\r")
_RARE = b"\xef"
"""What U+FFFE and U+FFFF begin with in UTF-8, as few other characters do; one byte is looked for far quicker."""
_PREDEFINED = ("amp", "lt", "gt", "quot", "apos")

DECLARATION = (
    "<!DOCTYPE feed ["
    + "".join(f'<!ENTITY {name} "&#{code};">' for name, code in name2codepoint.items() if name not in _PREDEFINED)
    + "]>"
)
"""HTML's named characters (HTML 4.01, section 24), which feeds use without declaring them."""
_DECLARED = DECLARATION.encode()


class Root(NamedTuple):
    """A document from its root element on, without the characters that XML 1.0 forbids."""

    text: str
    encoded: bytes
    """The same in UTF-8, which costs as much to make as it costs libxml2 to read."""

    @property
    def declared(self) -> bytes:
        """A whole document, with a declaration of HTML's characters."""
        return _DECLARED + self.encoded


def from_root(text: str) -> Root:
    """What of ``text`` is to be read."""
    encoded = text.encode("utf-8", "replace")
    if _has_forbidden(encoded):
        text = _FORBIDDEN.sub("", text)
        encoded = text.encode("utf-8", "replace")
    prolog = _PROLOG.match(text, 0, _LONGEST_PROLOG)
    start = prolog.end() if prolog else 0
    if not _TAG.match(text, start):
        found = _TAG.search(text, start)
        start = found.start() if found else start
    return Root(text[start:], encoded[len(text[:start].encode("utf-8", "replace")) :])


def _has_forbidden(encoded: bytes) -> bool:
    """Whether there is anything to take out, which takes a tenth of the time that the pattern does."""
    rare = _RARE in encoded and any(char.encode() in encoded for char in "\ufffe\uffff")
    return rare or len(encoded.translate(None, _CONTROLS)) < len(encoded)


def may_be_feed(text: str) -> bool:
    """Whether anything in ``text`` looks like an element of RSS, RDF, Atom or CDF."""
    return _MARKERS.search(text) is not None


def kind(text: str) -> str:
    """What a document that is no feed seems to be: HTML, JSON, OPML, XML or text."""
    start = text.lstrip("\ufeff \t\r\n")[:2000]
    if start.startswith(("{", "[")):
        return "JSON"
    if "<opml" in start.lower():
        return "OPML"
    if _HTML.search(start):
        return "HTML"
    return "XML" if start.startswith("<") else "text"
