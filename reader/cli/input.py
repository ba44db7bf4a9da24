"""What the commands read: a file, or standard input."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from reader.errors import QariError

_LARGEST_MEGABYTES = 50
_MEGABYTE = 1_000_000


def read(file: Path | None, standard_input: str) -> bytes:
    """The bytes of ``file``; of standard input when it is None or ``-``. Raises QariError, which may name that."""
    limit = _LARGEST_MEGABYTES * _MEGABYTE
    file = None if str(file) == "-" else file
    try:
        if file is not None:
            with file.open("rb") as opened:
                data = opened.read(limit + 1)
        elif sys.stdin is not None:
            data = sys.stdin.buffer.read(limit + 1)
        else:  # it was closed before the start
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    except FileNotFoundError as error:
        raise QariError("error.file_missing", file=file) from error
    except OSError as error:
        raise QariError("error.file_unreadable", file=file or standard_input, detail=error.strerror or error) from error
    if len(data) > limit:
        raise QariError("error.file_too_large", file=file or standard_input, limit=_LARGEST_MEGABYTES)
    return data
