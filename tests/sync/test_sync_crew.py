"""How many requests are under way at once."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from reader.config.schema import Fetch
from reader.errors import FetchError
from reader.feeds.fetch import Fetcher, get_ready
from reader.sync.crew import Crew


class Desk:
    """Work that waits until it is let go."""

    def __init__(self) -> None:
        self.at_work = 0
        self.over = asyncio.Event()

    async def work(self) -> None:
        """Be at work."""
        self.at_work += 1
        try:
            await self.over.wait()
        finally:
            self.at_work -= 1


@asynccontextmanager
async def at_a_desk(most: int) -> AsyncIterator[tuple[Crew, Desk]]:
    """A crew that has begun, and where it works."""
    desk, crew = Desk(), Crew(most)
    crew.begin(desk.work)
    await asyncio.sleep(0)
    yield crew, desk
    await crew.end()
    assert desk.at_work == 0


async def test_quick_answers_bring_more_up_to_a_limit() -> None:
    """Thirty-two begin; each quick answer brings another, and there are never more than were allowed."""
    async with at_a_desk(40) as (crew, desk):
        assert desk.at_work == 32
        for number in range(1, 20):
            crew.answered(200, 0 if number % 2 else 50_000)
            await asyncio.sleep(0)
            assert desk.at_work == min(40, 32 + number)


async def test_slow_and_tiny_answers_bring_nobody() -> None:
    """Neither an answer that took seconds nor a body of a few bytes shows that the line has room for more."""
    async with at_a_desk(96) as (crew, desk):
        for _ in range(50):
            crew.answered(4_000, 50_000)
            crew.answered(100, 300)
        await asyncio.sleep(0)
        assert desk.at_work == 32


async def test_what_does_not_come_in_time_halves_the_crew() -> None:
    """Who goes on then are few, but some; what was given up is worth another try as long as it was a crowd."""
    async with at_a_desk(32) as (crew, desk):
        assert not crew.is_too_large
        assert crew.gave_up(1)
        assert crew.is_too_large
        desk.over.set()
        await asyncio.sleep(0.01)
        assert not crew.is_too_large
        assert crew.gave_up(20)
        assert not crew.gave_up(8)


async def test_a_small_refresh_has_a_small_crew() -> None:
    """Three feeds need three."""
    async with at_a_desk(3) as (crew, desk):
        crew.answered(1, 0)
        await asyncio.sleep(0)
        assert desk.at_work == 3


async def test_hosts_are_looked_up_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slow name servers hold up no more than the feeds that need them: forty hosts are looked up beside each other."""
    lock, now, most = threading.Lock(), 0, 0

    def slow(*_: Any, **__: Any) -> Any:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.3)
        with lock:
            now -= 1
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    await get_ready()

    async def ask(number: int) -> str:
        async with Fetcher(Fetch()) as fetcher:
            with pytest.raises(FetchError) as caught:
                await fetcher.fetch(f"http://host{number}.example/feed")
        return caught.value.problem.key

    assert set(await asyncio.gather(*map(ask, range(40)))) == {"error.dns"}
    assert most >= 36
