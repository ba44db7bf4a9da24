"""How pages and feeds are asked for, each in its own manner."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from loopback import Answer, Loopback, Request

from reader.asking import FullTexts, Manner, Subscription
from reader.events import PageEvent, PageFailed, PageStored
from reader.feeds.address import same_site
from reader.library import Library
from reader.models import Entry, Filter
from reader.sync.metered import is_metered

HTML = (("Content-Type", "text/html"),)
TEXT = (
    "<p>"
    + "</p><p>".join(f"جملة طويلة رقم {number} فيها ما يكفي من الكلام لتكون فقرة." for number in range(9))
    + "</p>"
)
PAGE = f"<html><body><nav>الرئيسية</nav><article><h1>عنوان</h1>{TEXT}</article></body></html>".encode()
MANNER = Manner("reader of mine/1", (("X-Key", "abc"), ("Accept-Language", "ar")), "session=1; edition=ar")


async def subscribe(library: Library, server: Loopback, link: str, manner: Manner) -> Entry:
    """Subscribe to a feed of one summary."""
    feed = (
        "<rss version='2.0'><channel><title>x</title><item><guid>1</guid>"
        f"<link>{link}</link><title>y</title><description>s</description></item></channel></rss>"
    )
    url = server.put("/feed", Answer(feed.encode()))
    await library.add(Subscription(url, full_text=FullTexts.AUTO, manner=manner))
    async for _ in library.refresh():
        pass
    return (await library.list(Filter()))[0]


async def fetched(library: Library) -> list[PageEvent]:
    """All events of fetching whole articles."""
    return [event async for event in library.fetch_pages(100)]


def said(request: Request, *names: str) -> list[bytes]:
    """Headers of a request; empty: it has none."""
    return [request.headers.get(name, b"") for name in names]


async def test_a_feed_and_its_pages_are_asked_for_as_the_user_says(library: Library, server: Loopback) -> None:
    """With the user's own name, headers and cookies."""
    link = server.put("/page", Answer(PAGE, headers=HTML))
    await subscribe(library, server, link, MANNER)
    assert any(isinstance(event, PageStored) for event in await fetched(library))
    for path in ("/feed", "/page"):
        (request,) = server.asked(path)
        names = said(request, "user-agent", "x-key", "accept-language", "cookie")
        assert names == [b"reader of mine/1", b"abc", b"ar", b"session=1; edition=ar"]


async def test_headers_and_cookies_stay_with_the_feeds_own_site(library: Library, server: Loopback) -> None:
    """A page of another host gets neither, and no more does the target of a redirect; the name is no secret."""
    elsewhere = server.put("/other", Answer(PAGE, headers=HTML)).replace("127.0.0.1", "localhost")
    link = server.put("/page", Answer(status=302, headers=(("Location", elsewhere),)))
    await subscribe(library, server, link, MANNER)
    await fetched(library)
    assert said(server.asked("/page")[0], "x-key", "cookie") == [b"abc", b"session=1; edition=ar"]
    assert said(server.asked("/other")[0], "user-agent", "x-key", "cookie") == [b"reader of mine/1", b"", b""]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/x", "https://a.example/feed", True),
        ("https://www.a.example/x", "https://feeds.a.example/feed", False),
        ("https://www.a.example/x", "https://a.example/feed", True),
        ("https://a.example/x", "https://www.a.example/feed", True),
        ("https://a.example/x", "https://news.a.example/feed", False),
        ("https://www.github.io/x", "https://alice.github.io/feed", False),
        ("https://www.co.uk/x", "https://a.co.uk/feed", False),
        ("https://news.a.example/x", "https://a.example/feed", True),
        ("https://b.example/x", "https://a.example/feed", False),
        ("https://evila.example/x", "https://a.example/feed", False),
        ("http://a.example/x", "https://a.example/feed", False),
        ("https://a.example/x", "http://a.example/feed", True),
        ("https://a.com/", "https://com/", False),
        ("https://[", "https://a.example/", False),
    ],
)
def test_a_site_is_a_host_its_www_twin_and_what_lies_in_its_domain(one: str, other: str, same: bool) -> None:
    """Never an unencrypted one of an encrypted one."""
    assert same_site(one, other) is same


async def test_selectors_choose_what_the_article_is(library: Library, server: Loopback) -> None:
    """What is dropped is gone, what is kept is all; a page without any of it is read as any other."""
    chosen = f"<article><h1>عنوان</h1><p class=promo>اشتر الآن</p><div class=text>{TEXT}</div></article>"
    link = server.put("/page", Answer(f"<html><body>{chosen}<p>غيره</p></body></html>".encode(), headers=HTML))
    entry = await subscribe(library, server, link, Manner(keep="article", drop=".promo, h1"))
    page = (await library.fetch_page(entry.id)).page
    assert page is not None
    assert page.html.startswith("<p>جملة طويلة رقم 0") and page.html.count("<p>") == 9
    server.put("/page", Answer(PAGE, headers=HTML))
    other = (await library.fetch_page(entry.id)).page
    assert other is not None and other.words == page.words


