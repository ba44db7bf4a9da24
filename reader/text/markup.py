"""Blocks written as HTML, of which ``text.html`` makes the same blocks again: what is kept of a page.

Only what stands in a list item and is none, a second paragraph of it, loses its depth.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from reader.models import Direction
from reader.text.blocks import Block, Kind, Role, Span

_TAGS = {Role.STRONG: "b", Role.EMPHASIS: "i", Role.CODE: "code"}


def to_html(blocks: Iterable[Block]) -> str:
    """``blocks`` as a fragment, a line each, which is XML as well; titles are headings of the first rank."""
    return "\n".join(_quoted(block, _block(block)) for block in blocks)


def _quoted(block: Block, html: str) -> str:
    return "<blockquote>" * block.quote + html + "</blockquote>" * block.quote


def _block(block: Block) -> str:
    said = f' dir="{block.direction}"' if block.direction is not Direction.AUTO else ""
    match block.kind:
        case Kind.RULE:
            return "<hr/>"
        case Kind.CODE:
            return f"<pre{said}>{escape(block.text)}</pre>"
        case Kind.TABLE:
            return f"<table>{''.join(map(_row, block.rows, [True] + [False] * len(block.rows)))}</table>"
        case Kind.TITLE:
            return f"<h1{said}>{_inline(block)}</h1>"
        case Kind.META | Kind.NOTE:
            return f'<p class="{block.kind}"{said}>{_inline(block)}</p>'
        case Kind.HEADING:
            return f"<h{block.level}{said}>{_inline(block)}</h{block.level}>"
        case Kind.ITEM:
            return _item(block, said)
        case Kind.CAPTION:
            return _caption(block, said)
        case _:
            return f"<p{said}>{_inline(block)}</p>"


def _row(cells: tuple[str, ...], is_head: bool) -> str:
    tag = "th" if is_head else "td"
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"


def _item(block: Block, said: str) -> str:
    """A list of its own for each: the depth and the number are in the block."""
    number = block.marker.rstrip(".")
    opening, closing = ("<ol start={number}>", "</ol>") if number.isdecimal() else ("<ul>", "</ul>")
    outer = max(0, block.level - 1)
    start = opening.format(number=f'"{number}"')
    return f"{'<ul><li>' * outer}{start}<li{said}>{_inline(block)}</li>{closing}{'</li></ul>' * outer}"


def _caption(block: Block, said: str) -> str:
    if block.image:
        return f'<img src="{escape(block.image)}" alt="{escape(block.text)}"/>'
    return f"<figure><figcaption{said}>{_inline(block)}</figcaption></figure>"


def _inline(block: Block) -> str:
    """The text with tags for its spans; one that ends within another is opened again after it."""
    cuts = sorted({0, len(block.text), *(place for span in block.spans for place in span[:2])})
    parts: list[str] = []
    opened: list[Span] = []
    waiting = sorted(block.spans, key=lambda span: (span.start, -span.end))[::-1]
    wanted: list[Span] = []
    for start, end in zip(cuts, [*cuts[1:], len(block.text)], strict=True):
        wanted = [span for span in wanted if start < span.end]
        while waiting and waiting[-1].start <= start:
            wanted.append(waiting.pop())
        wanted = [span for span in wanted if start < span.end]
        kept = next((i for i, (one, two) in enumerate(zip(opened, wanted, strict=False)) if one != two), None)
        kept = min(len(opened), len(wanted)) if kept is None else kept
        parts += [_closing(span) for span in reversed(opened[kept:])]
        parts += [_opening(span) for span in wanted[kept:]]
        opened = wanted
        parts.append(escape(block.text[start:end], quote=False).replace("\n", "<br/>"))
    return "".join(parts)


def _opening(span: Span) -> str:
    return f'<a href="{escape(span.href)}">' if span.role is Role.LINK else f"<{_TAGS[span.role]}>"


def _closing(span: Span) -> str:
    return "</a>" if span.role is Role.LINK else f"</{_TAGS[span.role]}>"
