"""Files that somebody names: read within a bound, and written whole or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from reader.errors import OutputError, QariError

MEGABYTE = 1_000_000
LARGEST = 50
"""Megabytes that are read of one file."""


def named(name: str) -> Path:
    """The file that somebody typed the name of; ``~`` is a home. Raises QariError where that is nobody's."""
    try:
        return Path(name).expanduser()
    except RuntimeError as error:
        raise QariError("error.file_missing", file=name) from error


def read(file: Path) -> bytes:
    """All of it. Raises QariError where it is missing, cannot be read, or is too large."""
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST * MEGABYTE + 1)
    except FileNotFoundError as error:
        raise QariError("error.file_missing", file=file) from error
    except OSError as error:
        raise QariError("error.file_unreadable", file=file, detail=error.strerror or error) from error
    if len(data) > LARGEST * MEGABYTE:
        raise QariError("error.file_too_large", file=file, limit=LARGEST)
    return data


def write(file: Path, data: bytes) -> None:
    """Put a whole file in the place of one that is there; what is none, such as a pipe, is written to.

    Raises OutputError.
    """
    try:
        _write(file, data)
    except OSError as error:
        raise OutputError("error.file_unwritable", file=file, detail=error.strerror or error) from error


def directory(path: Path) -> Path:
    """A directory to write into, made if there is none. Raises OutputError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError("error.file_unwritable", file=path, detail=error.strerror or error) from error
    return path


def _write(file: Path, data: bytes) -> None:
    target = file.resolve()
    alone = target.exists() and not os.access(target.parent, os.W_OK)
    if alone or (file.exists() and not file.is_file()):
        file.write_bytes(data)
        return
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        fresh.write_bytes(data)
        if target.exists():
            shutil.copymode(target, fresh)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
