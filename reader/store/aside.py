"""Keeping a damaged database aside: under a new name, with what belongs to it, never over anything."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path

COMPANIONS = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a database, behind its name."""


@contextmanager
def alone(directory: Path) -> Iterator[None]:
    """Keep out other processes that want to do the same in ``directory``. Raises OSError."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        with suppress(OSError):  # where the file system has no locks, SQLite has none either
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def keep_aside(path: Path, at: datetime) -> Path:
    """Rename ``path`` and its WAL to a name that nothing has yet, which is returned. Raises OSError.

    The file itself goes last: until then another process finds it damaged still, and not missing.
    """
    kept = _free_name(path, at)
    for companion in (*COMPANIONS, ""):
        part = path.with_name(path.name + companion)
        if part.exists():
            os.replace(part, kept.with_name(kept.name + companion))
    return kept


def _free_name(path: Path, at: datetime) -> Path:
    """Reserve a name with an empty file, which the rename then replaces."""
    name = f"{path.name}.damaged-{at:%Y%m%d-%H%M%S}"
    for number in count(1):
        kept = path.with_name(name if number == 1 else f"{name}-{number}")
        if any(os.path.lexists(kept.with_name(kept.name + companion)) for companion in COMPANIONS):
            continue
        try:
            os.close(os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            continue
        return kept
    raise AssertionError("unreachable")
