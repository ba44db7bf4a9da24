"""Lists of feeds in the app."""

from __future__ import annotations

from pathlib import Path

from loopback import Answer, loopback
from ui_samples import fill, rows, showing

from reader.feeds.lists import read

FEED = b"<rss version='2.0'><channel><title>x</title><item><guid>1</guid><title>One</title></item></channel></rss>"


async def test_a_file_is_imported_after_a_look_at_it(tmp_path: Path) -> None:
    """All of its new feeds are ticked; what is taken away again is not subscribed to."""
    with loopback() as server:
        urls = [server.put(f"/{name}", Answer(FEED)) for name in ("a", "b")]
        file = tmp_path / "urls"
        file.write_text(f"{urls[0]} '~First'\n{urls[1]} '~Second'\nquery:x:y\n")
        async with showing(fill(tmp_path / "qari.db")) as shown:
            await shown.press("I", *[*str(file)], "enter")
            assert "The file lists 2 new feeds" in shown.text() and "1 line is no new feed" in shown.text()
            await shown.press("space", "enter")
            assert "Second" in [feed.title for feed in shown.main.feeds.feeds]
            assert "First" not in [feed.title for feed in shown.main.feeds.feeds]
            assert server.asked("/b") and not server.asked("/a")


async def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """In the status bar."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("I", *[*str(tmp_path / "no")], "enter")
        assert "no such file" in shown.text().lower() or "There is no file" in shown.text()


async def test_the_list_is_exported(tmp_path: Path) -> None:
    """To a file that is named, as OPML."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("X", "ctrl+u", *[*str(tmp_path / "out.opml")], "enter")
        assert "Written to" in shown.text()
    assert len(read((tmp_path / "out.opml").read_bytes()).feeds) == 3


async def test_a_file_that_is_there_is_written_over_only_if_that_is_meant(tmp_path: Path) -> None:
    """It is said that there is one; Escape leaves it, and Enter once more writes over it."""
    file = tmp_path / "out.opml"
    file.write_text("precious")
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("X", "ctrl+u", *str(file), "enter")
        assert "already" in rows(shown.main.status)[0]
        await shown.press("escape")
        assert file.read_text() == "precious"
        await shown.press("X", "ctrl+u", *str(file), "enter")
        assert file.read_text() == "precious"
        await shown.press("enter")
    assert len(read(file.read_bytes()).feeds) == 3


async def test_a_home_that_is_nobodys_is_no_crash(tmp_path: Path) -> None:
    """Nor is a folder that is not there: both are told."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("I", *"~nobody.of.this.name/x", "enter")
        assert "~nobody.of.this.name/x" in shown.text()
        await shown.press("X", "ctrl+u", *str(tmp_path / "no" / "x"), "enter")
        assert "unexpected" not in shown.text() and "x" in rows(shown.main.status)[0]
