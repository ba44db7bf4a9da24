"""What a reader writes into the margin of an article: tags, a note, marked passages, and where the reading stopped."""

from datetime import datetime
from typing import NamedTuple


class Quote(NamedTuple):
    """A passage, known by its words, so that it is found again when the article has changed around it.

    It is the TextQuoteSelector of the Web Annotation Data Model (W3C, 4.2.4). All text is logical.
    """

    exact: str
    """The passage; line breaks part paragraphs."""
    before: str = ""
    """What stands before it, a few words."""
    after: str = ""


class Highlight(NamedTuple):
    """A passage that somebody marked."""

    id: int
    quote: Quote
    at: datetime


class Place(NamedTuple):
    """Where reading stopped."""

    block: int
    """The block of the article (``text.page``)."""
    first: int
    """How far into it, as rows count (``text.lines.Line.first``)."""
    text: str
    """How the block begins, which tells whether it is still that one."""


class Margin(NamedTuple):
    """All of it, of one article."""

    tags: tuple[str, ...] = ()
    note: str = ""
    highlights: tuple[Highlight, ...] = ()
    place: Place | None = None


class Tag(NamedTuple):
    """A tag that somebody gave to articles."""

    name: str
    entries: int
    """How many have it."""
