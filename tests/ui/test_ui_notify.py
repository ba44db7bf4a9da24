"""News told outside the app."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path

from loopback import Answer, loopback
from ui_samples import NOW, showing

from reader.asking import Subscription
from reader.config.schema import Config, Screen
from reader.library import Library
from reader.models import Filter, Mark

Said = Callable[[], list[str]]


def feed(*titles: str) -> bytes:
    """A feed with these headlines."""
    items = "".join(f"<item><guid>{title}</guid><title>{title}</title></item>" for title in titles)
    return f"<rss version='2.0'><channel><title>Sources &amp; <![CDATA[<b>]]></title>{items}</channel></rss>".encode()


async def test_the_app_tells_of_feeds_that_are_waited_for(tmp_path: Path, desktop: Said) -> None:
    """b in the health screen says for which; what was there before, and what is read, is no news."""
    path = tmp_path / "qari.db"
    with loopback() as server:
        library = await Library.open(path, Config())
        url = server.put("/f", Answer(feed("One")))
        await library.add(Subscription(url))
        async for _ in library.refresh():
            pass
        await library.mark([entry.id for entry in await library.list(Filter())], Mark.READ)
        await library.close()
        config = Config(screen=Screen(refresh_on_start=False, notifications="desktop"))
        minutes = count()
        clock = lambda: NOW + timedelta(minutes=next(minutes))  # noqa: E731
        async with showing(path, config=config, clock=clock) as shown:
            server.put("/f", Answer(feed("One", "Two")))
            await shown.press("H", "r")
            assert desktop() == []
            await shown.press("H", "b")
            assert "You will be notified of news of" in shown.text()
            await shown.press("escape")
            server.put("/f", Answer(feed("One", "Two", "Three")))
            await shown.press("H", "r", "H", "r")
            await shown.settle()
            assert desktop()[2].startswith("1 new headline") and desktop()[3] == "Three"
