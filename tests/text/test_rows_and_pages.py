"""Rows and pages: what is cut off, which side things stand on."""

from __future__ import annotations

import pytest

from reader.models import Direction
from reader.text.blocks import Block, Kind, Role, Span
from reader.text.html import to_blocks
from reader.text.lines import Line
from reader.text.options import Options
from reader.text.page import prepare
from reader.text.row import fit, visual

LTR, RTL = Direction.LTR, Direction.RTL


def _page(html: str, width: int, language: str = "ar") -> list[str]:
    return [line.text for line in prepare(to_blocks(html), language=language).lines(width)]


def test_a_foreign_sentence_over_two_rows() -> None:
    """An English sentence in Arabic text begins on the first row, and its full stop is at its end on the second."""
    text = "قال: \u2066This is a long sentence.\u2069 ثم صمت"
    assert _page(f"<p>{text}", 18) == ["    This is a :ﻝﺎﻗ", " ﻢﺛ long sentence.", "               ﺖﻤﺻ"]


def test_brackets_over_two_rows() -> None:
    """Brackets are mirrored by the paragraph's order, even where a row holds one of a pair."""
    assert _page("<p>نص (طويل جدا) ثم", 9) == [" ﻞﻳﻮﻃ) ﺺﻧ", "  ﻢﺛ (ﺍﺪﺟ"]


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("خبر عاجل", 8, "ﻞﺟﺎﻋ ﺮﺒﺧ"),
        ("خبر عاجل", 10, "  ﻞﺟﺎﻋ ﺮﺒﺧ"),
        ("خبر عاجل", 7, "…ﺎﻋ ﺮﺒﺧ"),
        ("خبر عاجل", 5, " …ﺮﺒﺧ"),
        ("خبر عاجل", 1, "…"),
        ("خبر عاجل", 0, ""),
        ("breaking news", 10, "breaking… "),
        ("breaking news", 11, "breaking n…"),
        ("BBC خبر عاجل", 9, "BBC ﺮﺒﺧ… "),
        ("خبر BBC News", 8, "…BBC ﺮﺒﺧ"),
        ("漢字漢", 4, "漢… "),
        ("بلا", 1, "…"),
        ("لا", 1, "ﻻ"),
        ("سطر\nآخر", 8, " ﺮﺧﺁ ﺮﻄﺳ"),
    ],
)
def test_headlines_are_cut_at_the_logical_end(text: str, width: int, shown: str) -> None:
    """What does not fit is left out at the end a reader reaches last: the left, in a right-to-left headline."""
    assert fit(text, width).text == shown


def test_alignment_is_not_direction() -> None:
    """A list may stand on one side whatever its rows' directions."""
    assert fit("خبر", 5, align=LTR).text == "ﺮﺒﺧ  "
    assert fit("news", 6, align=RTL).text == "  news"
    assert fit("news!", 6, direction=RTL).text == " !news"
    assert fit("خبر", 5).rtl
    assert not fit("news", 5).rtl


def test_another_mark_of_truncation() -> None:
    """The mark is the caller's, and never wider than the row."""
    assert fit("abcdef", 4, wrap_end="..").text == "ab.."
    assert fit("abcdef", 1, wrap_end="...").text == "."


def test_pieces_of_a_row_lead_back_to_the_text() -> None:
    """Roles and links part a row; each piece says which clusters it shows, and whether they run right to left."""
    page = prepare(to_blocks("<p>خبر <a href='https://x.example/'>من <b>هنا</b></a> BBC"), language="ar")
    assert page.links == ("https://x.example/",)
    (line,) = page.lines(14)
    assert [(p.text, p.role, p.link, p.start, p.end, p.odd) for p in line.pieces if p.role != "pad"] == [
        ("BBC", "paragraph", -1, 11, 14, False),
        (" ", "paragraph", -1, 10, 11, True),
        ("ﺎﻨﻫ ﻦﻣ", "link", 0, 4, 10, True),
        (" ﺮﺒﺧ", "paragraph", -1, 0, 4, True),
    ]


def test_links_are_numbered_once() -> None:
    """Two stretches that lead to one address have one number."""
    page = prepare(
        to_blocks(
            "<p><a href=http://x.example/>a</a> <a href=http://y.example/>b</a><p><a href=http://x.example/>c</a>"
        )
    )
    assert page.links == ("http://x.example/", "http://y.example/")
    assert [piece.link for line in page.lines(9) for piece in line.pieces if piece.role == "link"] == [0, 1, 0]


def test_lists_stand_where_their_text_starts() -> None:
    """Bullets and numbers are on the right of right-to-left items, indented from there, and stand once."""
    assert _page("<ul><li>خبر أول طويل<li>ثان<ul><li>عميق</ul></ul>", 16) == [
        "  ﻞﻳﻮﻃ ﻝﻭﺃ ﺮﺒﺧ •",
        "           ﻥﺎﺛ •",
        "        ﻖﻴﻤﻋ •  ",
    ]
    assert _page("<ul><li>خبر أول طويل", 11) == ["  ﻝﻭﺃ ﺮﺒﺧ •", "     ﻞﻳﻮﻃ  "]
    assert _page("<ol start=10><li>خبر", 12) == ["     ﺮﺒﺧ .10"]
    assert _page("<ul><li>one<ol><li>x</ol></ul>", 14, "en") == ["• one         ", "  1. x        "]


def test_quotations_stand_where_their_text_starts() -> None:
    """A bar a level is on the right of right-to-left quotations and on the left of others, on every row."""
    assert _page("<blockquote>قال<blockquote>رد", 26) == [
        "                     ﻝﺎﻗ │",
        "                          ",
        "                    ﺩﺭ │ │",
    ]
    assert _page("<blockquote>" + "word " * 6, 25, "en") == ["│ word word word word    ", "│ word word              "]


