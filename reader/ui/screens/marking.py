"""Marks: of the entry under the eyes, of those that were picked, of a whole list; and what takes them back."""

from __future__ import annotations

from collections.abc import Sequence

from reader.models import Change, Filter, Mark
from reader.ui.panes import Pane
from reader.ui.screens.going import GoingScreen


class MarkingScreen(GoingScreen):
    """What keys do that mark entries."""

    def action_bookmark(self) -> None:
        """Bookmark the entry, or take its bookmark away; likewise all that are picked."""
        self.start(self._toggle(Mark.BOOKMARK, Mark.UNBOOKMARK), "keys")

    def action_toggle_read(self) -> None:
        """Mark the entry read or unread, or all that are picked."""
        self.start(self._toggle(Mark.READ, Mark.UNREAD), "keys")

    async def _toggle(self, mark: Mark, back: Mark) -> None:
        ids = self.meant_ids
        if self.library is None or not ids:
            return
        change = await self.library.mark(ids, mark)
        if not change.ids:  # all of them have it
            change = await self.library.mark(ids, back)
        self.apply(change)
        if not change.ids:
            self.status.tell(self.catalogue.text("status.is_muted"))
        elif mark is Mark.BOOKMARK and len(ids) == 1:
            self.status.tell(self.catalogue.text(f"status.{change.mark}ed"))
        else:
            self.status.tell(self.catalogue.count(f"status.marked_{change.mark}", len(change.ids)))

    def action_feed_read(self) -> None:
        """Mark everything in the list read."""
        self.start(self._mark_read(self.wanted), "keys")

    async def _mark_read(self, wanted: Filter) -> None:
        if self.library is not None:
            self._tell_read(await self.library.mark_all_read(wanted))

    def _tell_read(self, change: Change) -> None:
        self.apply(change)
        count = self.catalogue.count("status.marked_read", len(change.ids))
        self.status.tell(count if change.ids else self.catalogue.text("status.all_read"))

    def action_all_read(self) -> None:
        """Mark everything of all feeds read."""
        self.start(self._mark_read(Filter()), "keys")

    def action_mark_above(self) -> None:
        """Mark read what stands above the cursor, and what it stands on."""
        self.start(self._mark_ids(self._ids(0, self.headlines.cursor + 1)), "keys")

    def action_mark_below(self) -> None:
        """Mark read what stands below the cursor, and what it stands on."""
        self.start(self._mark_ids(self._ids(self.headlines.cursor)), "keys")

    def _ids(self, start: int, end: int | None = None) -> Sequence[int]:
        return [id for id in self.headlines.ids[start:end] if id > 0]

    async def _mark_ids(self, ids: Sequence[int]) -> None:
        if self.library is not None and ids:
            self._tell_read(await self.library.mark(ids, Mark.READ))

    def action_pick(self) -> None:
        """Pick the headline, or no longer, and go on to the next: marks and tags are then for all that are picked."""
        if self.pane is Pane.ARTICLE:  # where keys are for the article that is open
            self.panes.enter(Pane.HEADLINES)
        if self.headlines.current_id is not None:
            self.headlines.pick(self.headlines.picked ^ {self.headlines.current_id})
            self.headlines.action_down()
            self._tell_picked()

    def action_pick_all(self) -> None:
        """Pick all headlines of the list, or none."""
        self.headlines.pick(() if self.headlines.picked else self.headlines.entry_ids)
        self._tell_picked()

    def _tell_picked(self) -> None:
        self.status.tell(self.catalogue.count("status.picked", len(self.headlines.picked)))

    def action_undo(self) -> None:
        """Take back the last change of marks, or the last removal."""
        self.start(self._undo(), "keys")

    async def _undo(self) -> None:
        if self.library is None:
            return
        undone = await self.library.undo()
        if undone is None:
            self.status.tell(self.catalogue.text("status.nothing_to_undo"))
        elif undone.change is not None:
            self.apply(undone.change)
            self.status.tell(self.catalogue.count(undone.told.key, len(undone.change.ids)))
        else:
            await self.show_again()
            self.status.tell(self.catalogue.problem(undone.told))
