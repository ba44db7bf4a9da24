"""The schema, as the steps that lead to it; ``PRAGMA user_version`` counts those a file has been through.

A step that has been released is never edited: the next change is a new step. Should ``text.fold`` change its rules,
a step must empty ``entry_texts`` and fill it again.
"""

from __future__ import annotations

import sqlite3

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE feeds (
            id INTEGER PRIMARY KEY,
            url TEXT NOT NULL UNIQUE,
            own_title TEXT NOT NULL DEFAULT '', -- the user's; empty: none
            title TEXT NOT NULL DEFAULT '',     -- the document's
            site_url TEXT NOT NULL DEFAULT '',
            own_language TEXT NOT NULL DEFAULT '',
            language TEXT NOT NULL DEFAULT '',
            direction TEXT NOT NULL DEFAULT 'auto' CHECK (direction IN ('auto', 'ltr', 'rtl')),
            origin TEXT NOT NULL CHECK (origin IN ('config', 'added')),
            subscribed INTEGER NOT NULL DEFAULT 1 CHECK (subscribed IN (0, 1)),
            etag TEXT NOT NULL DEFAULT '',
            last_modified TEXT NOT NULL DEFAULT '',
            body_hash TEXT NOT NULL DEFAULT '',
            checked_at INTEGER,
            problem TEXT                        -- JSON: [key, [[name, fact], ...]]; null: the last refresh went well
        )
        """,
        """
        CREATE TABLE entries (
            id INTEGER PRIMARY KEY,
            feed_id INTEGER NOT NULL REFERENCES feeds (id),
            guid TEXT NOT NULL,
            url TEXT NOT NULL,
            title TEXT NOT NULL,
            author TEXT NOT NULL,
            language TEXT NOT NULL,
            published INTEGER,                  -- as the document says; null: it does not
            updated INTEGER,
            is_summary INTEGER NOT NULL CHECK (is_summary IN (0, 1)),
            digest TEXT NOT NULL,
            first_seen INTEGER NOT NULL,
            changed_at INTEGER,
            UNIQUE (feed_id, guid)
        )
        """,
        # Bodies lie apart, so that a page of headlines is read from few pages of the file.
        """
        CREATE TABLE entry_bodies (
            entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
            html TEXT NOT NULL,
            enclosures TEXT NOT NULL            -- JSON: [[url, type, length], ...]
        )
        """,
        # What the user did, and all that lists are sorted and counted by; no update of an entry ever touches it.
        """
        CREATE TABLE entry_states (
            entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
            feed_id INTEGER NOT NULL REFERENCES feeds (id),
            listed_at INTEGER NOT NULL,         -- when published, or else first seen; fixed, so that no list jumps
            read INTEGER NOT NULL DEFAULT 0 CHECK (read IN (0, 1)),
            bookmarked INTEGER NOT NULL DEFAULT 0 CHECK (bookmarked IN (0, 1)),
            read_at INTEGER,
            bookmarked_at INTEGER
        )
        """,
        # The search key of title, author and body.
        """
        CREATE TABLE entry_texts (
            entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
            folded TEXT NOT NULL
        )
        """,
        "CREATE INDEX states_newest ON entry_states (listed_at DESC, entry_id DESC, feed_id)",
        "CREATE INDEX states_by_feed ON entry_states (feed_id, listed_at DESC, entry_id DESC)",
        # Partial ones stay small, for most entries are read; ``read`` in them makes them covering.
        "CREATE INDEX states_unread ON entry_states (listed_at DESC, entry_id DESC, feed_id, read) WHERE read = 0",
        """
        CREATE INDEX states_unread_by_feed ON entry_states (feed_id, listed_at DESC, entry_id DESC, read)
        WHERE read = 0
        """,
        "CREATE INDEX states_bookmarked ON entry_states (listed_at DESC, entry_id DESC, feed_id) WHERE bookmarked = 1",
    ),
    (
        # Which way the reader turned the article; auto: not at all.
        """
        ALTER TABLE entry_states ADD COLUMN direction TEXT NOT NULL DEFAULT 'auto'
        CHECK (direction IN ('auto', 'ltr', 'rtl'))
        """,
    ),
    (
        # The articles of entries' pages, for feeds that carry summaries; or why there is none.
        """
        CREATE TABLE entry_pages (
            entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
            url TEXT NOT NULL,
            title TEXT NOT NULL DEFAULT '',
            html TEXT NOT NULL DEFAULT '',      -- as text.markup writes blocks
            words INTEGER NOT NULL DEFAULT 0,
            byline TEXT NOT NULL DEFAULT '',
            published INTEGER,
            language TEXT NOT NULL DEFAULT '',
            direction TEXT NOT NULL DEFAULT 'auto',
            section TEXT NOT NULL DEFAULT '',
            image TEXT NOT NULL DEFAULT '',
            related TEXT NOT NULL DEFAULT '[]', -- JSON: [[title, url], ...]
            folded TEXT NOT NULL DEFAULT '',    -- the search key
            fetched_at INTEGER NOT NULL,
            problem TEXT                        -- as in feeds; null: the article is there
        )
        """,
        """
        ALTER TABLE feeds ADD COLUMN prefers TEXT NOT NULL DEFAULT 'auto'
        CHECK (prefers IN ('auto', 'feed', 'page'))
        """,
    ),
    (
        # The user's: of which entries the pages are fetched.
        """
        ALTER TABLE feeds ADD COLUMN full_text TEXT NOT NULL DEFAULT 'auto'
        CHECK (full_text IN ('auto', 'always', 'never'))
        """,
    ),
    (
        # The pictures in articles, made small; or why an address has none.
        """
        CREATE TABLE entry_pictures (
            entry_id INTEGER NOT NULL REFERENCES entries (id),
            url TEXT NOT NULL,
            data BLOB,                          -- JPEG or PNG; null: there is none
            width INTEGER NOT NULL,             -- pixels
            height INTEGER NOT NULL,
            problem TEXT,                       -- as in feeds
            fetched_at INTEGER NOT NULL,
            PRIMARY KEY (entry_id, url)
        )
        """,
    ),
    (
        # The user's: how the feed and its pages are asked for and read; JSON, empty: as all others.
        "ALTER TABLE feeds ADD COLUMN manner TEXT NOT NULL DEFAULT ''",
        # JSON: [tag, ...]
        "ALTER TABLE entry_pages ADD COLUMN tags TEXT NOT NULL DEFAULT '[]'",
    ),
    (
        # When a feed may be asked again, and when it should be; null: it was never asked.
        "ALTER TABLE feeds ADD COLUMN allowed_at INTEGER",
        "ALTER TABLE feeds ADD COLUMN due_at INTEGER",
        "ALTER TABLE feeds ADD COLUMN rest TEXT NOT NULL DEFAULT 'recent'",
        "ALTER TABLE feeds ADD COLUMN failures INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE feeds ADD COLUMN pace INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE feeds ADD COLUMN rhythm TEXT NOT NULL DEFAULT ''",  # JSON: [every, hours, days]
        "ALTER TABLE feeds ADD COLUMN validated_at INTEGER",
        # Where permanent redirects have led of late, since when and how often.
        "ALTER TABLE feeds ADD COLUMN moved_to TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE feeds ADD COLUMN moved_at INTEGER",
        "ALTER TABLE feeds ADD COLUMN moved_times INTEGER NOT NULL DEFAULT 0",
        # Hosts that asked for fewer requests.
        """
        CREATE TABLE hosts (
            name TEXT PRIMARY KEY,
            until INTEGER NOT NULL
        )
        """,
        # The last requests for each feed.
        """
        CREATE TABLE feed_visits (
            id INTEGER PRIMARY KEY,
            feed_id INTEGER NOT NULL REFERENCES feeds (id),
            at INTEGER NOT NULL,
            status INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            milliseconds INTEGER NOT NULL,
            new INTEGER NOT NULL,
            problem TEXT
        )
        """,
        "CREATE INDEX visits_by_feed ON feed_visits (feed_id, id)",
    ),
    (
        # The user's: names of folders, parted by slashes.
        "ALTER TABLE feeds ADD COLUMN folder TEXT NOT NULL DEFAULT ''",
    ),
    (
        # The user's: whether the feed is left alone, its news are told, and stories that it shares are shown once.
        "ALTER TABLE feeds ADD COLUMN paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1))",
        "ALTER TABLE feeds ADD COLUMN notify INTEGER NOT NULL DEFAULT 0 CHECK (notify IN (0, 1))",
        "ALTER TABLE feeds ADD COLUMN merged INTEGER NOT NULL DEFAULT 1 CHECK (merged IN (0, 1))",
        # The entry of another feed that tells the same story and came first; null: none.
        "ALTER TABLE entry_states ADD COLUMN twin_of INTEGER REFERENCES entries (id)",
        "CREATE INDEX states_twins ON entry_states (twin_of) WHERE twin_of IS NOT NULL",
        # What stories are known by: hashes of addresses and of titles.
        """
        CREATE TABLE entry_keys (
            key INTEGER NOT NULL,
            entry_id INTEGER NOT NULL REFERENCES entries (id),
            PRIMARY KEY (key, entry_id)
        ) WITHOUT ROWID
        """,
        # Lists across feeds look at twin_of.
        "DROP INDEX states_newest",
        "DROP INDEX states_unread",
        "DROP INDEX states_unread_by_feed",
        "CREATE INDEX states_newest ON entry_states (listed_at DESC, entry_id DESC, feed_id, twin_of)",
        """
        CREATE INDEX states_unread ON entry_states (listed_at DESC, entry_id DESC, feed_id, read, twin_of)
        WHERE read = 0
        """,
        """
        CREATE INDEX states_unread_by_feed ON entry_states (feed_id, listed_at DESC, entry_id DESC, read, twin_of)
        WHERE read = 0
        """,
    ),
    (
        # What the index of words does not hold yet (store.index, which makes it where SQLite can).
        "CREATE TABLE entry_unindexed (entry_id INTEGER PRIMARY KEY REFERENCES entries (id))",
        "INSERT INTO entry_unindexed SELECT id FROM entries",
    ),
    (
        # Queries that the user keeps as lists.
        "CREATE TABLE searches (id INTEGER PRIMARY KEY, title TEXT NOT NULL, query TEXT NOT NULL UNIQUE)",
    ),
    (
        # When the article was opened last; null: never. What was marked read was not always read.
        "ALTER TABLE entry_states ADD COLUMN opened_at INTEGER",
        "CREATE INDEX states_opened ON entry_states (opened_at DESC, entry_id DESC) WHERE opened_at IS NOT NULL",
        # The user's words about articles. A tag's key is its folded name.
        """
        CREATE TABLE entry_tags (
            key TEXT NOT NULL,
            entry_id INTEGER NOT NULL REFERENCES entries (id),
            name TEXT NOT NULL,
            PRIMARY KEY (key, entry_id)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX tags_by_entry ON entry_tags (entry_id)",
        """
        CREATE TABLE entry_notes (
            entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
            note TEXT NOT NULL,
            at INTEGER NOT NULL
        )
        """,
        # Passages, known by their words and what stood around them.
        """
        CREATE TABLE entry_highlights (
            id INTEGER PRIMARY KEY,
            entry_id INTEGER NOT NULL REFERENCES entries (id),
            exact TEXT NOT NULL,
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            at INTEGER NOT NULL
        )
        """,
        "CREATE INDEX highlights_by_entry ON entry_highlights (entry_id)",
        # Where reading stopped: a block, how far into it, and how it begins.
        """
        CREATE TABLE entry_places (
            entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
            block INTEGER NOT NULL,
            first INTEGER NOT NULL,
            text TEXT NOT NULL
        )
        """,
    ),
    (
        # What is done by itself with new entries that a query means.
        """
        CREATE TABLE rules (
            id INTEGER PRIMARY KEY,
            query TEXT NOT NULL,
            actions TEXT NOT NULL,              -- JSON: [name, ...]
            tags TEXT NOT NULL,                 -- JSON: [tag, ...]
            until INTEGER                       -- null: for ever
        )
        """,
        # The rule that keeps an entry out of lists; such a one counts as read.
        "ALTER TABLE entry_states ADD COLUMN muted_by INTEGER REFERENCES rules (id)",
        # A rule wants the headline to stand out.
        "ALTER TABLE entry_states ADD COLUMN raised INTEGER NOT NULL DEFAULT 0 CHECK (raised IN (0, 1))",
        "CREATE INDEX states_muted ON entry_states (muted_by) WHERE muted_by IS NOT NULL",
        # Lists look at muted_by.
        "DROP INDEX states_newest",
        "DROP INDEX states_by_feed",
        "CREATE INDEX states_newest ON entry_states (listed_at DESC, entry_id DESC, feed_id, twin_of, muted_by)",
        "CREATE INDEX states_by_feed ON entry_states (feed_id, listed_at DESC, entry_id DESC, muted_by)",
    ),
    (
        # What an article said when the reader saw it last, if it says something else now.
        """
        CREATE TABLE entry_versions (
            entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
            title TEXT NOT NULL,
            html TEXT NOT NULL,
            at INTEGER NOT NULL                 -- when it changed
        )
        """,
        # The user's: for how long read entries of the feed are kept, and how many of it; null: as of all feeds.
        "ALTER TABLE feeds ADD COLUMN keep_days INTEGER",
        "ALTER TABLE feeds ADD COLUMN keep_entries INTEGER",
    ),
    (
        # What was read is counted as well.
        """
        CREATE INDEX states_read_by_feed ON entry_states (feed_id, read, muted_by)
        WHERE read = 1 AND muted_by IS NULL
        """,
        # What queries ask of fields (store.search), in the very words that they ask it in.
        "CREATE INDEX bodies_with_image ON entry_bodies (entry_id) WHERE instr(lower(html), '<img') > 0",
        "CREATE INDEX bodies_with_files ON entry_bodies (entry_id) WHERE enclosures <> '[]'",
        "CREATE INDEX texts_by_length ON entry_texts (length(folded) - length(replace(folded, ' ', '')) + 1)",
        "CREATE INDEX pages_with_image ON entry_pages (entry_id) WHERE image <> '' OR instr(lower(html), '<img') > 0",
        "CREATE INDEX pages_whole ON entry_pages (words) WHERE problem IS NULL",
        "CREATE INDEX pages_labels ON entry_pages (section, byline, tags)",
        "CREATE INDEX entries_by_author ON entries (author)",
        "CREATE INDEX entries_in_language ON entries (language, feed_id) WHERE language <> ''",
        "CREATE INDEX entries_summaries ON entries (id) WHERE is_summary",
    ),
)
VERSION = len(MIGRATIONS)


def version(connection: sqlite3.Connection) -> int:
    """How many steps the file has been through."""
    (steps,) = connection.execute("PRAGMA user_version").fetchone()
    return int(steps)


def migrate(connection: sqlite3.Connection, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    """Take the steps that are missing, each in one transaction; a step that fails leaves the file as it was.

    ``connection`` is in autocommit mode, with foreign keys not yet enforced. Raises sqlite3.Error.
    """
    while (done := version(connection)) < len(migrations):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if version(connection) == done:  # another process may have been quicker
                _step(connection, done + 1, migrations[done])
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _step(connection: sqlite3.Connection, number: int, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.execute(statement)
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise sqlite3.IntegrityError(f"migration {number} breaks a foreign key")
    connection.execute(f"PRAGMA user_version = {number}")
