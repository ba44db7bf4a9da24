"""A store to look at, and an app to look at it with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget

from reader.asking import Subscription
from reader.config.schema import Config, Reading, Screen
from reader.config.starters import Starter
from reader.i18n import catalogue
from reader.library import Library
from reader.models import Intent, NewEntry, ParsedEntry, Problem, Validators
from reader.store import feeds, subscriptions
from reader.store.db import open_or_replace
from reader.terminal.graphics import HIDDEN, Showing
from reader.ui.app import QariApp
from reader.ui.keeping import Keep
from reader.ui.screens.main import MainScreen

NOW = datetime(2024, 7, 26, 14, 5, tzinfo=UTC)
ARABIC_BODY = (
    "<p>أعلنت الحكومة (اليوم) أن الإنتاج بلغ 3000 برميل يوميا، وفق بيان نشر في 26 تموز/يوليو 2024.</p>"
    "<p>وقال المتحدث: “سنواصل العمل” مع منظمة WHO خلال الأسابيع المقبلة في جميع المدن والقرى.</p>"
    '<p>للمزيد: <a href="https://example.org/more">التقرير الكامل</a></p>'
)
ENGLISH_BODY = "".join(
    f"<p>Paragraph {number} of a story that is long enough to be scrolled.</p>" for number in range(40)
)

ARABIC = Subscription("http://127.0.0.1:9/ar", "أخبار اليوم", "ar")
ENGLISH = Subscription("http://127.0.0.1:9/en", "Daily [bold]News[/bold]", "en")
BROKEN = Subscription("http://127.0.0.1:9/broken", "Broken", "en")


def a_story(number: int, title: str, body: str, language: str) -> NewEntry:
    """An entry that is ``number`` hours old."""
    entry = ParsedEntry(
        f"guid {language} {number}",
        f"https://example.org/{language}/{number}",
        title,
        author="كاتب" if language == "ar" else "A. Writer",
        published=NOW - timedelta(hours=number),
        language=language,
        html=body,
    )
    return NewEntry(entry, f"digest {number}", NOW - timedelta(hours=number))


def an_intent(feed_id: int, given: Subscription, stories: Sequence[NewEntry]) -> Intent:
    """What a refresh would write."""
    return Intent(feed_id, given.title, "", given.language, Validators(), "hash", tuple(stories), (), NOW)


def fill(path: Path, count: int = 4) -> Path:
    """Store ``count`` Arabic and ``count`` English stories, by turns, and a feed that fails."""
    arabic = [a_story(2 * n, f"قررت الحكومة زيادة الإنتاج رقم {n}", ARABIC_BODY, "ar") for n in range(count)]
    english = [a_story(2 * n + 1, f"Story number {n}", ENGLISH_BODY, "en") for n in range(count)]
    with closing(open_or_replace(path).database) as db:
        for given, stories in ((ARABIC, arabic), (ENGLISH, english)):
            feeds.apply(db, an_intent(subscriptions.subscribe(db, given), given, stories))
        broken = Problem("error.http_status", (("host", "broken.example"), ("status", "503")))
        feeds.failed(db, subscriptions.subscribe(db, BROKEN), broken, NOW)
    return path


def stored(path: Path, *stories: NewEntry) -> Path:
    """Store ``stories`` of one Arabic feed."""
    with closing(open_or_replace(path).database) as db:
        feeds.apply(db, an_intent(subscriptions.subscribe(db, ARABIC), ARABIC, stories))
    return path


@dataclass
class Shown:
    """A running app, and hands and eyes for it."""

    app: QariApp
    pilot: Pilot[None]

    @property
    def main(self) -> MainScreen:
        """Its main screen."""
        return self.app.main

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each once the one before has had its effect."""
        for key in keys:
            await self.pilot.press(key)  # waits until messages have been dealt with
            await self._finish()

    async def settle(self) -> None:
        """Wait until nothing is going on any more."""
        await self.pilot.pause()
        await self._finish()

    async def _finish(self) -> None:
        while any(not worker.is_finished for worker in self.app.workers):
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()

    def screen_rows(self) -> list[Strip]:
        """All rows of the terminal."""
        return self.app.screen._compositor.render_strips()

    def text(self) -> str:
        """Everything in view."""
        return "\n".join(strip.text for strip in self.screen_rows())


def rows(widget: Widget) -> list[str]:
    """The rows of a widget, as the terminal gets them."""
    return [widget.render_line(y).text for y in range(widget.size.height)]


@asynccontextmanager
async def showing(
    path: Path,
    size: tuple[int, int] = (120, 24),
    *,
    language: str = "en",
    config: Config | None = None,
    starters: Sequence[Starter] = (),
    clock: Callable[[], datetime] = lambda: NOW,
    pictures: Showing = HIDDEN,
    keep_settings: Keep | None = None,
) -> AsyncIterator[Shown]:
    """The app over the store at ``path``; nothing is refreshed unless ``config`` says so."""
    chosen = config or Config(screen=Screen(refresh_on_start=False))

    async def library() -> Library:
        return await Library.open(path, chosen, clock)

    app = QariApp(
        library, chosen, catalogue.load(language), starters, clock, pictures=pictures, keep_settings=keep_settings
    )
    async with app.run_test(size=size) as pilot:
        shown = Shown(app, pilot)
        await shown.settle()
        yield shown


def manual(**reading: object) -> Config:
    """A configuration that refreshes nothing by itself, with these choices of ``[reading]``."""
    return Config(reading=Reading(**reading), screen=Screen(refresh_on_start=False))  # type: ignore[arg-type]
