"""HTML to blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_strategies import any_text

from reader.models import Direction
from reader.text.addresses import web_address
from reader.text.blocks import Block, Kind, Role, Span
from reader.text.html import block_text, plain_text, to_blocks

BASE = "https://base.example/news/"
P, ITEM, CODE = Kind.PARAGRAPH, Kind.ITEM, Kind.CODE


def _texts(html: str) -> list[tuple[Kind, str]]:
    return [(block.kind, block.text) for block in to_blocks(html, BASE)]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("", []),
        ("   \n ", []),
        ("<p>a<p>b", [(P, "a"), (P, "b")]),
        ("<p>a</p>text<p>b", [(P, "a"), (P, "text"), (P, "b")]),
        ("<p> a  <b> b</b>\n c </p>", [(P, "a b c")]),
        ("a<br>b", [(P, "a\nb")]),
        ("<p>a<br><br>b", [(P, "a"), (P, "b")]),
        ("<h1>a<h2>b", [(Kind.HEADING, "a"), (Kind.HEADING, "b")]),
        ("<p>a<hr>b", [(P, "a"), (Kind.RULE, ""), (P, "b")]),
        ("<dl><dt>a<dd>b</dl>", [(P, "a"), (P, "b")]),
        ("<figure><img alt=a><figcaption>b</figcaption></figure>", [(Kind.CAPTION, "a"), (Kind.CAPTION, "b")]),
        ("<q>a</q>", [(P, '"a"')]),
        ("one\n\ntwo\nthree", [(P, "one"), (P, "two three")]),
        ("&amp;&lt;&#1575;&nbsp;x&bogus;", [(P, "&<ا x&bogus;")]),
        ("<![CDATA[a]]><!-- b --><!doctype html><?xml x?>c", [(P, "ac")]),
        ("1 < 2 and 3 > 2", [(P, "1 < 2 and 3 > 2")]),
        ("a<b", [(P, "a<b")]),
        ("<blink>a</blink><my-tag>b", [(P, "ab")]),
        ("<p>a\x1b[31mb\u202ec</p>", [(P, "abc")]),
        ("<p>\u2067a</p>b", [(P, "\u2067a\u2069"), (P, "b")]),
    ],
)
def test_paragraphs(html: str, blocks: list[tuple[Kind, str]]) -> None:
    """Each block-level element is a block of clean text, however few of its tags are closed."""
    assert _texts(html) == blocks


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>a",
        "<style>x{}</style>a",
        "<iframe src=//x>x</iframe>a",
        "<svg><title>x</title></svg>a",
        "<template>x</template>a",
        "<select><option>x</select>a",
        "<script>'<p>x</p>'</script>a",
        "<script/>a",
        "<svg><svg>x</svg></svg>a",
        "<object><svg>x</object>a",
    ],
)
def test_what_is_not_text_is_left_out(html: str) -> None:
    """Scripts, styles, frames, controls and pictures in markup leave no text, and end where they end."""
    assert _texts(html) == [(P, "a")]


def test_roles_of_stretches() -> None:
    """Strong, emphasised, code and linked stretches are spans of code points, the outer before the inner."""
    (block,) = to_blocks("<p>x <b>b <i>c</i></b> <code>d</code> <a href=/r>e</a></p>", BASE)
    assert block.text == "x b c d e"
    assert block.spans == (
        Span(2, 5, Role.STRONG),
        Span(4, 5, Role.EMPHASIS),
        Span(6, 7, Role.CODE),
        Span(8, 9, Role.LINK, "https://base.example/r"),
    )


def test_an_open_role_goes_on_in_the_next_block() -> None:
    """A link or a bold stretch that holds several blocks marks each of them."""
    blocks = to_blocks("<a href=http://x.example/>a<p>b</p></a><p>c", BASE)
    assert [len(block.spans) for block in blocks] == [1, 1, 0]


@pytest.mark.parametrize(
    ("html", "items"),
    [
        ("<ul><li>a<li>b</ul>", [(1, "•", "a"), (1, "•", "b")]),
        ("<ol><li>a</li><li>b</li></ol>", [(1, "1.", "a"), (1, "2.", "b")]),
        ("<ol start=5><li>a<li>b</ol>", [(1, "5.", "a"), (1, "6.", "b")]),
        ("<ol start='x'><li>a</ol>", [(1, "1.", "a")]),
        ("<ul><li>a<ol><li>b<li>c</ol><li>d</ul>", [(1, "•", "a"), (2, "1.", "b"), (2, "2.", "c"), (1, "•", "d")]),
        ("<li>a", [(1, "•", "a")]),
        ("<ul><li><p>a</p></li></ul>", [(1, "•", "a")]),
        ("<ul><li></li><li>b</ul>", [(1, "•", "b")]),
    ],
)
def test_lists(html: str, items: list[tuple[int, str, str]]) -> None:
    """Items have their depth and their bullet or number; a stray item is a list of its own."""
    blocks = to_blocks(html)
    assert {block.kind for block in blocks} == {ITEM}
    assert [(block.level, block.marker, block.text) for block in blocks] == items


def test_an_items_second_paragraph_has_no_bullet() -> None:
    """Only an item's first paragraph carries its marker."""
    assert [(b.kind, b.marker) for b in to_blocks("<ul><li><p>a</p><p>b</p></ul>")] == [(ITEM, "•"), (P, "")]


