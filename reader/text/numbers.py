"""Links with their numbers behind them, for following one by typing its number."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, chain, pairwise, zip_longest

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
    links = sorted((span for span in block.spans if span.role is Role.LINK), key=lambda span: span.end)
    ends = [link.end for link in links]
    marks = [f"[{numbers[link.href]}]" for link in links]
    moved = list(accumulate(map(len, marks), initial=0))
    parts = [block.text[start:end] for start, end in pairwise((0, *ends, len(block.text)))]
    text = "".join(chain.from_iterable(zip_longest(parts, marks, fillvalue="")))

    def shifted(span: Span) -> Span:
        """A link goes on over its number."""
        past = bisect_right if span.role is Role.LINK else bisect_left
        start = span.start + moved[bisect_right(ends, span.start)]
        return span._replace(start=start, end=span.end + moved[past(ends, span.end)])

    return block._replace(text=text, spans=tuple(map(shifted, block.spans)))
