"""What news strings look like in right-to-left paragraphs."""

from __future__ import annotations

import pytest

from reader.models import Direction
from reader.text import isolate
from reader.text.bidi import LONGEST, Run, mirrored, resolve
from reader.text.clean import clean_line
from reader.text.options import Options
from reader.text.paragraph import Paragraph
from reader.text.row import visual

# Between two letters that look alike on both sides, so that only the middle is asked about.
_ISOLATED = [
    "+962 6 123-4567",
    "(+962) 6 123-4567",
    "+962 (6) 123-4567",
    "00962 6 1234567",
    "02 123 4567",
    "555-123-4567",
    "-5",
    "+3.5",
    "±3",
    "2024-07-26",
    "2024-07-26T10:00Z",
    "https://example.com/path/",
    "https://example.com/a(b)c?d=e&f=1",
    "www.example.com/a/",
    "me@example.com",
    "user-name.x@mail.example.co.uk",
    "@user_name",
    "#BreakingNews",
    "C++",
    "C#",
    "A+",
    "/etc/passwd",
    "~/x/y",
    "C:\\Users\\x",
    "(31.9, -35.2)",
    "20$",
    "$20",
    "$1.5M",
    "20 €",
    "1 000 000",
    "15 200,50",
    ".NET",
    "U.S.A.",
    "--help",
]


@pytest.mark.parametrize("text", _ISOLATED)
def test_what_is_kept_left_to_right(text: str) -> None:
    """Addresses, handles, phone numbers, dates, signed numbers and the like read as their author wrote them."""
    assert visual(f"س {text} س", Direction.RTL) == f"ﺱ {text} ﺱ"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("هاتف +962 6 123-4567", "4567-123 6 962+ ﻒﺗﺎﻫ"),
        ("الحرارة -5 درجات", "ﺕﺎﺟﺭﺩ 5- ﺓﺭﺍﺮﺤﻟﺍ"),
        ("بتاريخ 2024-07-26", "26-07-2024 ﺦﻳﺭﺎﺘﺑ"),
        ("س https://example.com/path/ س", "ﺱ /https://example.com/path ﺱ"),
        ("س @user_name س", "ﺱ user_name@ ﺱ"),
        ("س C++ س", "ﺱ ++C ﺱ"),
        ("س (31.9, -35.2) س", "ﺱ (35.2- ,31.9) ﺱ"),
    ],
)
def test_what_the_standard_alone_would_show(text: str, shown: str) -> None:
    """With isolation off the rows are UAX #9's own, signs and slashes on the far side."""
    assert visual(text, Direction.RTL, Options(isolate=False)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("3%-5%", "%5-%3"),
        ("3-1", "1-3"),
        ("10-20", "20-10"),
        ("12:30-14:00", "14:00-12:30"),
        ("26/7/2024", "26/7/2024"),
        ("٢٦/٧/٢٠٢٤", "٢٦/٧/٢٠٢٤"),
        ("25%", "%25"),
        ("٢٥٪", "٪٢٥"),
        ("1,234.5", "1,234.5"),
        ("١٬٢٣٤٫٥", "١٬٢٣٤٫٥"),
        ("COVID-19", "COVID-19"),
        ("iPhone 17 Pro", "iPhone 17 Pro"),
        ("AT&T", "AT&T"),
    ],
)
def test_what_is_left_to_the_standard(text: str, shown: str) -> None:
    """Ranges and percentages read from the right, as is usual in Arabic; numbers and names stay as they are."""
    assert isolate.ranges(f"س {text} س") == []
    assert visual(f"س {text} س", Direction.RTL) == f"ﺱ {shown} ﺱ"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("26 تموز/يوليو 2024", "2024 ﻮﻴﻟﻮﻳ/ﺯﻮﻤﺗ 26"),
        ("31 ديسمبر/كانون الأول 2021", "2021 ﻝﻭﻷﺍ ﻥﻮﻧﺎﻛ/ﺮﺒﻤﺴﻳﺩ 31"),
        ("لغة C#.", ".C# ﺔﻐﻟ"),
        ("BBC: خبر", "ﺮﺒﺧ :BBC"),
        ("قال: «نص» (نص)", "(ﺺﻧ) «ﺺﻧ» :ﻝﺎﻗ"),
        ("س “x” س؟", "؟ﺱ ”x“ ﺱ"),
        ("1 ≤ س", "ﺱ ≥ 1"),
        ("زر https://x.example/a).", ".(https://x.example/a ﺭﺯ"),
        ("«https://x.example/a»", "«https://x.example/a»"),
        ("س https://x.example/، ثم", "ﻢﺛ ،https://x.example/ ﺱ"),
        ("س #خبر_عاجل", "ﻞﺟﺎﻋ_ﺮﺒﺧ# ﺱ"),
    ],
)
def test_whole_rows(text: str, shown: str) -> None:
    """Dates, brackets, quotation marks and a sentence's own punctuation stand where a reader expects them."""
    assert visual(text, Direction.RTL) == shown


