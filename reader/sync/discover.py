"""Finding the feeds of whatever address somebody gives: of a feed, a site, an article, a profile."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.asking import Candidate, Fetched
from reader.config.schema import Fetch
from reader.errors import FeedError, FetchError
from reader.feeds import address, discover, sites
from reader.feeds.fetch import Fetcher, get_ready
from reader.models import ParsedFeed

_MOST = 8
"""Feeds that are looked at."""
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, text/html;q=0.8, "
    "*/*;q=0.5"
)


PASSING = frozenset(
    f"error.{key}"
    for key in (
        *("dns", "unreachable", "timeout", "connection_refused", "connection_lost"),
        *("http_status", "http_rate_limited"),
    )
)
"""What may be over soon: then an address is subscribed to as it was given, and asked again later."""


class Found(NamedTuple):
    """A feed, with the answer that showed it to be one: whoever subscribes need not ask again."""

    candidate: Candidate
    fetched: Fetched


async def find(url: str, settings: Fetch) -> tuple[Found, ...]:
    """The feeds at ``url``, the likeliest first. Raises FetchError where nobody answers, and where there is none."""
    await get_ready()
    async with Fetcher(settings, _ACCEPT) as fetcher:
        return await _find(url, fetcher)


async def _find(url: str, fetcher: Fetcher) -> tuple[Found, ...]:
    if found := await _looked_at(sites.feeds_of(url), fetcher):
        return found
    if lookup := sites.lookup_of(url):
        told = await fetcher.fetch(lookup)
        if found := await _looked_at(_told(told.body), fetcher):
            return found
    page = await fetcher.fetch(url)
    if (own := await _feed(url, page)) is not None:
        return (own,)
    named = await asyncio.to_thread(discover.links, page.body, page.url, page.content_type)
    if found := await _looked_at(named, fetcher):
        return found
    for guess in discover.guesses(page.url):
        if found := await _looked_at((guess,), fetcher):
            return found
    raise FetchError("error.no_feed_found", **address.facts(url))


async def _looked_at(urls: Sequence[str], fetcher: Fetcher) -> tuple[Found, ...]:
    """Those of ``urls`` that are feeds, each once; one after the other, for they are of one host."""
    found: list[Found] = []
    for url in urls[:_MOST]:
        try:
            one = await _feed(url, await fetcher.fetch(url))
        except FetchError:
            continue
        if one is not None and address.canonical(one.candidate.url) not in (
            address.canonical(other.candidate.url) for other in found
        ):
            found.append(one)
    return tuple(found)


async def _feed(url: str, fetched: Fetched) -> Found | None:
    try:
        parsed = await asyncio.to_thread(_parsed, fetched)
    except FeedError:
        return None
    dates = [entry.published for entry in parsed.entries if entry.published is not None]
    newest = max(dates, default=None)
    where = fetched.moved or url
    return Found(Candidate(where, parsed.title, parsed.language, newest, len(parsed.entries)), fetched)


def _parsed(fetched: Fetched) -> ParsedFeed:
    from reader.feeds.parse import parse

    return parse(fetched.body, url=fetched.url, content_type=fetched.content_type)


def _told(body: bytes) -> Sequence[str]:
    try:
        results: Iterable[dict[str, object]] = json.loads(body)["results"]
        return [str(one["feedUrl"]) for one in results if "feedUrl" in one]
    except (ValueError, KeyError, TypeError):
        return ()
