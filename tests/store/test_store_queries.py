"""Queries over what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_samples import NOW, a_new, an_intent

from reader.asking import Subscription
from reader.errors import QueryError
from reader.models import Enclosure, Filter, FullText, Mark, ParsedEntry
from reader.query import parse
from reader.store import entries, feeds, index, pages, subscriptions
from reader.store.db import Database, open_or_replace
from reader.store.search import condition

ENTRIES = (
    ParsedEntry("1", "https://a.example/1", "الرئيسُ يفتتح المحطّة", author="ليلى", html="<p>قال أحمد شيئًا</p>"),
    ParsedEntry("2", "https://a.example/2", "Wheat prices", html="<p>up <b>3</b> percent</p>" * 50, language="en-GB"),
    ParsedEntry("3", "https://a.example/3", "صورة", html='<p><img src="https://a.example/x.png"></p>'),
    ParsedEntry("4", "https://a.example/4", "حلقة", enclosures=(Enclosure("https://a.example/a.mp3", "audio/mpeg"),)),
    ParsedEntry("5", "https://b.example/5", "Summary", html="short", is_summary=True),
)


@pytest.fixture(scope="module", params=["waiting", "indexed"])
def db(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Database]:
    """Two feeds; the first four entries are the first one's, each a day older than the one before."""
    path = tmp_path_factory.mktemp("queries") / "qari.db"
    with closing(open_or_replace(path).database) as opened:
        first = subscriptions.subscribe(opened, Subscription("https://a.example/feed", folder="أخبار/العالم"))
        second = subscriptions.subscribe(
            opened, Subscription("https://b.example/feed", title="My Weblog", language="fr")
        )
        new = [a_new(entry, 24 * 60 * age) for age, entry in enumerate(ENTRIES)]
        feeds.apply(opened, an_intent(first, new[:4], title="صحيفة المدينة"))
        feeds.apply(opened, an_intent(second, new[4:], at=NOW - timedelta(days=30)))
        page = FullText("https://b.example/5", "Summary", "<p>The whole truth.</p>", 3, tags=("Economy",))
        pages.keep(opened, of(opened, "5"), page, NOW)
        entries.mark(opened, [of(opened, "2")], Mark.READ, NOW)
        entries.mark(opened, [of(opened, "3")], Mark.BOOKMARK, NOW)
        if request.param == "indexed":
            index.prepare(opened)
            assert index.some(opened, 100) == 0
        yield opened


def of(db: Database, guid: str) -> int:
    """The id of an entry."""
    return int(db.value("SELECT id FROM entries WHERE guid = ?", (guid,)))


def found(db: Database, text: str) -> str:
    """The guids of what a query means, in order."""
    ids = entries.ids(db, Filter(), parse(text, NOW), NOW)
    return "".join(sorted(db.value("SELECT guid FROM entries WHERE id = ?", (id,)) for id in ids))


@pytest.mark.parametrize(
    ("text", "guids"),
    [
        ("", "12345"),
        ("احمد", "1"),
        ("المحطه", "1"),
        ('"المحطّة"', "1"),
        ('"المحطة"', ""),
        ('"قال أحمد"', "1"),
        ('"قال احمد"', ""),
        ('"up 3 percent"', "2"),
        ('"Up 3 percent"', ""),
        ("truth", "5"),
        ("truth?", "5"),
        ("احمد، OR truth...", "15"),
        ("احمد أو truth", "15"),
        ('"rut"', ""),
        ('"whole truth"', "5"),
        ("title:وزير OR title:wheat", "2"),
        ("-title:wheat", "1345"),
        ("title:whe", "2"),
        ('title:"3%"', ""),
        ("feed:المدينه", "1234"),
        ("feed:weblog", "5"),
        ("feed:b.example", "5"),
        ("folder:اخبار", "1234"),
        ("folder:أخبار/العالم", "1234"),
        ("folder:العالم", ""),
        ("lang:en", "2"),
        ("lang:fr", "5"),
        ("lang:ar", "134"),
        ("author:ليلي", "1"),
        ("tag:economy", "5"),
        ("is:unread", "1345"),
        ("is:read", "2"),
        ("is:bookmarked", "3"),
        ("is:offline", "12345"),
        ("is:new", "1234"),
        ("has:image", "3"),
        ("has:enclosure", "4"),
        ("age:<36h", "12"),
        ("age:>60h", "45"),
        ("words>100", "2"),
        ("words<4", "345"),
        ("(is:unread feed:مدينة) OR truth", "1345"),
        ("-is:unread", "2"),
        ("100%", ""),
        ("percent_", ""),
    ],
)
def test_a_query_finds_what_it_means(db: Database, text: str, guids: str) -> None:
    """Each key over what is stored; words in any spelling, phrases as they are written."""
    assert found(db, text) == guids


@given(st.text(max_size=60))
def test_nothing_that_is_typed_is_part_of_the_sql(db: Database, text: str) -> None:
    """It stands in the parameters; so any query is the same few statements, and SQLite can run all of them."""
    for query in (f"feed:{text}", text, f'"{text}"', f"title:{text} -author:{text}"):
        try:
            meant = parse(query, NOW)
        except QueryError:
            continue
        sql, parameters = condition(meant, NOW)
        assert sql.isascii()
        assert sql.count("?") == len(parameters)
        entries.ids(db, Filter(), meant, NOW)


FIELDS = (
    *("lang:ar", "lang:en", "lang:fr", "author:ليلى", "author:a", "tag:economy", "has:image", "has:enclosure"),
    *("words>2", "words<4", "words<300", "is:offline", "is:new", "feed:weblog"),
)


@pytest.mark.parametrize("text", [*FIELDS, *(f"-{text}" for text in FIELDS)])
def test_a_list_made_once_holds_what_each_entry_is_found_by(db: Database, text: str) -> None:
    """A field means the same entries whether many are looked at, by the indexes, or a few, one after the other."""
    once, each = (
        db.tuples(f"SELECT entry_id FROM entry_states WHERE {meant} ORDER BY entry_id", given)
        for meant, given in (condition(parse(text, NOW), NOW, indexed=indexed) for indexed in (True, False))
    )
    assert once == each


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("has:image", {"bodies_with_image", "bodies_with_files", "pages_with_image"}),
        ("has:enclosure", {"bodies_with_files"}),
        ("words>800", {"texts_by_length", "pages_whole"}),
        ("author:a", {"entries_by_author", "pages_labels"}),
        ("tag:a", {"pages_labels"}),
        ("lang:ar", {"entries_in_language"}),
        ("is:offline", {"entries_summaries", "pages_whole"}),
    ],
)
def test_fields_are_asked_in_the_words_of_their_indexes(db: Database, text: str, used: set[str]) -> None:
    """SQLite takes an index of an expression only for that very expression."""
    meant, given = condition(parse(text, NOW), NOW, indexed=True)
    plan = db.tuples(f"EXPLAIN QUERY PLAN SELECT entry_id FROM entry_states WHERE {meant}", given)
    assert used <= {word for *_, step in plan for word in str(step).split()}
