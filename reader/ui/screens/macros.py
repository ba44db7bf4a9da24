"""Macros: several commands by one key, or a command of the shell that gets the article's fields."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from reader.config.schema import Macro
from reader.models import Entry
from reader.ui import keymap
from reader.ui.commands import Scope
from reader.ui.screens.looking import LookingScreen

if TYPE_CHECKING:
    from reader.library import Library


_BY_KEYS = ("keys", "open", "list", "text")
"""The groups of what keys begin."""


class MacroScreen(LookingScreen):
    """What keys do that the configuration has made."""

    def action_macro(self, index: int) -> None:
        """Do what a macro says."""
        macro = keymap.current().macros[index]
        self.start(self._run_shell(macro) if macro.shell else self._run_commands(macro), "macro")

    async def _run_commands(self, macro: Macro) -> None:
        """Each when the one before is done, as a hand would that presses several keys."""
        for command in macro.commands:
            await self.action_run(command)
            begun = [one.wait() for one in self.workers if one.group in _BY_KEYS and not one.is_finished]
            await asyncio.gather(*begun, return_exceptions=True)

    async def action_run(self, command_id: str) -> None:
        """Do what a command does, as its key would."""
        scopes = {command.scope for command in keymap.current().commands if command.id == command_id}
        here = self.panes.widget(self.pane) if Scope.LINES in scopes and Scope.MAIN not in scopes else self
        namespace = here if scopes & {Scope.MAIN, Scope.LINES} else self.article if Scope.SELECT in scopes else self.app
        await self.app.run_action(command_id, namespace)

    async def _run_shell(self, macro: Macro) -> None:
        if self.library is None or (entry := self.current) is None:
            return
        from reader.ui.shell import run

        text = await self._logical_text(self.library, entry)
        status, said = await run(macro.shell, fields(entry, text), text)
        if status:
            self.status.tell(
                self.catalogue.text("status.macro_failed", name=macro.name, status=status, said=said), "problem"
            )
        else:
            self.status.tell(said or self.catalogue.text("status.macro_done", name=macro.name))

    async def _logical_text(self, library: Library, entry: Entry) -> str:
        from reader.article import article_text

        article = await library.article(entry.id)
        return await asyncio.to_thread(article_text, article, self.catalogue)


def fields(entry: Entry, text: str) -> dict[str, str]:
    """What a command of the shell finds in its environment: that of this program, and the article's fields."""
    return {
        **os.environ,
        "QARI_ID": str(entry.id),
        "QARI_FEED": entry.feed_title,
        "QARI_TITLE": entry.title,
        "QARI_URL": entry.url,
        "QARI_AUTHOR": entry.author,
        "QARI_LANGUAGE": entry.language,
        "QARI_PUBLISHED": entry.published.isoformat(),
        "QARI_READ": str(int(entry.read)),
        "QARI_BOOKMARKED": str(int(entry.bookmarked)),
        "QARI_WORDS": str(len(text.split())),
    }