def test_an_inserted_string_disturbs_nothing() -> None:
    """A name between FSI and PDI keeps its own order, and the marks are not drawn."""
    assert visual("في \u2068Yahoo!\u2069 اليوم", Direction.RTL) == "ﻡﻮﻴﻟﺍ Yahoo! ﻲﻓ"
    assert visual("في Yahoo! اليوم", Direction.RTL) == "ﻡﻮﻴﻟﺍ !Yahoo ﻲﻓ"


def test_marks_of_direction_work_and_are_not_drawn() -> None:
    """LRM and RLM move what stands beside them, and take no cell."""
    assert visual("س C!\u200e س", Direction.RTL) == "ﺱ C! ﺱ"
    assert visual("a א!\u200f", Direction.LTR) == "a !א"


@pytest.mark.parametrize("blank", ["\r\n", "\u2028", "\x85", "\t", "\n"])
def test_line_breaks_and_tabs_become_blanks(blank: str) -> None:
    """No line separator of any kind reaches a row."""
    assert visual(clean_line(f"أحمد{blank}BBC"), Direction.RTL) == "BBC ﺪﻤﺣﺃ"


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize(("text", "shown"), [("", ""), ("2024", "2024"), ("🎉🎉", "🎉🎉"), ("\u200e", "")])
def test_texts_without_letters(direction: Direction, text: str, shown: str) -> None:
    """An empty text, digits, emoji and invisible characters are shown as they are, whichever way they run."""
    assert visual(text, direction) == shown


def test_runs_are_given_from_left_to_right() -> None:
    """A resolved paragraph is its runs in visual order, with the parity of their level."""
    assert resolve("אב cd 12", Direction.RTL) == [Run(3, 8, False), Run(0, 3, True)]
    assert resolve("אב cd", Direction.LTR) == [Run(0, 2, True), Run(2, 5, False)]


def test_first_strong_decides_when_asked_to() -> None:
    """AUTO takes the direction of the first strong character outside isolates (P2, P3)."""
    assert resolve("1 א a", Direction.AUTO) == resolve("1 א a", Direction.RTL)
    assert resolve("\u2067א\u2069 a א", Direction.AUTO) == resolve("\u2067א\u2069 a א", Direction.LTR)


def test_isolated_ranges_are_as_good_as_characters() -> None:
    """A range of ``isolates`` comes out as if LRI and PDI stood around it."""
    assert resolve("א -5 א", Direction.RTL, [(2, 4)]) == [Run(4, 6, True), Run(2, 4, False), Run(0, 2, True)]


def test_the_longest_paragraph() -> None:
    """A paragraph of as many runs as can be told apart is resolved; one more is a ValueError."""
    most = "אa" * 5_000
    runs = resolve(most, Direction.LTR)
    assert len(runs) == len(most)
    assert [run.start for run in runs] == list(range(len(most)))
    with pytest.raises(ValueError, match="runs in one paragraph"):
        resolve("אa" * (LONGEST // 2 + 1), Direction.LTR)


def test_more_isolates_than_can_be_told_apart() -> None:
    """The longest paragraph is laid out, whatever is in it; isolates that there is no room for are left out."""
    text = "-5 ا " * (LONGEST // 5)
    assert Paragraph(text, Direction.RTL, Options()).cells == len(text)


def test_mirroring_takes_brackets_only() -> None:
    """L4 swaps what Unicode mirrors: brackets and guillemets, not curly quotation marks or question marks."""
    assert mirrored("([{<«≤»>}])") == ")]}>»≥«<{[("
    assert mirrored("“؟”،") == "“؟”،"


@pytest.mark.parametrize(
    "unit",
    ["a", "a.", "1.", "1,", "a-", "+1", "-1", "a@", "(", "( ", "1 ", "001 ", "/a", "www.", "a+", "x.)", "--", "$1"],
)
def test_looking_for_addresses_ends(unit: str) -> None:
    """No repetition makes the search for what is isolated take the square of its length."""
    found = isolate.ranges(f"خبر {unit * 100_000} -5 $")
    assert all(0 < start < end for start, end in found)


def test_closing_brackets_after_an_address() -> None:
    """Of a hundred thousand brackets after an address none belongs to it."""
    assert isolate.ranges("x https://x.example/" + ")" * 100_000) == [(2, 20)]


def test_blanks_before_other_text_end() -> None:
    """A long run of blanks that no tab ends is resolved in one pass."""
    runs = resolve("א\t" + " " * 100_000 + "a", Direction.RTL)
    assert runs == [Run(100_002, 100_003, False), Run(0, 100_002, True)]
