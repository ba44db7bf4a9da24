"""Pictures in the article."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from loopback import Answer, loopback
from ui_samples import a_story, rows, showing, stored

from reader.asking import Subscription
from reader.config.schema import Config, Offline, Screen
from reader.demo.server import read
from reader.library import Library
from reader.models import Filter, Picture
from reader.pictures.shrink import shrink
from reader.terminal.graphics import HIDDEN, Graphics, Showing
from reader.ui.pictures import Pictures, Size

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


async def test_x_keeps_the_pictures(tmp_path: Path) -> None:
    """The other text of an article has its own, and the first one has its own again."""
    with loopback() as server:
        url = server.put("/i.jpg", Answer(read("night-train.jpg"), headers=JPEG))
        path = with_picture(tmp_path / "qari.db", url)
        async with showing(path, pictures=BLOCKS) as shown:
            await shown.press("enter")
            before = sum("▀" in row for row in rows(shown.main.article))
            await shown.press("x")  # there is no page: the reason stands above the feed's own text
            assert before > 5
            await shown.press("g")
            assert any("▀" in row for row in rows(shown.main.article))


async def test_a_picture_that_comes_leaves_a_selection(tmp_path: Path) -> None:
    """The text is the same, and so is what is selected of it."""
    with loopback() as server:
        url = server.put("/i.jpg", Answer(read("night-train.jpg"), headers=JPEG))
        path = with_picture(tmp_path / "qari.db", url)
        async with showing(path, pictures=BLOCKS._replace(begin=False)) as shown:
            await shown.press("enter", "v", "l")
            selected = shown.main.article.selection
            assert selected is not None
            shown.main.pictures.shown = True
            shown.main.fetch_pictures()
            await shown.settle()
            assert any("▀" in row for row in rows(shown.main.article))
            assert shown.main.article.selection == selected


def test_what_is_drawn_for_an_article_that_has_gone_is_dropped() -> None:
    """Threads end when they end; the terminal is sent each picture in one piece, and each is taken back."""
    sent: list[str] = []
    pictures = Pictures(Showing(Graphics.KITTY), lambda: (10, 20), sent.append)
    picture = shrink(read("night-train.jpg"))

    def forgetting() -> None:
        for _ in range(60):
            pictures.begin({f"u{number}": picture for number in range(4)})

    def drawing(number: int) -> None:
        for columns in range(10, 30):
            pictures.draw(Size(f"u{number}", columns, 4, (0, 0, 0), (4, 8)))

    with ThreadPoolExecutor(5) as pool:
        jobs = [pool.submit(drawing, number) for number in range(4)] + [pool.submit(forgetting)]
        for job in jobs:
            job.result()
    pictures.forget()
    given = [re.findall(r"i=(\d+),c=", one) for one in sent if "a=T" in one]
    taken = [number for one in sent for number in re.findall(r"d=I,q=2,i=(\d+)", one)]
    assert all(len(numbers) == 1 for numbers in given)
    assert sorted(numbers[0] for numbers in given) == sorted(taken)


def test_what_cannot_be_drawn_is_not_tried_again() -> None:
    """A damaged picture is blank."""
    pictures = Pictures(Showing(Graphics.BLOCKS), lambda: None, lambda _: None)
    pictures.begin({"u": Picture(b"torn", 9, 9)})
    size = Size("u", 4, 4, (0, 0, 0), (10, 20))
    assert pictures.row(size, 0) is None
    assert pictures.draw(size) is True and pictures.draw(size) is False
    assert pictures.row(size, 0) == []


def test_a_drawing_that_came_too_late_is_asked_for_again() -> None:
    """Whoever shows the same picture of the same article again must not wait for it for ever."""
    pictures = Pictures(Showing(Graphics.BLOCKS), lambda: None, lambda _: None)
    picture = shrink(read("night-train.jpg"))
    size = Size("u", 4, 4, (0, 0, 0), (10, 20))

    class Late(dict[str, Picture]):
        """Gives a picture when its article is shown anew already."""

        def get(self, key: str, default: object = None) -> Picture:
            pictures.begin({"u": picture})
            return picture

    pictures.begin(Late())
    assert pictures.draw(size) is True
