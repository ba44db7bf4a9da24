"""What a feed's own whole text brings along of the page it was made from.

A text that its publisher chose to send is believed: of it only what can be nothing else goes. Nothing is taken from its
middle, and no link is lost. Pages are another matter (``finish``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.feeds.extract import labels
from reader.models import Related
from reader.text.blocks import Block, Blocks, Kind, Role
from reader.text.html import block_text

_TOP = 4
_MENU = 3
_MENU_LABEL = 24
_LINE = 80
_NOTICE = 240
_MOST_RELATED = 20
_BYLINE = re.compile(r"(?:بقلم|كتبت?|تحرير|نوشته|מאת|by|written by)\s*[:：]", re.IGNORECASE)


def cleaned(blocks: Blocks, title: str) -> tuple[Blocks, tuple[Related, ...]]:
    """``blocks`` without the headline that is shown already, what stands before and around it, and the page's end.

    The links of a list of related articles that ends the text are given apart, if all of them can be.
    """
    kept = _without_end(list(_without_top(blocks, title)))
    kept, related = _without_related(kept)
    return (tuple(kept), related) if kept else (blocks, ())


def _without_top(blocks: Sequence[Block], title: str) -> Sequence[Block]:
    """From behind the repeated headline on, if what stands before that is a menu; and without its author's line."""
    wanted = labels.key(title)
    keys = [labels.key(block_text(block)) for block in blocks[:_TOP]]
    top = keys.index(wanted) if wanted and wanted in keys else None
    if top is None or not all(map(_is_menu, blocks[:top])):
        return blocks
    rest = blocks[top + 1 :]
    named = bool(rest) and len(rest[0].text) <= _LINE and not rest[0].spans and _BYLINE.match(rest[0].text)
    return rest[1:] if named else rest


def _is_menu(block: Block) -> bool:
    """Whether a block is nothing but short links, glued to one another or parted by signs."""
    links = [span for span in block.spans if span.role is Role.LINK]
    linked = sum(span.end - span.start for span in links)
    return (
        len(links) >= _MENU
        and all(span.end - span.start <= _MENU_LABEL for span in links)
        and (linked > 0.8 * len(block.text))
    )


def _without_end(blocks: list[Block]) -> list[Block]:
    """Without the labels of what pages have under an article: share, comment, back to the top."""
    while blocks and blocks[-1].kind in (Kind.PARAGRAPH, Kind.HEADING) and _is_of_page(blocks[-1].text):
        blocks.pop()
    return blocks


def _is_of_page(text: str) -> bool:
    is_label = labels.is_label(text) and not labels.is_related(text)
    return is_label or (labels.begins_furniture(text) and not labels.begins_related(text) and len(text) < _NOTICE)


def _without_related(blocks: list[Block]) -> tuple[list[Block], tuple[Related, ...]]:
    """Without a list of links under a heading such as "related articles", if that ends the text and each is a link."""
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        if labels.is_related(block.text) and block.kind in (Kind.PARAGRAPH, Kind.HEADING):
            related = tuple(one for item in blocks[at + 1 :] if (one := _link(item)) is not None)
            whole = 0 < len(related) == len(blocks) - at - 1 <= _MOST_RELATED and at > len(related)
            return (blocks[:at], related) if whole else (blocks, ())
        if _link(block) is None:
            break
    return blocks, ()


def _link(block: Block) -> Related | None:
    """The link that a block is, from end to end."""
    if len(block.spans) != 1 or block.spans[0].role is not Role.LINK or not block.text:
        return None
    span = block.spans[0]
    return Related(block.text, span.href) if (span.start, span.end) == (0, len(block.text)) else None
