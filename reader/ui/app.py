"""The app: opens the library, and shows it."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import App
from textual.filter import ANSIToTruecolor, LineFilter, Monochrome, NoColor
from textual.screen import Screen
from textual.types import CSSPathType
from textual.widget import Widget

from reader import layout
from reader.config.schema import Config, Setting, Value, changed, setting_of, settings
from reader.errors import QariError
from reader.i18n.catalogue import Catalogue, choose, locale
from reader.models import Direction, Problem
from reader.terminal.answers import Answers
from reader.terminal.decide import Order, Terminal
from reader.terminal.graphics import HIDDEN, Showing, cell_size
from reader.text.options import Options
from reader.ui import choices, keymap, messages, themes
from reader.ui.commands import Scope
from reader.ui.keeping import Keep, Keeping, kept
from reader.ui.keyboard import Keyboard
from reader.ui.pictures import Pictures
from reader.ui.screens.main import MainScreen
from reader.ui.terminal import AS_SEEN, OrderFilter, driver_class, send
from reader.ui.widgets.row_view import RowView

if TYPE_CHECKING:
    from pathlib import Path

    from reader.config.starters import Starter
    from reader.library import Library
    from reader.ui.first_run import FirstRun


_log = logging.getLogger(__name__)
_INDEXING_WAITS = 3.0
"""Seconds after the start: who opens the app wants to read first."""
_LAST_KEYS, _PATIENCE, _TICK = 0.03, 2.0, 0.01
"""Seconds in which a key that came with the one that leaves is still seen to, those it may take, and between looks."""


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


class QariApp(App[None]):
    """One main screen over one library. ``starters`` are the feeds to offer on a first run; None: Qari's own."""

    CSS_PATH: ClassVar[CSSPathType] = "styles/main.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "Qari"

    def __init__(
        self,
        library_factory: Callable[[], Awaitable[Library]],
        config: Config,
        catalogue: Catalogue,
        starters: Sequence[Starter] | None = None,
        clock: Callable[[], datetime] = utc_now,
        terminal: Terminal = AS_SEEN,
        answers: Answers | None = None,
        keep_order: Callable[[Order], None] | None = None,
        pictures: Showing = HIDDEN,
        keep_settings: Keep | None = None,
        replies_kept: Path | None = None,
    ) -> None:
        self._order = OrderFilter(terminal)
        super().__init__(driver_class=driver_class(self._order, answers))
        # Every screen would get a widget for each, and nothing here makes use of them.
        self._disable_tooltips = self._disable_notifications = True
        self.ended_by = ""
        """The error that nobody has foreseen and that has ended the app; empty: none."""
        self._keep_order = keep_order
        self._keeping = None if keep_settings is None else Keeping(keep_settings)
        self._library_factory = library_factory
        self._config = config
        self._catalogue = catalogue
        self._starters = starters
        self._opening: asyncio.Future[Library] | None = None
        self._problems = list(config.mistakes)
        choices.face(catalogue.direction)
        choices.choose(layout.options(config)._replace(logical=terminal.order is Order.LOGICAL))
        self._bind()
        self._problems += keymap.current().problems
        self._pictures = Pictures(pictures, self._cell, self._write)
        self.main = MainScreen(config, catalogue, clock, self._early, self._pictures)
        self.main.replies_kept = replies_kept
        self._is_unsure = self.main.looks_for_rtl = not terminal.sure and keep_order is not None
        tag = locale(os.environ, "LC_CTYPE")
        self._keyboard = Keyboard(self, self.main, super().on_event, config.screen.keyboard, tag)
        self._choose_theme()
        self._mark_order()

    def _cell(self) -> tuple[int, int] | None:
        fileno = getattr(self._driver, "fileno", None)
        return None if fileno is None else cell_size(fileno)

    def _write(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)

    async def on_note_made(self, event: messages.NoteMade) -> None:
        """Tell of news outside: by the terminal, if it can and may, or else by the desktop."""
        from reader.notify import on_desktop
        from reader.terminal.osc import notification

        how, note = self._config.screen.notifications, event.note
        sequence = notification(self._order.terminal.name, *note) if how != "desktop" else ""
        if sequence:
            self._write(sequence)
        elif how != "terminal":
            self.run_worker(on_desktop(note), group="outside")

    async def on_event(self, event: events.Event) -> None:
        """Keys go through the keyboard first."""
        if isinstance(event, events.Key):
            await self._keyboard.take(event)
            return
        if isinstance(event, events.MouseDown):
            self._keyboard.forget()
        await super().on_event(event)

    def _bind(self) -> None:
        """Make the keymap, and bind the app's own keys by it."""
        keymap.use(keymap.made(self._config.screen.keys, self._config.keys, turned=choices.from_right()))
        keymap.bind(self, Scope.APP)

    def _choose_theme(self) -> None:
        for theme in themes.OWN:
            self.register_theme(theme)
        name = themes.choose(self._config.screen.theme, self.available_themes, os.environ)
        if not name:
            choices = ", ".join(sorted(self.available_themes))
            facts = (("theme", self._config.screen.theme), ("choices", choices))
            self._problems.append(Problem("config.unknown_theme", facts))
        self._begin_with(name or themes.DARK.name)

    def _begin_with(self, theme: str) -> None:
        """Set the first theme. The usual way would have Textual read the style sheet a second time at the start."""
        if self.available_themes[theme].ansi:
            self.theme = theme
        else:
            self.set_reactive(App.theme, theme)
            self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The shades that the styles use, for whatever theme there is."""
        return themes.shades(self.current_theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and last of all the order that the terminal wants; each of them makes every row once more.

        The one that makes true colours of a terminal's sixteen has nothing to do: those are in none but ANSI themes.
        Whoever wants no colours gets no greys either, but those of the terminal itself (https://no-color.org).
        """
        used = (filter for filter in super().get_line_filters() if not isinstance(filter, ANSIToTruecolor))
        bare = [NoColor() if isinstance(filter, Monochrome) else filter for filter in used]
        return bare if self._order.idle else [*bare, self._order]

    def get_default_screen(self) -> Screen[None]:
        """The main screen."""
        return self.main

    def on_load(self) -> None:
        """Have the library opened while the screen is made; leave as a key would when the system asks for it."""
        self._opening = asyncio.ensure_future(self._library_factory())
        if not self.is_headless:
            for ending in ("SIGTERM", "SIGHUP"):
                with suppress(AttributeError, NotImplementedError):  # Windows
                    asyncio.get_running_loop().add_signal_handler(getattr(signal, ending), self.exit)

    def on_mount(self) -> None:
        """What can wait for the first paint waits."""
        self.app_resume_signal.subscribe(self, lambda _: self._resumed())
        self.call_after_refresh(lambda: self.main.start(self._begin(), "begin"))

    def _resumed(self) -> None:
        """The screen is ours again, and empty; pictures that the terminal was given have gone with it."""
        self._pictures.forget()
        self.refresh(layout=True)
        self.main.article.refresh()

    async def _early(self) -> Library | None:
        """The library; None: it does not open, which is told later."""
        assert self._opening is not None
        try:
            return await asyncio.shield(self._opening)
        except Exception:
            return None

    async def _begin(self) -> None:
        try:
            await self._begin_with_library()
        finally:
            if not self.is_headless:
                gc.freeze()  # what is there now stays; no later collection need look at it
                gc.enable()  # whoever starts the app may have it off till here: a tenth of the start is collections

    async def _begin_with_library(self) -> None:
        assert self._opening is not None
        try:
            library = await asyncio.shield(self._opening)
        except QariError as error:
            self._tell([*self._problems, error.problem])
            return
        except Exception as error:
            _log.exception("the library did not open")
            self._tell([*self._problems, Problem("error.unexpected", (("detail", type(error).__name__),))])
            return
        await self.main.begin(library)
        if self.main.feeds.feeds or self._keeping is None or self._config.language != "auto":
            await self._go_on(library)
            return

        def spoken(language: str) -> None:
            self._change(setting_of("language"), language)
            self.main.start(self._go_on(library), "begin")

        self._first_run().ask_language(spoken)

    def _first_run(self) -> FirstRun:
        """What is asked of a newcomer; it is imported for nobody else."""
        from reader.ui.first_run import FirstRun

        return FirstRun(self, self.main, self._catalogue, self._starters)

    async def _go_on(self, library: Library) -> None:
        """What comes when it is known which language to speak."""
        if self._is_unsure and (self._catalogue.direction is Direction.RTL or not self.main.feeds.feeds):
            await self._show_card()  # in the second case the feeds to begin with have Arabic names
        self.main.set_timer(_INDEXING_WAITS, lambda: self.main.start(self.main.index(), "index"))
        self._tell([*self._problems, *library.notices])
        if not self.main.feeds.feeds:
            self._first_run().offer(is_at_home=self._keeping is not None)
        elif self._config.screen.refresh_on_start:
            self.main.refresh_due()

    @on(messages.RtlListed)
    def _rtl_listed(self) -> None:
        """Whoever reads no Arabic is not asked how it looks."""
        if self._is_unsure:
            self.action_card()

    async def _show_card(self) -> None:
        """Ask which row reads right, go by the answer, and keep it for the next start in an unknown terminal."""
        from reader.ui.screens.card import CardScreen

        self._is_unsure = self.main.looks_for_rtl = False
        self._order.samples = True
        try:
            answer = await self.push_screen_wait(CardScreen(self._catalogue, unknown=self._keep_order is not None))
        finally:
            self._order.samples = False
        order = answer or self._order.order  # who cannot tell is not asked again
        self._send_in(order)
        if self._keep_order is not None:
            with suppress(OSError):  # asked again the next time
                await asyncio.to_thread(self._keep_order, order)
        else:
            self.main.status.tell(self._catalogue.text("status.order_to_keep", order=order))

    def action_card(self) -> None:
        """Show the terminal card."""
        if self.screen is self.main and not self._order.samples:
            self._order.samples, self._is_unsure = True, False  # one at a time
            self.main.start(self._show_card(), "card")

    def _tell(self, problems: Sequence[Problem]) -> None:
        if problems:
            from reader.ui.screens.notices import NoticesScreen

            self.push_screen(NoticesScreen(problems, self._catalogue))

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

    def action_order(self) -> None:
        """Send rows in the next order, for a terminal that was taken for another."""
        orders = tuple(Order)
        self._send_in(orders[(orders.index(self._order.order) + 1) % len(orders)])

    def _send_in(self, order: Order) -> None:
        self._order.order = order
        choices.choose(choices.current()._replace(logical=order is Order.LOGICAL))
        if self._driver is not None:
            send(self._order.terminal, self._order.begin, self._driver.write)
        self._arrange()
        self.main.status.tell(self._catalogue.text("status.order", order=self._order.order))

    @on(messages.SettingsWanted)
    def _settings_wanted(self) -> None:
        from reader.ui.screens.settings import SettingsScreen

        def again(wanted: bool | None) -> None:
            if wanted:
                self._settings_wanted()

        themes = sorted(self.available_themes)
        overridden = frozenset(one.key for one in settings() if os.environ.get(one.variable))
        self.push_screen(SettingsScreen(self._config, self._catalogue, self._change, themes, overridden), again)

    @on(messages.SettingChosen)
    def _setting_chosen(self, message: messages.SettingChosen) -> None:
        self._change(setting_of(message.key), message.value)

    def _change(self, setting: Setting, value: Value) -> Config:
        """Have a setting hold from now on, and keep it if it can be kept; the configuration then."""
        self._config = changed(self._config, setting, value)
        if self._keeping is not None:
            self.main.start(kept(self._keeping.choose(setting.key, value)), "settings")
        if self.main.library is not None:
            self.main.library.configure(self._config)
        self._go_by(setting)
        return self._config

    def _go_by(self, setting: Setting) -> None:
        """Have the screen show what a setting says now."""
        screen = self._config.screen
        self.main.configure(self._config)
        if setting.key == "screen.theme":
            self.theme = themes.choose(screen.theme, self.available_themes, os.environ) or themes.DARK.name
        elif setting.key == "language":
            self._catalogue.speak(choose(self._config.language, os.environ))
            self._face_changed()
            self.main.count_again()
            self.main.start(self.main.show_list(), "list")  # headings are words
        elif setting.key == "screen.keys":
            self._face_changed()
        elif setting.key == "screen.keyboard":
            self._keyboard.be(screen.keyboard, locale(os.environ, "LC_CTYPE"))
        elif setting.key in ("screen.digits", "screen.months", "screen.second_date"):
            words = self._catalogue
            words.digits, words.months, words.second_date = layout.regional(self._config, os.environ)
            self._face_changed()
        elif setting.name in Options._fields:
            value = {setting.name: getattr(layout.options(self._config), setting.name)}
            choices.choose(choices.current()._replace(**value))
            self.main.lay_out_again()

    def _face_changed(self) -> None:
        """Put everything to the side where it belongs now."""
        choices.face(self._catalogue.direction)
        self._arrange()

    def _arrange(self) -> None:
        """Lay everything out anew, with keys that point to where things are then, and draw it."""
        self._bind()
        self.main.rebind()
        for view in self.main.query(RowView):
            view.rebind()
        self._mark_order()
        self.main.panes.turn()
        self.main.panes.make_room()
        self.main.lay_out_again()
        for screen in self.screen_stack:
            for widget in screen.walk_children(Widget, with_self=True):
                widget.notify_style_update()  # what a widget has drawn is kept with the order it was drawn in
                widget.refresh(layout=True)

    def _mark_order(self) -> None:
        self.set_class(self._order.order is not Order.VISUAL, "-turned")
        self.set_class(choices.from_right(), "-from-right")

    def _handle_exception(self, error: Exception) -> None:
        _log.critical("the app ended", exc_info=error)
        self.ended_by = type(error).__name__
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End without a traceback, which is in the log if there is one; whoever started the app says where that is."""
        self.bell()
        self._close_messages_no_wait()

    def action_suspend(self) -> None:
        """Stop until the shell continues the job."""
        self.action_suspend_process()

    async def action_quit(self) -> None:
        """Leave."""
        self.action_leave()

    def action_leave(self) -> None:
        """Leave from wherever it is, as soon as what keys before this one have begun is done."""
        self.set_timer(_LAST_KEYS, lambda: self.run_worker(self._leave(), group="leave"))

    async def _leave(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                while any(worker.group == "keys" and not worker.is_finished for worker in self.workers):
                    await asyncio.sleep(_TICK)
        self.exit()

    def action_help_quit(self) -> None:
        """Tell whoever presses Ctrl+C which key leaves."""
        self.main.status.tell(f"{keymap.key_of('leave')}: {self._catalogue.text('command.leave')}")

    async def on_unmount(self) -> None:
        """Let the database go; what is being written is finished first."""
        self._pictures.forget()
        if self._keeping is not None:
            await self._keeping.end()
        if self._opening is not None:
            with suppress(Exception):  # it was told when it did not open
                library = await self._opening
                try:
                    await self.main.keep_place()
                finally:
                    await library.close()
