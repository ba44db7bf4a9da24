"""Makes the database that stands for the present schema in the tests of later ones.

Before a step is added to ``MIGRATIONS``, ``PYTHONPATH=.:tests python tests/store/make_schema_data.py`` writes
``data/schema-NN.sql``, NN being the number of steps until now. What is in it came by the code of that time: the feeds
in ``data/feeds`` are served, and a library fetches them with a page and a picture, and marks, moves, keeps and removes.
A file is made once and stays as it is; ``test_store_schema_data`` asks for each.
"""

from __future__ import annotations

import asyncio
import io
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from hand_clock import Clock
from loopback import Answer, Loopback, loopback
from PIL import Image

from reader.asking import Subscription
from reader.config.schema import Config
from reader.library import Library
from reader.margin import Place, Quote
from reader.models import Direction, Filter, Mark
from reader.rule import Action, Rule
from reader.store.migrations import VERSION

DATA = Path(__file__).parent / "data"
FEEDS = DATA / "feeds"
SERVED = "https://feeds.example"
"""What stands in the file for the server's address."""


def serve(server: Loopback) -> dict[str, str]:
    """Put up four feeds, one that asks for patience, a page and a picture; the feeds' addresses, by name."""
    drawn = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(drawn, "PNG")
    server.put("/picture.png", Answer(drawn.getvalue(), headers=(("Content-Type", "image/png"),)))
    server.put("/page", Answer((FEEDS / "page.html").read_bytes(), headers=(("Content-Type", "text/html"),)))
    urls = {}
    for name in ("river", "mirror", "closed", "post"):
        urls[name] = server.put(f"/{name}", feed(server, name))
    return {**urls, "busy": server.put("/busy", Answer(status=429, headers=(("Retry-After", "3600"),)))}


def feed(server: Loopback, name: str) -> Answer:
    """A feed as it is served."""
    return Answer((FEEDS / f"{name}.xml").read_text(encoding="utf-8").replace("{server}", server.url("")).encode())


async def fill(library: Library, urls: dict[str, str], server: Loopback) -> None:
    """Have something in every table."""
    titles = {"post": "البريد"}
    added = {name: (await library.add(Subscription(url, titles.get(name, "")))).id for name, url in urls.items()}
    for name in ("river", "mirror", "closed", "post"):
        async for _ in library.refresh([added[name]]):
            pass
    ids = {entry.title: entry.id for entry in await library.list(Filter())}
    await library.mark([ids["عودة القطار الليلي"], ids["بلا تاريخ"]], Mark.READ)
    await library.mark([ids["بلا تاريخ"], ids["Worth keeping"]], Mark.BOOKMARK)
    await library.turn(ids["Ferries rest"], Direction.RTL)
    await library.fetch_page(ids["A bridge opens"])
    async for _ in library.fetch_pictures(ids["Ferries rest"]):
        pass
    async for _ in library.refresh([added["busy"]]):
        pass
    await library.move(added["post"], "world/north")
    await library.notify(added["post"], True)
    await library.pause(added["busy"], True)
    await library.remove(added["closed"])
    await library.keep_search("القطارات", "قطار")
    await write(library, ids["Worth keeping"])
    await library.opened_article(ids["Ferries rest"])
    server.put("/post", Answer(feed(server, "post").body.replace(b"for a day", b"for two days")))
    async for _ in library.refresh([added["post"]]):
        pass


async def write(library: Library, entry_id: int) -> None:
    """Have something in the tables of what a reader writes."""
    await library.margins.tag(entry_id, ["عمل", "Trains"])
    await library.margins.note(entry_id, "ملاحظة للرجوع إليها")
    await library.margins.highlight(entry_id, Quote("keeping", "Worth ", ""))
    await library.margins.keep_place(entry_id, Place(2, 0, "Worth"))
    await library.opened_article(entry_id)
    await library.rules.add(Rule("title:Ferries", (Action.HIGHLIGHT, Action.NOTIFY)))


async def make(path: Path) -> str:
    """Make a database at ``path``; gives the server's address."""
    with loopback() as server:
        library = await Library.open(path, Config(), Clock())
        await fill(library, serve(server), server)
        await library.close()
        return server.url("")


def dump(path: Path) -> Iterator[str]:
    """The statements that make a database, without the index of words, which is made again when it is opened."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP TABLE IF EXISTS entry_index")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        yield f"PRAGMA user_version = {version};"
        yield from connection.iterdump()


def main() -> None:
    """Write the file of the present schema."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "qari.db"
        served = asyncio.run(make(path))
        text = "\n".join(dump(path)).replace(served, SERVED).replace(served.removeprefix("http://"), "feeds.example")
    text = text.replace("127.0.0.1", "feeds.example")
    (DATA / f"schema-{VERSION:02}.sql").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
