"""The door to the store: its opening and its closing."""

from __future__ import annotations

from pathlib import Path

from reader.config.schema import Config
from reader.library import Library


async def test_closed_while_it_opens(tmp_path: Path) -> None:
    """A library that is closed before anybody waited for it lets its file go: the last connection removes the WAL."""
    await Library(tmp_path / "qari.db", Config()).close()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("qari.db")] == ["qari.db"]
