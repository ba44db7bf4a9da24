"""An article opened: shown from where its reading stopped, with its pictures, and remembered."""

from __future__ import annotations

import logging
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual import on

from reader.errors import StoreError, StoreReadOnlyError, StoreTooNewError
from reader.events import PicturesFinished, PictureStored
from reader.models import Mark
from reader.ui.messages import EndSeen
from reader.ui.panes import Pane
from reader.ui.screens.showing import ShowingScreen, searched_words

if TYPE_CHECKING:
    from textual.worker import WorkType

_TOGETHER = 0.5
"""Seconds in which pictures that come are shown at once, for the text is laid out anew each time."""

_log = logging.getLogger(__name__)


class OpeningScreen(ShowingScreen):
    """What happens when a headline is chosen."""

    def minute_passed(self) -> None:
        """The place in the article is kept, whatever happens to the program."""
        super().minute_passed()
        self.start(self.keep_place(), "place")

    async def open_entry(self, entry_id: int) -> None:
        """Show an article, and mark it read if that is what opening does."""
        async with self._opening:
            with self.telling():
                await self._open(entry_id)

    async def _open(self, entry_id: int) -> None:
        if self.library is None:
            return
        await self.keep_place()
        article = await self.library.article(entry_id)
        pictures = await self.library.pictures(entry_id) if self.pictures.shown else {}
        # From here to the article on the screen nothing waits: keys act on the one that is opened.
        self.opened, self._stopped_at = article.entry, article.margin.place
        self.article.show(article, searched_words(self.meant), pictures)
        self.panes.enter(Pane.ARTICLE)
        self.call_after_refresh(self.name_panes)
        self.fetch_pictures()
        try:
            await self.library.opened_article(entry_id)
            if article.entry.changed:  # until now
                self.headlines.put(await self.library.entries([entry_id]))
            if self.config.reading.mark_read == "open" and not article.entry.read:
                self.apply(await self.library.mark([entry_id], Mark.READ))
        except (StoreReadOnlyError, StoreTooNewError):
            _log.info("not marked: read-only")  # told once, when the database was opened

    @on(EndSeen)
    def _end_seen(self, message: EndSeen) -> None:
        """Mark read what was read to its end, if that is what makes it read."""
        here = self.opened is not None and self.opened.id == message.entry_id and not self.opened.read
        if self.config.reading.mark_read == "end" and here and self.opened is not None:
            self.start(self._mark_opened(self.opened.id), "keys")

    async def _mark_opened(self, entry_id: int) -> None:
        if self.library is not None:
            self.apply(await self.library.mark([entry_id], Mark.READ))

    async def keep_place(self) -> None:
        """Remember where the reading of the article stopped."""
        if self.library is None or self.opened is None or not self.article.is_placed:
            return
        if (place := self.article.place) != self._stopped_at:
            self._stopped_at = place
            try:
                await self.library.margins.keep_place(self.opened.id, place)
            except StoreError as error:  # reading goes on
                _log.info("the place was not kept: %s", error)

    def fetch_pictures(self) -> None:
        """Show the pictures of the article, and fetch those that are not there."""
        if self.pictures.shown and self.opened is not None:
            work: WorkType[None] = partial(self._show_pictures, self.opened.id)
            self.run_worker(work, group="pictures", exclusive=True)

    async def _show_pictures(self, entry_id: int) -> None:
        if self.library is None:
            return
        with self.telling():
            await self._put_pictures(entry_id)
            shown = monotonic()
            async for event in self.library.fetch_pictures(entry_id):
                last = isinstance(event, PicturesFinished) and event.stored > 0
                if last or (isinstance(event, PictureStored) and monotonic() - shown > _TOGETHER):
                    await self._put_pictures(entry_id)
                    shown = monotonic()

    async def _put_pictures(self, entry_id: int) -> None:
        """Show what is there of an article, if it is still the one that is shown."""
        assert self.library is not None
        there = await self.library.pictures(entry_id)
        here = self.opened is not None and self.opened.id == entry_id and self.pictures.shown
        if here and there.keys() - self.pictures.addresses:
            self.article.put_pictures(there)
