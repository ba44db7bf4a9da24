"""Changes that are written together."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from reader.errors import StoreBusyError, StoreError, StoreFullError
from reader.store.answers import together
from reader.store.connection import Database
from reader.store.threads import Threads
from reader.sync.writes import Writes


@pytest.fixture
async def threads(tmp_path: Path) -> AsyncIterator[Threads]:
    """An empty database in its threads."""
    opened = Threads(tmp_path / "qari.db", lambda database: ())
    await opened.opened()
    yield opened
    await opened.close()


def keep(db: Database, name: str) -> str:
    """Write something; a name that is taken raises StoreError, after something else was written."""
    with db.transaction():
        db.run("INSERT INTO hosts (name, until) VALUES (?, 0)", (f"{name} and more",))
        db.run("INSERT INTO hosts (name, until) VALUES (?, 0)", (name,))
    return name


def kept(db: Database) -> list[str]:
    """What is written."""
    return [name for (name,) in db.tuples("SELECT name FROM hosts ORDER BY name")]


async def test_each_change_gets_its_own_result(threads: Threads) -> None:
    """Of changes made at once, one fails, is taken back whole, and takes nothing of the others with it."""
    async with Writes(threads.write) as writes:
        names = ("a", "b", "a", "c")
        results = await asyncio.gather(*(writes.write(keep, name) for name in names), return_exceptions=True)
    assert [result if isinstance(result, str) else type(result) for result in results] == ["a", "b", StoreError, "c"]
    assert await threads.read(kept) == ["a", "a and more", "b", "b and more", "c", "c and more"]


async def test_what_waits_is_written_in_order_and_at_once(threads: Threads) -> None:
    """While one change is written, others gather and share the next transaction, first come, first written."""
    batches: list[int] = []

    async def write(function: object, changes: list[object], seconds: float) -> object:
        assert function is together
        batches.append(len(changes))
        return await threads.write(together, changes, seconds)  # type: ignore[arg-type]

    async with Writes(write) as writes:  # type: ignore[arg-type]
        first = asyncio.create_task(writes.write(keep, "0"))
        while not batches:
            await asyncio.sleep(0)
        order: list[str] = []
        rest = [asyncio.create_task(writes.write(keep, str(number))) for number in range(1, 5)]
        for task in rest:
            task.add_done_callback(lambda done: order.append(done.result()))
        await asyncio.gather(first, *rest)
    assert batches[:2] == [1, 4]
    assert order == ["1", "2", "3", "4"]


def test_a_transaction_takes_in_no_more_than_its_time_allows(tmp_path: Path) -> None:
    """Without any time it makes one change, and leaves the others for the next."""
    from reader.store.db import open_or_replace

    database = open_or_replace(tmp_path / "qari.db").database
    changes = [lambda db, name=name: keep(db, name) for name in "abc"]
    assert together(database, changes, -1) == ["a"]
    assert together(database, changes[1:], 60) == ["b", "c"]
    database.close()


async def test_what_did_not_fit_is_written_next(threads: Threads) -> None:
    """Changes for which a transaction had no time are made in their order by those after it, and none is lost."""

    async def write(function: object, changes: list[object], seconds: float) -> object:
        return await threads.write(together, changes, -1)  # type: ignore[arg-type]

    async with Writes(write) as writes:  # type: ignore[arg-type]
        names = [f"{number:02}" for number in range(20)]
        assert await asyncio.gather(*(writes.write(keep, name) for name in names)) == names
    assert len(await threads.read(kept)) == 40


async def test_what_fills_the_disk_takes_nothing_with_it(threads: Threads) -> None:
    """SQLite takes back a whole transaction then; all but what does not fit are written after all."""

    def fill(db: Database) -> None:
        db.run("INSERT INTO hosts (name, until) VALUES (?, 0)", ("x" * 3_000_000,))

    await threads.write(lambda db: db.run(f"PRAGMA max_page_count = {db.value('PRAGMA page_count') + 20}"))
    async with Writes(threads.write) as writes:
        waiting = [writes.write(keep, "a"), writes.write(fill), writes.write(keep, "b"), writes.write(keep, "c")]
        results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [result if isinstance(result, str) else type(result) for result in results] == [
        "a",
        StoreFullError,
        "b",
        "c",
    ]
    assert await threads.read(kept) == ["a", "a and more", "b", "b and more", "c", "c and more"]


async def test_another_process_may_write_for_long(threads: Threads) -> None:
    """A change whose turn has not come in the time that SQLite waits is made when it does."""
    busy = iter([StoreBusyError("error.database_busy", path="x")] * 2)

    async def write(function: object, changes: list[object], seconds: float) -> object:
        if (error := next(busy, None)) is not None:
            raise error
        return await threads.write(together, changes, seconds)  # type: ignore[arg-type]

    async with Writes(write) as writes:  # type: ignore[arg-type]
        assert await asyncio.gather(*(writes.write(keep, name) for name in "ab")) == ["a", "b"]


async def test_whoever_leaves_while_it_is_written_disturbs_nobody(threads: Threads) -> None:
    """A task that is cancelled in the middle of a transaction has it written, and the others get their results."""
    begun, go_on = threading.Event(), threading.Event()

    def slowly(db: Database) -> str:
        begun.set()
        go_on.wait(10)
        return keep(db, "slow")

    async with Writes(threads.write) as writes:
        first, second = (asyncio.create_task(writes.write(change)) for change in (slowly, lambda db: keep(db, "b")))
        await asyncio.to_thread(begun.wait, 10)
        first.cancel()
        go_on.set()
        assert await second == "b"
    assert await threads.read(kept) == ["b", "b and more", "slow", "slow and more"]


async def test_what_nobody_waits_for_any_more_is_not_written(threads: Threads) -> None:
    """A change whose task has been cancelled before its turn is left out, and those after it are made."""
    async with Writes(threads.write) as writes:
        first = asyncio.create_task(writes.write(keep, "a"))
        gone = asyncio.create_task(writes.write(keep, "b"))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.gather(first, gone, writes.write(keep, "c"), return_exceptions=True)
    assert await threads.read(kept) == ["a", "a and more", "c", "c and more"]
