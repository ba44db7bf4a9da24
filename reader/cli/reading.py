"""Articles: listed, searched, shown, marked."""

from __future__ import annotations

from reader.cli import listing, records, searching, writing
from reader.cli.house import House
from reader.errors import UsageError
from reader.models import Article, Mark
from reader.text import find


async def entries(house: House) -> int:
    """List articles."""
    text = " ".join(house.options.text)
    nothing = house.words.text("cli.nothing_found", text=text) if text else house.words.text("cli.no_entries")
    async with house.library() as library:
        return await searching.listed(house, library, text, nothing)


async def search(house: House) -> int:
    """List the articles that words are found in."""
    text = " ".join(house.options.text)
    if not find.words(text):
        raise UsageError("error.nothing_to_find", text=text)
    nothing = house.words.text("cli.nothing_found", text=text)
    async with house.library() as library:
        return await searching.listed(house, library, text, nothing, ranked=not house.options.newest, snippets=True)


async def show(house: House) -> int:
    """Show one article."""
    async with house.library() as library:
        article: Article = await library.article(house.options.id)
        if house.options.json:
            house.output.json(records.entry(article))
        elif house.options.plain or not (house.output.visual or house.options.width):
            listing.plain_article(house, article)
        else:
            listing.article(house, article)
        return 0


async def mark(house: House) -> int:
    """Mark articles read or unread, bookmark them or no longer."""
    mark, options = Mark(house.options.mark), house.options
    if bool(options.ids) == bool(options.query):
        raise UsageError("error.ids_or_query")
    async with house.library() as library:
        change = await library.mark(await writing.chosen(library, options.ids, options.query), mark)
        if change.ids:
            house.output.say(house.words.count(f"status.marked_{mark}", len(change.ids)))
        else:
            house.output.say(house.words.text("cli.nothing_changed"))
        return 0
