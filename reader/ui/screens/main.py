"""The main screen: what the keys and the mouse do."""

from __future__ import annotations

from typing import TypeVar

from textual import on
from textual.widgets import Input

from reader.asking import Pace
from reader.models import Filter, Grouping, Sorting
from reader.ui import messages
from reader.ui.panes import Pane
from reader.ui.screens.macros import MacroScreen
from reader.ui.screens.reading import KEEP, SEARCH
from reader.ui.wording import DIGEST, WRITTEN

E = TypeVar("E", Sorting, Grouping)


def _after(value: E) -> E:
    """The next of what there is, going round."""
    values = list(type(value))
    return values[(values.index(value) + 1) % len(values)]


class MainScreen(MacroScreen):
    """Feeds, headlines and an article, over one library."""

    _kept_query = ""
    """The query whose name is being typed."""

    # What the panes tell.

    @on(messages.PlaceHighlighted)
    def _place_highlighted(self, message: messages.PlaceHighlighted) -> None:
        self.place, self.search = message.place, ""
        if self.field is not None and self.field.id == SEARCH:
            self.close_field()  # it was for the list before
        self.status.settle()  # what is told of the place counts now
        self.name_panes()
        self.start(self.show_list(), "list")

    @on(messages.MenuWanted)
    def _menu_wanted(self, message: messages.MenuWanted) -> None:
        from reader.ui.screens.menu import MenuScreen

        def chosen(command_id: str | None) -> None:
            if command_id:
                self.start(self.action_run(command_id), "menu")

        self.app.push_screen(MenuScreen(self.catalogue, self.pane, message.x, message.y), chosen)

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
        """A query that cannot be read stays to be mended."""
        from reader.i18n.queries import names
        from reader.query import parse

        with self.telling():
            parse(self.search, self.clock(), names(), local=True)
            self.close_field()

    def action_sort(self) -> None:
        """Have the oldest on top, or the feeds by their names, or the newest; of a search, what suits it best."""
        if self.search:
            self.ranked = not self.ranked
            told = "status.best_first" if self.ranked else "status.newest_first"
        else:
            self.sorting = _after(self.sorting)
            told = f"status.{self.sorting}_first"
        self.start(self.show_again(from_top=True), "list")
        self.status.tell(self.catalogue.text(told))

    def action_group(self) -> None:
        """Have headings in the list, by the next of what there is."""
        self.grouping = _after(self.grouping)
        self.start(self.show_again(), "list")
        self.status.tell(self.catalogue.text(f"status.group_{self.grouping}"))

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
        if self.library is None:
            return
        if not await self.library.drop_search(place.text):  # the list of a tag, or of a folder
            self.status.tell(self.catalogue.text("status.nothing_to_keep"))
        else:
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
