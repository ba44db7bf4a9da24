"""Where Qari keeps its files: the XDG Base Directory Specification, on every system.

macOS and Windows get the same places below the home directory, so that one page of documentation is true everywhere.
Nothing here is created.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

NAME = "qari"


class Paths(NamedTuple):
    """The places of one user's files."""

    config: Path
    """The TOML file; it need not exist."""
    data: Path
    """The directory of what must not be lost."""
    cache: Path
    """The directory of what can be fetched again."""
    log: Path
    """The log file."""
    named: bool = False
    """The user named ``config`` by ``--config`` or QARI_CONFIG, so it must exist."""

    @property
    def terminals(self) -> Path:
        """What was answered about terminals that were not recognised."""
        return self.log.with_name("terminals.json")

    @property
    def database(self) -> Path:
        """The database file."""
        return self.data / "qari.db"


def find(environ: Mapping[str, str], config: Path | None = None) -> Paths:
    """The places that ``environ`` gives; ``config`` is what ``--config`` says.

    An XDG variable that is empty or relative is ignored, as the specification demands.
    """
    named = config or (Path(environ["QARI_CONFIG"]) if environ.get("QARI_CONFIG") else None)
    return Paths(
        config=_absolute(named) if named else _base(environ, "XDG_CONFIG_HOME", ".config") / "config.toml",
        data=_base(environ, "XDG_DATA_HOME", ".local/share"),
        cache=_base(environ, "XDG_CACHE_HOME", ".cache"),
        log=_base(environ, "XDG_STATE_HOME", ".local/state") / "qari.log",
        named=named is not None,
    )


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(os.path.expanduser(path)))


def _base(environ: Mapping[str, str], variable: str, default: str) -> Path:
    said = Path(environ.get(variable, ""))
    return (said if said.is_absolute() else _home(environ) / default) / NAME


def _home(environ: Mapping[str, str]) -> Path:
    """HOME, or what the system's user database says, or the current directory."""
    home = Path(environ.get("HOME") or os.path.expanduser("~"))
    return home if home.is_absolute() else Path.cwd()
