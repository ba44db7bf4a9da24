"""Values that the tests of the store share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reader.asking import Subscription
from reader.models import ChangedEntry, Intent, NewEntry, ParsedEntry, Validators
from reader.store import feeds, subscriptions
from reader.store.db import Database, open_or_replace

NOW = datetime(2024, 7, 26, 14, 5, 30, 123456, tzinfo=UTC)
URL = "https://example.org/feed"


def an_entry(guid: str, html: str = "<p>متن</p>", title: str = "") -> ParsedEntry:
    """An entry without a date."""
    return ParsedEntry(guid, f"https://example.org/{guid}", title or f"عنوان {guid}", html=html)


def a_new(entry: ParsedEntry, age: int = 0) -> NewEntry:
    """An entry to be stored, published ``age`` minutes before NOW."""
    return NewEntry(entry, f"digest of {entry.guid}", entry.published or NOW - timedelta(minutes=age))


def an_intent(
    feed_id: int,
    new: Sequence[NewEntry] = (),
    changed: Sequence[ChangedEntry] = (),
    title: str = "مصدر",
    at: datetime = NOW,
) -> Intent:
    """What a refresh that went well wants written."""
    validators = Validators('"etag"', "Fri, 26 Jul 2024 14:05:30 GMT")
    return Intent(feed_id, title, "https://example.org/", "ar", validators, "hash", tuple(new), tuple(changed), at)


def a_feed(db: Database, *guids: str, url: str = URL) -> int:
    """Subscribe, and store entries of these guids, the newest first; the feed's id."""
    feed_id = subscriptions.subscribe(db, Subscription(url))
    feeds.apply(db, an_intent(feed_id, [a_new(an_entry(guid), age) for age, guid in enumerate(guids)]))
    return feed_id


def fill(path: Path, count: int = 3) -> bytes:
    """Make a database with entries at ``path``; its bytes."""
    with closing(open_or_replace(path).database) as db:
        a_feed(db, *(f"g{number}" for number in range(count)))
    return path.read_bytes()


def run(script: str, path: Path) -> str:
    """What a process of its own prints."""
    here = str(Path(__file__).parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([here, *sys.path]), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, env=environment, check=False
    )
    assert done.stderr == ""
    return done.stdout
