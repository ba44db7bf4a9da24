"""How many requests are under way at once."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
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


async def at_work(desk: Desk) -> int:
    """How many are at work, when all that was begun has begun."""
    await asyncio.sleep(0)
    return desk.at_work


async def test_quick_answers_bring_more_up_to_a_limit() -> None:
    """Thirty-two begin; each quick answer brings another, and there are never more than were allowed."""
    desk = Desk()
    crew = Crew(desk.work, 40)
    assert await at_work(desk) == 32
    for expected in (33, 34):
        crew.answered(200)
        assert await at_work(desk) == expected
    for _ in range(20):
        crew.answered(200)
    assert await at_work(desk) == 40
    await crew.end()
    assert desk.at_work == 0


async def test_slow_answers_bring_nobody() -> None:
    """Over a line on which answers take seconds, no more than at the beginning are asked for at once."""
    desk = Desk()
    crew = Crew(desk.work, 96)
    for _ in range(50):
        crew.answered(4_000)
    assert await at_work(desk) == 32
    await crew.end()


async def test_a_small_refresh_has_a_small_crew() -> None:
    """Three feeds need three."""
    desk = Desk()
    crew = Crew(desk.work, 3)
    crew.answered(1)
    assert await at_work(desk) == 3
    await crew.end()


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
