"""Well-known feeds, offered on a first run; nothing is fetched until somebody picks one.

The addresses are those that public lists of feeds and open-source readers use.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Starter:
    """A feed to offer."""

    url: str
    title: str
    """The publisher's name, in its own language."""
    language: str
    """BCP 47."""
    topic: str
    """``world``, ``technology`` or ``society``; the catalogues name it under ``topic.``."""


STARTERS = (
    Starter("https://feeds.bbci.co.uk/arabic/rss.xml", "بي بي سي عربي", "ar", "world"),
    Starter(
        "https://www.aljazeera.net/aljazeerarss/a7c186be-1baa-4bd4-9d80-a84db769f779/73d0e1b4-532f-45ef-b135-bfdff8b8cab9",
        "الجزيرة نت",
        "ar",
        "world",
    ),
    Starter("https://www.france24.com/ar/rss", "فرانس 24", "ar", "world"),
    Starter("https://rss.dw.com/rdf/rss-ar-all", "دويتشه فيله", "ar", "world"),
    Starter("https://arabic.euronews.com/rss", "يورونيوز", "ar", "world"),
    Starter("https://news.un.org/feed/subscribe/ar/news/all/rss.xml", "أخبار الأمم المتحدة", "ar", "world"),
    Starter("https://ar.globalvoices.org/feed/", "الأصوات العالمية", "ar", "society"),
    Starter("https://aitnews.com/feed/", "البوابة التقنية", "ar", "technology"),
    Starter("https://feeds.bbci.co.uk/persian/rss.xml", "بی‌بی‌سی فارسی", "fa", "world"),
    Starter("https://rss.dw.com/rdf/rss-per-all", "دویچه وله فارسی", "fa", "world"),
    Starter("https://feeds.bbci.co.uk/urdu/rss.xml", "بی بی سی اردو", "ur", "world"),
    Starter("https://www.ynet.co.il/Integration/StoryRss2.xml", "ynet", "he", "world"),
    Starter("https://www.haaretz.co.il/srv/rss---feedly", "הארץ", "he", "world"),
    Starter("https://feeds.bbci.co.uk/news/world/rss.xml", "BBC News: World", "en", "world"),
    Starter("https://www.aljazeera.com/xml/rss/all.xml", "Al Jazeera English", "en", "world"),
    Starter("https://feeds.arstechnica.com/arstechnica/index", "Ars Technica", "en", "technology"),
)
