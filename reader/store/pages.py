"""The articles of entries' pages, which many feeds only point to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from reader.asking import PageToFetch, Subscription
from reader.models import ChangedEntry, FullText, Intent, NewEntry, ParsedEntry, Prepared, Problem, Source, Validators
from reader.store import index
from reader.store.connection import Database
from reader.store.values import (
    from_optional_time,
    from_problem,
    from_related,
    from_texts,
    from_time,
    storable,
    to_direction,
    to_manner,
    to_optional_time,
    to_problem,
    to_related,
    to_text,
    to_texts,
)

_AGAIN = timedelta(days=1)
"""After which a page that gave no article is asked for again."""
_WANTED = """
    SELECT json_array(entries.id, entries.url, entries.title, feeds.manner, feeds.url) AS row
    FROM entry_states
    JOIN entries ON entries.id = entry_states.entry_id
    JOIN feeds ON feeds.id = entries.feed_id
    LEFT JOIN entry_pages ON entry_pages.entry_id = entries.id
    WHERE (entry_states.read = 0 OR entry_states.bookmarked = 1) AND (feeds.subscribed OR entry_states.bookmarked = 1)
        AND (entries.is_summary OR feeds.full_text = 'always') AND feeds.full_text <> 'never'
        AND entries.url <> '' AND feeds.prefers <> 'feed'
        AND (entry_pages.entry_id IS NULL
            OR (entry_pages.problem IS NOT NULL AND entry_pages.fetched_at NOT BETWEEN ? AND ?))
    ORDER BY entry_states.bookmarked DESC, entry_states.listed_at DESC, entries.id DESC LIMIT ?
"""
_ONE = """
    SELECT json_array(entries.id, entries.url, entries.title, feeds.manner, feeds.url) AS row
    FROM entries JOIN feeds ON feeds.id = entries.feed_id WHERE entries.id = ? AND entries.url <> ''
"""
_PREPARED = """
    SELECT json_array(
        coalesce(sum(NOT entries.is_summary OR (entry_pages.entry_id IS NOT NULL AND entry_pages.problem IS NULL)), 0),
        count(*),
        coalesce(sum(
            length(CAST(entry_bodies.html AS BLOB)) + length(CAST(coalesce(entry_pages.html, '') AS BLOB))
            + coalesce(pictures.bytes, 0)
        ), 0),
        coalesce(sum(pictures.number), 0)
    ) AS row
    FROM entry_states
    JOIN entries ON entries.id = entry_states.entry_id
    JOIN feeds ON feeds.id = entries.feed_id
    JOIN entry_bodies ON entry_bodies.entry_id = entries.id
    LEFT JOIN entry_pages ON entry_pages.entry_id = entries.id
    LEFT JOIN (
        SELECT entry_id, sum(length(data)) AS bytes, count(data) AS number FROM entry_pictures GROUP BY entry_id
    ) AS pictures ON pictures.entry_id = entries.id
    WHERE (entry_states.read = 0 AND feeds.subscribed) OR entry_states.bookmarked = 1
"""
_COLUMNS = "url, title, html, words, byline, published, language, direction, section, image, related, tags, problem"


def wanted(db: Database, limit: int, now: datetime) -> tuple[PageToFetch, ...]:
    """Whose page to fetch: what is bookmarked, then what is unread, the newest first, and of which there is a summary.

    A page that gave no article is wanted again after a day, and when the clock has been set back by more than that.
    """
    return tuple(db.rows(_WANTED, (from_time(now - _AGAIN), from_time(now + _AGAIN), limit), _to_fetch))


def one(db: Database, entry_id: int) -> tuple[PageToFetch, ...]:
    """An entry's page, whether it was fetched or not; none if it has no address."""
    return tuple(db.rows(_ONE, (entry_id,), _to_fetch))


def keep(db: Database, entry_id: int, page: FullText, at: datetime) -> None:
    """Store a page's article, in the place of one that was there."""
    from reader.text.fold import searched  # only who stores pages needs them
    from reader.text.strip import strip

    html = storable(page.html)
    _replace(
        db,
        entry_id,
        {
            "url": storable(page.url),
            "title": storable(page.title),
            "html": html,
            "words": page.words,
            "byline": storable(page.byline),
            "published": from_optional_time(page.published),
            "language": storable(page.language),
            "direction": str(page.direction),
            "section": storable(page.section),
            "image": storable(page.image),
            "related": from_related(page.related),
            "tags": from_texts(map(storable, page.tags)),
            "folded": searched(f"{page.title}\n{page.byline}\n{strip(html)}"),
            "fetched_at": from_time(at),
        },
    )


