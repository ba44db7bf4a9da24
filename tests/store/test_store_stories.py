"""Stories that several feeds have: shown once, with their other sources, and read everywhere at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from store_samples import NOW, URL, a_new, an_entry, an_intent

from reader.asking import Subscription
from reader.models import Filter, Mark, ParsedEntry
from reader.query import parse
from reader.store import entries, feeds, subscriptions
from reader.store.db import Database, open_or_replace

LONG = "الرئيس يفتتح محطة القطارات الجديدة في العاصمة"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """An empty database."""
    with closing(open_or_replace(tmp_path / "qari.db").database) as opened:
        yield opened


def told(url: str, title: str = "") -> ParsedEntry:
    """An entry of this address."""
    return an_entry(url, title=title or f"عنوان {url}")._replace(url=url)


def a_source(db: Database, name: str, *stories: ParsedEntry, age: int = 0, merged: bool = True) -> int:
    """A feed of this title with these entries; its id."""
    feed_id = subscriptions.subscribe(db, Subscription(f"{URL}/{name}", merged=merged))
    feeds.apply(db, an_intent(feed_id, [a_new(story, age) for story in stories], title=name))
    return feed_id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (told("https://a.example/story"), told("https://a.example/story")),
        (told("https://a.example/story"), told("http://www.a.example/story/?utm_source=feed")),
        (
            told("https://a.example/1", LONG),
            told("https://b.example/2", "الرئيسُ يفتتح محطة القطارات الجديدة في العاصمة"),
        ),
    ],
)
def test_a_story_of_two_feeds_is_shown_once(db: Database, one: ParsedEntry, other: ParsedEntry) -> None:
    """By its address, whatever is counted in it, or by a title that says enough; each feed still has its own."""
    first, second = a_source(db, "أ", one), a_source(db, "ب", other)
    (shown,) = entries.by_ids(db, entries.ids(db, Filter()))
    assert (shown.feed_id, shown.others) == (first, 1)
    assert len(entries.ids(db, Filter(feed_id=second))) == 1
    article = entries.article(db, shown.id)
    assert article is not None and article.also_in == ("ب",)


@pytest.mark.parametrize(
    ("one", "other", "age"),
    [
        (told("https://a.example/"), told("https://a.example/"), 0),
        (told("https://a.example/1", "نشرة الأخبار"), told("https://b.example/2", "نشرة الأخبار"), 0),
        (told("https://a.example/story"), told("https://a.example/story"), 60 * 24 * 9),
        (told("https://a.example/1?id=1"), told("https://a.example/1?id=2"), 0),
    ],
)
def test_other_stories_stay_apart(db: Database, one: ParsedEntry, other: ParsedEntry, age: int) -> None:
    """A front page is no story, a title of two words is none, and what is a week older is another one."""
    a_source(db, "أ", one)
    a_source(db, "ب", other, age=age)
    assert len(entries.ids(db, Filter())) == 2


def test_one_feed_may_tell_a_story_twice(db: Database) -> None:
    """Only stories of different feeds are merged: what one feed says twice it means."""
    a_source(db, "أ", told("https://a.example/1", LONG), told("https://a.example/2", LONG))
    assert len(entries.ids(db, Filter())) == 2


def test_reading_one_reads_all(db: Database) -> None:
    """And undoing it undoes all; a bookmark is for one entry."""
    for name in "أبج":
        a_source(db, name, told("https://a.example/story"))
    assert [feed.unread - feed.repeated for feed in feeds.subscribed(db)] == [1, 0, 0]
    twin = entries.ids(db, Filter(feed_id=2))[0]
    changed = entries.mark(db, [twin], Mark.READ, NOW)
    assert len(changed) == 3
    assert not any(feed.unread for feed in feeds.subscribed(db))
    assert len(entries.mark(db, changed, Mark.UNREAD, NOW)) == 3
    assert len(entries.mark(db, [twin], Mark.BOOKMARK, NOW)) == 1
    assert list(entries.ids(db, Filter(bookmarked=True))) == [twin]


def test_what_was_read_comes_read_from_the_next_feed(db: Database) -> None:
    """A story that another feed brings later is not news."""
    a_source(db, "أ", told("https://a.example/story"))
    entries.mark(db, entries.ids(db, Filter()), Mark.READ, NOW)
    a_source(db, "ب", told("https://a.example/story"))
    assert len(entries.ids(db, Filter(unread=True))) == 0


def test_a_feed_may_keep_its_stories(db: Database) -> None:
    """One that is not merged neither loses any nor takes any."""
    a_source(db, "أ", told("https://a.example/story"))
    a_source(db, "ب", told("https://a.example/story"), merged=False)
    a_source(db, "ج", told("https://a.example/story"))
    assert len(entries.ids(db, Filter())) == 2


def test_a_feed_that_is_told_to_keep_them_gets_them_back(db: Database) -> None:
    """The configuration can say so later."""
    for merged in (True, True, False):
        wanted = [Subscription(f"{URL}/1"), Subscription(f"{URL}/2", merged=merged)]
        subscriptions.follow_config(db, wanted, complete=True)
        for feed_id in (1, 2) if not entries.ids(db, Filter()) else ():
            feeds.apply(db, an_intent(feed_id, [a_new(told("https://a.example/story"))]))
        assert len(entries.ids(db, Filter())) == (1 if merged else 2)


def test_a_story_outlives_the_feed_that_it_stood_under(db: Database) -> None:
    """When that one is no longer subscribed to, the others show theirs."""
    first = a_source(db, "أ", told("https://a.example/story"))
    a_source(db, "ب", told("https://a.example/story"))
    subscriptions.unsubscribe(db, first)
    assert [entry.feed_title for entry in entries.by_ids(db, entries.ids(db, Filter()))] == ["ب"]


def test_what_is_saved_to_be_read_later_is_no_repetition(db: Database) -> None:
    """A page that somebody keeps is shown, though a feed has it too."""
    a_source(db, "أ", told("https://a.example/story"))
    later = subscriptions.subscribe(db, Subscription(feeds.READ_LATER))
    feeds.apply(db, an_intent(later, [a_new(told("https://a.example/story"))]))
    assert len(entries.ids(db, Filter())) == 2


def test_stories_are_known_within_days(db: Database) -> None:
    """Three days apart is one story still."""
    a_source(db, "أ", told("https://a.example/story"))
    a_source(db, "ب", told("https://a.example/story"), age=int(timedelta(days=3).total_seconds() // 60))
    assert len(entries.ids(db, Filter())) == 1


def test_what_comes_every_day_is_no_story(db: Database) -> None:
    """Two feeds with the same title each day, and all of it read each day: every day's is shown, and unread."""
    title = "Morning briefing: what you need to know today"
    a_feed_id, b_feed_id = a_source(db, "World"), a_source(db, "Top")
    for day in range(4):
        at = NOW + timedelta(days=day)
        for name, feed_id in (("w", a_feed_id), ("t", b_feed_id)):
            entry = told(f"https://{name}.example/{day}", title)._replace(published=at)
            feeds.apply(db, an_intent(feed_id, [a_new(entry)], at=at))
        assert len(entries.ids(db, Filter(unread=True))) >= 1
        entries.mark(db, entries.ids(db, Filter()), Mark.READ, NOW)


