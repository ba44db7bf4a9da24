"""One entry, from what feedparser found to what travels: clean, absolute, dated, within bounds. Pure."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reader.feeds import dates
from reader.models import Enclosure, ParsedEntry
from reader.text.addresses import web_address
from reader.text.clean import clean_line
from reader.text.html import plain_text

Raw = Mapping[str, Any]
"""A dictionary of feedparser's, or a part of one."""

_TITLE = 1_000
_GUID = 1_000
_URL = 8_000
_HTML = 2_000_000
_ENCLOSURES = 50
CHAPTERS = "application/json+chapters"
"""The type of a podcast's chapters (https://podcasting2.org/docs/podcast-namespace/tags/chapters)."""
_SUMMARY = 600
"""The longest plain text, in characters, that a lone description may have and still be taken for a summary."""

_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|code|del|em|font|i|img|ins|kbd|mark|q|s|small|span|strike|strong|sub|sup|tt|u|var)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"</?(?:br|div|h[1-6]|li|p|wbr)(?:\s[^<>]{0,2000})?/?>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MARKUP = re.compile(r"</?(?:p|br|div|a|img|ul|ol|li|b|i|strong|em|h[1-6]|blockquote|span)\b[^<>]*>", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_CUT_OFF = re.compile(r"(?:\[\s*(?:…|\.{3}|&#8230;|&hellip;)\s*\]|(?:…|\.{3}|&#8230;|&hellip;))\W*$")
_CUT_OFF_CONTENT = re.compile(r"\[\s*(?:…|\.{3}|&#8230;|&hellip;)\s*\]\W*$")


@dataclass(frozen=True, slots=True)
class Setting:
    """What an entry takes from the feed around it."""

    url: str
    """The document's address."""
    language: str
    author: str


def to_entry(raw: Raw, setting: Setting) -> ParsedEntry:
    """The entry that ``raw`` holds; its guid may still be another's too."""
    body, is_summary = _body(raw)
    url = _link(raw, setting.url)
    title = title_text(raw) or _opening(body) or _shortened(url, _TITLE)
    published = _date(raw, "published", "created", "updated")
    return ParsedEntry(
        guid=_guid(raw, url, title, body),
        url=url,
        title=title,
        author=names(raw) or setting.author,
        published=published,
        updated=_date(raw, "updated"),
        language=_language(raw, setting.language),
        html=body,
        is_summary=is_summary,
        enclosures=tuple(_enclosures(raw, setting.url))[:_ENCLOSURES],
    )


def title_text(raw: Raw) -> str:
    """A title as one line: HTML's inline tags dropped where the title is HTML, references resolved anywhere."""
    title = str(raw.get("title") or "")[: 10 * _TITLE]
    kind = str((raw.get("title_detail") or {}).get("type") or "")
    if "html" in kind:
        title = _TAG.sub("", _BREAK.sub(" ", title))
    return _shortened(clean_line(_REFERENCE.sub(lambda found: html.unescape(found[0]), title)), _TITLE)


def names(raw: Raw) -> str:
    """The authors' names, separated by commas; an address stands in for a name that is missing."""
    found = (str(author.get("name") or author.get("email") or "") for author in raw.get("authors") or ())
    authors = dict.fromkeys(clean_line(name[: 2 * _TITLE]) for name in found)
    authors.pop("", None)
    return _shortened(", ".join(authors) or clean_line(str(raw.get("author") or "")[: 2 * _TITLE]), _TITLE)


def web_page(address: Any, base: str) -> str:
    """``address`` made absolute, if it is one of a web page; empty: it is not."""
    if not isinstance(address, str) or not address.strip() or len(address) > _URL:
        return ""
    url = web_address(address, base)
    return url if url.startswith(("http://", "https://")) and len(url) <= _URL else ""


def language_tag(tag: Any) -> str:
    """A BCP 47 tag, or nothing that looks like one: empty."""
    tag = clean_line(str(tag or "")[:100]).replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def distinct(entries: Iterable[ParsedEntry]) -> Iterator[tuple[ParsedEntry, str]]:
    """Each entry once, with a guid that no other has.

    Where several entries share a guid, each is told from the others by what it says and not by where it stands, for
    new ones come in at the top.
    """
    kept = tuple(dict.fromkeys(entries))
    counts: dict[str, int] = {}
    for entry in kept:
        counts[entry.guid] = counts.get(entry.guid, 0) + 1
    taken: set[str] = set()
    for entry in kept:
        guid = entry.guid if counts[entry.guid] == 1 else f"{entry.guid}#{_hash(entry.url, entry.title)}"
        if guid in taken:
            guid = f"{guid}#{_hash(str(entry.published), entry.html)}"
        while guid in taken:
            guid += "#"
        taken.add(guid)
        yield entry, guid


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else clean_line(text[: most - 1]) + "…"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _guid(raw: Raw, url: str, title: str, body: str) -> str:
    """The id, else the link, else a hash of what the entry says; one that is too long is hashed."""
    guid = clean_line(str(raw.get("id") or "")) or url
    if not guid:
        return "sha256:" + _hash(title, str(raw.get("published") or raw.get("updated") or ""), body)
    return guid if len(guid) <= _GUID else "sha256:" + _hash(guid)


def _link(raw: Raw, base: str) -> str:
    """Where the article is: past FeedBurner's counter, the link, or the first alternate that is a web page."""
    links = (link.get("href") for link in raw.get("links") or () if link.get("rel", "alternate") == "alternate")
    # A guid counts as a permalink unless it says otherwise; many are numbers that forgot to.
    number = raw.get("guidislink") and not str(raw.get("link")).startswith(("http://", "https://", "/"))
    candidates = (raw.get("feedburner_origlink"), "" if number else raw.get("link"), *links)
    return next(filter(None, (web_page(candidate, base) for candidate in candidates)), "")


def _date(raw: Raw, *names: str) -> datetime | None:
    """The first of these dates that can be true; feedparser's reading of it where ours finds none."""
    for name in names:
        text, parsed = raw.get(name), raw.get(f"{name}_parsed")
        moment = dates.parse(text) if isinstance(text, str) else None
        if moment is None and parsed:
            year, month, day, hour, minute, second = parsed[:6]
            moment = dates.parse(f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        if moment is not None:
            return moment
    return None


def _language(raw: Raw, feed: str) -> str:
    """The entry's own language; empty: the feed's."""
    details = (*(raw.get("content") or ()), raw.get("summary_detail") or {}, raw.get("title_detail") or {})
    tag = next(filter(None, (language_tag(detail.get("language")) for detail in details)), "")
    return "" if tag.lower() == feed.lower() else tag


def _body(raw: Raw) -> tuple[str, bool]:
    """The longest text there is, as HTML, and whether it is only a summary.

    It is when there is no content beside a description that is short, or whose end is cut off; and when content ends
    in "[…]".
    """
    contents = [_as_html(content.get("value"), content.get("type")) for content in raw.get("content") or ()]
    summary = _as_html(raw.get("summary"), (raw.get("summary_detail") or {}).get("type"))
    body = max((*contents, summary), key=len)[:_HTML]
    text = _ANY_TAG.sub("", body[-4 * _SUMMARY :]).strip()
    if any(contents):
        return body, bool(_CUT_OFF_CONTENT.search(text[-100:]))
    return body, len(_ANY_TAG.sub("", body).strip()) < _SUMMARY or bool(_CUT_OFF.search(text[-100:]))


def _as_html(value: Any, kind: Any) -> str:
    """A text as HTML: plain text is escaped, unless it is markup that is only called plain."""
    text = value if isinstance(value, str) else ""
    kind = str(kind or "text/html")
    if kind == "text/plain":
        return text if _MARKUP.search(text) else html.escape(text, quote=False)
    return text if "html" in kind or "xml" in kind or kind.startswith("text/") or "/" not in kind else ""


def _opening(body: str) -> str:
    """What stands in for a title: how the body begins."""
    text = clean_line(plain_text(body[:2_000]))
    return text if len(text) <= 100 else text[:100].rpartition(" ")[0] + "…"


def _enclosures(raw: Raw, base: str) -> Iterator[Enclosure]:
    """What comes with an entry: its enclosures, what Media RSS adds to them, a podcast's chapters, and one picture."""
    seconds = _seconds(raw.get("itunes_duration"))
    given = [link for link in raw.get("links") or () if link.get("rel") == "enclosure"]
    media = [{**one, "href": one.get("url")} for one in raw.get("media_content") or ()]
    heard = [one for one in media if str(one.get("type")).startswith(("audio/", "video/"))]
    known = {web_page(link.get("href"), base) for link in given}
    for link in (*given, *(one for one in heard if web_page(one["href"], base) not in known)):
        if url := web_page(link.get("href"), base):
            kind = clean_line(str(link.get("type") or "")[:100])
            kind = "" if kind == "text/html" else kind  # feedparser's word for a missing type
            length = _size(link.get("length") or link.get("filesize"))
            yield Enclosure(url, kind, length, _seconds(link.get("duration")) or seconds)
    chapters = raw.get("podcast_chapters") or {}
    if url := web_page(chapters.get("url") if isinstance(chapters, Mapping) else None, base):
        yield Enclosure(url, clean_line(str(chapters.get("type") or CHAPTERS)[:100]))
    seen = [one for one in media if one.get("medium") == "image" or str(one.get("type")).startswith("image/")]
    image = raw.get("image") if isinstance(raw.get("image"), Mapping) else {}
    thumbnails = sorted(raw.get("media_thumbnail") or (), key=lambda one: -_size(one.get("width")))
    pictures = (web_page(one.get("url") or one.get("href"), base) for one in (*seen, *thumbnails, image or {}))
    picture = next(filter(None, pictures), "")
    if picture and picture not in known:
        yield Enclosure(picture, "image/jpeg")


def _size(value: Any) -> int:
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0


def _seconds(value: Any) -> int:
    """A duration as podcasts give it: seconds, ``MM:SS`` or ``HH:MM:SS``; 0: none."""
    parts = str(value or "").strip().partition(".")[0].split(":")
    if len(parts) > 3 or not all(part.isascii() and part.isdecimal() and len(part) < 7 for part in parts):
        return 0
    seconds = 0
    for part in parts:
        seconds = 60 * seconds + int(part)
    return seconds
