"""The sample feeds through the real fetcher."""

from __future__ import annotations

from reader.config.schema import Fetch
from reader.demo.server import FEEDS, serve, served
from reader.feeds.fetch import Fetcher


async def test_the_fetcher_gets_every_sample_and_then_304() -> None:
    """What the fetcher receives is the file's bytes; asked again with the validators, the server spares them."""
    with serve() as site:
        async with Fetcher(Fetch()) as fetcher:
            for subscription, name in zip(site.subscriptions, FEEDS, strict=True):
                first = await fetcher.fetch(subscription.url)
                assert (first.status, first.body, first.content_type) == (200, served(name, site.url), FEEDS[name])
                again = await fetcher.fetch(subscription.url, first.validators)
                assert (again.status, again.body, again.validators) == (304, b"", first.validators)
