"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/) as what feedparser makes of other formats. Pure.

feedparser reads no JSON yet; its words are used so that one room makes entries of both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

_MOST = 5_000
_DEEPEST = 100


def read(text: str) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
    """The feed and its entries; None: ``text`` is no JSON Feed."""
    if text.count("[") + text.count("{") > 50 * _MOST:
        return None
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, Mapping) or not isinstance(items := document.get("items"), list):
        return None
    if "jsonfeed.org/version" not in str(document.get("version", "")) and not _looks_like_items(items):
        return None
    language = _text(document.get("language"))
    feed = {
        "title": _text(document.get("title")),
        "link": _text(document.get("home_page_url")),
        "language": language,
        "authors": _authors(document),
    }
    return feed, [_entry(item) for item in items[:_MOST] if isinstance(item, Mapping)]


def _looks_like_items(items: Sequence[Any]) -> bool:
    """Some forget the version."""
    return bool(items) and all(isinstance(one, Mapping) and "id" in one and "url" in one for one in items[:10])


def _entry(item: Mapping[str, Any]) -> dict[str, Any]:
    html, plain = _text(item.get("content_html")), _text(item.get("content_text"))
    content = {"value": html or plain, "type": "text/html" if html else "text/plain"}
    summary = _text(item.get("summary"))
    return {
        "id": _text(item.get("id")),
        "link": _text(item.get("url")) or _text(item.get("external_url")),
        "title": _text(item.get("title")),
        "title_detail": {"type": "text/plain", "language": _text(item.get("language"))},
        "content": [{**content, "language": _text(item.get("language"))}] if content["value"] else [],
        "summary": summary,
        "summary_detail": {"type": "text/plain"},
        "published": _text(item.get("date_published")),
        "updated": _text(item.get("date_modified")),
        "authors": _authors(item),
        "links": [_link(one) for one in _list(item.get("attachments")) if isinstance(one, Mapping)],
        "media_thumbnail": [{"url": one} for name in ("image", "banner_image") if (one := _text(item.get(name)))],
    }


def _link(attachment: Mapping[str, Any]) -> dict[str, str]:
    return {
        "rel": "enclosure",
        "href": _text(attachment.get("url")),
        "type": _text(attachment.get("mime_type")),
        "length": _text(attachment.get("size_in_bytes")),
        "duration": _text(attachment.get("duration_in_seconds")),
    }


def _authors(node: Mapping[str, Any]) -> list[dict[str, str]]:
    """``authors`` of 1.1, or the one ``author`` of 1.0."""
    said = _list(node.get("authors")) or [node.get("author")]
    return [{"name": _text(one.get("name"))} for one in said if isinstance(one, Mapping)]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    """A text; ids and sizes may be numbers."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    return str(value) if isinstance(value, str | int | float) else ""