def test_places_in_one_page_are_other_stories(db: Database) -> None:
    """Releases in a list of changes, and episodes that all lead to one page."""
    for name in "أب":
        a_source(db, name, *(told(f"https://a.example/changes#v{n}", f"v{n}") for n in range(3)))
        a_source(
            db, name + "2", *(told("https://a.example/show", f"episode {n}")._replace(guid=str(n)) for n in range(3))
        )
    assert len(entries.ids(db, Filter())) == 3 + 6


def test_what_is_asked_of_a_feed_finds_what_it_shares(db: Database) -> None:
    """A feed, a bookmark or a tag is not the same for all that have a story."""
    a_source(db, "أ", told("https://a.example/story"))
    second = a_source(db, "ب", told("https://a.example/story"))
    twin = entries.ids(db, Filter(feed_id=second))[0]
    entries.mark(db, [twin], Mark.BOOKMARK, NOW)
    for query, count in (("feed:ب", 1), ("is:bookmarked", 1), ("is:unread", 1), ("-is:read age:<90d", 1), ("عنوان", 2)):
        assert len(entries.ids(db, Filter(), parse(query, NOW), NOW)) == count, query


def test_the_end_of_a_subscription_is_taken_back_whole(db: Database) -> None:
    """The others stay together meanwhile, and what was one story is one again."""
    ids = [a_source(db, name, told("https://a.example/story")) for name in "أبج"]
    subscriptions.unsubscribe(db, ids[0])
    assert len(entries.ids(db, Filter())) == 1
    subscriptions.subscribe_again(db, ids[0])
    assert len(entries.ids(db, Filter())) == 1
    assert len(entries.mark(db, entries.ids(db, Filter()), Mark.READ, NOW)) == 3


def test_many_entries_of_one_page_are_stored_quickly(db: Database) -> None:
    """A link that all entries of two feeds have tells none of them; nobody looks at every pair."""
    for name in "أب":
        a_source(db, name, *(told("https://a.example/show", f"t{n}")._replace(guid=str(n)) for n in range(1_000)))
    assert len(entries.ids(db, Filter())) == 2_000


def test_storing_takes_no_longer_in_a_feed_that_holds_much(db: Database) -> None:
    """What SQLite does for ten new entries, in steps of its machine, is the same beside 20 stored ones and 2,000."""
    steps = []
    for stored in (20, 2_000):
        feed_id = a_source(db, str(stored), *(told(f"https://a.example/{stored}/{n}") for n in range(stored)))
        fresh = [a_new(told(f"https://a.example/{stored}/new/{n}")) for n in range(10)]
        count = 0

        def step() -> int:
            nonlocal count
            count += 1
            return 0

        db._connection.set_progress_handler(step, 10)
        feeds.apply(db, an_intent(feed_id, fresh))
        db._connection.set_progress_handler(None, 0)
        steps.append(count)
    assert steps[1] < 1.5 * steps[0]
