"""A refresh in a process of its own."""

from __future__ import annotations

import asyncio
import base64
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from pathlib import Path

import pytest
from loopback import Answer, Loopback, loopback

from reader.asking import Manner, Pace, Subscription
from reader.config import secrets
from reader.config.schema import Config, Fetch
from reader.errors import StoreError
from reader.events import Event, FeedFailed, FeedUpdated, RefreshFinished, RefreshStarted
from reader.library import Library
from reader.models import Filter
from reader.sync import apart

MANY = 12
"""Feeds for which a process is started."""


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A server without answers."""
    with loopback() as running:
        yield running


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    """An empty library."""
    opened = await Library.open(tmp_path / "qari.db", Config(fetch=Fetch(timeout=5.0)))
    yield opened
    await opened.close()


async def subscribed(library: Library, server: Loopback, number: int, delay: float = 0.0) -> None:
    """Feeds with one entry each."""
    for name in range(number):
        item = f"<item><guid>{name}</guid><title>خبر {name}</title></item>"
        body = f"<rss version='2.0'><channel><title>مصدر {name}</title>{item}</channel></rss>".encode()
        await library.add(Subscription(server.put(f"/{name}", Answer(body, delay=delay))))


def children(of: int = os.getpid()) -> set[int]:
    """The processes that one has started and that have not ended."""
    found = set()
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = place.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # it has just ended
            continue
        if int(parent) == of and state != "Z":
            found.add(int(place.parent.name))
    return found


async def gone(process: int) -> bool:
    """Whether a process ends within some seconds."""
    for _ in range(100):
        try:
            if " Z " in Path(f"/proc/{process}/stat").read_text():
                return True
        except OSError:
            return True
        await asyncio.sleep(0.05)
    return False


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")


async def test_many_feeds_are_refreshed_as_by_this_process(server: Loopback, library: Library) -> None:
    """The same events come, failures with their reasons among them, and the entries are there."""
    await subscribed(library, server, MANY)
    server.put("/3", Answer(status=404))
    events = [event async for event in library.refresh(apart=True)]
    assert events[0] == RefreshStarted(MANY)
    assert {event.title for event in events if isinstance(event, FeedUpdated)} == {
        f"مصدر {name}" for name in range(MANY) if name != 3
    }
    assert [event.problem.key for event in events if isinstance(event, FeedFailed)] == ["error.http_not_found"]
    assert events[-1] == RefreshFinished(updated=MANY - 1, unchanged=0, failed=1, new=MANY - 1)
    assert len(await library.list(Filter())) == MANY - 1
    assert sum(feed.problem is not None for feed in await library.feeds()) == 1


@needs_proc
async def test_a_process_that_is_killed_loses_nothing(server: Loopback, library: Library) -> None:
    """The refresh goes on in the program itself, and in the end every entry is there, once."""
    await subscribed(library, server, MANY, delay=0.3)
    before = children()
    killed: set[int] = set()
    events: list[Event] = []
    async with aclosing(library.refresh(apart=True)) as running:  # type: ignore[type-var]
        async for event in running:
            events.append(event)
            if not killed:
                killed = children() - before
                for process in killed:
                    os.kill(process, signal.SIGKILL)
    assert killed
    assert events[0] == RefreshStarted(MANY)
    assert len({event.feed_id for event in events if isinstance(event, FeedUpdated)}) == MANY
    assert len(events) == MANY + 2
    assert events[-1] == RefreshFinished(updated=MANY, unchanged=0, failed=0, new=MANY)
    assert sorted(entry.title for entry in await library.list(Filter())) == sorted(f"خبر {n}" for n in range(MANY))


@needs_proc
async def test_leaving_early_ends_the_process(server: Loopback, library: Library) -> None:
    """Closing the refresh leaves no process behind, and what was stored stays."""
    await subscribed(library, server, MANY)
    for name in range(4, MANY):
        server.put(f"/{name}", Answer(delay=20.0))
    before = children()
    async with aclosing(library.refresh(apart=True)) as running:  # type: ignore[type-var]
        seen = 0
        async for event in running:
            seen += isinstance(event, FeedUpdated)
            if seen == 4:
                assert children() - before
                break
    assert children() <= before
    assert len(await library.list(Filter())) == 4


@needs_proc
async def test_leaving_early_ends_what_it_has_started(server: Loopback, tmp_path: Path) -> None:
    """A command that is a feed ends with the refresh that runs it."""
    note = tmp_path / "pid"
    command = f"exec:sh -c 'echo $$ > {note}; exec sleep 60'"
    config = Config(feeds=(Subscription(command),), fetch=Fetch(timeout=50.0))
    library = await Library.open(tmp_path / "other.db", config)
    await subscribed(library, server, MANY)
    async with aclosing(library.refresh(apart=True)) as running:  # type: ignore[type-var]
        async for _ in running:
            if note.exists() and note.read_text().strip():
                break
    process = int(note.read_text())
    await library.close()
    assert await gone(process)


@needs_proc
async def test_few_feeds_are_not_worth_a_process(server: Loopback, library: Library) -> None:
    """A single feed is refreshed here, at once."""
    await subscribed(library, server, 2)
    before = children()
    async for _ in library.refresh(apart=True):
        assert children() <= before
    assert len(await library.list(Filter())) == 2


PROGRAM = """
import asyncio, sys
from pathlib import Path
from reader.config.schema import Config
from reader.library import Library

