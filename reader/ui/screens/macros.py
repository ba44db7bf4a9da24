"""Macros: several commands by one key, or a command of the shell that gets the article's fields."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from typing import TYPE_CHECKING

from reader.config.schema import Macro
from reader.models import Entry
from reader.text.clean import clean_line, clean_text
from reader.ui import keymap
from reader.ui.commands import Scope
from reader.ui.screens.looking import LookingScreen

if TYPE_CHECKING:
    from textual.worker import Worker, WorkType

    from reader.library import Library
    from reader.ui.replies import Replies


_BY_KEYS = ("keys", "open", "list", "text")
"""The groups of what keys begin."""


class MacroScreen(LookingScreen):
    """What keys do that the configuration has made."""

    _replies: Replies | None = None
    """What other programs have made of articles."""
    _asked: frozenset[tuple[str, int]] = frozenset()
    """What was asked of other programs and is not answered yet, and of which entry."""
    _speaking: Worker[None] | None = None
    """Who reads aloud."""

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

    def action_speak(self) -> None:
        """Have the article read aloud, or be silent."""
        if self._speaking is not None and not self._speaking.is_finished:
            self._speaking.cancel()
            self.status.tell(self.catalogue.text("status.hushed"))
            return
        command = self.config.reading.speak
        if self.current is None or not command:
            self.status.tell(self.catalogue.text("status.no_command", key="reading.speak"))
            return
        work: WorkType[None] = partial(self._speak, command, self.current)
        self._speaking = self.run_worker(work, group="speak", exclusive=True, exit_on_error=False)

    async def _speak(self, command: str, entry: Entry) -> None:
        if self.library is None:
            return
        from reader.ui.shell import run

        with self.telling():
            self.status.tell(self.catalogue.text("status.speaking"))
            text = await self._logical_text(self.library, entry)
            status, said = await run(command, fields(entry, text), text)
            if status:
                facts = {"name": "reading.speak", "status": status, "said": said}
                self.status.tell(self.catalogue.text("status.macro_failed", **facts), "problem")

    def action_translate(self) -> None:
        """Show what the command for translations makes of the article, or hide it."""
        self._ask("translate", self.config.reading.translate)

    def action_summarise(self) -> None:
        """Show what the command for summaries makes of the article, or hide it."""
        self._ask("summarise", self.config.reading.summarise)

    def _ask(self, what: str, command: str) -> None:
        if self.opened is None:
            self.status.tell(self.catalogue.text("status.nothing_open"))
        elif not command:
            self.status.tell(self.catalogue.text("status.no_command", key=f"reading.{what}"))
        elif self.article.answered == what:
            self.article.answer("", "", "")
        elif (asked := (what, self.opened.id)) not in self._asked:  # who presses twice pays once
            self._asked |= {asked}
            self.start(self._show_answer(what, command, self.opened), "answer")

    async def _show_answer(self, what: str, command: str, entry: Entry) -> None:
        """What was made of the text before is shown at once, and nothing is shown over another article."""
        try:
            await self._answer(what, command, entry)
        finally:
            self._asked -= {(what, entry.id)}

    async def _answer(self, what: str, command: str, entry: Entry) -> None:
        if self.library is None:
            return
        from reader.ui.replies import Replies
        from reader.ui.shell import answer

        if self._replies is None:
            self._replies = Replies(self.replies_kept)
        text = await self._logical_text(self.library, entry)
        found = await asyncio.to_thread(self._replies.get, command, text)
        if found is None:
            self.status.tell(self.catalogue.text("status.asking", key=f"reading.{what}"))
            status, found = await answer(command, fields(entry, text), text)
            if status or not found.strip():
                facts = {"name": f"reading.{what}", "status": status, "said": clean_line(found)[:200]}
                self.status.tell(self.catalogue.text("status.macro_failed", **facts), "problem")
                return
            await asyncio.to_thread(self._replies.put, command, text, found)
        if self.opened is not None and self.opened.id == entry.id:
            self.article.answer(what, self.catalogue.text(f"article.{what}"), clean_text(found))
            self.status.tell(self.catalogue.text("status.answered"))

    async def _run_shell(self, macro: Macro) -> None:
        if self.library is None or (entry := self.current) is None:
            return
        from reader.ui.shell import run

        self.status.tell(self.catalogue.text("status.macro_runs", name=macro.name), "passing")
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
