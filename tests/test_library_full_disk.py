"""A full disk is told clearly, costs nothing that was stored, and is over when there is room."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from full_disk import full_disk
from hand_clock import Clock
from loopback import Answer, Loopback

from reader.asking import Subscription
from reader.config.schema import Config, Keep
from reader.errors import OutputError, StoreFullError
from reader.events import Event, FeedFailed, FeedUpdated, RefreshFinished
from reader.library import Library
from reader.models import Filter, Mark

BODY = "كلام طويل في خبر قصير " * 40


def feed(*guids: str) -> Answer:
    """A feed of these entries, each of some thousand bytes."""
    items = "".join(f"<item><guid>{g}</guid><title>{g}</title><description>{BODY}</description></item>" for g in guids)
    return Answer(f"<rss version='2.0'><channel><title>مصدر</title>{items}</channel></rss>".encode())


async def refreshed(library: Library) -> list[Event]:
    """What a refresh of all feeds tells."""
    return [event async for event in library.refresh()]


@pytest.fixture
async def filled(library: Library, server: Loopback) -> AsyncIterator[Library]:
    """A library with three entries, one of them read and one a bookmark."""
    await library.add(Subscription(server.put("/f", feed("a", "b", "c"))))
    await refreshed(library)
    _, second, last = await library.ids(Filter())
    await library.mark([last], Mark.READ)
    await library.mark([second], Mark.BOOKMARK)
    yield library


async def state(library: Library) -> object:
    """All that a reader sees."""
    found = await library.list(Filter())
    return await library.feeds(), found, [(await library.article(entry.id)).html for entry in found]


async def mark_all(library: Library) -> object:
    """Mark everything read."""
    return await library.mark_all_read(Filter())


CHANGES: dict[str, Callable[[Library], Awaitable[object]]] = {
    "mark": mark_all,
    "undo": lambda library: library.undo(),
    "remove": lambda library: library.remove(1),
    "add": lambda library: library.add(Subscription("https://example.org/other")),
    "index": lambda library: library.index(),
    "clean": lambda library: library.clean(Keep(entries=1)),
    "search": lambda library: library.keep_search("", "خبر"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_a_change_that_does_not_fit_changes_nothing(
    filled: Library, change: Callable[[Library], Awaitable[object]]
) -> None:
    """It fails with the reason, all can still be read, and with room it is done."""
    before = await state(filled)
    with full_disk():
        with pytest.raises(StoreFullError) as raised:
            await change(filled)
        assert await state(filled) == before
    assert raised.value.problem.key == "error.database_full"
    await change(filled)
    assert await filled.index() == 0


async def test_what_could_not_be_taken_back_can_be_later(filled: Library) -> None:
    """The change that was made last is still the one that undo means."""
    with full_disk(), pytest.raises(StoreFullError):
        await filled.undo()
    await filled.undo()
    assert not await filled.list(Filter(bookmarked=True))
    await filled.undo()
    assert len(await filled.list(Filter(unread=True))) == 3


async def test_a_refresh_fails_feed_by_feed_and_goes_well_with_room(filled: Library, server: Loopback) -> None:
    """It comes to its end, with the reason for each feed; nothing of an answer is kept in part, nor is it forgotten."""
    server.put("/f", feed("a", "b", "c", *(f"new {number}" for number in range(50))))
    before = await state(filled)
    with full_disk():
        events = await refreshed(filled)
        assert [event.problem.key for event in events if isinstance(event, FeedFailed)] == ["error.database_full"]
        assert events[-1] == RefreshFinished(updated=0, unchanged=0, failed=1, new=0)
        assert await state(filled) == before
    assert [event.new for event in await refreshed(filled) if isinstance(event, FeedUpdated)] == [50]


async def test_a_backup_that_does_not_fit_leaves_nothing(filled: Library, tmp_path: Path) -> None:
    """Neither half a file, nor an older one changed."""
    target = tmp_path / "backup.db"
    await filled.backup(target)
    whole = target.read_bytes()
    await filled.mark([1], Mark.BOOKMARK)
    with full_disk(), pytest.raises((StoreFullError, OutputError)):
        await filled.backup(target, replace=True)
    assert target.read_bytes() == whole
    assert not list(tmp_path.glob(".backup*"))
    await filled.backup(target, replace=True)
    assert target.read_bytes() != whole


async def test_a_library_cannot_begin_on_a_full_disk(tmp_path: Path, clock: Clock) -> None:
    """That is told, and with room it begins."""
    with full_disk(), pytest.raises(StoreFullError):
        await Library.open(tmp_path / "other.db", Config(), clock)
    opened = await Library.open(tmp_path / "other.db", Config(), clock)
    assert opened.notices == ()
    await opened.close()
