"""Refreshing feeds, and fetching what they point to."""

from __future__ import annotations

from datetime import UTC, datetime

from reader import files
from reader.asking import Pace
from reader.cli import keeping, records
from reader.cli.house import House
from reader.cli.refreshing import follow, follow_pages, follow_pictures, index, noted
from reader.errors import UsageError
from reader.events import FeedUpdated
from reader.library import Library

_INDEXING = 0.1
"""The part of its own time that a refresh goes on for, to index the words of what it brought."""
_MOST_PAGES = 10_000
"""How many whole articles one command fetches at the most."""
_MOST_PICTURES = 30
"""How many pictures of one article it fetches."""


async def refresh(house: House) -> int:
    """Refresh feeds, once or again and again."""
    async with house.library() as library:
        wanted = [(await library.feed(name)).id for name in house.options.feeds] or None
        if not wanted and not await library.feeds():
            house.output.warn(house.words.text("cli.no_feeds"))
        if house.options.every is not None:
            for other in ("json", "force"):
                if getattr(house.options, other):
                    raise UsageError("error.not_together", option="--every", other=f"--{other}", command="qari refresh")
            return await keeping.keep(house, library, wanted, house.options.every, full=house.options.full)
        updated: list[FeedUpdated] = []
        begun = datetime.now(UTC)
        pace = Pace.ANYWAY if house.options.force else Pace.ALLOWED
        events = noted(library.refresh(wanted, pace), updated)
        finished, outcomes = await follow(house, events, quiet=house.options.json)
        if house.options.notify:
            await keeping.tell(house, library, updated, begun)
        if finished.resting and not (house.options.json or house.options.force):
            house.output.say(house.words.text("cli.insist"))
        pages = await _pages(house, library) if house.options.full else None
        if house.options.json:
            also = {} if pages is None else {"pages": pages}
            house.output.json({"feeds": outcomes, **records.totals(finished), **also})
        await index(library, (datetime.now(UTC) - begun).total_seconds() * _INDEXING)
        return 1 if finished.failed else 0


async def offline(house: House) -> int:
    """Fetch every whole article that is missing, and tell what can be read in the tunnel."""
    async with house.library() as library:
        outcomes = await _pages(house, library)
        images = await _images(house, library) if house.options.images else None
        ready = await library.prepared()
        if house.options.json:
            also = {} if images is None else {"images": images}
            numbers = {"whole": ready.whole, "total": ready.total, "pictures": ready.pictures, "bytes": ready.bytes}
            house.output.json({"pages": outcomes, **also, **numbers})
            return 0
        size = f"{ready.bytes / files.MEGABYTE:.1f}"
        house.output.say(house.words.count("cli.prepared", ready.whole, total=ready.total, megabytes=size))
        if ready.pictures:
            house.output.say(house.words.count("cli.prepared_pictures", ready.pictures))
        return 0


async def _pages(house: House, library: Library) -> list[dict[str, object]]:
    return await follow_pages(house, library.fetch_pages(_MOST_PAGES), quiet=house.options.json)


async def _images(house: House, library: Library) -> list[dict[str, object]]:
    events = library.fetch_all_pictures(_MOST_PAGES, _MOST_PICTURES)
    return await follow_pictures(house, events, quiet=house.options.json)
