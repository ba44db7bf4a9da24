"""What a reader may choose: digits, honorifics, lam-alef, emoji, kashida, logical order."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from text_strategies import any_text, news_text

from reader.models import Direction
from reader.text.blocks import Block, Kind, Role, Span
from reader.text.clean import clean_line
from reader.text.moves import Rows
from reader.text.options import Digits, Emoji, Justify, Options
from reader.text.page import prepare
from reader.text.paragraph import Paragraph
from reader.text.row import fit, visual
from reader.text.selection import Place, Stretch

NEWS = "أعلنت الحكومة أن الإنتاج في المدينة بلغ مستويات جديدة خلال الأسبوع الماضي وفق بيان رسمي صدر عنها مساء أمس"


def page(text: str, options: Options, width: int = 30) -> list[str]:
    """A paragraph's rows."""
    return [line.text for line in prepare((Block(Kind.PARAGRAPH, text),), options=options).lines(width)]


@pytest.mark.parametrize(
    ("text", "digits", "shown"),
    [
        ("عام 2021", Digits.ARABIC, "عام ٢٠٢١"),
        ("عام 2021", Digits.PERSIAN, "عام ۲۰۲۱"),
        ("عام ٢٠٢١ و۲۰۲۲", Digits.EUROPEAN, "عام 2021 و2022"),
        ("عام 2021 و٣", Digits.SOURCE, "عام 2021 و٣"),
        ("ارتفع 25% إلى 3-1", Digits.ARABIC, "ارتفع ٢٥% إلى ٣-١"),
        ("مرض COVID-19 عام 2019", Digits.ARABIC, "مرض COVID-19 عام ٢٠١٩"),
        ("انظر https://example.org/2021/07", Digits.PERSIAN, "انظر https://example.org/2021/07"),
    ],
)
def test_digits_are_changed_before_the_order_is_resolved(text: str, digits: Digits, shown: str) -> None:
    """The row is that of a text written so; words with Latin letters keep their digits."""
    assert visual(text, Direction.RTL, Options(digits=digits)) == visual(shown, Direction.RTL)


def test_a_left_to_right_text_keeps_its_european_digits() -> None:
    """Arabic digits are for Arabic text."""
    assert visual("In 2021 we", Direction.LTR, Options(digits=Digits.ARABIC)) == "In 2021 we"


def test_changed_digits_are_copied_as_they_were_written() -> None:
    """What is shown changes, the text does not."""
    made = prepare((Block(Kind.PARAGRAPH, "عام 2021 كان"),), options=Options(digits=Digits.ARABIC))
    rows = Rows(made, made.lines(20))
    assert rows.text_of(rows.word_at(Place(0, 4))) == "2021"


@pytest.mark.parametrize(
    ("sign", "words"), [("ﷺ", "صلى الله عليه وسلم"), ("ﷻ", "جل جلاله"), ("﷽", "بسم الله الرحمن الرحيم")]
)
def test_honorifics_are_one_sign_or_words(sign: str, words: str) -> None:
    """Kept, the sign takes one cell; spelled, it wraps like other words; copied, it is the sign."""
    text = f"قال النبي {sign} لأصحابه"
    assert sign in visual(text)
    spelled = Options(honorifics=True)
    assert visual(text, Direction.RTL, spelled) == visual(text.replace(sign, words), Direction.RTL)
    made = prepare((Block(Kind.PARAGRAPH, text),), options=spelled)
    rows = Rows(made, made.lines(14))
    assert rows.text_of(rows.paragraph_at(Place(0, 0))) == text


def test_spans_keep_to_their_words_behind_a_spelled_honorific() -> None:
    """A link after it is still that link."""
    text = "محمد ﷺ هنا"
    paragraph = Paragraph(
        text,
        Direction.RTL,
        Options(honorifics=True),
        spans=(Span(7, 10, Role.LINK, "https://x.example/"),),
        links={"https://x.example/": 0},
    )
    linked = [piece.text for piece in paragraph.row(0, len(paragraph.display)) if piece.link == 0]
    assert linked == [visual("هنا")]


def test_lam_alef_can_take_two_cells() -> None:
    """For fonts that lack the ligature; the letters still join to their neighbours."""
    apart = Options(lam_alef=False)
    assert visual("سلام لا", Direction.RTL, apart) == "ﺎﻟ ﻡﺎﻠﺳ"
    assert fit("لا", 5, options=apart).pieces[-1].cells == 2
    assert visual("الآن لأن", Direction.RTL, apart) == "ﻥﺄﻟ ﻥﻵﺍ".replace("ﻵ", "ﺂﻟ")


