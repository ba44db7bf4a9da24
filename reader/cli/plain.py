"""``qari --plain``: the reader as lines, for screen readers, dumb terminals and pipes.

What is printed is logical text, as it was written, and nothing is drawn over: who orders and speaks it is somebody
else. A line that is typed is a command; a number opens what stands beside it.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from threading import Thread

from reader.article import article_blocks, blocks_text
from reader.asking import Pace
from reader.cli.house import House
from reader.cli.refreshing import follow
from reader.errors import QariError
from reader.i18n.dates import relative
from reader.library import Library
from reader.models import Entry, Filter, Mark
from reader.text.clean import unmarked

_DIGITS = 10
"""Digits that no number of a headline has."""
_PAGE = 10
"""Headlines that are read out at once."""
HELP = (
    *("open", "more", "next", "list", "all", "bookmarks", "feeds", "feed", "search"),
    *("keep", "mark", "browser", "refresh", "quit"),
)
"""The commands, as ``plain.help.<name>`` explains them."""


def run(house: House) -> int:
    """Read lines until one says to leave, or there are no more; gives the exit status."""
    return asyncio.run(_run(house))


async def _run(house: House) -> int:
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # a byte that is no text is no end
    async with house.library() as library:
        session = Session(house, library)
        await session.begin()
        while (line := await _typed(house.words.text("plain.prompt"))) is not None:
            try:
                if not await session.do(line):
                    break
            except QariError as error:
                session.say(house.words.problem(error.problem))
    return 0


async def _typed(prompt: str) -> str | None:
    """What is typed next. Who interrupts that need not wait for a line: the thread that reads it is nobody's."""
    loop = asyncio.get_running_loop()
    found: asyncio.Future[str | None] = loop.create_future()

    def read() -> None:
        line = _line(prompt)
        with suppress(RuntimeError):  # the program has gone meanwhile
            loop.call_soon_threadsafe(lambda: None if found.done() else found.set_result(line))

    Thread(target=read, daemon=True).start()
    return await found


def _line(prompt: str) -> str | None:
    """What is typed; None: nothing comes any more."""
    try:
        if sys.stdin.isatty():
            print(unmarked(prompt), end=" ", flush=True)  # noqa: T201
        line = sys.stdin.readline()
    except (OSError, ValueError):
        return None
    return line.strip() if line else None


