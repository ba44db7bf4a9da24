"""The database: cleaned, backed up, restored."""

from __future__ import annotations

from reader import files
from reader.cli.house import House


async def clean(house: House) -> int:
    """Remove old articles."""
    keep, days = house.config.keep, house.options.days
    if days is not None:
        keep = keep._replace(days=days)
    async with house.library() as library:
        found = await library.clean(keep, dry=house.options.dry_run, shrink=True)
        if house.options.json:
            house.output.json(found._asdict())
            return 0
        key = "cli.would_clean" if house.options.dry_run else "cli.cleaned"
        house.output.say(house.words.count(key, found.entries, megabytes=f"{found.size / files.MEGABYTE:.1f}"))
        single = any(any(one.retention) for one in house.config.feeds)
        if not (keep.days or keep.entries or keep.database_megabytes or single):
            house.output.say(house.words.text("cli.keeps_all"))
        return 0


async def backup(house: House) -> int:
    """Write a copy of the database."""
    async with house.library() as library:
        size = await library.backup(files.named(str(house.options.file)), replace=house.options.replace)
        megabytes = f"{size / files.MEGABYTE:.1f}"
        house.output.say(house.words.text("cli.backed_up", file=house.options.file, megabytes=megabytes))
        return 0


async def restore(house: House) -> int:
    """Take the database of a backup."""
    async with house.library() as library:
        kept = await library.restore(files.named(str(house.options.file)))
        house.output.say(house.words.text("cli.restored", file=house.options.file, kept=kept))
        return 0
