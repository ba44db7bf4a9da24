"""Lists, articles and their marks, as they are stored."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from reader.doors.door import Door
from reader.errors import NotFoundError
from reader.models import Article, Change, Direction, Entry, Filter, Mark, SmartFeed, Source, Undone
from reader.store import entries, index, pages, ranking, searches
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from reader.query import Query
    from reader.text.snippet import Snippet


class Reading(Door):
    """What is there to read, and what was done with it."""

    async def ids(self, wanted: Filter) -> Sequence[int]:
        """The ids of the entries that ``wanted`` lets through, newest first unless it says otherwise.

        Raises QueryError where its text is none in the language of queries.
        """
        now = self._clock()
        typed, kept = self._meant(wanted.text, now), self._meant(wanted.within, now)
        meant = typed or kept
        if typed is not None and kept is not None:
            from reader.query import All

            meant = All((kept, typed))
        if wanted.unread and typed is not None and _names_read(typed):
            wanted = wanted._replace(
                unread=False
            )  # who asks for what was read means it, also where only unread is shown
        if not wanted.ranked or typed is None or meant is None:
            return await self._read(entries.ids, wanted, meant, now)
        return await self._read(ranking.ids, wanted, meant, _folded(typed), now)

    async def places(self, ids: Sequence[int]) -> tuple[tuple[int, int, datetime], ...]:
        """Of each entry its id, its feed's, and when it is listed at."""
        return await self._read(entries.places, ids)

    async def entries(self, ids: Sequence[int]) -> tuple[Entry, ...]:
        """The headlines of ``ids``, in that order; ids that nothing has are left out."""
        return await self._read(entries.by_ids, ids)

    async def list(self, wanted: Filter) -> tuple[Entry, ...]:
        """The headlines that ``wanted`` lets through, newest first."""
        return await self.entries(await self.ids(wanted))

    async def article(self, entry_id: int) -> Article:
        """An entry with its body. Raises NotFoundError."""
        article = await self._read(entries.article, entry_id)
        if article is None:
            raise NotFoundError("error.entry_unknown", id=entry_id)
        return article

    def _meant(self, text: str, now: datetime) -> Query | None:
        if not text.strip():
            return None
        from reader.i18n.queries import names  # with all catalogues
        from reader.query import parse

        return parse(text, now, names(), local=True)

    async def snippet(self, entry_id: int, query: str) -> Snippet | None:
        """The part of an article's text that shows why a query found it; None: its text has none of the words.

        Raises QueryError and NotFoundError.
        """
        meant = self._meant(query, self._clock())
        words = _folded(meant) if meant is not None else ()
        if not words:
            return None
        article = await self.article(entry_id)
        return await asyncio.to_thread(_snippet, article, words)

    async def smart_feeds(self) -> tuple[SmartFeed, ...]:
        """The queries that are kept as lists."""
        return await self._read(searches.kept)

    async def keep_search(self, title: str, query: str) -> None:
        """Keep a query as a list. Raises QueryError where it is none."""
        self._meant(query, self._clock())
        before = await self._write(searches.keep, title or query, query)
        if before is None:
            self._undo.done("keep", lambda db: searches.drop(db, query), title=title or query)
        else:
            self._undo.done("keep", lambda db: searches.keep(db, before, query), title=title or query)

    async def drop_search(self, query: str) -> bool:
        """Keep a query no longer; whether it was kept."""
        before = await self._write(searches.drop, query)
        if before is not None:
            self._undo.done("drop", lambda db: searches.keep(db, before, query), title=before)
        return before is not None

    async def index(self, count: int = 100) -> int:
        """Index the words of some entries that were stored since it was done last; how many are left."""
        return 0 if self._threads.read_only else await self._write(index.some, count)

    async def mark(self, ids: Sequence[int], mark: Mark) -> Change:
        """Give entries a mark; the change can be taken back with :meth:`undo`."""
        changed, before = await self._write(entries.mark_to_undo, ids, mark, self._clock())
        change = Change(mark, changed)
        self._undo.marked(change, before)
        return change

    async def mark_all_read(self, wanted: Filter) -> Change:
        """Mark every entry read that ``wanted`` lets through."""
        return await self.mark(await self.ids(wanted), Mark.READ)

    async def opened_article(self, entry_id: int) -> None:
        """Remember that an article was opened now."""
        await self._write(entries.opened, entry_id, self._clock())

    async def turn(self, entry_id: int, direction: Direction) -> None:
        """Keep which way the reader turned an article; AUTO: its own again."""
        before = await self._write(entries.turn, entry_id, direction)
        self._undo.done("turn", lambda db: entries.turn(db, entry_id, before))

    async def prefer(self, feed_id: int, source: Source) -> None:
        """Keep which text of its articles the reader wants of a feed: its own, that of the pages, or the better one."""
        before = await self._write(pages.prefer, feed_id, source)
        self._undo.done("prefer", lambda db: pages.prefer(db, feed_id, before))

    async def undo(self) -> Undone | None:
        """Take back the last change of this session; None when there is none left."""
        return await self._undo.last()


def _names_read(query: Query) -> bool:
    """Whether a query speaks of entries that count as read."""
    from reader.query import states

    return not states(query).isdisjoint(("read", "muted"))


def _folded(meant: Query) -> tuple[str, ...]:
    """The words that a query looks for, folded."""
    from reader.query import words
    from reader.text.find import words as folded

    return tuple(dict.fromkeys(word for text in words(meant) for word in folded(text)))


def _snippet(article: Article, words: Sequence[str]) -> Snippet | None:
    """Of the text that is shown, or else of what is not: all of the feed's own and of the page's is searched."""
    from reader.sync.choose import shown
    from reader.text.html import block_text
    from reader.text.snippet import snippet
    from reader.text.strip import strip

    def texts() -> Iterator[str]:
        yield " ".join(map(block_text, shown(article).body))
        yield strip(article.html)
        yield strip(article.page.html) if article.page is not None else ""

    found = (snippet(clean_line(text), words) for text in texts())
    return next((one for one in found if one is not None), None)