async def main():
    library = await Library.open(Path(sys.argv[1]), Config())
    async for _ in library.refresh(apart=True):
        print("begun", flush=True)

asyncio.run(main())
"""


@needs_proc
async def test_what_rests_needs_no_process(server: Loopback, library: Library) -> None:
    """Where hardly anything may be asked, all that happens is told at once."""
    await subscribed(library, server, MANY)
    async for _ in library.refresh():
        pass
    before = children()
    events = []
    async for event in library.refresh(pace=Pace.DUE, apart=True):
        assert children() <= before
        events.append(event)
    assert events[-1] == RefreshFinished(updated=0, unchanged=0, failed=0, new=0, resting=MANY)


@needs_proc
async def test_the_process_ends_with_whoever_began_it(tmp_path: Path, server: Loopback, library: Library) -> None:
    """When the program is killed, so that nobody listens any more, it ends by itself."""
    await subscribed(library, server, MANY, delay=30.0)
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, str(tmp_path / "qari.db"), stdout=asyncio.subprocess.PIPE
    )
    assert program.stdout is not None and await program.stdout.readline() == b"begun\n"
    (process,) = children(program.pid)
    program.kill()
    await program.wait()
    assert await gone(process)


async def test_a_database_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """What the other process cannot open is told as the store tells it."""
    order = apart.Order(tmp_path / "nothing" / "qari.db", Fetch(), None, Pace.ANYWAY, {}, frozenset())
    with pytest.raises(StoreError) as caught:
        await anext(apart.refresh(order))
    assert caught.value.problem.key == "error.database_open"


async def test_nobody_is_asked_twice_for_a_password(tmp_path: Path, server: Loopback, library: Library) -> None:
    """A secret that a command told one refresh is known to the next, and to this process."""
    secrets.forget()
    place, asked = tmp_path / "ask.py", tmp_path / "asked"
    place.write_text(f"open({str(asked)!r}, 'a').write('x'); print('s3cret')")
    said = f"command:{sys.executable} {place}"
    await subscribed(library, server, MANY)
    url = server.put("/secret", Answer(status=304))
    await library.add(Subscription(url, manner=Manner(username="reader", password=said)))
    for _ in range(2):
        async for _ in library.refresh(apart=True):
            pass
    assert [request.headers["authorization"] for request in server.asked("/secret")] == [
        b"Basic " + base64.b64encode(b"reader:s3cret")
    ] * 2
    assert asked.read_text() == "x"
    assert secrets.revealed(said) == "s3cret"


async def test_its_log_is_the_program_s(server: Loopback, library: Library, caplog: pytest.LogCaptureFixture) -> None:
    """What goes wrong there is written down here, as if it had gone wrong here."""
    await subscribed(library, server, MANY)
    url = server.put("/3", Answer(status=404))
    with caplog.at_level(logging.INFO):
        async for _ in library.refresh(apart=True):
            pass
    assert any(
        (record.name, record.levelno) == ("reader.sync.pipeline", logging.INFO)
        and record.getMessage().startswith(f"{url} failed: ")
        for record in caplog.records
    )
