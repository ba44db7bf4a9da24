"""The panes and what fills them: lists, an article, counts, the progress of a refresh."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from reader.config.schema import Config
from reader.errors import QariError, QueryError
from reader.i18n.catalogue import Catalogue
from reader.margin import Place
from reader.models import Change, Entry, Feed, Filter, Grouping, Sorting
from reader.text.direction import has_rtl
from reader.ui import keymap, wording
from reader.ui.commands import Scope
from reader.ui.latest import Latest
from reader.ui.marks import marked
from reader.ui.messages import Failed, RtlListed
from reader.ui.paint import border_title
from reader.ui.panes import Pane
from reader.ui.pictures import Pictures
from reader.ui.widgets.article_pane import ArticlePane
from reader.ui.widgets.entry_list import EntryList
from reader.ui.widgets.feed_list import FeedList
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.panes import Panes
from reader.ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from pathlib import Path

    from textual.worker import WorkType

    from reader.library import Library
    from reader.ui.widgets.text_field import TextField

_BLINK = 0.1
"""Seconds that the first paint waits for headlines. A store of any usual size needs a tenth of them."""
_MINUTE = 60.0
_AGAIN, _LATEST = 2.0, 60.0
"""Seconds after which headlines that could not be read are asked for again, at first and in the end."""
_FIRST = 200
"""How many headlines the first list has, which is replaced by all of them at once."""

_log = logging.getLogger(__name__)


class ShowingScreen(Screen[None]):
    """Shows what the library has; :class:`~reader.ui.screens.main.MainScreen` says what the keys do with it."""

    AUTO_FOCUS = ""
    BLANK = True

    def __init__(
        self,
        config: Config,
        catalogue: Catalogue,
        clock: Callable[[], datetime],
        early: Callable[[], Awaitable[Library | None]],
        pictures: Pictures,
    ) -> None:
        super().__init__()
        self.rebind()
        self._early = early
        self.config = config
        self.catalogue = catalogue
        self.clock = clock
        self.replies_kept: Path | None = None
        """Where it is kept what other programs have made of articles; None: nowhere."""
        self.library: Library | None = None
        """None until the database is open."""
        self.place = Filter()
        """The row of the feed list whose headlines are shown."""
        self.search = ""
        self._misread = False
        """Whether the query that was typed last could not be read."""
        self.unread_only = config.screen.unread_only
        self.ranked = True
        """Whether a search has what suits it best on top, or else the newest."""
        self.sorting = Sorting(config.screen.sort)
        self.grouping = Grouping(config.screen.group)
        self.opened: Entry | None = None
        """The entry whose article is shown, with its marks as they are now."""
        self._stopped_at: Place | None = None
        """Where it is remembered that the reading of the article stopped."""
        self._listed = (self.place, self.search)
        self._listing = Latest(self._list)
        self._counting = Latest(self._count)
        self._fetching = Latest(self._fetch)
        self._snipping = Latest(self._snip)
        self._opening = asyncio.Lock()
        self._waiting: set[Coroutine[None, None, None]] = set()
        """What was started, and has not begun."""
        self._again: Timer | None = None
        """When headlines that could not be read are asked for again; None: all could be."""
        self._again_after = _AGAIN
        self.looks_for_rtl = False
        """Whether :class:`messages.RtlListed` is wanted."""
        self._titles: dict[Widget, tuple[str, int]] = {}
        self.feeds = FeedList(catalogue, id=Pane.FEEDS)
        self.headlines = EntryList(catalogue, clock, id=Pane.HEADLINES)
        self.headlines.columns, self.headlines.coloured = config.screen.columns, config.screen.source_colours
        self.headlines.each = _each(config)
        self.pictures = pictures
        self.article = ArticlePane(
            catalogue, config.reading.column, pictures, centred=config.reading.centred, id=Pane.ARTICLE
        )
        self.panes = Panes(self.feeds, self.headlines, self.article)
        self.status = StatusBar(catalogue)
        self.key_bar = KeyBar(catalogue)
        self.field: TextField | None = None
        """The field that a search is being typed into."""

    def rebind(self) -> None:
        """Go by the keymap that is in use."""
        keymap.bind(self, Scope.MAIN)

    def configure(self, config: Config) -> None:
        """Go by another configuration from now on."""
        before, self.config = self.config, config
        screen, reading = config.screen, config.reading
        self.headlines.columns, self.headlines.coloured = screen.columns, screen.source_colours
        self.headlines.space(_each(config))
        self.headlines.forget_looks()
        if reading.column != before.reading.column or reading.centred != before.reading.centred:
            self.article.set_column(reading.column, centred=reading.centred)
        if before.screen.sort != screen.sort:
            self.sorting = Sorting(screen.sort)
        if before.screen.group != screen.group:
            self.grouping = Grouping(screen.group)
        if before.screen.unread_only != screen.unread_only:
            self.unread_only = screen.unread_only
        if before.screen != screen:
            self.start(self.show_again(from_top=before.screen.sort != screen.sort), "list")

    def compose(self) -> ComposeResult:
        """The panes, and two rows under them."""
        yield self.panes
        yield self.status
        yield self.key_bar

    async def on_mount(self) -> None:
        """Begin at the headlines, and paint them at once where the store is quick."""
        self.panes.enter(Pane.HEADLINES)
        first = asyncio.ensure_future(self._first())
        await asyncio.wait((first,), timeout=_BLINK)  # what takes longer comes later
        self.name_panes()
        self.set_interval(_MINUTE, self.minute_passed)

    def on_resize(self) -> None:
        """Show the panes that there is room for."""
        self.panes.forget_widths()
        self.panes.make_room()
        self.call_after_refresh(self.name_panes)

    def start(self, job: Coroutine[None, None, None], group: str) -> None:
        """Do something beside the keys; its errors are told."""

        async def told() -> None:
            self._waiting.discard(job)
            with self.telling():
                await job

        self._waiting.add(job)
        work: WorkType[None] = told
        self.run_worker(work, group=group, exit_on_error=False)

    def on_unmount(self) -> None:
        """What has not begun by now never will, and Python would complain of that in the terminal."""
        for job in self._waiting:
            job.close()

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Make an error a line of the status bar."""
        try:
            yield
        except QariError as error:
            self.status.tell(self.catalogue.problem(error.problem), "problem")
        except Exception as error:
            _log.exception("unexpected")
            self.status.tell(self.catalogue.text("error.unexpected", detail=type(error).__name__), "problem")

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        with self.telling():
            raise message.error

    # Lists.

    @property
    def wanted(self) -> Filter:
        """The headlines to show. Bookmarks are shown whether they were read or not."""
        unread = self.place.unread or (self.unread_only and not wording.is_kept(self.place))
        return self.place._replace(
            unread=unread, text=self.search, within=self.place.text, ranked=self.ranked, sorting=self._order
        )

    @property
    def _order(self) -> Sorting:
        """What comes first: what is under one heading stands together."""
        if self.grouping in (Grouping.FEED, Grouping.FOLDER):
            return Sorting.FEED
        by_date = self.grouping is Grouping.DATE and self.sorting is Sorting.FEED
        return Sorting.NEWEST if by_date else self.sorting

    @property
    def meant(self) -> str:
        """The query of the place and the one that is typed, both of which must hold, as one."""
        both = [text for text in (self.place.text, self.search) if text.strip()]
        return both[0] if len(both) == 1 else " ".join(f"({text})" for text in both)

    @property
    def place_feed(self) -> Feed | None:
        """The feed whose headlines are shown; None: those of many feeds."""
        return next((feed for feed in self.feeds.feeds if feed.id == self.place.feed_id), None)

    async def begin(self, library: Library) -> None:
        """Show what ``library`` has."""
        if self.library is None:
            await self._show_first(library)
        await self._counting.ask(None)
        await self._listing.ask(None)

    async def _first(self) -> None:
        library = await self._early()
        if library is not None:
            await self._show_first(library)

    async def _show_first(self, library: Library) -> None:
        self.library = library
        await self._listing.ask(_FIRST)  # quick, however many there are

    async def show_list(self) -> None:
        """Show the headlines of the place and search that are set."""
        await self._listing.ask(None)

    async def go_to(self, place: Filter) -> None:
        """Show the headlines of another place, without a search."""
        self.place, self.search = place, ""
        self.feeds.go_to(place)
        if self.panes.shown == (Pane.FEEDS,):  # nobody would see it
            self.panes.enter(Pane.HEADLINES)
        await self.show_list()

    async def _list(self, limit: int | None) -> None:
        if self.library is None:
            return
        with self.telling():
            wanted, asked = self.wanted, (self.place, self.search)
            ids = await self._meant(self.library, wanted._replace(limit=limit))
            if ids is None:
                return
            fresh = asked not in (self._listed, (self._listed[0], ""))
            named = await self._groups(self.library, ids)
            entries = await self.library.entries(self.headlines.needed(ids, fresh=fresh))
            if asked != (self.place, self.search):
                return  # somebody has gone on, and asked again
            self._listed = asked
            if self.headlines.found != (found := searched_words(self.meant)):
                self.headlines.found = found
                self.headlines.forget_looks()
                if not found:
                    self.article.forget_found()
            if self.looks_for_rtl and any(has_rtl(entry.title) for entry in entries):
                self.post_message(RtlListed())
            self.headlines.sources = self.place.feed_id is None
            show = self.headlines.begin if fresh else self.headlines.renew
            show(ids, entries, named)
            if limit is None:
                self.name_panes()

    async def _groups(self, library: Library, ids: Sequence[int]) -> Mapping[int, str]:
        """The heading that each entry of a list stands under; a search that ranks has none, nor has what was opened."""
        if self.grouping is Grouping.NONE or (self.search and self.ranked) or self.place.opened or not ids:
            return {}
        from reader.ui.groups import groups  # the first list of most has none

        current = self.headlines.current_id  # which stays where it is, in the list or not
        places = await library.places(ids if current is None else [*ids, current])
        return await asyncio.to_thread(groups, places, self.grouping, self.feeds.feeds, self.clock(), self.catalogue)

    async def _meant(self, library: Library, wanted: Filter) -> Sequence[int] | None:
        """The ids of a list; None: its query is not to be read (yet), which is told until it is."""
        try:
            ids = await library.ids(wanted)
        except QueryError as error:
            self._misread = True
            self.name_panes()
            self.status.tell(self.catalogue.problem(error.problem), "problem")
            return None
        if self._misread:
            self._misread = False
            self.status.tell("")
        return ids

    async def _count(self, _: None) -> None:
        if self.library is None:
            return
        with self.telling():
            library = self.library
            self.feeds.show(await library.feeds(), await library.smart_feeds(), await library.margins.tags())
            self.name_panes()

    async def _fetch(self, ids: Sequence[int]) -> None:
        if self.library is None:
            return
        with self.telling():
            try:
                self.headlines.put(await self.library.entries(ids))
            except QariError:
                first, again = self._again is None, min(2 * self._again_after, _LATEST)
                if self._again is not None:
                    self._again.stop()
                self._again = self.set_timer(self._again_after, self.headlines.ask_again)
                self._again_after = again
                if first:
                    raise
            else:
                self._again, self._again_after = None, _AGAIN

    def fetch(self, ids: Sequence[int]) -> None:
        """Have the headline list given ``ids``, unless it wants others before their turn comes."""
        self.start(self._fetching.ask(ids), "fetch")

    def count_again(self) -> None:
        """Show the counts as they are now, some time soon."""
        self.start(self.count(), "count")

    async def count(self) -> None:
        """Show the counts, and which lists there are, as they are now."""
        await self._counting.ask(None)

    async def show_again(self, *, from_top: bool = False) -> None:
        """Show everything as the store has it now: lists, counts, and the article that is open.

        The headline under the cursor stays, whether it is in the list still or not, unless the list begins anew.
        """
        if from_top:
            self._listed = (self.place._replace(limit=0), "")
        await self._counting.ask(None)
        await self._listing.ask(None)
        if self.library is not None and self.opened is not None:
            article = await self.library.article(self.opened.id)
            if self.opened is not None and self.opened.id == article.entry.id:  # else another was opened meanwhile
                self.opened = article.entry
                self.article.renew(article)
        self.name_panes()

    def on_screen_suspend(self) -> None:
        """A dialog comes: pictures that would lie over it go."""
        self.article.refresh()

    def on_screen_resume(self) -> None:
        """And come again."""
        self.article.refresh()

    def apply(self, change: Change) -> None:
        """Show a change of marks."""
        self.headlines.mark(change.ids, change.mark)
        if self.opened is not None and self.opened.id in change.ids:
            self.opened = marked(self.opened, change.mark)
        self.count_again()

    # What stands around the panes.

    def name_panes(self) -> None:
        """Write the titles of the panes and the status bar's text."""
        title = wording.place_title(
            self.place,
            "" if self._misread else self.search,
            self.place_feed,
            self.catalogue,
            self.feeds.title_of(self.place),
        )
        star = "★ " if self.opened is not None and self.opened.bookmarked else ""
        source = star + self.opened.feed_title if self.opened is not None else self.catalogue.text("pane.article")
        for pane, text in (
            (self.feeds, self.catalogue.text("pane.feeds")),
            (self.headlines, wording.headlines_title(title, len(self.headlines.entry_ids), self.catalogue)),
            (self.article, source),
        ):
            if (text, pane.outer_size.width) != self._titles.get(pane):  # each title set is a pane drawn
                self._titles[pane] = (text, pane.outer_size.width)
                pane.border_title = border_title(
                    text, pane.outer_size.width or self.app.size.width, self.catalogue.direction
                )
        if self.library is not None:
            self._describe()

    def _describe(self) -> None:
        self.headlines.empty = wording.empty_list(self.wanted, self.feeds.feeds, self.catalogue)
        feed = self.place_feed
        failure = wording.failure(feed, self.catalogue) if feed is not None else ""
        self.status.info_role = "problem" if failure else "label"
        self.status.found = ()
        self.status.info = failure or wording.summary(feed, self.feeds.feeds, self.clock(), self.catalogue)
        self.explain()

    def explain(self) -> None:
        """Show why the search found the headline under the cursor, as soon as that is known."""
        if self.search and self.headlines.found and self.panes.current is Pane.HEADLINES:
            self.start(self._snipping.ask(self.headlines.current_id), "snippet")

    async def _snip(self, entry_id: int | None) -> None:
        """Show why the search found the headline under the cursor."""
        if self.library is None or entry_id is None or not self.search:
            return
        with suppress(QariError):
            shown = await self.library.snippet(entry_id, self.meant)
            if shown is not None and entry_id == self.headlines.current_id and self.search:
                self.status.found = self.headlines.found
                self.status.info, self.status.info_role = shown.text, "text"

    def minute_passed(self) -> None:
        """What has to be done now and then."""
        self.headlines.forget_looks()
        self.name_panes()


def _each(config: Config) -> int:
    """Rows that an entry has in the list."""
    return 2 if config.screen.density == "roomy" else 1


def searched_words(search: str) -> tuple[str, ...]:
    """The words to show as found; of a query that is not complete, none."""
    if not search:
        return ()
    from reader.i18n.queries import names  # the first paint searches for nothing
    from reader.query import parse, words
    from reader.text.find import words as folded

    with suppress(QueryError):
        found = words(parse(search, datetime.now(UTC), names()))
        return tuple(dict.fromkeys(word for text in found for word in folded(text)))
    return ()
