"""Queries typed into the search field."""

from __future__ import annotations

from pathlib import Path

from ui_samples import fill, showing


async def test_a_query_filters_while_it_is_typed(tmp_path: Path) -> None:
    """Keys and words narrow the list; leaving the search shows all again."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        everything = shown.main.headlines.count
        await shown.press("/", *"is:read")
        read = shown.main.headlines.count
        await shown.press("escape", "/", *"-is:read")
        assert read + shown.main.headlines.count == everything
        assert shown.main.headlines.count > 0


async def test_what_is_not_finished_is_told_and_changes_nothing(tmp_path: Path) -> None:
    """A bracket that is still open has its column in the status line, and the list stays until it is closed."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        before = shown.main.headlines.count
        await shown.press("/", "(")
        assert "A bracket is missing its other half (column 1)" in shown.text()
        assert shown.main.headlines.count == before
        await shown.press(*"is:unread)")
        assert "bracket" not in shown.text()
