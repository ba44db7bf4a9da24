"""What widgets tell the screens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from reader.models import Filter
from reader.ui.panes import Pane


@dataclass
class PlaceHighlighted(Message):
    """The cursor of the feed list stands on another row."""

    place: Filter


@dataclass
class PlaceChosen(Message):
    """A row of the feed list was clicked."""

    place: Filter


@dataclass
class EntryChosen(Message):
    """A headline was clicked."""

    entry_id: int


@dataclass
class EntriesWanted(Message):
    """The headline list is about to draw rows that it does not have."""

    ids: Sequence[int]


@dataclass
class LinkChosen(Message):
    """A link of the article was clicked."""

    address: str


@dataclass
class RowChosen(Message):
    """A row of a list of choices was clicked."""

    index: int


@dataclass
class PaneEntered(Message):
    """Another pane is in use."""

    pane: Pane
