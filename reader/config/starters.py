"""Well-known feeds, offered on a first run; nothing is fetched until somebody picks one.

The addresses are those that public lists of feeds and open-source readers use.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


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
    country: str = ""
    """Where the publisher is (ISO 3166); empty: it is of no country. The catalogues name it under ``country.``."""


STARTERS = (
    Starter("https://feeds.bbci.co.uk/arabic/rss.xml", "بي بي سي عربي", "ar", "world", "GB"),
    Starter(
        "https://www.aljazeera.net/aljazeerarss/a7c186be-1baa-4bd4-9d80-a84db769f779/73d0e1b4-532f-45ef-b135-bfdff8b8cab9",
        "الجزيرة نت",
        "ar",
        "world",
        "QA",
    ),
    Starter("https://www.france24.com/ar/rss", "فرانس 24", "ar", "world", "FR"),
    Starter("https://rss.dw.com/rdf/rss-ar-all", "دويتشه فيله", "ar", "world", "DE"),
    Starter("https://arabic.euronews.com/rss", "يورونيوز", "ar", "world", "FR"),
    Starter("https://news.un.org/feed/subscribe/ar/news/all/rss.xml", "أخبار الأمم المتحدة", "ar", "world"),
    Starter("https://ar.globalvoices.org/feed/", "الأصوات العالمية", "ar", "society"),
    Starter("https://aitnews.com/feed/", "البوابة التقنية", "ar", "technology", "SA"),
    Starter("https://feeds.bbci.co.uk/persian/rss.xml", "بی‌بی‌سی فارسی", "fa", "world", "GB"),
    Starter("https://rss.dw.com/rdf/rss-per-all", "دویچه وله فارسی", "fa", "world", "DE"),
    Starter("https://feeds.bbci.co.uk/urdu/rss.xml", "بی بی سی اردو", "ur", "world", "GB"),
    Starter("https://www.ynet.co.il/Integration/StoryRss2.xml", "ynet", "he", "world", "IL"),
    Starter("https://www.haaretz.co.il/srv/rss---feedly", "הארץ", "he", "world", "IL"),
    Starter("https://feeds.bbci.co.uk/news/world/rss.xml", "BBC News: World", "en", "world", "GB"),
    Starter("https://www.aljazeera.com/xml/rss/all.xml", "Al Jazeera English", "en", "world", "QA"),
    Starter("https://feeds.arstechnica.com/arstechnica/index", "Ars Technica", "en", "technology", "US"),
)


OTHERS = (".newsboat/urls", ".config/newsboat/urls", ".newsbeuter/urls", ".config/newsraft/feeds")
"""Where other readers keep their lists of feeds, below the home directory."""


def lists_of_others(home: Path) -> tuple[str, ...]:
    """The lists of feeds that other readers have there, below ``home``."""
    return tuple(place for place in OTHERS if (home / place).is_file())
