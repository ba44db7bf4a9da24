"""What is written into the margin of an article: tags, a note, marked passages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual import on
from textual.widgets import Input

from reader.models import Article, Entry
from reader.ui import messages
from reader.ui.keymap import key_of
from reader.ui.screens.reading import ALL_TAGS, NOTE, TAGS, ReadingScreen

_BREAK = " ↵ "
"""A line break of a note, in the one row that it is edited in."""
_SIGN = re.compile(" ?↵ ?")


class WritingScreen(ReadingScreen):
    """What is done with the margin of the current entry."""

    _written = 0
    """The entry whose tags or note are being typed."""
    _tagged: Sequence[int] = ()
    """The entries to which tags are being typed."""

    def action_tags(self) -> None:
        """Type the tags of the entry, or tags to add to all that are picked."""
        if len(self.meant_ids) > 1:
            self._tagged = self.meant_ids
            prompt = self.catalogue.text("dialog.tags_prompt")
            self.start(self.open_field(ALL_TAGS, "#+", prompt, self.pane), "keys")
        elif (entry := self.current) is not None:
            self.start(self._open_tags(entry), "keys")

    async def _open_tags(self, entry: Entry) -> None:
        if self.library is not None:
            self._written = entry.id
            tags = (await self.library.article(entry.id)).margin.tags
            prompt = self.catalogue.text("dialog.tags_prompt")
            await self.open_field(TAGS, "#", prompt, self.pane, self.catalogue.join(tags))

    @on(Input.Submitted, f"#{ALL_TAGS}")
    def _tags_for_all_given(self, event: Input.Submitted) -> None:
        self.close_field()
        self.start(self._tag_all(self._tagged, event.value), "keys")

    async def _tag_all(self, ids: Sequence[int], names: str) -> None:
        if self.library is not None and names.strip(" ,،؛;") and await self.library.margins.retag(ids, [names]):
            await self.show_again()
            self.status.tell(self.catalogue.text("status.tagged"))

    @on(Input.Submitted, f"#{TAGS}")
    def _tags_given(self, event: Input.Submitted) -> None:
        self.close_field()
        self.start(self._tag(self._written, [event.value] if event.value.strip(" ,،؛;") else []), "keys")

    async def _tag(self, entry_id: int, names: list[str]) -> None:
        if self.library is not None and await self.library.margins.tag(entry_id, names):
            await self.show_again()
            self.status.tell(self.catalogue.text("status.tagged" if names else "status.untagged"))

    def action_note(self) -> None:
        """Type a note about the entry."""
        if (entry := self.current) is not None:
            self.start(self._open_note(entry), "keys")

    async def _open_note(self, entry: Entry) -> None:
        if self.library is not None:
            self._written = entry.id
            note = (await self.library.article(entry.id)).margin.note
            prompt = self.catalogue.text("dialog.note_prompt")
            await self.open_field(NOTE, "✎", prompt, self.pane, note.replace("\n", _BREAK))

    @on(Input.Submitted, f"#{NOTE}")
    def _note_given(self, event: Input.Submitted) -> None:
        self.close_field()
        self.start(self._note(self._written, _SIGN.sub("\n", event.value)), "keys")

    async def _note(self, entry_id: int, text: str) -> None:
        if self.library is not None and await self.library.margins.note(entry_id, text):
            await self.show_again()
            told, command = ("noted", "written") if text.strip() else ("note_gone", "undo")
            self.status.tell(self.catalogue.text(f"status.{told}", key=key_of(command)))

    @on(messages.PassageMarked)
    def _passage_marked(self, message: messages.PassageMarked) -> None:
        if self.article.article is not None:
            self.start(self._highlight(self.article.article, message), "keys")

    async def _highlight(self, article: Article, message: messages.PassageMarked) -> None:
        """Mark a passage, or, where it lies in marked ones, mark these no longer."""
        if self.library is None:
            return
        if message.within:
            await self.library.margins.unhighlight(article.entry.id, message.within)
        else:
            await self.library.margins.highlight(article.entry.id, message.quote)
        await self.show_again()
        told, command = ("unhighlighted", "undo") if message.within else ("highlighted", "written")
        self.status.tell(self.catalogue.text(f"status.{told}", key=key_of(command)))
