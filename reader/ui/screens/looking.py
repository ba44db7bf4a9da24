"""How the screen looks: the article alone, the width of its column, language, colours; and what is looked for in it."""

from __future__ import annotations

from textual import events, on
from textual.widgets import Input

from reader.i18n.catalogue import LANGUAGES, load
from reader.ui import themes, wording
from reader.ui.messages import SettingChosen, SettingsWanted
from reader.ui.panes import Pane
from reader.ui.screens.marking import MarkingScreen
from reader.ui.screens.reading import FIND

_STEP = 4
"""Cells by which the column becomes wider or narrower."""
_BETWEEN = {"down": 1, "up": -1}


class LookingScreen(MarkingScreen):
    """What keys do to the looks of things."""

    def action_zen(self) -> None:
        """Show the article alone, or with the lists again."""
        if self.opened is not None:
            self.panes.enter(Pane.ARTICLE)
            self.show_alone(not self.panes.zen)

    def action_wider(self) -> None:
        """Give the article a wider column."""
        self._widen(_STEP)

    def action_narrower(self) -> None:
        """Give the article a narrower column."""
        self._widen(-_STEP)

    def _widen(self, cells: int) -> None:
        self.article.widen(cells)
        self.status.tell(self.catalogue.text("status.column", cells=self.article.column))

    def action_language(self) -> None:
        """Speak the next language, from the side where it begins."""
        names = tuple(LANGUAGES)
        other = names[(names.index(self.catalogue.language) + 1) % len(names)]
        self.close_field()  # which speaks the one before
        self.post_message(SettingChosen("language", other))
        self.status.tell(load(other).text("status.language"))

    def action_theme(self) -> None:
        """Show the next colours."""
        names = themes.CYCLE
        here = names.index(self.app.theme) if self.app.theme in names else -1
        other = names[(here + 1) % len(names)]
        self.post_message(SettingChosen("screen.theme", other))
        self.status.tell(self.catalogue.text("status.theme", name=wording.value("screen.theme", other, self.catalogue)))

    def action_settings(self) -> None:
        """Show the settings, and change them."""
        self.post_message(SettingsWanted())

    def action_log(self) -> None:
        """Show what was told."""
        from reader.ui.screens.log import LogScreen

        self.app.push_screen(LogScreen(tuple(self.status.history), self.clock(), self.catalogue))

    # What is looked for in the article.

    def action_find(self) -> None:
        """Type what to find in the article."""
        if self.opened is None:
            self.status.tell(self.catalogue.text("status.nothing_open"))
            return
        self.start(self.open_field(FIND, "⌕", self.catalogue.text("dialog.find_prompt"), Pane.ARTICLE), "keys")

    @on(Input.Changed, f"#{FIND}")
    def _find_typed(self, event: Input.Changed) -> None:
        from reader.text.find import words

        self.article.find(words(event.value))
        self._tell_found()

    @on(Input.Submitted, f"#{FIND}")
    def _find_next(self) -> None:
        self._find_beside(1)

    def on_key(self, event: events.Key) -> None:
        """In the field of what is looked for, the arrows go from one place to the next."""
        if self.field is not None and self.field.id == FIND and event.key in _BETWEEN:
            event.stop()
            self._find_beside(_BETWEEN[event.key])

    def _find_beside(self, step: int) -> None:
        self.article.to_found(step)
        self._tell_found()

    def _tell_found(self) -> None:
        if self.field is None or not self.field.value.strip():  # nothing is looked for
            self.status.tell("")
            return
        number, total = self.article.found_at
        none = self.catalogue.text("status.not_found")
        told = self.catalogue.count("status.found", total, number=number) if total else none
        self.status.tell(told, "answer")
