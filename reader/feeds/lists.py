"""Lists of feeds that other programs keep: OPML, newsboat's ``urls``, and plain addresses. Pure."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable

from reader.asking import Listed, Skipped, Subscription
from reader.config.check import is_feed_address
from reader.errors import UsageError
from reader.feeds import address, opml
from reader.feeds.decode import decode
from reader.text.clean import clean_line

_PROGRAMS = ("query:", "exec:", "filter:", "file:")
"""What newsboat lets stand in the place of an address."""
_ADDRESS = re.compile(r"(?:https?|feed)://[^\s<>\"']+", re.IGNORECASE)


def read(body: bytes, known: Iterable[str] = ()) -> Listed:
    """What a file lists; addresses that are ``known``, or listed twice, are told apart however they are spelt.

    Raises UsageError (``error.no_list``) where there is no feed in it at all.
    """
    found, skipped = opml.read(body) or _lines(decode(body, ""))
    if not found and not skipped:
        raise UsageError("error.no_list")
    seen = {address.canonical(url) for url in known}
    fresh: list[Subscription] = []
    for one in found:
        one = one._replace(url=address.plain(one.url))
        key = address.canonical(one.url)
        if not is_feed_address(one.url):
            skipped.append(Skipped(clean_line(one.url)[:300], "import.bad_address"))
        elif key in seen:
            skipped.append(Skipped(one.url, "import.known"))
        else:
            seen.add(key)
            fresh.append(one)
    return Listed(tuple(fresh), tuple(skipped))


def _lines(text: str) -> tuple[list[Subscription], list[Skipped]]:
    found: list[Subscription] = []
    skipped: list[Skipped] = []
    strange: list[Skipped] = []
    for line in text.splitlines():
        line = line.strip().lstrip("\ufeff")
        if not line or line.startswith("#"):
            continue
        first, *tags = _words(line)
        if first.lower().startswith(_PROGRAMS):
            skipped.append(Skipped(clean_line(first)[:300], "import.program"))
        elif _ADDRESS.fullmatch(first):
            found.append(_of_newsboat(first, tags))
        elif within := _ADDRESS.findall(line):
            found += [Subscription(url.rstrip(".,;)]}")) for url in within]
        elif not tags and "/" in first and address.is_bare(first):  # else it may be a file, or a site
            found.append(Subscription(address.with_scheme(first)))
        else:
            strange.append(Skipped(clean_line(line)[:300], "import.bad_address"))
    # A text that is no list has addresses here and there, and nobody asks for the rest of it.
    return found, skipped + (strange if len(strange) <= len(found) else [])


def _words(line: str) -> list[str]:
    """A line's words, as newsboat quotes them."""
    try:
        return shlex.split(line) or [""]
    except ValueError:
        return line.split()


def _of_newsboat(url: str, tags: list[str]) -> Subscription:
    """``~`` begins a title; the first of the other tags is the folder. A ``!`` hides a feed there, and not here."""
    title = next((tag[1:] for tag in tags if tag.startswith("~")), "")
    folder = next((tag for tag in tags if tag[:1] not in ("~", "!")), "")
    return Subscription(url, title=clean_line(title), folder=clean_line(folder))
