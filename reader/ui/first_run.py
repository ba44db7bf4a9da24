"""The first run: a language, feeds to begin with, their first refresh, and three steps through what the keys do.

Each step is pushed by the end of the one before; all can be skipped, and none is asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.asking import Subscription
from reader.config.starters import STARTERS, Starter, lists_of_others
from reader.i18n.catalogue import Catalogue
from reader.ui.screens.choosing import ChoosingScreen, Offer
from reader.ui.screens.welcome import LanguageScreen, TourScreen

if TYPE_CHECKING:
    from textual.app import App

    from reader.ui.screens.main import MainScreen


class FirstRun:
    """What is asked of somebody who has no feeds yet. ``starters`` are the feeds to offer; None: Qari's own."""

    def __init__(
        self, app: App[None], main: MainScreen, catalogue: Catalogue, starters: Sequence[Starter] | None
    ) -> None:
        self._app = app
        self._main = main
        self._words = catalogue
        self._starters = STARTERS if starters is None else starters

    def ask_language(self, then: Callable[[str], None]) -> None:
        """Ask which language to speak; ``then`` is given it, or that which is spoken already."""
        self._app.push_screen(LanguageScreen(self._words), lambda said: then(said or self._words.language))

    def offer(self, *, is_at_home: bool) -> None:
        """Offer feeds, and where Qari is the user's own (``is_at_home``) what other readers have."""
        words = self._words
        others = [f"~/{path}" for path in lists_of_others(Path.home())] if is_at_home else []
        file = words.text("welcome.others", file=others[0]) if others else words.text("welcome.file")
        text = f"{words.text('welcome.text')}\n{file}"
        own = [starter for starter in self._starters if starter.language == words.language]
        ordered = (*own, *(one for one in self._starters if one not in own))
        offers = [Offer(Subscription(one.url, one.title, one.language), _about(one, words)) for one in ordered]

        def chosen(found: tuple[Subscription, ...] | None) -> None:
            if found is None:
                self._main.import_from(others[0] if others else "")
            elif found:
                self._main.start(self._begin(found, tour=is_at_home), "keys")

        self._app.push_screen(ChoosingScreen(offers, words, text, files=True), chosen)

    async def _begin(self, chosen: tuple[Subscription, ...], *, tour: bool) -> None:
        await self._main.subscribe(chosen)
        if tour and self._app.screen is self._main:
            self._app.push_screen(TourScreen(self._words))


def _about(starter: Starter, words: Catalogue) -> str:
    """The language, the country and the topic of a feed."""
    country = words.text(f"country.{starter.country}") if starter.country else ""
    parts = (words.text(f"language.{starter.language}"), country, words.text(f"topic.{starter.topic}"))
    return " · ".join(part for part in parts if part)