@pytest.mark.parametrize(
    ("text", "plain", "kept", "dropped"),
    [
        ("a 👨‍👩‍👧 b", "a 👨 b", "a 👨‍👩‍👧 b", "a  b"),
        ("a 👍🏽 b", "a 👍 b", "a 👍🏽 b", "a  b"),
        ("a ❤️ b", "a ❤ b", "a ❤️ b", "a  b"),
        ("a 🇪🇬 b", "a 🇪🇬 b", "a 🇪🇬 b", "a  b"),
        ("a 1️⃣ b", "a 1 b", "a 1 b", "a 1 b"),
        ("a → b", "a → b", "a → b", "a → b"),
    ],
)
def test_emoji_are_plain_kept_or_dropped(text: str, plain: str, kept: str, dropped: str) -> None:
    """Whole sequences, never a part; arrows and digits are no pictures."""
    shown = [visual(text, Direction.LTR, Options(emoji=emoji)) for emoji in Emoji]
    assert shown == [plain, kept, dropped]


def test_kashida_fills_every_row_but_the_last() -> None:
    """Rows reach from edge to edge, by strokes between joined letters; without it they are ragged."""
    ragged = page(NEWS, Options())
    filled = page(NEWS, Options(justify=Justify.KASHIDA))
    assert len(filled) == len(ragged) >= 4
    assert any(row.startswith(" ") for row in ragged[:-1])
    assert not any(row.startswith(" ") or row.endswith(" ") for row in filled[:-1])
    assert filled[-1] == ragged[-1]
    assert [row.replace("ـ", "").split() for row in filled] == [row.split() for row in ragged]


def test_a_kashida_is_no_part_of_the_text() -> None:
    """What is copied from a justified row is what was written."""
    made = prepare((Block(Kind.PARAGRAPH, NEWS),), options=Options(justify=Justify.KASHIDA))
    rows = Rows(made, made.lines(30))
    assert "ـ" in rows.lines[0].text
    assert NEWS.startswith(rows.text_of(rows.at(0, 29).to(rows.at(1, 0))))
    assert all(rows.at(0, cell).start < rows.at(0, cell).end for cell in range(30))


def test_only_arabic_paragraphs_have_strokes() -> None:
    """Arabic words in an English paragraph do not stretch it."""
    text = " ".join(f"the word {word} is one" for word in NEWS.split()[:8])
    made = prepare((Block(Kind.PARAGRAPH, text),), direction=Direction.LTR, options=Options(justify=Justify.KASHIDA))
    assert made.lines(30) == prepare((Block(Kind.PARAGRAPH, text),), direction=Direction.LTR).lines(30)


def test_no_stroke_parts_a_lam_from_its_alef() -> None:
    """In two cells the pair is still one sign; the strokes go elsewhere, or blanks fill the row."""
    text = "سلام كلام ملام غلام علام ظلام " * 4
    rows = page(text.strip(), Options(justify=Justify.KASHIDA, lam_alef=False), 32)
    assert "ـ" in rows[0]
    assert not any("ﺎـ" in row for row in rows)


def test_strokes_inside_a_selection_are_selected() -> None:
    """It has no holes; at its edge they are not, as they are of no letter."""
    made = prepare((Block(Kind.PARAGRAPH, NEWS),), options=Options(justify=Justify.KASHIDA))
    rows = Rows(made, made.lines(30))
    whole = rows.marked(rows.lines[0], rows.at(0, 29).to(rows.at(0, 0)), "selection")
    assert {piece.mark for piece in whole.pieces} == {"selection"}
    strokes = [index for index, piece in enumerate(rows.lines[0].pieces) if "ـ" in piece.text]
    after = rows.lines[0].pieces[strokes[0] + 1]  # what is right of it is before it
    part = rows.marked(rows.lines[0], Stretch(Place(0, after.start), Place(0, after.end)), "selection")
    assert [piece.mark for piece in part.pieces if "ـ" in piece.text] == [""] * len(strokes)


