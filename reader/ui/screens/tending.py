"""Feeds tended: how they fare, renamed, removed, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from reader.models import Filter
from reader.ui.keymap import key_of
from reader.ui.panes import Pane
from reader.ui.screens.moving import MovingScreen
from reader.ui.screens.reading import MOVE, RENAME

if TYPE_CHECKING:
    from reader.asking import Health
    from reader.ui.screens.health import Wish


class TendingScreen(MovingScreen):
    """What is done about single feeds."""

    _fared: Mapping[int, Health] = MappingProxyType({})
    """The feeds that were looked at."""
    _naming = 0
    """The feed whose name, or whose folder's, is being typed."""

    def action_health(self) -> None:
        """Show how the feeds fare."""
        self.start(self._health(), "keys")

    async def _health(self) -> None:
        if self.library is None:
            return
        from reader.ui.screens.health import HealthScreen

        found = await self.library.health()
        if not found:
            self.status.tell(self.catalogue.text("empty.feeds"))
            return
        self._fared = {one.feed_id: one for one in found}
        self.app.push_screen(HealthScreen(found, self.catalogue, self.clock, self._tend), self._wished)

    def _wished(self, wish: Wish | None) -> None:
        if wish is not None:
            self.start(self._grant(wish), "keys")

    async def _tend(self, wish: Wish) -> tuple[Health, ...]:
        """Have a feed paused, or told of, or no longer; the feeds as they are then."""
        assert self.library is not None
        one = self._fared[wish.feed_id]
        with self.telling():
            if wish.action == "pause":
                await self._pause(one)
            elif not self._is_configured(one):
                await self._bell(one)
            found = await self.library.health()
            self._fared = {one.feed_id: one for one in found}
        return tuple(self._fared.values())

    def _is_configured(self, one: Health) -> bool:
        """Whether the configuration says what is to be changed of a feed, which is told then."""
        if self.library is None or not self.library.names(one.url):
            return False
        self.status.tell(self.catalogue.text("status.configured", title=one.title))
        return True

    async def _grant(self, wish: Wish) -> None:
        if wish.action in ("rename", "move") and self._is_configured(self._fared[wish.feed_id]):
            return
        if wish.action == "open":
            await self.go_to(Filter(feed_id=wish.feed_id))
        elif wish.action == "refresh":
            await self.go_to(Filter(feed_id=wish.feed_id))  # where the same key asks for it again
            await self.refresh_feeds([wish.feed_id])
        elif wish.action == "rename":
            self._naming, title = wish.feed_id, self._fared[wish.feed_id].title
            await self.open_field(RENAME, "=", self.catalogue.text("dialog.rename_prompt"), Pane.FEEDS, title)
        elif wish.action == "move":
            self._naming, folder = wish.feed_id, self._fared[wish.feed_id].folder
            await self.open_field(MOVE, "/", self.catalogue.text("dialog.move_prompt"), Pane.FEEDS, folder)
        else:
            await self._remove(wish.feed_id)

    @on(Input.Submitted, f"#{RENAME}")
    def _name_given(self, event: Input.Submitted) -> None:
        self.close_field()
        self.start(self._rename(self._naming, event.value.strip()), "keys")

    @on(Input.Submitted, f"#{MOVE}")
    def _folder_given(self, event: Input.Submitted) -> None:
        self.close_field()
        self.start(self._move(self._naming, event.value), "keys")

    async def _move(self, feed_id: int, folder: str) -> None:
        if self.library is not None:
            folder = "/".join(part.strip() for part in folder.split("/") if part.strip())
            await self.library.move(feed_id, folder)
            self.count_again()
            key = "status.moved" if folder else "status.moved_out"
            self.status.tell(self.catalogue.text(key, title=self._fared[feed_id].title, folder=folder))

    async def _pause(self, one: Health) -> None:
        if self.library is not None:
            await self.library.pause(one.feed_id, not one.paused)
            self.count_again()
            key = "status.resumed" if one.paused else "status.paused"
            self.status.tell(self.catalogue.text(key, title=one.title))

    async def _rename(self, feed_id: int, title: str) -> None:
        if self.library is not None:
            await self.library.rename(feed_id, title)
            self.count_again()
            await self.show_list()

    async def _bell(self, one: Health) -> None:
        if self.library is not None:
            await self.library.notify(one.feed_id, not one.notify)
            key = "status.silent" if one.notify else "status.told"
            self.status.tell(self.catalogue.text(key, title=one.title))

    async def _remove(self, feed_id: int) -> None:
        if self.library is None:
            return
        gone = self._fared[feed_id]
        await self.library.remove(feed_id)
        await self.go_to(Filter())
        self.count_again()
        if self.library.names(gone.url):
            self.status.tell(self.catalogue.text("status.removed_configured", title=gone.title), "problem")
        else:
            self.status.tell(self.catalogue.text("status.removed", title=gone.title, key=key_of("undo")))

    def action_next_failing(self) -> None:
        """Go to the next feed that fails."""
        feeds = self.feeds.feeds
        ids = [feed.id for feed in feeds]
        here = ids.index(self.place.feed_id) if self.place.feed_id in ids else -1
        order = [feeds[at % len(feeds)] for at in range(here + 1, here + 1 + len(feeds))]
        failing = next((feed for feed in order if feed.problem is not None), None)
        if failing is None:
            self.status.tell(self.catalogue.text("status.none_failing"))
        else:
            self.start(self.go_to(Filter(feed_id=failing.id)), "list")
