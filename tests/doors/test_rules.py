"""Rules do by themselves what they say, and can be taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from door_samples import a_feed, reading, refreshed
from hand_clock import Clock

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
    rules.add(database, Rule("(", (Action.MUTE,)), clock.now, stored=False)
    database.close()
    await more(kept, tmp_path, "أول")
    assert "أول" in await titles(kept)
