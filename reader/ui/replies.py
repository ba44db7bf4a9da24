"""What other programs have made of articles, a translation or a summary, kept so that none is asked twice."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

_LONGEST = 1_000_000
"""Characters of an answer that are kept."""


class Replies:
    """Files in a directory, one an answer; without a directory they are forgotten with the program."""

    def __init__(self, directory: Path | None) -> None:
        self._directory = directory
        self._known: dict[str, str] = {}

    def get(self, command: str, text: str) -> str | None:
        """What a command has made of a text; None: nothing yet, or it is gone."""
        key = _key(command, text)
        if key not in self._known and self._directory is not None:
            with suppress(OSError, UnicodeError):
                self._known[key] = (self._directory / key).read_text("utf-8")
        return self._known.get(key)

    def put(self, command: str, text: str, answer: str) -> None:
        """Keep it; where that cannot be done, till the end of the program."""
        key = _key(command, text)
        self._known[key] = answer[:_LONGEST]
        if self._directory is not None:
            with suppress(OSError):
                self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
                temporary = self._directory / f".{key}.{os.getpid()}"
                temporary.write_text(self._known[key], "utf-8")
                temporary.replace(self._directory / key)


def _key(command: str, text: str) -> str:
    return hashlib.sha256(f"{command}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()
