"""Keys between the terminal and the screen: by their places, put together to sequences and counts, in their order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.widgets import Input

from reader.ui import keymap, layouts
from reader.ui.ahead import Ahead

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen


class Keyboard:
    """What is pressed in an app; ``pass_on`` does what Textual does with an event."""

    def __init__(
        self, app: App[None], main: MainScreen, pass_on: Callable[[events.Event], Awaitable[None]], kind: str, tag: str
    ) -> None:
        self._app = app
        self._main = main
        self._pass_on = pass_on
        self._pressed = keymap.Pressed()
        self._ahead = Ahead(lambda: isinstance(app.focused, Input), self._key)
        self.be(kind, tag)

    def be(self, kind: str, tag: str) -> None:
        """Be a keyboard of this kind (``layouts.table``), where the locale is ``tag``."""
        self._places = layouts.table(kind, tag)

    async def take(self, event: events.Key) -> None:
        """Do what a key does, unless a field that is on its way is to have it."""
        if event.is_forwarded or not self._ahead.holds(event):
            await self._key(event)

    def forget(self) -> None:
        """Nothing has been pressed of a sequence any more."""
        self._wait_for(keymap.Pressed())

    async def _key(self, event: events.Key) -> None:
        """Keys count by their place, whatever script they type; what is typed into a text stays as it is."""
        if (event.character or "").isascii() or not keymap.current().has(event.key):  # a letter that somebody has bound
            event.key = layouts.key_of(event.key, event.character, self._places)
        event.character = layouts.typed(event.character)
        here = self._app.screen is self._main
        if not event.is_forwarded and not here and event.key in keymap.current().leaving:
            event.key = "escape"
        if not event.is_forwarded and here and not isinstance(self._app.focused, Input):
            await self._press(event)
        else:
            await self._pass_on(event)

    def _wait_for(self, pressed: keymap.Pressed) -> None:
        """Show what was pressed of a sequence, or how often the next key is to count."""
        self._pressed = pressed
        self._main.status.pending = pressed.text

    async def _press(self, event: events.Key) -> None:
        """Do what a key does, or a sequence that it ends, as often as the digits before it say."""
        pressed = self._pressed.and_then(event.key, keymap.current(), selecting=self._main.article.caret is not None)
        self._wait_for(keymap.Pressed() if pressed.key else pressed)
        if pressed.key:
            if keymap.current().types(pressed.key) and self._ahead.begin():
                self._app.run_worker(self._ahead.give(), group="ahead")
            for _ in range(max(1, pressed.times) if keymap.current().counted(pressed.key) else 1):
                await self._pass_on(events.Key(pressed.key, event.character))
