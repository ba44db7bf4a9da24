"""What is kept, and for how long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from store_samples import NOW, URL, a_new, an_entry, an_intent

from reader.asking import PictureToFetch, Retention, Subscription
from reader.config.schema import Keep
from reader.models import ChangedEntry, Cleaned, Filter, Mark, Picture
from reader.query import parse
from reader.store import entries, feeds, index, keeping, pictures, subscriptions
from reader.store.db import Database, open_or_replace

DAY = 24 * 60
LATER = NOW + timedelta(days=100)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """Ten entries of one feed, a day apart, all read but the newest; the oldest is a bookmark."""
    with closing(open_or_replace(tmp_path / "qari.db").database) as opened:
        index.prepare(opened)
        feed_id = subscriptions.subscribe(opened, Subscription(URL))
        new = [a_new(an_entry(str(number), f"<p>نص {number}</p>"), number * DAY) for number in range(10)]
        feeds.apply(opened, an_intent(feed_id, new))
        ids = entries.ids(opened, Filter())
        entries.mark(opened, ids[1:], Mark.READ, NOW)
        entries.mark(opened, ids[-1:], Mark.BOOKMARK, NOW)
        index.some(opened, 100)
        yield opened


def clean(db: Database, keep: Keep, now: datetime) -> Cleaned:
    """Remove what need not be kept."""
    ids, found = keeping.removable(db, keep, now)
    keeping.remove_pictures(db, keep, now)
    return found._replace(entries=keeping.remove(db, ids))


def left(db: Database) -> str:
    """The guids of what lists have, the newest first."""
    ids = entries.ids(db, Filter())
    return "".join(db.value("SELECT guid FROM entries WHERE id = ?", (id,)) for id in ids)


@pytest.mark.parametrize(
    ("keep", "guids"),
    [
        (Keep(), "0123456789"),
        (Keep(days=30), "09"),
        (Keep(days=200), "0123456789"),
        (Keep(entries=3), "0129"),
        (Keep(entries=100), "0123456789"),
    ],
)
def test_what_was_read_goes_after_its_time(db: Database, keep: Keep, guids: str) -> None:
    """By age or by number; what is unread, or a bookmark, stays."""
    told = keeping.removable(db, keep, LATER)[1]
    assert left(db) == "0123456789"
    assert clean(db, keep, LATER) == told
    assert left(db) == guids
    assert told.entries == 10 - len(guids) and bool(told.size) == (len(guids) < 10)
    assert clean(db, keep, LATER).entries == 0


def test_a_feed_may_be_kept_for_another_time(db: Database) -> None:
    """What its own settings say stands before those of all feeds, also that it is kept for ever."""
    subscriptions.subscribe(db, Subscription(URL, retention=Retention(days=0)))
    assert clean(db, Keep(days=30), LATER).entries == 0
    subscriptions.subscribe(db, Subscription(URL, retention=Retention(days=200, entries=0)))
    assert clean(db, Keep(days=1, entries=1), LATER).entries == 0
    subscriptions.subscribe(db, Subscription(URL, retention=Retention(entries=2)))
    clean(db, Keep(), LATER)
    assert left(db) == "019"


def test_the_oldest_make_room(db: Database) -> None:
    """Of what is read, as much goes as it takes for the database to be within the limit, and no more."""
    big = [a_new(an_entry(f"b{number}", "<p>نص</p>" * 50_000), (20 + number) * DAY) for number in range(6)]
    feeds.apply(db, an_intent(1, big))
    entries.mark(db, entries.ids(db, Filter(unread=True))[1:], Mark.READ, NOW)
    assert clean(db, Keep(database_megabytes=1_000), LATER).entries == 0
    told = keeping.removable(db, Keep(database_megabytes=3), LATER)[1]
    assert clean(db, Keep(database_megabytes=3), LATER) == told
    assert told.entries > 0
    assert left(db).startswith("0") and "9" in left(db)
    keeping.shrink(db)
    assert 1_500_000 < db.value("PRAGMA page_count") * db.value("PRAGMA page_size") <= 3_000_000


def test_a_bookmark_set_while_it_is_cleaned_stays(db: Database, tmp_path: Path) -> None:
    """Another window marks between the choosing and the removing; what it marked is not lost."""
    chosen, _ = keeping.removable(db, Keep(days=30), LATER)
    with closing(open_or_replace(tmp_path / "qari.db").database) as window:
        entries.mark(window, chosen[:1], Mark.BOOKMARK, NOW)
        entries.mark(window, chosen[1:2], Mark.UNREAD, NOW)
    assert keeping.remove(db, chosen) == len(chosen) - 2
    assert {*entries.ids(db, Filter())} >= {*chosen[:2]}


def test_the_time_counts_from_when_it_was_read(db: Database) -> None:
    """An old article that was read yesterday is kept."""
    entries.mark(db, entries.ids(db, Filter())[5:6], Mark.UNREAD, LATER)
    entries.mark(db, entries.ids(db, Filter())[5:6], Mark.READ, LATER)
    clean(db, Keep(days=30), LATER)
    assert left(db) == "059"


def test_what_is_gone_does_not_come_back(db: Database) -> None:
    """A feed that still carries it, changed or not, brings nothing new."""
    known = {one.guid: one for one in entries.known(db, 1)}
    clean(db, Keep(days=30), LATER)
    assert {one.guid for one in entries.known(db, 1)} == known.keys()
    changed = ChangedEntry(known["5"].id, an_entry("5", "<p>آخر</p>"), "other")
    feeds.apply(db, an_intent(1, [a_new(an_entry("5"))], [changed]))
    assert left(db) == "09"
    while index.some(db, 10):
        pass
    assert len(entries.ids(db, Filter(), parse("نص", NOW))) == 2
    assert len(entries.ids(db, Filter(), parse("اخر", NOW))) == 0
    assert [feed.total for feed in feeds.subscribed(db)] == [2]


def test_nothing_of_it_is_left(db: Database) -> None:
    """Neither text nor picture nor word; and the file is sound."""
    clean(db, Keep(days=30), LATER)
    for table in ("entry_bodies", "entry_texts", "entry_states", "entry_index"):
        assert db.value(f"SELECT count(*) FROM {table}") == 2, table
    keeping.shrink(db)
    db.check()


def test_pictures_of_what_was_read_go_first(db: Database) -> None:
    """Their articles stay, and so do the pictures of what is unread."""
    for entry_id in entries.ids(db, Filter())[:3]:
        pictures.keep(db, PictureToFetch(entry_id, "https://a.example/x.png"), Picture(b"x" * 1000, 1, 1), NOW)
    told = clean(db, Keep(pictures_days=30), LATER)
    assert (told.entries, told.pictures, told.size) == (0, 2, 2000)
    assert db.value("SELECT count(*) FROM entry_pictures") == 1


def test_a_story_goes_over_to_the_feed_that_keeps_it(db: Database) -> None:
    """When the entry that it stood under is removed, the other feed's stands for itself."""
    other = subscriptions.subscribe(db, Subscription(URL + "/2"))
    twin = an_entry("twin")._replace(url="https://example.org/5")
    feeds.apply(db, an_intent(other, [a_new(twin, 5 * DAY)]))
    entries.mark(db, entries.ids(db, Filter(feed_id=other)), Mark.BOOKMARK, NOW)
    assert "twin" not in left(db)
    clean(db, Keep(days=30), LATER)
    assert left(db) == "0twin9"


def test_pages_that_were_saved_stay(db: Database) -> None:
    """They were kept on purpose."""
    later = subscriptions.subscribe(db, Subscription(feeds.READ_LATER))
    feeds.apply(db, an_intent(later, [a_new(an_entry("saved"), 3 * DAY)]))
    entries.mark(db, entries.ids(db, Filter(feed_id=later)), Mark.READ, NOW)
    clean(db, Keep(days=1, entries=1), LATER)
    assert "saved" in left(db)
