"""Lists of feeds that other programs keep."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.asking import FullTexts, Manner, Skipped, Subscription
from reader.errors import UsageError
from reader.feeds import opml
from reader.feeds.address import canonical
from reader.feeds.lists import read
from reader.models import Direction

NOW = datetime(2024, 7, 26, 14, 5, tzinfo=UTC)
OPML = """<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<opml version="1.1"><head><title>t</title></head><body>
<outline text="أخبار & رأي"><outline text="عربية">
  <outline type="rss" text="مصدر أول" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/>
  <OUTLINE title="ثان" XMLURL="feed://b.example/rss"/>
</outline></outline>
<outline text="https://c.example/x" xmlUrl=" https://c.example/x "/>
<outline text="again" xmlUrl="http://www.A.example:80/feed/"/>
<outline text="link" type="link" url="https://d.example/"/>
<outline text="odd" xmlUrl="ftp://e.example/"/>
</body></opml>"""
NEWSBOAT = """# my feeds
https://a.example/feed "عربية" "~اسم لي" "!"
"https://b.example/?x=1&y=2" tag
query:Unread:unread = "yes"
exec:~/bin/make-feed.sh
http://c.example/feed"""


def test_opml_is_read_with_its_folders() -> None:
    """Attributes in any case, addresses trimmed, a bare ampersand forgiven, doubles told however they are spelt."""
    listed = read(OPML.encode())
    assert listed.feeds == (
        Subscription("https://a.example/feed", "مصدر أول", folder="أخبار & رأي/عربية"),
        Subscription("https://b.example/rss", "ثان", folder="أخبار & رأي/عربية"),
        Subscription("https://c.example/x"),
    )
    assert [one.reason for one in listed.skipped] == ["import.no_feed", "import.known", "import.bad_address"]


def test_newsboats_urls_are_read() -> None:
    """The first tag is the folder and ``~`` the title; what is no address is told as not imported."""
    listed = read(NEWSBOAT.encode())
    assert listed.feeds == (
        Subscription("https://a.example/feed", "اسم لي", folder="عربية"),
        Subscription("https://b.example/?x=1&y=2", folder="tag"),
        Subscription("http://c.example/feed"),
    )
    assert listed.skipped == (
        Skipped("query:Unread:unread", "import.program"),
        Skipped("exec:~/bin/make-feed.sh", "import.program"),
    )


def test_a_plain_list_is_any_text_with_addresses() -> None:
    """Whatever stands around them."""
    text = "Look at https://a.example/feed, and (https://b.example/rss).\n- feed:https://c.example/x\n\nnothing here"
    assert [one.url for one in read(text.encode()).feeds] == [
        "https://a.example/feed",
        "https://b.example/rss",
        "https://c.example/x",
    ]


def test_what_is_known_is_told() -> None:
    """By address, however it is spelt."""
    listed = read(b"https://a.example/feed\nhttps://b.example/feed", ["http://www.a.example/feed/"])
    assert [one.url for one in listed.feeds] == ["https://b.example/feed"]
    assert listed.skipped == (Skipped("https://a.example/feed", "import.known"),)


@pytest.mark.parametrize("body", [b"", b"no feed here", b"\x00\xff\xfe", b"<html><body>x</body></html>"])
def test_a_file_without_feeds_is_told(body: bytes) -> None:
    """It names what can be imported."""
    with pytest.raises(UsageError, match=r"error\.no_list"):
        read(body)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a.example/feed", "https://www.A.example:443/feed/", True),
        ("feed://a.example/feed", "https://a.example/feed#x", True),
        ("https://a.example/feed?x=1", "https://a.example/feed", False),
        ("https://a.example/Feed", "https://a.example/feed", False),
        ("https://a.example:8443/feed", "https://a.example/feed", False),
    ],
)
def test_addresses_are_compared_by_what_they_lead_to(one: str, other: str, same: bool) -> None:
    """Scheme, www, default port, host's case, fragment and last slash do not count; path, query and other ports do."""
    assert (canonical(one) == canonical(other)) is same


def test_what_is_written_is_read_again() -> None:
    """Titles, folders and our own settings; cookies and headers are nobody else's business."""
    secret = Manner("me/1", (("X-Key", "secret"),), "session=secret", "article", ".promo")
    feeds = (
        Subscription(
            "https://a.example/?a=1&b=2", '<أول> & "ثان"', "ar", Direction.RTL, FullTexts.ALWAYS, secret, "أ/ب"
        ),
        Subscription("https://b.example/", "b", folder="أ"),
        Subscription("https://c.example/", "c"),
    )
    written = opml.write(feeds, "Qari", NOW)
    assert b"secret" not in written
    listed = read(written)
    assert listed.feeds == (
        feeds[0]._replace(manner=Manner("me/1", keep="article", drop=".promo")),
        *feeds[1:],
    )
    assert not listed.skipped


@given(st.binary(max_size=200), st.integers(0, 900))
def test_no_damage_raises_anything_else(junk: bytes, at: int) -> None:
    """Whatever is changed in a list, there are feeds or there is UsageError."""
    body = OPML.encode()
    for damaged in (junk, body[:at] + junk + body[at + len(junk) :]):
        with suppress(UsageError):
            assert all(one.url.startswith("http") for one in read(damaged).feeds)


def test_addresses_need_no_scheme() -> None:
    """As for ``qari add``; a row of a list that is no address is told."""
    listed = read(b"https://a.example/feed\nb.example/rss\n127.0.0.1:8080/x\nreadme.txt\n")
    assert [one.url for one in listed.feeds] == [
        "https://a.example/feed",
        "https://b.example/rss",
        "http://127.0.0.1:8080/x",
    ]
    assert listed.skipped == (Skipped("readme.txt", "import.bad_address"),)


@pytest.mark.parametrize(
    "body",
    [
        '<outline text="A & B" xmlUrl="https://a.example/?x=1&y=2"/><outline text="B <b>" xmlUrl="https://b.example"/></body>',
        '<outline text="A &amp; B" xmlUrl="https://a.example/?x=1&amp;y=2"/><outline text="B &lt;b>" xmlUrl="https://b.example"/>',
    ],
)
def test_a_broken_list_keeps_its_titles(body: str) -> None:
    """Characters that had to be written otherwise, and an end that is cut off."""
    listed = read(f'<opml version="2.0"><body>{body}'.encode())
    assert [(one.title, one.url) for one in listed.feeds] == [
        ("A & B", "https://a.example/?x=1&y=2"),
        ("B <b>", "https://b.example"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        '<outline text="say "hi" now" xmlUrl="https://a.example/f"/><outline xmlUrl="https://b.example/?x=1&amp;y=2"/>',
        '<outline xmlUrl=https://a.example/f /><outline xmlUrl="https://b.example/?x=1&amp;y=2"/>',
        '<outline xmlUrl="https://a.example/f"/></outline></outline><outline xmlUrl="https://b.example/?x=1&amp;y=2"/>',
        '<outline text="&#xD83D;&#xDE00;" xmlUrl="https://a.example/f"/><outline xmlUrl="https://b.example/?x=1&amp;y=2"/>',
        '</body></opml><opml><body><outline xmlUrl="https://a.example/f"/><outline xmlUrl="https://b.example/?x=1&amp;y=2"/>',
    ],
)
def test_no_feed_of_a_broken_list_is_lost(body: str) -> None:
    """Quotation marks within others or missing, ends of nothing, half characters, two documents in one file."""
    listed = read(f'<opml version="2.0"><body>{body}</body></opml>'.encode())
    assert {one.url for one in listed.feeds} == {"https://a.example/f", "https://b.example/?x=1&y=2"}
