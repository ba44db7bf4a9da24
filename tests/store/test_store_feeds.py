"""Feeds: subscriptions, and what refreshes came to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from store_samples import NOW, URL, a_feed, a_new, an_entry, an_intent

from reader.asking import PLAIN, FeedToFetch, Manner, Subscription
from reader.errors import NotFoundError, StoreError
from reader.events import FeedUpdated
from reader.models import ChangedEntry, Direction, Feed, Filter, Mark, Problem, Validators
from reader.store import entries, feeds, subscriptions
from reader.store.db import Database, connect, open_or_replace

A, B, C = (Subscription(f"https://example.org/{name}") for name in "abc")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """An empty database."""
    with closing(open_or_replace(tmp_path / "qari.db").database) as database:
        yield database


def urls(db: Database) -> list[str]:
    """The addresses subscribed to."""
    return sorted(feed.url for feed in feeds.subscribed(db))


def test_a_feed_shows_what_is_known_of_it(db: Database) -> None:
    """Before its first refresh that is the user's words and its address; afterwards, what it says of itself."""
    feed_id = subscriptions.subscribe(db, Subscription(URL, direction=Direction.RTL))
    assert feeds.subscribed(db) == (Feed(feed_id, URL, URL, direction=Direction.RTL),)
    feeds.apply(db, an_intent(feed_id, [a_new(an_entry("a"))]))
    assert feeds.subscribed(db) == (
        Feed(feed_id, URL, "مصدر", "https://example.org/", "ar", Direction.RTL, unread=1, total=1, checked=NOW),
    )


def test_the_users_title_and_language_win(db: Database) -> None:
    """Over those of the document, for the feed and for its entries."""
    feed_id = subscriptions.subscribe(db, Subscription(URL, "اسمي", "fa"))
    entry = an_entry("a")._replace(language="ur")
    assert feeds.apply(db, an_intent(feed_id, [a_new(entry)])).title == "اسمي"
    (feed,) = feeds.subscribed(db)
    assert (feed.title, feed.language) == ("اسمي", "fa")
    (headline,) = entries.by_ids(db, entries.ids(db, Filter()))
    assert (headline.feed_title, headline.language) == ("اسمي", "fa")
    assert [(feed.title, feed.language) for feed in feeds.to_fetch(db, None)] == [("اسمي", "fa")]


def test_feeds_come_in_the_order_of_their_titles(db: Database) -> None:
    """Letter case, hamza and the Arabic article do not count."""
    for title in ("zebra", "Apple", "banana", "الجزيرة", "أخبار", "ثقافة", "بي بي سي"):
        subscriptions.subscribe(db, Subscription(f"https://example.org/{title}", title))
    assert [feed.title for feed in feeds.subscribed(db)] == [
        *("Apple", "banana", "zebra"),
        *("أخبار", "بي بي سي", "ثقافة", "الجزيرة"),
    ]


def test_subscribing_again_changes_only_what_is_given(db: Database) -> None:
    """The feed keeps its id, its entries and all that is not said anew."""
    feed_id = a_feed(db, "a")
    assert subscriptions.subscribe(db, Subscription(URL, "اسمي", "ar", Direction.RTL)) == feed_id
    assert subscriptions.subscribe(db, Subscription(URL, language="fa")) == feed_id
    (feed,) = feeds.subscribed(db)
    assert (feed.title, feed.language, feed.direction, feed.total) == ("اسمي", "fa", Direction.RTL, 1)


