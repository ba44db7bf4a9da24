"""Queries typed into the search field."""

from __future__ import annotations

from pathlib import Path

from ui_samples import fill, showing

from reader.config.schema import Config
from reader.library import Library


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


async def test_a_search_is_kept_as_a_list(tmp_path: Path) -> None:
    """S gives it a name among the feeds; it is there at the next start, narrows with a search, and S removes it."""
    path = fill(tmp_path / "qari.db")
    async with showing(path) as shown:
        await shown.press("/", *"is:unread", "enter", "S", "ctrl+u", *"Fresh", "enter")
        unread = shown.main.headlines.count
        assert "“Fresh” is a list now" in shown.text()
        assert shown.main.place.text == "is:unread"
    async with showing(path) as shown:
        titles = [row.title for row in shown.main.feeds._rows]
        assert titles[3] == "Fresh"
        shown.main.feeds.focus()
        await shown.press("g", "j", "j", "j")
        assert shown.main.headlines.count == unread and "Fresh · " in shown.text()
        await shown.press("/", *"zzz")
        assert shown.main.headlines.count == 0
        await shown.press("escape", "/", *"(zz")
        assert "(column 1)" in shown.text()
        await shown.press("escape", "S")
        assert "“Fresh” is no list any more" in shown.text() and "is:unread" in shown.text()
        assert "Fresh" not in [row.title for row in shown.main.feeds._rows]


async def test_without_a_search_there_is_nothing_to_keep(tmp_path: Path) -> None:
    """S says how a search is kept."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("S")
        assert "Search first" in shown.text()


async def test_folders_are_lists_of_what_lies_in_them(tmp_path: Path) -> None:
    """Each stands above its feeds, which are set in; feeds in no folder come first."""
    path = fill(tmp_path / "qari.db")
    library = await Library.open(path, Config())
    feeds = await library.feeds()
    await library.move(feeds[0].id, "أخبار/العالم")
    await library.move(feeds[1].id, "أخبار")
    await library.close()
    async with showing(path) as shown:
        rows = [(row.title, row.depth) for row in shown.main.feeds._rows[3:]]
        assert rows == [
            (feeds[2].title, 0),
            ("أخبار", 0),
            (feeds[1].title, 1),
            ("العالم", 1),
            (feeds[0].title, 2),
        ]
        shown.main.feeds.focus()
        await shown.press("g", *["j"] * 4)
        assert shown.main.headlines.count == feeds[0].total + feeds[1].total
        assert "أخبار" in shown.main.feeds.current.title
        await shown.press("j", "j")
        assert shown.main.headlines.count == feeds[0].total
