"""Rules: what is done by itself with entries that a query means."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Action(StrEnum):
    """What a rule does with an entry."""

    MUTE = "mute"
    """It counts as read and is in no list but that of what was muted, until the rule goes."""
    HIGHLIGHT = "highlight"
    """Its headline stands out."""
    READ = "read"
    BOOKMARK = "bookmark"
    TAG = "tag"
    NOTIFY = "notify"
    """It is told outside the program."""


class Rule(NamedTuple):
    """What is to be done with new entries."""

    query: str
    """In the language of ``reader.query``."""
    actions: tuple[Action, ...]
    tags: tuple[str, ...] = ()
    until: datetime | None = None
    """When it ends; None: never."""
    id: int = 0
    """0: it is not kept yet."""


class Ruled(NamedTuple):
    """What a rule has changed, so that it can be taken back."""

    muted: tuple[int, ...] = ()
    highlighted: tuple[int, ...] = ()
    read: tuple[int, ...] = ()
    bookmarked: tuple[int, ...] = ()
    tagged: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """The keys of tags, and the entries that had none of that key before."""
