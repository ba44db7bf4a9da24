"""The article: blocks made ready once, wrapped for the width there is, scrolled."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.strip import Strip

from reader.i18n.catalogue import Catalogue
from reader.models import Article, Direction
from reader.text.lines import Line
from reader.ui import choices
from reader.ui.choices import prepare
from reader.ui.paint import centred, paint
from reader.ui.widgets.page_view import find, place_of
from reader.ui.widgets.selectable import SelectableView

if TYPE_CHECKING:
    from reader.text.page import Page

_LONG = 30_000
"""Characters of HTML from which an article is made ready in a thread."""


class ArticlePane(SelectableView):
    """The right pane."""

    def __init__(self, catalogue: Catalogue, column: int, *, centred: bool = True, id: str | None = None) -> None:
        super().__init__(column, id=id)
        self._catalogue = catalogue
        self._centred = centred
        self._article: Article | None = None
        self._direction = Direction.AUTO
        self._found: tuple[str, ...] = ()
        self._numbered = False

    @property
    def article(self) -> Article | None:
        """What is shown; None: nothing was opened yet."""
        return self._article

    @property
    def rtl(self) -> bool:
        """Whether the article runs from right to left, as its title does."""
        return bool(self._lines) and self._lines[0].rtl

    def left_of_column(self, room: int) -> int:
        """In the middle, or at the side where the article begins."""
        if self._centred and not choices.current().logical:
            return super().left_of_column(room)
        return room if self.rtl and not choices.current().logical else 0

    def show(self, article: Article, found: tuple[str, ...] = ()) -> None:
        """Show another article, from its top; ``found`` are the words that were searched for."""
        self._article = article
        self._found = found
        self._direction = article.direction
        self.action_drop_selection()
        self._make(keep_place=False)

    def flip(self) -> Direction:
        """Turn the whole article round, or let it have its own directions again (AUTO); what holds now."""
        if self._direction is not Direction.AUTO:
            self._direction = Direction.AUTO
        else:
            self._direction = Direction.LTR if self.rtl else Direction.RTL
        self._make(keep_place=True)
        return self._direction

    def number_links(self, numbered: bool) -> None:
        """Show the links' numbers behind them, or take them away."""
        if numbered is not self._numbered:
            self._numbered = numbered
            self._make(keep_place=True)

    def forget_found(self) -> None:
        """Nothing is searched for any more."""
        if self._found:
            self._found = ()
            self._make(keep_place=True)

    def lay_out_again(self) -> None:
        """Make the article ready by the options that hold now."""
        self._make(keep_place=True)

    def layout_rows(self, width: int) -> tuple[Line, ...]:
        """The article's rows."""
        return self.ready.lines(width) if self.ready is not None else ()

    def wrap_again(self) -> None:
        """Lay the article out for the width there is now, a long one in a thread."""
        if self.ready is not None and self._long:
            self.run_worker(self._wrap_away(self.ready), exclusive=True, group="article")
        else:
            super().wrap_again()

    @property
    def _long(self) -> bool:
        return self._article is not None and len(self._article.html) >= _LONG

    def _make(self, *, keep_place: bool) -> None:
        if self._article is None:
            return
        if self._long:
            self.run_worker(self._make_away(self._article, keep_place), exclusive=True, group="article")
            return
        self.ready = self._prepared(self._article)
        self.links = self.ready.links
        place = place_of(self._lines, self.scroll_offset.y) if keep_place else (0, 0)
        self._show(self.layout_rows(self.column), place)

    async def _make_away(self, article: Article, keep_place: bool) -> None:
        ready = await asyncio.to_thread(self._prepared, article)
        if article is self._article:
            self.ready = ready
            self.links = ready.links
            if not keep_place:
                self._lines = ()
            await self._wrap_away(ready)

    async def _wrap_away(self, ready: Page) -> None:
        lines = await asyncio.to_thread(ready.lines, self.column)
        if ready is self.ready:
            self._show(lines, place_of(self._lines, self.scroll_offset.y))

    def _show(self, lines: tuple[Line, ...], place: tuple[int, int]) -> None:
        self.show_rows(lines, find(lines, place))

    def _prepared(self, article: Article) -> Page:
        from reader.article import article_blocks  # with the HTML reader, what the first paint does without
        from reader.text.numbers import numbered

        entry = article.entry
        direction = self._direction if self._direction is not Direction.AUTO else entry.direction
        blocks = article_blocks(article, self._catalogue)
        if self._numbered:
            blocks = numbered(blocks)
        return prepare(blocks, direction=direction, language=entry.language, found=self._found)

    def render_line(self, y: int) -> Strip:
        """A row of the article; before one is opened, a word of what to do."""
        index = y - self.scrollable_content_region.height // 3
        if self._article is not None or index < 0:
            return super().render_line(y)
        text, width = self._catalogue.text("empty.article"), self.scrollable_content_region.width
        lines = centred(text, width, "hint", self._catalogue.direction)
        return paint(self, lines[index], self.ground) if index < len(lines) else super().render_line(y)
