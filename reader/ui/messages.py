"""What widgets tell the screens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from reader.margin import Highlight, Quote
from reader.models import Filter
from reader.ui.panes import Pane

if TYPE_CHECKING:
    from reader.notify import Note


class Failed(Message):
    """Something that a widget does by itself went wrong."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


class PlaceHighlighted(Message):
    """The cursor of the feed list stands on another row."""

    def __init__(self, place: Filter) -> None:
        super().__init__()
        self.place = place


class PlaceChosen(Message):
    """A row of the feed list was clicked."""

    def __init__(self, place: Filter) -> None:
        super().__init__()
        self.place = place


class EntryChosen(Message):
    """A headline was clicked."""

    def __init__(self, entry_id: int) -> None:
        super().__init__()
        self.entry_id = entry_id


class EntryHighlighted(Message):
    """The cursor of the headlines stands on another row of a search."""


class EntriesWanted(Message):
    """The headline list is about to draw rows that it does not have."""

    def __init__(self, ids: Sequence[int]) -> None:
        super().__init__()
        self.ids = ids


class SettingChosen(Message):
    """A key has chosen another value of a setting."""

    def __init__(self, key: str, value: str) -> None:
        super().__init__()
        self.key, self.value = key, value


class SettingsWanted(Message):
    """Somebody wants to change settings."""


class MenuWanted(Message):
    """The right button was pressed on a pane."""

    def __init__(self, x: int, y: int) -> None:
        super().__init__()
        self.x, self.y = x, y


class EndSeen(Message):
    """The end of an article is in view."""

    def __init__(self, entry_id: int) -> None:
        super().__init__()
        self.entry_id = entry_id


class LinkChosen(Message):
    """A link of the article was clicked."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address


class CopyWanted(Message):
    """Text was selected for the clipboard."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class PassageMarked(Message):
    """A passage of the article was selected to be marked, or to be marked no longer."""

    def __init__(self, quote: Quote, within: tuple[Highlight, ...]) -> None:
        super().__init__()
        self.quote = quote
        self.within = within
        """The marked passages that it lies in."""


class Selecting(Message):
    """Keys have begun to select text, or have ended it."""

    def __init__(self, going_on: bool) -> None:
        super().__init__()
        self.going_on = going_on


class RowChosen(Message):
    """A row of a list of choices was clicked."""

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index


class RtlListed(Message):
    """There are right-to-left headlines in the list."""


class PaneEntered(Message):
    """Another pane is in use."""

    def __init__(self, pane: Pane) -> None:
        super().__init__()
        self.pane = pane


class NoteMade(Message):
    """Something is to be told outside the program."""

    def __init__(self, note: Note) -> None:
        super().__init__()
        self.note = note
