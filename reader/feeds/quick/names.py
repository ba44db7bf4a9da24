"""What feedparser calls elements and attributes, and which of them mean nothing. Pure."""

from __future__ import annotations

from typing import Any

Raw = dict[str, Any]
"""A dictionary of feedparser's."""

ATOM = "http://www.w3.org/2005/Atom"
RSS1 = "http://purl.org/rss/1.0/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
ABOUT = f"{{{RDF}}}about"
LANGUAGE, BASE = (f"{{http://www.w3.org/XML/1998/namespace}}{name}" for name in ("lang", "base"))
PREFIXES = {
    "": "",
    ATOM.lower(): "",
    RSS1: "",
    RDF: "rdf_",
    "http://backend.userland.com/rss2": "",
    "http://purl.org/rss/1.0/modules/content/": "content_",
    "http://purl.org/dc/elements/1.1/": "dc_",
    "http://purl.org/dc/terms/": "dcterms_",
    "http://search.yahoo.com/mrss": "media_",
    "http://search.yahoo.com/mrss/": "media_",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes_",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner_",
    "http://webns.net/mvcb/": "admin_",
    "http://purl.org/rss/1.0/modules/slash/": "slash_",
    "http://purl.org/rss/1.0/modules/syndication/": "sy_",
    "http://wellformedweb.org/commentapi/": "wfw_",
    "http://www.georss.org/georss": "georss_",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo_",
}
"""What feedparser calls a namespace, in small letters, with the mark that stands between it and a name."""
_FAMILIAR = (
    "purl.org/ userland.com w3.org netscape.com creativecommons web.resource.org webns.net example.com opengis.net "
    "podlove.org law.harvard.edu freshmeat.net hammersley.com madskills.com wellformedweb.org pocketsoap.com "
    "xmlsoap.org theinfo.org prismstandard.org postneo.com tangent.org xmlns.com"
).split()
"""Parts of addresses of namespaces that feedparser may know, while this room does not."""
_UNFAMILIAR = ("http://purl.org/syndication/thread/1.0", "http://www.w3.org/2007/app")
"""Those that have such a part, and it does not know them."""
_IGNORED = frozenset(
    "category cloud comments copyright docs generator icon keywords lastbuilddate logo managingeditor pubdate rating "
    "rights ttl webmaster admin_errorreportsto admin_generatoragent dc_contributor dc_coverage dc_format "
    "dc_identifier dc_language dc_publisher dc_relation dc_rights dc_source dc_subject dc_type dcterms_valid "
    "feedburner_browserfriendly feedburner_emailserviceid feedburner_feedburnerhostname feedburner_feedflare "
    "feedburner_info geo_lat geo_long georss_box georss_featurename georss_line georss_point itunes_block "
    "itunes_category itunes_complete itunes_episode itunes_episodetype itunes_explicit itunes_isclosedcaptioned "
    "itunes_keywords itunes_new-feed-url itunes_order itunes_season itunes_subtitle itunes_title itunes_type "
    "media_category media_copyright media_credit media_keywords media_license media_player media_rating "
    "media_restriction media_text slash_comments slash_department slash_hit_parade slash_section sy_updatebase "
    "sy_updatefrequency sy_updateperiod wfw_comment wfw_commentrss".split()
)
"""Elements without children from which nothing is taken, and which change nothing that is."""
_MEANT = frozenset(
    "abstract author body channel content contributor created description email enclosure entry entries expirationdate "
    "feed fullitem guid height homepage id image info issued item itunes_image language link links authors "
    "guidislink media_content media_thumbnail modified name newlocation podcast_chapters published published_parsed "
    "created_parsed updated_parsed source subtitle summary summary_detail tagline tags textinput title title_detail "
    "updated uri url where width".split()
)
"""Names without a namespace that feedparser does something with, or that entries are made from."""
ANYWHERE_ELSE = frozenset("logo icon managingeditor pubdate lastbuilddate".split())
"""Those of them of which that is only so of a feed."""
_TELLING = frozenset(
    "base lang href url uri rel type length duration medium ispermalink width height version lastmod".split()
)
"""Attributes that mean something."""
INSIDE_MEDIA = frozenset("media_credit media_copyright media_keywords media_category media_rating".split())
COMMUNITY = frozenset("media_starrating media_statistics media_tags".split())
STRUCTURED = ("skiphours", "skipdays")
OWNER = ("itunes_name", "itunes_email", "itunes_category")
PICTURE = frozenset("url link width height".split())
DESCRIPTIONS = ("description", "dc_description", "media_description", "itunes_summary")
IMAGE = frozenset("url title link width height description".split())
"""Elements that others may hold without changing what is taken from these."""


class Unusual(Exception):
    """A document holds something that this room knows nothing of."""


def called(prefix: str | None, tag: str) -> str:
    """feedparser's name for an element. Raises Unusual where that is not known here."""
    uri, _, local = tag.rpartition("}")
    uri, local = uri[1:].lower(), local.lower()
    known = PREFIXES.get(uri)
    if known is not None:
        return known + local
    # What feedparser does not know either goes by the prefix, which may be that of something it does know.
    if uri not in _UNFAMILIAR and any(part in uri for part in _FAMILIAR):
        raise Unusual(tag)
    if prefix is None:
        return local
    if f"{prefix.lower()}_" in PREFIXES.values():
        raise Unusual(tag)
    return f"podcast_{local}" if prefix.lower() == "podcast" else f"?{prefix}:{local}"


def may_say(element: Any, *names: str) -> bool:
    """Whether an element has no attributes but these, and some of other namespaces that mean nothing."""
    return all(
        key in names or (key[0] == "{" and key.rpartition("}")[2].lower() not in _TELLING) for key in element.attrib
    )


def is_nothing(name: str) -> bool:
    """Whether nothing is made of an element without children."""
    return name in _IGNORED or name.startswith(("?", "podcast_")) or not ("_" in name or name in _MEANT)


def attributes(element: Any) -> Raw:
    """An element's attributes as feedparser has them. Raises Unusual for those of a namespace, and a base address."""
    given = {}
    for key, value in element.attrib.items():
        name = key.lower()
        if key[0] == "{":  # feedparser takes some of these for others of the same name
            if name.rpartition("}")[2] in _TELLING:
                raise Unusual(key)
            continue
        if name == "base" or name in given:
            raise Unusual(key)
        given[name] = value.lower() if name in ("rel", "type") else value
    return given


def refer(given: Raw) -> Raw:
    """The same attributes, with the address where feedparser has it."""
    href = given.get("url", given.get("uri", given.get("href")))
    if href:
        given.pop("url", None)
        given.pop("uri", None)
        given["href"] = href
    return given
