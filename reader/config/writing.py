"""Settings written into the configuration file, whose comments, order and other keys stay as they are."""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from errno import EINVAL
from os import strerror
from pathlib import Path
from typing import Any

from reader.config.schema import Value
from reader.errors import ConfigError

_HEAD = "# Written by Qari's settings. config.example.toml explains what else can be here.\n\n"


def keep(path: Path, changes: Mapping[str, Value]) -> None:
    """Write settings, by their dotted keys, into the file at ``path``, which is made if it is not there.

    The whole file is replaced at once, where a link leads to it too. Raises ConfigError where that cannot be done, and
    where the file is no TOML: whoever wrote it has to mend it first.
    """
    import tomlkit  # only who changes settings in the app needs it
    from tomlkit.exceptions import TOMLKitError

    place = Path(os.path.realpath(path))
    try:
        if place.exists() and not place.is_file():
            raise IsADirectoryError(EINVAL, strerror(EINVAL))
        text = place.read_bytes().decode("utf-8-sig") if place.exists() else _HEAD
        document = tomlkit.parse(text if text.endswith("\n") else f"{text}\n")  # it writes behind what is there
        for key, value in changes.items():
            section, _, name = key.rpartition(".")
            table = document
            if section:
                if section not in document:
                    document[section] = tomlkit.table()
                table = document[section]
            _set(table, name, value)
        written = tomlkit.dumps(document)
        tomllib.loads(written)  # what is not read the next time would be lost
    except (TOMLKitError, UnicodeDecodeError, TypeError, ValueError) as error:
        raise ConfigError("error.config_broken", file=path, detail=str(error)[:200]) from error
    except OSError as error:
        raise ConfigError(
            "error.config_unwritable", file=path, detail=error.strerror or type(error).__name__
        ) from error
    _replace(place, path, written)


def _set(table: Any, name: str, value: Value) -> None:
    """Give a key of a table a value; a new one comes before the comments at its end, which are of the next table."""
    from tomlkit.items import Table

    behind = []
    if isinstance(table, Table) and name not in table:
        body = table.value.body
        while body and body[-1][0] is None:
            behind.append(body.pop()[1])
    table[name] = value
    for trivia in reversed(behind):
        table.add(trivia)


def _replace(place: Path, named: Path, text: str) -> None:
    """Have ``text`` in the place of what the file says, all of it or nothing."""
    temporary = ""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".config-", suffix=".toml")
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, place.stat().st_mode & 0o777 if place.exists() else 0o600)
        os.replace(temporary, place)
    except OSError as error:
        with suppress(OSError):
            os.unlink(temporary)
        raise ConfigError(
            "error.config_unwritable", file=named, detail=error.strerror or type(error).__name__
        ) from error
