"""Whatever the user changes is taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from door_samples import a_feed, reading
from hand_clock import Clock
from loopback import Answer, Loopback

from reader.asking import Subscription
from reader.library import Library
from reader.models import Direction, Filter, Mark, Source
from reader.rule import Action, Rule
from reader.store.connection import Database

OWN = (
    ("feeds", "url, own_title, folder, paused, notify, prefers"),
    ("entry_states", "entry_id, read, bookmarked, direction, read_at, bookmarked_at"),
    ("searches", "title, query"),
)
"""What is the user's in the store."""
PAGE = "<html><head><title>صفحة</title></head><body><article><h1>صفحة</h1>" + "<p>نص طويل يقرأ لاحقا.</p>" * 20


@pytest.fixture
async def kept(tmp_path: Path, clock: Clock) -> AsyncIterator[Library]:
    """A library with two feeds."""
    one = a_feed(tmp_path, "one", ("أول", "نص"), ("ثان", "نص"))
    two = a_feed(tmp_path, "two", ("First", "text"), ("Second", "text"))
    async with reading(tmp_path, clock, one, two) as library:
        yield library


def state(path: Path) -> Sequence[object]:
    """All that is the user's; of feeds, those that are subscribed to."""
    with closing(sqlite3.connect(path)) as db:
        return [
            db.execute(f"SELECT {columns} FROM {table} {'WHERE subscribed' if table == 'feeds' else ''}").fetchall()
            for table, columns in OWN
        ]


def used(path: Path) -> None:
    """Have an entry read, and one bookmarked, a long time ago."""
    with closing(Database(path)) as database:
        database.run("UPDATE entry_states SET read = 1, read_at = 7 WHERE entry_id = 3")
        database.run("UPDATE entry_states SET bookmarked = 1, bookmarked_at = 8 WHERE entry_id = 4")


async def _saved(library: Library, server: Loopback) -> None:
    await library.save_page(server.put("/page", Answer(PAGE.encode())), "لاحقا")


CHANGES: dict[str, Callable[[Library, Loopback], Awaitable[object]]] = {
    "read": lambda library, _: library.mark([1, 2], Mark.READ),
    "bookmark": lambda library, _: library.mark([1], Mark.BOOKMARK),
    "all read": lambda library, _: library.mark_all_read(Filter()),
    "rename": lambda library, _: library.rename(1, "اسم آخر"),
    "move": lambda library, _: library.move(1, "مجلد/آخر"),
    "pause": lambda library, _: library.pause(1, paused=True),
    "notify": lambda library, _: library.notify(1, wanted=True),
    "remove": lambda library, _: library.remove(1),
    "add": lambda library, _: library.add(Subscription("https://example.org/feed", "New")),
    "unread": lambda library, _: library.mark([3], Mark.UNREAD),
    "bookmark no longer": lambda library, _: library.mark([4], Mark.UNBOOKMARK),
    "turn": lambda library, _: library.turn(1, Direction.LTR),
    "prefer": lambda library, _: library.prefer(1, Source.PAGE),
    "keep": lambda library, _: library.keep_search("بحث", "is:unread"),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_each_change_is_taken_back(kept: Library, server: Loopback, tmp_path: Path, change: str) -> None:
    """After a change and u, all that is the user's is as it was before; a second u finds nothing to take back."""
    used(tmp_path / "qari.db")
    before = state(tmp_path / "qari.db")
    await CHANGES[change](kept, server)
    assert state(tmp_path / "qari.db") != before
    assert await kept.undo() is not None
    assert state(tmp_path / "qari.db") == before
    assert await kept.undo() is None


async def test_changes_are_taken_back_one_by_one(kept: Library, server: Loopback, tmp_path: Path) -> None:
    """The last one first, whatever they are."""
    used(tmp_path / "qari.db")
    states = []
    for change in CHANGES.values():
        states.append(state(tmp_path / "qari.db"))
        await change(kept, server)
    for before in reversed(states):
        await kept.undo()
        assert state(tmp_path / "qari.db") == before


async def test_a_page_kept_to_read_later_goes_as_it_came(kept: Library, server: Loopback, tmp_path: Path) -> None:
    """Taken back, it is in no list; kept again, it is there with its text."""
    before = await kept.ids(Filter())
    await _saved(kept, server)
    assert len(await kept.ids(Filter())) == len(before) + 1
    assert await kept.undo() is not None
    assert list(await kept.ids(Filter())) == list(before)
    await _saved(kept, server)
    (entry,) = await kept.list(Filter(text="title:صفحة"))
    assert "نص طويل" in (await kept.article(entry.id)).html


async def test_a_search_that_is_a_list_no_more_comes_back(kept: Library, tmp_path: Path) -> None:
    """With the title that it had last, and after that with the one before."""
    await kept.keep_search("أول", "is:unread")
    await kept.keep_search("ثان", "is:unread")
    await kept.drop_search("is:unread")
    titles = []
    for _ in range(3):
        await kept.undo()
        titles.append([one.title for one in await kept.smart_feeds()])
    assert titles == [["ثان"], ["أول"], []]


async def test_only_feeds_that_were_new_are_left_again(kept: Library) -> None:
    """Subscribing again to what is there is nothing to take back."""
    url = "https://example.org/feed"
    await kept.add(Subscription(url))
    assert await kept.undo() is not None
    await kept.add(Subscription(url))
    await kept.add(Subscription(url))
    await kept.undo()
    assert await kept.undo() is None
    await kept.add(Subscription(url))
    await kept.add_all([Subscription(url), Subscription("https://example.org/new")])
    await kept.undo()
    assert [feed.url for feed in await kept.feeds() if feed.id > 2] == [url]


async def test_a_mark_is_taken_back_from_those_that_got_it(tmp_path: Path, clock: Clock) -> None:
    """A twin that was read before stays read."""
    title = "عنوان طويل جدا لقصة واحدة يرويها مصدران اثنان"
    one, two = (a_feed(tmp_path, name, (title, "نص")) for name in ("one", "two"))
    async with reading(tmp_path, clock, one, two) as library:
        database = Database(tmp_path / "qari.db")
        database.run("UPDATE entry_states SET read = 1, read_at = 1 WHERE feed_id = 2")
        database.close()
        await library.mark([1], Mark.READ)
        await library.undo()
        assert [feed.unread for feed in await library.feeds()] == [1, 0]


async def test_a_muted_entry_is_not_left_read(kept: Library) -> None:
    """What a rule mutes is not told as marked, but it remembers that it was; an undo makes it forget that too."""
    rule = await kept.rules.add(Rule("title:أول", (Action.MUTE,)))
    everything = await kept.ids(Filter())
    await kept.mark([1, 2, 3, 4], Mark.READ)
    await kept.undo()
    await kept.rules.drop(rule.id)
    assert len(await kept.ids(Filter(unread=True))) == len(everything) + 1
