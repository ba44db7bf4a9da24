"""The elements of a feed and its entries, one by one. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urljoin

from reader.feeds import dates
from reader.feeds.quick import names
from reader.feeds.quick.names import Raw, Unusual
from reader.feeds.quick.texts import LONGEST_NAME, is_html, person, text_of

_TYPES = {
    "": "",
    "text": "text/plain",
    "plain": "text/plain",
    "text/plain": "text/plain",
    "html": "text/html",
    "text/html": "text/html",
}

_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+-.]*://)(/*)(.*?)")
_PARAMETER = re.compile(r"&([A-Za-z0-9_]+);")


class Scope:
    """A feed or an entry as it is filled."""

    def __init__(self, raw: Raw, *, is_entry: bool) -> None:
        self.raw = raw
        self.is_entry = is_entry
        self.titled = False
        """Whether a title was found, after which others do not count."""
        self.named = False
        """Whether an author was found that is nothing but a text."""


class Document:
    """Fills the feed and its entries, element by element."""

    def __init__(self, root: Any, language: str, *, atom: bool, mend: bool) -> None:
        self.entries: list[Raw] = []
        self._language = language
        self._atom = atom
        self._mend = mend
        self._base = ""
        """feedparser keeps the base address of an inner element where an outer one has none."""
        self._has_content = False
        """Whether there was content since the last entry, or since the document began."""
        self._prefixes: dict[str, str | None] = {}
        self._addresses: dict[str | None, str] = {}
        for prefix, uri in root.nsmap.items():
            self._declare(prefix, uri)
        self._names: dict[tuple[str | None, str], str] = {}

    def feed(self, element: Any, language: str = "") -> Raw:
        """What an element says of the feed, whose language the root may say; its items become entries."""
        scope = Scope({"language": language.replace("_", "-")} if language else {}, is_entry=False)
        for child in element:
            name = self.name(child)
            if name in ("item", "entry"):
                self.entry(child)
                scope.titled = False
            elif name == "image" and not (set(child.attrib) - {f"{{{names.RDF}}}resource"}):
                if any(len(inner) or inner.attrib or self.name(inner) not in names.IMAGE for inner in child):
                    raise Unusual(name)
                scope.titled = False
            elif name in names.STRUCTURED and not child.attrib:
                if any(len(inner) or inner.attrib or self.name(inner) not in ("hour", "day") for inner in child):
                    raise Unusual(name)
            elif name == "items" and not child.attrib:  # RSS 1.0's table of contents
                if any(self.name(inner) not in ("rdf_seq", "rdf_li") for inner in child.iterdescendants()):
                    raise Unusual(name)
            elif name in ("language", "dc_language") and not len(child) and not child.attrib:
                scope.raw["language"] = text_of(child)
            elif name in ("itunes_owner", "itunes_category"):
                if any(len(inner) or self.name(inner) not in names.OWNER for inner in child):
                    raise Unusual(name)
            elif name in names.DESCRIPTIONS and not len(child):
                self._described(scope, name)
            elif name in ("subtitle", "updated", "dc_date", "itunes_image"):
                if len(child):
                    raise Unusual(name)
            elif name not in names.ANYWHERE_ELSE:
                self._fill(scope, name, child)
            elif len(child):
                raise Unusual(name)
        return scope.raw

    def _described(self, scope: Scope, name: str) -> None:
        """A feed's description, which nobody sees; but a second one counts as content, and that is remembered."""
        if "summary" in scope.raw and not self._has_content:
            self._has_content = True
        elif name == "itunes_summary":
            scope.raw["summary"] = ""

    def entry(self, element: Any) -> None:
        """An item or an entry."""
        if not names.may_say(element, names.ABOUT):
            raise Unusual(f"item {element.attrib}")
        about = element.get(names.ABOUT)
        scope = Scope({"id": about} if about else {}, is_entry=True)
        for child in element:
            self._fill(scope, self.name(child), child)
        self.entries.append(scope.raw)
        self._has_content = False

    def name(self, element: Any) -> str:
        """What feedparser calls an element. Raises Unusual where it depends on the prefix, and that deceives."""
        key = (element.prefix, element.tag)
        found = self._names.get(key)
        if found is None:
            self._declare(element.prefix, element.tag.rpartition("}")[0][1:])
            found = self._names[key] = names.called(*key)
        return found

    def _declare(self, prefix: str | None, uri: str) -> None:
        """feedparser knows an address by the first prefix that it had; so each may have one only."""
        one_prefix = self._prefixes.setdefault(uri, prefix) == prefix
        one_address = prefix is None or self._addresses.setdefault(prefix, uri) == uri
        if not (one_prefix and one_address) and uri.lower() not in names.PREFIXES:
            raise Unusual(f"two prefixes of {uri}")

    def _fill(self, scope: Scope, name: str, element: Any) -> None:
        fill = _FILLS.get(name)
        if fill is not None:
            fill(self, scope, element)
        elif len(element) or name in names.ANYWHERE_ELSE or not names.is_nothing(name):
            raise Unusual(name)

    def _title(self, scope: Scope, element: Any) -> None:
        text, detail = self._typed(element, "text/plain")
        if scope.titled:
            return
        scope.raw["title"], scope.raw["title_detail"] = text, detail
        scope.titled = bool(text)

    def _media_title(self, scope: Scope, element: Any) -> None:
        if not scope.titled or len(element):
            raise Unusual("media:title")

    def _description(self, scope: Scope, element: Any) -> None:
        self._summarised(scope, element, "text/html")

    def _summary(self, scope: Scope, element: Any) -> None:
        self._summarised(scope, element, "text/plain")

    def _summarised(self, scope: Scope, element: Any, kind: str) -> None:
        if "summary" in scope.raw and not self._has_content:
            self._content(scope, element)
        else:
            scope.raw["summary"], scope.raw["summary_detail"] = self._typed(element, kind)

    def _encoded(self, scope: Scope, element: Any) -> None:
        self._add_content(scope, *self._typed(element, "text/html"))

    def _content(self, scope: Scope, element: Any) -> None:
        self._add_content(scope, *self._typed(element, "text/plain"))

    def _add_content(self, scope: Scope, text: str, detail: Raw) -> None:
        self._has_content = True
        scope.raw.setdefault("content", []).append({**detail, "value": text})
        scope.raw.setdefault("summary", text)

    def _typed(self, element: Any, kind: str) -> tuple[str, Raw]:
        """The text of an element that is HTML or is not, and which, and its language."""
        if len(element):
            raise Unusual("markup in a text")
        language: str | None = self._language
        for key, value in element.attrib.items():
            if key == "type" and (known := _TYPES.get(value.lower())) is not None:
                kind = known or kind
            elif key == names.LANGUAGE:
                language = value
            elif key == names.BASE and value.startswith(("http://", "https://")):
                self._base = urljoin(self._base, value)
            else:
                raise Unusual(key)
        text = text_of(element, mend=self._mend)
        if kind == "text/plain" and not self._atom and is_html(text):
            kind = "text/html"
        return text, {"type": kind, "language": (language or "").replace("_", "-") or None}

    def _link(self, scope: Scope, element: Any) -> None:
        given = names.attributes(element)
        kind = "application/atom+xml" if given.setdefault("rel", "alternate") == "self" else "text/html"
        given.setdefault("type", kind)
        names.refer(given)
        links = scope.raw.setdefault("links", [])
        links.append(given)
        if "href" in given:
            given["href"] = self._resolved(given["href"])
            if given["rel"] == "alternate" and given["type"] in ("text/html", "html", "application/xhtml+xml", "xhtml"):
                scope.raw["link"] = given["href"]
        else:
            text = self._resolved(text_of(element))
            if scope.is_entry:
                text = text.replace("&amp;", "&")
            scope.raw["link"] = _PARAMETER.sub(r"&\g<1>", text)
            if text:
                given["href"] = scope.raw["link"]
        if len(element):
            raise Unusual("link")

    def _resolved(self, address: str) -> str:
        if not address:
            return address
        try:
            address = _SLASHES.sub(r"\1\3", address) if ":///" in address else address
            return urljoin(self._base, address) if self._base else address
        except ValueError:
            return ""

    def _guid(self, scope: Scope, element: Any) -> None:
        given = names.attributes(element)
        if len(element) or set(given) - {"ispermalink"}:
            raise Unusual("guid")
        raw, is_link = scope.raw, given.get("ispermalink", "true") == "true"
        raw["id"] = text_of(element)
        raw.setdefault("guidislink", is_link and "link" not in raw)
        if is_link:
            raw.setdefault("link", raw["id"])

    def _author(self, scope: Scope, element: Any) -> None:
        if len(element):
            self._structured_author(scope, element)
            return
        if element.attrib:
            raise Unusual("author")
        text = text_of(element)
        detail = person(text)
        if not detail and text and len(text) <= LONGEST_NAME:
            if "@" in text:
                raise Unusual("author")
            detail = {"name": text}
        scope.raw["author"] = text
        scope.named = True
        scope.raw.setdefault("authors", []).append(detail)

    def _structured_author(self, scope: Scope, element: Any) -> None:
        detail = {}
        for child in element:
            name = self.name(child)
            if name.startswith("?") and not len(child):
                continue
            if len(child) or child.attrib or name in detail or name not in ("name", "email", "uri"):
                raise Unusual(f"{name} of an author")
            detail[name] = (child.text or "").strip()
        if element.attrib or not detail.get("name") or scope.named:
            raise Unusual("author")
        scope.raw["author"] = detail["name"]
        scope.raw.setdefault("authors", []).append(detail)

    def _source(self, scope: Scope, element: Any) -> None:
        if len(element):
            raise Unusual("source")
        scope.titled = False

    def _picture(self, scope: Scope, element: Any) -> None:
        if any(len(child) or child.attrib or self.name(child) not in names.PICTURE for child in element):
            raise Unusual("image")
        scope.titled = False

    def _enclosure(self, scope: Scope, element: Any) -> None:
        if len(element):
            raise Unusual("enclosure")
        given = names.refer(names.attributes(element))
        scope.raw.setdefault("links", []).append({**given, "rel": "enclosure"})

    def _media(self, scope: Scope, element: Any) -> None:
        scope.raw.setdefault("media_content", []).append(names.attributes(element))
        for child in element:
            self._beside_media(scope, self.name(child), child)

    def _group(self, scope: Scope, element: Any) -> None:
        if not scope.is_entry:
            raise Unusual("media:group of a feed")
        for child in element:
            name = self.name(child)
            if name == "media_content":
                self._media(scope, child)
            elif name == "media_description" and not self._has_content:
                self._description(scope, child)
            elif name == "media_community":
                if any(len(inner) or self.name(inner) not in names.COMMUNITY for inner in child):
                    raise Unusual(name)
            else:
                self._beside_media(scope, name, child)

    def _beside_media(self, scope: Scope, name: str, element: Any) -> None:
        if name == "media_title":
            self._media_title(scope, element)
        elif name == "media_thumbnail":
            self._thumbnail(scope, element)
        elif len(element) or name not in names.INSIDE_MEDIA:
            raise Unusual(name)

    def _thumbnail(self, scope: Scope, element: Any) -> None:
        given = names.attributes(element)
        if len(element) or text_of(element):
            raise Unusual("media:thumbnail")
        scope.raw.setdefault("media_thumbnail", []).append(given)

    def _image(self, scope: Scope, element: Any) -> None:
        given = names.attributes(element)
        if len(element):
            raise Unusual("itunes:image")
        if href := given.get("href") or given.get("url"):
            scope.raw["image"] = {"href": href}

    def _duration(self, scope: Scope, element: Any) -> None:
        scope.raw["itunes_duration"] = self._bare(element)

    def _original(self, scope: Scope, element: Any) -> None:
        scope.raw["feedburner_origlink"] = self._bare(element)

    def _chapters(self, scope: Scope, element: Any) -> None:
        given = names.attributes(element)
        if len(element) or not given:
            raise Unusual("podcast:chapters")
        scope.raw["podcast_chapters"] = given

    def _published(self, scope: Scope, element: Any) -> None:
        scope.raw["published"] = self._moment(element)

    def _updated(self, scope: Scope, element: Any) -> None:
        scope.raw["updated"] = self._moment(element)

    def _created(self, scope: Scope, element: Any) -> None:
        scope.raw["created"] = self._moment(element)

    def _moment(self, element: Any) -> str:
        text = self._bare(element)
        if text and dates.parse(text) is None:
            raise Unusual("a date that feedparser may understand")
        return text

    def _bare(self, element: Any) -> str:
        if len(element) or element.attrib:
            raise Unusual(element.tag)
        return text_of(element)


_Fill = Callable[[Document, Scope, Any], None]
_FILLS: Mapping[str, _Fill] = {
    **dict.fromkeys(("title", "dc_title"), Document._title),
    "media_title": Document._media_title,
    "media_group": Document._group,
    **dict.fromkeys(("description", "dc_description", "media_description"), Document._description),
    **dict.fromkeys(("summary", "itunes_summary"), Document._summary),
    "content_encoded": Document._encoded,
    "content": Document._content,
    "link": Document._link,
    **dict.fromkeys(("guid", "id"), Document._guid),
    **dict.fromkeys(("author", "dc_creator", "itunes_author"), Document._author),
    "source": Document._source,
    "image": Document._picture,
    "enclosure": Document._enclosure,
    "media_content": Document._media,
    "media_thumbnail": Document._thumbnail,
    "itunes_image": Document._image,
    "itunes_duration": Document._duration,
    "feedburner_origlink": Document._original,
    "podcast_chapters": Document._chapters,
    **dict.fromkeys(("pubdate", "published", "dcterms_issued"), Document._published),
    **dict.fromkeys(("updated", "dc_date", "dcterms_modified"), Document._updated),
    **dict.fromkeys(("created", "dcterms_created"), Document._created),
}
