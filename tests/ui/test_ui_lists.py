"""Long lists: what is out of view costs nothing."""

from __future__ import annotations

import asyncio
import sqlite3
from array import array
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from ui_samples import NOW, Shown, fill, rows, showing

from reader.i18n.catalogue import load
from reader.models import Direction, Entry, Mark
from reader.ui.latest import Latest
from reader.ui.listing import keep, next_unread, position
from reader.ui.messages import EntriesWanted
from reader.ui.widgets.entry_list import EntryList

COUNT = 50_000


def an_entry(entry_id: int) -> Entry:
    """A headline that shows its id."""
    return Entry(entry_id, 1, "Feed", f"Entry {entry_id}", "", "", NOW, False, False, "en", Direction.AUTO, False)


class ManyRows(App[None]):
    """A list over 50,000 entries that counts what it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.headlines = EntryList(load("en"), lambda: NOW)
        self.asked: list[Sequence[int]] = []

    def compose(self) -> ComposeResult:
        """The list alone."""
        yield self.headlines

    def on_mount(self) -> None:
        """Begin with ids and no entries."""
        self.headlines.begin(array("q", range(COUNT)), [])

    def on_entries_wanted(self, message: EntriesWanted) -> None:
        """Give what is asked for."""
        self.asked.append(message.ids)
        self.headlines.put(an_entry(entry_id) for entry_id in message.ids)


async def test_only_what_is_near_is_fetched_and_drawn() -> None:
    """Going through 50,000 rows in leaps asks for some screenfuls around each place, and every row in view is drawn."""
    app = ManyRows()
    async with app.run_test(size=(80, 24)) as pilot:
        for key, first in (("end", COUNT - 24), ("home", 0), ("pagedown", None), ("pagedown", None), ("pageup", None)):
            await pilot.press(key)
            shown = rows(app.headlines)
            top = app.headlines.scroll_offset.y if first is None else first
            assert [f"Entry {top + y}" in shown[y] for y in range(24)] == [True] * 24
        assert max(map(len, app.asked)) <= 7 * 24
        assert sum(map(len, app.asked)) < 600


async def test_the_cursor_walks_without_a_gap() -> None:
    """Row by row through two hundred rows the row under the cursor is always the one that is drawn there."""
    app = ManyRows()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for _ in range(200):
            app.headlines.action_down()
            y = app.headlines.cursor - app.headlines.scroll_offset.y
            assert 0 <= y < 24
        await pilot.pause()
        assert f"Entry {app.headlines.cursor}" in rows(app.headlines)[y]


async def test_marks_show_at_once() -> None:
    """A change of marks is drawn without asking the store."""
    app = ManyRows()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        asked = len(app.asked)
        app.headlines.mark([2], Mark.BOOKMARK)
        assert rows(app.headlines)[2].startswith("●★")
        assert len(app.asked) == asked


async def test_a_narrow_row_keeps_its_title(tmp_path: Path) -> None:
    """Where there is no room, the date and the source go before the title does."""
    async with showing(fill(tmp_path / "qari.db"), (200, 20)) as shown:
        assert "Daily [b" in rows(shown.main.headlines)[1] and "1 h" in rows(shown.main.headlines)[1]
        await shown.pilot.resize_terminal(30, 20)
        await shown.settle()
        narrow = rows(shown.main.headlines)[1]
        assert "Story number 0" in narrow and " h" not in narrow and "Daily" not in narrow


distinct = st.lists(st.integers(0, 60), unique=True, max_size=40)


@given(distinct, distinct, st.integers(0, 50))
def test_the_entry_under_the_cursor_is_kept(old: list[int], new: list[int], cursor: int) -> None:
    """Whatever the new list is, the entry under the cursor is in it, once, at the place that is told."""
    kept = keep(old, cursor, array("q", new))
    if cursor < len(old):
        assert kept.ids[kept.cursor] == old[cursor]
        assert kept.above == kept.cursor - cursor
        assert [one for one in kept.ids if one != old[cursor]] == [one for one in new if one != old[cursor]]
    else:
        assert list(kept.ids) == new and kept.cursor == 0


@given(st.lists(st.integers(0, 99), unique=True, min_size=1), st.integers(0, 98), st.data())
def test_an_entry_that_left_the_list_keeps_its_neighbours(ids: list[int], at: int, data: st.DataObject) -> None:
    """An entry that the new list lacks stands between the same neighbours as before."""
    cursor = at % len(ids)
    remaining = [one for one in ids if one != ids[cursor]]
    assert list(keep(ids, cursor, remaining).ids) == ids


@given(distinct, st.integers(-1, 45), st.sets(st.integers(0, 60)))
def test_next_unread_goes_round(ids: list[int], cursor: int, unread: set[int]) -> None:
    """The next unread entry is the first one behind the cursor, else the first of all; never the cursor's own."""
    found = next_unread(ids, cursor, sorted(unread))
    order = [*range(cursor + 1, len(ids)), *range(max(0, min(cursor, len(ids))))]
    expected = [index for index in order if ids[index] in unread]
    assert found == (expected[0] if expected else -1)


