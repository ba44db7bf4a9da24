"""What a fetched feed means for what is stored. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from reader.asking import FeedToFetch, Fetched
from reader.models import ChangedEntry, Intent, KnownEntry, NewEntry, ParsedEntry, ParsedFeed
from reader.sync.match import alias, matched

_SLACK = timedelta(days=1)
"""How far ahead of us a publisher's clock, or its zone, may be."""


def digest(entry: ParsedEntry) -> str:
    """A hash of what readers see of an entry; not of its id and dates, which in some feeds change by themselves."""
    files = [(enclosure.url, enclosure.type, enclosure.length) for enclosure in entry.enclosures]
    seen = (entry.url, entry.title, entry.author, entry.language, entry.html, entry.is_summary, files)
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


def body_hash(body: bytes) -> str:
    """Hex SHA-256 of a body, as feeds keep it to know the same bytes again."""
    return hashlib.sha256(body).hexdigest()


def decide(
    feed: FeedToFetch, parsed: ParsedFeed, known: Sequence[KnownEntry], fetched: Fetched, now: datetime
) -> Intent:
    """Everything to be written of a feed: deciding again on the result finds nothing new and nothing changed.

    A stored entry keeps the guid that it came with; a new one whose guid is taken gets another.
    """
    latest = max(now, feed.newest or now)  # a clock that was set back puts nothing new under what is old
    entries = [_dated(entry, latest) for entry in parsed.entries]
    digests = [digest(entry) for entry in entries]
    matches = matched(entries, digests, known)
    taken = {stored.guid for stored in known}
    new, changed = [], []
    for entry, mark in zip(entries, digests, strict=True):
        stored = matches.get(entry.guid)
        if stored is None:
            fresh = entry._replace(guid=alias(entry)) if entry.guid in taken else entry
            new.append(NewEntry(fresh, mark, min(entry.published or latest, latest)))
        elif stored.digest != mark:
            changed.append(ChangedEntry(stored.id, entry._replace(guid=stored.guid), mark))
    return Intent(
        feed.id,
        title=parsed.title,
        site_url=parsed.site_url,
        language=parsed.language,
        validators=fetched.validators,
        body_hash=body_hash(fetched.body),
        new=tuple(new),
        changed=tuple(changed),
        at=now,
    )


def _dated(entry: ParsedEntry, latest: datetime) -> ParsedEntry:
    """An entry from the future has no date: it would stay on top of every list till then."""
    ahead = entry.published is not None and entry.published > latest + _SLACK
    return entry._replace(published=None) if ahead else entry
