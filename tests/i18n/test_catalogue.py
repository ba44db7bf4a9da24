"""Filling sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.i18n.catalogue import FSI, PDI, choose, isolate, load
from reader.models import Direction, Problem


def test_a_fact_is_isolated() -> None:
    """What is inserted stands between FSI and PDI."""
    assert load("en").text("status.added", title="خبر") == f"Subscribed to {FSI}خبر{PDI}"


def test_a_number_is_not_isolated() -> None:
    """A number stands as it is."""
    assert load("en").text("status.refreshing", done=3, total=12) == "Refreshing 3 of 12"


def test_a_number_has_the_digits_of_its_language() -> None:
    """Its fraction too, behind the sign that belongs to them; a whole number has none."""
    assert [load("en").number(n) for n in (20.0, 0.5, 7)] == ["20", "0.5", "7"]
    assert [load("ar", digits="arab").number(n) for n in (20.0, 0.5, 7)] == ["٢٠", "٠٫٥", "٧"]


def test_an_empty_fact_leaves_nothing() -> None:
    """An empty fact gives no empty isolate."""
    assert isolate("") == ""


def test_braces_in_a_fact_are_no_placeholders() -> None:
    """A title with braces is shown, not filled."""
    assert load("en").text("status.added", title="{title} {0}") == f"Subscribed to {FSI}{{title}} {{0}}{PDI}"


def test_a_sentence_in_a_sentence() -> None:
    """A fact that holds isolates of its own keeps them."""
    inner = load("en").text("error.dns", host="a.example")
    assert inner in load("en").text("status.feed_failed", title="x", reason=inner)


@given(st.text(alphabet="ab\u2066\u2067\u2068\u2069\u202a\u202e\n\x1b\u2029خ"))
def test_an_isolate_holds_whatever_is_in_it(text: str) -> None:
    """After any fact the depth of isolates is what it was before, and never less on the way."""
    depths = []
    depth = 0
    for character in isolate(text):
        depth += (character in "\u2066\u2067\u2068") - (character == PDI)
        depths.append(depth)
    assert depth == 0 and all(one > 0 for one in depths[:-1])


@given(st.text(alphabet="a\n\r\x1b\x9b\x00\u2028\u2029\u202a\u202b\u202c\u202d\u202e"))
def test_a_fact_brings_no_control(text: str) -> None:
    """Line breaks, escapes, embeddings and overrides do not get into a sentence."""
    assert set(isolate(text)) <= {FSI, PDI, "a", " "}


def test_a_file_name_that_is_not_utf8_can_be_printed() -> None:
    """A byte that is not UTF-8, as Python keeps it in file names, becomes a replacement character."""
    name = b"/tmp/\xff.toml".decode("utf-8", "surrogateescape")
    assert load("en").text("error.file_missing", file=name).encode("utf-8").decode("utf-8").count("\ufffd") == 1


def test_a_missing_fact_is_a_bug() -> None:
    """A sentence without one of its facts raises KeyError."""
    with pytest.raises(KeyError):
        load("en").text("status.added")


def test_an_unknown_key_is_a_bug() -> None:
    """A key that the catalogue lacks raises KeyError."""
    with pytest.raises(KeyError):
        load("en").text("status.nothing_like_this")


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "لا جديد"),
        (1, "خبر جديد واحد"),
        (2, "خبران جديدان"),
        (3, "3 أخبار جديدة"),
        (11, "11 خبرًا جديدًا"),
        (100, "100 خبر جديد"),
        (103, "103 أخبار جديدة"),
        (111, "111 خبرًا جديدًا"),
    ],
)
def test_arabic_counts_in_six_forms(n: int, text: str) -> None:
    """The Arabic word takes the form of its number."""
    assert load("ar").count("status.new", n) == text


def test_a_counted_message_takes_other_facts() -> None:
    """A counted message can show facts beside its number."""
    assert load("en").count("cli.feed_updated", 2, title="x") == f"{FSI}x{PDI}: 2 new"


def test_a_message_without_forms_can_be_counted() -> None:
    """Counting a message of one form gives that form."""
    assert load("en").count("status.nothing_new", 0) == "Nothing new"


def test_a_problem_becomes_a_sentence() -> None:
    """A problem's key and facts make its sentence."""
    problem = Problem("error.entry_unknown", (("id", "7"),))
    assert load("en").problem(problem) == f"There is no headline {FSI}7{PDI}. qari list shows the numbers."


def test_an_unknown_problem_is_told() -> None:
    """A problem whose key the catalogue lacks, such as one that a newer Qari recorded, is told as unexpected."""
    assert "error.of_tomorrow" in load("ar").problem(Problem("error.of_tomorrow"))


def test_a_problem_with_a_fact_missing_is_told() -> None:
    """A recorded problem that lacks a fact shows a question mark for it."""
    assert load("en").problem(Problem("error.entry_unknown")) == "There is no headline ?. qari list shows the numbers."


@pytest.mark.parametrize(("language", "separator"), [("en", ", "), ("ar", "، ")])
def test_joining(language: str, separator: str) -> None:
    """Parts are joined by the language's comma, and empty ones left out."""
    assert load(language).join(["a", "", "b"]) == f"a{separator}b"


def test_numbers_in_arabic_digits() -> None:
    """A catalogue with Arabic digits writes its numbers in them."""
    assert load("ar", digits="arab").text("status.refreshing", done=3, total=12) == "يجري التحديث: ٣ من ١٢"


@pytest.mark.parametrize(("language", "direction"), [("ar", Direction.RTL), ("en", Direction.LTR)])
def test_a_language_has_its_direction(language: str, direction: Direction) -> None:
    """Arabic is written from right to left, English from left to right."""
    assert load(language).direction is direction


def test_a_language_without_a_catalogue_is_english() -> None:
    """A language that nobody has written yet gives English."""
    assert load("tlh").language == "en"


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "ar_EG.UTF-8"}, "ar"),
        ({"LANG": "ar"}, "ar"),
        ({"LANG": "AR-sa"}, "ar"),
        ({"LANG": "ar@latin"}, "ar"),
        ({"LANG": "arn_CL.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
        ({"LC_ALL": "ar_MA", "LANG": "en_GB"}, "ar"),
        ({"LC_MESSAGES": "ar_MA", "LANG": "en_GB"}, "ar"),
        ({"LC_ALL": "en_GB", "LC_MESSAGES": "ar_MA"}, "en"),
        ({"LC_ALL": "", "LANG": "ar_LB"}, "ar"),
    ],
)
def test_auto_follows_the_locale(environ: dict[str, str], language: str) -> None:
    """With auto, the first of LC_ALL, LC_MESSAGES and LANG that says something chooses, by its language alone."""
    assert choose("auto", environ) == language


def test_a_setting_stands_before_the_locale() -> None:
    """A language that the user set is used whatever the locale says."""
    assert choose("ar", {"LC_ALL": "en_GB"}) == "ar"


@pytest.mark.parametrize(("n", "said"), [("1", "أُنقذ مصدر واحد."), ("2", "أُنقذ مصدران."), ("12", "أُنقذ 12 مصدرًا.")])
def test_a_problem_with_a_number_has_its_plural_form(n: str, said: str) -> None:
    """Its fact ``n`` chooses the form; without one it is told as well as can be."""
    assert load("ar").problem(Problem("notice.database_feeds", (("n", n),))) == said
    assert load("ar").problem(Problem("notice.database_feeds"))
