"""The app: opens the library once the first screen is painted, and shows it."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.screen import Screen
from textual.types import CSSPathType

from reader.config.schema import Config
from reader.config.starters import STARTERS, Starter
from reader.errors import QariError
from reader.i18n.catalogue import Catalogue
from reader.models import Problem
from reader.ui import themes
from reader.ui.commands import Scope, bindings
from reader.ui.screens.main import MainScreen

if TYPE_CHECKING:
    from reader.library import Library


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


class QariApp(App[None]):
    """One main screen over one library."""

    BINDINGS = bindings(Scope.APP)
    CSS_PATH: ClassVar[CSSPathType] = "styles/main.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "Qari"

    def __init__(
        self,
        library_factory: Callable[[], Awaitable[Library]],
        config: Config,
        catalogue: Catalogue,
        starters: Sequence[Starter] = STARTERS,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        super().__init__()
        self._library_factory = library_factory
        self._config = config
        self._catalogue = catalogue
        self._starters = starters
        self._library: Library | None = None
        self._problems = list(config.mistakes)
        self.main = MainScreen(config, catalogue, clock)
        self._choose_theme()

    def _choose_theme(self) -> None:
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        name = themes.choose(self._config.screen.theme, self.available_themes, os.environ)
        if not name:
            choices = ", ".join(sorted(self.available_themes))
            facts = (("theme", self._config.screen.theme), ("choices", choices))
            self._problems.append(Problem("config.unknown_theme", facts))
        self.theme = name or themes.DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The shades that the styles use, for whatever theme there is."""
        return themes.shades(self.current_theme)

    def get_default_screen(self) -> Screen[None]:
        """The main screen."""
        return self.main

    def on_mount(self) -> None:
        """Paint first, open the library then."""
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        self.call_after_refresh(lambda: self.main.start(self._open(), "open library"))

    async def _open(self) -> None:
        try:
            library = await self._library_factory()
        except QariError as error:
            self._tell([*self._problems, error.problem])
            return
        self._library = library
        await self.main.begin(library)
        self._tell([*self._problems, *library.notices])
        if not self.main.feeds.feeds:
            self._offer_starters()
        elif self._config.screen.refresh_on_start:
            self.main.action_refresh_all()

    def _tell(self, problems: Sequence[Problem]) -> None:
        if problems:
            from reader.ui.screens.notices import NoticesScreen

            self.push_screen(NoticesScreen(problems, self._catalogue))

    def _offer_starters(self) -> None:
        from reader.ui.screens.first_run import FirstRunScreen

        self.push_screen(FirstRunScreen(self._starters, self._catalogue), self.main.subscribe_to)

    def action_help(self) -> None:
        """Show the keys."""
        if self.screen is self.main:
            from reader.ui.screens.help import HelpScreen

            self.push_screen(HelpScreen(self._catalogue))

    def action_palette(self) -> None:
        """Find a command by its name."""
        if self.screen is self.main:
            from reader.ui.screens.palette import PaletteScreen

            self.push_screen(PaletteScreen(self._catalogue), self._run_command)

    async def _run_command(self, command_id: str | None) -> None:
        if command_id:
            await self.main.action_run(command_id)

    async def action_quit(self) -> None:
        """Leave."""
        self.exit()

    def action_help_quit(self) -> None:
        """Tell whoever presses Ctrl+C which key leaves."""
        self.main.status.tell(f"Ctrl+Q: {self._catalogue.text('command.quit')}")

    async def on_unmount(self) -> None:
        """Let the database go; what is being written is finished first."""
        if self._library is not None:
            await self._library.close()
