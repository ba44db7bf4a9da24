"""What is different between two texts of one article. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from reader.text.blocks import Block, Blocks, Role, Span

_SIGNS = {Role.REMOVED: ("[-", "-]"), Role.ADDED: ("{+", "+}")}
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_ALIKE = 0.4
"""How much of two paragraphs must be the same for one to be a change of the other."""
_LONGEST = 4_000
"""Tokens of a paragraph that are compared; more takes too long."""


def compared(before: Blocks, after: Blocks) -> Blocks:
    """``after`` with what it says new in one role and what it says no longer in another, in their places."""
    old, new = [_words(block) for block in before], [_words(block) for block in after]
    result: list[Block] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        result += after[c:d] if kind == "equal" else _replaced(before[a:b], after[c:d])
    return tuple(result)


def spelled_out(blocks: Blocks) -> Blocks:
    """Blocks of :func:`compared` whose changes are signs in the text, ``[-gone-]`` and ``{+new+}``, as wdiff's are."""
    return tuple(_spelled_out(block) for block in blocks)


def _spelled_out(block: Block) -> Block:
    text = block.text
    for span in sorted(block.spans, key=lambda span: -span.start):
        if span.role in _SIGNS:
            begin, end = _SIGNS[span.role]
            text = f"{text[: span.start]}{begin}{text[span.start : span.end]}{end}{text[span.end :]}"
    return block._replace(text=text, spans=()) if text != block.text else block


def _words(block: Block) -> str:
    """What a reader sees of a block, whatever its blanks."""
    return " ".join(block.text.split()) or "\n".join("\t".join(row) for row in block.rows) or block.image


def _replaced(before: Blocks, after: Blocks) -> Iterator[Block]:
    """Paragraphs in the place of others: each beside the one that it was, if there is one."""
    left = list(before)
    for block in after:
        was = next((old for old in left if _are_alike(old, block)), None)
        if was is None:
            yield _whole(block, Role.ADDED)
            continue
        yield from (_whole(old, Role.REMOVED) for old in left[: left.index(was)])
        del left[: left.index(was) + 1]
        yield _merged(was, block)
    yield from (_whole(old, Role.REMOVED) for old in left)


def _are_alike(one: Block, other: Block) -> bool:
    if not one.text or not other.text:
        return False
    matcher = SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _whole(block: Block, role: Role) -> Block:
    """All of a block in a role; of one that is removed nothing is a link any more."""
    kept = block.spans if role is Role.ADDED else ()
    return block._replace(spans=(*kept, Span(0, len(block.text), role)) if block.text else kept)


def _merged(before: Block, after: Block) -> Block:
    """One text of both, word by word."""
    old, new = _TOKEN.findall(before.text)[:_LONGEST], _TOKEN.findall(after.text)[:_LONGEST]
    rest = after.text[len("".join(new)) :]
    parts: list[str] = []
    spans: list[Span] = []
    moved: list[int] = []
    """For each character of the new text that is compared, where it is now."""
    length = 0
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind in ("delete", "replace"):
            length = _put(parts, spans, "".join(old[a:b]), length, Role.REMOVED)
        if kind != "delete":
            text = "".join(new[c:d])
            moved += range(length, length + len(text))
            length = _put(parts, spans, text, length, None if kind == "equal" else Role.ADDED)
    moved += range(length, length + len(rest) + 1)
    own = (span._replace(start=moved[span.start], end=moved[span.end - 1] + 1) for span in _proper(after.spans))
    return after._replace(text="".join(parts) + rest, spans=(*own, *spans))


def _put(parts: list[str], spans: list[Span], text: str, at: int, role: Role | None) -> int:
    """Where the text ends that is put at ``at``."""
    parts.append(text)
    if role is not None and text.strip():
        spans.append(Span(at, at + len(text), role))
    return at + len(text)


def _proper(spans: Sequence[Span]) -> Iterator[Span]:
    return (span for span in spans if span.start < span.end)
