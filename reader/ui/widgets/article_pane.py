"""The article: blocks made ready once, wrapped for the width there is, scrolled."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.strip import Strip

from reader.i18n.catalogue import Catalogue
from reader.margin import Highlight, Place
from reader.models import Article, Direction, Entry, Picture
from reader.text.direction import resolve
from reader.text.lines import Line
from reader.ui import choices
from reader.ui.made import Looks, Made, make
from reader.ui.messages import EndSeen, Failed, PassageMarked
from reader.ui.paint import border_title, centred, paint
from reader.ui.pictures import Pictures, Size
from reader.ui.widgets.page_view import find, place_of
from reader.ui.widgets.selectable import SelectableView

if TYPE_CHECKING:
    from textual.worker import WorkType

    from reader.text.blocks import Kind
    from reader.text.lines import Figure
    from reader.text.selection import Stretch

_WORDS_A_MINUTE = 200
"""How fast news are read, in Arabic as in English, about."""
_TELLING = 60
"""Characters of a block that tell it from others."""
_PATIENCE = 0.4
"""Seconds for which nothing is said of a long article that is not ready."""
_LONG = 30_000
"""Characters of HTML from which an article is made ready in a thread."""


class ArticlePane(SelectableView):
    """The right pane."""

    def __init__(
        self, catalogue: Catalogue, column: int, pictures: Pictures, *, centred: bool = True, id: str | None = None
    ) -> None:
        super().__init__(column, id=id)
        self.pictures = pictures
        self._catalogue = catalogue
        self._centred = centred
        self._article: Article | None = None
        self._direction = Direction.AUTO
        self._found: tuple[str, ...] = ()
        self._numbered = self._hinted = self._comparing = False
        self.hints: dict[str, str | int] = {}
        self._times = 0
        """How often it was made ready."""
        self._coming = False
        """Whether it is said of the article that it is being laid out."""
        self._drawing: set[Size] = set()
        self._passages: tuple[tuple[Highlight, Stretch], ...] = ()
        """The marked passages that stand on the page, and where."""
        self._row = 0
        """The row that reading would go on from."""
        self._stopped_at: Place | None = None
        """Where to begin, as soon as there are rows."""
        self.answered = ""
        """What another program made of the article that stands above it; empty: nothing does."""
        self._left: Place | None = None
        """Where the reading stood before that."""
        self._answer: tuple[str, str] = ("", "")
        self.related: frozenset[str] = frozenset()
        """The addresses of other articles at the end of this one."""

    @property
    def article(self) -> Article | None:
        """What is shown; None: nothing was opened yet."""
        return self._article

    @property
    def rtl(self) -> bool:
        """Whether the article runs from right to left, as its title does."""
        if self._article is None:
            return False
        entry = self._article.entry
        title = entry.title or self._catalogue.text("article.untitled")
        return resolve(title, declared=self._declared(entry), language=entry.language) is Direction.RTL

    @property
    def selectable(self) -> bool:
        """Links' numbers are no part of the text."""
        return not self._numbered and not self._hinted

    def set_column(self, cells: int, *, centred: bool) -> None:
        """Let the column have so many cells, where there are so many, in the middle or at its side."""
        self._column, self._centred = cells, centred
        self.wrap_again()

    def left_of_column(self, room: int) -> int:
        """In the middle, or at the side where the article begins."""
        if self._centred and not choices.current().logical:
            return super().left_of_column(room)
        return room if self.rtl and not choices.current().logical else 0

    def show(
        self, article: Article, found: tuple[str, ...] = (), pictures: Mapping[str, Picture] = MappingProxyType({})
    ) -> None:
        """Show another article, from its top; ``found`` are the words that were searched for."""
        self._article = article
        self.pictures.begin(pictures)
        self._stopped_at = article.margin.place
        self._found, self._comparing = found, False
        self.answered, self._answer = "", ("", "")
        self._direction = article.direction
        self.ready, self.links = None, ()
        self.show_rows(())
        self._make()

    def renew(self, article: Article) -> None:
        """Show the same article as it is now, from the row on that is at the top."""
        self._article = article
        self._direction = article.direction
        self._make()

    @property
    def is_placed(self) -> bool:
        """Whether it is known where the reading stands: the article, and nothing else, has been shown from there."""
        return self.ready is not None and self._stopped_at is None and not self._comparing and self.selectable

    @property
    def place(self) -> Place | None:
        """Where the reading stands; None: at the top, or at the end."""
        if self.answered:
            return self._left
        if self.ready is None or not self._row:
            return None
        block, first = place_of(self._lines, self._row)
        return Place(block, first, self.ready.text_of(block)[:_TELLING])

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Know the row at the top, also when the pane has gone; none where all was read."""
        super().watch_scroll_y(old_value, new_value)
        self._row = 0 if self.at_end else self.scroll_offset.y
        self._tell_end()

    def _tell_end(self) -> None:
        seen = self.at_end and self.is_placed and bool(self._lines) and self.scrollable_content_region.height > 0
        if seen and self._article is not None and self.screen.is_active:
            self.post_message(EndSeen(self._article.entry.id))

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew; what fits a higher pane is seen to its end."""
        super().on_resize(event)
        self.call_after_refresh(self._tell_end)

    def marked(self, line: Line) -> Line:
        """``line`` with the passages on it that somebody marked, and what is selected."""
        if self.ready is not None and self._passages:
            from reader.text.selection import marked

            for _, stretch in self._passages:
                line = marked(self.ready, line, stretch, "highlight")
        return super().marked(line)

    def action_mark_passage(self) -> None:
        """Have what is selected marked, or marked no longer."""
        if self.ready is not None and self.selection is not None:
            from reader.text.quotes import quoted

            start, end = self.selection
            within = tuple(one for one, passage in self._passages if passage.start < end and start < passage.end)
            self.post_message(PassageMarked(quoted(self.ready, self.selection), within))
            self.action_drop_selection()

    def to_block(self, step: int, kinds: Sequence[Kind] = ()) -> None:
        """Have the next block on top, or the one before, of these kinds or of any; past the last one, the end."""
        if (ready := self.ready) is None:
            return
        firsts: dict[int, int] = {}
        for row, line in enumerate(self._lines):
            if line.block >= 0 and (not kinds or ready.kind_of(line.block) in kinds):
                firsts.setdefault(line.block, row)
        here = self.scroll_offset.y
        if step > 0:
            to = next((row for row in firsts.values() if row > here), self.max_scroll_y)
        else:
            to = max((row for row in firsts.values() if row < here), default=0)
        self.scroll_to(y=to, animate=False)

    def flip(self) -> Direction:
        """Turn the whole article round, or let it have its own directions again (AUTO); what holds now."""
        if self._direction is not Direction.AUTO:
            self._direction = Direction.AUTO
        else:
            self._direction = Direction.LTR if self.rtl else Direction.RTL
        self._make()
        return self._direction

    def compare(self) -> bool | None:
        """Show what has changed since the reader saw the article, or no longer; None: nothing has."""
        if self._article is None or self._article.before is None:
            return None
        self._comparing = not self._comparing
        self._make()
        return self._comparing

    def number_links(self, numbered: bool) -> None:
        """Show the links' numbers behind them, or take them away."""
        if numbered is not self._numbered:
            self._numbered = numbered
            self._make()

    def answer(self, what: str, heading: str, text: str) -> None:
        """Have a text above the article under a heading, or none (empty ``what``)."""
        if what and not self.answered:
            self._left = self.place
        self.answered, self._answer = what, (heading, text)
        self._stopped_at = None if what else self._left
        self._make()
        if self._stopped_at is None and (what or self._left is None):
            self.scroll_to(y=0, animate=False)

    def hint(self, hinted: bool) -> None:
        """Show letters behind links and headings, or take them away."""
        if hinted is not self._hinted:
            self._hinted, self.hints = hinted, {}
            self._make()

    def show_block(self, block: int) -> None:
        """Have a block on top."""
        row = next((row for row, line in enumerate(self._lines) if line.block == block), None)
        if row is not None:
            self.scroll_to(y=row, animate=False)

    def forget_found(self) -> None:
        """Nothing is searched for any more."""
        if self._found:
            self._found = ()
            self._make()

    def put_pictures(self, pictures: Mapping[str, Picture]) -> None:
        """Show these pictures of the article as well; the text stays as it is, and what is selected of it."""
        self.pictures.add(pictures)
        if self.ready is not None:
            self.ready.pictures = self.pictures.extents
            self.wrap_again()

    def lay_out_again(self) -> None:
        """Make the article ready by the options that hold now."""
        self._make()

    def layout_rows(self, width: int) -> tuple[Line, ...]:
        """The article's rows."""
        return self.ready.lines(width) if self.ready is not None else ()

    def wrap_again(self) -> None:
        """Lay the article out for the width there is now, a long one in a thread."""
        if not self._long:
            super().wrap_again()
        elif self.ready is not None:  # else it is being made ready, and laid out for this width then
            self._begin(self._wrap_away)

    @property
    def _long(self) -> bool:
        if (article := self._article) is None:
            return False
        if self._comparing:
            return True
        return len(article.html) + (len(article.page.html) if article.page is not None else 0) >= _LONG

    def _make(self) -> None:
        """Make the article ready, from the row on that is at the top; ``ready`` is None until a long one is."""
        if self._article is None:
            return
        self._times += 1
        self._coming = False
        if self._long:
            self.ready = None
            self._begin(self._make_away)
            self.set_timer(_PATIENCE, partial(self._say_coming, self._times))
            return
        self._take(make(self._article, self._looks, self._catalogue))
        self._show(self.layout_rows(self.column))

    def _say_coming(self, times: int) -> None:
        """Say of an article that is not there yet that it will be."""
        if times == self._times and self.ready is None:
            self._coming = True
            self.refresh()

    def _begin(self, work: Callable[[], Awaitable[None]]) -> None:
        async def told() -> None:
            try:
                await work()
            except Exception as error:
                self.post_message(Failed(error))

        started: WorkType[None] = told
        self.run_worker(started, exclusive=True, group="article")

    async def _make_away(self) -> None:
        if (article := self._article) is None:
            return
        times = self._times
        made = await asyncio.to_thread(make, article, self._looks, self._catalogue)
        if times == self._times and article is self._article:  # else it is made anew, or another article is
            self._take(made)
            await self._wrap_away()

    def _take(self, made: Made) -> None:
        ready = made.page
        self.ready, self.links, self._passages = ready, ready.links, made.passages
        self.related, self.hints = made.related, made.hints
        minutes = round(sum(len(paragraph.text.split()) for paragraph in ready.paragraphs) / _WORDS_A_MINUTE)
        told = self._catalogue.count("article.minutes", minutes) if minutes else ""
        self.border_subtitle = border_title(
            told, self.outer_size.width or self.app.size.width, self._catalogue.direction
        )

    async def _wrap_away(self) -> None:
        if (ready := self.ready) is None:
            return
        width = self.column
        lines = await asyncio.to_thread(ready.lines, width)
        if ready is not self.ready:
            return
        if width == self.column:
            self._show(lines)
        else:
            await self._wrap_away()

    def _show(self, lines: tuple[Line, ...]) -> None:
        self.show_rows(lines, find(lines, self.top))
        self.call_after_refresh(self._tell_end)

    @property
    def top(self) -> tuple[int, int]:
        """Where the reading had stopped, until the article has been shown from there."""
        if (stopped := self._stopped_at) is not None and self.ready is not None:
            if self.scrollable_content_region.height:  # else nothing is scrolled yet
                self._stopped_at = None
            block = self.ready.block_like(stopped.block, stopped.text)
            if block is not None:
                return block, stopped.first
        return super().top

    def _figure_strip(self, figure: Figure, left: int) -> Strip:
        """A row of a picture; blank until it is drawn, under a dialog that it would lie over, and where it is too wide.

        Rows are too wide while they are laid out anew for a narrower pane.
        """
        width, before = self.row_width, left + figure.left
        colour = self.ground.bgcolor
        red, green, blue = colour.get_truecolor() if colour is not None else (0, 0, 0)
        size = self.pictures.size(figure, (red, green, blue))
        cells = self.pictures.row(size, figure.row)
        if cells is None:
            self._draw(size)
        after = width - before - figure.columns
        if not cells or after < 0 or (self.pictures.covers and not self.screen.is_active):
            return self.placed(Strip.blank(width, self.ground))
        return self.placed(
            Strip([Segment(" " * before, self.ground), *cells, Segment(" " * after, self.ground)], width)
        )

    def _draw(self, size: Size) -> None:
        if size in self._drawing:
            return
        self._drawing.add(size)

        async def drawn() -> None:
            try:
                fresh = await asyncio.to_thread(self.pictures.draw, size)
            finally:
                self._drawing.discard(size)
            if fresh:
                self.refresh()

        work: WorkType[None] = drawn
        self.run_worker(work, group="pictures", exit_on_error=False)

    def _declared(self, entry: Entry) -> Direction:
        return self._direction if self._direction is not Direction.AUTO else entry.direction

    @property
    def _looks(self) -> Looks:
        return Looks(
            self._direction,
            self._found,
            self.pictures.extents,
            self._answer if self.answered else None,
            comparing=self._comparing,
            numbered=self._numbered,
            hinted=self._hinted,
        )

    def render_line(self, y: int) -> Strip:
        """A row of the article; before one is opened, a word of what to do."""
        index = y - self.scrollable_content_region.height // 3
        row = self.scroll_offset.y + y
        if row < len(self._lines) and (figure := self._lines[row].figure) is not None:
            return self._figure_strip(figure, self.left_of(row))
        coming = self._coming and self.ready is None and not self._lines
        if index < 0 or (self._article is not None and not coming):
            return super().render_line(y)
        text = self._catalogue.text("article.coming" if coming else "empty.article")
        width = self.scrollable_content_region.width
        lines = centred(text, width, "hint", self._catalogue.direction)
        return paint(self, lines[index], self.ground) if index < len(lines) else super().render_line(y)
