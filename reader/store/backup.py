"""A database copied into a file while others write to it, and taken back from one."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from reader.errors import (
    OutputError,
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreReadOnlyError,
    StoreTooNewError,
)
from reader.store import migrations
from reader.store.aside import COMPANIONS
from reader.store.connection import Database, is_ours, reading, suspicion, translated


def keep(database: Database, target: Path, *, replace: bool = False) -> int:
    """Copy everything into ``target``, which only its owner may read, whole or not at all; its size in bytes.

    Raises OutputError where there is such a file already or it cannot be written, and StoreError.
    """
    if _is_of(database, target):
        raise StoreError("error.backup_itself", file=target)
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
    if _is_of(database, source):
        raise StoreError("error.backup_itself", file=source)
    try:
        _check(source)
    except StoreDamagedError as error:
        raise StoreError("error.no_backup", file=source) from error
    fresh = database.path.with_name(f".{database.path.name}.{os.getpid()}")
    try:
        _make_ready(source, fresh)
        kept = _keep_before(database, at)
        database.copy_from(fresh)
        return kept
    finally:
        for file in (*_files(fresh), suspicion(fresh)):
            with suppress(OSError):
                file.unlink(missing_ok=True)


def _make_ready(source: Path, fresh: Path) -> None:
    """Copy a backup, and bring that up to date: should this fail, it had better not be what is in use."""
    try:
        fresh.unlink(missing_ok=True)
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(reading(source), uri=True)) as opened, closing(sqlite3.connect(fresh)) as copy:
            opened.backup(copy)
        Database(fresh).close()
    except OSError as error:
        raise OutputError("error.file_unwritable", file=fresh, detail=error.strerror or error) from error
    except (StoreError, sqlite3.Error) as error:
        ours = error if isinstance(error, StoreError) else translated(error, fresh)
        if isinstance(ours, StoreFullError | StoreBusyError | StoreReadOnlyError):  # another time, or elsewhere
            raise ours from error
        raise StoreError("error.no_backup", file=source) from error


def _keep_before(database: Database, at: datetime) -> Path:
    """Write what there is into a file beside it, whose name says when that was."""
    name = f"{database.path.name}.before-{at:%Y%m%d-%H%M%S}"
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    kept = next(path for path in map(database.path.with_name, names) if not path.exists())
    keep(database, kept)
    return kept


def _is_of(database: Database, file: Path) -> bool:
    """Whether a file is the database, or one of those that belong to it."""
    return any(file.exists() and own.exists() and file.samefile(own) for own in _files(database.path))


def _files(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(path.name + suffix) for suffix in ("", *COMPANIONS))


def _check(path: Path) -> None:
    """Raise StoreError unless this is a whole database of a Qari that is not newer than this one."""
    try:
        with closing(sqlite3.connect(reading(path), uri=True)) as opened:
            version = migrations.version(opened)
            (verdict,) = opened.execute("PRAGMA integrity_check(1)").fetchone()
            ours = is_ours(opened)
    except sqlite3.Error as error:
        raise StoreDamagedError("error.database_damaged", path=path, reason=type(error).__name__) from error
    if verdict != "ok":
        raise StoreDamagedError("error.database_damaged", path=path, reason="integrity_check")
    if not version or not ours:
        raise StoreError("error.database_foreign", path=path)
    if version > migrations.VERSION:
        raise StoreTooNewError("error.database_too_new", path=path)
