"""``qari extract``: what the reader would show of a page."""

from __future__ import annotations

from pathlib import Path

from reader.article import page_blocks
from reader.asking import Fetched
from reader.cli import input, records
from reader.cli.house import House
from reader.feeds.worker import Worker
from reader.models import FullText
from reader.sync import pages
from reader.text.clean import unmarked
from reader.text.html import block_text
from reader.text.markdown import to_markdown


async def run(house: House) -> int:
    """Print the article of a file, of an address, or of standard input."""
    options = house.options
    found = await _found(house, options.page, options.url)
    if options.format == "json":
        house.output.json(records.full_text(found))
        return 0
    blocks = page_blocks(found, house.words)
    if options.format == "markdown":
        house.output.raw(unmarked(to_markdown(blocks)))
        return 0
    house.output.raw("\n\n".join(unmarked(text) for block in blocks if (text := block_text(block))))
    return 0


async def _found(house: House, wanted: str, url: str) -> FullText:
    if wanted.lower().startswith(("http://", "https://")):
        return await pages.read(wanted, house.config.fetch)
    body = input.read(Path(wanted), house.words.text("cli.standard_input"))
    async with Worker() as worker:
        return await worker.extract(Fetched(url, 200, body))
