"""What is written about articles stays, whatever becomes of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from door_samples import a_feed, reading, refreshed
from hand_clock import Clock

from reader.config.schema import Config, Keep
from reader.errors import NotFoundError, UsageError
from reader.library import Library
from reader.margin import Place, Quote, Tag
from reader.models import Filter, Mark


@pytest.fixture
async def kept(tmp_path: Path, clock: Clock) -> AsyncIterator[Library]:
    """A library with two entries, of ids 1 and 2."""
    async with reading(tmp_path, clock, a_feed(tmp_path, "one", ("أول", "نص أول"), ("ثان", "نص ثان"))) as library:
        yield library


async def found(library: Library, query: str) -> list[int]:
    """The ids that a query finds, in order."""
    return sorted(await library.ids(Filter(text=query)))


async def test_tags_are_found_in_any_spelling(kept: Library) -> None:
    """A tag is kept as it was written first, is one with those that fold alike, and tag: finds it."""
    await kept.margins.tag(1, ["عملٌ", "#Café", "عمل"])
    await kept.margins.tag(2, ["cafe"])
    assert await kept.margins.tags() == (Tag("Café", 2), Tag("عمل", 1))
    assert await found(kept, "tag:CAFÉ") == [1, 2]
    assert await found(kept, "وسم:عمل") == [1]
    assert await found(kept, "has:tag -tag:عمل") == [2]


async def test_tags_of_many(kept: Library) -> None:
    """Some are added and some taken from many entries at once, and taken back at once."""
    await kept.margins.tag(1, ["a"])
    assert await kept.margins.retag([1, 2], ["b"], ["a"]) == 2
    assert await kept.margins.tags() == (Tag("b", 2),)
    assert await kept.margins.retag([1, 2], ["B"]) == 0
    await kept.undo()
    assert await kept.margins.tags() == (Tag("a", 1),)


@pytest.mark.parametrize("tag", ["", " # ", "ـ\u064b", "x" * 101])
async def test_what_is_no_tag_is_refused(kept: Library, tag: str) -> None:
    """Nothing without a letter, and nothing of a length that is a text."""
    with pytest.raises(UsageError):
        await kept.margins.tag(1, [tag])


async def test_a_note_is_written_changed_and_taken_away(kept: Library) -> None:
    """It is found by its words, and each change is taken back."""
    assert await kept.margins.note(1, "  للرجوع إليه ")
    assert not await kept.margins.note(1, "للرجوع إليه")
    assert await found(kept, "note:الرجوع OR note:للرجوع") == [1]
    assert [entry.noted for entry in await kept.entries([1, 2])] == [True, False]
    await kept.margins.note(1, "")
    assert await found(kept, "has:note") == []
    await kept.undo()
    assert (await kept.article(1)).margin.note == "للرجوع إليه"


async def test_control_characters_of_a_note_go(kept: Library) -> None:
    """What is pasted into a note is as hostile as what a feed carries."""
    await kept.margins.note(1, "a\x1b[31mb\u202ec\x00")
    assert (await kept.article(1)).margin.note == "abc"


async def test_a_passage_is_marked_and_taken_back(kept: Library) -> None:
    """Marking and its end are both taken back, and the passage keeps its number and its time."""
    highlight = await kept.margins.highlight(1, Quote("نص أول", "", ""))
    assert (await kept.article(1)).margin.highlights == (highlight,)
    assert await found(kept, "has:highlight note:نص") == [1]
    await kept.margins.unhighlight(1, [highlight, highlight._replace(id=9)])
    assert (await kept.article(1)).margin.highlights == ()
    await kept.undo()
    assert (await kept.article(1)).margin.highlights == (highlight,)
    await kept.undo()
    assert (await kept.article(1)).margin.highlights == ()


async def test_nothing_is_written_about_nothing(kept: Library) -> None:
    """A number that no entry has is named."""
    for writing in (kept.margins.note(9, "x"), kept.margins.highlight(9, Quote("x"))):
        with pytest.raises(NotFoundError):
            await writing
    assert await kept.margins.retag([9], ["x"]) == 0


async def test_the_place_is_kept(kept: Library) -> None:
    """Where the reading stopped, until it is at the top again."""
    await kept.margins.keep_place(1, Place(3, 40, "نص"))
    assert (await kept.article(1)).margin.place == Place(3, 40, "نص")
    await kept.margins.keep_place(1, None)
    assert (await kept.article(1)).margin.place is None


async def test_a_changed_article_keeps_its_margin(kept: Library, tmp_path: Path) -> None:
    """A refresh that brings another text changes nothing of what the reader wrote."""
    await kept.margins.tag(1, ["وسم"])
    await kept.margins.note(1, "ملاحظة")
    await kept.margins.highlight(1, Quote("نص أول"))
    before = (await kept.article(1)).margin
    a_feed(tmp_path, "one", ("أول", "صار آخر"), ("ثان", "نص ثان"), ("", "نص أول"))
    await refreshed(kept)
    assert (await kept.article(1)).margin == before


async def test_what_somebody_wrote_about_is_never_cleaned(kept: Library, clock: Clock) -> None:
    """Tags, notes and passages keep a read entry; without them it goes, with its place."""
    await kept.mark_all_read(Filter())
    await kept.margins.note(1, "ملاحظة")
    await kept.margins.keep_place(2, Place(1, 1, ""))
    clock.now += timedelta(days=100)
    assert (await kept.clean(Keep(days=1))).entries == 1
    assert list(await kept.ids(Filter())) == [1]


async def test_the_history_is_what_was_opened(kept: Library, clock: Clock) -> None:
    """What was opened, the last first; what was only marked read is not in it."""
    await kept.mark_all_read(Filter())
    assert list(await kept.ids(Filter(opened=True))) == []
    for entry_id in (1, 2, 1):
        clock.now += timedelta(minutes=1)
        await kept.opened_article(entry_id)
    assert list(await kept.ids(Filter(opened=True))) == [1, 2]
    await kept.mark([2], Mark.UNREAD)
    assert list(await kept.ids(Filter(opened=True, unread=True))) == [2]


async def test_several_passages_are_unmarked_and_marked_again_at_once(kept: Library) -> None:
    """One u brings back all that one z took away; a number that is taken meanwhile is not written over."""
    both = [await kept.margins.highlight(1, Quote(text)) for text in ("نص", "أول")]
    await kept.margins.unhighlight(1, both)
    other = await kept.margins.highlight(2, Quote("ثان"))
    assert await kept.undo() is not None
    assert await kept.undo() is not None
    assert {one.quote.exact for one in (await kept.article(1)).margin.highlights} == {"نص", "أول"}
    assert other.id in {one.id for one in both}


async def test_undo_takes_back_no_passage_of_another_window(kept: Library, tmp_path: Path, clock: Clock) -> None:
    """One that has the number of this window's, which was unmarked there."""
    mine = await kept.margins.highlight(1, Quote("نص"))
    other = await Library.open(tmp_path / "qari.db", Config(), clock)
    await other.margins.unhighlight(1, [mine])
    theirs = await other.margins.highlight(1, Quote("أول"))
    await other.close()
    assert theirs.id == mine.id
    await kept.undo()
    assert [one.quote.exact for one in (await kept.article(1)).margin.highlights] == ["أول"]


