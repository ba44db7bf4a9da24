"""The other text of an article."""

from __future__ import annotations

from pathlib import Path

from loopback import Answer, loopback
from ui_samples import fill, rows, showing

from reader.asking import Subscription
from reader.config.schema import Config, Offline, Screen
from reader.library import Library

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
            assert rows(shown.main.headlines)[0][1] == " "
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


async def test_any_page_is_kept_to_read_later(tmp_path: Path) -> None:
    """L asks for an address and shows its article; the feed of such pages is in the list, and is never fetched."""
    path = tmp_path / "qari.db"
    with loopback() as server:
        link = server.put("/page", Answer(PAGE.read_bytes(), headers=(("Content-Type", "text/html"),)))
        await filled(path, server.put("/feed", Answer(b"<rss version='2.0'><channel></channel></rss>")))
        async with showing(path) as shown:
            await shown.press("L")
            assert shown.main.field is not None
            shown.main.field.value = link
            await shown.press("enter")
            assert shown.main.opened is not None
            assert shown.main.opened.url == link
            asked = len(server.requests)
            await shown.press("escape", "escape")
            assert "Read later" in shown.text()
            await shown.press("R")
            assert [one for one in server.requests[asked:] if "page" in str(one)] == []


async def test_a_related_article_is_read_here(tmp_path: Path) -> None:
    """Its link at the end of an article fetches it, and shows it in the place of the first."""
    path = tmp_path / "qari.db"
    with loopback() as server:
        other = server.put("/other", Answer((PAGE.parent / "hebrew.html").read_bytes()))
        related = f"<div class=related><h3>مقالات ذات صلة</h3><a href='{other}'>مقال آخر عن القطار القديم</a></div>"
        body = PAGE.read_text(encoding="utf-8").replace("</body>", f"{related}</body>")
        link = server.put("/page", Answer(body.encode()))
        await filled(path, server.put("/feed", Answer(b"<rss version='2.0'><channel></channel></rss>")))
        library = await Library.open(path, Config())
        entry = await library.save_page(link, "Read later")
        await library.close()
        async with showing(path) as shown:
            await shown.main.open_entry(entry.id)
            await shown.settle()
            shown.main._go(other)
            await shown.settle()
            assert shown.main.opened is not None
            assert shown.main.opened.url == other


async def test_the_next_and_the_previous_article(tmp_path: Path) -> None:
    """N and P open the neighbours in the list, and stop at its ends."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("enter")
        opened = [shown.main.opened]
        for key in ("N", "N", "P", "P", "P"):
            await shown.press(key)
            opened.append(shown.main.opened)
        ids = [entry.id for entry in opened if entry is not None]
        first, second, third = shown.main.headlines.ids[:3]
        assert ids == [first, second, third, second, first, first]


async def test_an_article_is_given_to_a_command(tmp_path: Path) -> None:
    """Its logical text is the command's input; a status other than 0 is told."""
    file = tmp_path / "out.txt"
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("enter", "|")
        assert shown.main.field is not None
        shown.main.field.value = f"cat > '{file}'; exit 3"
        await shown.press("enter")
        assert "The command ended with status 3" in shown.text()
        assert "قررت الحكومة" in file.read_text(encoding="utf-8")


async def test_a_slow_page_takes_nobody_away(tmp_path: Path) -> None:
    """Whoever opens another article meanwhile stays there; a second press of x asks for nothing more."""
    path = tmp_path / "qari.db"
    fill(path)
    with loopback() as server:
        link = server.put("/page", Answer(PAGE.read_bytes(), delay=0.5))
        async with showing(path) as shown:
            await shown.press("enter")
            shown.main.start(shown.main._read_page(link), "keys")
            await shown.press("N")
            await shown.settle()
            assert shown.main.opened is not None
            assert shown.main.opened.url != link
        items = f"<item><link>{link}</link><title>t</title><description>Only a summary</description></item>"
        url = server.put("/feed", Answer(f"<rss version='2.0'><channel>{items}</channel></rss>".encode()))
        await filled(tmp_path / "other.db", url)
        asked = len(server.requests)
        async with showing(tmp_path / "other.db") as shown:
            await shown.press("enter")
            shown.main.action_text()
            shown.main.action_text()
            await shown.settle()
            assert "Only a summary" not in shown.text()
        assert len(server.requests) == asked + 1
