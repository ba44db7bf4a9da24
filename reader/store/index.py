"""The index of words (SQLite's FTS5), which is made after what it is of, a little at a time.

Indexing takes many times as long as storing does, so new and changed entries wait in ``entry_unindexed``, where a
search looks through their texts, until somebody has time. The table keeps no text of its own: what is to be taken out
of it is made again, from the same texts by the same rules, before they change. Without FTS5 everything waits for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from reader.errors import StoreError
from reader.store.connection import Database
from reader.text.strip import UNPARTED  # one token of which is a whole sentence

_TABLE = """
    CREATE VIRTUAL TABLE IF NOT EXISTS entry_index
    USING fts5 (title, text, content = '', tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')
"""
_CONTENT = """
    SELECT entries.id, fold(entries.title), entry_texts.folded || ' '
        || coalesce((SELECT folded FROM entry_pages WHERE entry_id = entries.id), '')
    FROM entries JOIN entry_texts ON entry_texts.entry_id = entries.id
"""
_TOKEN = r"[^\W_]+"
_ARABIC = "[\u0620-\u064a\u066e-\u06d3\u0750-\u077f]{2,}"
_BEFORE = ("", "و", "ف", "ب", "ل", "ك")
"""Words of one letter that are written with the next one; folded, as all that is looked for."""
_BEFORE_THE = ("", "و", "ف", "ب", "ك", "وب", "وك")
_THE, _FOR_THE = "ال", ("لل", "ولل", "فلل")


def prepare(db: Database) -> None:
    """Make the table, where SQLite can, and have what was stored before it indexed."""
    if not db.read_only and not exists(db):
        with suppress(StoreError), db.transaction():
            db.run(_TABLE)
            db.run("INSERT OR IGNORE INTO entry_unindexed SELECT id FROM entries")


def exists(db: Database) -> bool:
    """Whether there is an index to ask."""
    return db.value("SELECT 1 FROM sqlite_master WHERE name = 'entry_index'") is not None


def some(db: Database, count: int) -> int:
    """Index the newest ``count`` entries that wait; how many wait still."""
    if not exists(db):
        return 0
    with db.transaction():
        ids = "SELECT entry_id FROM entry_unindexed ORDER BY entry_id DESC LIMIT ?"
        db.run(f"INSERT INTO entry_index (rowid, title, text) {_CONTENT} WHERE entries.id IN ({ids})", (count,))
        db.run(f"DELETE FROM entry_unindexed WHERE entry_id IN ({ids})", (count,))
        return int(db.value("SELECT count(*) FROM entry_unindexed"))


def forget(db: Database, entry_id: int) -> None:
    """Take an entry out of the index before its texts change, and let it wait; inside the caller's transaction."""
    if exists(db) and not db.value("SELECT 1 FROM entry_unindexed WHERE entry_id = ?", (entry_id,)):
        content = _CONTENT.replace("SELECT entries.id", "SELECT 'delete', entries.id", 1)
        db.run(f"INSERT INTO entry_index (entry_index, rowid, title, text) {content} WHERE entries.id = ?", (entry_id,))
    db.run("INSERT OR IGNORE INTO entry_unindexed (entry_id) VALUES (?)", (entry_id,))


def pattern(key: str) -> str:
    """What FTS5 looks for to find a folded word, or how it begins, with what Arabic writes before it; empty: it
    knows nothing of that.

    A key of several tokens is a phrase, whose last one is a beginning.
    """
    if re.search(UNPARTED, key):
        return ""
    tokens = re.findall(_TOKEN, key)
    if len(tokens) == 1 and tokens[0] == key and re.fullmatch(_ARABIC, key):
        return " OR ".join(f'"{form}" *' for form in _forms(key))
    return f'"{" ".join(tokens)}" *' if tokens else ""


def phrase(key: str) -> str:
    """What FTS5 looks for to find the tokens of a folded text one after the other; empty: it has none."""
    tokens = [] if re.search(UNPARTED, key) else re.findall(_TOKEN, key)
    return f'"{" ".join(tokens)}"' if tokens else ""


def _forms(word: str) -> Iterator[str]:
    stem = word.removeprefix(_THE) if len(word) > len(_THE) + 1 else word
    if stem == word:
        yield from (before + word for before in _BEFORE)
    yield from (before + _THE + stem for before in _BEFORE_THE)
    yield from (before + stem for before in _FOR_THE)
    if stem.startswith("ل"):  # three of them are written as two
        yield from (before + "ل" + stem for before in ("", "و", "ف"))