async def test_a_note_that_is_too_long_is_refused(kept: Library) -> None:
    """And not cut without a word."""
    with pytest.raises(UsageError):
        await kept.margins.note(1, "x" * 20_001)


async def test_what_was_removed_gets_no_tags(kept: Library, clock: Clock) -> None:
    """Taking back tags of an article that was cleaned away leaves no tag without an article."""
    await kept.margins.tag(1, ["t"])
    await kept.margins.tag(1, [])
    await kept.mark_all_read(Filter())
    clock.now += timedelta(days=100)
    await kept.clean(Keep(days=1))
    for _ in range(2):
        await kept.undo()
    assert await kept.margins.tags() == ()
    with pytest.raises(NotFoundError):
        await kept.margins.note(1, "x")


async def test_tags_are_parted_and_taken_away_as_they_are_given(kept: Library) -> None:
    """Commas of any script part them, and a sign before one is none of it, also where it is taken away."""
    await kept.margins.retag([1], ["#a, b،c"])
    assert [tag.name for tag in await kept.margins.tags()] == ["a", "b", "c"]
    await kept.margins.retag([1], [], ["#a", "B"])
    assert [tag.name for tag in await kept.margins.tags()] == ["c"]


async def test_what_was_written_about_is_found_when_its_feed_has_gone(kept: Library) -> None:
    """By its tags, its note and its words; in the list of everything it is no more."""
    (entry, *_) = await kept.list(Filter())
    await kept.margins.note(entry.id, "my own words")
    await kept.remove(entry.feed_id)
    for text in ("has:note", f'title:"{entry.title}"'):
        assert entry.id in await kept.ids(Filter(text=text))
    for lists in (Filter(), Filter(text="is:unread"), Filter(unread=True)):
        assert entry.id not in await kept.ids(lists)