def test_an_ended_subscription_leaves_the_lists_and_can_begin_again(db: Database) -> None:
    """Nothing is deleted: bookmarked entries stay in the lists, and all are back with the subscription."""
    feed_id = a_feed(db, "a", "b", "c")
    stored = entries.ids(db, Filter())
    entries.mark(db, stored[1:2], Mark.BOOKMARK, NOW)
    subscriptions.unsubscribe(db, feed_id)
    assert feeds.subscribed(db) == ()
    assert feeds.to_fetch(db, None) == feeds.to_fetch(db, [feed_id]) == ()
    assert list(entries.ids(db, Filter())) == list(stored[1:2])
    assert list(entries.ids(db, Filter(feed_id=feed_id, unread=True))) == list(stored[1:2])
    assert len(entries.by_ids(db, stored)) == 3
    assert subscriptions.subscribe(db, Subscription(URL)) == feed_id
    assert entries.ids(db, Filter()) == stored


def test_ending_a_subscription_that_is_not_there_is_an_error(db: Database) -> None:
    """Nothing has that id."""
    with pytest.raises(NotFoundError):
        subscriptions.unsubscribe(db, 77)


def test_the_configuration_is_followed(db: Database) -> None:
    """What it names is subscribed to; what it no longer names is not, its entries notwithstanding."""
    subscriptions.follow_config(db, [A, B], complete=True)
    assert urls(db) == [A.url, B.url]
    subscriptions.follow_config(db, [B._replace(title="ب"), C], complete=True)
    assert [feed.title for feed in feeds.subscribed(db) if feed.url == B.url] == ["ب"]
    assert urls(db) == [B.url, C.url]
    subscriptions.follow_config(db, [B], complete=True)
    assert [feed.title for feed in feeds.subscribed(db)] == [B.url]


def test_a_configuration_with_mistakes_ends_no_subscription(db: Database) -> None:
    """A feed that is missing from it may be one whose line could not be read."""
    subscriptions.follow_config(db, [A, B], complete=True)
    subscriptions.follow_config(db, [C], complete=False)
    assert urls(db) == [A.url, B.url, C.url]


def test_feeds_added_by_hand_are_not_the_configurations_to_end(db: Database) -> None:
    """Unless it names them at some time: then they are its own."""
    subscriptions.subscribe(db, A)
    subscriptions.subscribe(db, B)
    subscriptions.follow_config(db, [B], complete=True)
    subscriptions.follow_config(db, [], complete=True)
    assert urls(db) == [A.url]


def test_a_feed_that_the_configuration_dropped_can_be_added_by_hand(db: Database) -> None:
    """It then stays, though the configuration does not name it."""
    subscriptions.follow_config(db, [A], complete=True)
    subscriptions.follow_config(db, [], complete=True)
    subscriptions.subscribe(db, A)
    subscriptions.follow_config(db, [], complete=True)
    assert urls(db) == [A.url]


def test_a_configuration_that_changed_nothing_writes_nothing(db: Database, tmp_path: Path) -> None:
    """So a start neither waits for another process's lock nor needs room on the disk."""
    subscriptions.follow_config(db, [A, B], complete=True)
    with closing(connect(tmp_path / "qari.db")) as second, second.transaction():
        db.run("PRAGMA busy_timeout = 0")
        subscriptions.follow_config(db, [A, B], complete=True)


def test_a_refresh_is_told_and_remembered(db: Database) -> None:
    """Counts of what was stored; validators and body hash for the next time; the time; the problem is over."""
    feed_id = subscriptions.subscribe(db, A)
    feeds.failed(db, feed_id, Problem("error.timeout"), NOW - timedelta(hours=1))
    intent = an_intent(feed_id, [a_new(an_entry("a")), a_new(an_entry("b"))])
    assert feeds.apply(db, intent) == FeedUpdated(feed_id, "مصدر", 2, 0)
    assert feeds.to_fetch(db, None) == (FeedToFetch(feed_id, A.url, "مصدر", intent.validators, "hash", newest=NOW),)
    (feed,) = feeds.subscribed(db)
    assert (feed.checked, feed.problem) == (NOW, None)


def test_a_document_that_says_less_takes_nothing_away(db: Database) -> None:
    """A cut-off document without title, address and language leaves those of before."""
    feed_id = a_feed(db, "a")
    (before,) = feeds.subscribed(db)
    feeds.apply(db, an_intent(feed_id)._replace(title="", site_url="", language=""))
    assert feeds.subscribed(db) == (before,)


