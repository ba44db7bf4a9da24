"""The standfirst, which pages keep apart from the article's body, and which is therefore easily lost."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from reader.feeds.extract.labels import begins_furniture, is_label
from reader.feeds.extract.tree import beginning_of, elements, text_of
from reader.text.clean import clean_line
from reader.text.fold import fold

_NAMED = re.compile(
    r"(?:.*[-_])?(?:lead|lede|summary|intro|introtext|introduction|subtitle|sub-title|subheadline|standfirst|deck|dek"
    r"|excerpt|chapo|kicker-text|sapo|abstract|strapline)(?:[-_]?(?:text|box|title|content|paragraph|\d+))?",
    re.IGNORECASE,
)
_BLOCKS = frozenset("p div h2 h3 h4 section strong".split())
_SHORTEST, _LONGEST = 40, 700
_IN_TEXT = 0.85
"""The share of its words from which a standfirst is in the text already."""


def leads(tree: HtmlElement) -> tuple[str, ...]:
    """What may be the article's standfirst: after its heading, and named so, or right behind it."""
    found: list[str] = []
    heading: HtmlElement | None = None
    for element in elements(tree):
        if element.tag == "h1":
            heading = element
        elif element.tag in _BLOCKS and (_is_named(element) or _follows(element, heading)):
            text = clean_line(beginning_of(element, 2 * _LONGEST))
            if _SHORTEST <= len(text) <= _LONGEST and _is_prose(element, text):
                found.append(text)
    return tuple(dict.fromkeys(found))


def missing(lead: str, text: str) -> bool:
    """Whether too few of the words of ``lead`` are in ``text``."""
    words = fold(lead).split()
    have = set(fold(text).split())
    return sum(word in have for word in words) < _IN_TEXT * len(words)


def _is_named(element: HtmlElement) -> bool:
    return any(_NAMED.fullmatch(name) for name in (element.get("class") or "").replace("__", "-").split())


def _follows(element: HtmlElement, heading: HtmlElement | None) -> bool:
    """Whether a subheading stands right behind the heading, which is a standfirst by another name."""
    return heading is not None and element.tag in ("h2", "h3", "p") and element.getprevious() is heading


def _is_prose(element: HtmlElement, text: str) -> bool:
    if next(element.iter("li"), None) is not None:
        return False
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return linked < 0.3 * len(text) and not is_label(text) and not begins_furniture(text)
