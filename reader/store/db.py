"""Opening the database, whatever state its file is in."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from reader.errors import StoreDamagedError, StoreError, StoreFullError, StoreReadOnlyError
from reader.models import Problem
from reader.store.aside import alone, keep_aside
from reader.store.connection import HEAD, Access, Database, suspicion

__all__ = ["Database", "Opened", "connect", "open_or_replace", "replace"]

_REFUSALS: dict[int, tuple[type[StoreError], str]] = {
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), (StoreReadOnlyError, "error.database_read_only")),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), (StoreFullError, "error.database_full")),
}


class Opened(NamedTuple):
    """A database, and what the user must know about its opening."""

    database: Database
    notices: tuple[Problem, ...] = ()


def open_or_replace(path: Path) -> Opened:
    """Open the database at ``path``; make it, and its directory, where there is none.

    A damaged file is kept aside under a new name, and what can be read of it goes into a new one. A file that cannot be
    written, or that a newer Qari wrote, is opened for reading. Notices tell of each. Raises StoreError where none of
    this is possible.
    """
    path = Path(os.path.realpath(path))  # the WAL lies beside the file itself, not beside a link to it
    _make(path)
    with _border(path):
        try:
            if path.stat().st_size:
                _refuse_headless(path)
                return _open(path)
        except (StoreDamagedError, FileNotFoundError):  # another process may be keeping it aside at this moment
            pass
        return _begin(path)


def connect(path: Path) -> Database:
    """Another connection to a database that :func:`open_or_replace` has opened. Raises StoreError."""
    return _open(Path(os.path.realpath(path))).database


def _make(path: Path) -> None:
    """An empty file that only its owner may read, unless there is one; SQLite gives the WAL the same mode."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError("error.database_directory", path=path.parent, reason=error.strerror) from error
    with _border(path):
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        elif not path.is_file():
            raise StoreError("error.database_not_file", path=path)


@contextmanager
def _border(path: Path) -> Iterator[None]:
    """What the file system refuses becomes an error of ours."""
    try:
        yield
    except OSError as error:
        kind, key = _REFUSALS.get(error.errno or 0, (StoreError, "error.database_open"))
        raise kind(key, path=path, reason=error.strerror) from error


def _open(path: Path) -> Opened:
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)):
        return _open_for_reading(path, "notice.database_read_only")
    try:
        database = Database(path)
    except (StoreReadOnlyError, StoreFullError) as error:
        full = isinstance(error, StoreFullError)
        try:
            return _open_for_reading(path, "notice.database_full" if full else "notice.database_read_only")
        except StoreError:
            raise error from error.__cause__
    if database.too_new:
        return _told(database, "notice.database_too_new")
    _dispel(database)
    return Opened(database)


def _refuse_headless(path: Path) -> None:
    """Raise StoreDamagedError for what SQLite would take for new, or write the WAL of a database into.

    Not for a second connection: closing a file takes away all locks that the process holds on it (POSIX).
    """
    with path.open("rb") as file:
        head = file.read(len(HEAD))
    wal = path.with_name(path.name + "-wal")
    if head != HEAD and (head or (wal.exists() and wal.stat().st_size)):
        raise StoreDamagedError("error.database_damaged", path=path, reason="NOTADB")


def _dispel(database: Database) -> None:
    """Look at all of a database that was met with damage before; forget the suspicion when there is none."""
    mark = suspicion(database.path)
    if not mark.exists():
        return
    try:
        database.check()
    except BaseException:
        database.close()
        raise
    mark.unlink(missing_ok=True)


def _open_for_reading(path: Path, key: str) -> Opened:
    try:
        database = Database(path, Access.READ)
    except StoreDamagedError:
        raise
    except StoreError:
        database = Database(path, Access.FROZEN)
    return _told(database, "notice.database_too_new" if database.too_new else key)


def _told(database: Database, key: str, **facts: object) -> Opened:
    given = {"path": database.path, **facts}
    return Opened(database, (Problem(key, tuple((name, str(value)) for name, value in given.items())),))


def _begin(path: Path) -> Opened:
    """Begin a database in an empty file, or in the place of a damaged one, unless another process has just done so.

    Only one process at a time does this: of two that turn a new file's WAL on, SQLite makes one fail, and not wait.
    """
    with alone(path.parent):
        _make(path)
        _go_on(path)
        try:
            _refuse_headless(path)
            return _open(path)
        except StoreDamagedError as damage:
            return _replace(path, damage)


def replace(path: Path) -> Opened:
    """Read all of a database, and do with a damaged one what :func:`open_or_replace` does. Raises StoreError."""
    from reader.store.check import check  # as repair

    path = Path(os.path.realpath(path))
    with _border(path), alone(path.parent):
        damage = StoreDamagedError("error.database_damaged", path=path)
        if not check(path):
            try:
                return _open(path)  # another process has been here
            except StoreDamagedError as error:  # its version is not that of its tables
                damage = error
        return _replace(path, damage)


def _replace(path: Path, damage: StoreDamagedError) -> Opened:
    """Have a file of what can be read of the damaged one, before that is moved: nothing is lost if this is ended."""
    repaired = _repaired(path)
    try:
        repaired.unlink(missing_ok=True)
        _make(repaired)
        from reader.store.repair import repair  # which hardly any start needs

        saved = repair(path, repaired)
    except StoreReadOnlyError as error:
        raise damage from error
    except BaseException:
        repaired.unlink(missing_ok=True)
        raise
    kept = _keep(path, damage)
    repaired.replace(path)
    database = _open(path).database
    if not saved.feeds and not saved.articles:
        return _told(database, "notice.database_damaged", kept=kept)
    told = _told(database, "notice.database_repaired", kept=kept)
    counts = (("notice.database_feeds", saved.feeds), ("notice.database_articles", saved.articles))
    return told._replace(notices=(*told.notices, *(Problem(key, (("n", str(count)),)) for key, count in counts)))


def _repaired(path: Path) -> Path:
    return path.with_name(path.name + ".repaired")


def _go_on(path: Path) -> None:
    """Take what was saved, where a process was ended between moving the damaged file and putting this in its place."""
    if _repaired(path).exists() and not path.stat().st_size:
        _repaired(path).replace(path)


def _keep(path: Path, damage: StoreDamagedError) -> Path:
    try:
        kept = keep_aside(path, datetime.now(UTC))
        suspicion(path).unlink(missing_ok=True)
    except OSError as error:
        raise damage from error
    return kept
