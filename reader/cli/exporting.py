"""``qari export``: articles as a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from reader import files
from reader.asking import Subscription
from reader.cli import records
from reader.cli.house import House
from reader.errors import OutputError, QariError, UsageError
from reader.export import FORMATS, Illustrated, feed_list, file_name, link_list, noted, whole
from reader.library import Library
from reader.models import Filter

WRITTEN = "has:tag OR has:note OR has:highlight"
"""What somebody wrote about, as a query."""


async def run(house: House) -> int:
    """Write the articles of some ids, or of a list, to a file, a file each, or to standard output."""
    options = house.options
    if named := [one for one in options.ids if isinstance(one, Path)]:
        if len(options.ids) > 1 or options.output or options.each:
            raise UsageError("error.one_opml", file=named[0])
        options.format, options.output, options.ids = "opml", named[0], []
    listed = options.query or options.bookmarked or options.unread or options.feed
    if options.format == "opml":
        for name in ("notes", "each"):
            if getattr(options, name):
                raise UsageError("error.not_together", option="--opml", other=f"--{name}", command="qari export")
    async with house.library() as library:
        if options.format == "opml" and not (options.ids or listed):
            return _feeds(house, await library.subscriptions())
        ids = list(options.ids) or await _listed(house, library, noted_only=options.notes and not listed)
        if options.format == "opml":
            links = link_list(await library.entries(ids), datetime.now(UTC))
            return _given(house, links, "cli.exported", len(ids))
        articles = [Illustrated(await library.article(one), await library.pictures(one)) for one in ids]
    if not articles:
        house.output.warn(house.words.text("cli.no_entries"))
        return 1
    if options.each is None:
        return _given(house, _written(house, articles), "cli.exported", len(articles))
    directory = files.directory(options.each)
    for one in articles:
        files.write(directory / file_name(one.article.entry, options.format), _written(house, [one]))
    house.output.say(house.words.count("cli.exported", len(articles), file=options.each))
    return 0


async def _listed(house: House, library: Library, *, noted_only: bool) -> list[int]:
    """The ids of a list; of notes alone, those of all that somebody wrote about."""
    options = house.options
    feed_id = (await library.feed(options.feed)).id if options.feed else None
    query = WRITTEN if noted_only else options.query
    limit = None if noted_only else options.limit or None
    return list(await library.ids(Filter(feed_id, options.unread, options.bookmarked, query, limit)))


def _written(house: House, articles: Sequence[Illustrated]) -> bytes:
    options = house.options
    if options.format == "json":
        entries = [records.entry(one.article) for one in articles]
        if options.notes:
            entries = [{name: said for name, said in entry.items() if name != "content"} for entry in entries]
        return json.dumps(entries, ensure_ascii=False, indent=2).encode() + b"\n"
    return FORMATS[options.format](articles, house.words, datetime.now(UTC), noted if options.notes else whole)


def _feeds(house: House, subscriptions: Sequence[Subscription]) -> int:
    """Write the list of feeds."""
    return _given(house, feed_list(subscriptions, datetime.now(UTC)), "cli.exported_feeds", len(subscriptions))


def _given(house: House, written: bytes, key: str, count: int) -> int:
    options = house.options
    if options.output in (None, Path("-")):
        if options.format == "epub" and house.output.on_terminal:
            raise QariError("error.no_output")
        house.output.bytes(written)
        return 0
    if options.output.is_file() and not options.replace:
        raise OutputError("error.file_exists", file=options.output)
    files.write(options.output, written)
    house.output.say(house.words.count(key, count, file=options.output))
    return 0