async def test_a_short_article_that_was_chosen_counts(library: Library, server: Loopback) -> None:
    """The user knows better than any rule of length."""
    link = server.put("/page", Answer(b"<html><body><div id=a>Two words</div></body></html>", headers=HTML))
    entry = await subscribe(library, server, link, Manner(keep="#a"))
    page = (await library.fetch_page(entry.id)).page
    assert page is not None and page.words == 2


async def test_publishers_rules_hold_for_what_is_fetched_ahead(library: Library, server: Loopback) -> None:
    """Asked for once a site; what somebody asks for is fetched all the same."""
    server.put("/robots.txt", Answer(b"User-agent: *\nDisallow: /pa*e$\n"))
    link = server.put("/page", Answer(PAGE, headers=HTML))
    entry = await subscribe(library, server, link, MANNER)
    (failed,) = [event for event in await fetched(library) if isinstance(event, PageFailed)]
    assert failed.problem.key == "error.page_robots"
    assert not server.asked("/page") and len(server.asked("/robots.txt")) == 1
    assert said(server.asked("/robots.txt")[0], "cookie") == [b""]
    assert (await library.fetch_page(entry.id)).page is not None
    assert len(server.asked("/robots.txt")) == 1


async def test_publishers_rules_hold_for_where_a_page_leads(library: Library, server: Loopback) -> None:
    """A page that may be fetched names another one, in its markup, that may not be."""
    server.put("/robots.txt", Answer(b"User-agent: *\nDisallow: /private/\n"))
    server.put("/private/page", Answer(PAGE, headers=HTML))
    leading = b"<html><head><meta http-equiv='refresh' content='0;url=/private/page'></head><body></body></html>"
    entry = await subscribe(library, server, server.put("/page", Answer(leading, headers=HTML)), MANNER)
    (failed,) = [event for event in await fetched(library) if isinstance(event, PageFailed)]
    assert failed.entry_id == entry.id and server.asked("/page") and not server.asked("/private/page")
    assert (await library.fetch_page(entry.id)).page is not None


@pytest.mark.parametrize("delay", ["0", "5 ", "1.5"])
async def test_a_page_that_sends_its_reader_on_is_followed(library: Library, server: Loopback, delay: str) -> None:
    """A meta refresh, or a page of scripts that names its AMP form."""
    target = server.put("/real", Answer(PAGE, headers=HTML))
    shell = f"<html><head><meta http-equiv=Refresh content=\"{delay}; URL='/real'\"></head><body>…</body></html>"
    link = server.put("/page", Answer(shell.encode(), headers=HTML))
    entry = await subscribe(library, server, link, Manner())
    page = (await library.fetch_page(entry.id)).page
    assert page is not None and page.url == target


async def test_the_form_for_machines_stands_in_for_a_page_of_scripts(library: Library, server: Loopback) -> None:
    """Where that one has no article either, the first page's reason is told."""
    shell = b"<html><head><link rel=amphtml href=/amp></head><body><script>render()</script></body></html>"
    link = server.put("/page", Answer(shell, headers=HTML))
    entry = await subscribe(library, server, link, Manner())
    server.put("/amp", Answer(status=404))
    problem = (await library.fetch_page(entry.id)).page_problem
    assert problem is not None and problem.key == "error.page_script"
    server.put("/amp", Answer(PAGE, headers=HTML))
    assert (await library.fetch_page(entry.id)).page is not None


async def test_refreshes_that_go_in_circles_end(library: Library, server: Loopback) -> None:
    """Three pages are read at the most."""
    for here, there in (("/page", "/b"), ("/b", "/page")):
        shell = f"<html><head><meta http-equiv=refresh content='0;url={there}'></head><body></body></html>"
        server.put(here, Answer(shell.encode(), headers=HTML))
    entry = await subscribe(library, server, server.url("/page"), Manner())
    assert (await library.fetch_page(entry.id)).page is None
    assert len(server.asked("/page")) + len(server.asked("/b")) == 3


@pytest.mark.parametrize(
    ("said", "metered"), [("u 1", True), ("u 3", True), ("u 2", False), ("u 4", False), ("", False)]
)
def test_the_system_knows_what_the_network_costs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, metered: bool
) -> None:
    """NetworkManager's word, guessed or not; without it a network is free."""
    program = tmp_path / "busctl"
    if said:
        program.write_text(f"#!/bin/sh\necho '{said}'\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin" if said else str(tmp_path))
    assert is_metered() is metered
