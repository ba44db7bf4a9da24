"""Feeds brought in, by address and from files, and written to files."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from reader import files
from reader.asking import Listed, Subscription
from reader.errors import FetchError
from reader.i18n.catalogue import isolate
from reader.models import Filter
from reader.ui import wording
from reader.ui.panes import Pane
from reader.ui.screens.reading import ADDRESS, EXPORT, IMPORT
from reader.ui.screens.ruling import RulingScreen

if TYPE_CHECKING:
    from reader.library import Library
    from reader.ui.screens.choosing import Offer


_NAMED = 3
"""Rows of a list that are left out, of which it is told why."""


class MovingScreen(RulingScreen):
    """How feeds come, and how the list of them leaves."""

    _may_replace = ""
    """A file of which it was said that it is there: asked for once more, it is written over."""

    def action_add_feed(self) -> None:
        """Type the address of a feed to subscribe to."""
        prompt = self.catalogue.text("dialog.add_feed_prompt")
        self.start(self.open_field(ADDRESS, "+", prompt, Pane.FEEDS), "keys")

    @on(Input.Submitted, f"#{ADDRESS}")
    def _address_given(self, event: Input.Submitted) -> None:
        self.close_field()
        if address := event.value.strip():
            self.start(self._add_feed(address), "keys")

    async def _add_feed(self, address: str) -> None:
        if self.library is None:
            return
        self.status.tell(self.catalogue.text("status.looking"))
        offers = await self._offers(self.library, address)
        if len(offers) > 1:
            self.status.tell("")
            self.choose(offers, self.catalogue.count("find.several", len(offers)))
            return
        known = {feed.id for feed in self.feeds.feeds}
        feed = await self.library.add(offers[0].subscription)
        await self.count()  # else it is in no row
        await self.go_to(Filter(feed_id=feed.id))
        key = "status.already_subscribed" if feed.id in known else "status.added"
        self.status.tell(self.catalogue.text(key, title=feed.title))
        if feed.id not in known:
            await self.refresh_feeds([feed.id])

    async def _offers(self, library: Library, address: str) -> tuple[Offer, ...]:
        """The feeds at an address; or the address itself, if nobody answers there just now."""
        from reader.sync.discover import PASSING
        from reader.ui.screens.choosing import Offer

        try:
            found = await library.find(address)
        except FetchError as error:
            if error.problem.key not in PASSING or "://" not in address:
                raise
            return (Offer(Subscription(library.address(address))),)
        now = self.clock()
        return tuple(
            Offer(Subscription(one.url), wording.candidate(one, now, self.catalogue), one.title) for one in found
        )

    def action_import_feeds(self) -> None:
        """Type the name of a file that lists feeds."""
        self.import_from("")

    def import_from(self, name: str) -> None:
        """Type the name of a file that lists feeds, perhaps this one."""
        prompt = self.catalogue.text("dialog.import_prompt")
        self.start(self.open_field(IMPORT, "<", prompt, Pane.FEEDS, name), "keys")

    @on(Input.Submitted, f"#{IMPORT}")
    def _list_given(self, event: Input.Submitted) -> None:
        self.close_field()
        if name := event.value.strip():
            self.start(self._import(name), "keys")

    async def _import(self, name: str) -> None:
        if self.library is None:
            return
        listed = await self.library.listed(await asyncio.to_thread(files.read, files.named(name)))
        if not listed.feeds:
            self.status.tell(self.catalogue.count("import.preview", 0))
            return
        from reader.ui.screens.choosing import Offer

        offers = [Offer(one, isolate(one.folder) if one.folder else one.language) for one in listed.feeds]
        self.choose(offers, _preview(listed, self), all_ticked=True)

    def choose(self, offers: Sequence[Offer], text: str, *, all_ticked: bool = False) -> None:
        """Let feeds be chosen from ``offers``, and subscribe to them."""
        from reader.ui.screens.choosing import ChoosingScreen

        self.app.push_screen(ChoosingScreen(offers, self.catalogue, text, all_ticked=all_ticked), self.subscribe_to)

    def subscribe_to(self, subscriptions: tuple[Subscription, ...] | None) -> None:
        """Subscribe to feeds and fetch them."""
        if subscriptions:
            self.start(self.subscribe(subscriptions), "keys")

    async def subscribe(self, subscriptions: tuple[Subscription, ...]) -> None:
        """Subscribe to feeds and fetch them, and wait for that."""
        if self.library is None:
            return
        ids = await self.library.add_all(subscriptions)
        await self.go_to(Filter())
        self.status.tell(self.catalogue.count("status.subscribed", len(ids)))
        await self.refresh_feeds(ids)

    def action_export_feeds(self) -> None:
        """Type the name of a file to write the list of feeds to."""
        self._may_replace = ""
        prompt = self.catalogue.text("dialog.export_prompt")
        self.start(self.open_field(EXPORT, ">", prompt, Pane.FEEDS, "~/qari.opml"), "keys")

    @on(Input.Submitted, f"#{EXPORT}")
    def _file_given(self, event: Input.Submitted) -> None:
        if name := event.value.strip():
            self.start(self._export(name), "keys")
        else:
            self.close_field()

    async def _export(self, name: str) -> None:
        if self.library is None:
            return
        from reader.export import feed_list

        path = files.named(name)
        if self._may_replace != name and await asyncio.to_thread(path.is_file):
            self._may_replace = name
            self.status.tell(self.catalogue.text("status.file_exists", file=name), "problem")
            return
        self.close_field()
        listed = await self.library.subscriptions()
        await asyncio.to_thread(lambda: files.write(path, feed_list(listed, self.clock())))
        self.status.tell(self.catalogue.text("status.exported", file=path))


def _preview(listed: Listed, screen: MovingScreen) -> str:
    """How many feeds there are, and what is left out and why."""
    words = screen.catalogue
    lines = [words.count("import.preview", len(listed.feeds))]
    if listed.skipped:
        lines.append(words.count("import.skipped", len(listed.skipped)))
        lines += [f"· {words.text(one.reason, name=one.name)}" for one in listed.skipped[:_NAMED]]
    return "\n".join(lines)
