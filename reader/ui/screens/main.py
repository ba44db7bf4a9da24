"""The main screen: what the keys and the mouse do."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from reader.asking import Pace
from reader.models import Entry, Filter, Mark
from reader.ui import messages
from reader.ui.commands import COMMANDS, Scope, bindings
from reader.ui.listing import next_unread
from reader.ui.marks import bookmark_toggled, read_toggled
from reader.ui.panes import Pane, after
from reader.ui.screens.reading import KEEP, SEARCH
from reader.ui.screens.tending import TendingScreen
from reader.ui.wording import DIGEST, WRITTEN


class MainScreen(TendingScreen):
    """Feeds, headlines and an article, over one library."""

    BINDINGS = bindings(Scope.MAIN)

    _kept_query = ""
    """The query whose name is being typed."""

    # What the panes tell.

    @on(messages.PlaceHighlighted)
    def _place_highlighted(self, message: messages.PlaceHighlighted) -> None:
        self.place, self.search = message.place, ""
        self.status.settle()  # what is told of the place counts now
        self.name_panes()
        self.start(self.show_list(), "list")

    @on(messages.PlaceChosen)
    def _place_chosen(self) -> None:
        if len(self.panes.shown) == 1:
            self.panes.enter(Pane.HEADLINES)

    @on(messages.EntryChosen)
    def _entry_chosen(self, message: messages.EntryChosen) -> None:
        self.start(self.open_entry(message.entry_id), "open")

    @on(messages.EntryHighlighted)
    def _entry_highlighted(self) -> None:
        self.status.settle()
        self.explain()

    @on(messages.EntriesWanted)
    def _entries_wanted(self, message: messages.EntriesWanted) -> None:
        self.fetch(message.ids)

    @on(messages.PaneEntered)
    def _pane_entered(self, message: messages.PaneEntered) -> None:
        self.key_bar.pane = message.pane
        self.call_after_refresh(self.name_panes)

    # Moving.

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
        elif self.pane is Pane.ARTICLE:
            self.panes.enter(Pane.HEADLINES)
        else:
            self.panes.enter(Pane.FEEDS)

    def action_quit(self) -> None:
        """Go outward, and from the outermost pane out of the app."""
        if self.pane is Pane.FEEDS and not self.search:
            self.app.exit()
        else:
            self.action_back()

    def action_next_pane(self) -> None:
        """Go inward, from the article to the feeds."""
        self.panes.enter(after(self.pane, 1))

    def action_previous_pane(self) -> None:
        """Go outward, from the feeds to the article."""
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
        self.start(self._next_unread(), "keys")

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

    async def _next_unread(self) -> None:
        if self.library is None:
            return
        if not await self._open_unread():
            place = self._next_place()
            if place is None:
                over = "empty.digest" if self.place == DIGEST else "status.no_more_unread"
                self.status.tell(self.catalogue.text(over))
                return
            await self.go_to(place)
            await self._open_unread()

    async def _open_unread(self) -> bool:
        """Open the first unread entry from the cursor on, going round; whether there is one."""
        assert self.library is not None
        unread = await self.library.ids(self.wanted._replace(unread=True))
        here = self.headlines.current_id
        is_open = self.opened is not None and self.opened.id == here
        start = self.headlines.cursor if is_open else self.headlines.cursor - 1
        index = next_unread(self.headlines.ids, start, unread)
        if index < 0:
            return False
        self.headlines.move_to(index)
        await self.open_entry(self.headlines.ids[index])
        return True

    def _next_place(self) -> Filter | None:
        """The next feed that has something unread, going round; None: there is none, or all of them were looked at."""
        feeds = self.feeds.feeds
        if self.place == DIGEST or (self.place == Filter() and not self.search):
            return None
        here = next((index for index, feed in enumerate(feeds) if feed.id == self.place.feed_id), -1)
        following = [*feeds[here + 1 :], *feeds[: max(here, 0)]]
        return next((Filter(feed_id=feed.id) for feed in following if feed.unread), None)

    # Marks.

    def action_bookmark(self) -> None:
        """Bookmark the entry, or take its bookmark away."""
        if (entry := self.current) is not None:
            mark = bookmark_toggled(entry)
            self.start(
                self._mark(entry, mark, "status.bookmarked" if mark is Mark.BOOKMARK else "status.unbookmarked"), "keys"
            )

    def action_toggle_read(self) -> None:
        """Mark the entry read or unread."""
        if (entry := self.current) is not None:
            self.start(self._mark(entry, read_toggled(entry)), "keys")

    async def _mark(self, entry: Entry, mark: Mark, notice: str = "") -> None:
        if self.library is not None:
            self.apply(await self.library.mark([entry.id], mark))
            if notice:
                self.status.tell(self.catalogue.text(notice))

    def action_feed_read(self) -> None:
        """Mark everything in the list read."""
        self.start(self._mark_all(), "keys")

    async def _mark_all(self) -> None:
        if self.library is not None:
            change = await self.library.mark_all_read(self.wanted)
            self.apply(change)
            count = self.catalogue.count("status.marked_read", len(change.ids))
            self.status.tell(count if change.ids else self.catalogue.text("status.all_read"))

    def action_undo(self) -> None:
        """Take back the last change of marks, or the last removal."""
        self.start(self._undo(), "keys")

    async def _undo(self) -> None:
        if self.library is None:
            return
        undone = await self.library.undo()
        if undone is None:
            self.status.tell(self.catalogue.text("status.nothing_to_undo"))
        elif undone.change is not None:
            self.apply(undone.change)
            self.status.tell(self.catalogue.count(undone.told.key, len(undone.change.ids)))
        else:
            await self.show_again()
            self.status.tell(self.catalogue.problem(undone.told))

    # Lists.

    def action_search(self) -> None:
        """Type words to find."""
        prompt = self.catalogue.text("dialog.search_prompt")
        self.start(self.open_field(SEARCH, "/", prompt, Pane.HEADLINES, self.search), "keys")

    @on(Input.Changed, f"#{SEARCH}")
    def _search_typed(self, event: Input.Changed) -> None:
        if self.field is not None and event.value != self.search:
            self.search = event.value
            self.start(self.show_list(), "list")

    @on(Input.Submitted, f"#{SEARCH}")
    def _search_ended(self) -> None:
        self.close_field()

    def _leave_search(self) -> None:
        self.close_field(Pane.HEADLINES)
        self.search = ""
        self.start(self.show_list(), "list")

    def action_sort(self) -> None:
        """Have what suits the search best on top, or the newest."""
        self.ranked = not self.ranked
        self.start(self.show_again(from_top=True), "list")
        self.status.tell(self.catalogue.text("status.best_first" if self.ranked else "status.newest_first"))

    def action_keep_search(self) -> None:
        """Keep the query that is looked at as a list, under a name; or keep the list that is looked at no longer."""
        query = self.search.strip()
        if query:
            self._kept_query = self.meant
            prompt = self.catalogue.text("dialog.keep_prompt")
            self.start(self.open_field(KEEP, "=", prompt, Pane.HEADLINES, query), "keys")
        elif self.place.text:
            self.start(self._drop_search(self.place), "keys")
        else:
            self.status.tell(self.catalogue.text("status.nothing_to_keep"))

    @on(Input.Submitted, f"#{KEEP}")
    def _search_named(self, event: Input.Submitted) -> None:
        self.close_field()
        self.start(self._keep_search(event.value.strip(), self._kept_query), "keys")

    async def _keep_search(self, title: str, query: str) -> None:
        if self.library is not None:
            await self.library.keep_search(title, query)
            await self.count()
            await self.go_to(Filter(text=query))
            self.status.tell(self.catalogue.text("status.search_kept", title=title or query))

    async def _drop_search(self, place: Filter) -> None:
        if self.library is not None and await self.library.drop_search(place.text):
            title = self.feeds.title_of(place)
            await self.go_to(Filter())
            await self.count()
            self.status.tell(self.catalogue.text("status.search_dropped", title=title, query=place.text))

    def action_unread_only(self) -> None:
        """Show unread headlines only, or all."""
        self.unread_only = not self.unread_only
        self.start(self.show_list(), "list")
        self.status.tell(self.catalogue.text("status.unread_only_on" if self.unread_only else "status.unread_only_off"))

    def action_all_entries(self) -> None:
        """Show the headlines of all feeds."""
        self.start(self.go_to(Filter()), "list")

    def action_digest(self) -> None:
        """Show what has come since yesterday began."""
        self.start(self.go_to(DIGEST), "list")

    def action_history(self) -> None:
        """Show what was opened, the last first."""
        self.start(self.go_to(Filter(opened=True)), "list")

    def action_written(self) -> None:
        """Show what has a note or a marked passage."""
        self.start(self.go_to(WRITTEN), "list")

    def action_bookmarks(self) -> None:
        """Show the bookmarks."""
        self.start(self.go_to(Filter(bookmarked=True)), "list")

    def action_refresh_feed(self) -> None:
        """Refresh the feed that is looked at."""
        feed_id = self.place.feed_id or (self.current.feed_id if self.current is not None else None)
        self.start(self.refresh_feeds(None if feed_id is None else [feed_id]), "refresh")

    def refresh_due(self) -> None:
        """Refresh the feeds that had better be asked now, as a program does by itself."""
        self.start(self.refresh_feeds(pace=Pace.DUE), "refresh")

    def action_refresh_all(self) -> None:
        """Refresh every feed that may be asked."""
        self.start(self.refresh_feeds(), "refresh")

    # Commands by name.

    async def action_run(self, command_id: str) -> None:
        """Do what a command does, as its key would."""
        scopes = {command.scope for command in COMMANDS if command.id == command_id}
        namespace = self if Scope.MAIN in scopes else self.article if Scope.SELECT in scopes else self.app
        await self.app.run_action(command_id, namespace)
