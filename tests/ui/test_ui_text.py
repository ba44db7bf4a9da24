"""The other text of an article."""

from __future__ import annotations

from pathlib import Path

from loopback import Answer, loopback
from ui_samples import rows, showing

from reader.config.schema import Config, Offline, Screen
from reader.library import Library
from reader.models import Subscription

PAGE = Path(__file__).parent.parent / "data" / "pages" / "wordpress-ar.html"


async def filled(path: Path, url: str) -> None:
    """A store of one feed."""
    library = await Library.open(path, Config())
    await library.add(Subscription(url))
    async for _ in library.refresh():
        pass
    await library.close()


async def test_x_fetches_the_whole_article_and_goes_back(tmp_path: Path) -> None:
    """First the page is fetched, in its own process; then both texts are there, also without the network."""
    path = tmp_path / "qari.db"
    with loopback() as server:
        link = server.put("/page", Answer(PAGE.read_bytes(), headers=(("Content-Type", "text/html"),)))
        feed = (
            f"<rss version='2.0'><channel><title>مصدر</title><item><guid>1</guid><link>{link}</link>"
            "<title>عنوان</title><description>Only a summary</description></item></channel></rss>"
        )
        await filled(path, server.put("/feed", Answer(feed.encode())))
        async with showing(path) as shown:
            await shown.press("enter")
            assert "Only a summary" in shown.text()
            await shown.press("x")
            assert "Only a summary" not in shown.text()
            assert "The whole article, from its page" in shown.text()
            server.answers.clear()
            await shown.press("x")
            assert "Only a summary" in shown.text()
            assert "The feed's own text" in shown.text()
    async with showing(path) as shown:
        await shown.press("enter")
        assert "Only a summary" in shown.text()  # it was chosen for this feed
        await shown.press("x")
        assert "Only a summary" not in shown.text()


async def test_x_says_why_there_is_no_more(tmp_path: Path) -> None:
    """Above the feed's own text, which stays."""
    path = tmp_path / "qari.db"
    with loopback() as server:
        link = server.put("/page", Answer(b"%PDF-1.7", headers=(("Content-Type", "application/pdf"),)))
        feed = (
            f"<rss version='2.0'><channel><title>مصدر</title><item><guid>1</guid><link>{link}</link>"
            "<title>عنوان</title><description>Only a summary</description></item></channel></rss>"
        )
        await filled(path, server.put("/feed", Answer(feed.encode())))
        async with showing(path) as shown:
            await shown.press("enter", "x")
            assert "This is a PDF file" in shown.text()
            assert "Only a summary" in shown.text()


async def test_whole_articles_are_fetched_after_a_refresh(tmp_path: Path) -> None:
    """In the background, within the budget; the list tells of which only the summary is there."""
    path = tmp_path / "qari.db"
    with loopback() as server:
        links = [
            server.put("/page", Answer(PAGE.read_bytes(), headers=(("Content-Type", "text/html"),))),
            server.put("/gone", Answer(status=404)),
        ]
        items = "".join(
            f"<item><guid>{link}</guid><link>{link}</link><title>عنوان</title>"
            "<description>Only a summary</description></item>"
            for link in links
        )
        url = server.put("/feed", Answer(f"<rss version='2.0'><channel>{items}</channel></rss>".encode()))
        await filled(path, url)
        config = Config(screen=Screen(refresh_on_start=False), offline=Offline(articles=10))
        async with showing(path, config=config) as shown:
            assert [row[1] for row in rows(shown.main.headlines)[:2]] == ["…", "…"]
            await shown.press("R")
            assert [row[1] for row in rows(shown.main.headlines)[:2]] == [" ", "…"]
            await shown.press("enter")
            assert "Only a summary" not in shown.text()
