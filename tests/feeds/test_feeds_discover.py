"""Feeds that pages and well-known sites have."""

from __future__ import annotations

import pytest

from reader.feeds.discover import guesses, links, wanted
from reader.feeds.sites import feeds_of, lookup_of


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("  feed://a.example/rss ", "https://a.example/rss"),
        ("feed:http://a.example/rss", "http://a.example/rss"),
        ("a.example", "https://a.example"),
        ("a.example/path?x=1", "https://a.example/path?x=1"),
        ("انظر https://a.example/x، شكرا", "https://a.example/x"),
        ("(www.a.example/x).", "https://www.a.example/x"),
        ("مثال.إختبار/أخبار", "https://مثال.إختبار/أخبار"),
        ("https://a.example/أخبار/اليوم", "https://a.example/أخبار/اليوم"),
        ("@name@social.example", "https://social.example/@name"),
        ("127.0.0.1:8080/feed", "http://127.0.0.1:8080/feed"),
        ("localhost:8080", "http://localhost:8080"),
        ("javascript:x", ""),
        ("two words", ""),
        ("", ""),
    ],
)
def test_an_address_is_found_in_whatever_is_pasted(text: str, url: str) -> None:
    """Without a scheme, in Arabic letters, amid other words, as a handle."""
    assert wanted(text) == url


@pytest.mark.parametrize(
    ("url", "feed"),
    [
        ("https://www.youtube.com/channel/UCabc", "https://www.youtube.com/feeds/videos.xml?channel_id=UCabc"),
        ("https://youtube.com/playlist?list=PL1", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL1"),
        ("https://m.youtube.com/user/x", "https://www.youtube.com/feeds/videos.xml?user=x"),
        ("https://www.youtube.com/@handle", ""),
        ("https://old.reddit.com/r/arabs/", "https://www.reddit.com/r/arabs/.rss"),
        ("https://www.reddit.com/u/name", "https://www.reddit.com/user/name/.rss"),
        ("https://bsky.app/profile/a.example", "https://bsky.app/profile/a.example/rss"),
        ("https://social.example/@name", "https://social.example/@name.rss"),
        ("https://github.com/a/b.git", "https://github.com/a/b/releases.atom"),
        ("https://github.com/a", "https://github.com/a.atom"),
        ("https://github.com/a/b/commits.atom", ""),
        ("https://medium.com/@name", "https://medium.com/feed/@name"),
        ("https://a.example/post", ""),
        ("https://[", ""),
    ],
)
def test_well_known_sites_have_their_feeds_at_fixed_places(url: str, feed: str) -> None:
    """The likeliest first; other addresses are looked at."""
    assert next(iter(feeds_of(url)), "") == feed


def test_a_podcasts_page_is_looked_up() -> None:
    """Apple tells its feed by number."""
    page = "https://podcasts.apple.com/eg/podcast/name/id1234567890"
    assert lookup_of(page) == "https://itunes.apple.com/lookup?id=1234567890&entity=podcast"
    assert lookup_of("https://a.example/id1234567890") == ""


def test_link_elements_name_feeds() -> None:
    """In their order, comments' feeds last, whatever else is linked; anchors do not count beside them."""
    page = b"""<html><head><base href="/blog/">
        <link rel="alternate" type="application/rss+xml" title="c" href="comments/feed/">
        <LINK REL='Alternate' TYPE='application/atom+xml; charset=utf-8' HREF=atom.xml>
        <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
        <link rel="alternate" type="application/feed+json" href="https://b.example/feed.json">
        <link rel="alternate" hreflang="fr" href="/fr/"><link rel="stylesheet" href="x.css">
        <link rel="alternate" type="application/rss+xml" href="javascript:x">
        </head><body><a href="/rss.xml">RSS</a></body></html>"""
    assert links(page, "https://a.example/post") == (
        "https://a.example/blog/atom.xml",
        "https://b.example/feed.json",
        "https://a.example/blog/comments/feed/",
    )


def test_anchors_hint_at_feeds_where_no_link_element_does() -> None:
    """By what their address says, and not by the name of their host."""
    page = b"<a href=/about>About</a><a href='/rss'>x</a><a href='https://feeds.example/x'>y</a><a href=/news.xml>z</a>"
    assert links(page, "https://a.example/") == ("https://a.example/rss", "https://a.example/news.xml")


def test_feeds_are_guessed_beside_the_page_and_at_the_top() -> None:
    """Each once."""
    found = guesses("https://a.example/blog/post")
    assert found[0] == "https://a.example/blog/feed" and "https://a.example/rss.xml" in found
    assert len(set(found)) == len(found)
