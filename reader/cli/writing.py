"""``qari tag`` and ``qari note``: what is written about articles."""

from __future__ import annotations

from reader.cli.house import House
from reader.cli.input import read
from reader.cli.output import Column
from reader.errors import QariError, UsageError
from reader.library import Library
from reader.models import Direction, Filter


async def tag(house: House) -> int:
    """Give tags to entries or take them away; without either, list the tags there are, or those of the entries."""
    options = house.options
    if options.ids and options.query:
        raise UsageError("error.ids_or_query")
    async with house.library() as library:
        ids = await chosen(library, options.ids, options.query)
        if not (options.add or options.remove):
            return await _tags(house, library, ids)
        if not (options.ids or options.query):
            raise UsageError("error.ids_or_query")
        count = await library.margins.retag(ids, options.add, options.remove)
        key = "cli.tagged" if count else "cli.nothing_changed"
        house.output.say(house.words.count(key, count) if count else house.words.text(key))
        return 0


async def _tags(house: House, library: Library, ids: list[int]) -> int:
    tags = await library.margins.tags()
    if ids:
        wanted = {name for one in ids for name in (await library.article(one)).margin.tags}
        tags = tuple(tag for tag in tags if tag.name in wanted)
    if house.options.json:
        house.output.json([{"tag": tag.name, "entries": tag.entries} for tag in tags])
    elif not tags:
        house.output.warn(house.words.text("cli.no_tags"))
    for tag in tags if not house.options.json else ():
        house.output.row([Column(str(tag.entries), 6, Direction.LTR, Direction.RTL), Column(tag.name, 0)])
    return 0


async def note(house: House) -> int:
    """Write a note about an entry; without a text, print it. ``-`` is what comes from standard input."""
    options = house.options
    text = " ".join(options.text)
    if text and options.delete:
        raise UsageError("error.not_together", option="--delete", other="TEXT", command="qari note")
    async with house.library() as library:
        if not text and not options.delete:
            house.output.say((await library.article(options.id)).margin.note or house.words.text("cli.no_note"))
            return 0
        given = read(None, house.words.text("cli.standard_input")).decode(errors="replace") if text == "-" else text
        if not given.strip() and not options.delete:
            raise UsageError("error.note_empty")
        changed = await library.margins.note(options.id, given)
        key = "cli.nothing_changed" if not changed else "cli.note_gone" if options.delete else "cli.noted"
        house.output.say(house.words.text(key))
        return 0


async def chosen(library: Library, given: list[int], query: str) -> list[int]:
    """The ids of the entries that are meant. Raises QariError for one that there is not."""
    if query:
        return list(await library.ids(Filter(text=query)))
    known = {entry.id for entry in await library.entries(given)}
    for missing in sorted(set(given) - known):
        raise QariError("error.entry_unknown", id=missing)
    return given
