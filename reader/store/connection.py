"""One connection to SQLite, and the one border where SQLite's errors become ours."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from reader.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreReadOnlyError,
    StoreTooNewError,
)
from reader.store import migrations

T = TypeVar("T")

BUSY_SECONDS = 5.0
HEAD = b"SQLite format 3\0"
"""How every database begins."""
_PAGES_AT_ONCE = 4_096
_MOST_PARAMETERS = 999  # what every SQLite allows in one statement; since 3.32 it is more

_ERRORS: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: (StoreBusyError, "error.database_busy"),
    sqlite3.SQLITE_LOCKED: (StoreBusyError, "error.database_busy"),
    sqlite3.SQLITE_FULL: (StoreFullError, "error.database_full"),
    sqlite3.SQLITE_IOERR_WRITE: (StoreFullError, "error.database_full"),  # also where a quota is used up
    sqlite3.SQLITE_IOERR_SHMSIZE: (StoreFullError, "error.database_full"),  # the WAL's index cannot grow
    sqlite3.SQLITE_READONLY: (StoreReadOnlyError, "error.database_read_only"),
    sqlite3.SQLITE_CORRUPT: (StoreDamagedError, "error.database_damaged"),
    sqlite3.SQLITE_NOTADB: (StoreDamagedError, "error.database_damaged"),
    sqlite3.SQLITE_CANTOPEN: (StoreError, "error.database_open"),
    sqlite3.SQLITE_PERM: (StoreError, "error.database_open"),
    sqlite3.SQLITE_IOERR: (StoreError, "error.database_io"),
}


_FORMAT = "unsupported file format"
"""What SQLite says, as of an error of whoever asks, where the header names a format that there is not."""


class Access(StrEnum):
    """How the file is opened; the values are SQLite's URI parameters."""

    WRITE = "mode=rw"
    READ = "mode=ro"
    FROZEN = "mode=ro&immutable=1"
    """Without locks and without the WAL: for a directory in which SQLite may create nothing."""


def reading(path: Path) -> str:
    """The address by which a file is only read: with its WAL if it has one, or else as it lies there."""
    wal = path.with_name(path.name + "-wal")
    access = Access.READ if wal.exists() and wal.stat().st_size else Access.FROZEN
    return f"{path.resolve().as_uri()}?{access}"


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether a database has the tables of Qari's."""
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'entry_states'").fetchone() is not None


def suspicion(path: Path) -> Path:
    """The empty file that says: SQLite met damage in this database; look at all of it when it is next opened."""
    return path.with_name(path.name + ".suspect")


