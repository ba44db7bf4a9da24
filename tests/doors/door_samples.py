"""A library with two feeds of two entries each, which needs no network."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from hand_clock import Clock

from reader.asking import Subscription
from reader.config.schema import Config
from reader.library import Library

_ITEM = (
    "<item><guid>{0}</guid><title>{1}</title><link>https://example.org/{0}</link><description>{2}</description></item>"
)


def a_feed(path: Path, name: str, *stories: tuple[str, str]) -> Subscription:
    """A feed in a file, with stories of title and text, the first one on top."""
    items = "".join(_ITEM.format(f"{name}{number}", *story) for number, story in enumerate(stories))
    file = path / f"{name}.xml"
    file.write_text(f"<rss version='2.0'><channel><title>{name}</title>{items}</channel></rss>", "utf-8")
    return Subscription(f"file:{file}")


@asynccontextmanager
async def reading(path: Path, clock: Clock, *subscriptions: Subscription) -> AsyncIterator[Library]:
    """A library that has been refreshed once; its feeds are of its configuration."""
    library = await Library.open(path / "qari.db", Config(feeds=tuple(subscriptions)), clock)
    try:
        await refreshed(library)
        yield library
    finally:
        await library.close()


async def refreshed(library: Library) -> Sequence[object]:
    """What happens when feeds are asked."""
    return [event async for event in library.refresh()]
