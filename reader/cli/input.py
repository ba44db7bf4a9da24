"""What the commands read: a file, or standard input."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from reader import files
from reader.errors import QariError


def read(file: Path | None, standard_input: str) -> bytes:
    """The bytes of ``file``; of standard input when it is None or ``-``. Raises QariError, which may name that."""
    if file is not None and str(file) != "-":
        return files.read(file)
    limit = files.LARGEST * files.MEGABYTE
    try:
        if sys.stdin is None:  # it was closed before the start
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        data = sys.stdin.buffer.read(limit + 1)
    except OSError as error:
        raise QariError("error.file_unreadable", file=standard_input, detail=error.strerror or error) from error
    if len(data) > limit:
        raise QariError("error.file_too_large", file=standard_input, limit=files.LARGEST)
    return data
