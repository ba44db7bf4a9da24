"""The last look at an article's blocks: what is furniture after all, what is said twice, what is a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reader.feeds import dates
from reader.feeds.extract import labels
from reader.feeds.extract.bylines import named_in
from reader.models import Related
from reader.text.blocks import Block, Blocks, Kind, Role, Span
from reader.text.html import block_text

MOST_RELATED = 20
"""Links to other articles that are kept."""
_TEXTS = (Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM)
_NO_WORDS = re.compile(r"[\W\d_]*")
_CLOCK = re.compile(
    r"[\d:.,\s]+|\d+\s*(?:min(?:ute)?s?(?: read)?|مشاهدة|مشاهدات|تعليقات?|بازدید|(?:دقيقة|دقائق) (?:قراءة|للقراءة))"
)
_SOURCE = re.compile(r"(?:المصدر|منبع|ماخذ|מקור|source)\s*[:：].{0,60}", re.IGNORECASE)
_COUNTS = re.compile(
    r"(?:عدد القراءات|تاريخ النشر|تاریخ انتشار|کد خبر|آخر تحديث|نشر في|نشرت في|published|updated)\b.{0,60}", re.I
)
_CREDIT = re.compile(r"(?:•\s*)?(?:Author|Role), .{1,60}|تخطى .{1,80} وواصل القراءة")
_TOP = 4
"""Blocks among which a repeated headline, a byline and a date stand."""
_REPEATED = 60
"""Characters from which nobody writes the same twice on purpose."""
_HEADING = 120
_BARE = 50
_TEASER = 40
_DATE = 60
_POLICY = 600
_ENDS = 3
"""Blocks at the top and at the end among which pages speak of themselves."""
_NOTICE = 240
_SENTENCE_ENDS = tuple('.،؛;!؟?:…,»”"')


def finished(blocks: Blocks, title: str, related: list[Related]) -> tuple[Blocks, str]:
    """``blocks`` without the last furniture, whose links join ``related``; and the author whom a line of them names."""
    kept = _without_policies(list(_without_furniture(blocks, related)))
    author, kept = _without_head(kept, title)
    kept = _headings([_without_return(block) for block in _once(kept)])
    while kept and kept[-1].kind in (Kind.HEADING, Kind.RULE):
        kept.pop()
    return tuple(kept), author


def _without_furniture(blocks: Blocks, related: list[Related]) -> Iterator[Block]:
    under_label = False
    for block, following in pairwise([*blocks, None]):
        if block is None:
            break
        if block.kind in _TEXTS and labels.is_label(block.text) and not block.quote:
            under_label = labels.is_related(block.text)
        elif block.kind in _TEXTS and (_is_to_others(block) or (under_label and _is_link(block))):
            _keep(block, related)
        elif block.kind not in _TEXTS or not _is_notice(block, following):
            under_label = False
            yield block


def _without_policies(blocks: list[Block]) -> list[Block]:
    """Without what the first and the last blocks say of the page's own rules: cookies, privacy, comments."""
    last = len(blocks) - _ENDS
    return [
        block
        for index, block in enumerate(blocks)
        if _ENDS <= index < last
        or block.kind not in _TEXTS
        or len(block.text) > _POLICY
        or not labels.speaks_of_page(block.text)
    ]


def _is_to_others(block: Block) -> bool:
    short = len(block.text) < _TEASER and ":" in block.text
    return labels.begins_related(block.text) and (short or _links(block) > 0.4)


def _is_notice(block: Block, following: Block | None) -> bool:
    """Whether a block says nothing, a time or a count only, or what the page says under every article.

    A time over a heading is that of an update, as live pages have them.
    """
    text = block_text(block)
    if following is not None and following.kind is Kind.HEADING and _is_time(text):
        return False
    wordless = _NO_WORDS.fullmatch(text) is not None and block.kind is not Kind.ITEM
    named = any(pattern.fullmatch(text) for pattern in (_CLOCK, _SOURCE, _CREDIT))
    return wordless or named or _is_count(text) or (labels.begins_furniture(text) and len(text) < _NOTICE)


def _is_time(text: str) -> bool:
    """Whether ``text`` is a time of day."""
    return re.fullmatch(r"\d{1,2}[:.]\d{2}", text) is not None


def _links(block: Block) -> float:
    linked = sum(span.end - span.start for span in block.spans if span.role is Role.LINK)
    return linked / max(1, len(block.text))


