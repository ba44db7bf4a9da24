"""A try without feeds and without a network."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from reader.asking import Subscription
from reader.cli import app, listing
from reader.cli.house import House
from reader.cli.refreshing import follow
from reader.config.schema import Offline
from reader.models import Filter


def run(house: House) -> int:
    """Show feeds of our own, from a server of our own, in a database that goes again."""
    from reader.demo.server import serve

    house = house._replace(config=house.config._replace(offline=Offline(articles=0)))  # its links lead nowhere
    with serve() as site, tempfile.TemporaryDirectory(prefix="qari-demo-") as directory:
        database = Path(directory) / "qari.db"
        if house.options.refresh_only:
            return asyncio.run(_refreshed(house, database, site.subscriptions))
        asyncio.run(_subscribe(house, database, site.subscriptions))
        return app.run(house, database)


async def _refreshed(house: House, database: Path, subscriptions: Sequence[Subscription]) -> int:
    await _subscribe(house, database, subscriptions)
    async with house.library(database) as library:
        finished, _ = await follow(house, library.refresh())
        found = await library.list(Filter())
        house.output.say(house.words.count("cli.demo_stored", len(found)))
        listing.headlines(house, found, datetime.now(UTC))
    return 1 if finished.failed else 0


async def _subscribe(house: House, database: Path, subscriptions: Sequence[Subscription]) -> None:
    async with house.library(database) as library:
        for subscription in subscriptions:
            await library.add(subscription)
