"""What newsboat keeps of the same articles, and what it asks of that: its cache's tables and queries, stated anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

SCHEMA = """
    CREATE TABLE rss_feed (
        rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT NULL,
        lastmodified INTEGER(11) NOT NULL DEFAULT 0, is_rtl INTEGER(1) NOT NULL DEFAULT 0,
        etag VARCHAR(128) NOT NULL DEFAULT ''
    );
    CREATE TABLE rss_item (
        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL,
        author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL,
        pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL,
        enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024), enqueued INTEGER(1) NOT NULL DEFAULT 0,
        flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0, base VARCHAR(128) NOT NULL DEFAULT ''
    );
    CREATE INDEX idx_rssurl ON rss_feed (rssurl);
    CREATE INDEX idx_guid ON rss_item (guid);
    CREATE INDEX idx_feedurl ON rss_item (feedurl);
    CREATE INDEX idx_lastmodified ON rss_feed (lastmodified);
    CREATE INDEX idx_deleted ON rss_item (deleted);
    PRAGMA synchronous = OFF;
"""
_FILL = """
    INSERT INTO rss_feed (rssurl, url, title) SELECT url, site_url, title FROM qari.feeds;
    INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, enclosure_url, enclosure_type)
        SELECT guid, entries.title, author, entries.url, feeds.url, published / 1000000, html, 1 - read, '', ''
        FROM qari.entries JOIN qari.feeds ON feeds.id = entries.feed_id
        JOIN qari.entry_bodies ON entry_bodies.entry_id = entries.id
        JOIN qari.entry_states ON entry_states.entry_id = entries.id ORDER BY entries.id;
    ANALYZE;
"""
_ITEMS = """
    SELECT guid, title, author, url, pubDate, length(content), unread, feedurl, enclosure_url, enclosure_type, enqueued,
        flags, base
    FROM rss_item WHERE {} AND deleted = 0 ORDER BY pubDate DESC, id DESC
"""


class Cache:
    """newsboat's cache of what Qari's database at ``library`` has."""

    def __init__(self, path: Path, library: Path) -> None:
        self._made = sqlite3.connect(path, isolation_level=None)
        if not self._made.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            self._made.executescript(SCHEMA)
            self._made.execute("ATTACH ? AS qari", (str(library),))
            self._made.executescript(f"BEGIN; {_FILL} COMMIT")
            self._made.execute("DETACH qari")
        with closing(sqlite3.connect(library)) as known:
            self._urls = dict(known.execute("SELECT id, url FROM feeds"))
            self._guids = dict(known.execute("SELECT id, guid FROM entries"))

    def article(self, entry_id: int) -> object:
        """The content of an item."""
        found = self._made.execute("SELECT guid, content FROM rss_item WHERE guid = ?", (self._guids[entry_id],))
        return found.fetchone()

    def start(self, _: object) -> None:
        """What it reads before its first list: the items of all feeds."""
        for feed_id in self._urls:
            self.feed(feed_id)

    def feed(self, feed_id: int) -> Sequence[tuple[object, ...]]:
        """The items of a feed."""
        return self._made.execute(_ITEMS.format("feedurl = ?"), (self._urls[feed_id],)).fetchall()

    def search(self, text: str) -> Sequence[tuple[object, ...]]:
        """What has a text in title or content."""
        held = _ITEMS.format("(title LIKE ? OR content LIKE ?)")
        return self._made.execute(held, (f"%{text}%", f"%{text}%")).fetchall()

    def unread(self, _: object) -> int:
        """How many items are unread."""
        return int(self._made.execute("SELECT count(id) FROM rss_item WHERE unread = 1").fetchone()[0])

    def mark(self, feed_id: int) -> None:
        """Mark the items of a feed read."""
        marked = "UPDATE rss_item SET unread = '0' WHERE unread != '0' AND feedurl = ?"
        self._made.execute(marked, (self._urls[feed_id],))

    def unmark(self, feed_id: int) -> None:
        """Have them unread again."""
        self._made.execute("UPDATE rss_item SET unread = 1 WHERE feedurl = ?", (self._urls[feed_id],))

    def close(self) -> None:
        """Let the file go."""
        self._made.close()
