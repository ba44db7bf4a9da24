"""Going from pane to pane, from entry to entry, from feed to feed, and through an article by what it is made of."""

from __future__ import annotations

from reader.models import Filter
from reader.text.blocks import Kind
from reader.ui.listing import next_unread, unread_before
from reader.ui.panes import Pane, after
from reader.ui.screens.reading import SEARCH
from reader.ui.screens.tending import TendingScreen
from reader.ui.wording import DIGEST

_HEADINGS = (Kind.HEADING,)


class GoingScreen(TendingScreen):
    """What keys do that go somewhere."""

    def action_open(self) -> None:
        """Go inward."""
        if self.pane is Pane.FEEDS:
            self.panes.enter(Pane.HEADLINES)
            if self.place != self.feeds.current.place:  # a list that is in no row
                self.start(self.go_to(self.feeds.current.place), "list")
        elif self.pane is Pane.HEADLINES and self.headlines.current_id is not None:
            self.start(self.open_entry(self.headlines.current_id), "open")

    def action_back(self) -> None:
        """Go outward; a search is left first."""
        if self.field is not None and self.field.id != SEARCH:
            self.close_field()
        elif self.field is not None or (self.search and self.pane is not Pane.ARTICLE):
            self._leave_search()
        elif self.panes.zen:
            self.show_alone(False)
        elif self.headlines.picked and self.pane is Pane.HEADLINES:
            self.headlines.pick(())
        elif self.pane is Pane.ARTICLE:
            self.panes.enter(Pane.HEADLINES)
        else:
            self.panes.enter(Pane.FEEDS)

    def _leave_search(self) -> None:
        self.close_field(Pane.HEADLINES)
        self.search = ""
        self.start(self.show_list(), "list")

    def show_alone(self, zen: bool) -> None:
        """Show the article alone, or with what else there is room for."""
        self.panes.zen = zen
        self.set_class(zen, "-zen")
        self.key_bar.display = not zen and self.field is None
        self.panes.make_room()
        self.call_after_refresh(self.name_panes)

    def action_quit(self) -> None:
        """Go outward, and from the outermost pane out of the app."""
        if self.pane is Pane.FEEDS and not self.search:
            self.app.call_later(self.app.action_quit)
        else:
            self.action_back()

    def action_next_pane(self) -> None:
        """Go inward, from the article to the feeds."""
        self.show_alone(False)
        self.panes.enter(after(self.pane, 1))

    def action_previous_pane(self) -> None:
        """Go outward, from the feeds to the article."""
        self.show_alone(False)
        self.panes.enter(after(self.pane, -1))

    def action_next_page(self) -> None:
        """Read on: a page, or else the next article."""
        in_view = Pane.ARTICLE in self.panes.shown and self.opened is not None
        here = self.pane is Pane.ARTICLE or self.headlines.current_id == (self.opened and self.opened.id)
        if in_view and here and not self.article.at_end:
            self.article.action_next_page()
        else:
            self.action_next_unread()

    def action_next_unread(self) -> None:
        """Open the next unread entry, of this list or of the next one that has any."""
        self.start(self._to_unread(1), "keys")

    def action_previous_unread(self) -> None:
        """Open the unread entry before, of this list or of the last one before that has any."""
        self.start(self._to_unread(-1), "keys")

    def action_next_entry(self) -> None:
        """Open the next entry of the list, read or not."""
        self._open_beside(1)

    def action_previous_entry(self) -> None:
        """Open the entry before."""
        self._open_beside(-1)

    def _open_beside(self, step: int) -> None:
        before = self.headlines.cursor
        self.headlines.move_to(before + step)
        if self.headlines.cursor != before and self.headlines.current_id is not None:
            self.start(self.open_entry(self.headlines.current_id), "open")

    async def _to_unread(self, step: int) -> None:
        if self.library is None:
            return
        if not await self._open_unread(step):
            place = self._next_place(step)
            if place is None:
                over = "empty.digest" if self.place == DIGEST else "status.no_more_unread"
                self.status.tell(self.catalogue.text(over))
                return
            await self.go_to(place)
            await self._open_unread(step)

    async def _open_unread(self, step: int) -> bool:
        """Open the nearest unread entry from the cursor on, or back, going round; whether there is one."""
        assert self.library is not None
        unread = await self.library.ids(self.wanted._replace(unread=True))
        here = self.headlines.current_id
        is_open = self.opened is not None and self.opened.id == here
        start = self.headlines.cursor if is_open else self.headlines.cursor - step
        beside = next_unread if step > 0 else unread_before
        index = beside(self.headlines.ids, start, unread)
        if index < 0:
            return False
        self.headlines.move_to(index)
        await self.open_entry(self.headlines.ids[index])
        return True

    def _next_place(self, step: int) -> Filter | None:
        """The nearest feed that has something unread, going round; None: there is none, or this list has them all."""
        feeds = self.feeds.feeds
        if self.place == DIGEST or (self.place == Filter() and not self.search):
            return None
        here = next((index for index, feed in enumerate(feeds) if feed.id == self.place.feed_id), -1)
        following = [*feeds[here + 1 :], *feeds[: max(here, 0)]][::step]
        return next((Filter(feed_id=feed.id) for feed in following if feed.unread), None)

    def action_next_feed(self) -> None:
        """Show the headlines of the next feed."""
        self._to_feed(1)

    def action_previous_feed(self) -> None:
        """Show the headlines of the feed before."""
        self._to_feed(-1)

    def _to_feed(self, step: int) -> None:
        place = self.feeds.feed_beside(step)
        if place is not None:
            self.start(self.go_to(place), "list")

    # Through the article.

    def action_next_paragraph(self) -> None:
        """Have the next paragraph on top."""
        self.article.to_block(1)

    def action_previous_paragraph(self) -> None:
        """Have the paragraph before on top."""
        self.article.to_block(-1)

    def action_next_heading(self) -> None:
        """Have the next heading on top."""
        self.article.to_block(1, _HEADINGS)

    def action_previous_heading(self) -> None:
        """Have the heading before on top."""
        self.article.to_block(-1, _HEADINGS)
