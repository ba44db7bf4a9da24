"""The margins of articles: tags, notes, marked passages, places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from reader.doors.undo import Undo
from reader.errors import UsageError
from reader.margin import Place, Quote, Tag
from reader.store import margins
from reader.store.threads import Threads
from reader.text.clean import clean_line, clean_text
from reader.text.fold import fold

_LONGEST_NOTE = 20_000
_LONGEST_TAG = 100


class Margins:
    """What somebody writes about articles; every method raises StoreError."""

    def __init__(self, threads: Threads, undo: Undo, clock: Callable[[], datetime]) -> None:
        self._read, self._write = threads.read, threads.write
        self._undo = undo
        self._clock = clock

    async def tags(self) -> tuple[Tag, ...]:
        """All tags that are given to anything."""
        return await self._read(margins.tags)

    async def tag(self, entry_id: int, names: Sequence[str]) -> int:
        """Give an entry these tags and no others; whether that changed anything."""
        return self._tagged(await self._write(margins.tag, [entry_id], tag_names(names)))

    async def retag(self, ids: Sequence[int], added: Sequence[str], removed: Sequence[str] = ()) -> int:
        """Give entries some tags more, and take others away; how many changed."""
        return self._tagged(await self._write(margins.retag, ids, tag_names(added), removed))

    def _tagged(self, before: dict[int, tuple[str, ...]]) -> int:
        if before:
            self._undo.done("tag", lambda db: margins.set_tags(db, before))
        return len(before)

    async def note(self, entry_id: int, text: str) -> bool:
        """Write a note about an entry; empty: none. Whether that changed anything. Raises NotFoundError."""
        text = clean_text(text).strip()[:_LONGEST_NOTE]
        before = await self._write(margins.note, entry_id, text, at := self._clock())
        if before != text:
            self._undo.done("note", lambda db: margins.note(db, entry_id, before, at))
        return before != text

    async def highlight(self, entry_id: int, quote: Quote) -> int:
        """Mark a passage of an entry; its id. Raises NotFoundError."""
        id = await self._write(margins.highlight, entry_id, quote, self._clock())
        self._undo.done("highlight", lambda db: margins.unhighlight(db, id))
        return id

    async def unhighlight(self, *ids: int) -> None:
        """Mark passages no longer."""
        for id in ids:
            gone = await self._write(margins.unhighlight, id)
            if gone is not None:
                entry_id, was = gone
                self._undo.done(
                    "unhighlight", partial(margins.highlight, entry_id=entry_id, quote=was.quote, at=was.at, id=was.id)
                )

    async def keep_place(self, entry_id: int, place: Place | None) -> None:
        """Remember where the reading of an entry stopped; None: it begins at the top the next time."""
        await self._write(margins.keep_place, entry_id, place)


def tag_names(names: Sequence[str]) -> list[str]:
    """Tags without what parts them. Raises UsageError for what is none."""
    found = [clean_line(name).lstrip("# ") for name in names]
    for name in found:
        if not fold(name) or len(name) > _LONGEST_TAG:
            raise UsageError("error.bad_tag", tag=name[:_LONGEST_TAG])
    return found
