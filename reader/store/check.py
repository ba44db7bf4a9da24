"""The whole of a database read, to see whether all of it can be."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from reader.errors import StoreDamagedError, StoreError
from reader.store import migrations
from reader.store.connection import is_ours, reading, translated
from reader.store.salvage import has_head

_MOST = 20
"""Lines of what is wrong."""


def check(path: Path) -> tuple[str, ...]:
    """What is wrong, in SQLite's words, a line for each fault; nothing: all is sound.

    Not for one that this process has open. Raises StoreError where there is no file, or another program's, or it cannot
    be looked at just now.
    """
    if not path.is_file():
        raise StoreError("error.file_missing", file=path)
    try:
        if not has_head(path):  # which SQLite would take for new, and delete the WAL of
            return ("file is not a database",) if path.stat().st_size or _has_wal(path) else ()
        with closing(sqlite3.connect(reading(path), uri=True)) as connection:
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if tables and not migrations.version(connection):
                if is_ours(connection):
                    return ("user_version is 0",)
                raise StoreError("error.database_foreign", path=path)
            return tuple(_faults(connection))[:_MOST]
    except sqlite3.Error as error:
        ours = translated(error, path)
        if isinstance(ours, StoreDamagedError):
            return (str(error),)
        raise ours from error
    except OSError as error:
        raise StoreError("error.database_open", path=path, reason=error.strerror or error) from error


def _has_wal(path: Path) -> bool:
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def _faults(connection: sqlite3.Connection) -> list[str]:
    found = [line for (text,) in connection.execute(f"PRAGMA integrity_check({_MOST})") for line in text.splitlines()]
    lost = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [line for line in found if line != "ok"] + [f"{child}: {row} -> {parent}" for child, row, parent, _ in lost]