def test_tables_are_mirrored() -> None:
    """The first column of a right-to-left table is the rightmost, numbers included."""
    assert _page("<table><tr><th>البلد<th>العدد<tr><td>مصر<td>100<tr><td>London<td>5</table>", 16) == [
        "   ﺩﺪﻌﻟﺍ   ﺪﻠﺒﻟﺍ",
        "   ─────────────",
        "     100     ﺮﺼﻣ",
        "       5  London",
    ]
    assert _page("<table><tr><th>Land<th>N<tr><td>مصر<td>100</table>", 12, "en") == [
        "Land  N     ",
        "─────────   ",
        "ﺮﺼﻣ   100   ",
    ]


def test_wide_tables_share_the_width() -> None:
    """Columns that want more than there is wrap in their share; the small ones keep what they want."""
    assert _page("<table><tr><th>n<th>text<tr><td>1<td>some more words</table>", 12, "en") == [
        "n  text     ",
        "────────────",
        "1  some more",
        "   words    ",
    ]


def test_code_is_left_to_right() -> None:
    """Code stands on the left with its blanks, in any article, and is cut where the row ends."""
    html = "<p>خبر<pre>if x:\n    return (1)  # نعم\n\nlong_name = 12</pre>"
    assert _page(html, 12)[2:] == [
        "if x:       ",
        "    return (",
        "1)  # ﻢﻌﻧ   ",
        "            ",
        "long_name = ",
        "12          ",
    ]


def test_inline_code_is_left_to_right() -> None:
    """Code in a right-to-left sentence keeps its order, signs and brackets included."""
    assert _page("<p>اكتب <code>-x (a, b);</code> ثم", 24) == ["      ﻢﺛ -x (a, b); ﺐﺘﻛﺍ"]


def test_each_paragraph_has_its_own_side() -> None:
    """In one article right-to-left paragraphs stand on the right and others on the left; without letters, as before."""
    assert _page("<p>خبر BBC<p>An English one<p>BBC: خبر<p>2024", 16) == [
        "         BBC ﺮﺒﺧ",
        " " * 16,
        "An English one  ",
        " " * 16,
        "        ﺮﺒﺧ :BBC",
        " " * 16,
        "            2024",
    ]


def test_the_reader_may_turn_everything() -> None:
    """A wanted direction holds for every paragraph, whatever the markup says, but not for code."""
    blocks = (Block(Kind.PARAGRAPH, "news", direction=LTR), Block(Kind.CODE, "x = 1"), Block(Kind.PARAGRAPH, "2024"))
    assert [line.text for line in prepare(blocks, direction=RTL).lines(6)] == [
        "  news",
        " " * 6,
        "x = 1 ",
        " " * 6,
        "  2024",
    ]


def test_hard_breaks() -> None:
    """A line break in a block begins a row, in the block's direction, and spans go on across it."""
    block = Block(Kind.PARAGRAPH, "خبر\n2024", (Span(0, 8, Role.STRONG),))
    lines = prepare((block,)).lines(6)
    assert [line.text for line in lines] == ["   ﺮﺒﺧ", "  2024"]
    assert [piece.role for line in lines for piece in line.pieces] == ["pad", "strong", "pad", "strong"]


def test_blank_rows_part_blocks() -> None:
    """There is a blank row between blocks, none between items; rows say which block they are of."""
    lines = prepare(to_blocks("<h1>a</h1><ul><li>b<li>c</ul><hr>")).lines(4)
    assert [(line.text, line.block) for line in lines] == [
        ("a   ", 0),
        ("    ", -1),
        ("• b ", 1),
        ("• c ", 2),
        ("    ", -1),
        ("────", 3),
    ]
    assert prepare(()).lines(4) == ()


@pytest.mark.parametrize("width", [1, 2, 3, 5, 8])
def test_very_narrow_pages(width: int) -> None:
    """Bars, indents and bullets give way to text where there is no room for them."""
    html = "<blockquote><ul><li>خبر<ul><li>ثان</ul></ul></blockquote><table><tr><td>a<td>b<tr><td>c<td>d</table>"
    lines: tuple[Line, ...] = prepare(to_blocks(html)).lines(width)
    assert {sum(piece.cells for piece in line.pieces) for line in lines} == {width}
    assert "ﺧ" in "".join(line.text for line in lines)


def test_harakat_are_an_option() -> None:
    """Harakat change what is drawn and not where rows end."""
    text = "مُحَمَّدٌ رَسُولُ اللهِ"
    drawn = [prepare((Block(Kind.PARAGRAPH, text),), options=Options(harakat=on)).lines(9) for on in (False, True)]
    assert [len(lines) for lines in drawn] == [2, 2]
    assert "\u064e" not in drawn[0][0].text
    assert "\u064e" in drawn[1][0].text
    assert visual(text) == visual("محمد رسول الله")


def test_many_links_in_one_paragraph() -> None:
    """Ten thousand links in one paragraph are laid out in one pass, each with its own number."""
    page = prepare(to_blocks("".join(f"<a href=http://x.example/{n}>خبر</a> " for n in range(10_000))))
    links = [piece.link for line in page.lines(40) for piece in line.pieces[::-1] if piece.link >= 0]
    assert links == list(range(10_000))


def test_a_long_title_is_cut_quickly() -> None:
    """A title of half a million characters is one row like any other."""
    assert fit("خبر ،" * 100_000, 9).text == "…ﺮﺒﺧ، ﺮﺒﺧ"
    assert fit("م\u064f" * 100_000, 9).text == "…" + "ﻤ" * 7 + "ﻣ"
