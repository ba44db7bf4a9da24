"""Links with their numbers behind them, for following one by typing its number."""

from __future__ import annotations

from reader.text.blocks import Block, Blocks, Role, Span


def numbered(blocks: Blocks) -> Blocks:
    """``blocks`` with ``[n]`` behind every link; addresses are numbered from 1, as they come, each once."""
    numbers: dict[str, int] = {}
    for block in blocks:
        for span in block.spans:
            if span.role is Role.LINK:
                numbers.setdefault(span.href, len(numbers) + 1)
    return tuple(_numbered(block, numbers) if block.spans else block for block in blocks)


def _numbered(block: Block, numbers: dict[str, int]) -> Block:
    text, spans = block.text, list(block.spans)
    for link in sorted((span for span in spans if span.role is Role.LINK), key=lambda span: -span.end):
        mark = f"[{numbers[link.href]}]"
        at = link.end
        text = text[:at] + mark + text[at:]
        spans = [_moved(span, at, len(mark), grows=span == link) for span in spans]
    return block._replace(text=text, spans=tuple(spans))


def _moved(span: Span, at: int, by: int, *, grows: bool) -> Span:
    """``span`` after ``by`` characters were put in at ``at``."""
    start = span.start + (by if span.start >= at else 0)
    end = span.end + (by if span.end > at or (grows and span.end == at) else 0)
    return span._replace(start=start, end=end)
