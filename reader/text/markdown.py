"""Blocks as Markdown (CommonMark 0.31, with GitHub's tables), which other programs read."""

from __future__ import annotations

import re

from reader.text.blocks import Block, Blocks, Kind, Role, Span

_SPECIAL = re.compile(r"([\\`*_\[\]<>&!])")
_AT_START = re.compile(r"^(\s*(?:\d+(?=[.)]))?)([-+#=~.)])", re.MULTILINE)
_MARKS = {Role.STRONG: "**", Role.EMPHASIS: "*", Role.CODE: "`"}


def to_markdown(blocks: Blocks) -> str:
    """``blocks`` parted by empty lines; items of one list are not."""
    parts: list[str] = []
    for before, block in zip((None, *blocks), blocks, strict=False):
        if before is not None:
            parts.append("\n" if before.kind is block.kind is Kind.ITEM else "\n\n")
        quoted = "> " * block.quote
        parts.append("\n".join(f"{quoted}{line}".rstrip() for line in _lines(block)))
    return "".join(parts)


def _lines(block: Block) -> list[str]:
    match block.kind:
        case Kind.RULE:
            return ["---"]
        case Kind.CODE:
            fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", block.text)), 3)
            return [fence, *block.text.split("\n"), fence]
        case Kind.TABLE:
            rows = [f"| {' | '.join(_escaped(cell).replace('|', '&#124;') for cell in row)} |" for row in block.rows]
            return [rows[0], f"|{' --- |' * len(block.rows[0])}", *rows[1:]]
        case Kind.TITLE:
            return [f"# {_one_line(block)}"]
        case Kind.HEADING:
            return [f"{'#' * max(2, block.level)} {_one_line(block)}"]
        case Kind.ITEM:
            indent = "   " * max(0, block.level - 1)  # enough for what stands under "1." and under "-"
            first, *others = _AT_START.sub(r"\1\\\2", _inline(block)).split("\n")
            marker = "-" if block.marker == "•" else block.marker
            return [f"{indent}{marker} {first}", *(f"{indent}  {line}" for line in others)]
        case Kind.CAPTION:
            return _caption(block)
        case _:
            return _AT_START.sub(r"\1\\\2", _inline(block)).replace("\n", "  \n").split("\n")


def _caption(block: Block) -> list[str]:
    if block.image:
        return [f"![{_escaped(block.text)}]({_address(block.image)})"]
    return [f"*{_inline(block)}*"]


def _marked(text: str, span: Span) -> str:
    if span.role is Role.LINK:
        return f"[{_escaped(text)}]({_address(span.href)})"
    if span.role is Role.CODE:
        fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
        blank = " " if text[:1] == "`" or text[-1:] == "`" else ""
        return f"{fence}{blank}{text}{blank}{fence}"
    inner = text.strip()  # marks beside blanks are none
    before, _, after = text.partition(inner)
    return f"{before}{_MARKS[span.role]}{_escaped(inner)}{_MARKS[span.role]}{after}" if inner else text


def _one_line(block: Block) -> str:
    line = _inline(block).replace("\n", " ")
    return re.sub(r"(#+)\s*$", r"\\\1", line)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _address(href: str) -> str:
    return re.sub(r"[()\s<>]", lambda match: f"%{ord(match[0]):02X}", href)


def _inline(block: Block) -> str:
    """The text with marks for its spans; of spans that overlap, the first."""
    parts: list[str] = []
    at = 0
    for span in block.spans:
        if span.start < at or span.role not in (*_MARKS, Role.LINK):
            continue
        parts.append(_escaped(block.text[at : span.start]))
        text = block.text[span.start : span.end]
        parts.append(_marked(text, span))
        at = span.end
    return "".join([*parts, _escaped(block.text[at:])])
