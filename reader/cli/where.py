"""Where Qari keeps what is yours."""

from __future__ import annotations

from reader.cli.house import House


def run(house: House) -> int:
    """Tell it."""
    places = {
        "config": house.paths.config,
        "data": house.paths.data,
        "database": house.paths.database,
        "cache": house.paths.cache,
        "log": house.paths.log,
        "terminals": house.paths.terminals,
    }
    if house.options.json:
        house.output.json({name: str(path) for name, path in places.items()})
        return 0
    for name, path in places.items():
        missing = "" if path.exists() else f"  ({house.words.text('where.missing')})"
        house.output.say(f"{house.words.text(f'where.{name}')}: \u2068{path}\u2069{missing}")
    return 0
