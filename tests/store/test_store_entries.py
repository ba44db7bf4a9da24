"""Entries: lists, search, and what the user did with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from store_samples import NOW, URL, a_feed, a_new, an_entry, an_intent

from reader.asking import Subscription
from reader.models import ChangedEntry, Direction, Enclosure, Entry, Filter, KnownEntry, Mark
from reader.query import parse
from reader.store import entries, feeds, subscriptions
from reader.store.db import Database, open_or_replace

LATER = NOW + timedelta(days=1)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """An empty database."""
    with closing(open_or_replace(tmp_path / "qari.db").database) as database:
        yield database


def titles(db: Database, wanted: Filter) -> list[str]:
    """The titles of a list, without the word they all begin with."""
    found = entries.ids(db, wanted, parse(wanted.text, NOW))
    return [entry.title.removeprefix("عنوان ") for entry in entries.by_ids(db, found)]


def test_an_entry_comes_back_as_it_went_in(db: Database) -> None:
    """Headline, body and enclosures."""
    feed_id = subscriptions.subscribe(db, Subscription(URL, direction=Direction.RTL))
    published = NOW - timedelta(hours=3, microseconds=1)
    files = (Enclosure("https://example.org/a.mp3", "audio/mpeg", 2**40), Enclosure("https://example.org/صورة"))
    given = an_entry("a")._replace(author="كاتب", published=published, language="fa", enclosures=files, is_summary=True)
    feeds.apply(db, an_intent(feed_id, [a_new(given)]))
    (id,) = entries.ids(db, Filter())
    article = entries.article(db, id)
    assert article
    assert (article.html, article.enclosures) == (given.html, files)
    assert article.entry == Entry(
        id, feed_id, "مصدر", given.title, given.url, "كاتب", published, False, False, "fa", Direction.RTL, True
    )
    assert entries.by_ids(db, [id]) == (article.entry,)


def test_deciding_gets_what_it_needs_of_each_entry(db: Database) -> None:
    """Guid, address, title, digest and the document's own date: None where it gave none, though lists have one."""
    feed_id = subscriptions.subscribe(db, Subscription(URL))
    dated = an_entry("a")._replace(published=NOW)
    feeds.apply(db, an_intent(feed_id, [a_new(dated), a_new(an_entry("b"), 5)]))
    b, a = entries.known(db, feed_id)
    assert a == KnownEntry(a.id, "a", dated.url, dated.title, NOW, "digest of a")
    assert b == KnownEntry(b.id, "b", "https://example.org/b", "عنوان b", None, "digest of b")
    assert [entry.published for entry in entries.by_ids(db, [a.id, b.id])] == [NOW, NOW - timedelta(minutes=5)]
    assert entries.known(db, feed_id + 1) == ()


def test_the_newest_come_first(db: Database) -> None:
    """Over all feeds; of those with one date, the one that stands first in its document."""
    first = subscriptions.subscribe(db, Subscription(URL))
    second = subscriptions.subscribe(db, Subscription(URL + "2"))
    feeds.apply(db, an_intent(first, [a_new(an_entry(guid), age) for guid, age in (("a", 3), ("b", 1), ("c", 1))]))
    feeds.apply(db, an_intent(second, [a_new(an_entry(guid), age) for guid, age in (("d", 2), ("e", 0))]))
    assert titles(db, Filter()) == ["e", "b", "c", "d", "a"]
    assert titles(db, Filter(limit=2)) == ["e", "b"]
    assert titles(db, Filter(limit=0)) == []
    assert titles(db, Filter(limit=10**30)) == ["e", "b", "c", "d", "a"]
    assert titles(db, Filter(feed_id=second)) == ["e", "d"]


