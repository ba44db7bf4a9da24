"""The feeds, and above them the lists that go across feeds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from itertools import accumulate
from typing import NamedTuple

from reader.i18n.catalogue import Catalogue
from reader.margin import Tag
from reader.models import Direction, Feed, Filter, SmartFeed
from reader.text.direction import resolve
from reader.text.fold import fold
from reader.text.lines import Line
from reader.ui import choices, wording
from reader.ui.choices import fit
from reader.ui.messages import PlaceChosen, PlaceHighlighted
from reader.ui.paint import across, blank
from reader.ui.widgets.line_list import LineList


class Row(NamedTuple):
    """A row of the feed list."""

    place: Filter
    title: str
    unread: int
    direction: Direction
    feed: Feed | None = None
    """None for a list across feeds."""
    depth: int = 0
    """In how many folders it lies."""


def rows(
    feeds: tuple[Feed, ...], catalogue: Catalogue, smart: tuple[SmartFeed, ...] = (), tags: tuple[Tag, ...] = ()
) -> tuple[Row, ...]:
    """The lists across feeds, those of kept queries and of tags, then every feed."""
    unread = sum(feed.unread - feed.repeated for feed in feeds)
    across = (
        Row(Filter(), catalogue.text("feed.all"), 0, catalogue.direction),
        Row(Filter(unread=True), catalogue.text("feed.unread"), unread, catalogue.direction),
        Row(Filter(bookmarked=True), catalogue.text("feed.bookmarks"), 0, catalogue.direction),
    )
    kept = (
        Row(Filter(text=one.query), one.title, 0, resolve(one.title, fallback=catalogue.direction)) for one in smart
    )
    return (*across, *kept, *map(_tag_row, tags), *_in_folders(feeds, catalogue.direction))


def _tag_row(tag: Tag) -> Row:
    from reader.query import quoted  # not everybody has tags

    return Row(Filter(text=f"tag:{quoted(tag.name)}"), f"#{tag.name}", 0, resolve(tag.name))


def _in_folders(feeds: tuple[Feed, ...], fallback: Direction) -> Iterator[Row]:
    """Feeds that lie in no folder, then each folder with what lies in it; a folder is the list of all that.

    Names that fold alike are one folder's, as they are for a query.
    """
    paths = {feed.id: tuple(part for part in feed.folder.split("/") if part) for feed in feeds}
    keys = {id: tuple(map(fold, path)) for id, path in paths.items()}
    unread = Counter[tuple[str, ...]]()
    for feed in feeds:
        for inside in accumulate((part,) for part in keys[feed.id]):
            unread[inside] += feed.unread - feed.repeated
    shown = set[tuple[str, ...]]()
    for feed in sorted(feeds, key=lambda feed: keys[feed.id]):
        path = paths[feed.id]
        for depth, inside in enumerate(accumulate((part,) for part in keys[feed.id])):
            if inside not in shown:
                shown.add(inside)
                yield _folder_row(path[: depth + 1], unread[inside], fallback)
        direction = resolve(feed.title, declared=feed.direction, language=feed.language, fallback=fallback)
        yield Row(Filter(feed_id=feed.id), feed.title, feed.unread, direction, feed, len(path))


def _folder_row(path: tuple[str, ...], unread: int, fallback: Direction) -> Row:
    from reader.query import quoted  # not everybody has folders

    place = Filter(text=f"folder:{quoted('/'.join(path))}")
    return Row(place, path[-1], unread, resolve(path[-1], fallback=fallback), depth=len(path) - 1)


class FeedList(LineList):
    """The left pane; its cursor says whose headlines are shown."""

    def __init__(self, catalogue: Catalogue, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._catalogue = catalogue
        self._rows = rows((), catalogue)
        self._count_cells = 0

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self._rows)

    @property
    def current(self) -> Row:
        """The row under the cursor."""
        return self._rows[self.cursor]

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """The feeds that are listed."""
        return tuple(row.feed for row in self._rows if row.feed is not None)

    def show(self, feeds: tuple[Feed, ...], smart: tuple[SmartFeed, ...] = (), tags: tuple[Tag, ...] = ()) -> None:
        """List ``feeds``; the cursor stays on the row it is on, wherever that has gone."""
        place = self.current.place
        self._rows = rows(feeds, self._catalogue, smart, tags)
        most = max(row.unread for row in self._rows)
        self._count_cells = len(str(most)) + 1 if most else 0
        self.rows_changed()
        self.go_to(place)

    def feed_beside(self, step: int) -> Filter | None:
        """The next feed below the cursor (``step`` 1) or above it (-1); None: there is none."""
        here = self.cursor
        others = self._rows[here + 1 :] if step > 0 else self._rows[:here][::-1]
        return next((row.place for row in others if row.feed is not None), None)

    def title_of(self, place: Filter) -> str:
        """What a place is called in the list; empty: it is not there."""
        return next((row.title for row in self._rows if row.place == place), "")

    def go_to(self, place: Filter) -> None:
        """Put the cursor on ``place``, if it is listed; nothing is posted."""
        index = next((index for index, row in enumerate(self._rows) if row.place == place), None)
        if index is not None and index != self.cursor:
            self.cursor = index
            self.show_cursor()

    def line(self, index: int, width: int) -> Line:
        """A mark for a feed that fails or is paused, the title, the number of unread entries."""
        row = self._rows[index]
        failing = row.feed is not None and row.feed.problem is not None
        paused = row.feed is not None and row.feed.paused
        sign = "!" if failing else "‖" if paused else ""
        mark = fit(sign, 2, role="failing" if failing else "key", align=choices.near_side())
        role = "text" if row.feed is None else "unread" if row.unread else "read"
        count = self._catalogue.number(row.unread) if row.unread else ""
        numbers = min(self._count_cells, max(0, width - 8))
        indent = min(2 * row.depth, max(0, width - 12))
        room = max(0, width - 2 - numbers - indent)
        name = wording.short_address(row.title, room) if row.feed is not None else row.title
        title = fit(name, room, direction=row.direction, role=role)
        return across(
            mark,
            blank(indent),
            title,
            fit(count, numbers, align=choices.far_side(), direction=Direction.LTR, role="count"),
        )

    def key(self, index: int) -> Hashable:
        """A row, and the room that its count has."""
        return self._rows[index], self._count_cells

    def highlighted(self, index: int) -> None:
        """Say whose headlines are wanted."""
        self.post_message(PlaceHighlighted(self._rows[index].place))

    def chosen(self, index: int) -> None:
        """Say that the reader wants to go there."""
        self.post_message(PlaceChosen(self._rows[index].place))
