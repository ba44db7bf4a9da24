"""The index of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_samples import NOW, a_feed, a_new, an_entry, an_intent

from reader.models import ChangedEntry, Filter, FullText
from reader.query import parse
from reader.store import entries, feeds, index, pages
from reader.store.db import Database, open_or_replace

NOUNS = Path(__file__).parent / "data" / "nouns.txt"
"""Lines about five nouns in many forms: the noun, a tab, the line."""


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """An empty database with an index."""
    with closing(open_or_replace(tmp_path / "qari.db").database) as opened:
        index.prepare(opened)
        yield opened


def holds(db: Database, *texts: str) -> int:
    """Store entries of these texts, and index them; the feed's id."""
    feed_id = a_feed(db)
    new = [a_new(an_entry(str(number), f"<p>{text}</p>", "t"), number) for number, text in enumerate(texts)]
    feeds.apply(db, an_intent(feed_id, new))
    while index.some(db, 2):
        pass
    return feed_id


def found(db: Database, text: str) -> int:
    """How many entries a query finds."""
    return len(ids(db, text))


def ids(db: Database, text: str) -> Sequence[int]:
    """The entries that a query finds."""
    return entries.ids(db, Filter(), parse(text, NOW))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        *((text, "رئيس") for text in ("رئيس", "الرئيس", "والرئيس", "بالرئيس", "للرئيس", "وللرئيس", "لرئيس", "رئيسها")),
        *((text, "الرئيس") for text in ("الرئيس", "والرئيس", "للرئيس", "الرئيسان")),
        ("مُحَمَّد", "محمد"),
        ("أحمد", "احمد"),
        ("مدينة", "مدينه"),
        ("على", "علي"),
        ("مـــــدينة", "مدينة"),
        ("ﺍﻟﺮﺋﻴﺲ", "رئيس"),
        ("کتاب", "كتاب"),
        ("٢٠٢٤", "2024"),
        ("۲۰۲۴", "٢٠٢٤"),
        ("می‌خواهم", "میخواهم"),
        ("می‌خواهم", "می خواهم"),
        ("Café", "cafe"),
        ("שָׁלוֹם", "שלום"),
        ("hello_world", "world"),
        ("3.5%", "3.5%"),
        ("日本の東京で地震", "東京"),
        ("ประเทศไทย", "ไทย"),
        ("للاجئين", "اللاجئين"),
        ("للغة", "اللغة"),
        ("إسرائيل", "اسرائيل"),
        ("آخر", "اخر"),
        ("ﻻجئ", "لاجئ"),
        ("\u0627\u0654حمد", "أحمد"),
        ("ہوا", "هوا"),
        ("مەدرەسە", "مهدرهسه"),
        ("جمهورية", "جمہوریہ"),
        ("الر\u200eئيس", "رئيس"),
        ("inter\u00adnational", "international"),
        ("المسئول", "المسيول"),
    ],
)
def test_a_word_is_found_in_its_spellings(db: Database, text: str, word: str) -> None:
    """Marks, hamzas, letters of other languages, digits and what Arabic writes before a word make no difference."""
    holds(db, text)
    assert found(db, word) == 1


def test_common_nouns_are_found_in_their_forms(db: Database) -> None:
    """Of 60 lines of our own about five nouns, 52 are found; as whole words, as they are written, 6 are.

    What is missed are broken plurals, and teh marbuta that a suffix has turned into teh (حكومته).
    """
    lines = [line.split("\t") for line in NOUNS.read_text("utf-8").splitlines()]
    holds(db, *(text for _, text in lines))
    hits = [(noun, noun_of(db, lines, id)) for noun in dict.fromkeys(noun for noun, _ in lines) for id in ids(db, noun)]
    whole = sum(noun in text.split() for noun, text in lines)
    assert (len(lines), len(hits), sum(noun == other for noun, other in hits), whole) == (60, 52, 52, 6)


def noun_of(db: Database, lines: list[list[str]], id: int) -> str:
    """Which noun the line of an entry is about."""
    return lines[int(db.value("SELECT guid FROM entries WHERE id = ?", (id,)))][0]


@pytest.mark.parametrize(("text", "word"), [("الرئاسة", "رئيس"), ("عالم", "علم"), ("كتاب", "كتب"), ("barking", "king")])
def test_other_words_are_not_found(db: Database, text: str, word: str) -> None:
    """A root is no word, and neither is the end of one."""
    holds(db, text)
    assert found(db, word) == 0


def test_what_changes_is_found_as_it_is(db: Database) -> None:
    """An entry that is updated, or whose page is stored, is found by its new words at once, and by them only."""
    feed_id = holds(db, "قديم")
    entry_id = entries.ids(db, Filter())[0]
    changed = ChangedEntry(entry_id, an_entry("0", "<p>حديث</p>", "t"), "digest")
    feeds.apply(db, an_intent(feed_id, changed=[changed]))
    for _ in range(2):
        assert (found(db, "قديم"), found(db, "حديث")) == (0, 1)
        assert index.some(db, 10) == 0
    pages.keep(db, entry_id, FullText("https://a.example/", "t", "<p>صفحة كاملة</p>", 2), NOW)
    for _ in range(2):
        assert found(db, "صفحة") == found(db, "حديث") == 1
        assert index.some(db, 10) == 0
    assert db.value("SELECT count(*) FROM entry_index") == 1


def test_the_newest_are_indexed_first(db: Database) -> None:
    """A little at a time, so that nobody waits for it."""
    feed_id = a_feed(db)
    feeds.apply(db, an_intent(feed_id, [a_new(an_entry(str(number)), number) for number in range(10)]))
    assert index.some(db, 4) == 6
    waiting = [row[0] for row in db.tuples("SELECT entry_id FROM entry_unindexed ORDER BY 1")]
    assert waiting == sorted(entries.ids(db, Filter()))[:6]


def test_what_was_stored_before_there_was_an_index_is_indexed(tmp_path: Path) -> None:
    """As in a file that a Qari without one has written."""
    with closing(open_or_replace(tmp_path / "old.db").database) as opened:
        a_feed(opened, "a", "b")
        opened.run("DELETE FROM entry_unindexed")
        index.prepare(opened)
        assert index.some(opened, 1) == 1


words = st.text(alphabet="ابتأةىيكه َّـ١2aé_-.%\"'*()", max_size=12)


@given(st.lists(words, min_size=1, max_size=4), words)
def test_the_index_finds_no_less_than_whole_words(texts: list[str], word: str) -> None:
    """Whatever is typed is found where it stands as a word of its own, and nothing of it is an operator of FTS5."""
    from tempfile import TemporaryDirectory

    from reader.text.fold import fold

    with TemporaryDirectory() as place, closing(open_or_replace(Path(place) / "qari.db").database) as db:
        index.prepare(db)
        holds(db, *texts)
        wanted = index.pattern(fold(word))
        if wanted:
            db.tuples("SELECT rowid FROM entry_index WHERE entry_index MATCH ?", (wanted,))
        token = next(iter(re.findall(index._TOKEN, fold(texts[0]))), "")
        if token:
            rows = db.tuples("SELECT rowid FROM entry_index WHERE entry_index MATCH ?", (index.pattern(token),))
            assert rows
