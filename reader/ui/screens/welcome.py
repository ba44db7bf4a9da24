"""The first run: which language, and, when the first feeds are there, three steps through what the keys do."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from reader.i18n.catalogue import LANGUAGES, Catalogue, load
from reader.models import Direction
from reader.text.blocks import Block, Kind
from reader.text.lines import Line
from reader.ui import keymap
from reader.ui.choices import fit, prepare
from reader.ui.messages import RowChosen
from reader.ui.paint import border_title
from reader.ui.widgets.line_list import LineList
from reader.ui.widgets.page_view import PageView

_WIDTH = 60
STEPS = (
    ("tour.move", ("down", "up", "open", "back", "next_page", "next_unread")),
    ("tour.mark", ("bookmark", "toggle_read", "feed_read", "undo", "search", "refresh_all")),
    ("tour.more", ("help", "palette", "settings", "add_feed", "flip_direction", "quit")),
)
"""What each step of the tour is about, and the commands that it shows with their keys."""


class LanguageList(LineList):
    """Each language by its own name, that of the interface first."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.languages = sorted(LANGUAGES, key=lambda language: language != catalogue.language)
        self.border_title = border_title("Language · اللغة", _WIDTH)
        self.border_subtitle = border_title("Enter", _WIDTH)

    def on_mount(self) -> None:
        """Take the size of what there is."""
        self.rows_changed()

    @property
    def count(self) -> int:
        """The number of languages."""
        return len(self.languages)

    def line(self, index: int, width: int) -> Line:
        """Its name, at the side where it begins."""
        language = self.languages[index]
        name = load(language).text("status.language")
        return fit(f"{index + 1}  {name}", width, direction=LANGUAGES[language], role="unread")

    def key(self, index: int) -> Hashable:
        """A language is its own key."""
        return self.languages[index]

    def chosen(self, index: int) -> None:
        """A click is as good as Enter."""
        self.post_message(RowChosen(index))


class LanguageScreen(ModalScreen[str]):
    """Gives the language to speak; empty: that of the locale will do."""

    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter,space", "choose", ""),
        *((str(number), f"choose({number})", "") for number in range(1, len(LANGUAGES) + 1)),
        ("escape,q", "skip", ""),
    ]

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._list = LanguageList(catalogue)

    def compose(self) -> ComposeResult:
        """The list."""
        yield self._list

    def action_choose(self, number: int = 0) -> None:
        """Take a language by its number, or the one under the cursor."""
        self.dismiss(self._list.languages[number - 1 if number else self._list.cursor])

    def action_skip(self) -> None:
        """Stay with what there is."""
        self.dismiss("")

    @on(RowChosen)
    def _clicked(self, message: RowChosen) -> None:
        self.action_choose(message.index + 1)


class TourPage(PageView):
    """One step: a few words, and the keys that they are about."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(_WIDTH)
        self._catalogue = catalogue
        self._step = 0

    @property
    def is_last(self) -> bool:
        """Whether nothing follows."""
        return self._step == len(STEPS) - 1

    def go(self, step: int) -> None:
        """Show the next step, or the one before."""
        self._step = max(0, min(self._step + step, len(STEPS) - 1))
        self.write_titles()
        self.show_rows(self.layout_rows(self.column))
        self.refresh(layout=True)

    def write_titles(self) -> None:
        """Write the titles."""
        words, width = self._catalogue, self.outer_size.width or _WIDTH
        title = words.text("tour.title", step=self._step + 1, steps=len(STEPS))
        self.border_title = border_title(title, width, words.direction)
        self.border_subtitle = border_title(words.text("tour.keys"), width, words.direction)

    def on_mount(self) -> None:
        """Begin with the first."""
        self.write_titles()

    def layout_rows(self, width: int) -> tuple[Line, ...]:
        """The words, then a row a command."""
        words, direction = self._catalogue, self._catalogue.direction
        about, ids = STEPS[self._step]
        having = {command.id: command for command in reversed(keymap.current().commands) if command.keys}
        items = (
            Block(
                Kind.ITEM,
                f"{' · '.join(map(keymap.shown, having[id].keys[:2]))}  {having[id].sentence(words)}",
                level=1,
                marker="•",
                direction=direction,
            )
            for id in ids
            if id in having
        )
        text = Block(Kind.PARAGRAPH, words.text(about), direction=direction)
        return prepare((text, *items), direction=direction).lines(width)


class TourScreen(ModalScreen[None]):
    """Three steps; Enter goes on, Esc leaves."""

    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter,space", "on", ""),
        ("right", "side(1)", ""),
        ("left", "side(-1)", ""),
        ("escape,q", "dismiss", ""),
    ]

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._page = TourPage(catalogue)

    def compose(self) -> ComposeResult:
        """One page."""
        yield self._page

    def action_on(self) -> None:
        """The next step, and from the last one back to the headlines."""
        if self._page.is_last:
            self.dismiss(None)
        else:
            self._page.go(1)

    def action_side(self, step: int) -> None:
        """The step to the side that the arrow points to."""
        self._page.go(-step if self._catalogue.direction is Direction.RTL else step)
