"""Subscriptions: whom somebody wants to read, and how they fare."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from reader.asking import Candidate, Health, Listed, Subscription, Visit
from reader.config.check import is_feed_address, show
from reader.doors.door import Door
from reader.errors import FetchError, NotFoundError, UsageError
from reader.models import Feed
from reader.store import feeds, subscriptions, visits


class Subscribing(Door):
    """Feeds, found, subscribed to, tended."""

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
        """Subscribe to a feed, as :meth:`add_all` does."""
        (feed_id,) = await self.add_all([subscription])
        return next(feed for feed in await self.feeds() if feed.id == feed_id)

    def address(self, text: str) -> str:
        """The address in what somebody typed or pasted. Raises UsageError where there is none."""
        from reader.feeds.discover import wanted

        url = wanted(text)
        if not is_feed_address(url):
            raise UsageError("error.bad_address", url=show(text))
        return url

    async def find(self, text: str) -> tuple[Candidate, ...]:
        """The feeds at an address that somebody typed or pasted, the likeliest first.

        Subscribing to one of them and refreshing asks for it no second time. Raises UsageError where ``text`` has no
        address, and FetchError where nobody answers or there is no feed.
        """
        from reader.sync.discover import PASSING, find

        url = self.address(text)
        try:
            found = await find(url, self._config.fetch)
        except FetchError as error:
            if error.problem.key in PASSING:  # whoever subscribes all the same need not ask at once again
                self._answers[url] = error.problem, self._clock()
            raise
        self._answers |= {one.candidate.url: (one.fetched, self._clock()) for one in found}
        return tuple(one.candidate for one in found)

    async def add_all(self, wanted: Sequence[Subscription]) -> tuple[int, ...]:
        """Subscribe to feeds, all of them or none; their ids. Raises UsageError for what can never be fetched.

        Subscribing again changes nothing but what the subscription says of a feed, however its address is spelt.
        """
        from reader.feeds.address import plain

        for one in wanted:
            if not is_feed_address(plain(one.url)):
                raise UsageError("error.bad_address", url=show(one.url))
        known = {plain(url): url for url in await self._read(subscriptions.addresses)}
        spelt = [one._replace(url=known.get(url := plain(one.url), url)) for one in wanted]
        ids, new = await self._write(subscriptions.subscribe_all, spelt)
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
        self._undo.done("pause" if paused else "resume", lambda db: subscriptions.pause(db, feed_id, before))

    async def notify(self, feed_id: int, wanted: bool) -> None:
        """Tell of a feed's news outside the program, or not any more. Raises NotFoundError."""
        before = await self._write(subscriptions.notify, feed_id, wanted)
        self._undo.done("notify" if wanted else "silence", lambda db: subscriptions.notify(db, feed_id, before))

    async def move(self, feed_id: int, folder: str) -> None:
        """Keep a feed in another folder; an empty one: in none. Raises NotFoundError."""
        before = await self._write(subscriptions.move, feed_id, folder)
        self._undo.done("move", lambda db: subscriptions.move(db, feed_id, before))

    async def visits(self, feed_id: int) -> tuple[Visit, ...]:
        """The last requests for a feed, the newest first."""
        return await self._read(visits.of, feed_id)
