"""A refresh over a real connection: progress, arrivals, failures, and a list that stays where it is."""

from __future__ import annotations

import asyncio
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from loopback import Answer, Request, loopback
from rich.cells import cell_len
from ui_samples import ENGLISH_BODY, NOW, Shown, a_story, an_intent, fill, rows, showing

from reader.asking import Subscription
from reader.config.schema import Config
from reader.models import Filter
from reader.store import feeds, subscriptions
from reader.store.db import open_or_replace
from reader.ui.wording import finished


def rss(*titles: str) -> bytes:
    """A feed of these titles, the newest first, all newer than NOW."""
    items = "".join(
        f"<item><guid>{title}</guid><title>{title}</title><description>x</description>"
        f"<pubDate>{NOW + timedelta(hours=len(titles) - number):%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for number, title in enumerate(titles)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Served</title>{items}</channel></rss>'.encode()


def stored(path: Path, url: str, count: int) -> Path:
    """A store with one feed at ``url`` and ``count`` stories."""
    given = Subscription(url, "Served", "en")
    stories = [a_story(number, f"Story number {number}", ENGLISH_BODY, "en") for number in range(count)]
    with closing(open_or_replace(path).database) as db:
        feeds.apply(db, an_intent(subscriptions.subscribe(db, given), given, stories))
    return path


async def until(shown: Shown, text: str) -> None:
    """Wait until ``text`` is in view."""
    for _ in range(400):
        if text in shown.text():
            return
        await shown.pilot.pause(0.02)
    raise AssertionError(shown.text())


async def test_the_list_does_not_jump(tmp_path: Path) -> None:
    """While new entries come in above, the entry under the cursor keeps its row of the screen; g shows the new."""
    with loopback() as server:
        url = server.put("/feed", Answer(rss(*(f"New {number}" for number in range(7)))))
        async with showing(stored(tmp_path / "qari.db", url, 60), (120, 20)) as shown:
            await shown.press("G", *"kkkkk")
            headlines = shown.main.headlines
            here, row = headlines.current_id, headlines.cursor - headlines.scroll_offset.y
            before = rows(headlines)
            await shown.press("r")
            assert headlines.count == 67
            assert headlines.current_id == here
            assert headlines.cursor - headlines.scroll_offset.y == row
            assert rows(headlines) == before
            assert "7 new headlines above" in shown.text()
            await shown.press("g")
            assert "New 0" in rows(headlines)[0]
            assert "new headlines above" not in shown.text()


async def test_an_untouched_list_does_not_jump_either(tmp_path: Path) -> None:
    """At the top of the list, too, what is under the cursor stays under it."""
    with loopback() as server:
        url = server.put("/feed", Answer(rss("New 0", "New 1")))
        async with showing(stored(tmp_path / "qari.db", url, 60), (120, 20)) as shown:
            before = rows(shown.main.headlines)
            await shown.press("R")
            assert rows(shown.main.headlines) == before
            assert shown.main.headlines.arrived == 2


async def test_progress_is_shown_while_it_runs(tmp_path: Path) -> None:
    """The status bar counts the feeds as they come, beside a bar that fills; every row keeps its width."""
    gate = asyncio.Event()
    with loopback() as server:

        def slow(request: Request) -> Answer:
            return Answer(rss("Late"), delay=0.0 if gate.is_set() else 0.6)

        path = stored(tmp_path / "qari.db", server.put("/quick", Answer(rss("Quick"))), 3)
        with closing(open_or_replace(path).database) as db:
            subscriptions.subscribe(db, Subscription(server.put("/slow", slow)))
        async with showing(path, (120, 20), clock=lambda: NOW) as shown:
            await shown.pilot.press("R")
            await until(shown, "Refreshing 1 of 2")
            assert "━" in rows(shown.main.status)[0] and "─" in rows(shown.main.status)[0]
            assert cell_len(rows(shown.main.status)[0]) == shown.main.status.size.width
            await shown.pilot.press("R")
            await until(shown, "A refresh is running already")
            await shown.settle()
            assert "2 new" in rows(shown.main.status)[0]


async def test_failures_are_counted_and_stop_nothing(tmp_path: Path) -> None:
    """One feed fails, the other is stored; the failing one gets its mark and its reason."""
    with loopback() as server:
        path = stored(tmp_path / "qari.db", server.put("/feed", Answer(rss("Good news"))), 3)
        with closing(open_or_replace(path).database) as db:
            subscriptions.subscribe(db, Subscription(server.put("/gone", Answer(status=410)), "Gone"))
        async with showing(path, (120, 20)) as shown:
            await shown.press("R")
            assert "1 new · 1 feed failed" in rows(shown.main.status)[0]
            assert any(row.startswith("! Gone") for row in rows(shown.main.feeds))
            assert shown.main.headlines.count == 4


async def test_offline_is_said_and_everything_stays_readable(tmp_path: Path) -> None:
    """With no network the status says so, and headlines, articles and bookmarks are still there."""
    async with showing(fill(tmp_path / "qari.db"), (120, 20)) as shown:
        await shown.press("R")
        assert "Offline" in rows(shown.main.status)[0] or "feeds failed" in rows(shown.main.status)[0]
        await shown.press("j", "enter", "s")
        assert "Paragraph 0" in "".join(rows(shown.main.article))


async def test_it_refreshes_by_itself_at_the_start(tmp_path: Path) -> None:
    """With ``refresh_on_start`` the feeds are asked without a key being pressed; without, they are not."""
    with loopback() as server:
        url = server.put("/feed", Answer(rss("New 0")))
        async with showing(stored(tmp_path / "qari.db", url, 2), config=Config()) as shown:
            await shown.settle()
            assert len(server.asked("/feed")) == 1 and shown.main.headlines.count == 3
        async with showing(tmp_path / "qari.db") as shown:
            assert len(server.asked("/feed")) == 1


async def test_quitting_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    """Leaving while a feed is being fetched is quick, and the store opens again with what it had."""
    with loopback() as server:
        path = stored(tmp_path / "qari.db", server.put("/slow", Answer(rss("Late"), delay=30.0)), 3)
        async with showing(path) as shown:
            await shown.pilot.press("R")
            await until(shown, "Refreshing 0 of 1")
        async with showing(path) as shown:
            assert shown.main.headlines.count == 3


async def test_the_notices_of_a_refresh() -> None:
    """What a refresh came to: new, nothing new, offline."""
    from reader.events import FeedFailed, FeedUnchanged, RefreshFinished, RefreshStarted
    from reader.i18n.catalogue import load
    from reader.models import Problem
    from reader.ui.progress import Progress

    lost = FeedFailed(1, "", "", Problem("error.dns"))
    progress = Progress().after(RefreshStarted(2)).after(lost).after(lost)
    assert not progress.offline
    assert finished(progress.after(RefreshFinished(0, 0, 2, 0)), load("en"))[0].startswith("Offline")
    mixed = Progress().after(RefreshStarted(2)).after(lost).after(FeedUnchanged(2, ""))
    assert finished(mixed.after(RefreshFinished(0, 1, 1, 0)), load("en"))[0] == "Nothing new · 1 feed failed"


async def test_a_feed_is_added_by_its_address(tmp_path: Path) -> None:
    """a, the address and Enter subscribe, fetch and show it; a second time it is there already."""
    with loopback() as server:
        url = server.put("/feed", Answer(rss("Brand new", "Older")))
        async with showing(fill(tmp_path / "qari.db"), (120, 20)) as shown:
            await shown.press("a")
            assert shown.main.field is not None
            shown.main.field.value = url
            await shown.press("enter")
            await until(shown, "Brand new")
            assert shown.main.place_feed is not None and shown.main.place_feed.title == "Served"
            assert shown.main.headlines.count == 2
            assert shown.main.feeds.current.place == shown.main.place  # so that Enter goes to its headlines
            await shown.press("a")
            assert shown.main.field is not None
            shown.main.field.value = url
            await shown.press("enter")
            assert "Already subscribed" in rows(shown.main.status)[0]


async def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    """The reason is told, Esc closes the field, and nothing was subscribed to."""
    async with showing(fill(tmp_path / "qari.db"), (120, 20)) as shown:
        before = len(shown.main.feeds.feeds)
        await shown.press("a", *"javascript:x", "enter")
        assert "javascript:x" in rows(shown.main.status)[0]
        await shown.press("a", "escape")
        assert shown.main.field is None and len(shown.main.feeds.feeds) == before


async def test_a_feed_without_headlines_says_why(tmp_path: Path) -> None:
    """In the pane, wrapped, where there is nothing else to show."""
    async with showing(fill(tmp_path / "qari.db"), (80, 20)) as shown:
        broken = next(feed for feed in shown.main.feeds.feeds if feed.title == "Broken")
        await shown.main.go_to(Filter(feed_id=broken.id))
        await shown.settle()
        assert "503" in "".join(rows(shown.main.headlines))


async def test_why_a_single_feed_fails_is_told(tmp_path: Path) -> None:
    """With the way out, as on the command line; of several there is a count."""
    with loopback() as server:
        url = server.put("/feed", Answer(b"", status=500))
        async with showing(stored(tmp_path / "qari.db", url, 2)) as shown:
            await shown.press("R")
            assert "answered with status 500. Try again later." in shown.text()


async def test_answers_stand_before_what_goes_on_by_itself(tmp_path: Path) -> None:
    """What was found in the article is not hidden by the progress of what is fetched ahead."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("enter", "ctrl+f", *"paragraph")
        found = rows(shown.main.status)[0]
        shown.main.status.pass_on("Fetching articles")
        await shown.settle()
        assert "Not in this article" in found and rows(shown.main.status)[0] == found


async def test_feeds_without_a_name_are_told_apart(tmp_path: Path) -> None:
    """By the end of their addresses."""
    path = tmp_path / "qari.db"
    with closing(open_or_replace(path).database) as db:
        for name in ("one", "two"):
            subscriptions.subscribe(db, Subscription(f"https://www.example.org/a/long/way/to/feeds/of/{name}.xml"))
    async with showing(path) as shown:
        listed = "\n".join(rows(shown.main.feeds))
        assert "/of/one.xml" in listed and "/of/two.xml" in listed


async def test_what_comes_is_shown_while_others_are_waited_for(tmp_path: Path) -> None:
    """The headlines of a feed that has answered stand before one that takes its time, and those of the next one too."""
    with loopback() as server:
        path = tmp_path / "qari.db"
        with closing(open_or_replace(path).database) as db:
            for name, delay in (("First", 0.0), ("Second", 1.0), ("Late", 15.0)):
                subscriptions.subscribe(db, Subscription(server.put(f"/{name}", Answer(rss(name), delay=delay))))
        async with showing(path) as shown:
            await shown.pilot.press("R")
            await until(shown, "First")
            await until(shown, "Second")
            assert shown.main.refreshing
