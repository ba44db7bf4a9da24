"""Whole articles, fetched from a real server into a real database."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from hand_clock import START, Clock
from loopback import Answer, Loopback, refused_url

from reader.article import article_blocks
from reader.asking import FullTexts, Subscription
from reader.config.schema import Config, Fetch
from reader.events import PageEvent, PageFailed, PagesFinished, PagesStarted, PageStored
from reader.i18n.catalogue import load
from reader.library import Library
from reader.models import Entry, Filter, Mark, Source
from reader.sync.choose import source_of
from reader.text.clean import unmarked
from reader.text.html import block_text

PAGES = Path(__file__).parent.parent / "data" / "pages"
SUMMARY = "ملخص قصير للخبر"


def page(server: Loopback, name: str) -> str:
    """The address of a page of the tests' own."""
    return server.put(
        f"/{name}", Answer((PAGES / f"{name}.html").read_bytes(), headers=(("Content-Type", "text/html"),))
    )


async def subscribe(library: Library, server: Loopback, *links: str, tag: str = "description") -> tuple[Entry, ...]:
    """Subscribe to a feed of entries with these links; the entries, in that order."""
    items = "".join(
        f"<item><guid>{link}</guid><link>{link}</link><title>عنوان {number}</title>"
        f"<pubDate>{(START - timedelta(hours=number)).isoformat()}</pubDate><{tag}>{SUMMARY}</{tag}></item>"
        for number, link in enumerate(links)
    )
    feed = f"<rss version='2.0'><channel><title>مصدر</title>{items}</channel></rss>".encode()
    await library.add(Subscription(server.put("/feed", Answer(feed))))
    async for _ in library.refresh():
        pass
    return await library.list(Filter())


async def fetched(library: Library, limit: int = 100) -> list[PageEvent]:
    """All events of fetching whole articles."""
    return [event async for event in library.fetch_pages(limit)]


async def shown(library: Library, entry: Entry) -> str:
    """The article's text as the reader shows it."""
    return "\n".join(map(block_text, article_blocks(await library.article(entry.id), load("en"))))


async def test_a_summary_becomes_an_article_that_is_read_offline(server: Loopback, library: Library) -> None:
    """Headline, nine paragraphs, related links at the end, no furniture; found by a word of the page."""
    (entry,) = await subscribe(library, server, page(server, "wordpress-ar"))
    assert SUMMARY in await shown(library, entry)
    events = await fetched(library)
    assert events[0] == PagesStarted(1)
    assert isinstance(events[1], PageStored)
    assert events[2] == PagesFinished(1, 0)
    asked = len(server.requests)
    text = await shown(library, entry)
    assert SUMMARY not in text
    assert text.count("\n") > 9
    assert text.index("القطار القادم غدًا") < text.index("Related articles") < text.index("موسم الكرز")
    assert "لن يتم نشر عنوان بريدك" not in text
    assert await library.list(Filter(text="أغصان الزيتون")) == (entry._replace(has_page=True),)
    assert len(server.requests) == asked


async def test_one_bad_page_stops_no_other(server: Loopback, library: Library) -> None:
    """What went wrong is recorded, shown above the feed's text, and tried again after a day, not before."""
    clock = library._clock
    assert isinstance(clock, Clock)
    links = (server.put("/gone", Answer(status=404)), page(server, "persian"), refused_url())
    entries = await subscribe(library, server, *links)
    events = await fetched(library)
    assert {event.entry_id for event in events if isinstance(event, PageFailed)} == {entries[0].id, entries[2].id}
    assert events[-1] == PagesFinished(1, 2)
    text = await shown(library, entries[0])
    assert text.index("The whole article could not be fetched") < text.index(SUMMARY)
    assert await fetched(library) == [PagesStarted(0), PagesFinished(0, 0)]
    clock.now += timedelta(days=1, seconds=1)
    assert (await fetched(library))[0] == PagesStarted(2)


async def test_what_is_read_waits_unless_it_is_bookmarked(server: Loopback, library: Library) -> None:
    """Bookmarked entries come first, then unread ones, the newest first; a limit holds."""
    links = [server.put(f"/{number}", Answer(status=404)) for number in range(4)]
    entries = await subscribe(library, server, *links)
    await library.mark([entries[0].id, entries[3].id], Mark.READ)
    await library.mark([entries[3].id], Mark.BOOKMARK)
    first = [event.entry_id for event in await fetched(library, 1) if isinstance(event, PageFailed)]
    rest = [event.entry_id for event in await fetched(library) if isinstance(event, PageFailed)]
    assert first == [entries[3].id]
    assert set(rest) == {entries[1].id, entries[2].id}


