"""What is different between two texts of one article. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from reader.text.blocks import Block, Blocks, Kind, Role, Span

_SIGNS = {Role.REMOVED: ("[-", "-]"), Role.ADDED: ("{+", "+}")}
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_ALIKE = 0.4
"""How much of two paragraphs must be the same for one to be a change of the other."""
_PAIRS = 100_000
"""Pairs of paragraphs, or of words, that are compared; where there are more, all of them count as others."""


def compared(before: Blocks, after: Blocks) -> Blocks:
    """``after`` with what it says new in one role and what it says no longer in another, in their places.

    It takes its time for a long article. What a table said is shown as lines.
    """
    old, new = [_words(block) for block in before], [_words(block) for block in after]
    first, last = _same(old, new)
    result: list[Block] = [*after[:first]]
    for kind, a, b, c, d in _opcodes(old[first : len(old) - last], new[first : len(new) - last]):
        here = after[first + c : first + d]
        result += here if kind == "equal" else _replaced(before[first + a : first + b], here)
    return (*result, *after[len(after) - last :])


def _same(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many are the same at the beginning, and how many of the others at the end."""
    most = min(len(old), len(new))
    first = next((at for at in range(most) if old[at] != new[at]), most)
    return first, next((at for at in range(most - first) if old[-1 - at] != new[-1 - at]), most - first)


def _opcodes(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """As difflib's; where comparing would take too long, everything is replaced."""
    if len(old) * len(new) > _PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    return [*SequenceMatcher(None, old, new, autojunk=False).get_opcodes()]


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
    left = [(block, frozenset(block.text.split())) for block in before]
    searched = len(before) * len(after) <= _PAIRS
    for block in after:
        words = frozenset(block.text.split()) if searched else frozenset()
        was = next((at for at, (_, old) in enumerate(left) if _are_alike(old, words)), None)
        if was is None:
            yield _whole(block, Role.ADDED)
            continue
        yield from (_whole(old, Role.REMOVED) for old, _ in left[:was])
        yield _merged(left[was][0], block)
        del left[: was + 1]
    yield from (_whole(old, Role.REMOVED) for old, _ in left)


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and 2 * len(one & other) >= _ALIKE * (len(one) + len(other))


def _whole(block: Block, role: Role) -> Block:
    """All of a block in a role; of one that is removed nothing is a link any more."""
    if block.rows:
        lines = "\n".join(" | ".join(row) for row in block.rows)
        return Block(Kind.PARAGRAPH, lines, (Span(0, len(lines), role),), direction=block.direction)
    kept = block.spans if role is Role.ADDED else ()
    return block._replace(spans=(*kept, Span(0, len(block.text), role)) if block.text else kept)


def _merged(before: Block, after: Block) -> Block:
    """One text of both, word by word."""
    old, new = _TOKEN.findall(before.text), _TOKEN.findall(after.text)
    first, last = _same(old, new)
    codes = _opcodes(old[first : len(old) - last], new[first : len(new) - last])
    parts = ["".join(new[:first])]
    spans: list[Span] = []
    length = len(parts[0])
    moved = [*range(length)]
    """For each character of the new text, where it is now."""
    for kind, a, b, c, d in codes:
        if kind in ("delete", "replace"):
            length = _put(parts, spans, "".join(old[first + a : first + b]), length, Role.REMOVED)
        if kind != "delete":
            text = "".join(new[first + c : first + d])
            moved += range(length, length + len(text))
            length = _put(parts, spans, text, length, None if kind == "equal" else Role.ADDED)
    rest = "".join(new[len(new) - last :])
    moved += range(length, length + len(rest))
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
