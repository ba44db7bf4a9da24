"""Blocks written as HTML and as Markdown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.models import Direction
from reader.text.blocks import Block, Blocks, Kind, Role, Span
from reader.text.html import to_blocks
from reader.text.markdown import to_markdown
from reader.text.markup import to_html

words = st.lists(
    st.sampled_from(["خبر", "news", "a<b", "&amp;", "٣", "x*y", "`c`", "\u200c"]), min_size=1, max_size=6
).map(" ".join)


@st.composite
def spans(draw: st.DrawFn, text: str) -> tuple[Span, ...]:
    """Spans of whole words that lie within one another or apart."""
    end = text.find(" ")
    if end <= 0 or not draw(st.booleans()):
        return ()
    role = draw(st.sampled_from([Role.STRONG, Role.EMPHASIS, Role.CODE, Role.LINK]))
    return (Span(0, end, role, "https://a.example/?b=1&c=2" if role is Role.LINK else ""),)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """A block such as an article's body has."""
    text = draw(words)
    kind = draw(st.sampled_from([Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM, Kind.CODE, Kind.TABLE]))
    if kind is Kind.TABLE:
        return Block(kind, rows=((text, "b"), ("c", text)))
    if kind is Kind.CODE:
        return Block(kind, f"{text}\n  {text}")
    direction = draw(st.sampled_from([Direction.AUTO, Direction.RTL, Direction.LTR]))
    level = draw(st.integers(1, 3)) if kind is not Kind.PARAGRAPH else 0
    marker = draw(st.sampled_from(["•", "7."])) if kind is Kind.ITEM else ""
    quote = draw(st.integers(0, 2)) if kind is not Kind.ITEM else 0
    return Block(kind, text, draw(spans(text)), level, marker, quote, direction)


def clean(found: Blocks) -> Blocks:
    """Blocks as the reader makes them, from whatever they were."""
    return to_blocks(to_html(found))


@given(st.lists(blocks(), max_size=5).map(tuple))
def test_what_is_written_is_read_again(found: Blocks) -> None:
    """The same kinds, texts, spans, levels, markers and quotations."""
    once = clean(found)
    assert clean(once) == once
    assert [(block.kind, block.level, block.marker, block.quote, block.rows) for block in once] == [
        (block.kind, block.level, block.marker, block.quote, block.rows) for block in found
    ]


def test_a_span_that_ends_within_another_is_written_in_two() -> None:
    """Tags lie within one another, whatever the spans do."""
    block = Block(Kind.PARAGRAPH, "abcd", (Span(0, 3, Role.STRONG), Span(2, 4, Role.EMPHASIS)))
    assert to_html((block,)) == "<p><b>ab<i>c</i></b><i>d</i></p>"


def test_markdown_says_what_html_says() -> None:
    """Headings, lists, quotations, tables, code, links and pictures; signs of Markdown in the text are no signs."""
    found = (
        Block(Kind.TITLE, "عنوان"),
        Block(Kind.PARAGRAPH, "a * b [c]", (Span(0, 1, Role.LINK, "https://a.example/(x)"),)),
        Block(Kind.PARAGRAPH, "1. no list", quote=1),
        Block(Kind.ITEM, "واحد", level=1, marker="•"),
        Block(Kind.ITEM, "two", level=2, marker="1."),
        Block(Kind.CODE, "x = '```'"),
        Block(Kind.TABLE, rows=(("a", "b|c"), ("1", "2"))),
        Block(Kind.CAPTION, "صورة", (), image="https://a.example/i.jpg"),
        Block(Kind.RULE),
    )
    assert to_markdown(found) == (
        "# عنوان\n\n[a](https://a.example/%28x%29) \\* b \\[c\\]\n\n> 1\\. no list\n\n- واحد\n   1. two\n\n"
        "````\nx = '```'\n````\n\n| a | b&#124;c |\n| --- | --- |\n| 1 | 2 |\n\n![صورة](https://a.example/i.jpg)\n\n---"
    )
