"""JSON Feed, podcasts and Media RSS."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ParseError
from reader.feeds.parse import parse
from reader.models import Enclosure, ParsedFeed

URL = "https://a.example/feed.json"


def read(document: Any) -> ParsedFeed:
    """The feed of a JSON document."""
    return parse(json.dumps(document).encode(), url=URL, content_type="application/feed+json")


def item(inside: str) -> tuple[Enclosure, ...]:
    """What comes with the entry of an RSS feed."""
    names = (
        'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
        'xmlns:podcast="https://podcastindex.org/namespace/1.0"'
    )
    body = f"<rss version='2.0' {names}><channel><title>t</title><item><title>x</title>{inside}</item></channel></rss>"
    return parse(body.encode(), url="https://a.example/feed").entries[0].enclosures


def test_a_json_feed_is_read() -> None:
    """Title, language, author, text, dates, attachments and picture; ids may be numbers, addresses relative."""
    feed = read(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "مصدر <ب>",
            "home_page_url": "https://a.example/",
            "language": "ar",
            "authors": [{"name": "سلمى"}],
            "items": [
                {
                    "id": 7.0,
                    "url": "/post/7",
                    "title": "عنوان",
                    "content_html": "<p>نص</p>",
                    "date_published": "2024-07-26T14:05:00+03:00",
                    "image": "https://a.example/i.jpg",
                    "attachments": [
                        {"url": "/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 99, "duration_in_seconds": 61}
                    ],
                },
                {"id": "8", "content_text": "a < b\n\nc", "author": {"name": "Someone"}},
            ],
        }
    )
    assert (feed.title, feed.site_url, feed.language) == ("مصدر <ب>", "https://a.example/", "ar")
    first, second = feed.entries
    assert (first.guid, first.url, first.title, first.author) == ("7", "https://a.example/post/7", "عنوان", "سلمى")
    assert (first.html, first.is_summary) == ("<p>نص</p>", False)
    assert first.published == datetime(2024, 7, 26, 11, 5, tzinfo=UTC)
    assert first.enclosures == (
        Enclosure("https://a.example/a.mp3", "audio/mpeg", 99, 61),
        Enclosure("https://a.example/i.jpg", "image/jpeg"),
    )
    assert (second.author, second.html) == ("Someone", "a &lt; b\n\nc")


@pytest.mark.parametrize(
    "document",
    [
        {},
        [],
        {"version": "https://jsonfeed.org/version/1", "items": 3},
        {"items": []},
        {"items": [{"name": "x"}]},
    ],
)
def test_other_json_is_no_feed(document: Any) -> None:
    """As it was told before."""
    with pytest.raises(ParseError, match=r"error\.not_a_feed"):
        read(document)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "url",
                    "title",
                    "content_html",
                    "authors",
                    "author",
                    "attachments",
                    "date_published",
                    "name",
                    "image",
                ]
            ),
            inside,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(st.lists(_JSON, max_size=4), _JSON)
def test_whatever_stands_in_a_json_feed_is_read_or_refused(items: list[Any], title: Any) -> None:
    """Members of the wrong type are as if they were missing."""
    document = {"version": "https://jsonfeed.org/version/1.1", "title": title, "items": items, "language": title}
    assert isinstance(read(document), ParsedFeed)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("1930", 1930), ("32:10", 1930), ("1:02:03", 3723), ("90.5", 90), ("", 0), ("1:2:3:4", 0), ("half", 0)],
)
def test_a_podcast_says_how_long_it_is(said: str, seconds: int) -> None:
    """In seconds, or as a clock."""
    inside = f"<enclosure url='/a.mp3' type='audio/mpeg' length='9'/><itunes:duration>{said}</itunes:duration>"
    assert item(inside) == (Enclosure("https://a.example/a.mp3", "audio/mpeg", 9, seconds),)


def test_chapters_and_the_picture_of_an_episode_are_kept() -> None:
    """Each as what it is."""
    files = item(
        "<enclosure url='/a.mp3' type='audio/mpeg' length='9'/><itunes:image href='/cover.jpg'/>"
        "<podcast:chapters url='/c.json' type='application/json+chapters'/>"
    )
    assert [(file.url, file.type) for file in files] == [
        ("https://a.example/a.mp3", "audio/mpeg"),
        ("https://a.example/c.json", "application/json+chapters"),
        ("https://a.example/cover.jpg", "image/jpeg"),
    ]


def test_media_rss_adds_files_and_one_picture() -> None:
    """Its largest thumbnail where no content is a picture; the same file once."""
    files = item(
        "<enclosure url='/v.mp4' type='video/mp4' length='9'/>"
        "<media:content url='/v.mp4' type='video/mp4' duration='60' fileSize='9'/>"
        "<media:content url='/w.mp4' type='video/mp4' duration='61' fileSize='8'/>"
        "<media:thumbnail url='/s.jpg' width='90'/><media:thumbnail url='/l.jpg' width='900'/>"
    )
    assert files == (
        Enclosure("https://a.example/v.mp4", "video/mp4", 9),
        Enclosure("https://a.example/w.mp4", "video/mp4", 8, 61),
        Enclosure("https://a.example/l.jpg", "image/jpeg"),
    )
    (picture,) = item("<media:content url='/p.jpg' medium='image'/><media:thumbnail url='/s.jpg'/>")
    assert picture == Enclosure("https://a.example/p.jpg", "image/jpeg")