class Database:
    """One connection to the file at ``path``. Any thread may use it, one at a time.

    Every method raises :class:`~reader.errors.StoreError`, or one of its kinds, when SQLite cannot do what is asked.
    """

    def __init__(self, path: Path, access: Access = Access.WRITE) -> None:
        self.path = path
        self.read_only = access is not Access.WRITE
        self.too_new = False
        """A newer Qari wrote the file."""
        with self._border():
            self._connection = sqlite3.connect(
                f"{path.as_uri()}?{access}",
                uri=True,
                isolation_level=None,
                timeout=BUSY_SECONDS,
                check_same_thread=False,
            )
        self._connection.create_function("fold", 1, _fold, deterministic=True)
        self._connection.create_function("says", 2, _says, deterministic=True)
        self._connection.create_function("stands", 2, _stands, deterministic=True)
        self._connection.text_factory = lambda text: text.decode(errors="replace")
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def _prepare(self) -> None:
        """Look at the header and the schema, which shows most damage, and bring the schema up to date."""
        with self._border():
            tables = self.value("SELECT count(*) FROM sqlite_master")
            version = migrations.version(self._connection)
            self.too_new = version > migrations.VERSION
            if version < 0:
                raise StoreDamagedError("error.database_damaged", path=self.path)
            if tables and not version:
                if is_ours(self._connection):
                    raise StoreDamagedError("error.database_damaged", path=self.path)
                raise StoreError("error.database_foreign", path=self.path)
            if self.too_new:
                self.read_only = True
                self._connection.execute("PRAGMA query_only = ON")
            elif self.read_only and version < migrations.VERSION:
                raise StoreReadOnlyError("error.database_read_only", path=self.path)
            if not self.read_only:
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA synchronous = NORMAL")
                self._migrate()
                self._connection.execute("PRAGMA foreign_keys = ON")

    def _migrate(self) -> None:
        try:
            migrations.migrate(self._connection)
        except sqlite3.Error as error:
            self.check()  # damage may be why
            if _code(error) == sqlite3.SQLITE_ERROR:  # it has been through steps that its version knows nothing of
                raise StoreDamagedError("error.database_damaged", path=self.path, reason=str(error)) from error
            raise

    def close(self) -> None:
        """Let the file go; the last connection writes the WAL back into it."""
        with self._border():
            self._connection.close()

    def value(self, query: str, parameters: Sequence[object] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.row(query, parameters)
        return None if row is None else row[0]

    def row(self, query: str, parameters: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """The first row, or None."""
        with self._border():
            found: tuple[Any, ...] | None = self._connection.execute(query, parameters).fetchone()
            return found

    def tuples(self, query: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows, which had better be few: see :meth:`rows`."""
        with self._border():
            return self._connection.execute(query, parameters).fetchall()

    def rows(self, query: str, parameters: Sequence[object], make: Callable[[Any], T]) -> list[T]:
        """What ``make`` makes of all that ``query`` selects.

        The query's only column is called ``row`` and holds JSON (a plain integer is JSON too). All come as a single
        row of SQLite's: sqlite3 lets go of the interpreter's lock at every row, and while another thread computes,
        getting it back takes 5 ms each time. A row that ``make`` finds to be of another shape counts as damage.
        """
        found = self.value(f"SELECT group_concat(row) FROM ({query})", parameters)
        with self._border():
            return list(map(make, json.loads(f"[{found or ''}]")))

    def numbers(self, query: str, parameters: Sequence[object]) -> list[int]:
        """All integers that ``query`` selects, as :meth:`rows` does it, but quicker."""
        found = self.value(f"SELECT group_concat(row) FROM ({query})", parameters)
        with self._border():
            numbers: list[int] = json.loads(f"[{found or ''}]")
            return numbers

    def run(self, statement: str, parameters: Sequence[object] = ()) -> int:
        """Change something; how many rows were changed."""
        with self._border():
            return self._connection.execute(statement, parameters).rowcount

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Insert rows with as few statements as can be, for the reason :meth:`rows` has."""
        at_once = _MOST_PARAMETERS // len(columns)
        one = f"({', '.join('?' * len(columns))})"
        for start in range(0, len(rows), at_once):
            some = rows[start : start + at_once]
            values = ", ".join([one] * len(some))
            self.run(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES {values}",
                [value for row in some for value in row],
            )

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction has begun that has not ended."""
        return self._connection.in_transaction

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing. It begins as a writer, so that it waits for others once, and never half-way.

        Within another one it is a part of that, which may fail by itself.
        """
        if self.in_transaction:
            with self._part():
                yield
            return
        if self.too_new:
            raise StoreTooNewError("error.database_too_new", path=self.path)
        if self.read_only:
            raise StoreReadOnlyError("error.database_read_only", path=self.path)
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self.in_transaction:
                with suppress(StoreError):
                    self.run("ROLLBACK")
            raise

    @contextmanager
    def _part(self) -> Iterator[None]:
        self.run("SAVEPOINT part")
        try:
            yield
        except BaseException:
            if self.in_transaction:  # SQLite may have taken back all of it
                try:
                    self.run("ROLLBACK TO part")
                    self.run("RELEASE part")
                except StoreError:  # nothing half written may be committed with the rest
                    with suppress(StoreError):
                        self.run("ROLLBACK")
            raise
        self.run("RELEASE part")

    def copy_into(self, path: Path) -> None:
        """Copy everything into a file, as it is at one moment, while others go on writing."""
        with self._border(), closing(sqlite3.connect(path, isolation_level=None)) as copy:
            self._connection.backup(copy, pages=_PAGES_AT_ONCE)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, and nothing beside it

    def copy_from(self, path: Path) -> None:
        """Have everything that a file of the same schema holds in the place of what is here, all of it or nothing."""
        if self.read_only:
            raise StoreReadOnlyError("error.database_read_only", path=self.path)
        with self._border(), closing(sqlite3.connect(reading(path), uri=True)) as source:
            source.backup(self._connection)
            self._connection.execute("PRAGMA journal_mode = WAL")

    def check(self) -> None:
        """Read the whole file (seconds for a large one). Raises StoreDamagedError."""
        verdict = self.value("PRAGMA integrity_check(1)")
        if verdict != "ok" or self.row("PRAGMA foreign_key_check"):
            raise StoreDamagedError("error.database_damaged", path=self.path)

    @contextmanager
    def _border(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OverflowError, ValueError, TypeError) as error:
            ours = self._translated(error)
            if isinstance(ours, StoreDamagedError):
                with suppress(OSError):
                    suspicion(self.path).touch()
            raise ours from error

    def _translated(self, error: Exception) -> StoreError:
        if self.too_new and _code(error) == sqlite3.SQLITE_ERROR:
            return StoreTooNewError("error.database_too_new", path=self.path)
        return translated(error, self.path)


def translated(error: Exception, path: Path) -> StoreError:
    """What is ours for an error of SQLite's, or of Python's about a value, met with the database at ``path``."""
    code = sqlite3.SQLITE_CORRUPT if _FORMAT in str(error) else _code(error)
    kind, key = _ERRORS.get(code) or _ERRORS.get(code & 0xFF) or (StoreError, "error.database")
    return kind(key, path=path, reason=getattr(error, "sqlite_errorname", type(error).__name__))


@lru_cache(4_096)  # what authors, sections and tags are called, over and over
def _fold(text: str | None) -> str:
    from reader.text.fold import fold

    return fold(text or "")


def _says(html: str | None, text: str) -> bool:
    from reader.text.strip import says

    return says(html or "", text)


def _stands(text: str | None, part: str) -> bool:
    from reader.text.strip import stands

    return stands(text or "", part)


def _code(error: Exception) -> int:
    """SQLite's own; for Python's: what could not be written is an error, what cannot be read is damage."""
    unwritable = isinstance(error, (sqlite3.Error, OverflowError, UnicodeEncodeError))
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR if unwritable else sqlite3.SQLITE_CORRUPT)
