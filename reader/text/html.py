"""HTML to blocks: what the markup means, before any width is known.

The standard library's tokenizer does the reading; it never fails and keeps no tree, so depth costs nothing.
Scripts, styles, forms and frames are left out. Tags that are not known are transparent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from reader.models import Direction
from reader.text.addresses import is_tiny, picture_address, untracked, web_address
from reader.text.blocks import Block, Blocks, Kind, Role, Span
from reader.text.clean import clean_line, clean_text
from reader.text.inline import Inline

_SKIPPED = frozenset(
    "script style template noscript svg math head title form select textarea button iframe object".split()
)
_PARAGRAPHS = frozenset(
    "p div section article main header footer aside nav address dl dt dd center fieldset details summary figure body "
    "caption thead tbody tfoot".split()
)
_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_BLOCKS = _PARAGRAPHS.union(_HEADINGS, "li ul ol menu blockquote pre figcaption".split())
_ROLES = {
    **dict.fromkeys(("b", "strong"), Role.STRONG),
    **dict.fromkeys(("i", "em", "cite", "dfn"), Role.EMPHASIS),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), Role.CODE),
}
_TEXT = re.compile(r"<(?:p|br|div|h[1-6]|li|blockquote|pre|table|img|hr)\b", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>|<[!?][^>]*(?:>|\Z)", re.DOTALL)
_BLANKS = re.compile(r"[ \t\n\xa0]+")
_MAX_COLUMNS = 40


def to_blocks(html: str, base_url: str = "") -> Blocks:
    """The blocks of a document or fragment; links and images are resolved against ``base_url``.

    Plain text (no block-level tag in it) keeps its blank lines as paragraphs.
    """
    if not _TEXT.search(html):
        html = re.sub(r"\n\s*\n", "<p>", html)
    builder = _Builder(base_url)
    builder.feed(_closed(_COMMENT.sub("", html)))
    builder.close()
    builder.flush()
    return tuple(builder.blocks)


def plain_text(html: str) -> str:
    """The text of ``html``, a line a block: for search, for counting words and for pipes."""
    return "\n".join(block_text(block) for block in to_blocks(html) if block.kind is not Kind.RULE)


def block_text(block: Block) -> str:
    """A block's text; a table's cells are parted by tabs and its rows by line breaks."""
    if block.kind is Kind.TABLE:
        return "\n".join("\t".join(row) for row in block.rows)
    return f"{block.marker} {block.text}" if block.marker else block.text


def _closed(html: str) -> str:
    """Make the ``<`` behind the last ``>`` text: the tokenizer would look for the end of each, again and again."""
    end = html.rfind(">") + 1
    return html[:end] + html[end:].replace("<", "&lt;")


@dataclass(slots=True)
class _List:
    ordered: bool
    count: int = 0


class _Builder(HTMLParser):
    """Collects blocks while the tokenizer runs."""

    def __init__(self, base_url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.base_url = base_url
        self.inline = Inline()
        self.kind = Kind.PARAGRAPH
        self.rank = 0
        self.marker = ""
        self.skipping = ""
        self.skipped_depth = 0
        self.quotes = 0
        self.preformatted = 0
        self.lists: list[_List] = []
        self.directions: list[tuple[str, Direction]] = []
        self.rows: list[list[list[str]]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.skipping or tag in _SKIPPED:
            self.skipping = self.skipping or tag
            self.skipped_depth += tag == self.skipping
            return
        given = {name: value or "" for name, value in attrs}
        if tag in _ROLES:
            self.inline.open(tag, _ROLES[tag], "")
        elif tag == "a":
            self.inline.shut("a")
            if href := untracked(web_address(given.get("href", ""), self.base_url)):
                self.inline.open("a", Role.LINK, href)
        elif tag == "q":
            self.inline.add('"')
        elif tag == "br":
            self._break()
        elif tag == "img":
            self._image(given)
        elif self.rows is not None:
            self._table_tag(tag)
        else:
            self._block_tag(tag, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _SKIPPED:  # <iframe/> skips nothing, whatever HTML says of it: feeds are half XML
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            self.skipped_depth -= tag == self.skipping
            if not self.skipped_depth:
                self.skipping = ""
            return
        if tag in _ROLES or tag == "a":
            self.inline.shut(tag)
        elif tag == "q":
            self.inline.add('"')
        elif tag == "table":
            self._end_table()
        elif tag in _BLOCKS:
            self._end_block(tag)

    def handle_data(self, data: str) -> None:
        if self.skipping:
            return
        text = clean_text(data.expandtabs(4) if self.preformatted else data)
        if not self.preformatted:
            text = _BLANKS.sub(" ", text)
            if self.inline.ends_blank():
                text = text.lstrip(" ")
        if text:
            self.inline.add(text)

    def flush(self) -> None:
        """End the block that is being read."""
        if self.rows is not None:
            self._end_table()
        pre = self.preformatted > 0
        text, spans = self.inline.take() if not pre else (self._take_code(), ())
        if text:
            self.blocks.append(
                Block(
                    Kind.CODE if pre else self.kind,
                    text,
                    spans,
                    level=self.rank if self.kind is Kind.HEADING else len(self.lists),
                    marker=self.marker,
                    quote=self.quotes,
                    direction=self.directions[-1][1] if self.directions else Direction.AUTO,
                )
            )
            self.marker = ""
            if self.kind is Kind.ITEM:
                self.kind = Kind.PARAGRAPH

    def _take_code(self) -> str:
        text = "".join(self.inline.parts)
        self.inline.take()
        return text.strip("\n").rstrip()

    def _break(self) -> None:
        if self.rows is not None:
            self.inline.add(" ")
        elif self.preformatted or (self.inline.parts and self.inline.parts[-1] != "\n"):
            self.inline.add("\n")
        elif self.inline.parts:
            self.flush()

    def _image(self, given: dict[str, str]) -> None:
        alt = clean_line(given.get("alt", ""))
        if is_tiny(given.get("width", ""), given.get("height", "")):
            return
        if self.rows is not None or any(name in given.get("class", "").lower() for name in ("emoji", "smiley")):
            self.inline.add(f" {alt} " if self.rows is not None else alt)
            return
        source = picture_address(given, self.base_url)
        if not alt and not source:
            return
        self.flush()
        spans = (Span(0, len(alt), Role.LINK, source),) if source and alt else ()
        self.blocks.append(Block(Kind.CAPTION, alt, spans, quote=self.quotes, image=source))

    def _block_tag(self, tag: str, given: dict[str, str]) -> None:
        if tag in _HEADINGS:
            self._start(Kind.HEADING, given, tag)
            self.rank = _HEADINGS[tag]
        elif tag == "li":
            self._start_item(given)
        elif tag in ("ul", "ol", "menu"):
            self._start(Kind.PARAGRAPH, given, tag)
            start = given.get("start", "")
            self.lists.append(_List(tag == "ol", int(start) - 1 if start.isdecimal() and len(start) < 7 else 0))
        elif tag == "blockquote":
            self._start(Kind.PARAGRAPH, given, tag)
            self.quotes += 1
        elif tag == "pre":
            self._start(Kind.PARAGRAPH, given, tag)
            self.preformatted += 1
        elif tag == "hr":
            self.flush()
            self.blocks.append(Block(Kind.RULE, quote=self.quotes))
        elif tag == "figcaption":
            self._start(Kind.CAPTION, given, tag)
        elif tag == "table":
            self.flush()
            self.rows = []
        elif tag in _PARAGRAPHS:
            self._start(Kind.PARAGRAPH, given, tag)

    def _start(self, kind: Kind, given: dict[str, str], tag: str) -> None:
        self.flush()
        self.kind = kind if not (kind is Kind.PARAGRAPH and self.marker) else self.kind
        if given.get("dir", "").lower() in ("rtl", "ltr"):
            self.directions.append((tag, Direction(given["dir"].lower())))

    def _start_item(self, given: dict[str, str]) -> None:
        self._start(Kind.ITEM, given, "li")
        self.lists = self.lists or [_List(False)]
        current = self.lists[-1]
        current.count += 1
        self.marker = f"{current.count}." if current.ordered else "•"

    def _end_block(self, tag: str) -> None:
        if self.rows is not None:
            self.inline.add(" ")
            return
        self.flush()
        if tag == "blockquote":
            self.quotes = max(0, self.quotes - 1)
        elif tag == "pre":
            self.preformatted = max(0, self.preformatted - 1)
        elif tag in ("ul", "ol", "menu") and self.lists:
            self.lists.pop()
        if tag == "li":
            self.marker = ""
        if not (tag == "p" and self.marker):
            self.kind = Kind.PARAGRAPH
        if self.directions and self.directions[-1][0] == tag:
            self.directions.pop()

    def _table_tag(self, tag: str) -> None:
        assert self.rows is not None
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            if not self.rows:
                self.rows.append([])
            if len(self.rows[-1]) < _MAX_COLUMNS:
                self.rows[-1].append([])
        elif tag in _BLOCKS:
            self.inline.add(" ")

    def _end_cell(self) -> None:
        text, _ = self.inline.take()
        if text and self.rows and self.rows[-1]:
            self.rows[-1][-1] += text.split()
        elif text:
            self.blocks.append(Block(Kind.CAPTION, text, quote=self.quotes))

    def _end_table(self) -> None:
        """A table of one column, or of one row, is a page's scaffolding: its cells are paragraphs."""
        if self.rows is None:
            return
        self._end_cell()
        rows = [[" ".join(words) for words in row] for row in self.rows if any(row)]
        self.rows = None
        width = max(map(len, rows), default=0)
        if width > 1 and len(rows) > 1:
            squared = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
            self.blocks.append(Block(Kind.TABLE, rows=squared, quote=self.quotes))
        else:
            self.blocks += [Block(Kind.PARAGRAPH, cell, quote=self.quotes) for row in rows for cell in row if cell]
