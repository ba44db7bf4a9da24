"""A stored library and a way to run commands on it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reader.asking import Subscription
from reader.cli.main import main
from reader.models import Intent, NewEntry, ParsedEntry, Validators
from reader.store import db, feeds, subscriptions

PUBLISHED = datetime(2026, 7, 26, 11, 5, tzinfo=UTC)
ARABIC = ParsedEntry(
    guid="1",
    url="https://news.example/1",
    title="أعلنت البلدية افتتاح «الحديقة» الجديدة (2026)",
    author="سلمى",
    published=PUBLISHED,
    language="ar",
    html="<p>حضر الافتتاح 2500 زائر يوم 26 تموز/يوليو.</p><p>وقال المدير إن <b>العمل</b> مستمر.</p>",
)
ENGLISH = ParsedEntry(
    guid="2",
    url="https://news.example/2",
    title="A bridge opens",
    published=PUBLISHED,
    language="en",
    html="<p>At last.</p>",
)


@dataclass(frozen=True)
class Ran:
    """What one command did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


def fill(home: Path, entries: Sequence[ParsedEntry] = (ARABIC, ENGLISH)) -> None:
    """Store one feed with ``entries`` where the commands look for it."""
    opened = db.open_or_replace(home / ".local/share/qari/qari.db")
    feed_id = subscriptions.subscribe(opened.database, Subscription("https://news.example/feed"))
    new = tuple(NewEntry(entry, f"digest of {entry.guid}", entry.published or PUBLISHED) for entry in entries)
    feeds.apply(
        opened.database,
        Intent(feed_id, "جريدة المثال", "https://news.example/", "ar", Validators(), "", new, (), PUBLISHED),
    )
    opened.database.close()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ran:
    """Run ``qari`` in this process."""
    capsys.readouterr()
    try:
        status = main(arguments)
    except SystemExit as left:
        status = int(left.code or 0)
    out, err = capsys.readouterr()
    return Ran(status, out, err)
