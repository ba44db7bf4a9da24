"""What ``--json`` prints: stable field names, logical text, times as RFC 3339 in UTC."""

from __future__ import annotations

from datetime import datetime

from reader.asking import Health
from reader.events import Event, FeedFailed, FeedResting, FeedUnchanged, FeedUpdated, RefreshFinished
from reader.margin import Margin
from reader.models import Article, Entry, Feed, FullText, Problem
from reader.sync.choose import shown
from reader.text.blocks import Block
from reader.text.clean import unmarked
from reader.text.html import block_text, to_blocks
from reader.text.snippet import Snippet


def entry(value: Entry | Article) -> dict[str, object]:
    """An entry; ``content`` is its text without markup, and null where only the headline was asked for."""
    headline = value.entry if isinstance(value, Article) else value
    return {
        "id": headline.id,
        "feed": headline.feed_title,
        "feed_id": headline.feed_id,
        "title": headline.title,
        "url": headline.url,
        "author": headline.author,
        "published": _time(headline.published),
        "read": headline.read,
        "bookmarked": headline.bookmarked,
        "language": headline.language,
        **(_margin(value.margin) if isinstance(value, Article) else {}),
        "summary_only": headline.is_summary,
        "whole": headline.is_whole,
        "also_in": list(value.also_in) if isinstance(value, Article) else None,
        "content": _text(value) if isinstance(value, Article) else None,
    }


def _margin(value: Margin) -> dict[str, object]:
    """What somebody wrote about an article."""
    passages = [{**one.quote._asdict(), "at": _time(one.at)} for one in value.highlights]
    return {"tags": list(value.tags), "note": value.note or None, "highlights": passages}


def snippet(value: Snippet | None) -> dict[str, object]:
    """Why a search found an article: a part of its text, and where in that the words stand, in code points."""
    return {"snippet": value.text if value else None, "matches": [list(span) for span in value.spans] if value else []}


def _text(article: Article) -> str:
    """What is shown of an article, a line a block."""
    return "\n".join(text for block in shown(article).body if (text := block_text(block)))


def full_text(value: FullText) -> dict[str, object]:
    """A page's article, block by block."""
    return {
        "url": value.url,
        "title": value.title,
        "author": value.byline,
        "published": _time(value.published) if value.published else None,
        "language": value.language,
        "direction": str(value.direction),
        "section": value.section,
        "tags": value.tags,
        "image": value.image or None,
        "words": value.words,
        "blocks": [_block(block) for block in to_blocks(value.html, value.url)],
        "related": [{"title": one.title, "url": one.url} for one in value.related],
    }


def _block(value: Block) -> dict[str, object]:
    known: dict[str, object] = {"kind": str(value.kind), "text": unmarked(value.text)}
    links = [span.href for span in value.spans if span.href]
    more = {"level": value.level, "marker": value.marker, "quote": value.quote, "rows": value.rows, "links": links}
    return known | {name: said for name, said in more.items() if said}


def feed(value: Feed) -> dict[str, object]:
    """A feed with its counts."""
    return {
        "id": value.id,
        "title": value.title,
        "url": value.url,
        "folder": value.folder,
        "site": value.site_url,
        "language": value.language,
        "direction": str(value.direction),
        "unread": value.unread,
        "total": value.total,
        "paused": value.paused,
        "checked": _time(value.checked) if value.checked else None,
        "error": problem(value.problem) if value.problem else None,
    }


def health(value: Health) -> dict[str, object]:
    """How a feed fares."""
    return {
        "id": value.feed_id,
        "title": value.title,
        "url": value.url,
        "state": value.ill.name.lower(),
        "error": problem(value.problem) if value.problem else None,
        "failures": value.failures,
        "newest": _time(value.newest) if value.newest else None,
        "moved_to": value.moved_to or None,
        "paused": value.paused,
        "folder": value.folder or None,
        "allowed": _time(value.allowed) if value.allowed else None,
        "visits": [
            {
                "at": _time(one.at),
                "status": one.status,
                "bytes": one.bytes,
                "milliseconds": one.milliseconds,
                "new": one.new,
                "error": problem(one.problem) if one.problem else None,
            }
            for one in value.visits
        ],
    }


def problem(value: Problem) -> dict[str, object]:
    """A problem: its key and its facts."""
    return {"key": value.key, **dict(value.facts)}


def outcome(event: Event) -> dict[str, object] | None:
    """What a refresh did with one feed; None for the events that begin and end it."""
    match event:
        case FeedUpdated(feed_id, title, new, changed):
            return {"id": feed_id, "title": title, "status": "updated", "new": new, "changed": changed, "error": None}
        case FeedResting(feed_id, title, until, reason):
            rest = {"reason": str(reason), "until": _time(until)}
            known = {"id": feed_id, "title": title, "status": "resting", "new": 0, "changed": 0, "error": None}
            return {**known, "rest": rest}
        case FeedUnchanged(feed_id, title):
            return {"id": feed_id, "title": title, "status": "unchanged", "new": 0, "changed": 0, "error": None}
        case FeedFailed(feed_id, title, _, why):
            return {
                "id": feed_id, "title": title, "status": "failed", "new": 0, "changed": 0, "error": problem(why),
            }  # fmt: skip
    return None


def totals(event: RefreshFinished) -> dict[str, object]:
    """The sums of a refresh."""
    sums = {"updated": event.updated, "unchanged": event.unchanged, "failed": event.failed}
    return {**sums, "resting": event.resting, "new": event.new}


def _time(value: datetime) -> str:
    return value.isoformat(timespec="seconds").replace("+00:00", "Z")
