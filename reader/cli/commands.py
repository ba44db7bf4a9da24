"""The commands: each a thin use of the library."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from pathlib import Path

from reader import files, health
from reader.asking import Health, Ill, Pace, Subscription
from reader.cli import (
    app,
    checking,
    doctor,
    exporting,
    extracting,
    importing,
    keeping,
    listing,
    records,
    render,
    ruling,
    searching,
    writing,
)
from reader.cli.house import House
from reader.cli.refreshing import follow, follow_pages, follow_pictures, index, noted
from reader.config.schema import Offline
from reader.errors import FetchError, UsageError
from reader.events import FeedUpdated
from reader.library import Library
from reader.models import Article, Filter, Mark
from reader.text import find

_INDEXING = 0.1
"""The part of its own time that a refresh goes on for, to index the words of what it brought."""
_MOST_PAGES = 10_000
"""How many whole articles one command fetches at the most."""
_MOST_PICTURES = 30
"""How many pictures of one article it fetches."""
_MEGABYTE = 1_000_000

Command = Callable[[House], Coroutine[None, None, int]]


def run(house: House) -> int:
    """Do what the options ask for; gives the exit status."""
    name = house.options.command
    if name == "render":
        return render.run(house)
    if name == "where":
        return _where(house)
    if name == "doctor":
        return doctor.run(house)
    if name == "keys":
        from reader.cli import keys  # with Textual

        return keys.run(house)
    if name in ("help", "man", "completion"):
        from reader.cli import helping  # with Textual, for the keys

        return {"help": helping.run, "man": helping.man, "completion": helping.completion}[name](house)
    if name == "demo":
        return _demo(house)
    return asyncio.run(_COMMANDS[name](house))


def _where(house: House) -> int:
    places = {
        "config": house.paths.config,
        "data": house.paths.data,
        "database": house.paths.database,
        "cache": house.paths.cache,
        "log": house.paths.log,
        "terminals": house.paths.terminals,
    }
    if house.options.json:
        house.output.json({name: str(path) for name, path in places.items()})
        return 0
    for name, path in places.items():
        missing = "" if path.exists() else f"  ({house.words.text('where.missing')})"
        house.output.say(f"{house.words.text(f'where.{name}')}: \u2068{path}\u2069{missing}")
    return 0


def _demo(house: House) -> int:
    from reader.demo.server import serve

    house = house._replace(config=house.config._replace(offline=Offline(articles=0)))  # its links lead nowhere
    with serve() as site, tempfile.TemporaryDirectory(prefix="qari-demo-") as directory:
        database = Path(directory) / "qari.db"
        if house.options.refresh_only:
            return asyncio.run(_demo_refresh(house, database, site.subscriptions))
        asyncio.run(_subscribe(house, database, site.subscriptions))
        return app.run(house, database)


async def _subscribe(house: House, database: Path, subscriptions: Sequence[Subscription]) -> None:
    async with house.library(database) as library:
        for subscription in subscriptions:
            await library.add(subscription)


async def _demo_refresh(house: House, database: Path, subscriptions: Sequence[Subscription]) -> int:
    await _subscribe(house, database, subscriptions)
    async with house.library(database) as library:
        finished, _ = await follow(house, library.refresh())
        found = await library.list(Filter())
        house.output.say(house.words.count("cli.demo_stored", len(found)))
        listing.headlines(house, found, datetime.now(UTC))
    return 1 if finished.failed else 0


async def _refresh(house: House) -> int:
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
        if finished.resting and not house.options.json:
            house.output.say(house.words.text("cli.insist"))
        pages = await _pages(house, library) if house.options.full else None
        if house.options.json:
            also = {} if pages is None else {"pages": pages}
            house.output.json({"feeds": outcomes, **records.totals(finished), **also})
        await index(library, (datetime.now(UTC) - begun).total_seconds() * _INDEXING)
        return 1 if finished.failed else 0


async def _offline(house: House) -> int:
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
        size = f"{ready.bytes / _MEGABYTE:.1f}"
        house.output.say(house.words.count("cli.prepared", ready.whole, total=ready.total, megabytes=size))
        if ready.pictures:
            house.output.say(house.words.count("cli.prepared_pictures", ready.pictures))
        return 0


async def _pages(house: House, library: Library) -> list[dict[str, object]]:
    return await follow_pages(house, library.fetch_pages(_MOST_PAGES), quiet=house.options.json)


async def _images(house: House, library: Library) -> list[dict[str, object]]:
    events = library.fetch_all_pictures(_MOST_PAGES, _MOST_PICTURES)
    return await follow_pictures(house, events, quiet=house.options.json)


async def _add(house: House) -> int:
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
        return str(options.url)
    if not 0 < options.pick <= len(found):
        raise UsageError("error.no_such_feed", number=options.pick, last=len(found))
    if len(found) > 1:
        for number, one in enumerate(found, 1):
            house.output.say(words.text("cli.found", number=number, title=one.title or one.url, url=one.url))
        house.output.say(words.text("cli.pick"))
    return str(found[options.pick - 1].url)


async def _remove(house: House) -> int:
    async with house.library() as library:
        feed = await library.feed(house.options.feed, exact=True)
        await library.remove(feed.id)
        house.output.say(house.words.text("cli.removed", title=feed.title))
        if any(one.url == feed.url for one in house.config.feeds):
            file = house.paths.config
            house.output.warn(house.words.text("cli.removed_configured", file=file, title=feed.title))
        return 0


async def _pause(house: House) -> int:
    paused = house.options.command == "pause"
    async with house.library() as library:
        feed = await library.feed(house.options.feed, exact=True)
        await library.pause(feed.id, paused)
        key = "cli.paused" if paused else "status.resumed"
        house.output.say(house.words.text(key, title=feed.title, id=feed.id))
        return 0


async def _feeds(house: House) -> int:
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


async def _list(house: House) -> int:
    text = " ".join(house.options.text)
    nothing = house.words.text("cli.nothing_found", text=text) if text else house.words.text("cli.no_entries")
    async with house.library() as library:
        return await searching.listed(house, library, text, nothing)


async def _search(house: House) -> int:
    text = " ".join(house.options.text)
    if not find.words(text):
        raise UsageError("error.nothing_to_find", text=text)
    nothing = house.words.text("cli.nothing_found", text=text)
    async with house.library() as library:
        return await searching.listed(house, library, text, nothing, ranked=not house.options.newest, snippets=True)


async def _clean(house: House) -> int:
    keep, days = house.config.keep, house.options.days
    if days is not None:
        keep = keep._replace(days=days)
    async with house.library() as library:
        found = await library.clean(keep, dry=house.options.dry_run, shrink=True)
        if house.options.json:
            house.output.json(found._asdict())
            return 0
        key = "cli.would_clean" if house.options.dry_run else "cli.cleaned"
        house.output.say(house.words.count(key, found.entries, megabytes=f"{found.size / _MEGABYTE:.1f}"))
        single = any(any(one.retention) for one in house.config.feeds)
        if not (keep.days or keep.entries or keep.database_megabytes or single):
            house.output.say(house.words.text("cli.keeps_all"))
        return 0


async def _backup(house: House) -> int:
    async with house.library() as library:
        size = await library.backup(files.named(str(house.options.file)), replace=house.options.replace)
        megabytes = f"{size / _MEGABYTE:.1f}"
        house.output.say(house.words.text("cli.backed_up", file=house.options.file, megabytes=megabytes))
        return 0


async def _restore(house: House) -> int:
    async with house.library() as library:
        kept = await library.restore(files.named(str(house.options.file)))
        house.output.say(house.words.text("cli.restored", file=house.options.file, kept=kept))
        return 0


async def _show(house: House) -> int:
    async with house.library() as library:
        article: Article = await library.article(house.options.id)
        if house.options.json:
            house.output.json(records.entry(article))
        elif house.options.plain or not (house.output.visual or house.options.width):
            listing.plain_article(house, article)
        else:
            listing.article(house, article)
        return 0


async def _mark(house: House) -> int:
    mark, options = Mark(house.options.mark), house.options
    if bool(options.ids) == bool(options.query):
        raise UsageError("error.ids_or_query")
    async with house.library() as library:
        change = await library.mark(await writing.chosen(library, options.ids, options.query), mark)
        if change.ids:
            house.output.say(house.words.count(f"status.marked_{mark}", len(change.ids)))
        else:
            house.output.say(house.words.text("cli.nothing_changed"))
        return 0


_COMMANDS: dict[str, Command] = {
    "export": exporting.run,
    "extract": extracting.run,
    "import": importing.run,
    "offline": _offline,
    "refresh": _refresh,
    "service": keeping.describe,
    "add": _add,
    "remove": _remove,
    "pause": _pause,
    "resume": _pause,
    "feeds": _feeds,
    "list": _list,
    "search": _search,
    "show": _show,
    "mark": _mark,
    "tag": writing.tag,
    "note": writing.note,
    "rule": ruling.run,
    "clean": _clean,
    "backup": _backup,
    "restore": _restore,
    "check": checking.run,
}
