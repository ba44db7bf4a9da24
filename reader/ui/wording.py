"""The sentences of the status bar and the titles of the panes, from what there is to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reader.asking import Candidate
from reader.config.schema import Value
from reader.events import FeedResting
from reader.i18n.catalogue import Catalogue, isolate
from reader.i18n.dates import ago, remaining
from reader.models import Feed, Filter
from reader.ui.progress import Progress

_DOT = " · "
DIGEST = Filter(unread=True, text="after:yesterday")
WRITTEN = Filter(text="has:note OR has:highlight")
_LISTS = {DIGEST: "feed.digest", WRITTEN: "feed.written", Filter(opened=True): "feed.history"}
"""Lists that no row of the feeds stands for, and what they are called."""


def is_kept(place: Filter) -> bool:
    """Whether a list is of what was put there, so that it is shown whether it was read or not."""
    return place.bookmarked or place.opened or place == WRITTEN or place.text.startswith(("tag:", "is:muted"))


def place_title(place: Filter, search: str, feed: Feed | None, catalogue: Catalogue, kept: str = "") -> str:
    """What the headlines are those of; ``kept`` is the title of a place that is a query."""
    if feed is not None:
        name = isolate(feed.title)
    elif not kept and (key := _LISTS.get(place)):
        name = catalogue.text(key)
    elif place.text:
        name = isolate(kept or place.text)
    else:
        key = "feed.bookmarks" if place.bookmarked else "feed.unread" if place.unread else "feed.all"
        name = catalogue.text(key)
    return f"{name}{_DOT}{catalogue.text('feed.search', text=search)}" if search else name


def headlines_title(title: str, count: int, catalogue: Catalogue) -> str:
    """The title of the pane of headlines."""
    return f"{title}{_DOT}{catalogue.number(count)}" if count else title


def empty_list(wanted: Filter, feeds: Sequence[Feed], catalogue: Catalogue) -> str:
    """Why there are no headlines."""
    if wanted.opened and not wanted.text:
        return catalogue.text("empty.history")
    if not wanted.text and wanted.within == WRITTEN.text:
        return catalogue.text("empty.written")
    if not wanted.text and wanted.within == DIGEST.text and wanted.unread:
        return catalogue.text("empty.digest")
    if wanted.text or wanted.within:
        return catalogue.text("empty.search", text=wanted.text or wanted.within)
    if wanted.bookmarked:
        return catalogue.text("empty.bookmarks")
    if not feeds:
        return catalogue.text("empty.feeds")
    failing = next((feed for feed in feeds if feed.id == wanted.feed_id and feed.problem and not feed.total), None)
    if failing is not None:
        return failure(failing, catalogue)
    stored = sum(feed.total for feed in feeds if wanted.feed_id in (None, feed.id))
    return catalogue.text("empty.unread" if wanted.unread and stored else "empty.headlines")


def summary(feed: Feed | None, feeds: Sequence[Feed], now: datetime, catalogue: Catalogue) -> str:
    """Counts of what is looked at, and how old they are."""
    looked_at = [feed] if feed is not None else list(feeds)
    unread = feed.unread if feed is not None else sum(one.unread - one.repeated for one in feeds)
    total = feed.total if feed is not None else sum(one.total - one.twins for one in feeds)
    checked = max((one.checked for one in looked_at if one.checked is not None), default=None)
    parts = [catalogue.count("status.entries", total), catalogue.count("status.unread", unread)]
    if looked_at:
        parts.append(
            catalogue.text("status.never_refreshed")
            if checked is None
            else catalogue.text("status.last_refreshed", when=ago(catalogue, checked, now))
        )
    return _DOT.join(parts)


def failure(feed: Feed, catalogue: Catalogue) -> str:
    """Why the last refresh of ``feed`` failed; empty: it did not."""
    if feed.problem is None:
        return ""
    reason = catalogue.problem(feed.problem)
    if feed.title == feed.url:  # the reason names it
        return reason
    return catalogue.text("status.feed_failed", title=feed.title, reason=reason)


def finished(progress: Progress, catalogue: Catalogue) -> tuple[str, str]:
    """What a refresh came to, and the role of that notice."""
    if progress.total == 1 and progress.problem is not None:
        return catalogue.problem(progress.problem), "problem"
    if progress.offline:
        return catalogue.text("status.offline"), "problem"
    new = catalogue.count("status.new", progress.new) if progress.new else catalogue.text("status.nothing_new")
    failed = catalogue.count("status.failed", progress.failed) if progress.failed else ""
    resting = catalogue.count("status.resting", len(progress.resting)) if progress.resting else ""
    return _DOT.join(part for part in (new, failed, resting) if part), "notice"


def candidate(found: Candidate, now: datetime, catalogue: Catalogue) -> str:
    """What is said of a feed that was found: its language and how old its newest entry is."""
    newest = ago(catalogue, found.newest, now) if found.newest is not None else catalogue.text("find.no_date")
    return _DOT.join(part for part in (found.language, newest) if part)


def resting(rest: FeedResting, now: datetime, catalogue: Catalogue) -> str:
    """Why a feed is not asked, and for how long."""
    return catalogue.text(f"rest.{rest.reason}", title=rest.title, time=remaining(catalogue, rest.until, now))


def short_address(title: str, width: int) -> str:
    """An address that stands for a title without what all have in common: its end tells it from others."""
    if not title.startswith(("http://", "https://")):
        return title
    name = title.partition("://")[2].removeprefix("www.").rstrip("/")
    return name if len(name) <= width else f"…{name[max(0, len(name) - width + 1) :]}"


def value(key: str, value: Value, catalogue: Catalogue) -> str:
    """How a value of a setting is written for people."""
    if isinstance(value, bool):
        return catalogue.text("value.on" if value else "value.off")
    if isinstance(value, int | float):
        return catalogue.number(value)
    for name in (f"value.{key}.{value}", f"value.{value}"):
        if name in catalogue.messages:
            return catalogue.text(name)
    return str(value) or catalogue.text("value.nothing")