def test_validators_are_replaced_as_a_pair(db: Database) -> None:
    """An answer with one of them takes the other away; an answer with neither leaves both, as a 304 may omit them."""
    feed_id = a_feed(db, "a")
    before = feeds.to_fetch(db, None)[0].validators
    feeds.unchanged(db, feed_id, Validators(), NOW)
    assert feeds.to_fetch(db, None)[0].validators == before
    feeds.unchanged(db, feed_id, Validators('W/"x"'), NOW)
    assert feeds.to_fetch(db, None)[0].validators == Validators('W/"x"')


def test_an_unchanged_feed_has_no_problem(db: Database) -> None:
    """It answered."""
    feed_id = a_feed(db, "a")
    feeds.failed(db, feed_id, Problem("error.timeout"), NOW)
    feeds.unchanged(db, feed_id, Validators(), NOW + timedelta(minutes=1))
    (feed,) = feeds.subscribed(db)
    assert (feed.problem, feed.checked) == (None, NOW + timedelta(minutes=1))


def test_a_failure_is_recorded_with_its_facts(db: Database) -> None:
    """Whatever is in them; entries and validators stay as they were."""
    feed_id = a_feed(db, "a")
    before = feeds.to_fetch(db, None)
    problem = Problem("error.http", (("status", "500"), ("reason", "خطأ \"'\n\ud800"), ("url", URL)))
    feeds.failed(db, feed_id, problem, NOW + timedelta(minutes=1))
    (feed,) = feeds.subscribed(db)
    assert (feed.problem, feed.checked, feed.total) == (problem, NOW + timedelta(minutes=1), 1)
    assert feeds.to_fetch(db, None) == before


def test_a_refresh_can_be_of_some_feeds(db: Database) -> None:
    """Ids that nothing has are left out."""
    first, second, third = (subscriptions.subscribe(db, feed) for feed in (A, B, C))
    assert [feed.id for feed in feeds.to_fetch(db, [third, first, 77])] == [first, third]
    assert [feed.id for feed in feeds.to_fetch(db, None)] == [first, second, third]
    assert feeds.to_fetch(db, []) == ()


def test_a_refresh_that_cannot_be_written_whole_is_not_written(db: Database) -> None:
    """A last entry that SQLite refuses leaves the feed as it was."""
    feed_id = a_feed(db, "a")
    before = feeds.to_fetch(db, None), entries.known(db, feed_id), feeds.subscribed(db)
    refused = ChangedEntry(2**70, an_entry("c"), "")
    with pytest.raises(StoreError):
        feeds.apply(db, an_intent(feed_id, [a_new(an_entry("b"))], [refused], title="other"))
    assert (feeds.to_fetch(db, None), entries.known(db, feed_id), feeds.subscribed(db)) == before


def test_a_removal_taken_back_has_its_settings_and_a_new_subscription_has_not(db: Database) -> None:
    """Cookies and selectors are there again after an undo; who subscribes anew without any sends none."""
    manner = Manner(cookies="session=1", keep="article")
    feed_id = subscriptions.subscribe(db, Subscription(A.url, manner=manner))
    subscriptions.unsubscribe(db, feed_id)
    subscriptions.subscribe_again(db, feed_id)
    assert feeds.to_fetch(db, None)[0].manner == manner
    subscriptions.unsubscribe(db, feed_id)
    subscriptions.subscribe(db, Subscription(A.url))
    assert feeds.to_fetch(db, None)[0].manner == PLAIN


def test_settings_end_with_their_table(db: Database) -> None:
    """A feed that the configuration no longer names keeps no cookies of it."""
    subscriptions.follow_config(db, [Subscription(A.url, manner=Manner(cookies="session=1"))], complete=True)
    subscriptions.follow_config(db, [], complete=True)
    assert db.value("SELECT manner FROM feeds") == ""
