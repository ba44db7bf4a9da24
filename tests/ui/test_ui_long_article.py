"""An article so long that it is made ready in a thread, and what is done before it is there."""

from __future__ import annotations

import asyncio
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from rich.cells import cell_len
from textual.events import Resize
from textual.geometry import Size
from ui_samples import ARABIC, ENGLISH_BODY, NOW, Shown, a_story, an_intent, rows, showing, stored

from reader.models import Article, ChangedEntry, Direction
from reader.store import entries, feeds
from reader.store.db import open_or_replace
from reader.text.row import visual

LONG_BODY = "".join(f"<p>{'أعلنت الحكومة أن الإنتاج بلغ مستويات جديدة ' * 400}</p>" for _ in range(20))


def short_and_long(path: Path) -> Path:
    """Store a short English story and a long Arabic one, which has fewer paragraphs."""
    return stored(path, a_story(0, "A short one", ENGLISH_BODY, "en"), a_story(1, "مقال طويل جدا", LONG_BODY, "ar"))


async def the_long_one(shown: Shown) -> Article:
    """What opening the second headline shows."""
    assert shown.main.library is not None
    return await shown.main.library.article(shown.main.headlines.ids[1])


def begins(shown: Shown) -> bool:
    """Whether the long article is shown from its top."""
    return visual("مقال طويل جدا") in rows(shown.main.article)[0]


async def test_a_long_article_appears_after_a_resize_in_the_list(tmp_path: Path) -> None:
    """The pane is resized when it comes into view; wrapping the article before must not stop the new one."""
    async with showing(short_and_long(tmp_path / "qari.db"), (60, 24)) as shown:
        await shown.press("enter", "escape")
        await shown.pilot.resize_terminal(55, 24)
        await shown.settle()
        await shown.press("j", "enter")
        assert begins(shown)


async def test_nothing_is_selected_in_an_article_that_is_not_there_yet(tmp_path: Path) -> None:
    """Places of the one before it would lie outside it; the pane is empty meanwhile."""
    async with showing(short_and_long(tmp_path / "qari.db")) as shown:
        await shown.press("enter", "v", "G")
        article, long = shown.main.article, await the_long_one(shown)
        article.show(long)
        assert "".join(rows(article)).strip() == "" and article.selection is None
        article.action_select()
        article.action_end()
        await shown.settle()
        assert begins(shown) and article.selection is None


async def test_a_long_article_begins_at_its_top_whatever_is_pressed_meanwhile(tmp_path: Path) -> None:
    """The place of the one before it says nothing about it."""
    async with showing(short_and_long(tmp_path / "qari.db")) as shown:
        await shown.press("enter", "G")
        long = await the_long_one(shown)
        shown.main.article.show(long)
        shown.main.article.lay_out_again()
        await shown.settle()
        assert begins(shown)


async def test_an_article_that_is_not_there_yet_is_turned_by_its_own_direction(tmp_path: Path) -> None:
    """An Arabic one is turned to the left, though an English one was shown before it."""
    async with showing(short_and_long(tmp_path / "qari.db")) as shown:
        await shown.press("enter")
        shown.main.article.show(await the_long_one(shown))
        assert shown.main.article.flip() is Direction.LTR


async def test_a_resize_does_not_undo_a_choice_that_a_long_article_is_made_by(tmp_path: Path) -> None:
    """It is wrapped for the new width as it was chosen, not as it was before."""
    async with showing(short_and_long(tmp_path / "qari.db")) as shown:
        await shown.press("j", "enter")
        article = shown.main.article
        assert article.flip() is Direction.LTR
        article.wrap_again()
        await shown.settle()
        assert rows(article)[0].index(visual("مقال طويل جدا")) == article.left_of(0)


async def test_a_long_article_has_the_width_there_is_at_last(tmp_path: Path) -> None:
    """The terminal had its old width again before the rows for the new one were there."""
    story = a_story(0, "مقال طويل جدا", LONG_BODY * 6, "ar")
    async with showing(stored(tmp_path / "qari.db", story), (60, 24)) as shown:
        await shown.press("enter")
        article = shown.main.article
        width = article.column
        narrow, wide = Size(50, 24), Size(60, 24)
        shown.app.post_message(Resize(narrow, narrow))
        while all(worker.is_finished for worker in shown.app.workers):
            await asyncio.sleep(0)
        shown.app.post_message(Resize(wide, wide))
        await shown.settle()
        assert article.column == width
        assert all(cell_len(row.rstrip()) <= width for row in rows(article)) and begins(shown)
        assert max(cell_len(row.strip()) for row in rows(article)) > 50


async def test_what_is_shown_is_what_was_wanted_last(tmp_path: Path) -> None:
    """The changes of a long article, asked for and not wanted any more before they were there, do not come."""
    body = "".join(f"<p>Paragraph {number} of a story with old words.</p>" for number in range(600))
    story = a_story(1, "Title", body, "en")
    path = stored(tmp_path / "qari.db", story)
    async with showing(path) as shown:
        await shown.press("enter")
    with closing(open_or_replace(path).database) as db:
        (known,) = entries.known(db, 1)
        other = story.entry._replace(html=body.replace("3 of a story with old", "3 of a story with new"))
        changed = ChangedEntry(known.id, other, "another digest")
        feeds.apply(db, an_intent(1, ARABIC, ())._replace(changed=(changed,), at=NOW + timedelta(hours=1)))
    async with showing(path) as shown:
        await shown.press("enter")
        await shown.press("c")
        assert "removed" in roles(shown)
        await shown.press("c")
        for wait in (0.0, 0.02, 0.05, 0.2):
            shown.main.action_changes()
            await asyncio.sleep(wait)
            shown.main.action_changes()
            await shown.settle()
            assert "removed" not in roles(shown)


def roles(shown: Shown) -> set[str]:
    """The roles of what is on the article's page."""
    return {role for line in shown.main.article._lines for piece in line.pieces for role in (piece.role, piece.mark)}
