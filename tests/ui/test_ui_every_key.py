"""Every command by its key, with a Latin keyboard and with an Arabic one."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest
from textual.dom import DOMNode
from textual.keys import _character_to_key
from ui_samples import NOW, fill

import reader.ui
from reader.config.schema import Config, Screen
from reader.i18n import catalogue
from reader.library import Library
from reader.models import Filter
from reader.ui.app import QariApp
from reader.ui.commands import COMMANDS, Command, Scope
from reader.ui.layouts import _NONE, _PLACES, LAYOUTS
from reader.ui.panes import Pane

ENDING = ("quit", "suspend")
"""What ends or stops the app; ``test_ui_leaving`` has these."""


class Recorder(QariApp):
    """The app, which writes down what its keys did."""

    CSS_PATH = Path(reader.ui.__file__).parent / "styles" / "main.tcss"
    done: ClassVar[list[str]]

    async def run_action(
        self,
        action: str | tuple[str, str, tuple[object, ...]],
        default_namespace: DOMNode | None = None,
        namespaces: object = None,
    ) -> bool:
        """Do it, and remember its name."""
        self.done.append(str(action))
        return await super().run_action(action, default_namespace)


def arabic(key: str) -> str:
    """What an Arabic keyboard types in the place of a key (لا as its one sign); a sign that it has elsewhere stays."""
    typed = {
        _character_to_key(latin): char
        for latin, char in zip(_PLACES, LAYOUTS["ar"], strict=True)
        if char != _NONE and latin != " "
    }
    return typed.get(key, key)


def place(command: Command) -> Pane:
    """A pane in which the command has something to do."""
    return Pane.ARTICLE if command.scope is Scope.SELECT or Pane.ARTICLE in command.bar else Pane.HEADLINES


@pytest.mark.parametrize(("layout", "language"), [("latin", "en"), ("arabic", "ar")])
async def test_every_command_by_its_key(tmp_path: Path, layout: str, language: str) -> None:
    """Each key of each command does what the registry says: a Latin keyboard in English, an Arabic one in Arabic."""
    config = Config(screen=Screen(refresh_on_start=False), language=language)
    path = fill(tmp_path / "qari.db")

    async def library() -> Library:
        return await Library.open(path, config, lambda: NOW)

    Recorder.done = []
    app = Recorder(library, config, catalogue.load(language), (), lambda: NOW)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        wrong = []
        for command in COMMANDS:
            if command.id in ENDING or (command.scope is Scope.SELECT and command.id != "select"):
                continue
            for key in command.keys:
                if language == "ar" and command.id in ("open", "back"):
                    key = {"left": "right", "right": "left", "h": "l", "l": "h"}.get(key, key)
                app.main.unread_only = False
                await app.main.go_to(Filter())
                await app.main.open_entry(app.main.headlines.entry_ids[0])
                app.main.panes.enter(place(command))
                await pilot.pause()
                Recorder.done.clear()
                await pilot.press(arabic(key) if layout == "arabic" else key)
                await pilot.pause()
                if command.id not in Recorder.done:
                    wrong.append((command.id, key, list(Recorder.done)))
                while app.screen is not app.main:
                    await pilot.press("escape")
                    await pilot.pause()
                app.main.close_field()
                app.main.show_alone(False)
                app.main.article.action_drop_selection()
                if app.main.catalogue.language != language:
                    app.main.action_language()
                await app.workers.wait_for_complete()
                await pilot.pause()
        assert wrong == []
