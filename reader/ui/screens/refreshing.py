"""A refresh on the screen: its progress, and what it brings as it comes."""

from __future__ import annotations

from collections.abc import Sequence

from reader.events import FeedUpdated, PageFailed, PagesFinished, PagesStarted, PageStored
from reader.ui import wording
from reader.ui.progress import Progress
from reader.ui.screens.showing import ShowingScreen

_RENEW_SECONDS = 0.3
"""How long what a refresh brings may wait to be shown."""


class RefreshingScreen(ShowingScreen):
    """Shows what a refresh brings; one at a time."""

    _fetching_ahead = False

    @property
    def refreshing(self) -> bool:
        """Whether a refresh is going on."""
        return self.status.progress is not None

    async def refresh_feeds(self, feed_ids: Sequence[int] | None = None) -> None:
        """Fetch feeds, and show what comes as it comes."""
        if self.library is None:
            return
        if self.refreshing:
            self.status.tell(self.catalogue.text("status.refresh_running"))
            return
        progress = self.status.progress = Progress()
        try:
            with self.telling():
                async for event in self.library.refresh(feed_ids):
                    progress = self.status.progress = progress.after(event)
                    if isinstance(event, FeedUpdated):
                        self._renew_soon()
                self.status.tell(*wording.finished(progress, self.catalogue))
        finally:
            self.status.progress = None
        await self._renew()
        if self.config.offline.articles and not progress.offline:
            self.start(self._fetch_ahead(), "ahead")

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
                        self.status.tell(self.catalogue.count("cli.pages_ready", stored))
                    case PageStored() | PageFailed():
                        done += 1
                        self.status.tell(self.catalogue.text("cli.fetching_pages", done=done, total=total))
                        self._renew_soon()
        finally:
            self._fetching_ahead = False
        if done:
            await self._renew()
        if self.pictures.shown and offline.pictures:
            async for _ in self.library.fetch_all_pictures(offline.articles, offline.pictures, offline.megabytes):
                pass

    def _renew_soon(self) -> None:
        if not self._renewal_due:
            self._renewal_due = True
            self.set_timer(_RENEW_SECONDS, lambda: self.start(self._renew(), "renew"))

    async def _renew(self) -> None:
        self._renewal_due = False
        await self._listing.ask(None)
        await self._counting.ask(None)
