"""Which stored entry a parsed one is. Pure.

Ids of feeds cannot be trusted: some change with every fetch, some are places in a list, some move between entries. So
an entry is a stored one when all that is seen of it is the same, date included, or when **two of four things agree**:
id, address, title, date of publication. One alone is enough only for an entry without a date, which has less to be
known by; and in a feed of which nothing at all is known again, so that its ids change by themselves, the title of
such an entry is, if the stored one has no date either. What matches nothing is new: an entry twice in a list is a
smaller harm than one overwritten.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import TypeVar
from urllib.parse import urlsplit

from reader.models import KnownEntry, ParsedEntry

E = TypeVar("E", ParsedEntry, KnownEntry)


def matched(
    entries: Sequence[ParsedEntry], digests: Sequence[str], known: Sequence[KnownEntry]
) -> dict[str, KnownEntry]:
    """The stored entry of each entry that has one, by the entry's guid; no stored one twice.

    ``digests`` are those of ``entries``. What several entries of one side have in common tells none of them.
    """
    found: dict[str, KnownEntry] = {}
    if not known:
        return found
    left = [(entry, _traits(entry, digest)) for entry, digest in zip(entries, digests, strict=True)]
    rest = [(stored, _traits(stored, stored.digest)) for stored in known]
    for of_parsed, of_known in (*_AGREEMENTS, _LAST):
        if not left or (of_parsed is _LAST[0] and (found or len(entries) < _SEVERAL)):
            break
        single = dict(_single(rest, of_known))
        pairs = [(entry, single[key]) for key, entry in _single(left, of_parsed) if key in single]
        found |= {entry.guid: stored for entry, stored in pairs}
        gone = {stored.id for _, stored in pairs}
        left = [(entry, traits) for entry, traits in left if entry.guid not in found]
        rest = [(stored, traits) for stored, traits in rest if stored.id not in gone]
    return found


@dataclass(frozen=True, slots=True)
class _Traits:
    """What an entry is known by; None: nothing to know it by."""

    entry: ParsedEntry | KnownEntry
    id: str
    """The guid, whatever it is."""
    digest: str
    guid: str | None
    url: str | None
    title: str | None
    published: datetime | None

    @property
    def alias(self) -> str | None:
        """Of a parsed entry only."""
        return alias(self.entry) if isinstance(self.entry, ParsedEntry) else None


def _traits(entry: ParsedEntry | KnownEntry, digest: str) -> _Traits:
    """A site's front page tells no entry from another; http and https, with a slash at the end or not, are one."""
    url = _address(entry.url)
    guid = entry.guid if _address(entry.guid) or not entry.guid.startswith("http") else None
    return _Traits(entry, entry.guid, digest, guid or None, url, entry.title or None, entry.published)


def _address(url: str) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    path = parts.path.rstrip("/")
    return f"{parts.netloc}{path}?{parts.query}#{parts.fragment}" if path or parts.query or parts.fragment else None


def alias(entry: ParsedEntry) -> str:
    """The guid of an entry whose own is taken by another, which it has been in before or shares a place with."""
    return f"{entry.guid}#{hashlib.sha256(json.dumps((entry.url, entry.title)).encode()).hexdigest()[:16]}"


_Key = Callable[[_Traits], Hashable]


def _both(one: str, other: str) -> tuple[_Key, _Key]:
    def key(traits: _Traits) -> Hashable:
        values = getattr(traits, one), getattr(traits, other)
        return None if None in values else values

    return key, key


def _undated(name: str) -> _Key:
    def key(traits: _Traits) -> Hashable:
        return getattr(traits, name) if traits.published is None else None

    return key


_AGREEMENTS = (
    (attrgetter("digest", "published"), attrgetter("digest", "published")),
    _both("id", "digest"),
    (attrgetter("alias"), attrgetter("id")),
    _both("guid", "url"),
    _both("url", "title"),
    _both("guid", "title"),
    _both("guid", "published"),
    _both("url", "published"),
    _both("title", "published"),
    (_undated("guid"), attrgetter("guid")),
    (_undated("url"), attrgetter("url")),
)
"""What makes a parsed entry a stored one, the surest first: what is compared of the one, and of the other."""


_LAST = (_undated("title"), _undated("title"))
_SEVERAL = 3
"""Entries of a feed of which none is known again, from which on it is the ids that are not to be believed."""


def _single(entries: Sequence[tuple[E, _Traits]], key: _Key) -> Iterator[tuple[Hashable, E]]:
    """The entries whose key no other one has, with that key."""
    keys = [key(traits) for _, traits in entries]
    counts = Counter(keys)
    for (entry, _), value in zip(entries, keys, strict=True):
        if value is not None and counts[value] == 1:
            yield value, entry