def test_logical_order_is_that_of_typing() -> None:
    """Letters are not shaped, rows begin at the left, bullets too; what is cut is cut at the end."""
    logical = Options(logical=True)
    assert page("سلام (BBC) لا", logical, 20) == ["سلام (BBC) لا       "]
    assert fit("سلام عليكم", 7, options=logical).text == "سلام ع…"
    item = Block(Kind.ITEM, "أول", level=1, marker="•", quote=1)
    assert prepare((item,), options=logical).lines(40)[0].text.rstrip() == "│ • أول"
    table = Block(Kind.TABLE, rows=(("أ", "ب"), ("1", "2")))
    assert prepare((table,), options=logical).lines(10)[0].text.split() == ["أ", "ب"]


choices = st.builds(
    Options,
    harakat=st.booleans(),
    digits=st.sampled_from(Digits),
    honorifics=st.booleans(),
    lam_alef=st.booleans(),
    emoji=st.sampled_from(Emoji),
    justify=st.sampled_from(Justify),
    logical=st.booleans(),
)


def drawn(text: str) -> str:
    """``text`` without blanks and format characters, which no row need show at its ends."""
    return "".join(char for char in text if not char.isspace() and unicodedata.bidirectional(char) != "BN")


@given(any_text.map(clean_line) | news_text, choices, st.integers(2, 60), st.sampled_from(["", "ar", "en"]))
def test_whatever_is_chosen_every_row_has_its_width(text: str, chosen: Options, width: int, language: str) -> None:
    """By our own count and by Textual's; and from edge to edge the rows lead back to all of the text."""
    made = prepare((Block(Kind.PARAGRAPH, text),), options=chosen, language=language)
    rows = Rows(made, made.lines(width))
    shown = Stretch(Place(0, 0), Place(0, 0))
    for index, line in enumerate(rows.lines):
        assert line.cells == sum(piece.cells for piece in line.pieces) == cell_len(line.text) == width
        for cell in (-1, 0, width - 1, width):
            shown = shown.to(rows.at(index, cell))
    copied = rows.text_of(shown)
    assert copied in text and drawn(copied) == drawn(text)


@pytest.mark.parametrize(
    "text", ["\U0001f17f\u20e0", "🇪\u0301", "\U0001f267\u20d7", "\U0001f030\u074a", "🇪🇬\u0301", "👍🏽"]
)
@pytest.mark.parametrize("emoji", Emoji)
def test_marks_on_a_picture_take_no_cells(text: str, emoji: Emoji) -> None:
    """A picture of one cell is not of two for having a mark."""
    line = fit(text, 10, options=Options(emoji=emoji))
    assert cell_len(line.text) == line.cells == 10


def test_logical_order_keeps_what_joins() -> None:
    """ZWNJ and the hamza of هٔ are for whoever shapes the letters."""
    assert visual("پنجره‌ها و کتابخانهٔ", Direction.RTL, Options(logical=True)) == "پنجره‌ها و کتابخانهٔ"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("في 90+4، Release candidate 3 is out وبقي 2", "في ٩٠+٤، Release candidate 3 is out وبقي ٢"),
        ("هاتف +966 50 123 4567 و050 123 4567", "هاتف +966 50 123 4567 و٠٥٠ ١٢٣ ٤٥٦٧"),
        ("يوم 2024-07-26 عند (24.7, 46.7)", "يوم 2024-07-26 عند (24.7, 46.7)"),
        ("الأرقام \u20660-9\u2069 و5", "الأرقام \u20660-9\u2069 و٥"),
    ],
)
def test_digits_that_were_set_apart_stay_as_they_are(text: str, shown: str) -> None:
    """Telephone numbers, dates and places would be garbled; a number in a Latin phrase belongs to that."""
    assert visual(text, Direction.RTL, Options(digits=Digits.ARABIC)) == visual(shown, Direction.RTL)


def test_code_keeps_its_digits() -> None:
    """In a block and in a line, in every kind of digits."""
    code = Block(Kind.CODE, "x = '٣' + 1")
    assert prepare((code,), options=Options(digits=Digits.EUROPEAN)).lines(20)[0].text.rstrip() == "x = '٣' + 1"
    inline = Block(Kind.PARAGRAPH, "اكتب 1 - 2 هنا", (Span(5, 10, Role.CODE),))
    (line,) = prepare((inline,), options=Options(digits=Digits.ARABIC)).lines(20)
    assert "1 - 2" in line.text
