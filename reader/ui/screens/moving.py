"""Lists of feeds brought in from files, and written to them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from reader.errors import QariError
from reader.i18n.catalogue import isolate
from reader.models import Listed, Subscription
from reader.ui.panes import Pane
from reader.ui.screens.reading import EXPORT, IMPORT, ReadingScreen

if TYPE_CHECKING:
    from reader.ui.screens.choosing import Offer

_LARGEST = 50_000_000
"""Bytes of a list."""


class MovingScreen(ReadingScreen):
    """What is done with lists of feeds."""

    def action_import_feeds(self) -> None:
        """Type the name of a file that lists feeds."""
        prompt = self.catalogue.text("dialog.import_prompt")
        self.start(self.open_field(IMPORT, "<", prompt, Pane.FEEDS), "keys")

    @on(Input.Submitted, f"#{IMPORT}")
    def _list_given(self, event: Input.Submitted) -> None:
        self.close_field()
        if name := event.value.strip():
            self.start(self._import(_path(name)), "keys")

    async def _import(self, path: Path) -> None:
        if self.library is None:
            return
        listed = await self.library.listed(await asyncio.to_thread(_read, path))
        if not listed.feeds:
            self.status.tell(self.catalogue.count("import.preview", 0))
            return
        from reader.ui.screens.choosing import Offer

        offers = [Offer(one, isolate(one.folder) if one.folder else one.language) for one in listed.feeds]
        self.choose(offers, _preview(listed, self), all_ticked=True)

    def choose(self, offers: Sequence[Offer], text: str, *, all_ticked: bool = False) -> None:
        """Let feeds be chosen from ``offers``, and subscribe to them."""
        from reader.ui.screens.choosing import ChoosingScreen

        self.app.push_screen(ChoosingScreen(offers, self.catalogue, text, all_ticked=all_ticked), self.subscribe_to)

    def subscribe_to(self, subscriptions: tuple[Subscription, ...] | None) -> None:
        """Subscribe to feeds and fetch them."""
        if subscriptions:
            self.start(self._subscribe(subscriptions), "keys")

    async def _subscribe(self, subscriptions: tuple[Subscription, ...]) -> None:
        raise NotImplementedError

    def action_export_feeds(self) -> None:
        """Type the name of a file to write the list of feeds to."""
        prompt = self.catalogue.text("dialog.export_prompt")
        self.start(self.open_field(EXPORT, ">", prompt, Pane.FEEDS, "~/qari.opml"), "keys")

    @on(Input.Submitted, f"#{EXPORT}")
    def _file_given(self, event: Input.Submitted) -> None:
        self.close_field()
        if name := event.value.strip():
            self.start(self._export(_path(name)), "keys")

    async def _export(self, path: Path) -> None:
        if self.library is None:
            return
        from reader.export import feed_list, put

        data = feed_list(await self.library.subscriptions(), datetime.now(UTC))
        await asyncio.to_thread(put, path, data)
        self.status.tell(self.catalogue.text("status.exported", file=path))


def _path(name: str) -> Path:
    return Path(name).expanduser()


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise QariError("error.file_missing", file=path) from error
    except OSError as error:
        raise QariError("error.file_unreadable", file=path, detail=error.strerror or error) from error
    if len(data) > _LARGEST:
        raise QariError("error.file_too_large", file=path, limit=_LARGEST // 1_000_000)
    return data


def _preview(listed: Listed, screen: MovingScreen) -> str:
    """How many feeds there are, and what is left out and why."""
    words = screen.catalogue
    lines = [words.count("import.preview", len(listed.feeds))]
    if listed.skipped:
        lines.append(words.count("import.skipped", len(listed.skipped)))
    return "\n".join(lines)
