"""A page whose text can be selected, with the mouse or with keys, and copied as it is typed, not as it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.reactive import reactive

from reader.text.lines import Line
from reader.ui import keymap
from reader.ui.commands import Scope
from reader.ui.messages import CopyWanted, LinkChosen, Selecting
from reader.ui.widgets.page_view import PageView

if TYPE_CHECKING:
    from reader.text.moves import Rows
    from reader.text.page import Page
    from reader.text.selection import Place, Stretch

_WITH_CARET = frozenset("caret_left caret_right word_on word_back row_start row_end".split())
_WITH_SELECTION = frozenset(("copy_selection", "drop_selection", "mark_passage"))


class SelectableView(PageView):
    """Rows of a page that was made ready (``ready``)."""

    selection: reactive[Stretch | None] = reactive(None)
    """What is selected."""
    caret: reactive[Place | None] = reactive(None)
    """Where the keys have brought the end of the selection; None: the keys scroll."""

    def __init__(self, column: int, *, id: str | None = None) -> None:
        super().__init__(column, id=id)
        self.ready: Page | None = None
        self._rows: Rows | None = None
        """The page's rows; None: there is nothing to select."""
        self._anchor: Stretch | None = None
        self._dragging = False
        self._finds: list[Stretch] = []
        """Where what is looked for stands."""
        self._find = -1
        """Which of these is shown."""

    @property
    def selectable(self) -> bool:
        """Whether the rows hold nothing but the text, so that a copy of them is one of it."""
        return True

    def rebind(self) -> None:
        """Go by the keymap that is in use."""
        keymap.bind(self, Scope.LINES, Scope.SELECT)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave a key to others while it has nothing to do here."""
        if action == "select":
            return self.caret is None and self._rows is not None
        if action in _WITH_CARET:
            return self.caret is not None
        if action in _WITH_SELECTION:
            return self.selection is not None
        return super().check_action(action, parameters)

    def show_rows(self, lines: tuple[Line, ...], top: int = 0) -> None:
        """Show ``lines``; what is selected stays while the page is the same, since it is a stretch of its text."""
        if self._rows is None or self._rows.page is not self.ready:
            self.action_drop_selection()
            self._finds, self._find = [], -1
        self._rows = None
        if self.ready is not None and lines and self.selectable:
            from reader.text.moves import Rows  # what no first paint needs

            self._rows = Rows(self.ready, lines)
        super().show_rows(lines, top)

    def action_mark_passage(self) -> None:
        """Mark what is selected; whoever keeps marks says how."""

    def marked(self, line: Line) -> Line:
        """``line`` with what is selected on it, and the caret."""
        if self._rows is None or self.selection is None:
            return line
        line = self._rows.marked(line, self.selection, "selection")
        return line if self.caret is None else self._rows.marked(line, self._rows.under(self.caret), "caret")

    def watch_caret(self, before: Place | None, caret: Place | None) -> None:
        """Tell when other keys begin to count, or end."""
        if (before is None) is not (caret is None):
            self.post_message(Selecting(caret is not None))

    # What is looked for.

    def find(self, words: Sequence[str]) -> None:
        """Look for words (``text.find.words``), and go to the first place at the top or below it; none: to nowhere."""
        had, self._finds = self._finds, []
        if words and self.ready is not None and self._rows is not None:
            from reader.text.selection import found

            self._finds = found(self.ready, words)
        self._find = -1
        if self._finds and self._rows is not None:
            here = self.scroll_offset.y
            places = (at for at, stretch in enumerate(self._finds) if self._rows.row_of(stretch.start) >= here)
            self._show_found(next(places, 0))
        elif had:
            self.selection = None

    @property
    def found_at(self) -> tuple[int, int]:
        """Which place of how many is shown, from 1; of none: 0."""
        return self._find + 1, len(self._finds)

    def to_found(self, step: int) -> None:
        """Go to the next place that was found, or the one before, going round."""
        if self._finds:
            self._show_found((self._find + step) % len(self._finds))

    def _show_found(self, number: int) -> None:
        if self._rows is None:
            return
        self._find, self.selection = number, self._finds[number]
        row, height = self._rows.row_of(self.selection.start), self.scrollable_content_region.height
        if not self.scroll_offset.y <= row < self.scroll_offset.y + height:
            self.scroll_to(y=row - height // 3, animate=False)

    # The mouse.

    def _under(self, event: events.MouseEvent) -> tuple[int, int]:
        """The row of the text that the mouse is on, and the cell of it."""
        row = self.scroll_offset.y + event.y - self.gutter.top
        return row, event.x - self.gutter.left - self.row_left - self.left_of(row)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A selection may begin."""
        self.action_drop_selection()
        if event.button == 1 and self._rows is not None and event.get_content_offset(self) is not None:
            self._anchor = self._rows.at(*self._under(event))
            self._dragging = True
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select as far as the mouse has come; beyond an edge the text scrolls on."""
        if not self._dragging or self._anchor is None or self._rows is None:
            return
        y = event.y - self.gutter.top
        if y < 0 or y >= self.scrollable_content_region.height:
            self.scroll_rows(-1 if y < 0 else 1)
        stretch = self._anchor.to(self._rows.at(*self._under(event)))
        self.selection = stretch if stretch.start < stretch.end else None

    def on_mouse_up(self) -> None:
        """What was selected is copied."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()
            self._copy()

    def on_click(self, event: events.Click) -> None:
        """Once: follow a link. Twice: select the word, and three times the paragraph."""
        if event.button != 1 or event.get_content_offset(self) is None:
            return
        if event.chain > 1:
            self._select_around(*self._under(event), word=event.chain == 2)
        elif self.selection is None and (number := self._link_under(event)) >= 0:
            self.post_message(LinkChosen(self.links[number]))

    def _select_around(self, row: int, cell: int, *, word: bool) -> None:
        """Select the word or the paragraph that stands on a cell; beside the text is nothing."""
        if self._rows is None or not 0 <= row < len(self._lines):
            return
        place, end = self._rows.at(row, cell)
        if place < end:
            self.selection = self._rows.word_at(place) if word else self._rows.paragraph_at(place)
            self._copy()

    def _link_under(self, event: events.Click) -> int:
        row, cell = self._under(event)
        pieces = self._lines[row].pieces if 0 <= row < len(self._lines) else ()
        for piece in pieces:
            if 0 <= cell < piece.cells:
                return piece.link
            cell -= piece.cells
        return -1

    # Keys.

    def action_select(self) -> None:
        """Begin at the first row in view."""
        if self._rows is not None:
            self.caret = self._rows.first(self.scroll_offset.y)
            self.selection = self._anchor = self._rows.under(self.caret)

    def _extend(self, place: Place) -> None:
        if self._rows is None or self._anchor is None:
            return
        self.caret = place
        self.selection = self._anchor.to(self._rows.under(place))
        row, height = self._rows.row_of(place), self.scrollable_content_region.height
        top = max(row - height + 1, min(self.scroll_offset.y, row))
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)

    def _go(self, move: Callable[[Rows, Place], Place]) -> None:
        if self._rows is not None and self.caret is not None:
            self._extend(move(self._rows, self.caret))

    def action_caret_left(self) -> None:
        """One cluster to the left."""
        self._go(lambda rows, caret: rows.beside(caret, -1))

    def action_caret_right(self) -> None:
        """One cluster to the right."""
        self._go(lambda rows, caret: rows.beside(caret, 1))

    def action_word_on(self) -> None:
        """To the next word, in the order of reading."""
        self._go(lambda rows, caret: rows.word(caret, 1))

    def action_word_back(self) -> None:
        """To the word before."""
        self._go(lambda rows, caret: rows.word(caret, -1))

    def action_row_start(self) -> None:
        """To where the row begins."""
        self._go(lambda rows, caret: rows.row_end(caret, -1))

    def action_row_end(self) -> None:
        """To where the row ends."""
        self._go(lambda rows, caret: rows.row_end(caret, 1))

    def scroll_rows(self, rows: int) -> None:
        """Scroll; with a caret, move that."""
        if self.caret is None:
            super().scroll_rows(rows)
        else:
            self._go(lambda made, caret: made.along(caret, rows))

    def action_top(self) -> None:
        """To the first row."""
        if self.caret is None:
            super().action_top()
        else:
            self._go(lambda rows, _: rows.page_end(-1))

    def action_end(self) -> None:
        """To the last row."""
        if self.caret is None:
            super().action_end()
        else:
            self._go(lambda rows, _: rows.page_end(1))

    def action_copy_selection(self) -> None:
        """Copy what is selected, and be done."""
        self._copy()
        self.action_drop_selection()

    def action_drop_selection(self) -> None:
        """Select nothing."""
        self.selection = self.caret = self._anchor = None

    def _copy(self) -> None:
        if self._rows is not None and self.selection is not None and (text := self._rows.text_of(self.selection)):
            self.post_message(CopyWanted(text))