class Session:
    """What is listed, and what is open."""

    def __init__(self, house: House, library: Library) -> None:
        self._house = house
        self._words = house.words
        self._library = library
        self._wanted = Filter(unread=True)
        self._ids: Sequence[int] = ()
        self._at = 0
        """How many of the list were read out."""
        self._opened: Entry | None = None
        self._keys = _keys(house)

    def say(self, text: str) -> None:
        """Print a text of the interface or of an article, in logical order."""
        self._house.output.raw(unmarked(text))
        self._house.output.flush()  # whoever reads a pipe answers to it

    async def begin(self) -> None:
        """Say what there is, and read out the first headlines."""
        unread = await self._library.ids(Filter(unread=True))
        self.say(self._words.count("status.unread", len(unread)))
        await self._list(Filter(unread=True) if unread else Filter())
        self.say(self._words.text("plain.hint"))

    async def do(self, line: str) -> bool:
        """Do what a line says; False: to leave."""
        command, _, rest = line.partition(" ")
        if line.startswith(("/", "÷")):
            await self._list(Filter(text=line[1:].strip(), ranked=True))
            return True
        command = self._keys.get(command, command).lower()
        if command.isdecimal() and len(command) < _DIGITS:
            await self._open_number(int(command))
        elif command in ("q", "quit", "exit"):
            return False
        elif (action := self._actions.get(command)) is not None:
            await action(rest.strip())
        elif line:
            self.say(self._words.text("plain.unknown", found=line))
        else:
            await self._more("")
        return True

    @property
    def _actions(self) -> dict[str, Callable[[str], Awaitable[None]]]:
        return {
            "": self._more,
            "l": self._unread,
            "a": self._all,
            "b": self._bookmarks,
            "f": self._feeds,
            "n": self._next,
            "s": self._keep,
            "m": self._mark,
            "o": self._browse,
            "r": self._refresh,
            "?": self._help,
            "h": self._help,
        }

    async def _list(self, wanted: Filter) -> None:
        self._wanted, self._at = wanted, 0
        self._ids = await self._library.ids(wanted)
        if not self._ids:
            self.say(
                self._words.text("cli.nothing_found", text=wanted.text)
                if wanted.text
                else self._words.text("empty.headlines")
            )
        await self._more("")

    async def _unread(self, _: str) -> None:
        await self._list(Filter(unread=True))

    async def _all(self, _: str) -> None:
        await self._list(Filter())

    async def _bookmarks(self, _: str) -> None:
        await self._list(Filter(bookmarked=True))

    async def _more(self, _: str) -> None:
        """Read out the next headlines, each with its number."""
        ids = self._ids[self._at : self._at + _PAGE]
        entries = {entry.id: entry for entry in await self._library.entries(ids)}
        for number, id in enumerate(ids, self._at + 1):
            if (entry := entries.get(id)) is not None:
                self.say(f"{self._words.number(number)}. {self._headline(entry)}")
        self._at += len(ids)
        if not ids:
            self.say(self._words.text("plain.no_more"))

    def _headline(self, entry: Entry) -> str:
        state = [self._words.text("plain.bookmarked")] if entry.bookmarked else []
        state += [] if entry.read else [self._words.text("plain.unread")]
        when = relative(self._words, entry.published, datetime.now(UTC))
        title = entry.title or self._words.text("article.untitled")
        return self._words.join([title, entry.feed_title, when, *state])

    async def _open_number(self, number: int) -> None:
        if 0 < number <= len(self._ids):
            await self._open(self._ids[number - 1])
        else:
            self.say(self._words.text("plain.no_such_number", last=len(self._ids)))

    async def _open(self, entry_id: int) -> None:
        article = await self._library.article(entry_id)
        self._opened = article.entry
        self.say(blocks_text(article_blocks(article, self._words)))
        await self._library.opened_article(entry_id)
        if self._house.config.reading.mark_read != "manual":
            await self._library.mark([entry_id], Mark.READ)

    async def _next(self, _: str) -> None:
        """Open the next unread article of the list, or of all."""
        unread = set(await self._library.ids(Filter(unread=True)))
        here = list(self._ids).index(self._opened.id) + 1 if self._opened and self._opened.id in self._ids else 0
        following = next((id for id in [*self._ids[here:], *self._ids[:here]] if id in unread), None)
        if following is not None:
            await self._open(following)
        elif unread:
            await self._list(Filter(unread=True))
        else:
            self.say(self._words.text("status.no_more_unread"))

    async def _keep(self, _: str) -> None:
        """Bookmark the open article, or no longer."""
        await self._toggle(Mark.BOOKMARK, Mark.UNBOOKMARK)

    async def _mark(self, _: str) -> None:
        """Mark the open article unread, or read."""
        await self._toggle(Mark.READ, Mark.UNREAD)

    async def _toggle(self, mark: Mark, back: Mark) -> None:
        if self._opened is None:
            self.say(self._words.text("status.nothing_open"))
            return
        change = await self._library.mark([self._opened.id], mark)
        if not change.ids:  # it has that already
            change = await self._library.mark([self._opened.id], back)
        self.say(self._words.count(f"status.marked_{change.mark}", len(change.ids)))

    async def _browse(self, _: str) -> None:
        """Open the article's page in the browser."""
        from reader.ui.browser import open_address

        if self._opened is None or not self._opened.url:
            self.say(self._words.text("status.no_link"))
        elif await open_address(self._opened.url, self._house.config.reading.browser):
            self.say(self._words.text("status.opened"))
        else:
            self.say(self._words.text("status.browser_failed", url=self._opened.url))

    async def _feeds(self, reference: str) -> None:
        """Read out the feeds, or list what one of them has."""
        if reference:
            if reference.isdecimal():  # in whatever digits it was read out
                reference = str(int(reference[:_DIGITS]))
            await self._list(Filter(feed_id=(await self._library.feed(reference)).id))
            return
        for feed in await self._library.feeds():
            problem = self._words.problem(feed.problem) if feed.problem else ""
            unread = self._words.count("status.unread", feed.unread)
            self.say(f"{self._words.number(feed.id)}. {self._words.join([feed.title, unread, problem])}")

    async def _refresh(self, _: str) -> None:
        await follow(self._house, self._library.refresh(pace=Pace.ALLOWED), brief=True)
        await self.begin()

    async def _help(self, _: str) -> None:
        for name in HELP:
            self.say(self._words.text(f"plain.help.{name}"))


def _keys(house: House) -> dict[str, str]:
    """The commands' letters as other keyboards type them in their places."""
    from reader.ui.layouts import LAM_ALEF, table

    found = table(house.config.screen.keyboard, house.words.language)
    return {**found, **{letters: found[sign] for letters, sign in LAM_ALEF.items() if sign in found}}