def test_quotations() -> None:
    """Blocks know how many quotations they stand in, lists and paragraphs alike."""
    html = "<blockquote>a<blockquote><ul><li>b</ul></blockquote></blockquote></blockquote>c"
    assert [(block.text, block.quote) for block in to_blocks(html)] == [("a", 1), ("b", 2), ("c", 0)]


def test_code_keeps_its_blanks() -> None:
    """A ``pre`` is one block whose lines, indents and inner markup's text are kept; tabs become blanks."""
    assert _texts("<pre><code>if x:\n\ty  =  <b>1</b>\n\n</code></pre>") == [(CODE, "if x:\n    y  =  1")]


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        ("<table><tr><th>a<th>b<tr><td>c<td>d</table>", (("a", "b"), ("c", "d"))),
        ("<table><tbody><tr><td>a</td><td> b <b>c</b></td></tr><tr><td>d</table>", (("a", "b c"), ("d", ""))),
        ("<table><td>a<td>b<tr><td><p>c</p><p>d</p><td>e", (("a", "b"), ("c d", "e"))),
    ],
)
def test_tables(html: str, rows: tuple[tuple[str, ...], ...]) -> None:
    """A table is its cells' text, squared; unclosed ones end with the document."""
    assert to_blocks(html) == (Block(Kind.TABLE, rows=rows),)


def test_nothing_in_a_table_is_lost() -> None:
    """Its caption, text outside its cells and the alternative text of its pictures are kept."""
    html = "<table><caption>a</caption>b<tr>c<td>d<img alt=e>f<td>g<tr><td>h</table>"
    caption, stray, table = to_blocks(html)
    assert (caption.kind, caption.text, stray.text) == (Kind.CAPTION, "a b", "c")
    assert table.rows == (("d e f", "g"), ("h", ""))


@pytest.mark.parametrize("html", ["<table><tr><td>a<td>b</table>", "<table><tr><td>a<tr><td>b</table>"])
def test_scaffolding_is_no_table(html: str) -> None:
    """A table of one row or of one column is how a page was built: its cells are paragraphs."""
    assert _texts(html) == [(P, "a"), (P, "b")]


def test_a_cell_beyond_the_last_column_keeps_its_text() -> None:
    """A table has at most forty columns; what comes after goes into the last one."""
    (table,) = to_blocks("<table>" + "<tr>" + "<td>x" * 50 + "<tr>" + "<td>y" * 50)
    assert table.rows[0] == ("x",) * 39 + (" ".join("x" * 11),)


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://x.example/a?b#c", "https://x.example/a?b#c"),
        ("/r", "https://base.example/r"),
        ("r", "https://base.example/news/r"),
        ("//y.example/", "https://y.example/"),
        ("mailto:me@x.example", "mailto:me@x.example"),
        ("HTTP://X.example/", "HTTP://X.example/"),
        (" https://x.example/\n a ", "https://x.example/a"),
        ("javascript:alert(1)", ""),
        ("JaVaScript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("\x01javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("vbscript:x", ""),
        ("file:///etc/passwd", ""),
        ("tel:1", ""),
        ("http://", ""),
        ("http://[", ""),
        ("https://x.example/\x1b[31m\u202e", "https://x.example/"),
    ],
)
def test_addresses(href: str, address: str) -> None:
    """Only http, https and mailto addresses come out, absolute and clean; anything else is no link."""
    assert web_address(href, BASE) == address


def test_a_link_that_is_none_keeps_its_text() -> None:
    """What a ``javascript:`` link says stays, as plain text."""
    assert to_blocks("<p>a <a href='javascript:x'>b</a>") == (Block(P, "a b"),)


def test_pictures_are_captions() -> None:
    """A picture is its alternative text, linked to the file, if it has one; one pixel wide it is nothing."""
    blocks = to_blocks("<img src=/i.png alt=' a\ncat '><img src=/x><img><img src=x alt=pixel width=1>", BASE)
    cat = "https://base.example/i.png"
    assert blocks == (
        Block(Kind.CAPTION, "a cat", (Span(0, 5, Role.LINK, cat),), image=cat),
        Block(Kind.CAPTION, image="https://base.example/x"),
    )


