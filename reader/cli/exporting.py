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
from reader.errors import QariError
from reader.export import FORMATS, Illustrated, feed_list, link_list
from reader.models import Filter


async def run(house: House) -> int:
    """Write the articles of some ids, or of a list, to a file or to standard output."""
    options = house.options
    async with house.library() as library:
        chosen = options.ids or options.query or options.bookmarked or options.unread or options.feed
        if options.format == "opml" and not chosen:
            return _feeds(house, await library.subscriptions())
        if options.ids:
            ids = list(options.ids)
        else:
            feed_id = (await library.feed(options.feed)).id if options.feed else None
            ids = list(
                await library.ids(
                    Filter(feed_id, options.unread, options.bookmarked, options.query, options.limit or None)
                )
            )
        if options.format == "opml":
            links = link_list(await library.entries(ids), datetime.now(UTC))
            return _given(house, links, "cli.exported", len(ids))
        articles = [Illustrated(await library.article(one), await library.pictures(one)) for one in ids]
    if not articles:
        house.output.warn(house.words.text("cli.no_entries"))
        return 1
    if options.format == "json":
        entries = [records.entry(one.article) for one in articles]
        written = json.dumps(entries, ensure_ascii=False, indent=2).encode() + b"\n"
    else:
        written = FORMATS[options.format](articles, house.words, datetime.now(UTC))
    return _given(house, written, "cli.exported", len(articles))


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
    files.write(options.output, written)
    house.output.say(house.words.count(key, count, file=options.output))
    return 0
