"""A refresh without a screen: a passing line, then one summary line a feed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from math import inf
from time import monotonic

from reader.cli import records
from reader.cli.house import House
from reader.events import (
    Event,
    FeedFailed,
    FeedResting,
    FeedUnchanged,
    FeedUpdated,
    PageEvent,
    PageFailed,
    PagesFinished,
    PagesStarted,
    PageStored,
    PictureEvent,
    PictureFailed,
    PicturesFinished,
    PicturesStarted,
    PictureStored,
    RefreshFinished,
    RefreshStarted,
)
from reader.i18n.dates import remaining
from reader.library import Library


async def noted(events: AsyncIterator[Event], updated: list[FeedUpdated]) -> AsyncIterator[Event]:
    """The events, of which those that brought something are put into ``updated`` too."""
    async for event in events:
        if isinstance(event, FeedUpdated):
            updated.append(event)
        yield event


async def index(library: Library, seconds: float = inf) -> None:
    """Index the words of what is new, as far as that is done in time; the rest is left for another time."""
    until = monotonic() + seconds
    while await library.index() and monotonic() < until:
        pass


async def follow(
    house: House, events: AsyncIterator[Event], *, quiet: bool = False, brief: bool = False
) -> tuple[RefreshFinished, list[dict[str, object]]]:
    """Tell what ``events`` say; gives the sums and the outcome of each feed.

    ``quiet``: nothing on standard output; ``brief``: only of feeds that brought something or failed.
    """
    words, output = house.words, house.output
    finished = RefreshFinished(0, 0, 0, 0)
    outcomes: list[dict[str, object]] = []
    total = done = 0
    async for event in events:
        if outcome := records.outcome(event):
            outcomes.append(outcome)
            if not quiet and (
                not brief or isinstance(event, FeedFailed) or (isinstance(event, FeedUpdated) and event.new)
            ):
                _tell(house, event)
        if isinstance(event, RefreshStarted):
            total, done = event.total, -1
        elif isinstance(event, RefreshFinished):
            finished = event
            break
        if not isinstance(event, FeedResting):
            done += 1
            output.progress(words.text("status.refreshing", done=done, total=total))
    output.end_progress()
    if not quiet and not brief and total + finished.resting > 1:
        output.say(_totals(house, finished))
    return finished, outcomes


async def follow_pages(
    house: House, events: AsyncIterator[PageEvent], *, quiet: bool = False, brief: bool = False
) -> list[dict[str, object]]:
    """Tell which whole articles were fetched; gives the outcome of each page. ``brief``: only if there were any."""
    words, output = house.words, house.output
    outcomes: list[dict[str, object]] = []
    total = 0
    async for event in events:
        match event:
            case PagesStarted(total):
                pass
            case PageStored(entry_id, title, count):
                outcomes.append({"id": entry_id, "title": title, "words": count, "error": None})
            case PageFailed(entry_id, title, _, problem):
                outcomes.append({"id": entry_id, "title": title, "words": 0, "error": records.problem(problem)})
                if not quiet:
                    output.warn(words.text("cli.page_failed", title=title, reason=words.problem(problem)))
            case PagesFinished(stored, failed):
                output.end_progress()
                if not quiet and (stored or failed or not brief):
                    parts = [("cli.pages_ready", stored)] + ([("cli.pages_failed", failed)] if failed else [])
                    output.say(words.join(words.count(key, number) for key, number in parts))
                continue
        output.progress(words.text("cli.fetching_pages", done=len(outcomes), total=total))
    return outcomes


async def follow_pictures(
    house: House, events: AsyncIterator[PictureEvent], *, quiet: bool = False
) -> list[dict[str, object]]:
    """Tell which pictures were fetched; gives the outcome of each."""
    words, output = house.words, house.output
    outcomes: list[dict[str, object]] = []
    total = 0
    async for event in events:
        match event:
            case PicturesStarted(total):
                pass
            case PictureStored(entry_id, url):
                outcomes.append({"id": entry_id, "url": url, "error": None})
            case PictureFailed(entry_id, url, problem):
                outcomes.append({"id": entry_id, "url": url, "error": records.problem(problem)})
                if not quiet:
                    output.warn(words.text("cli.picture_failed", url=url, reason=words.problem(problem)))
            case PicturesFinished(stored, failed):
                output.end_progress()
                if not quiet:
                    parts = [("cli.pictures_ready", stored)] + ([("cli.pictures_failed", failed)] if failed else [])
                    output.say(words.join(words.count(key, number) for key, number in parts))
                continue
        output.progress(words.text("cli.fetching_pictures", done=len(outcomes), total=total))
    return outcomes


def _tell(house: House, event: Event) -> None:
    words, output = house.words, house.output
    match event:
        case FeedUpdated(_, title, new, _):
            output.end_progress()
            output.say(words.count("cli.feed_updated", new, title=title))
        case FeedResting(_, title, until, reason):
            output.end_progress()
            time = remaining(words, until, datetime.now(UTC))
            output.say(words.text(f"rest.{reason}", title=title, time=time))
        case FeedUnchanged(_, title):
            output.end_progress()
            output.say(words.text("cli.feed_unchanged", title=title))
        case FeedFailed(_, title, _, problem):
            output.warn(words.text("cli.feed_failed", title=title, reason=words.problem(problem)))


def _totals(house: House, finished: RefreshFinished) -> str:
    parts = [("cli.total_new", finished.new), ("cli.total_updated", finished.updated)]
    parts += [("cli.total_unchanged", finished.unchanged)] if finished.unchanged else []
    parts += [("cli.total_failed", finished.failed)] if finished.failed else []
    parts += [("cli.total_resting", finished.resting)] if finished.resting else []
    return house.words.join(house.words.count(key, number) for key, number in parts)