def save(db: Database, url: str, page: FullText, shelf: str, at: datetime) -> tuple[int, bool]:
    """Store a page that is in no feed, in a feed of its own called ``shelf``; the entry's id, and whether it is new.

    One that was saved before is brought up to date, and keeps its place and its marks.
    """
    from reader.store import feeds, subscriptions

    url = url.partition("#")[0]
    feed_id = subscriptions.subscribe(db, Subscription(feeds.READ_LATER, title=shelf))
    entry = ParsedEntry(url, page.url, page.title, page.byline, page.published, None, page.language, page.html)
    known = _saved(db, feed_id, url)
    new = (NewEntry(entry, "", at),) if known is None else ()
    changed = (ChangedEntry(known, entry, ""),) if known is not None else ()
    feeds.apply(db, Intent(feed_id, "", "", "", Validators(), "", new, changed, at))
    entry_id = known if known is not None else _saved(db, feed_id, url)
    assert entry_id is not None
    keep(db, entry_id, page, at)
    return entry_id, known is None


def _saved(db: Database, feed_id: int, url: str) -> int | None:
    found = db.value("SELECT id FROM entries WHERE feed_id = ? AND guid = ?", (feed_id, storable(url)))
    return None if found is None else int(found)


def failed(db: Database, entry_id: int, url: str, problem: Problem, at: datetime) -> None:
    """Remember why a page gave no article; one that is there stays."""
    columns = {"url": storable(url), "problem": from_problem(problem), "fetched_at": from_time(at)}
    with db.transaction():  # another process may be storing it
        if of(db, entry_id)[0] is None:
            _replace(db, entry_id, columns)


def of(db: Database, entry_id: int) -> tuple[FullText | None, Problem | None]:
    """The article of an entry's page, or why there is none; neither: it was not fetched."""
    row = db.row(f"SELECT {_COLUMNS} FROM entry_pages WHERE entry_id = ?", (entry_id,))
    if row is None:
        return None, None
    url, title, html, words, byline, published, language, direction, section, image, related, tags, problem = row
    if problem is not None:
        return None, to_problem(problem) or Problem("error.page_crashed")
    return FullText(
        url,
        title,
        html,
        words,
        byline,
        to_optional_time(published),
        language,
        to_direction(direction),
        section,
        image,
        to_related(related),
        to_texts(tags),
    ), None


def prepared(db: Database) -> Prepared:
    """What of the unread and bookmarked entries can be read without a network."""
    return db.rows(_PREPARED, (), lambda row: Prepared(*map(int, row)))[0]


def preference(db: Database, feed_id: int) -> Source:
    """Which text of its articles the reader wants of a feed."""
    said = db.value("SELECT prefers FROM feeds WHERE id = ?", (feed_id,))
    return Source(said) if said in tuple(Source) else Source.AUTO


def prefer(db: Database, feed_id: int, source: Source) -> Source:
    """Remember which text of its articles the reader wants of a feed; the one before."""
    with db.transaction():
        before = preference(db, feed_id)
        db.run("UPDATE feeds SET prefers = ? WHERE id = ?", (str(source), feed_id))
    return before


def _replace(db: Database, entry_id: int, columns: dict[str, object]) -> None:
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    with db.transaction():
        # It may have gone meanwhile, and then nothing but its row in entries is left.
        if db.value("SELECT 1 FROM entry_states WHERE entry_id = ?", (entry_id,)):
            if "folded" in columns:
                index.forget(db, entry_id)
            db.run(
                f"INSERT OR REPLACE INTO entry_pages (entry_id, {names}) VALUES (?, {marks})",
                (entry_id, *columns.values()),
            )


def _to_fetch(row: list[Any]) -> PageToFetch:
    entry_id, *texts = row
    url, title, manner, feed_url = map(to_text, texts)
    return PageToFetch(entry_id, url, title, to_manner(manner), feed_url)