def test_conditions_hold_together(db: Database) -> None:
    """Feed, unread, bookmarked and text each narrow the list."""
    feed_id = a_feed(db, "a", "b", "c", "d")
    a_feed(db, "e", url=URL + "2")
    ids = {entry.guid: entry.id for entry in entries.known(db, feed_id)}
    entries.mark(db, [ids["a"], ids["b"]], Mark.READ, NOW)
    entries.mark(db, [ids["b"], ids["c"]], Mark.BOOKMARK, NOW)
    assert titles(db, Filter(unread=True)) == ["e", "c", "d"]
    assert titles(db, Filter(bookmarked=True)) == ["b", "c"]
    assert titles(db, Filter(feed_id=feed_id, unread=True)) == ["c", "d"]
    assert titles(db, Filter(feed_id=feed_id, unread=True, bookmarked=True)) == ["c"]
    assert titles(db, Filter(feed_id=feed_id, text="d", unread=True)) == ["d"]
    assert titles(db, Filter(feed_id=feed_id, text="d", bookmarked=True)) == []


def test_headlines_come_in_the_order_asked_for(db: Database) -> None:
    """Ids that nothing has are left out, be they ever so large; one asked for twice comes twice."""
    feed_id = a_feed(db, "a", "b")
    low, high = (entry.id for entry in entries.known(db, feed_id))
    asked = [high, -1, low, 2**62, 10**30, high]
    assert [entry.id for entry in entries.by_ids(db, asked)] == [high, low, high]
    assert entries.by_ids(db, []) == ()
    assert entries.article(db, 10**30) is None
    assert entries.article(db, 0) is None


def test_marking_gives_back_what_really_changed(db: Database) -> None:
    """Entries that had the mark, ids that nothing has and ids given twice are not in it, so undoing is exact."""
    a_feed(db, "a", "b", "c")
    a, b, c = entries.ids(db, Filter())
    assert entries.mark(db, [a], Mark.READ, NOW) == (a,)
    assert set(entries.mark(db, [a, b, b, c, 77, 10**30], Mark.READ, NOW)) == {b, c}
    assert entries.mark(db, [a, b, c], Mark.READ, NOW) == ()
    assert set(entries.mark(db, [b, c], Mark.UNREAD, NOW)) == {b, c}
    assert list(entries.ids(db, Filter(unread=True))) == [b, c]
    assert entries.mark(db, [], Mark.READ, NOW) == ()


@pytest.mark.parametrize("mark", Mark)
def test_a_mark_and_its_opposite_leave_things_as_they_were(db: Database, mark: Mark) -> None:
    """For each mark there is."""
    a_feed(db, "a", "b")
    ids = entries.ids(db, Filter())
    entries.mark(db, ids, mark.opposite, NOW)
    before = entries.by_ids(db, ids)
    assert set(entries.mark(db, ids, mark, NOW)) == set(ids)
    assert entries.by_ids(db, ids) != before
    assert set(entries.mark(db, ids, mark.opposite, NOW)) == set(ids)
    assert entries.by_ids(db, ids) == before


def test_marks_are_remembered_with_their_time(db: Database) -> None:
    """Until they are taken back."""
    a_feed(db, "a")
    ids = entries.ids(db, Filter())
    entries.mark(db, ids, Mark.READ, NOW)
    entries.mark(db, ids, Mark.BOOKMARK, LATER)
    entries.mark(db, ids, Mark.READ, LATER)
    times = "SELECT read_at, bookmarked_at FROM entry_states"
    assert db.row(times) == (1_722_002_730_123_456, 1_722_089_130_123_456)
    entries.mark(db, ids, Mark.UNREAD, LATER)
    entries.mark(db, ids, Mark.UNBOOKMARK, LATER)
    assert db.row(times) == (None, None)


def test_an_update_keeps_id_state_and_place(db: Database) -> None:
    """Title, body, guid, address and date change; read and bookmarked do not, nor does the order of lists."""
    feed_id = a_feed(db, "a", "b")
    newest, oldest = entries.ids(db, Filter())
    entries.mark(db, [oldest], Mark.READ, NOW)
    entries.mark(db, [oldest], Mark.BOOKMARK, NOW)
    (before,) = entries.by_ids(db, [oldest])
    told = an_entry("b2", "<p>جديد</p>", "عنوان آخر")._replace(published=LATER)
    updated = feeds.apply(db, an_intent(feed_id, changed=[ChangedEntry(oldest, told, "new digest")], at=LATER))
    assert (updated.new, updated.changed) == (0, 1)
    article = entries.article(db, oldest)
    assert article
    assert article.html == "<p>جديد</p>"
    assert article.entry == before._replace(title="عنوان آخر", url=told.url)
    assert list(entries.ids(db, Filter())) == [newest, oldest]
    assert KnownEntry(oldest, "b2", told.url, told.title, LATER, "new digest") in entries.known(db, feed_id)
    assert list(entries.ids(db, Filter(), parse("جديد", NOW))) == [oldest]
    assert list(entries.ids(db, Filter(), parse("متن", NOW))) == [newest]


