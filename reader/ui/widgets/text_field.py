"""A field to type in, whose text is shaped and ordered like all other text on the screen."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import Input
from textual.widgets.input import Selection

from reader.models import Direction
from reader.text import edit
from reader.text.caret import TypedLine, scrolled, typed
from reader.text.direction import resolve
from reader.text.lines import Line, Piece
from reader.ui import choices
from reader.ui.choices import fit
from reader.ui.paint import across, paint

_CONTEXT = 4
"""Cells in view on either side of the caret, where there are any."""


class TextField(Input):
    """An Input that draws its value through the text engine.

    The value, the selection and the clipboard are logical text; keys that name a side (arrows, with Ctrl by words) and
    the mouse go by what is seen.
    """

    DEFAULT_CSS = """
    TextField, TextField:focus {
        height: 1;
        border: none;
        padding: 0 1;
        background: $panel;
        color: $foreground;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+a", "select_all", show=False),
        Binding("ctrl+backspace,alt+backspace", "delete_left_word", show=False),
        Binding("ctrl+delete", "delete_right_word", show=False),
    ]

    def __init__(
        self, prompt: str, placeholder: str, direction: Direction, *, id: str | None = None, replace: bool = False
    ) -> None:
        """``replace``: what is typed first comes in the place of what is there."""
        super().__init__(placeholder=placeholder, id=id, select_on_focus=replace)
        self._prompt = prompt
        self._ui_direction = direction
        self._skipped = 0

    # What there is.

    @property
    def direction(self) -> Direction:
        """The direction of what was typed, or else the interface's."""
        return resolve(self.value, fallback=self._ui_direction)

    @property
    def typed(self) -> TypedLine:
        """The layout of the value."""
        return typed(self.value, self.direction, choices.current().logical)

    @property
    def content_width(self) -> int:
        """Of no use to Textual, which would scroll by code points: the field scrolls by itself."""
        return 1

    @property
    def _room(self) -> int:
        """The cells beside the prompt."""
        return self.scrollable_content_region.width - len(self._prompt) - 1

    # How it is drawn.

    def render_line(self, y: int) -> Strip:
        """The prompt, then the text or the placeholder."""
        width = self.scrollable_content_region.width
        if y or self._room < 2:
            return Strip.blank(width, self.rich_style)
        prompt = fit(self._prompt, width - self._room, direction=Direction.LTR, align=self._ui_direction, role="key")
        body = self._text() if self.value else self._hint()
        return paint(self, across(prompt, body))

    def _text(self) -> Line:
        caret = self.cursor_position if self.has_focus and self._cursor_visible else -1
        return self.typed.row(self._room, self._skipped, caret, self.selection if self.has_focus else (0, 0))

    def _hint(self) -> Line:
        """The placeholder, behind the caret."""
        seen = self.has_focus and self._cursor_visible
        caret = Line((Piece(" ", 1, "caret" if seen else "pad"),), 1)
        hint = fit(self.placeholder, self._room - 1, direction=self._ui_direction, role="hint")
        return across(caret, hint)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's own cursor belongs: input methods open their windows there."""
        region = self.scrollable_content_region
        first, wide = self.typed.caret(self.cursor_position)
        cell = self._first_cell + first - self._skipped
        if self.typed.rtl:
            cell = self._first_cell + self._room - (first - self._skipped) - wide
        return Offset(region.x + cell, region.y)

    @property
    def _first_cell(self) -> int:
        """Where the text's cells begin in the widget."""
        return 0 if choices.from_right() else len(self._prompt) + 1

    def _cell_offset_to_index(self, offset: int) -> int:
        cell = offset - self._first_cell
        return self.typed.index_at(self._skipped + (self._room - 1 - cell if self.typed.rtl else cell))

    def on_mouse_down(self) -> None:
        """Let the view stand still under the pointer, before the caret comes there."""
        self._selecting = True

    def _keep_caret_in_view(self) -> None:
        if self._room > 0:
            line, context = self.typed, 0 if self._selecting else _CONTEXT
            caret = line.caret(self.cursor_position)
            self._skipped = scrolled(self._skipped, caret, line.cells, self._room, context)
            if self.has_focus:
                self.app.cursor_position = self.cursor_screen_offset

    def watch_value(self) -> None:
        """Keep the caret in view."""
        self._keep_caret_in_view()

    def watch_selection(self) -> None:
        """Keep the caret in view."""
        self._keep_caret_in_view()

    def on_resize(self) -> None:
        """Keep the caret in view."""
        self._keep_caret_in_view()

    # What goes in.

    def validate_value(self, value: str) -> str:
        """Let nothing in but one clean line."""
        return edit.one_line(value)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put ``text`` in the place of what is between two indices, and the caret behind it."""
        start, end = sorted((start, end))
        self.value, self.cursor_position = edit.spliced(self.value, start, end, text)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is text."""
        return character is not None and _is_text(character)

    def on_key(self, event: events.Key) -> None:
        """Take in what a keyboard types and Textual thinks nobody does."""
        if event.character is not None and not event.is_printable and _is_text(event.character):
            event.stop()
            event.prevent_default()
            self._restart_blink()
            self.replace(event.character, *self.selection)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()  # Textual's takes the first line only
        self.replace(event.text, *self.selection)

    def action_cut(self) -> None:
        """Move what is selected to the clipboard; nothing selected leaves the clipboard alone."""
        if not self.selection.is_empty:
            super().action_cut()

    # Where the caret goes.

    def _go(self, index: int, select: bool) -> None:
        self.selection = Selection(self.selection.start, index) if select else Selection.cursor(index)

    def _step(self, select: bool, *, right: bool) -> None:
        if select or self.selection.is_empty:
            self._go(self.typed.step(self.cursor_position, right=right), select)
        else:
            self._go(self.typed.side(*self.selection, right=right), select)

    def action_cursor_left(self, select: bool = False) -> None:
        """Go to the left by what is seen as one character, or to the left side of what was selected."""
        self._step(select, right=False)

    def action_cursor_right(self, select: bool = False) -> None:
        """Go to the right by what is seen as one character, or to the right side of what was selected."""
        self._step(select, right=True)

    def action_cursor_left_word(self, select: bool = False) -> None:
        """Go to the left by a word."""
        self._go(self.typed.word_step(self.cursor_position, right=False), select)

    def action_cursor_right_word(self, select: bool = False) -> None:
        """Go to the right by a word."""
        self._go(self.typed.word_step(self.cursor_position, right=True), select)

    def action_home(self, select: bool = False) -> None:
        """Go to where the text starts."""
        self._go(0, select)

    def action_end(self, select: bool = False) -> None:
        """Go to where the text ends."""
        self._go(len(self.value), select)

    # What is taken away.

    def _take(self, start: int, end: int) -> None:
        """Take away what is selected, or else from ``start`` to ``end``."""
        self.delete(*((start, end) if self.selection.is_empty else self.selection))

    def action_delete_left(self) -> None:
        """Take away the mark, the letter or the picture before the caret."""
        caret = self.cursor_position
        self._take(edit.start_before(self.value, self.typed.clusters, caret), caret)

    def action_delete_right(self) -> None:
        """Take away the character behind the caret, with its marks."""
        caret = self.cursor_position
        self._take(caret, edit.end_after(self.typed.clusters, caret))

    def action_delete_left_word(self) -> None:
        """Take away the word before the caret."""
        caret = self.cursor_position
        self._take(edit.word_start_before(self.value, self.typed.clusters, caret), caret)

    def action_delete_right_word(self) -> None:
        """Take away everything up to the next word."""
        caret = self.cursor_position
        self._take(caret, edit.word_start_after(self.value, self.typed.clusters, caret))


def _is_text(character: str) -> bool:
    return character != "" and all(char.isprintable() or char in edit.UNPRINTABLE for char in character)
