"""Opening the database, whatever state its file is in."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reader.errors import StoreDamagedError, StoreError, StoreFullError, StoreReadOnlyError
from reader.models import Problem
from reader.store.aside import alone, keep_aside
from reader.store.connection import Access, Database, suspicion

__all__ = ["Database", "Opened", "connect", "open_or_replace"]


@dataclass(frozen=True, slots=True)
class Opened:
    """A database, and what the user must know about its opening."""

    database: Database
    notices: tuple[Problem, ...] = ()


def open_or_replace(path: Path) -> Opened:
    """Open the database at ``path``; make it, and its directory, where there is none.

    A damaged file is kept aside under a new name and a fresh one is begun. A file that cannot be written, or that a
    newer Qari wrote, is opened for reading. Notices tell of each. Raises StoreError where none of this is possible.
    """
    path = Path(os.path.realpath(path))  # the WAL lies beside the file itself, not beside a link to it
    _make(path)
    try:
        return _open(path)
    except StoreDamagedError:
        return _replace(path)


def connect(path: Path) -> Database:
    """Another connection to a database that :func:`open_or_replace` has opened. Raises StoreError."""
    return _open(Path(os.path.realpath(path))).database


def _make(path: Path) -> None:
    """An empty file that only its owner may read, unless there is one; SQLite gives the WAL the same mode."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError("error.database_directory", path=path.parent, reason=error.strerror) from error
    try:
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        elif not path.is_file():
            raise StoreError("error.database_not_file", path=path)
    except OSError as error:
        raise _translated(error, path) from error


def _translated(error: OSError, path: Path) -> StoreError:
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StoreReadOnlyError("error.database_read_only", path=path, reason=error.strerror)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreFullError("error.database_full", path=path, reason=error.strerror)
    return StoreError("error.database_open", path=path, reason=error.strerror)


def _open(path: Path) -> Opened:
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)):
        return _open_for_reading(path)
    _refuse_orphan(path)
    try:
        database = Database(path)
    except (StoreReadOnlyError, StoreFullError) as error:
        try:
            return _open_for_reading(path)
        except StoreError:
            raise error from None
    _dispel(database)
    return Opened(database, _notices(database))


def _refuse_orphan(path: Path) -> None:
    """SQLite deletes the WAL of an empty file, but it may hold all there is left."""
    if _size(path.with_name(path.name + "-wal")) and not _size(path):
        raise StoreDamagedError("error.database_damaged", path=path)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _dispel(database: Database) -> None:
    """Look at all of a database that was met with damage before; forget the suspicion when there is none."""
    mark = suspicion(database.path)
    if database.too_new or not mark.exists():
        return
    try:
        database.check()
    except BaseException:
        database.close()
        raise
    mark.unlink(missing_ok=True)


def _open_for_reading(path: Path) -> Opened:
    try:
        database = Database(path, Access.READ)
    except StoreDamagedError:
        raise
    except StoreError:
        database = Database(path, Access.FROZEN)
    return Opened(database, _notices(database))


def _notices(database: Database) -> tuple[Problem, ...]:
    if not database.read_only:
        return ()
    key = "notice.database_too_new" if database.too_new else "notice.database_read_only"
    return (Problem(key, (("path", str(database.path)),)),)


def _replace(path: Path) -> Opened:
    """Keep the damaged file aside and begin a fresh one, unless another process has just done so."""
    try:
        with alone(path.parent):
            try:
                return _open(path)
            except StoreDamagedError:
                kept = keep_aside(path, datetime.now(UTC))
            suspicion(path).unlink(missing_ok=True)
            _make(path)
            database = _open(path).database
    except OSError as error:
        raise StoreDamagedError("error.database_damaged", path=path, reason=error.strerror) from error
    return Opened(database, (Problem("notice.database_damaged", (("path", str(path)), ("kept", str(kept)))),))
