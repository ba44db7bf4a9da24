"""Markup taken out, for search and for counting: a fraction of the cost of making blocks."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import zip_longest

from reader.text.clean import clean_words

UNPARTED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
"""Thai, Lao, Burmese, Khmer, kana and Han, which are written without blanks."""

_TAG = re.compile("(<[^<>]*>)")
_NAME = re.compile(r"</?\s*([a-zA-Z][a-zA-Z0-9]*)")
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_SKIPPED = frozenset(("script", "style", "template", "noscript", "svg", "head"))
_MEANING = re.compile("[<>&\u2066-\u2069]")
_HIDING = re.compile(rf"<(?:!--|\s*(?:{'|'.join(sorted(_SKIPPED))}))", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x1b\x80-\x9f]")
"""Both may take with them what follows."""
_SHORT = 16
"""Characters: longer tags have attributes, which are seldom the same."""
_INLINE = frozenset("a abbr b bdi bdo cite code em font i mark s small span strong sub sup time u wbr".split())


def strip(html: str) -> str:
    """The words of ``html``, clean and logical, with blanks between blocks, or several. Alt texts count."""
    from html import unescape  # its table of entities is large, and the first screen strips nothing

    parts: list[str] = []
    skipping = ""
    tokens = iter(_TAG.split(_uncommented(html)))  # a text, a tag, a text, and so on
    for text, token in zip_longest(tokens, tokens, fillvalue=""):
        if not skipping:
            parts.append(text)
        name, skips, blank = _common(token) if len(token) < _SHORT else _tag(token)
        if skipping:
            if name == skipping and token[1] == "/":
                skipping = ""
        elif skips:
            skipping = name
        elif blank:
            parts.append(blank)
    return clean_words(unescape("".join(parts))).strip()


def _tag(token: str) -> tuple[str, bool, str]:
    """A tag's name, whether what follows is skipped up to the tag that closes it, and what stands for it."""
    match = _NAME.match(token)
    name = match[1].lower() if match else ""
    if name in _SKIPPED and token[1] != "/" and not token.endswith("/>"):
        return name, True, ""
    if name == "img" and (alt := _ALT.search(token)):
        return name, False, f" {alt[1] or alt[2] or ''} "
    return name, False, "" if name in _INLINE or not token else " "


_common = lru_cache(512)(_tag)  # most tags are a few, over and over


def _uncommented(html: str) -> str:
    """``html`` without comments; one that is not closed takes the rest with it."""
    first, *commented = html.split("<!--")
    return "".join((first, *(rest.partition("-->")[2] for rest in commented)))


def says(html: str, text: str) -> bool:
    """Whether the words of ``html`` hold a text as it is written; ``text`` is a clean line."""
    return _plainly(html, text) or stands(" ".join(strip(html).split()), text)


def stands(text: str, part: str) -> bool:
    """Whether ``part`` stands in ``text`` as it is written, and neither begins nor ends within a word.

    Scripts that part no words have no such borders.
    """
    start = text.find(part)
    while start >= 0 and part:
        end = start + len(part)
        if not (_joined(text[start - 1 : start], part[0]) or _joined(part[-1], text[end : end + 1])):
            return True
        start = text.find(part, start + 1)
    return not part


def _joined(one: str, other: str) -> bool:
    """Whether two characters are of one word."""
    return one.isalnum() and other.isalnum() and not re.match(UNPARTED, one) and not re.match(UNPARTED, other)


def _plainly(html: str, text: str) -> bool:
    """Whether a text stands in ``html`` between blanks where nothing makes it another one, which is sooner known."""
    start = html.find(f" {text} ")
    if start < 0 or not text[:1].isalnum() or _MEANING.search(text):
        return False
    before = html[:start]
    return before.rfind(">") >= before.rfind("<") and not (_HIDING.search(before) or _CONTROLS.search(before))
