"""How the feeds fare."""

from __future__ import annotations

from pathlib import Path

from loopback import Answer, loopback
from ui_samples import fill, showing

from reader.asking import Subscription
from reader.config.schema import Config, Screen
from reader.library import Library
from reader.ui.screens.health import HealthList

FEED = b"<rss version='2.0'><channel><title>x</title><item><guid>1</guid><title>One</title></item></channel></rss>"


async def test_the_worst_comes_first_with_its_reason(tmp_path: Path) -> None:
    """H lists all feeds; what fails says why, in plain words."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("H")
        text = shown.text()
        assert "How the feeds fare" in text and "broken.example" in text
        assert text.index("Broken") < text.index("well")
        await shown.press("enter")
        assert shown.main.place_feed is not None and shown.main.place_feed.title == "Broken"


async def test_a_feed_is_renamed(tmp_path: Path) -> None:
    """n lets its name be typed; an empty one gives it its own again."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("H", "n", "ctrl+u", *"Mended", "enter")
        assert "Mended" in [feed.title for feed in shown.main.feeds.feeds]
        await shown.press("H", "n", "ctrl+u", "enter")
        assert "Mended" not in [feed.title for feed in shown.main.feeds.feeds]


async def test_a_removal_is_taken_back(tmp_path: Path) -> None:
    """x ends a subscription, u begins it again, with all that was stored and marked."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("H", "j", "x")
        left = {feed.title for feed in shown.main.feeds.feeds}
        assert len(left) == 2 and "u takes it back" in shown.text()
        await shown.press("u")
        assert len(shown.main.feeds.feeds) == 3
        assert sum(feed.total for feed in shown.main.feeds.feeds) == 8


async def test_e_goes_to_what_fails(tmp_path: Path) -> None:
    """Round from the end; it says so where nothing does."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("E")
        assert shown.main.place_feed is not None and shown.main.place_feed.title == "Broken"
    async with showing(tmp_path / "none.db") as shown:
        await shown.press("escape", "E")
        assert "No feed fails" in shown.text()


async def test_a_feed_that_rests_is_asked_when_it_is_wanted_twice(tmp_path: Path) -> None:
    """r says why it is not asked and for how long; r again insists."""
    path = tmp_path / "qari.db"
    with loopback() as server:
        library = await Library.open(path, Config())
        url = server.put("/f", Answer(FEED, headers=(("Cache-Control", "max-age=1800"),)))
        await library.add(Subscription(url))
        await library.close()
        async with showing(path) as shown:
            await shown.press("R")
            assert len(server.asked("/f")) == 1
            await shown.press("r")
            assert "nothing will be new for another 30 min" in shown.text() and "Press r again" in shown.text()
            assert len(server.asked("/f")) == 1
            await shown.press("r")
            assert len(server.asked("/f")) == 2


async def test_changes_are_taken_back_in_their_order(tmp_path: Path) -> None:
    """The last one first, whether it is a mark or a removal."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("H", "j", "x", "s", "u")
        assert len(shown.main.feeds.feeds) == 2 and "Subscribed again" not in shown.text()
        await shown.press("u")
        assert len(shown.main.feeds.feeds) == 3 and "Subscribed again to" in shown.text()


async def test_a_feed_is_paused_and_moved(tmp_path: Path) -> None:
    """p leaves it alone until it is asked for, and its row says so; m puts it into a folder; p again resumes."""
    path = tmp_path / "qari.db"
    with loopback() as server:
        library = await Library.open(path, Config())
        await library.add(Subscription(server.put("/f", Answer(FEED))))
        await library.close()
        async with showing(path) as shown:
            await shown.press("H", "p")
            assert "Paused by you" in shown.text()  # the list is shown again, as it is now
            await shown.press("escape")
            assert "‖" in shown.text()
            await shown.press("R")
            assert not server.asked("/f")
            await shown.press("H", "r")
            assert len(server.asked("/f")) == 1
            await shown.press("H", "m", *"News/World", "enter")
            assert "is in News/World now" in shown.text()
            assert [row.title for row in shown.main.feeds._rows[-3:-1]] == ["News", "World"]
            await shown.press("H")
            assert "Folder: News/World" in shown.text() and "Paused by you" in shown.text()
            await shown.press("p", "escape")
            assert "asked again like the others" in shown.text()
            assert "‖" not in shown.text()


async def test_the_list_comes_again_where_it_was(tmp_path: Path) -> None:
    """After a feed was paused or is told outside: several can be seen to one after the other."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("H", "j", "b")
        listed = shown.app.screen.query_one(HealthList)
        assert listed.cursor == 1 and "You are notified of its news" in shown.text()
        await shown.pilot.press("p", "escape")
        await shown.settle()
        assert shown.app.screen is shown.main and "‖" in shown.text()
        await shown.press("u")
        assert "‖" not in shown.text()


async def test_a_feed_that_rests_is_gone_to(tmp_path: Path) -> None:
    """r among the feeds that fare goes to the one that is meant, so that r once more is for it as well."""
    path = tmp_path / "qari.db"
    with loopback() as server:
        library = await Library.open(path, Config())
        for name in ("a", "b"):
            url = server.put(f"/{name}", Answer(FEED, headers=(("Cache-Control", "max-age=1800"),)))
            await library.add(Subscription(url, name))
        await library.close()
        async with showing(path) as shown:
            await shown.press("R", "H", "j", "r")
            assert "Press r again" in shown.text()
            asked = shown.main.place_feed
            assert asked is not None
            await shown.press("r")
            assert len(server.asked(f"/{asked.title}")) == 2


async def test_a_feed_of_the_configuration_comes_back(tmp_path: Path) -> None:
    """Which is told when it is removed."""
    with loopback() as server:
        url = server.put("/f", Answer(FEED))
        config = Config(feeds=(Subscription(url, "Mine"),), screen=Screen(refresh_on_start=False))
        async with showing(tmp_path / "qari.db", config=config) as shown:
            await shown.press("H", "x")
            assert "The configuration file names Mine as well" in shown.text()
