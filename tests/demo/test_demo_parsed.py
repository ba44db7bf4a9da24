"""The sample feeds, as the feed parser reads them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reader.demo.server import FEEDS, read
from reader.feeds.parse import parse
from reader.models import ParsedFeed

COUNTS = {
    "arabic-news.xml": 7,
    "mixed.xml": 4,
    "rdf.xml": 3,
    "persian.xml": 3,
    "urdu.xml": 3,
    "kurdish.xml": 2,
    "hebrew.xml": 3,
    "english.xml": 3,
}
LANGUAGES = {"persian.xml": "fa", "urdu.xml": "ur", "kurdish.xml": "ckb", "hebrew.xml": "he", "english.xml": "en"}


def parsed(name: str) -> ParsedFeed:
    """A sample through the real parser, under the content type it is served with."""
    return parse(read(name), url=f"http://127.0.0.1/{name}", content_type=FEEDS[name])


@pytest.mark.parametrize("name", FEEDS)
def test_every_entry_arrives_whole(name: str) -> None:
    """No entry is lost, and each has an id, an address, a title, a body and a date of November 2026."""
    feed = parsed(name)
    assert len(feed.entries) == COUNTS[name]
    assert len({entry.guid for entry in feed.entries}) == COUNTS[name]
    assert all(entry.url.startswith("https://") and entry.title and entry.html for entry in feed.entries)
    assert all(entry.published and entry.published.strftime("%Y-%m") == "2026-11" for entry in feed.entries)


@pytest.mark.parametrize("name", FEEDS)
def test_every_feed_has_title_site_and_language(name: str) -> None:
    """What a list of feeds shows comes from the feed."""
    feed = parsed(name)
    assert feed.title
    assert feed.site_url.startswith("https://")
    assert feed.language == LANGUAGES.get(name, "ar")


def test_times_come_out_in_utc() -> None:
    """20:40 at +0300 is 17:40 UTC; 09:30 at +03:30 is 06:00 UTC."""
    assert parsed("arabic-news.xml").entries[0].published == datetime(2026, 11, 22, 17, 40, tzinfo=UTC)
    assert parsed("persian.xml").entries[0].published == datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


def test_only_summaries_are_marked_so() -> None:
    """An entry whose feed carries no content is a summary; the others are not."""
    marked = {name: [entry.is_summary for entry in parsed(name).entries].count(True) for name in FEEDS}
    summaries = {"arabic-news.xml": 1, "rdf.xml": 2, "urdu.xml": 1, "hebrew.xml": 1, "english.xml": 1}
    assert marked == dict.fromkeys(FEEDS, 0) | summaries


def test_the_longest_body_is_kept() -> None:
    """An entry with a summary and a content is shown with its content."""
    assert "زر الذهاب إلى الأعلى" in parsed("arabic-news.xml").entries[0].html


def test_windows_1256_comes_out_as_arabic() -> None:
    """The old feed's titles are readable after its bytes have been decoded as it declares."""
    feed = parsed("rdf.xml")
    assert feed.title == "أرشيف القرى"
    assert feed.entries[0].title == "سبع آبار وقرية واحدة: كيف اقتسم الناس الماء؟"
    assert feed.entries[1].author == "هند القاسم"
    assert "“ما حفظه كان أجمل مما كُتب”" in feed.entries[1].html


def test_half_spaces_survive() -> None:
    """Persian's ZWNJ is a letter's business, not an invisible character to clean away."""
    assert "نزدیک\u200cترین" in parsed("persian.xml").entries[0].html
