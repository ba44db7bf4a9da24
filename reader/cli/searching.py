"""``qari list`` and ``qari search``: headlines, and of a search why they were found."""

from __future__ import annotations

from datetime import UTC, datetime

from reader.cli import listing, records
from reader.cli.house import House
from reader.library import Library
from reader.models import Filter


async def listed(
    house: House, library: Library, text: str, nothing: str, *, ranked: bool = False, snippets: bool = False
) -> int:
    """Print the headlines that a query and the options mean, ``nothing`` where there are none."""
    options = house.options
    feed_id = (await library.feed(options.feed)).id if options.feed else None
    limit = options.limit or None
    found = await library.list(Filter(feed_id, options.unread, options.bookmarked, text, limit=limit, ranked=ranked))
    if options.json:
        house.output.json(
            [
                records.entry(await library.article(entry.id))
                | (records.snippet(await library.snippet(entry.id, text)) if snippets else {})
                for entry in found
            ]
        )
    elif not found:
        house.output.warn(nothing)
    for entry in found if not options.json else ():
        listing.headlines(house, [entry], datetime.now(UTC))
        if snippets and house.output.on_terminal and (shown := await library.snippet(entry.id, text)) is not None:
            listing.snippet(house, entry, shown)
    return 0
