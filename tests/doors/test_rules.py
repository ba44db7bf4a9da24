"""Rules do by themselves what they say, and can be taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from door_samples import a_feed, reading, refreshed
from hand_clock import Clock
from loopback import Answer, Loopback

from reader.config.schema import Config
from reader.errors import NotFoundError, QueryError, UsageError
from reader.events import FeedUpdated
from reader.library import Library
from reader.models import Filter, Mark
from reader.rule import Action, Rule
from reader.store import rules
from reader.store.connection import Database

STORIES = (("كرة القدم اليوم", "نص"), ("أخبار الاقتصاد", "نص"))


@pytest.fixture
async def kept(tmp_path: Path, clock: Clock) -> AsyncIterator[Library]:
    """A library with two entries: 2 about football, 1 about the economy."""
    async with reading(tmp_path, clock, a_feed(tmp_path, "one", *STORIES)) as library:
        yield library


async def more(library: Library, path: Path, *titles: str) -> list[object]:
    """Refresh, after the feed got more stories on top."""
    a_feed(path, "one", *STORIES, *((title, "نص") for title in titles))
    return list(await refreshed(library))


async def titles(library: Library, wanted: Filter = Filter()) -> list[str]:  # noqa: B008
    """The headlines of a list, in alphabetical order."""
    return sorted(entry.title for entry in await library.list(wanted))


async def test_what_is_muted_is_in_no_list(kept: Library, tmp_path: Path) -> None:
    """Stored articles and new ones: not listed, counted or unread; is:muted lists them."""
    await kept.rules.add(Rule("title:كرة", (Action.MUTE,)))
    await more(kept, tmp_path, "بطولة الكرة", "طقس")
    assert await titles(kept) == ["أخبار الاقتصاد", "طقس"]
    assert await titles(kept, Filter(unread=True)) == ["أخبار الاقتصاد", "طقس"]
    assert await titles(kept, Filter(feed_id=1)) == ["أخبار الاقتصاد", "طقس"]
    (feed,) = await kept.feeds()
    assert (feed.unread, feed.total) == (2, 2)
    assert await titles(kept, Filter(text="is:muted")) == ["بطولة الكرة", "كرة القدم اليوم"]


async def test_what_is_muted_is_no_news(kept: Library, tmp_path: Path) -> None:
    """A refresh counts as new only what the lists show."""
    await kept.rules.add(Rule("title:كرة", (Action.MUTE,)))
    await kept.rules.add(Rule("بطولة", (Action.MUTE,)))
    events = await more(kept, tmp_path, "بطولة الكرة", "كرة السلة", "طقس")
    assert [event.new for event in events if isinstance(event, FeedUpdated)] == [1]


async def test_a_dropped_rule_shows_what_it_muted(kept: Library, tmp_path: Path) -> None:
    """Unread if nobody had read it; what was read before stays read. Taken back, it is muted again."""
    await kept.mark([2], Mark.READ)
    rule = await kept.rules.add(Rule("title:كرة OR طقس", (Action.MUTE,)))
    await more(kept, tmp_path, "طقس")
    dropped = await kept.rules.drop(rule.id)
    assert dropped == rule
    assert await titles(kept, Filter(unread=True)) == ["أخبار الاقتصاد", "طقس"]
    assert len(await titles(kept)) == 3
    await kept.undo()
    assert await titles(kept) == ["أخبار الاقتصاد"]
    assert await kept.rules.all() == (rule,)


async def test_each_action_is_done_and_taken_back(kept: Library, tmp_path: Path) -> None:
    """Highlight, read, bookmark and tags at once; u puts everything back as it was."""
    await kept.margins.tag(2, ["قديم"])
    before = await kept.list(Filter()), (await kept.article(2)).margin
    actions = (Action.HIGHLIGHT, Action.READ, Action.BOOKMARK, Action.TAG)
    await kept.rules.add(Rule("كرة", actions, ("رياضة",)))
    (entry,) = await kept.list(Filter(text="is:highlighted is:read is:bookmarked tag:رياضة"))
    assert entry.raised and (await kept.article(2)).margin.tags == ("رياضة", "قديم")
    await kept.undo()
    assert (await kept.list(Filter()), (await kept.article(2)).margin) == before
    assert await kept.rules.all() == ()


async def test_a_rule_ends(kept: Library, tmp_path: Path, clock: Clock) -> None:
    """After its time it does nothing more, and what it has done stays."""
    await kept.rules.add(Rule("نص", (Action.BOOKMARK,), until=clock.now + timedelta(days=1)), stored=False)
    await more(kept, tmp_path, "أول")
    clock.now += timedelta(days=1)
    await more(kept, tmp_path, "أول", "ثان")
    assert await titles(kept, Filter(bookmarked=True)) == ["أول"]


async def test_rules_have_news_told(kept: Library, tmp_path: Path, clock: Clock) -> None:
    """Of what comes from now on, unread, and of no other article of the feed."""
    await kept.rules.add(Rule("عاجل", (Action.NOTIFY,)))
    begun = clock.now = clock.now + timedelta(minutes=1)
    events = await more(kept, tmp_path, "عاجل: خبر", "خبر آخر")
    (news,) = await kept.news([event for event in events if isinstance(event, FeedUpdated)], begun)
    assert news.headlines == ("عاجل: خبر",)


async def test_a_trial_changes_nothing(kept: Library) -> None:
    """What a rule would be for is told before it is made."""
    assert await kept.rules.matching("كرة") == (2,)
    assert await kept.rules.all() == ()


@pytest.mark.parametrize(
    ("rule", "error"),
    [
        (Rule("(", (Action.MUTE,)), QueryError),
        (Rule(" ", (Action.MUTE,)), UsageError),
        (Rule("x", ()), UsageError),
        (Rule("x", (Action.TAG,)), UsageError),
        (Rule("x", (Action.MUTE,), ("tag",)), UsageError),
    ],
)
async def test_what_is_no_rule_is_refused(kept: Library, rule: Rule, error: type[Exception]) -> None:
    """One without a query, without anything to do, or whose query cannot be read; nothing is kept of it."""
    with pytest.raises(error):
        await kept.rules.add(rule)
    assert await kept.rules.all() == ()
    with pytest.raises(NotFoundError):
        await kept.rules.drop(7)


async def test_muted_stories_do_not_hide_those_of_other_feeds(tmp_path: Path, clock: Clock) -> None:
    """A story whose first feed is muted is shown under the next feed that tells it."""
    title = "عنوان طويل جدا لقصة واحدة يرويها مصدران اثنان"
    one, two = a_feed(tmp_path, "one", (title, "نص")), a_feed(tmp_path, "two", (title, "نص"))
    async with reading(tmp_path, clock, one, two) as library:
        assert len(await library.list(Filter())) == 1
        await library.rules.add(Rule("feed:1", (Action.MUTE,)))
        (entry,) = await library.list(Filter())
        assert entry.feed_id == 2


async def test_a_query_that_is_none_any_more_does_nothing(kept: Library, tmp_path: Path, clock: Clock) -> None:
    """A rule that cannot be read does not keep a feed from being stored."""
    database = Database(tmp_path / "qari.db")
    rules.add(database, Rule("(", (Action.MUTE, Action.NOTIFY)), clock.now, stored=False)
    database.close()
    await more(kept, tmp_path, "أول")
    assert "أول" in await titles(kept)
    assert await kept.rules.counts(await kept.rules.all()) == (None,)
    assert await kept.news([], clock.now) == ()


TITLE = "عنوان طويل جدا لقصة واحدة يرويها مصدران اثنان"


async def test_a_muted_story_takes_nothing_along(tmp_path: Path, clock: Clock) -> None:
    """What another feed tells of it later is a story of its own, unread."""
    one, two = a_feed(tmp_path, "one", (TITLE, "نص")), a_feed(tmp_path, "two")
    async with reading(tmp_path, clock, one, two) as library:
        await library.rules.add(Rule("feed:one", (Action.MUTE,)))
        a_feed(tmp_path, "two", (TITLE, "نص"))
        await refreshed(library)
        (entry,) = await library.list(Filter(unread=True))
        assert entry.feed_title == "two"


async def test_a_rule_that_goes_leaves_stories_together(tmp_path: Path, clock: Clock) -> None:
    """Taken back or dropped, a story that two feeds tell is one headline again."""
    one, two = a_feed(tmp_path, "one", (TITLE, "نص")), a_feed(tmp_path, "two", (TITLE, "نص"))
    async with reading(tmp_path, clock, one, two) as library:
        await library.rules.add(Rule("feed:one", (Action.MUTE,)))
        await library.undo()
        assert len(await library.list(Filter())) == 1
        rule = await library.rules.add(Rule("feed:one", (Action.MUTE,)))
        await library.rules.drop(rule.id)
        assert len(await library.list(Filter())) == 1


async def test_what_is_muted_is_never_unread(kept: Library, clock: Clock) -> None:
    """Marking it unread counts when the rule goes, and so does that it was read, or opened, meanwhile."""
    rule = await kept.rules.add(Rule("نص", (Action.MUTE,)))
    await kept.mark([1, 2], Mark.UNREAD)
    assert await titles(kept, Filter(unread=True)) == []
    assert [(feed.unread, feed.total) for feed in await kept.feeds()] == [(0, 0)]
    await kept.mark([1], Mark.READ)
    await kept.opened_article(2)
    await kept.rules.drop(rule.id)
    assert await titles(kept, Filter(unread=True)) == []
    assert len(await titles(kept)) == 2


async def test_muted_and_read_is_read_when_the_rule_goes(kept: Library) -> None:
    """Both actions of one rule count, whatever their order."""
    rule = await kept.rules.add(Rule("كرة", (Action.MUTE, Action.READ)))
    await kept.rules.drop(rule.id)
    assert await titles(kept, Filter(unread=True)) == ["أخبار الاقتصاد"]


async def test_reading_by_a_rule_goes_by_the_story(tmp_path: Path, clock: Clock) -> None:
    """As by the key: in all feeds that tell it; taken back exactly, in those where it was unread."""
    one, two = a_feed(tmp_path, "one", (TITLE, "نص")), a_feed(tmp_path, "two", (TITLE, "نص"))
    async with reading(tmp_path, clock, one, two) as library:
        await library.rules.add(Rule("feed:two", (Action.READ,)))
        assert await library.list(Filter(unread=True)) == ()
        await library.undo()
        assert len(await library.ids(Filter(unread=True, feed_id=1))) == 1


async def test_a_rule_knows_what_a_new_feed_is_called(tmp_path: Path, clock: Clock) -> None:
    """At its first refresh already."""
    async with reading(tmp_path, clock, a_feed(tmp_path, "one", *STORIES)) as library:
        await library.rules.add(Rule("feed:sportdaily", (Action.BOOKMARK,)))
    sport = a_feed(tmp_path, "sportdaily", ("خبر", "نص"))
    async with reading(tmp_path, clock, a_feed(tmp_path, "one", *STORIES), sport) as library:
        assert await titles(library, Filter(bookmarked=True)) == ["خبر"]


@pytest.mark.parametrize("query", ['""', "«»", "()", "ـ", "title:ـ", "ـ OR x", "x" * 1001])
async def test_no_rule_is_for_everything(kept: Library, query: str) -> None:
    """A query that leaves nothing out, or is not read to its end, is refused before anything is done."""
    with pytest.raises(UsageError):
        await kept.rules.add(Rule(query, (Action.MUTE,)))
    assert len(await titles(kept)) == 2


async def test_a_story_is_told_once(tmp_path: Path, clock: Clock) -> None:
    """A rule that wants it told does so for the first feed that brings it."""
    one, two = a_feed(tmp_path, "one"), a_feed(tmp_path, "two")
    async with reading(tmp_path, clock, one, two) as library:
        await library.rules.add(Rule("قصة", (Action.NOTIFY,)))
        begun = clock.now = clock.now + timedelta(minutes=1)
        for name in ("one", "two"):
            a_feed(tmp_path, name, (TITLE, "نص"))
        events = [event for event in await refreshed(library) if isinstance(event, FeedUpdated)]
        assert sum(one.new for one in await library.news(events, begun)) == 1


async def test_undo_ends_no_rule_of_another_window(kept: Library, tmp_path: Path, clock: Clock) -> None:
    """A rule that has the number of this window's, and a number that is taken when one comes back."""
    mine = await kept.rules.add(Rule("كرة", (Action.MUTE,)))
    other = await Library.open(tmp_path / "qari.db", Config(), clock)
    await other.rules.drop(mine.id)
    theirs = await other.rules.add(Rule("طقس", (Action.MUTE,)))
    assert theirs.id == mine.id
    await kept.undo()
    assert await kept.rules.all() == (theirs,)
    await kept.rules.drop(theirs.id)
    await other.rules.add(Rule("آخر", (Action.MUTE,)))
    await other.close()
    assert await kept.undo() is not None
    assert {rule.query for rule in await kept.rules.all()} == {"طقس", "آخر"}


async def test_what_is_kept_to_read_later_is_not_muted(kept: Library, server: Loopback) -> None:
    """Whoever saves a page wants to read it, whatever rules say."""
    await kept.rules.add(Rule("title:صفحة", (Action.MUTE, Action.READ, Action.HIGHLIGHT)))
    page = "<html><head><title>صفحة</title></head><body><article>" + "<p>نص طويل يقرأ لاحقا.</p>" * 20
    entry = await kept.save_page(server.put("/page", Answer(page.encode())), "لاحقا")
    assert entry.raised and not entry.read
    assert entry in await kept.list(Filter(unread=True))
