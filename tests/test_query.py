"""The language of queries."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import QueryError
from reader.i18n.queries import names
from reader.query import (
    EVERYTHING,
    All,
    Any,
    Has,
    Holds,
    Is,
    Length,
    Not,
    Phrase,
    Query,
    Since,
    Until,
    Word,
    parse,
    quoted,
    words,
)

NOW = datetime(2026, 11, 27, 10, 30, tzinfo=UTC)
DAY = timedelta(days=1)
MIDNIGHT = NOW.replace(hour=0, minute=0)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", EVERYTHING),
        ("  ", EVERYTHING),
        ("احمد", Word("احمد")),
        ("two words", All((Word("two"), Word("words")))),
        ('"a phrase" word', All((Phrase("a phrase"), Word("word")))),
        ("«عبارة كما هي»", Phrase("عبارة كما هي")),
        ('«the "best" of»', Phrase('the "best" of')),
        ("-not", Not(Word("not"))),
        ("a OR b c", Any((Word("a"), All((Word("b"), Word("c")))))),
        ("a | b", Any((Word("a"), Word("b")))),
        ("-(a OR b) c", All((Not(Any((Word("a"), Word("b")))), Word("c")))),
        ("feed:bbc", Holds("feed", "bbc")),
        ('FEED:"BBC News"', Holds("feed", "BBC News")),
        ("is:unread", Is("unread")),
        ("unread:", Is("unread")),
        ("has:image", Has("image")),
        ("words>800", Length(True, 800)),
        ("words<9", Length(False, 9)),
        ("age:<2d", Since(NOW - 2 * DAY)),
        ("age:2d", Since(NOW - 2 * DAY)),
        ("age:>1w", Until(NOW - 7 * DAY)),
        ("after:2026-11-01", Since(datetime(2026, 11, 1, tzinfo=UTC))),
        ("before:2026", Until(datetime(2026, 1, 1, tzinfo=UTC))),
        ("after:today", Since(MIDNIGHT)),
        ("before:yesterday", Until(MIDNIGHT - DAY)),
        ("10:30", Word("10:30")),
        ("https://a.example/x?y", Word("https://a.example/x?y")),
        ("a-b", Word("a-b")),
        ("قال:", Word("قال")),
        ("feed:https://a.example/rss?x=1", Holds("feed", "https://a.example/rss?x=1")),
        ("x:a:b", Word("x:a:b")),
        ("()", EVERYTHING),
    ],
)
def test_a_query_is_read(text: str, query: Query) -> None:
    """What stands side by side must all hold, OR binds less, and what looks like a key and is none is a word."""
    assert parse(text, NOW) == query


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("مصدر:الجزيرة", Holds("feed", "الجزيرة")),
        ("حالة:مقروء", Is("read")),
        ("مقروء:", Is("read")),
        ("غير-مقروء:", Is("unread")),
        ("بعد:أمس", Since(MIDNIGHT - DAY)),
        ("فيه:صورة", Has("image")),
        ("كلمات>100", Length(True, 100)),
    ],
)
def test_arabic_words_mean_the_same(text: str, query: Query) -> None:
    """Keys, states and days have their names in every catalogue, whatever the language of the interface is."""
    assert parse(text, NOW, names()) == query


@pytest.mark.parametrize(
    ("text", "key", "column"),
    [
        ('ab "cd', "error.query_quote", 4),
        ("ab (cd", "error.query_bracket", 4),
        ("ab) cd", "error.query_bracket", 3),
        ("feed:", "error.query_value", 6),
        ("feed: bbc", "error.query_value", 6),
        ("a OR", "error.query_or", 3),
        ("OR a", "error.query_or", 1),
        ("a -(", "error.query_bracket", 4),
        ("is:red", "error.query_choice", 4),
        ("has:wings", "error.query_choice", 5),
        ("age:2x", "error.query_age", 5),
        ("x after:2026-13", "error.query_date", 9),
        ("(" * 60 + ")" * 60, "error.query_deep", 14),
        ("age:9999y", "error.query_age", 5),
    ],
)
def test_a_mistake_is_told_with_its_column(text: str, key: str, column: int) -> None:
    """Columns are counted from 1, in code points."""
    with pytest.raises(QueryError) as raised:
        parse(text, NOW)
    facts = dict(raised.value.problem.facts)
    assert (raised.value.problem.key, facts["column"]) == (key, str(column))


pieces = st.sampled_from(
    ["(", ")", "-", "OR", '"', "feed:", "is:", "age:", "unread", "<2d", "words>", "9", " ", "كلمة", ":", "|", "«", "»"]
)


@given(st.one_of(st.text(max_size=80), st.lists(pieces, max_size=20).map("".join)))
def test_anything_is_a_query_or_a_mistake_with_a_column(text: str) -> None:
    """Nothing else is raised, and the column lies within the text or right after it."""
    try:
        parse(text, NOW, names())
    except QueryError as error:
        assert 1 <= int(dict(error.problem.facts)["column"]) <= len(text) + 1


def test_what_is_found_is_what_was_looked_for() -> None:
    """Words, phrases and titles are shown where they stand; what must not be there is not."""
    query = parse('a "b c" title:d -e (f OR feed:g)', NOW)
    assert words(query) == ("a", "b c", "d", "f")


def test_days_begin_where_the_reader_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """In summer and in winter, whatever the season is now."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        july = datetime(2026, 7, 10, 12, tzinfo=UTC)
        for text, hour in (("after:2026-01-10", 23), ("after:2026-07-05", 22), ("after:today", 22)):
            found = parse(text, july, local=True)
            assert isinstance(found, Since) and found.time.astimezone(UTC).hour == hour
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("text", ["News", 'the "best" of', "«أخبار» اليوم", 'all «three» "of" “them'])
def test_a_text_can_be_quoted(text: str) -> None:
    """Whatever quotation marks it has, as a value it is itself."""
    assert parse(f"title:{quoted(text)}", NOW) == Holds("title", text)


@pytest.mark.parametrize("text", ["words>abc", "words>", "-words<"])
def test_a_length_is_a_number(text: str) -> None:
    """A mistake is told, and not looked for."""
    with pytest.raises(QueryError) as raised:
        parse(text, NOW)
    assert raised.value.problem.key == "error.query_number"
