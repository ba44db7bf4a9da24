"""What a page says of its article: JSON-LD, OpenGraph, microdata, and what is written at the top.

Pages call themselves many things; the feed's own title, author and date are better where there is a feed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from reader.feeds import dates
from reader.feeds.entry import language_tag
from reader.feeds.extract.bylines import LONGEST_NAME, named_in
from reader.feeds.extract.tree import beginning_of, text_of
from reader.models import Direction
from reader.text.addresses import web_address
from reader.text.clean import clean_line
from reader.text.direction import first_strong, has_rtl, language_direction
from reader.text.fold import fold

_ARTICLE = re.compile("(?:.*Article|BlogPosting|.*Posting|Report|Review)$")
_SEPARATORS = (" | ", " :: ", " « ", " » ", " • ", " - ", " – ", " — ")
_CLEAR_SEPARATORS = _SEPARATORS[:5]
"""Those that no headline has: the longer part is the headline."""
_SAMPLE = 20_000
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
_TELLING = {"fa": "پچژگیک", "ur": "ٹڈڑےہںھ", "ckb": "ڵێۆڕە", "ps": "ټډړښږڼۍې"}
"""Letters that Arabic does not have, by the language that has them."""
_TELLS = 0.02
"""The share of a text's letters from which they tell."""
_MOST_NODES = 2_000
_DEEPEST = 60
_LONGEST_TITLE = 600
_MOST_HEADINGS = 5
_MOST_TAGS = 12
_LONGEST_TAG = 60
_REFRESH = re.compile(r"^\s*\d{0,2}(?:\.\d*)?\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
"""A refresh within a hundred seconds that leads elsewhere."""


class Metadata(NamedTuple):
    """Of the article that a page holds; what is not known is empty."""

    title: str = ""
    byline: str = ""
    published: datetime | None = None
    language: str = ""
    direction: Direction = Direction.AUTO
    section: str = ""
    image: str = ""
    body: str = ""
    """JSON-LD's ``articleBody``: plain text."""
    is_free: bool = True
    """Whether everybody may read it, as far as the page says (schema.org ``isAccessibleForFree``)."""
    tags: tuple[str, ...] = ()


def read(tree: HtmlElement, base: str) -> Metadata:
    """Read a page's tree, which nothing has been taken from."""
    meta = _meta(tree)
    data = next(_articles(tree), {})
    site = meta.get("og:site_name", "") or _names(data.get("publisher"))
    language = _language(tree, meta, data)
    return Metadata(
        _title(tree, meta, data, site),
        _byline(tree, meta, data, site),
        _published(tree, meta, data),
        language,
        _direction(tree, language),
        clean_line(_text(data.get("articleSection")) or meta.get("article:section", ""))[:LONGEST_NAME],
        web_address(image, base) if (image := meta.get("og:image", "") or _address(data.get("image"))) else "",
        _text(data.get("articleBody")),
        str(data.get("isAccessibleForFree", True)).lower() not in ("false", "no"),
        _tags(tree, meta, data),
    )


def elsewhere(tree: HtmlElement, base: str, url: str) -> str:
    """Where a page without an article sends its reader (a ``meta`` refresh), or has it for machines (AMP); or empty."""
    metas = (meta for meta in tree.iter("meta") if (meta.get("http-equiv") or "").lower() == "refresh")
    told = [match[1] for meta in metas if (match := _REFRESH.search(meta.get("content") or ""))]
    told += tree.xpath("//link[@rel='amphtml']/@href")
    found = (web_address(address, base) for address in told)
    return next((address for address in found if address.startswith("http") and address != url), "")


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The first content of each name and property."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        if name and element.get("content"):
            found.setdefault(name, element.get("content").strip())
    return found


def _articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that describe an article, in document order."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        text = script.text or ""
        if _depth(text) > _DEEPEST:
            continue
        try:
            waiting = [json.loads(text, strict=False)]
        except ValueError:
            continue
        for _ in range(_MOST_NODES):
            if not waiting:
                break
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting += node
            elif isinstance(node, dict):
                waiting.append(node.get("@graph"))
                kinds = node.get("@type")
                if any(_ARTICLE.match(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                    yield node


def _depth(text: str) -> int:
    """How deep the brackets of a text lie within one another, at the most."""
    depth = deepest = 0
    for char in re.findall(r"[\[\]{}]", text):
        depth += 1 if char in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _text(value: Any) -> str:
    """A text, or the first of a list of them."""
    if isinstance(value, list):
        return next((text for one in value if (text := _text(one))), "")
    return value if isinstance(value, str) else ""


def _address(value: Any) -> str:
    if isinstance(value, dict):
        return _text(value.get("url"))
    return next(map(_address, value), "") if isinstance(value, list) else _text(value)


def _names(value: Any) -> str:
    """Whoever an ``author`` is: a name, an object or a list of them."""
    if isinstance(value, list):
        names = list(dict.fromkeys(name for name in map(_names, value[:5]) if name))
        return ("، " if any(map(has_rtl, names)) else ", ").join(names)
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _title(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any], site: str) -> str:
    """The heading that the page's head agrees with, or else what the head says, without the site's name."""
    head = next((text_of(title) for title in tree.iter("title")), "")
    said = [clean_line(text) for text in (_text(data.get("headline")), meta.get("og:title", ""), head) if text.strip()]
    said = [text[:_LONGEST_TITLE] for text in said]
    folded = [fold(text) for text in said]
    some = islice(tree.iter("h1"), _MOST_HEADINGS)
    headings = [clean_line(beginning_of(heading, _LONGEST_TITLE)) for heading in some]
    for heading in headings:
        if heading and any(fold(heading) in text for text in folded):
            return heading
    if said:
        return _without_site(said[0], site)
    return headings[0] if headings else ""


def _without_site(title: str, site: str) -> str:
    for separator in _SEPARATORS:
        before, found, after = title.rpartition(separator)
        if found and len(before) > len(after) and (not site or fold(after) == fold(site)):
            return before.strip()
        first, found, rest = title.partition(separator)
        if found and (fold(first) == fold(site) if site else separator in _CLEAR_SEPARATORS):
            return rest.strip()
    return title


def _byline(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any], site: str) -> str:
    written = (
        text_of(element)
        for element in tree.xpath(
            "//*[@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' byline ')"
            " or contains(concat(' ', @class, ' '), ' author ') or contains(@class, 'author-name')"
            " or contains(concat(' ', @class, ' '), ' writer ')]"
        )
    )
    for name in (_names(data.get("author")), *written, meta.get("author", ""), meta.get("article:author", "")):
        name = clean_line(name)
        name = named_in(name) or name
        if name and len(name) <= LONGEST_NAME and "://" not in name and fold(name) != fold(site):
            return name
    return ""


def _tags(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any]) -> tuple[str, ...]:
    """What the page files its article under: the first that there is of its head, its links and its data."""
    keywords = data.get("keywords")
    listed = keywords if isinstance(keywords, list) else re.split("[,،]", _text(keywords))
    ways: tuple[list[Any], ...] = (
        tree.xpath("//meta[@property='article:tag']/@content"),
        [text_of(link) for link in islice(tree.iterfind(".//a[@rel='tag']"), _MOST_TAGS)],
        listed,
        re.split("[,،]", meta.get("keywords", "")),
    )
    for said in ways:
        found = [clean_line(text) for text in said[: 2 * _MOST_TAGS] if isinstance(text, str)]
        kept = dict.fromkeys(tag for tag in found if 0 < len(tag) <= _LONGEST_TAG)
        if kept:
            return tuple(kept)[:_MOST_TAGS]
    return ()