async def test_a_feed_with_full_texts_needs_no_pages(server: Loopback, library: Library) -> None:
    """Only entries that carry a summary are asked for."""
    await subscribe(library, server, page(server, "hebrew"), tag="content:encoded xmlns:content='x'")
    (entry,) = await library.list(Filter())
    if not entry.is_summary:
        assert await fetched(library) == [PagesStarted(0), PagesFinished(0, 0)]


async def test_the_reader_chooses_the_text_for_a_whole_feed(server: Loopback, library: Library) -> None:
    """By default the longer text is shown; what was chosen holds for the feed's other articles too."""
    first, second = await subscribe(library, server, page(server, "persian"), page(server, "hebrew"))
    await fetched(library)
    assert source_of(await library.article(first.id)) is Source.PAGE
    await library.prefer(first.feed_id, Source.FEED)
    assert source_of(await library.article(second.id)) is Source.FEED
    assert SUMMARY in await shown(library, second)


async def test_a_snippet_is_of_the_text_that_has_the_word(server: Loopback, library: Library) -> None:
    """What only the feed's own text says shows why a search found it, also where the page is stored."""
    (entry,) = await subscribe(library, server, page(server, "persian"))
    await library.fetch_page(entry.id)
    word = SUMMARY.split()[0]
    found = await library.snippet(entry.id, word)
    assert found is not None and word in found.text


async def test_a_failure_takes_no_article_away(server: Loopback, library: Library) -> None:
    """A page that was stored stays when it cannot be fetched again."""
    (entry,) = await subscribe(library, server, page(server, "wordpress-ar"))
    await library.fetch_page(entry.id)
    server.put("/wordpress-ar", Answer(status=500))
    article = await library.fetch_page(entry.id)
    assert article.page is not None
    assert article.page_problem is None


async def test_a_budget_of_megabytes_ends_the_fetching(server: Loopback, library: Library) -> None:
    """Once it is used up no further page is asked for; the rest is fetched the next time."""
    await subscribe(
        library, server, *(page(server, name) for name in ("wordpress-ar", "persian", "hebrew", "opinion-ar"))
    )
    events = [event async for event in library.fetch_pages(100, 0.000_001)]
    stored = [event for event in events if isinstance(event, PageStored)]
    rest = [event for event in await fetched(library) if isinstance(event, PageStored)]
    assert 0 < len(stored) <= 4
    assert len(stored) + len(rest) == 4
    ready = await library.prepared()
    assert (ready.whole, ready.total) == (4, 4)
    assert ready.bytes > 1000


async def test_a_feed_may_want_all_pages_or_none(server: Loopback, tmp_path: Path, clock: Clock) -> None:
    """``full_text`` of the configuration says which, and can be changed there."""
    link = page(server, "hebrew")
    item = f"<item><link>{link}</link><title>t</title><description>{SUMMARY}</description></item>"
    url = server.put("/feed", Answer(f"<rss version='2.0'><channel>{item}</channel></rss>".encode()))
    for full_text, count in ((FullTexts.NEVER, 0), (FullTexts.ALWAYS, 1)):
        config = Config(feeds=(Subscription(url, full_text=full_text),), fetch=Fetch(timeout=5.0))
        library = await Library.open(tmp_path / "other.db", config, clock)
        async for _ in library.refresh():
            pass
        assert (await fetched(library))[0] == PagesStarted(count)
        await library.close()


async def test_a_page_that_is_saved_again_is_brought_up_to_date(server: Loopback, library: Library) -> None:
    """Headline and text become those of now; what was read or bookmarked stays, and there is one entry."""
    link = page(server, "hebrew")
    first = await library.save_page(link, "للقراءة لاحقًا")
    await library.mark([first.id], Mark.BOOKMARK)
    server.put("/hebrew", Answer((PAGES / "persian.html").read_bytes()))
    second = await library.save_page(f"{link}#part", "للقراءة لاحقًا")
    assert (second.id, second.bookmarked) == (first.id, True)
    assert second.title != first.title
    assert await library.list(Filter()) == (second,)
    assert await library.list(Filter(text=first.title)) == ()


async def test_an_article_ends_with_what_it_is_filed_under(library: Library, server: Loopback) -> None:
    """Section and tags of its page, each isolated, in the order of the interface's own language."""
    (entry,) = await subscribe(library, server, page(server, "wordpress-ar"))
    blocks = article_blocks(await library.fetch_page(entry.id), load("ar"))
    (filed,) = [block_text(block) for block in blocks if block.text.startswith("التصنيفات:")]
    assert unmarked(filed) == "التصنيفات: العالم، سكك حديدية، كوارث طبيعية"
