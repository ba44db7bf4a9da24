"""The margins of articles: tags, notes, marked passages, places."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from reader.doors.undo import Undo
from reader.errors import UsageError
from reader.margin import Highlight, Place, Quote, Tag
from reader.store import margins
from reader.store.threads import Threads
from reader.text.clean import clean_line, clean_text
from reader.text.fold import fold

_PARTS = re.compile("[,،؛;]")
"""What parts tags, in every script that the interface speaks."""
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
        return self._tagged(await self._write(margins.retag, ids, tag_names(added), tag_names(removed)))

    def _tagged(self, before: dict[int, tuple[str, ...]]) -> int:
        if before:
            self._undo.done("tag", lambda db: margins.set_tags(db, before))
        return len(before)

    async def note(self, entry_id: int, text: str) -> bool:
        """Write a note about an entry; empty: none. Whether that changed anything.

        Raises NotFoundError, and UsageError for what is too long.
        """
        text = clean_text(text).strip()
        if len(text) > _LONGEST_NOTE:
            raise UsageError("error.note_too_long", most=_LONGEST_NOTE)
        before = await self._write(margins.note, entry_id, text, at := self._clock())
        if before != text:
            self._undo.done("note", lambda db: margins.note(db, entry_id, before, at))
        return before != text

    async def highlight(self, entry_id: int, quote: Quote) -> Highlight:
        """Mark a passage of an entry. Raises NotFoundError."""
        made = await self._write(margins.highlight, entry_id, quote, self._clock())
        self._undo.done("highlight", lambda db: margins.unhighlight(db, entry_id, [made]))
        return made

    async def unhighlight(self, entry_id: int, given: Sequence[Highlight]) -> None:
        """Mark passages of an entry no longer."""
        gone = await self._write(margins.unhighlight, entry_id, given)
        if gone:
            self._undo.done("unhighlight", lambda db: margins.highlight_again(db, gone))

    async def keep_place(self, entry_id: int, place: Place | None) -> None:
        """Remember where the reading of an entry stopped; None: it begins at the top the next time."""
        await self._write(margins.keep_place, entry_id, place)


def tag_names(names: Sequence[str]) -> list[str]:
    """Tags without what parts them. Raises UsageError for what is none."""
    parts = [part for name in names for part in [part for part in _PARTS.split(name) if part.strip()] or [name]]
    found = [clean_line(part).lstrip("# ") for part in parts]
    for name in found:
        if not any(map(str.isalnum, fold(name))) or len(name) > _LONGEST_TAG:
            raise UsageError("error.bad_tag", tag=name[:_LONGEST_TAG])
    return found
