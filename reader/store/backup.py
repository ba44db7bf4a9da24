"""A database copied into a file while others write to it, and taken back from one."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from reader.errors import OutputError, StoreDamagedError, StoreError, StoreTooNewError
from reader.store import migrations
from reader.store.connection import Database, reading


def keep(database: Database, target: Path, *, replace: bool = False) -> int:
    """Copy everything into ``target``, which only its owner may read, whole or not at all; its size in bytes.

    Raises OutputError where there is such a file already or it cannot be written, and StoreError.
    """
    if target.exists() and not replace:
        raise OutputError("error.file_exists", file=target)
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        fresh.unlink(missing_ok=True)
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        database.copy_into(fresh)
        _check(fresh)
        fresh.replace(target)
        return target.stat().st_size
    except OSError as error:
        raise OutputError("error.file_unwritable", file=target, detail=error.strerror or error) from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def take_back(database: Database, source: Path, at: datetime) -> Path:
    """Put what ``source`` holds in the place of everything; gives the file that now has what was there before.

    Raises StoreError where the file is none of Qari's, is damaged, or is a newer Qari's, and changes nothing then.
    """
    if not source.is_file():
        raise StoreError("error.file_missing", file=source)
    if source.samefile(database.path):
        raise StoreError("error.backup_itself", file=source)
    try:
        _check(source)
    except StoreDamagedError as error:
        raise StoreError("error.no_backup", file=source) from error
    name = f"{database.path.name}.before-{at:%Y%m%d-%H%M%S}"
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    kept = next(path for path in map(database.path.with_name, names) if not path.exists())
    keep(database, kept)
    database.copy_from(source)
    return kept


def _check(path: Path) -> None:
    """Raise StoreError unless this is a whole database of a Qari that is not newer than this one."""
    try:
        with closing(sqlite3.connect(reading(path), uri=True)) as opened:
            version = migrations.version(opened)
            (verdict,) = opened.execute("PRAGMA integrity_check(1)").fetchone()
            is_ours = opened.execute("SELECT 1 FROM sqlite_master WHERE name = 'entry_states'").fetchone()
    except sqlite3.Error as error:
        raise StoreDamagedError("error.database_damaged", path=path, reason=type(error).__name__) from error
    if verdict != "ok":
        raise StoreDamagedError("error.database_damaged", path=path, reason="integrity_check")
    if not version or is_ours is None:
        raise StoreError("error.database_foreign", path=path)
    if version > migrations.VERSION:
        raise StoreTooNewError("error.database_too_new", path=path)