def test_a_guid_that_another_entry_has_is_not_taken_over(db: Database) -> None:
    """The rest of the change is made all the same."""
    feed_id = a_feed(db, "a", "b")
    a = next(entry.id for entry in entries.known(db, feed_id) if entry.guid == "a")
    feeds.apply(db, an_intent(feed_id, changed=[ChangedEntry(a, an_entry("b", title="عنوان جديد"), "d")]))
    assert {(entry.guid, entry.title) for entry in entries.known(db, feed_id)} == {
        ("a", "عنوان جديد"),
        ("b", "عنوان b"),
    }


def test_a_change_of_nothing_is_not_counted(db: Database) -> None:
    """An id that is not stored changes nothing."""
    feed_id = a_feed(db, "a")
    assert feeds.apply(db, an_intent(feed_id, changed=[ChangedEntry(77, an_entry("b"), "d")])).changed == 0
    assert len(entries.known(db, feed_id)) == 1


def test_what_another_process_stored_meanwhile_is_not_stored_twice(db: Database) -> None:
    """Two refreshes that both found an entry new store it once, and its state stays."""
    feed_id = a_feed(db, "a")
    entries.mark(db, entries.ids(db, Filter()), Mark.READ, NOW)
    again = [a_new(an_entry("a")), a_new(an_entry("b")), a_new(an_entry("b", title="عنوان ثان"))]
    assert feeds.apply(db, an_intent(feed_id, again)).new == 1
    assert sorted(titles(db, Filter())) == ["a", "b"]
    assert titles(db, Filter(unread=True)) == ["b"]


def test_two_feeds_may_use_one_guid(db: Database) -> None:
    """A guid names an entry within its feed only."""
    first, second = a_feed(db, "1"), a_feed(db, "1", url=URL + "2")
    assert len(entries.ids(db, Filter(feed_id=first))) == len(entries.ids(db, Filter(feed_id=second))) == 1


def test_many_entries_are_marked_and_read_at_once(db: Database) -> None:
    """No list is too long for one statement."""
    count = 40_000
    feed_id = a_feed(db)
    db.run(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
        "INSERT INTO entries (id, feed_id, guid, url, title, author, language, is_summary, digest, first_seen) "
        "SELECT i, ?, i, '', '', '', '', 0, '', 0 FROM n",
        (count, feed_id),
    )
    db.run("INSERT INTO entry_states (entry_id, feed_id, listed_at) SELECT id, feed_id, id FROM entries")
    ids = entries.ids(db, Filter())
    assert list(ids) == list(range(count, 0, -1))
    assert len(entries.by_ids(db, ids)) == count
    assert len(entries.mark(db, ids, Mark.READ, NOW)) == count
    assert feeds.subscribed(db)[0].unread == 0


def test_which_way_an_article_was_turned_is_kept(db: Database) -> None:
    """With its marks, through updates of the entry; AUTO gives it its own direction back."""
    feed_id = a_feed(db, "a", "b")
    first, second = (entry.id for entry in entries.known(db, feed_id))
    entries.turn(db, first, Direction.LTR)
    feeds.apply(db, an_intent(feed_id, [], [ChangedEntry(first, an_entry("a")._replace(html="<p>جديد</p>"), "other")]))
    turned = [entries.article(db, id) for id in (first, second)]
    assert [article and article.direction for article in turned] == [Direction.LTR, Direction.AUTO]
    entries.turn(db, first, Direction.AUTO)
    again = entries.article(db, first)
    assert again and again.direction is Direction.AUTO
