"""Processes that are talked to in messages."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from reader.feeds import child
from reader.feeds.process import Process
from reader.models import Problem


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let other processes find the functions here."""
    places = [str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, places)))


def much(size: int) -> bytes:
    """A large answer."""
    return b"x" * size


async def test_a_large_answer_that_nobody_wants_any_more_holds_up_nothing() -> None:
    """Whoever is cancelled in the middle of many megabytes goes at once, and the next piece of work is done."""
    async with Process("page") as process:
        assert await process.run(much, 1) == b"x"
        for moment in (0.0, 0.01, 0.03, 0.05):
            running = asyncio.create_task(process.run(much, 20_000_000))
            await asyncio.sleep(moment)
            running.cancel()
            async with asyncio.timeout(10):
                await asyncio.gather(running, return_exceptions=True)
        assert await process.run(much, 3) == b"xxx"


def slow_to_leave() -> None:
    """A process that does not go by itself."""
    parent = child.Parent()
    parent.tell(b"y" * 5_000_000)
    asyncio.run(asyncio.sleep(60))


async def test_a_process_that_does_not_go_is_killed() -> None:
    """After its time, with all that it has said and nobody has read."""
    other = await child.start(slow_to_leave)
    async with asyncio.timeout(10):
        await child.end(other, 0.2)
    assert other.returncode == -9


async def test_a_process_that_ends_in_mid_sentence_is_a_problem() -> None:
    """It is told as one that has crashed."""
    async with Process("page") as process:
        assert await process.run(quit_at_once) == Problem("error.page_crashed")


def quit_at_once() -> None:
    """End the process."""
    os._exit(1)


@pytest.mark.parametrize("size", [0, 1, 70_000, 3_000_000])
async def test_messages_of_any_size_come_whole(size: int) -> None:
    """From a byte to some megabytes."""
    async with Process("page") as process:
        assert await process.run(much, size) == b"x" * size
