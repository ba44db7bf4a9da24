"""``qari import``: the feeds that another program's list holds."""

from __future__ import annotations

from reader.asking import Listed
from reader.cli import input
from reader.cli.house import House


async def run(house: House) -> int:
    """Subscribe to what a file lists, or tell what that would be."""
    options, words = house.options, house.words
    body = input.read(options.list, words.text("cli.standard_input"))
    async with house.library() as library:
        listed = await library.listed(body)
        if not options.dry_run:
            await library.add_all(listed.feeds)
    if options.json:
        feeds = [{"url": one.url, "title": one.title, "folder": one.folder} for one in listed.feeds]
        skipped = [{"name": one.name, "reason": one.reason} for one in listed.skipped]
        house.output.json({"feeds": feeds, "skipped": skipped, "imported": not options.dry_run})
        return 0
    _tell(house, listed)
    key = "cli.would_import" if options.dry_run else "cli.imported"
    house.output.say(words.count(key, len(listed.feeds)))
    return 0


def _tell(house: House, listed: Listed) -> None:
    for one in listed.skipped:
        house.output.warn(house.words.text(one.reason, name=one.name))
    if house.options.dry_run:
        for feed in listed.feeds:
            house.output.say(" · ".join(part for part in (feed.folder, feed.title, feed.url) if part))