def test_pictures_that_come_late_are_found() -> None:
    """Where scripts fetch pictures late the address is in another attribute; of many widths the last is taken."""
    late = '<img src="data:image/gif;base64,R0" data-src="/late.jpg"><img srcset="/s.jpg 300w, /l.jpg 900w">'
    assert [block.image for block in to_blocks(late, BASE)] == [
        "https://base.example/late.jpg",
        "https://base.example/l.jpg",
    ]


def test_smileys_stay_in_their_sentence() -> None:
    """A picture of an emoji is the emoji, where it stands."""
    (block,) = to_blocks("<p>شكرا <img class=wp-smiley src=/e.png alt=🙂> جزيلا</p>", BASE)
    assert block.text == "شكرا 🙂 جزيلا"


def test_directions_of_markup() -> None:
    """``dir`` holds for the blocks inside its element, and ends with it."""
    blocks = to_blocks("<div dir=RTL><p>a</p><p dir=ltr>b</p></div><p dir=auto>c")
    assert [block.direction for block in blocks] == [Direction.RTL, Direction.LTR, Direction.AUTO]


def test_plain_text() -> None:
    """For search and pipes each block is a line, table cells are parted by tabs, items keep their marker."""
    html = "<h1>a</h1><ul><li>b</ul><hr><table><tr><td>c<td>d<tr><td>e<td>f</table>"
    assert plain_text(html) == "a\n• b\nc\td\ne\tf"
    assert block_text(Block(ITEM, "x", marker="3.")) == "3. x"


_MANY = 20_000


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div>" * 100_000 + "x", "x"),
        ("<div>" * _MANY + "x" + "</div>" * _MANY, "x"),
        ("<b>" * _MANY + "x" + "</b>" * _MANY, "x"),
        ("<b><p>x" * 2_000, "\n".join("x" * 2_000)),
        ("<blockquote>" * _MANY + "x", "x"),
        ("<table>" * _MANY + "x", "x"),
        ("<svg>" * _MANY + "</math>" * _MANY + "x", ""),
        ("x<!--" * 100_000, "x"),
        ("x<" * 100_000, "x<" * 100_000),
        ("</" * 100_000, "</" * 100_000),
        ("x<a " * 100_000, "x<a " * 100_000),
        ("<a href='" * 100_000, "<a href='" * 100_000),
        ("x<a " * 100_000 + ">", "x"),
        ("x<!" * 100_000, "x"),
        ("x<![CDATA[" * 100_000, "x" * 100_000),
        ("<script>" + "</" * 100_000, ""),
        ("&#" * 100_000, "&#" * 100_000),
        ("\n\n" * 100_000, ""),
    ],
)
def test_traps_end(html: str, text: str) -> None:
    """What would take the square of its length, or a stack of its depth, is read like anything else."""
    assert plain_text(html) == text.strip()


def test_a_long_row_of_cells_ends() -> None:
    """A hundred thousand cells in one row are read in one pass."""
    (table,) = to_blocks("<table><tr>" + "<td>x" * _MANY + "<tr><td>y<td>z")
    assert sum(cell.count("x") for cell in table.rows[0]) == _MANY


_TAGS = (
    "p div b i a code pre br img ul ol li blockquote table tr td th h1 h6 hr script svg form q q/ a/ figcaption dl "
    "noscript !-- ? ![CDATA[ textarea title xmp plaintext"
).split()
_markup = st.lists(
    st.one_of(
        any_text.map(lambda text: text[:12]),
        st.sampled_from(_TAGS).map(lambda tag: f"<{tag}>"),
        st.sampled_from(_TAGS).map(lambda tag: f"</{tag}>"),
        st.sampled_from(["<a href=/x dir=rtl>", "<img alt='a b' src=x>", "<ol start=9>", "<p dir=rtl"]),
        st.sampled_from(["&#0;", "&#xd800;", "&amp", "&#x202e;"]),
    )
).map("".join)


@given(_markup)
def test_any_markup_becomes_clean_blocks(html: str) -> None:
    """Whatever the markup, every block has text or is a rule or a table, and its spans lie inside its text."""
    for block in to_blocks(html, BASE):
        assert block.text or block.kind in (Kind.RULE, Kind.TABLE)
        assert block.text == block.text.strip() or block.kind is CODE
        assert all(0 <= span.start < span.end <= len(block.text) for span in block.spans)
        assert len({len(row) for row in block.rows}) <= 1
        block.text.encode()
