"""A refresh that is killed loses nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from hand_clock import START
from loopback import Answer, Loopback

FEEDS, ENTRIES, KILLS = 500, 3, 10
DELAY = 0.2
"""Seconds that the server takes for an answer, so that a refresh takes some seconds on any machine."""


def feed(number: int) -> bytes:
    """A feed of small entries; the last of them has no date, and no two others have the same."""
    items = []
    for entry in range(ENTRIES):
        at = START - timedelta(minutes=ENTRIES * number + entry)
        date = "" if entry == ENTRIES - 1 else f"<pubDate>{at:%Y-%m-%dT%H:%M:%SZ}</pubDate>"
        link = f"https://example.org/{number}/{entry}"
        items.append(f"<item><guid>{entry}</guid><link>{link}</link><title>خبر {number}/{entry}</title>{date}</item>")
    return f"<rss version='2.0'><channel><title>مصدر {number}</title>{''.join(items)}</channel></rss>".encode()


def command(home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """``qari`` for the user of a home, in a group of processes of its own."""
    environment = {**os.environ, "HOME": str(home)}
    line = [sys.executable, "-m", "reader", *arguments]
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(line, stdout=nowhere, stderr=nowhere, env=environment, start_new_session=True)


def done(home: Path, *arguments: str) -> int:
    """The exit status of a command that nobody disturbs."""
    with command(home, *arguments) as process:
        return process.wait()


def killed(home: Path, server: Loopback, *, seconds: float = 30.0, requests: int = FEEDS) -> bool:
    """Whether a refresh could be killed, with all its processes, so long after its start or so many requests."""
    enough, begun = len(server.requests) + requests, time.monotonic()
    with command(home, "refresh") as process:
        while process.poll() is None and len(server.requests) < enough and time.monotonic() - begun < seconds:
            time.sleep(0.005)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        return process.wait() == -signal.SIGKILL


class Stored(NamedTuple):
    """What a home's database holds."""

    verdict: str
    """SQLite's, of the whole file."""
    by_feed: list[tuple[str, str, str]]
    """Address of the feed, guid and title of each entry, in the order of each feed's list."""
    dated: list[tuple[str, str, str]]
    """Likewise of the entries with a date, in the order of the list of all."""


def stored(home: Path) -> Stored:
    """Read it without Qari."""
    entries = """
        SELECT feeds.url, guid, entries.title FROM entries
        JOIN feeds ON feeds.id = entries.feed_id JOIN entry_states ON entry_states.entry_id = entries.id
        {} listed_at DESC, entries.id DESC
    """
    place = home / ".local/share/qari/qari.db"
    with closing(sqlite3.connect(f"{place.as_uri()}?mode=ro", uri=True)) as database:
        return Stored(
            database.execute("PRAGMA integrity_check").fetchone()[0],
            database.execute(entries.format("ORDER BY feeds.url,")).fetchall(),
            database.execute(entries.format("WHERE published IS NOT NULL ORDER BY")).fetchall(),
        )


def test_a_refresh_that_is_killed_again_and_again_stores_what_another_does(home: Path, server: Loopback) -> None:
    """Killed at ten moments and then let run: the same entries in the same order, none twice, in a sound file."""
    urls = [server.put(f"/{number}", Answer(feed(number), delay=DELAY)) for number in range(FEEDS)]
    outlines = "".join(f'<outline text="{number}" xmlUrl="{url}"/>' for number, url in enumerate(urls))
    file = home / "feeds.opml"
    file.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', "utf-8")
    disturbed, undisturbed = home / "disturbed", home / "undisturbed"
    for place in (disturbed, undisturbed):
        place.mkdir()
        assert done(place, "import", str(file)) == 0

    dice, hits = Random(20240726), 0
    for number in range(KILLS):
        # Half of them by the time since the start, half by the requests that came, however fast the machine is.
        if number % 2:
            hits += killed(disturbed, server, requests=dice.randint(40, 120))
        else:
            hits += killed(disturbed, server, seconds=dice.uniform(0.3, 1.5))
    assert hits >= KILLS // 2
    assert done(disturbed, "refresh") == done(undisturbed, "refresh") == 0

    after, expected = stored(disturbed), stored(undisturbed)
    assert after.verdict == expected.verdict == "ok"
    assert (after.by_feed, after.dated) == (expected.by_feed, expected.dated)
    assert len(set(after.by_feed)) == len(after.by_feed) == FEEDS * ENTRIES
    assert len({title for _, _, title in after.by_feed}) == FEEDS * ENTRIES
