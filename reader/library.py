"""The one door: whatever a key or a command does, it does through :class:`Library`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from reader.asking import Candidate, Fetched, Health, Listed, Pace, PageToFetch, PictureToFetch, Subscription, Visit
from reader.config.check import is_command, is_feed_address, show
from reader.config.schema import Config, Keep
from reader.doors.margins import Margins
from reader.doors.rules import Rules
from reader.doors.undo import Undo
from reader.errors import NotFoundError, UsageError
from reader.events import Event, FeedUpdated, PageEvent, PictureEvent
from reader.models import (
    Article,
    Change,
    Cleaned,
    Direction,
    Entry,
    Feed,
    Filter,
    Mark,
    News,
    Picture,
    Prepared,
    Problem,
    SmartFeed,
    Source,
    Undone,
)
from reader.store import (
    entries,
    feeds,
    index,
    keeping,
    pages,
    pictures,
    ranking,
    rules,
    searches,
    subscriptions,
    visits,
)
from reader.store.connection import Database
from reader.store.threads import Threads
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from reader.query import Query
    from reader.text.snippet import Snippet

_PICTURES = 30
"""The most pictures of one article."""


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


class Library:
    """Feeds, entries and their state, kept in one database file.

    Open it with :meth:`open` and close it with :meth:`close`; every method raises :class:`~reader.errors.StoreError`
    when the database cannot do what is asked.
    """

    def __init__(self, path: Path, config: Config, clock: Callable[[], datetime] = utc_now) -> None:
        """Begin to open or create the database at ``path``, which needs no event loop; :meth:`opened` awaits it."""
        self._config = config
        self._clock = clock
        self._threads = Threads(path, self._prepare)
        self._read, self._write = self._threads.read, self._threads.write
        self._undo = Undo(self._write, clock)
        self.margins = Margins(self._threads, self._undo, clock)
        """What is written about articles."""
        self.rules = Rules(self._threads, self._undo, clock)
        """What is done by itself."""
        self._answers: dict[str, Fetched] = {}
        """What feeds that were just found have answered, until they are refreshed."""

    @classmethod
    async def open(cls, path: Path, config: Config, clock: Callable[[], datetime] = utc_now) -> Library:
        """Open or create the database at ``path`` and subscribe to what ``config`` names."""
        return await cls(path, config, clock).opened()

    async def opened(self) -> Library:
        """The library itself, when its database is open. Raises StoreError."""
        await self._threads.opened()
        return self

    def _prepare(self, database: Database) -> Iterator[Problem]:
        index.prepare(database)
        named = self._config.feeds
        for url in subscriptions.follow_config(database, named, complete=not self._config.mistakes):
            if is_command(url):
                yield Problem("notice.command", (("command", show(url)),))

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What the user must know of the opening: a damaged database kept aside, a command that is run from now on."""
        return self._threads.notices

    async def close(self) -> None:
        """Finish what is being written and let the file go."""
        await self._threads.close()

    async def feeds(self) -> tuple[Feed, ...]:
        """The subscribed feeds with their counts, in the order of their titles."""
        return await self._read(feeds.subscribed)

    async def feed(self, reference: str, *, exact: bool = False) -> Feed:
        """The feed whose id, address or title is ``reference``; unless ``exact``, a part of its title is enough.

        Digits are only ever an id. Raises NotFoundError when there is no such feed, or more than one.
        """
        known = await self.feeds()
        found = [feed for feed in known if reference in (str(feed.id), feed.url)]
        if not found and not reference.isdecimal():
            title = reference.casefold()
            found = [feed for feed in known if feed.title.casefold() == title]
            found = found or [feed for feed in known if not exact and title in feed.title.casefold()]
        if len(found) != 1:
            raise NotFoundError("error.feed_unknown" if not found else "error.feed_ambiguous", feed=reference)
        return found[0]

    async def add(self, subscription: Subscription) -> Feed:
        """Subscribe to a feed; subscribing again changes nothing but the title, language and direction given.

        Raises UsageError for what can never be fetched.
        """
        url = subscription.url.strip()
        (feed_id,) = await self.add_all([subscription._replace(url=url)])
        return next(feed for feed in await self.feeds() if feed.id == feed_id)

    async def find(self, text: str) -> tuple[Candidate, ...]:
        """The feeds at an address that somebody typed or pasted, the likeliest first.

        Subscribing to one of them and refreshing asks for it no second time. Raises UsageError where ``text`` has no
        address, and FetchError where nobody answers or there is no feed.
        """
        from reader.feeds.discover import wanted
        from reader.sync.discover import find

        url = wanted(text)
        if not is_feed_address(url):
            raise UsageError("error.bad_address", url=show(text))
        found = await find(url, self._config.fetch)
        self._answers |= {one.candidate.url: one.fetched for one in found}
        return tuple(one.candidate for one in found)

    async def add_all(self, wanted: Sequence[Subscription]) -> tuple[int, ...]:
        """Subscribe to feeds, all of them or none; their ids. Raises UsageError for what can never be fetched."""
        for one in wanted:
            if not is_feed_address(one.url):
                raise UsageError("error.bad_address", url=show(one.url))
        ids, new = await self._write(subscriptions.subscribe_all, wanted)
        if new:
            self._undo.done("add", lambda db: subscriptions.unsubscribe(db, *new))
        return ids

    async def listed(self, file: bytes) -> Listed:
        """What a list of feeds holds that is not subscribed to: OPML, newsboat's, or plain. Raises UsageError."""
        from reader.feeds.lists import read  # few bring a list

        known = [feed.url for feed in await self.feeds()]
        return await asyncio.to_thread(read, file, known)

    async def subscriptions(self) -> tuple[Subscription, ...]:
        """What is subscribed to, as it can be written down."""
        return await self._read(subscriptions.listed)

    async def remove(self, feed_id: int) -> None:
        """End a subscription, which :meth:`undo` takes back. Its entries stay stored; bookmarks stay in the lists."""
        title = next((feed.title for feed in await self.feeds() if feed.id == feed_id), "")
        await self._write(subscriptions.unsubscribe, feed_id)
        self._undo.done("remove", lambda db: subscriptions.subscribe_again(db, feed_id), title=title)

    async def ids(self, wanted: Filter) -> Sequence[int]:
        """The ids of the entries that ``wanted`` lets through, newest first unless it says otherwise.

        Raises QueryError where its text is none in the language of queries.
        """
        now = self._clock()
        typed, kept = self._meant(wanted.text, now), self._meant(wanted.within, now)
        meant = typed or kept
        if typed is not None and kept is not None:
            from reader.query import All

            meant = All((kept, typed))
        if not wanted.ranked or typed is None:
            return await self._read(entries.ids, wanted, meant, now)
        found = await self._read(entries.ids, wanted._replace(limit=None), meant, now)
        return (await self._read(ranking.ranked, found, _folded(typed), now))[: wanted.limit]

    def _meant(self, text: str, now: datetime) -> Query | None:
        if not text.strip():
            return None
        from reader.i18n.queries import names  # with all catalogues
        from reader.query import parse

        return parse(text, now, names(), local=True)

    async def snippet(self, entry_id: int, query: str) -> Snippet | None:
        """The part of an article's text that shows why a query found it; None: its text has none of the words.

        Raises QueryError and NotFoundError.
        """
        from reader.text.snippet import snippet
        from reader.text.strip import strip

        meant = self._meant(query, self._clock())
        words = _folded(meant) if meant is not None else ()
        if not words:
            return None
        article = await self.article(entry_id)
        html = article.page.html if article.page is not None else article.html
        return await asyncio.to_thread(lambda: snippet(clean_line(strip(html)), words))

    async def smart_feeds(self) -> tuple[SmartFeed, ...]:
        """The queries that are kept as lists."""
        return await self._read(searches.kept)

    async def keep_search(self, title: str, query: str) -> None:
        """Keep a query as a list. Raises QueryError where it is none."""
        self._meant(query, self._clock())
        before = await self._write(searches.keep, title or query, query)
        if before is None:
            self._undo.done("keep", lambda db: searches.drop(db, query), title=title or query)
        else:
            self._undo.done("keep", lambda db: searches.keep(db, before, query), title=title or query)

    async def drop_search(self, query: str) -> bool:
        """Keep a query no longer; whether it was kept."""
        before = await self._write(searches.drop, query)
        if before is not None:
            self._undo.done("drop", lambda db: searches.keep(db, before, query), title=before)
        return before is not None

    async def clean(self, keep: Keep | None = None, *, dry: bool = False, shrink: bool = False) -> Cleaned:
        """Remove what need not be kept, as the configuration says or ``keep`` does; ``dry``: only tell.

        ``shrink`` gives the room back to the disk, which takes its time.
        """
        keep, now = keep or self._config.keep, self._clock()
        ids, found = await self._read(keeping.removable, keep, now)
        if dry:
            return found
        removed = 0
        for start in range(0, len(ids), keeping.AT_ONCE):
            removed += await self._write(keeping.remove, ids[start : start + keeping.AT_ONCE])
        if found.pictures:
            await self._write(keeping.remove_pictures, keep, now)
        if shrink and (removed or found.pictures):
            await self._write(keeping.shrink)
        return found._replace(entries=removed)

    async def backup(self, file: Path, *, replace: bool = False) -> int:
        """Copy everything into a file, in which it can be taken back from; its size in bytes.

        Raises OutputError where there is such a file already, or it cannot be written.
        """
        from reader.store import backup

        return await self._write(backup.keep, file, replace=replace)

    async def restore(self, file: Path) -> Path:
        """Put what a backup holds in the place of everything; gives the file that has what was there before."""
        from reader.store import backup

        kept = await self._write(backup.take_back, file, self._clock())
        self._undo.forget()
        return kept

    @staticmethod
    async def check(path: Path) -> tuple[str, ...]:
        """What SQLite finds wrong in the whole database at ``path``, in its words; nothing: it is sound.

        Nothing is opened to be written, and a damaged file stays where it is. Raises StoreError where it is none of
        Qari's.
        """
        from reader.store.check import check

        return await asyncio.to_thread(check, path)

    @staticmethod
    async def repair(path: Path) -> tuple[Problem, ...]:
        """Keep a damaged database aside, and have what can be read of it in its place; what the user must know."""
        from reader.store.db import replace

        opened = await asyncio.to_thread(replace, path)
        await asyncio.to_thread(opened.database.close)
        return opened.notices

    async def index(self, count: int = 100) -> int:
        """Index the words of some entries that were stored since it was done last; how many are left."""
        return 0 if self._threads.read_only else await self._write(index.some, count)

    async def entries(self, ids: Sequence[int]) -> tuple[Entry, ...]:
        """The headlines of ``ids``, in that order; ids that nothing has are left out."""
        return await self._read(entries.by_ids, ids)

    async def list(self, wanted: Filter) -> tuple[Entry, ...]:
        """The headlines that ``wanted`` lets through, newest first."""
        return await self.entries(await self.ids(wanted))

    async def article(self, entry_id: int) -> Article:
        """An entry with its body. Raises NotFoundError."""
        article = await self._read(entries.article, entry_id)
        if article is None:
            raise NotFoundError("error.entry_unknown", id=entry_id)
        return article

    async def mark(self, ids: Sequence[int], mark: Mark) -> Change:
        """Give entries a mark; the change can be taken back with :meth:`undo`."""
        changed = await self._write(entries.mark, ids, mark, self._clock())
        change = Change(mark, changed)
        self._undo.marked(change)
        return change

    async def mark_all_read(self, wanted: Filter) -> Change:
        """Mark every entry read that ``wanted`` lets through."""
        return await self.mark(await self.ids(wanted), Mark.READ)

    async def opened_article(self, entry_id: int) -> None:
        """Remember that an article was opened now."""
        await self._write(entries.opened, entry_id, self._clock())

    async def turn(self, entry_id: int, direction: Direction) -> None:
        """Keep which way the reader turned an article; AUTO: its own again."""
        before = await self._write(entries.turn, entry_id, direction)
        self._undo.done("turn", lambda db: entries.turn(db, entry_id, before))

    async def prefer(self, feed_id: int, source: Source) -> None:
        """Keep which text of its articles the reader wants of a feed: its own, that of the pages, or the better one."""
        before = await self._write(pages.prefer, feed_id, source)
        self._undo.done("prefer", lambda db: pages.prefer(db, feed_id, before))

    async def undo(self) -> Undone | None:
        """Take back the last change of this session; None when there is none left."""
        return await self._undo.last()

    async def refresh(self, feed_ids: Sequence[int] | None = None, pace: Pace = Pace.ANYWAY) -> AsyncIterator[Event]:
        """Fetch feeds, all of them by default, as far as ``pace`` lets them be asked; tell what happens as it happens.

        A failing feed is an event, never an exception.
        """
        from reader.sync.pipeline import Pipeline  # brings httpx, which the first screen must not wait for

        answers, self._answers = self._answers, {}
        named = {feed.url for feed in self._config.feeds}
        pipeline = Pipeline(self._config.fetch, self._read, self._write, self._clock, answers, named)
        async with aclosing(pipeline.run(feed_ids, pace)) as events:
            async for event in events:
                yield event

    async def health(self) -> tuple[Health, ...]:
        """How the subscribed feeds fare, the worst first."""
        return await self._read(visits.health, self._clock())

    async def rename(self, feed_id: int, title: str) -> None:
        """Give a feed the user's own name; an empty one lets it have its own again. Raises NotFoundError."""
        before = await self._write(subscriptions.rename, feed_id, title)
        self._undo.done("rename", lambda db: subscriptions.rename(db, feed_id, before))

    def names(self, url: str) -> bool:
        """Whether the configuration says what a feed is called and where it is kept."""
        return any(one.url == url for one in self._config.feeds)

    async def pause(self, feed_id: int, paused: bool) -> None:
        """Leave a feed alone until it is named, or not any more. Raises NotFoundError."""
        before = await self._write(subscriptions.pause, feed_id, paused)
        self._undo.done("pause", lambda db: subscriptions.pause(db, feed_id, before))

    async def notify(self, feed_id: int, wanted: bool) -> None:
        """Tell of a feed's news outside the program, or not any more. Raises NotFoundError."""
        before = await self._write(subscriptions.notify, feed_id, wanted)
        self._undo.done("notify", lambda db: subscriptions.notify(db, feed_id, before))

    async def news(self, updated: Sequence[FeedUpdated], since: datetime) -> tuple[News, ...]:
        """What a refresh that began then brought of the feeds, or by the rules, that somebody waits for, unread."""
        waited = {feed.id for feed in await self.feeds() if feed.notify}
        awaited = await self.entries(await self._read(rules.awaited, since, self._clock()))
        found = []
        for event in updated:
            fresh = [entry for entry in awaited if entry.feed_id == event.feed_id]
            if event.new and event.feed_id in waited:
                fresh = list(await self.entries(await self._read(entries.fresh, event.feed_id, since)))
            if fresh:
                found.append(News(event.title, len(fresh), tuple(entry.title for entry in fresh)))
        return tuple(found)

    async def move(self, feed_id: int, folder: str) -> None:
        """Keep a feed in another folder; an empty one: in none. Raises NotFoundError."""
        before = await self._write(subscriptions.move, feed_id, folder)
        self._undo.done("move", lambda db: subscriptions.move(db, feed_id, before))

    async def visits(self, feed_id: int) -> tuple[Visit, ...]:
        """The last requests for a feed, the newest first."""
        return await self._read(visits.of, feed_id)

    async def metered(self) -> bool:
        """Whether the network costs by what comes over it, as far as the system says."""
        from reader.sync.metered import is_metered

        return await asyncio.to_thread(is_metered)

    async def prepared(self) -> Prepared:
        """What of the unread and bookmarked entries can be read without a network."""
        return await self._read(pages.prepared)

    async def fetch_pages(self, limit: int, megabytes: float = inf) -> AsyncIterator[PageEvent]:
        """Fetch the pages of entries that carry a summary and are unread or bookmarked.

        ``limit`` pages at the most, and no more of them once ``megabytes`` have come. A page that gives no article is
        an event, never an exception.
        """
        wanted = await self._read(pages.wanted, limit, self._clock())
        async with aclosing(self._pages(wanted, megabytes)) as events:
            async for event in events:
                yield event

    async def fetch_page(self, entry_id: int) -> Article:
        """The article with the text of its page, or with the reason why there is none. Raises NotFoundError."""
        if wanted := await self._read(pages.one, entry_id):
            async for _ in self._pages(wanted, asked_for=True):
                pass
        return await self.article(entry_id)

    async def pictures(self, entry_id: int) -> dict[str, Picture]:
        """The pictures that are there of an article, by address."""
        return await self._read(pictures.of, entry_id)

    async def fetch_pictures(self, entry_id: int) -> AsyncIterator[PictureEvent]:
        """Fetch the pictures that an article shows and that are not there. Raises NotFoundError."""
        wanted = await self._missing(entry_id, _PICTURES) if not self._threads.read_only else ()
        async with aclosing(self._pictures(wanted)) as events:
            async for event in events:
                yield event

    async def fetch_all_pictures(self, limit: int, each: int, megabytes: float = inf) -> AsyncIterator[PictureEvent]:
        """Fetch pictures of what is unread or bookmarked: the first ``each`` of an article, of ``limit`` articles.

        No more of them once ``megabytes`` have come.
        """
        ids = await self._read(pictures.entries_with, limit)
        wanted = [one for entry_id in ids for one in await self._missing(entry_id, each)]
        async with aclosing(self._pictures(wanted, megabytes)) as events:
            async for event in events:
                yield event

    async def _missing(self, entry_id: int, most: int) -> Sequence[PictureToFetch]:
        from reader.sync.choose import pictures_of  # brings the HTML reader

        article, there = await self.article(entry_id), await self._read(pictures.settled, entry_id, self._clock())
        shown = (await asyncio.to_thread(pictures_of, article))[:most]
        return [PictureToFetch(entry_id, url) for url in shown if url not in there]

    async def save_page(self, url: str, shelf: str, title: str = "") -> Entry:
        """Keep the article of any page, in a feed for what is in no other, which is called ``shelf``.

        ``title`` is the user's own; empty: the page's.
        Raises UsageError for what can never be fetched, FetchError and ExtractError where no article comes of it.
        """
        from reader.sync.pages import read

        url = url.strip()
        if not is_feed_address(url):
            raise UsageError("error.bad_address", url=show(url))
        page = await read(url, self._config.fetch)
        page = page._replace(title=title or page.title)
        entry_id, new = await self._write(pages.save, url, page, shelf, self._clock())
        if new:
            self._undo.done("save", lambda db: keeping.discard(db, entry_id), title=page.title)
        return (await self.entries([entry_id]))[0]

    def _pictures(self, wanted: Sequence[PictureToFetch], megabytes: float = inf) -> AsyncGenerator[PictureEvent, None]:
        from reader.sync.pictures import Pictures  # as in refresh

        return Pictures(self._config.fetch, self._write, self._clock).run(wanted, megabytes)

    def _pages(
        self, wanted: Sequence[PageToFetch], megabytes: float = inf, *, asked_for: bool = False
    ) -> AsyncGenerator[PageEvent, None]:
        from reader.sync.pages import Pages  # as in refresh

        pages = Pages(self._config.fetch, self._write, self._clock)
        return pages.run(wanted, megabytes, asked_for=asked_for)


def _folded(meant: Query) -> tuple[str, ...]:
    """The words that a query looks for, folded."""
    from reader.query import words
    from reader.text.find import words as folded

    return tuple(dict.fromkeys(word for text in words(meant) for word in folded(text)))
