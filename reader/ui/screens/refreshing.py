"""A refresh on the screen: its progress, and what it brings as it comes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from time import monotonic

from reader.asking import Pace
from reader.events import FeedUpdated, PageFailed, PagesFinished, PagesStarted, PageStored
from reader.ui import wording
from reader.ui.keymap import key_of
from reader.ui.messages import NoteMade
from reader.ui.progress import Progress
from reader.ui.screens.opening import OpeningScreen

_REST_SECONDS = 0.05
_RENEW_SECONDS = 0.3
"""How long what a refresh brings waits to be shown, at least, but for the first of it."""
_RENEW_LATEST = 3.0
"""And at the most."""
_RENEW_SHARE = 0.2
"""The part of the time that may be taken for showing it: keys are answered in the rest."""


class RefreshingScreen(OpeningScreen):
    """Shows what a refresh brings; one at a time."""

    _fetching_ahead = False
    _indexing = False
    _renewal_due = False
    _renewal_took: float | None = None
    """Seconds; None: nothing has been shown yet of what comes."""

    @property
    def refreshing(self) -> bool:
        """Whether a refresh is going on."""
        return self.status.progress is not None

    _insisted: int | None = None
    """The feed that was not asked the last time, and is when that is wanted again."""

    async def refresh_feeds(self, feed_ids: Sequence[int] | None = None, pace: Pace = Pace.ALLOWED) -> None:
        """Fetch feeds, and show what comes as it comes; a single one that rests is asked when that is wanted twice."""
        if self.library is None:
            return
        if self.refreshing:
            self.status.tell(self.catalogue.text("status.refresh_running"))
            return
        one = feed_ids[0] if feed_ids is not None and len(feed_ids) == 1 else None
        pace = Pace.ANYWAY if one is not None and one == self._insisted else pace
        self._insisted = None
        progress = self.status.progress = Progress()
        updated: list[FeedUpdated] = []
        begun, self._renewal_took = self.clock(), None
        try:
            with self.telling():
                async for event in self.library.refresh(feed_ids, pace, apart=True):
                    progress = self.status.progress = progress.after(event)
                    if isinstance(event, FeedUpdated):
                        updated.append(event)
                        self._renew_soon()
                if one is not None and progress.resting:
                    self._insisted = one
                    why = wording.resting(progress.resting[0], self.clock(), self.catalogue)
                    self.status.tell(f"{why} {self.catalogue.text('status.insist', key=key_of('refresh_feed'))}")
                elif pace is not Pace.DUE or progress.total:
                    self.status.tell(*wording.finished(progress, self.catalogue))
        finally:
            self.status.progress = None
        await self._renew()
        self.start(self.index(), "index")
        await self._tell_outside(updated, begun)
        if self.config.offline.articles and not progress.offline:
            self.start(self._fetch_ahead(), "ahead")

    async def index(self) -> None:
        """Remove what need not be kept, and have words indexed; a little at a time, as others want to write as well."""
        if self._indexing:
            return
        self._indexing = True
        try:
            if self.library is not None:
                await self.library.clean()
            while self.library is not None and await self.library.index():
                await asyncio.sleep(_REST_SECONDS)
        finally:
            self._indexing = False

    async def _tell_outside(self, updated: Sequence[FeedUpdated], begun: datetime) -> None:
        """Have news told that somebody waits for."""
        if self.library is None or self.config.screen.notifications == "off":
            return
        with self.telling():
            if news := await self.library.news(updated, begun):
                from reader.notify import note

                if found := note(news, self.catalogue):
                    self.post_message(NoteMade(found))

    async def _fetch_ahead(self) -> None:
        """Fetch whole articles of what is unread, and show of which they are there."""
        if self.library is None or self._fetching_ahead:
            return
        if not self.config.offline.metered and await self.library.metered():
            self.status.tell(self.catalogue.text("status.metered"))
            return
        self._fetching_ahead = True
        offline, total, done = self.config.offline, 0, 0
        try:
            async for event in self.library.fetch_pages(offline.articles, offline.megabytes):
                match event:
                    case PagesStarted(total):
                        continue
                    case PagesFinished(stored, _) if stored:
                        self.status.pass_on(self.catalogue.count("cli.pages_ready", stored))
                    case PageStored() | PageFailed():
                        done += 1
                        self.status.pass_on(self.catalogue.text("cli.fetching_pages", done=done, total=total))
                        self._renew_soon()
            if self.pictures.shown and offline.pictures:
                async for _ in self.library.fetch_all_pictures(offline.articles, offline.pictures, offline.megabytes):
                    pass
        finally:
            self._fetching_ahead = False
        if done:
            await self._renew()

    def _renew_soon(self) -> None:
        if not self._renewal_due:
            self._renewal_due = True
            if (took := self._renewal_took) is None:
                self.start(self._renew(), "renew")
            else:
                wait = min(max(_RENEW_SECONDS, took / _RENEW_SHARE), _RENEW_LATEST)
                self.set_timer(wait, lambda: self.start(self._renew(), "renew"))

    async def _renew(self) -> None:
        self._renewal_due = False
        begun = monotonic()
        await self._listing.ask(None)
        await self._counting.ask(None)
        self._renewal_took = monotonic() - begun
