"""Feeds: added, removed, paused, listed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from reader import health
from reader.asking import Health, Ill, Subscription
from reader.cli import listing, records
from reader.cli.house import House
from reader.cli.refreshing import follow
from reader.errors import FetchError, UsageError
from reader.library import Library


async def add(house: House) -> int:
    """Subscribe to a feed, or keep the article of a page to be read later."""
    async with house.library() as library:
        if house.options.article:
            entry = await library.save_page(house.options.url, house.words.text("feed.read_later"), house.options.title)
            house.output.say(house.words.text("cli.saved", id=entry.id, title=entry.title))
            return 0
        before = {feed.id for feed in await library.feeds()}
        url = await _address(house, library)
        feed = await library.add(Subscription(url, title=house.options.title))
        known = feed.id in before
        house.output.say(house.words.text("cli.already_subscribed" if known else "cli.added", title=feed.title))
        if known:
            return 0
        finished, _ = await follow(house, library.refresh([feed.id]))
        return 1 if finished.failed else 0


async def _address(house: House, library: Library) -> str:
    """The address of the feed that is meant: the chosen one, or the first, of those that were found."""
    from reader.sync.discover import PASSING

    options, words = house.options, house.words
    try:
        found = await library.find(options.url)
    except FetchError as error:
        if error.problem.key not in PASSING or "://" not in options.url:
            raise
        return library.address(options.url)
    if not 0 < options.pick <= len(found):
        raise UsageError("error.no_such_feed", number=options.pick, last=len(found))
    if len(found) > 1:
        for number, one in enumerate(found, 1):
            house.output.say(words.text("cli.found", number=number, title=one.title or one.url, url=one.url))
        house.output.say(words.text("cli.pick"))
    return str(found[options.pick - 1].url)


async def remove(house: House) -> int:
    """Unsubscribe from a feed."""
    async with house.library() as library:
        feed = await library.feed(house.options.feed, exact=True)
        await library.remove(feed.id)
        house.output.say(house.words.text("cli.removed", title=feed.title))
        if any(one.url == feed.url for one in house.config.feeds):
            file = house.paths.config
            house.output.warn(house.words.text("cli.removed_configured", file=file, title=feed.title))
        return 0


async def pause(house: House) -> int:
    """Let a feed rest, or go on."""
    paused = house.options.command == "pause"
    async with house.library() as library:
        feed = await library.feed(house.options.feed, exact=True)
        await library.pause(feed.id, paused)
        key = "cli.paused" if paused else "status.resumed"
        house.output.say(house.words.text(key, title=feed.title, id=feed.id))
        return 0


async def feeds(house: House) -> int:
    """List the feeds, or how they fare."""
    async with house.library() as library:
        if house.options.health:
            return _fare(house, await library.health())
        feeds = await library.feeds()
        if house.options.json:
            house.output.json([records.feed(feed) for feed in feeds])
        elif feeds:
            listing.feeds(house, feeds)
        else:
            house.output.warn(house.words.text("cli.no_feeds"))
        return 0


def _fare(house: House, found: Sequence[Health]) -> int:
    """Tell how feeds fare; the exit status says whether any fails."""
    now, words = datetime.now(UTC), house.words
    if house.options.json:
        house.output.json([records.health(one) for one in found])
    for one in found if not house.options.json else ():
        house.output.say(f"{one.feed_id}  {one.title} · {health.verdict(one, now, words)}")
        if one.ill:
            for line in health.lines(one, now, words):
                house.output.say(f"      {line}")
    return int(any(one.ill >= Ill.FAILING for one in found))
