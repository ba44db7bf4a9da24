"""What an article is made of, before any width is known."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from reader.models import Direction


class Kind(StrEnum):
    """What a block is; ``text.page`` knows how each is laid out, ``ui.paint`` how each looks."""

    TITLE = "title"
    META = "meta"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CODE = "code"
    CAPTION = "caption"
    TABLE = "table"
    RULE = "rule"
    NOTE = "note"


class Role(StrEnum):
    """What a stretch of characters is inside its block."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    LINK = "link"
    FOUND = "found"
    """A word that was searched for."""
    ADDED = "added"
    """What an article did not say before it was changed."""
    REMOVED = "removed"
    """What it says no longer."""


class Span(NamedTuple):
    """Characters ``start`` to ``end`` (code points, end exclusive) of a block's text that have a role."""

    start: int
    end: int
    role: Role
    href: str = ""
    """For links: an absolute http, https or mailto address."""


class Block(NamedTuple):
    """One paragraph-like thing. Its text is logical and clean; line breaks in it are hard ones (``\\n``)."""

    kind: Kind
    text: str = ""
    spans: tuple[Span, ...] = ()
    level: int = 0
    """A heading's rank, 1 to 6; a list item's depth, from 1."""
    marker: str = ""
    """A list item's bullet or number."""
    quote: int = 0
    """How many quotations it stands in."""
    direction: Direction = Direction.AUTO
    """What the markup's ``dir`` says."""
    rows: tuple[tuple[str, ...], ...] = ()
    """A table's cells, row by row, the first row being its head."""
    image: str = ""
    """For captions: the absolute http or https address of the picture, which may have no text."""


Blocks = tuple[Block, ...]
