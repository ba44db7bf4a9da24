"""A process that writes with a library as fast as it can, until somebody kills it.

As a program it is warm: it has imported everything, and for each number on its input it forks a writer, prints its
process id and, when that has ended, how. What a writer does it says in a file, a line of JSON before and after each
change, which outlives it as whatever a killed process has written does.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
import traceback
from collections.abc import Awaitable, Callable
from importlib import import_module
from pathlib import Path
from random import Random

from reader.asking import Subscription
from reader.config.schema import Config, Keep
from reader.events import FeedUpdated
from reader.feeds import fetch
from reader.library import Library
from reader.models import Filter, Mark

FEEDS, BATCH, KEPT = 3, 8, 40
"""Feeds; new entries of each that one refresh brings; entries of a feed that cleaning leaves."""
BODY = "<p>متن الخبر كما نشره المصدر، وفيه ما يكفي من الكلام ليملأ أكثر من صفحة واحدة من الملف.</p>"


class Writer:
    """One writer over the database in ``place``, whose choices ``seed`` makes."""

    def __init__(self, place: Path, seed: int) -> None:
        self._place = place
        self._dice = Random(seed)
        self._log = os.open(place / "said.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._files = [place / f"feed-{number}.xml" for number in range(FEEDS)]

    async def work(self) -> None:
        """Open the library, and change it until the end."""
        feeds = tuple(Subscription(f"file://localhost{file}") for file in self._files)
        self._library = await Library.open(self._place / "qari.db", Config(feeds=feeds))
        self._say("opened", [problem.key for problem in self._library.notices])
        changes: dict[Callable[[], Awaitable[None]], int] = {
            self._refresh: 4,
            self._mark: 18,
            self._index: 3,
            self._clean: 1,
            self._backup: 1,
            self._search: 1,
        }
        while True:
            (change,) = self._dice.choices(list(changes), list(changes.values()))
            await change()

    async def _refresh(self) -> None:
        name = f"{time.time_ns():x}"
        guids = [f"{name}-{number}" for number in range(BATCH)]
        for file in self._files:
            items = (
                f"<item><guid>{guid}</guid><title>{guid}</title><description>{self._body()}</description></item>"
                for guid in guids
            )
            file.write_text(f"<rss version='2.0'><channel><title>{file.stem}</title>{''.join(items)}</channel></rss>")
        self._say("refresh", guids)
        async for event in self._library.refresh():
            if isinstance(event, FeedUpdated):
                self._say("stored", event.feed_id, guids)

    def _body(self) -> str:
        return (BODY * self._dice.choices((1, 60), (30, 1))[0]).replace("<", "&lt;")

    async def _mark(self) -> None:
        ids = await self._library.ids(Filter(limit=60))
        chosen = self._dice.sample(list(ids), min(len(ids), self._dice.randint(1, 40)))
        mark = self._dice.choice((Mark.READ, Mark.READ, Mark.READ, Mark.UNREAD, Mark.BOOKMARK, Mark.UNBOOKMARK))
        self._say("mark", chosen, mark)
        await self._library.mark(chosen, mark)
        self._say("marked", chosen, mark)

    async def _index(self) -> None:
        await self._library.index(50)

    async def _clean(self) -> None:
        self._say("clean")
        await self._library.clean(Keep(entries=KEPT))

    async def _backup(self) -> None:
        self._say("backup")
        await self._library.backup(self._place / "backup.db", replace=True)
        self._say("backed up")

    async def _search(self) -> None:
        query = f"خبر {self._dice.randint(0, 10**9)}"
        await self._library.keep_search("", query)
        self._say("kept", query)

    def _say(self, *said: object) -> None:
        os.write(self._log, json.dumps(said).encode() + b"\n")


def main(place: Path) -> None:
    """Fork a writer for each seed on standard input, one at a time."""
    fetch.prepare()
    for name in ("reader.store.backup", "reader.store.keeping", "reader.sync.pipeline", "reader.sync.settle"):
        import_module(name)  # which the library does when it needs them
    for line in sys.stdin:
        writer = os.fork()
        if not writer:
            try:
                asyncio.run(Writer(place, int(line)).work())
            except BaseException:
                traceback.print_exc()
            os._exit(1)
        print(writer, flush=True)  # noqa: T201
        print(os.waitpid(writer, 0)[1], flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
