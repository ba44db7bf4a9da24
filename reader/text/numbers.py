"""Links and headings with numbers or letters behind them, for going to one by typing these."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, chain, pairwise, zip_longest

from reader.text.blocks import Block, Blocks, Kind, Role, Span

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""Under the fingers first; all of them are places on other scripts' keyboards too."""


def numbered(blocks: Blocks) -> Blocks:
    """``blocks`` with ``[n]`` behind every link; addresses are numbered from 1, as they come, each once."""
    marks = {href: str(number) for number, href in enumerate(_links(blocks), 1)}
    return tuple(_numbered(block, marks) if block.spans else block for block in blocks)


def hinted(blocks: Blocks) -> tuple[Blocks, dict[str, str | int]]:
    """``blocks`` with letters behind every link and heading, and what the letters stand for.

    That is an address, or the number of a block. No letters are the beginning of others.
    """
    headings = [index for index, block in enumerate(blocks) if block.kind is Kind.HEADING]
    targets: list[str | int] = [*_links(blocks), *headings]
    letters = _labels(len(targets))
    labels = {target: label for target, label in zip(targets, letters, strict=False)}
    marks = {target: label for target, label in labels.items() if isinstance(target, str)}
    result = [_numbered(block, marks) if block.spans else block for block in blocks]
    for index in headings:
        if index in labels:
            result[index] = result[index]._replace(text=f"{result[index].text} [{labels[index]}]")
    return tuple(result), {label: target for target, label in labels.items()}


def _links(blocks: Blocks) -> dict[str, None]:
    """The addresses that blocks lead to, each once."""
    return {span.href: None for block in blocks for span in block.spans if span.role is Role.LINK}


def _labels(count: int) -> list[str]:
    """One letter each, or two where there are not enough."""
    return list(_LETTERS) if count <= len(_LETTERS) else [one + other for one in _LETTERS for other in _LETTERS]


def _numbered(block: Block, marks_of: dict[str, str]) -> Block:
    links = sorted((span for span in block.spans if span.role is Role.LINK), key=lambda span: span.end)
    ends = [link.end for link in links]
    marks = [f"[{marks_of[link.href]}]" if link.href in marks_of else "" for link in links]
    moved = list(accumulate(map(len, marks), initial=0))
    parts = [block.text[start:end] for start, end in pairwise((0, *ends, len(block.text)))]
    text = "".join(chain.from_iterable(zip_longest(parts, marks, fillvalue="")))

    def shifted(span: Span) -> Span:
        """A link goes on over its number."""
        past = bisect_right if span.role is Role.LINK else bisect_left
        start = span.start + moved[bisect_right(ends, span.start)]
        return span._replace(start=start, end=span.end + moved[past(ends, span.end)])

    return block._replace(text=text, spans=tuple(map(shifted, block.spans)))
