"""What can still be read of a damaged database, row by row. The file itself is only read."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from reader.store import migrations
from reader.store.connection import HEAD, reading
from reader.store.raw import Swapped, make_again

UNREADABLE = (sqlite3.DatabaseError, OverflowError, ValueError)
"""What reading damaged pages raises."""
_PATIENCE = 100_000
"""How often a table may refuse a range of rows, which takes some microseconds each time."""
_SECOND = 2
"""The first page that a table may begin with; the one before it tells of tables."""
_FURTHEST = 2**48
"""No row has come to this number; one that says so is damaged."""
_UNKNOWN = 2**20
"""How far rows are looked for where no table tells its last one."""


class Remains(NamedTuple):
    """A damaged database, opened for reading."""

    connection: sqlite3.Connection
    path: Path
    version: int
    """How many steps of the schema it has been through; 0: that cannot be read."""
    last: int
    """The highest row number that any table tells of."""
    broken: set[str]
    """The tables that were found to have rows which cannot be read."""

    def columns(self, table: str) -> frozenset[str]:
        """The names of a table's columns; none: there is no such table any more."""
        return frozenset(str(name) for _, name, *_ in self._all(f"PRAGMA table_info({table})"))

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """The rows of a table that has row numbers, in their order, without those in pages that cannot be read.

        Where a range of rows cannot be read to its end, what is left of it is halved, and each half tried by itself.
        """
        select = f"SELECT rowid, {', '.join(columns)} FROM {table} NOT INDEXED WHERE rowid"
        spans, patience = [(1, _last(self.connection, table) or self.last)], _PATIENCE
        while spans and patience:
            low, high = spans.pop()
            try:
                # A single row is asked for as such: to end a range, SQLite looks at the row after it.
                which = ("= ?", (low,)) if low == high else ("BETWEEN ? AND ? ORDER BY rowid", (low, high))
                for number, *row in self.connection.execute(f"{select} {which[0]}", which[1]):
                    if number < low:  # the pages go round in a circle
                        raise sqlite3.DatabaseError
                    low = number + 1
                    yield tuple(row)
            except UNREADABLE:
                patience -= 1
                self.broken.add(table)
                if low < high:
                    middle = (low + high) // 2
                    spans += [(middle + 1, high), (low, middle)]

    def strays(self, table: str, columns: Sequence[str], born: int) -> Iterator[tuple[Any, ...]]:
        """The rows in pages that look like those of a table, whether or not its other pages still lead to them.

        A row has as many columns as its table had when it was written, which at first were ``born``.
        In a copy, for which there must be room, one page after the other is put in the place of the table's first, and
        read as all of it. Not all rows need be the table's own. Raises OSError.
        """
        roots = dict(self._all("SELECT name, rootpage FROM sqlite_master WHERE type = 'table' AND rootpage > 0"))
        root = roots.pop(table, 0)
        with tempfile.TemporaryDirectory(prefix=f".{self.path.name}.", dir=self.path.parent) as directory:
            copy = Path(directory) / self.path.name
            if root < _SECOND or not self._copied(copy):
                return
            with Swapped(copy, root) as pages, closing(sqlite3.connect(copy)) as connection:
                _prepare(connection)
                for _ in pages.leaves(set(roots.values()), range(born, len(self.columns(table)) + 1)):
                    yield from _all(connection, f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED")

    def _copied(self, copy: Path) -> bool:
        """Whether all pages could be copied, whatever is in them, with those of the WAL."""
        with closing(sqlite3.connect(copy)) as connection:
            try:
                self.connection.backup(connection)
            except UNREADABLE as error:
                if getattr(error, "sqlite_errorcode", 0) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE):
                    raise
                return False
        return True

    def ordered(self, select: str, order: str, backward: str) -> tuple[list[tuple[Any, ...]], bool]:
        """What a query finds in the order of an index, from both ends up to where it cannot be read; whether all."""
        first, last = self._all(f"{select} ORDER BY {order}"), self._all(f"{select} ORDER BY {backward}")
        found = list(dict.fromkeys([*first, *reversed(last)]))
        return found, len(found) == len(first) == len(last)

    def _all(self, query: str) -> list[tuple[Any, ...]]:
        return _all(self.connection, query)


def _all(connection: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query up to the first that cannot be read."""
    found: list[tuple[Any, ...]] = []
    try:
        found.extend(connection.execute(query))
    except UNREADABLE:
        with suppress(*UNREADABLE):  # Python asks for one row ahead, and gives that before a bad one only so
            found = connection.execute(f"{query} LIMIT {len(found) + 1}").fetchall()
    return found


@contextmanager
def opened(path: Path) -> Iterator[Remains | None]:
    """A damaged database with its WAL, for as long as the context lasts; None: nothing at all can be read of it.

    Where the first page of the file is lost, a copy gets another, for which there must be room beside it; of a file
    without a head SQLite would delete the WAL. Raises OSError.
    """
    with ExitStack() as stack:
        remains = _looked_at(path, stack) if has_head(path) else None
        if remains is None:
            directory = tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent)
            copy = _copied(path, Path(stack.enter_context(directory)))
            make_again(copy, root=False)
            remains = _looked_at(copy, stack)
            if remains is None:
                make_again(copy, root=True)
                remains = _looked_at(copy, stack)
        yield remains


def has_head(path: Path) -> bool:
    """Whether a file begins as every database does. Raises OSError.

    Not for one that is open: closing it takes away all locks that the process holds on it (POSIX).
    """
    with path.open("rb") as file:
        return file.read(len(HEAD)) == HEAD


def _looked_at(path: Path, stack: ExitStack) -> Remains | None:
    """The database in a file, closed by ``stack``; None: there is nothing to read."""
    with suppress(*UNREADABLE), ExitStack() as attempt:
        connection = sqlite3.connect(reading(path), uri=True, isolation_level=None)
        attempt.enter_context(closing(connection))
        _prepare(connection)
        if connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table'").fetchone() is not None:
            remains = Remains(connection, path, migrations.version(connection), _last_of_all(connection), set())
            stack.push(attempt.pop_all())
            return remains
    return None


def _prepare(connection: sqlite3.Connection) -> None:
    connection.text_factory = lambda text: text.decode(errors="replace")
    connection.execute("PRAGMA writable_schema = ON")  # a file cut short is read, and so are tables beside bad ones


def _copied(path: Path, directory: Path) -> Path:
    for companion in ("", "-wal"):
        if path.with_name(path.name + companion).exists():
            shutil.copyfile(path.with_name(path.name + companion), directory / f"{path.name}{companion}")
    return directory / path.name


def _last_of_all(connection: sqlite3.Connection) -> int:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'entry_index%'"
    tables = [name for (name,) in connection.execute(query)]
    return max((_last(connection, table) for table in tables), default=0) or _UNKNOWN


def _last(connection: sqlite3.Connection, table: str) -> int:
    """The number of a table's last row; 0: it cannot be read, or has no numbers."""
    try:
        (last,) = connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()
    except UNREADABLE:
        return 0
    return last if isinstance(last, int) and last < _FURTHEST else 0
