"""The configuration file as a TOML document: read, parsed as far as it can be, with the place of each key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ConfigError
from reader.models import Problem

if TYPE_CHECKING:
    from reader.config.positions import Place

MAX_BYTES = 4_000_000
"""Nobody writes a longer one; a device or the wrong file may be endless."""
MAX_SYNTAX_ERRORS = 20
_POSITION = re.compile(r" \(at line (\d+), column (\d+)\)$")


class Document(NamedTuple):
    """What could be read of the file."""

    file: str = ""
    table: Mapping[str, object] = MappingProxyType({})
    lines: Mapping[Place, int] = MappingProxyType({})
    mistakes: tuple[Problem, ...] = ()

    def facts(self, place: Place) -> tuple[tuple[str, str], ...]:
        """The facts of a mistake at ``place``: ``where``, ``file``, ``line`` and ``key``."""
        from reader.config import positions

        key = ".".join(part for part in place if isinstance(part, str))
        return (*_at(self.file, positions.nearest(self.lines, place)), ("key", key))


def read(path: Path, *, required: bool) -> Document:
    """The document at ``path``; an empty one where there is no file.

    A file that cannot be read is a mistake, or, when ``required``, a ConfigError.
    """
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        if required:
            raise ConfigError("error.config_missing", file=path) from None
        return Document(str(path))
    except (OSError, ValueError) as error:
        if required:
            raise ConfigError("error.config_unreadable", file=path, detail=_reason(error)) from error
        return _unusable(path, "config.unreadable", ("detail", _reason(error)))
    if len(body) > MAX_BYTES:
        return _unusable(path, "config.too_large", ("megabytes", str(MAX_BYTES // 1_000_000)))
    return _decode(path, body)


def _decode(path: Path, body: bytes) -> Document:
    try:
        # Windows editors put a byte order mark before UTF-8; TOML has no use for it.
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        return Document(str(path), mistakes=(Problem("config.not_utf8", _at(str(path), line)),))
    return parse(text.replace("\r\n", "\n"), str(path))


def parse(text: str, file: str) -> Document:
    """The document that ``text`` is, without the lines in which there is a syntax error; each is a mistake.

    A broken table header takes the lines below it along, so that they do not end up in the table above.
    """
    import tomllib  # a start without a configuration file does without these

    from reader.config import positions

    mistakes: list[Problem] = []
    rows = text.split("\n")
    while len(mistakes) < MAX_SYNTAX_ERRORS:
        source = "\n".join(rows)
        try:
            return Document(file, tomllib.loads(source), positions.lines(source), tuple(mistakes))
        except RecursionError:
            return Document(file, mistakes=(_syntax(file, 1, 1, rows, "too deeply nested"),))
        except ValueError as error:
            line, column, detail = _locate(error, rows)
            mistakes.append(_syntax(file, line, column, rows, detail))
            if not _drop(rows, line - 1):
                break
    return Document(file, mistakes=tuple(mistakes))


def _locate(error: ValueError, rows: list[str]) -> tuple[int, int, str]:
    """Line, column and tomllib's own words; the last line where it names none (``at end of document``)."""
    message = str(error)
    if found := _POSITION.search(message):
        return int(found[1]), int(found[2]), message[: found.start()]
    last = max((number for number, row in enumerate(rows, 1) if row.strip()), default=1)
    return last, len(rows[last - 1]) + 1, message.removesuffix(" (at end of document)")


def _drop(rows: list[str], index: int) -> bool:
    """Empty the row, and where it is a header the table below it; False when it is empty already."""
    if not rows[index].strip():
        return False
    is_header = rows[index].lstrip().startswith("[")
    rows[index] = ""
    while is_header and (index := index + 1) < len(rows) and not rows[index].lstrip().startswith("["):
        rows[index] = ""
    return True


def _syntax(file: str, line: int, column: int, rows: list[str], detail: str) -> Problem:
    shown = (("column", str(column)), ("text", shorten(rows[line - 1].strip())), ("detail", detail))
    return Problem("config.syntax", (*_at(file, line), *shown))


def _at(file: str, line: int) -> tuple[tuple[str, str], ...]:
    return ("where", f"{file}:{line}"), ("file", file), ("line", str(line))


def _unusable(path: Path, key: str, *facts: tuple[str, str]) -> Document:
    return Document(str(path), mistakes=(Problem(key, (("where", str(path)), ("file", str(path)), *facts)),))


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)


def shorten(text: str) -> str:
    """At most 60 characters of ``text``, those that do not print shown as escapes."""
    shown = "".join(character if character.isprintable() else repr(character)[1:-1] for character in text[:61])
    return shown if len(shown) <= 60 else shown[:59] + "…"
