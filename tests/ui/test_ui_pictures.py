"""Pictures in the article."""

from __future__ import annotations

from pathlib import Path

from loopback import Answer, loopback
from ui_samples import a_story, rows, showing, stored

from reader.config.schema import Config, Offline, Screen
from reader.demo.server import read
from reader.library import Library
from reader.models import Filter, Subscription
from reader.terminal.graphics import HIDDEN, Graphics, Showing

BLOCKS = Showing(Graphics.BLOCKS)
JPEG = (("Content-Type", "image/jpeg"),)


def with_picture(path: Path, url: str) -> Path:
    """A store of one story with a picture."""
    return stored(path, a_story(0, "قصة", f"<p>قبلها</p><img src='{url}' alt='قطار ليلي'><p>بعدها</p>", "ar"))


async def test_pictures_come_when_an_article_is_opened(tmp_path: Path) -> None:
    """Fetched, drawn in half blocks above their caption, and kept: the next start shows them without the network."""
    with loopback() as server:
        path = with_picture(tmp_path / "qari.db", server.put("/i.jpg", Answer(read("night-train.jpg"), headers=JPEG)))
        async with showing(path, (120, 40), pictures=BLOCKS) as shown:
            await shown.press("enter")
            drawn = rows(shown.main.article)
            assert sum("▀" in row for row in drawn) > 5
            caption = next(index for index, row in enumerate(drawn) if "ﻲﻠﻴﻟ" in row)
            assert "▀" in drawn[caption - 1] and "▀" not in drawn[caption + 1]
            assert {len(row) for row in drawn} == {len(drawn[0])}
        server.answers.clear()
    async with showing(path, pictures=BLOCKS) as shown:
        await shown.press("enter")
        assert any("▀" in row for row in rows(shown.main.article))


async def test_i_shows_and_hides_pictures(tmp_path: Path) -> None:
    """The text stays where it was; a terminal that can show none says so."""
    with loopback() as server:
        path = with_picture(tmp_path / "qari.db", server.put("/i.jpg", Answer(read("night-train.jpg"), headers=JPEG)))
        async with showing(path, pictures=BLOCKS._replace(begin=False)) as shown:
            await shown.press("enter")
            assert not server.requests  # nobody has asked for a picture
            before = rows(shown.main.article)
            await shown.press("i")
            assert any("▀" in row for row in rows(shown.main.article)) and "Pictures are shown" in shown.text()
            await shown.press("i")
            assert rows(shown.main.article) == before and "Pictures are hidden" in shown.text()
        async with showing(path, pictures=HIDDEN) as shown:
            await shown.press("enter", "i")
            assert "This terminal shows no pictures" in shown.text()


async def test_graphics_are_drawn_over_blanks_and_not_over_dialogs(tmp_path: Path) -> None:
    """A row of sixels takes the cells of its blanks; under a dialog only those are left."""
    with loopback() as server:
        path = with_picture(tmp_path / "qari.db", server.put("/i.jpg", Answer(read("night-train.jpg"), headers=JPEG)))
        async with showing(path, pictures=Showing(Graphics.ITERM)) as shown:
            await shown.press("enter")
            article = shown.main.article
            drawn = [article.render_line(y) for y in range(article.size.height)]
            over = [strip for strip in drawn if any(segment.control for segment in strip)]
            assert len(over) > 5
            assert {strip.cell_length for strip in drawn} == {drawn[0].cell_length}
            assert all("1337;File=" in strip.text for strip in over)
            await shown.press("question_mark")
            assert not any("1337" in article.render_line(y).text for y in range(article.size.height))
            await shown.press("escape")
            assert any("1337" in article.render_line(y).text for y in range(article.size.height))


async def test_sixels_need_to_know_the_cells(tmp_path: Path) -> None:
    """Where the terminal does not tell how large they are, half blocks it is."""
    with loopback() as server:
        path = with_picture(tmp_path / "qari.db", server.put("/i.jpg", Answer(read("night-train.jpg"), headers=JPEG)))
        async with showing(path, pictures=Showing(Graphics.SIXEL)) as shown:
            await shown.press("enter")
            assert any("▀" in row for row in rows(shown.main.article))


async def test_placeholders_take_a_cell_each(tmp_path: Path) -> None:
    """kitty's rows are text, in a colour that is the picture's number."""
    with loopback() as server:
        path = with_picture(tmp_path / "qari.db", server.put("/i.jpg", Answer(read("night-train.jpg"), headers=JPEG)))
        async with showing(path, pictures=Showing(Graphics.KITTY)) as shown:
            await shown.press("enter")
            article = shown.main.article
            strips = [article.render_line(y) for y in range(article.size.height)]
            held = [segment for strip in strips for segment in strip if "\U0010eeee" in segment.text]
            assert len(held) > 5
            (colour,) = {segment.style.color for segment in held if segment.style is not None}
            assert colour is not None and colour.number is not None and 16 <= colour.number <= 255
            assert {strip.cell_length for strip in strips} == {strips[0].cell_length}


async def test_pictures_of_new_articles_are_fetched_ahead(tmp_path: Path) -> None:
    """After a refresh, where pictures are shown."""
    with loopback() as server:
        url = server.put("/i.jpg", Answer(read("night-train.jpg"), headers=JPEG))
        feed = (
            "<rss version='2.0'><channel><title>x</title><item><title>y</title><guid>1</guid>"
            f"<description>&lt;img src='{url}'&gt;</description></item></channel></rss>"
        )
        path = stored(tmp_path / "qari.db")
        library = await Library.open(path, Config())
        await library.add(Subscription(server.put("/feed", Answer(feed.encode()))))
        await library.close()
        for pictures, number in ((HIDDEN, 0), (BLOCKS, 1)):
            config = Config(screen=Screen(refresh_on_start=True), offline=Offline())
            async with showing(path, config=config, pictures=pictures) as shown:
                await shown.settle()
                assert shown.main.library is not None
                assert len(server.asked("/i.jpg")) == number
                entries = await shown.main.library.list(Filter())
                assert len(await shown.main.library.pictures(entries[0].id)) == number