def _is_link(block: Block) -> bool:
    return _links(block) > 0.8


def _keep(block: Block, related: list[Related]) -> None:
    known = {one.url for one in related}
    for span in block.spans:
        if len(related) >= MOST_RELATED:
            return
        title = block.text[span.start : span.end].strip()
        if span.role is Role.LINK and span.href.startswith("http") and span.href not in known and len(title) > 8:
            related.append(Related(title, span.href))
            known.add(span.href)


def _without_head(blocks: Sequence[Block], title: str) -> tuple[str, list[Block]]:
    """Without the headline, the author's line and the date at the top, which the reader sees already."""
    author = ""
    kept = []
    for index, block in enumerate(blocks):
        if index < _TOP and block.kind in _TEXTS:
            lines = block.text.split("\n")
            author = author or next(filter(None, map(named_in, lines)), "")
            rest = [line for line in lines if not _is_of_head(line, title)]
            if len(rest) < len(lines):
                kept += [_of_lines(block, rest)] if rest else []
                continue
        kept.append(block)
    return author, kept


def _of_lines(block: Block, rest: list[str]) -> Block:
    """``block`` with some of its lines; if they are its last ones, what is linked or marked in them stays so."""
    text = "\n".join(rest)
    gone = len(block.text) - len(text)
    ends_so = block.text.endswith(text)
    spans = (span._replace(start=span.start - gone, end=span.end - gone) for span in block.spans if span.start >= gone)
    return block._replace(text=text, spans=tuple(spans) if ends_so else ())


def _is_of_head(line: str, title: str) -> bool:
    is_title = bool(title) and labels.key(line) == labels.key(title)
    return is_title or bool(named_in(line)) or _is_count(line) or _is_date(line)


def _is_count(line: str) -> bool:
    """Whether a line says when, or how often: and is no sentence."""
    return _COUNTS.fullmatch(line) is not None and any(map(str.isdigit, line)) and not line.endswith(_SENTENCE_ENDS)


def _is_date(line: str) -> bool:
    """Whether a line is a date, perhaps with a place or a time, and no sentence."""
    if len(line) > _DATE or not any(char.isdigit() for char in line) or line.endswith(_SENTENCE_ENDS):
        return False
    return dates.parse(line) is not None or re.search(r"\b\d{1,2}:\d{2}\b", line) is not None


def _once(blocks: Sequence[Block]) -> Iterator[Block]:
    """Each long text once; of two at the top of which one begins with the other, the longer."""
    keys = [labels.key(block_text(block)) for block in blocks]
    seen: set[str] = set()
    for index, (block, key) in enumerate(zip(blocks, keys, strict=True)):
        if len(key) >= _REPEATED and key in seen:
            continue
        at_top = index < _TOP and len(key) >= _REPEATED // 2
        if at_top and any(other.startswith(key) and other != key for other in keys[index + 1 : _TOP + 2]):
            continue
        seen.add(key)
        yield block


def _without_return(block: Block) -> Block:
    """A footnote without the arrow that leads back to its mark."""
    text = block.text.rstrip(" \ufe0e↩")
    if text == block.text or not text:
        return block
    return block._replace(text=text, spans=tuple(span for span in block.spans if span.end <= len(text)))


def _headings(blocks: list[Block]) -> list[Block]:
    """A line that is bold from end to end and stands over a paragraph is a heading; that is how desks write them."""
    pairs = pairwise([*blocks, None])
    return [
        block._replace(kind=Kind.HEADING, level=3, spans=_without_bold(block))
        if index and following is not None and _is_heading(block, following)
        else block
        for index, (block, following) in enumerate(pairs)
        if block is not None
    ]


def _is_heading(block: Block, following: Block) -> bool:
    if block.kind is not Kind.PARAGRAPH or block.quote or "\n" in block.text or len(block.text) > _HEADING:
        return False
    bold = any(span.role is Role.STRONG and (span.start, span.end) == (0, len(block.text)) for span in block.spans)
    longer = following.kind is not Kind.PARAGRAPH or len(following.text) > len(block.text)
    bare = len(block.text) <= _BARE and len(following.text) > 2 * _HEADING and not block.text.endswith(_SENTENCE_ENDS)
    return (bold or bare) and longer and following.kind is not Kind.HEADING and not block.text.endswith((".", "،", "؛"))


def _without_bold(block: Block) -> tuple[Span, ...]:
    return tuple(span for span in block.spans if span.role is not Role.STRONG)