def test_position() -> None:
    """An id that is not in the list has the position -1."""
    assert position(array("q", [5, 6]), 6) == 1 and position((), 6) == -1


async def test_of_those_waiting_only_the_last_is_done() -> None:
    """While one job runs, of all that are asked for only the last is done after it."""
    done: list[int] = []

    async def job(number: int) -> None:
        await asyncio.sleep(0)
        done.append(number)

    latest = Latest(job)
    await asyncio.gather(*(latest.ask(number) for number in range(5)))
    assert done[-1] == 4 and len(done) <= 2


async def test_who_asks_waits_until_it_is_done() -> None:
    """Asked for while another job runs, a job is done when asking for it returns, also where the other one failed."""
    done: list[int] = []
    going = asyncio.Event()

    async def job(number: int) -> None:
        going.set()
        await asyncio.sleep(0)
        if number == 0:
            raise ValueError
        done.append(number)

    latest = Latest(job)
    first = asyncio.create_task(latest.ask(0))
    await going.wait()
    await latest.ask(1)
    assert done == [1]
    with pytest.raises(ValueError):
        await first


async def test_a_list_that_is_in_no_row_is_left_by_one(tmp_path: Path) -> None:
    """Enter on the row under the cursor opens that, also in a narrow window, where the keys of such lists show them."""
    async with showing(fill(tmp_path / "qari.db"), (50, 20)) as shown:
        everything = shown.main.headlines.count
        await shown.press("escape", "4")
        assert "Nothing noted yet" in " ".join(shown.text().split())
        await shown.press("escape", "enter")
        assert shown.main.headlines.count == everything


async def test_the_digest_ends(tmp_path: Path) -> None:
    """After its last article n says that this was all, and goes to no other list."""
    async with showing(fill(tmp_path / "qari.db"), clock=lambda: NOW) as shown:
        await shown.press("2", *"n" * 9)
        assert "Finished for today" in shown.text()
        assert shown.main.place.text == "after:yesterday"


def _blank(shown: Shown) -> int:
    return sum(not row.strip(" │▌") for row in rows(shown.main.headlines))


async def test_rows_that_could_not_be_read_come_later(tmp_path: Path) -> None:
    """They are asked for again, without a key, until the database can be read."""
    path = fill(tmp_path / "qari.db", 300)
    async with showing(path, (100, 20)) as shown:
        with closing(sqlite3.connect(path)) as other:
            other.execute("ALTER TABLE entries RENAME TO away")
            await shown.press("G")
            assert _blank(shown) > 5
            other.execute("ALTER TABLE away RENAME TO entries")
        async with asyncio.timeout(30):
            while _blank(shown):
                await asyncio.sleep(0.05)
                await shown.settle()
