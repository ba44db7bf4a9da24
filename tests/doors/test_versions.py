"""An article that was changed shows what it said before."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from door_samples import a_feed, reading, refreshed
from hand_clock import Clock

from reader.library import Library
from reader.models import Filter, Mark


@pytest.fixture
async def kept(tmp_path: Path, clock: Clock) -> AsyncIterator[Library]:
    """A library with one entry."""
    async with reading(tmp_path, clock, a_feed(tmp_path, "one", ("عنوان", "نص أول"))) as library:
        yield library


async def changed(library: Library, path: Path, clock: Clock, text: str, title: str = "عنوان") -> str | None:
    """What is kept of the article from before it said something else; None: nothing."""
    clock.now += timedelta(minutes=1)
    a_feed(path, "one", (title, text))
    await refreshed(library)
    before = (await library.article(1)).before
    return None if before is None else f"{before.title}: {before.html}"


async def opened(library: Library, clock: Clock) -> None:
    """Open the article, as the app does."""
    clock.now += timedelta(minutes=1)
    await library.opened_article(1)


async def test_what_nobody_saw_is_not_kept(kept: Library, tmp_path: Path, clock: Clock) -> None:
    """An article that was never opened, or only marked read, is what it says now."""
    await kept.mark([1], Mark.READ)
    assert await changed(kept, tmp_path, clock, "نص ثان") is None


async def test_what_was_seen_is_kept(kept: Library, tmp_path: Path, clock: Clock) -> None:
    """Of several changes it is what was seen last that is kept; once seen, the next change counts from there."""
    await opened(kept, clock)
    assert await changed(kept, tmp_path, clock, "نص ثان") == "عنوان: نص أول"
    assert await changed(kept, tmp_path, clock, "نص ثالث", "آخر") == "عنوان: نص أول"
    assert [entry.changed for entry in await kept.list(Filter(text="is:updated"))] == [True]
    await opened(kept, clock)
    assert await kept.list(Filter(text="is:updated")) == ()
    assert (await kept.article(1)).before is not None
    assert await changed(kept, tmp_path, clock, "نص رابع", "آخر") == "آخر: نص ثالث"


async def test_other_markup_is_no_change(kept: Library, tmp_path: Path, clock: Clock) -> None:
    """What reads the same was not changed."""
    await opened(kept, clock)
    assert await changed(kept, tmp_path, clock, "&lt;p&gt;نص &lt;b&gt;أول&lt;/b&gt;&lt;/p&gt;") is None