def _published(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any]) -> datetime | None:
    names = (
        "article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "pubdate",
        "publishdate",
        "og:published_time",
    )
    written = [element.get("datetime") or text_of(element) for element in tree.iter("time")]
    said = (_text(data.get("datePublished")), *(meta.get(name, "") for name in names), *written[:3])
    return next((date for text in said if text and (date := dates.parse(text)) is not None), None)


def _language(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any]) -> str:
    root = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    said = (root, _text(data.get("inLanguage")), meta.get("og:locale", ""), meta.get("content-language", ""))
    declared = next((tag for text in said if (tag := language_tag(text.replace("_", "-")))), "")
    return declared or _language_of(text_of(tree)[:_SAMPLE])


def _language_of(text: str) -> str:
    """The language that the letters of ``text`` are of, as far as they tell; empty: they do not."""
    letters = Counter(char for char in text if char.isalpha())
    total = sum(letters.values()) or 1
    if sum(letters[char] for char in _HEBREW) > total / 2:
        return "he"
    if sum(count for char, count in letters.items() if has_rtl(char)) <= total / 2:
        return ""
    marks = ((sum(letters[char] for char in chars) / total, tag) for tag, chars in _TELLING.items())
    share, tag = max(marks)
    return tag if share > _TELLS else "ar"


def _direction(tree: HtmlElement, language: str) -> Direction:
    body = tree.find("body")
    for element in (tree, body):
        said = (element.get("dir") or "").lower() if element is not None else ""
        if said in ("ltr", "rtl"):
            return Direction(said)
    by_language = language_direction(language)
    if by_language is not Direction.AUTO:
        return by_language
    return first_strong(text_of(body)[:2000]) if body is not None else Direction.AUTO
