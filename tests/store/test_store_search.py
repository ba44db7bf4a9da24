"""Finding entries by words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from store_samples import NOW, URL, a_new, an_entry, an_intent

from reader.asking import Subscription
from reader.models import Filter
from reader.query import parse
from reader.store import entries, feeds, index, subscriptions
from reader.store.db import Database, open_or_replace

ENTRIES = (
    an_entry("hamza", "<p>قال <b>الرئيس</b> إن الأمر انتهى</p>", "أخبار اليوم")._replace(author="آدم"),
    an_entry("latin", "<p>Café &amp; 100% of under_score \\ back</p>", "Morning"),
    an_entry("persian", "<p>می‌خواهم کتاب بخوانم</p>", "کتاب"),
    an_entry("hidden", '<p title="attribute">visible</p><script>invisible</script>', "HTML"),
)


@pytest.fixture(params=["waiting", "indexed"])
def db(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database with the entries above, which wait to be indexed, or are."""
    with closing(open_or_replace(tmp_path / "qari.db").database) as database:
        feed_id = subscriptions.subscribe(database, Subscription(URL))
        feeds.apply(database, an_intent(feed_id, [a_new(entry, age) for age, entry in enumerate(ENTRIES)]))
        if request.param == "indexed":
            index.prepare(database)
            assert index.some(database, 100) == 0
        yield database


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("اخبار", ["hamza"]),
        ("الرَّئيس", ["hamza"]),
        ("ادم", ["hamza"]),
        ("اليوم الرئيس", ["hamza"]),
        ("اليوم Morning", []),
        ("CAFE", ["latin"]),
        ("100%", ["latin"]),
        ("under_", ["latin"]),
        ("_", ["latin"]),
        ("%", ["latin"]),
        ("\\", ["latin"]),
        ("%%", []),
        ("ميخواهم", ["persian"]),
        ("كتاب", ["persian"]),
        ("visible", ["hidden"]),
        ("invisible", []),
        ("attribute", []),
        ("", ["hamza", "latin", "persian", "hidden"]),
        (" \n", ["hamza", "latin", "persian", "hidden"]),
        ("'; DROP TABLE feeds; --", []),
        ("\0", ["hamza", "latin", "persian", "hidden"]),
        ("\ud800", ["hamza", "latin", "persian", "hidden"]),
    ],
)
def test_every_word_must_occur(db: Database, text: str, found: list[str]) -> None:
    """In title, author or visible body, however they are spelled; nothing in them is a wildcard."""
    guids = {entry.id: entry.guid for entry in entries.known(db, 1)}
    assert [guids[id] for id in entries.ids(db, Filter(), parse(text, NOW))] == found


def test_a_search_may_be_long(db: Database) -> None:
    """Thousands of words neither fail nor take long; only the first thousand characters count."""
    many = " ".join(f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}" for n in range(5000))
    assert list(entries.ids(db, Filter(), parse(many, NOW))) == []
    assert list(entries.ids(db, Filter(), parse("x" * 100_000, NOW))) == []
    assert len(entries.ids(db, Filter(), parse("visible " * 5000, NOW))) == 1
