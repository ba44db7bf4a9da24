"""``qari export``: articles as a file."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from reader.cli.house import House
from reader.errors import OutputError, QariError
from reader.export import FORMATS, Illustrated
from reader.models import Filter


async def run(house: House) -> int:
    """Write the articles of some ids, or of a list, to a file or to standard output."""
    options = house.options
    async with house.library() as library:
        if options.ids:
            ids = list(options.ids)
        else:
            feed_id = (await library.feed(options.feed)).id if options.feed else None
            ids = list(
                await library.ids(Filter(feed_id, options.unread, options.bookmarked, limit=options.limit or None))
            )
        articles = [Illustrated(await library.article(one), await library.pictures(one)) for one in ids]
    if not articles:
        house.output.warn(house.words.text("cli.no_entries"))
        return 1
    written = FORMATS[options.format](articles, house.words, datetime.now(UTC))
    if options.output in (None, Path("-")):
        if options.format == "epub" and house.output.on_terminal:
            raise QariError("error.no_output")
        house.output.bytes(written)
        return 0
    try:
        _write(options.output, written)
    except OSError as error:
        raise OutputError("error.file_unwritable", file=options.output, detail=error.strerror or error) from error
    house.output.say(house.words.count("cli.exported", len(articles), file=options.output))
    return 0


def _write(path: Path, data: bytes) -> None:
    """Put a whole file in the place of one that is there; what is none, as a pipe, is written to. Raises OSError."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    target = path.resolve()
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        fresh.write_bytes(data)
        if path.exists():
            shutil.copymode(path, fresh)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
