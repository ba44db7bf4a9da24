"""What widgets tell the screens. Messages are compared by identity and show themselves as Textual has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from reader.models import Filter
from reader.ui.panes import Pane


@dataclass(eq=False, repr=False)
class PlaceHighlighted(Message):
    """The cursor of the feed list stands on another row."""

    place: Filter


@dataclass(eq=False, repr=False)
class PlaceChosen(Message):
    """A row of the feed list was clicked."""

    place: Filter


@dataclass(eq=False, repr=False)
class EntryChosen(Message):
    """A headline was clicked."""

    entry_id: int


@dataclass(eq=False, repr=False)
class EntriesWanted(Message):
    """The headline list is about to draw rows that it does not have."""

    ids: Sequence[int]


@dataclass(eq=False, repr=False)
class LinkChosen(Message):
    """A link of the article was clicked."""

    address: str


@dataclass(eq=False, repr=False)
class CopyWanted(Message):
    """Text was selected for the clipboard."""

    text: str


@dataclass(eq=False, repr=False)
class RowChosen(Message):
    """A row of a list of choices was clicked."""

    index: int


@dataclass(eq=False, repr=False)
class RtlListed(Message):
    """There are right-to-left headlines in the list."""


@dataclass(eq=False, repr=False)
class PaneEntered(Message):
    """Another pane is in use."""

    pane: Pane
