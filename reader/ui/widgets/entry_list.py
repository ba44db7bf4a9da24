"""The headlines: a list of ids, of which only those near the viewport are ever fetched."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip

from reader.i18n.catalogue import Catalogue
from reader.i18n.dates import relative
from reader.models import Direction, Entry, Mark
from reader.text.cells import cells
from reader.text.direction import resolve
from reader.text.lines import Line, Piece
from reader.ui import choices
from reader.ui.choices import fit, visual
from reader.ui.listing import Kept, grouped, keep, position
from reader.ui.marks import marked
from reader.ui.messages import EntriesWanted, EntryChosen, EntryHighlighted
from reader.ui.paint import SOURCES, across, blank, border_title, centred, paint
from reader.ui.widgets.line_list import LineList

_CACHED_ENTRIES = 4096
_NO_GROUPS: Mapping[int, str] = MappingProxyType({})
_MARKS = 3
_NOTED, _CHANGED = "✎", "Δ"
_LEAST_TITLE = 22
"""Cells that the title must keep for the date to have a column, and with half as many more, for the source."""
_AGES = tuple(
    timedelta(days=days, hours=hours, minutes=minutes)
    for days, hours, minutes in (
        *(
            (0, 0, 2),
            (0, 0, 5),
            (0, 0, 59),
            (0, 2, 0),
            (0, 5, 0),
            (0, 23, 0),
            (2, 0, 0),
            (5, 0, 0),
            (14, 0, 0),
            (28, 0, 0),
        ),
        *((60, 0, 0), (150, 0, 0), (330, 0, 0), (730, 0, 0), (1825, 0, 0), (4015, 0, 0)),
    )
)
"""Of every way to say how long ago, an example."""


def date_cells(catalogue: Catalogue) -> int:
    """The cells of the longest way to say how long ago, and two blanks before it."""
    now = datetime(2000, 1, 1, tzinfo=UTC)
    texts = [relative(catalogue, now - age, now) for age in _AGES]
    return 2 + max(cells(text if text.isascii() else visual(text)) for text in texts)


class EntryList(LineList):
    """The middle pane. It asks for entries by :class:`EntriesWanted` and is given them by :meth:`put`."""

    arrived: reactive[int] = reactive(0, repaint=False)
    """How many entries have come in above the viewport and were not looked at yet."""

    def __init__(self, catalogue: Catalogue, clock: Callable[[], datetime], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._catalogue = catalogue
        self._clock = clock
        self._date_cells = date_cells(catalogue)
        self._entries: dict[int, Entry] = {}
        self._asked: frozenset[int] = frozenset()
        self.ids: Sequence[int] = ()
        """The entries of the list, in its order."""
        self.picked: frozenset[int] = frozenset()
        """What marks are to be for."""
        self.headings: tuple[str, ...] = ()
        """What the negative numbers among the ids stand for, -1 for the first."""
        self.columns = "auto"
        """Which columns there are beside the titles: ``auto``, or the names of ``_COLUMNS``."""
        self.coloured = False
        """Whether each source has a colour of its own."""
        self.sources = True
        """Whether the rows say which feed they are from."""
        self.found: tuple[str, ...] = ()
        """The words that were searched for (``text.find.words``)."""
        self.empty = ""
        """What stands there when there are no rows."""

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self.ids)

    @property
    def current_id(self) -> int | None:
        """The id of the entry under the cursor."""
        id = self.ids[self.cursor] if self.ids else 0
        return id if id > 0 else None

    @property
    def entry_ids(self) -> Sequence[int]:
        """The entries of the list, without headings."""
        return [id for id in self.ids if id > 0] if self.headings else self.ids

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor among the entries: of a heading it goes on in the direction it came from."""
        cursor = super().validate_cursor(cursor)
        if not self.headings or not self.ids or self.ids[cursor] > 0:
            return cursor
        return cursor - 1 if cursor < self.cursor and cursor > 0 else min(cursor + 1, self.count - 1)

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor; None: there is none, or it has not come yet."""
        return None if self.current_id is None else self._entries.get(self.current_id)

    def forget_looks(self) -> None:
        """Draw every row anew, perhaps in another language."""
        self._date_cells = date_cells(self._catalogue)
        self.watch_arrived(self.arrived)
        super().forget_looks()

    def pick(self, ids: Iterable[int]) -> None:
        """Have these picked, and no others."""
        self.picked = frozenset(ids)
        self.refresh()

    @property
    def _entry_cursor(self) -> int:
        """The index of the entry under the cursor among the entries."""
        if not self.headings:
            return self.cursor
        return sum(id > 0 for id in self.ids[: self.cursor])

    def needed(self, ids: Sequence[int], *, fresh: bool) -> Sequence[int]:
        """Which of ``ids`` would be near the viewport if they were the list now; ``fresh``: from its top."""
        if fresh:
            return self._around(ids, 0, 1)
        kept = keep(self.entry_ids, self._entry_cursor, ids)
        return self._around(kept.ids, kept.cursor - (self.cursor - self.scroll_offset.y // self.each), 1)

    def begin(self, ids: Sequence[int], entries: Iterable[Entry], groups: Mapping[int, str] = _NO_GROUPS) -> None:
        """Show another list, from its top, of which nothing is picked. ``entries`` are those :meth:`needed` named.

        ``groups`` are the headings that entries stand under; none: there are no headings.
        """
        self.arrived = 0
        self.picked = frozenset()
        self._replace(Kept(ids, 0, 0), entries, groups, top=0)

    def renew(self, ids: Sequence[int], entries: Iterable[Entry], groups: Mapping[int, str] = _NO_GROUPS) -> None:
        """Show the same list as it is now: the entry under the cursor stays on its row of the screen.

        ``entries`` are those :meth:`needed` named.
        """
        kept = keep(self.entry_ids, self._entry_cursor, ids)
        arrived = self.arrived + (kept.above if self.ids else 0)
        self._replace(kept, entries, groups)
        self.arrived = max(0, arrived) if self.scroll_offset.y else 0

    def _replace(self, kept: Kept, entries: Iterable[Entry], groups: Mapping[int, str], top: int | None = None) -> None:
        """Show what was kept; ``top`` None: so that the cursor stays on its row of the screen."""
        rows, self.headings = kept.ids, ()
        cursor = kept.cursor
        if groups:
            rows, self.headings = grouped(kept.ids, [groups.get(id, "") for id in kept.ids])
            cursor = position(rows, kept.ids[kept.cursor]) if kept.ids else 0
        first = (cursor - self.cursor) * self.each + self.scroll_offset.y if top is None else top
        self.ids = rows
        self.picked &= frozenset(rows) if self.picked else self.picked
        self._entries = {entry.id: entry for entry in entries}
        self._asked = frozenset()
        self.virtual_size = Size(0, len(rows) * self.each)
        self.set_reactive(EntryList.cursor, cursor)
        self.scroll_to(y=max(0, first), animate=False)
        self.refresh()
        self.ask()

    def put(self, entries: Iterable[Entry]) -> None:
        """Take entries that were asked for."""
        for entry in entries:
            self._entries.pop(entry.id, None)
            self._entries[entry.id] = entry
        self._asked = frozenset()
        if dropped := list(self._entries)[:-_CACHED_ENTRIES]:
            for old in dropped:
                del self._entries[old]
            self.ask()  # some of these may be in view
        self.refresh()

    def ask_again(self) -> None:
        """Ask for what has not come, although it was asked for."""
        self._asked = frozenset()
        self.ask()

    def mark(self, ids: Sequence[int], mark: Mark) -> None:
        """Show a change of state at once."""
        for entry_id in self._entries.keys() & frozenset(ids):
            self._entries[entry_id] = marked(self._entries[entry_id], mark)
        self.refresh()

    def go_to(self, entry_id: int) -> None:
        """Put the cursor on an entry of the list."""
        index = position(self.ids, entry_id)
        if index >= 0:
            self.move_to(index)

    def watch_arrived(self, arrived: int) -> None:
        """Say so in the border."""
        text = self._catalogue.count("status.new_above", arrived) if arrived else ""
        self.border_subtitle = border_title(text, self.outer_size.width, self._catalogue.direction)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """See to it that the rows that come into view are there."""
        super().watch_scroll_y(old_value, new_value)
        if new_value == 0:
            self.arrived = 0
        self.ask()

    def on_resize(self) -> None:
        """More rows may be in view."""
        super().on_resize()
        self.ask()

    def ask(self) -> None:
        """Ask for the entries around the viewport, if one near it is missing and was not asked for."""
        if any(entry_id not in self._entries and entry_id not in self._asked for entry_id in self._window(1)):
            wanted = [entry_id for entry_id in self._window(3) if entry_id not in self._entries]
            self._asked = frozenset(wanted)
            self.post_message(EntriesWanted(wanted))

    def _window(self, pages: int) -> Sequence[int]:
        """The ids in view and ``pages`` screenfuls more on either side."""
        return self._around(self.ids, self.scroll_offset.y // self.each, pages)

    def _around(self, ids: Sequence[int], top: int, pages: int) -> Sequence[int]:
        height = self.scrollable_content_region.height or self.app.size.height  # before the first layout: at most that
        height = height // self.each + 1
        around = ids[max(0, top - pages * height) : max(0, top) + (pages + 1) * height]
        return [id for id in around if id > 0] if self.headings or min(around, default=0) < 0 else around

    def render_line(self, y: int) -> Strip:
        """A row, or the reason why there are none."""
        index = y - self.scrollable_content_region.height // 3
        if self.ids or index < 0:
            return super().render_line(y)
        lines = centred(self.empty, self.scrollable_content_region.width, "hint", self._catalogue.direction)
        return paint(self, lines[index], self.ground) if index < len(lines) else super().render_line(y)

    def line(self, index: int, width: int) -> Line:
        """State, title, source and date, each in cells of its own; blank until the entry comes."""
        if self.ids[index] < 0:
            return self._heading(self.headings[-self.ids[index] - 1], width)
        entry = self._entries.get(self.ids[index])
        if entry is None:
            return blank(width)
        roomy = width >= _MARKS + _LEAST_TITLE + self._date_cells and self.each == 1
        date = self._date_cells if roomy and self._has("date") else 0
        most = width * 4 // 5 - date - _MARKS
        has_source = self.sources and self.each == 1 and most >= _LEAST_TITLE * 3 // 2 and self._has("source")
        source = width // 5 if has_source else 0
        columns = [self._state(entry), self._title(entry, width - _MARKS - source - date)]
        if source:
            columns.append(self._source(entry, source))
        if date:
            columns.append(self._date(entry, date))
        return across(*columns)

    def below(self, index: int, width: int) -> Line:
        """The source and the date, where each item has a row for them."""
        entry = self._entries.get(self.ids[index])
        if entry is None:
            return blank(width)
        date = min(self._date_cells, max(0, width - _MARKS)) if self._has("date") else 0
        room = max(0, width - _MARKS - date)
        source = self._source(entry, room, gap=0) if self._has("source") else blank(room)
        return across(blank(_MARKS), source, *([self._date(entry, date)] if date else []))

    def space(self, each: int) -> None:
        """Give each entry so many rows; the cursor stays in view."""
        if each != self.each:
            self.each = each
            self.virtual_size = Size(0, len(self.ids) * each)
            self.show_cursor()
            self.forget_looks()

    def _has(self, column: str) -> bool:
        """Whether a column is wanted, where there is room for it."""
        return self.columns == "auto" or column in self.columns

    def _heading(self, text: str, width: int) -> Line:
        text = f" {text} "
        named = fit(text, min(width, 2 + cells(visual(text))), direction=self._catalogue.direction, role="heading")
        rest = width - named.cells
        return across(named, Line((Piece("─" * rest, rest, "rule"),), rest))

    def _state(self, entry: Entry) -> Line:
        """Whether it is unread, what else is to be known of it, and a blank."""
        unread = fit("" if entry.read else "●", 1, role="unread_mark")
        sign, role = self._sign(entry)
        return across(unread, fit(sign, 1, role=role), blank(1))

    def _sign(self, entry: Entry) -> tuple[str, str]:
        if entry.id in self.picked:
            return "✓", "key"
        if entry.bookmarked:
            return "★" if entry.is_whole else "☆", "bookmark"
        if entry.changed or entry.noted:
            return _CHANGED if entry.changed else _NOTED, "bookmark"
        return "" if entry.is_whole else "…", "hint"

    def _title(self, entry: Entry, width: int) -> Line:
        title = entry.title or self._catalogue.text("article.untitled")
        role = "raised" if entry.raised else "read" if entry.read else "unread"
        return fit(title, width, direction=self._direction(entry, title), role=role, found=self.found)

    def _source(self, entry: Entry, width: int, gap: int = 2) -> Line:
        direction = self._direction(entry, entry.feed_title)
        role = f"source_{entry.feed_id % SOURCES}" if self.coloured else "source"
        more = f" +{self._catalogue.number(entry.others)}" if entry.others else ""
        text = fit(entry.feed_title, max(0, width - gap - len(more)), direction=direction, role=role)
        others = fit(more, len(more), direction=self._catalogue.direction, role="source")
        return across(blank(gap), text, others) if more else across(blank(gap), text)

    def _date(self, entry: Entry, width: int) -> Line:
        text = relative(self._catalogue, entry.published, self._clock())
        cell = fit(text, width - 2, direction=self._catalogue.direction, align=choices.far_side(), role="date")
        return across(blank(2), cell)

    def _direction(self, entry: Entry, text: str) -> Direction:
        fallback = self._catalogue.direction
        return resolve(text, declared=entry.direction, language=entry.language, fallback=fallback)

    def highlighted(self, index: int) -> None:
        """Of what was searched for, it is shown why it was found."""
        if self.found:
            self.post_message(EntryHighlighted())

    def key(self, index: int) -> Hashable:
        """An entry, and whether it is picked."""
        id = self.ids[index]
        entry = self._entries.get(id)
        if id < 0:
            return self.headings[-id - 1]
        return None if entry is None else (entry, entry.id in self.picked)

    def chosen(self, index: int) -> None:
        """Say that a headline is to be opened."""
        if self.ids[index] < 0:
            return
        self.post_message(EntryChosen(self.ids[index]))
