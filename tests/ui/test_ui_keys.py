"""Every key does its thing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from ui_samples import fill, manual, rows, showing

from reader.models import Filter
from reader.text.row import visual
from reader.ui import choices
from reader.ui.panes import Pane


async def test_arrows_and_letters_move(tmp_path: Path) -> None:
    """j and the down arrow move down, k and the up arrow up, G and g to the ends, pages by the height."""
    async with showing(fill(tmp_path / "qari.db", 50), (120, 20)) as shown:
        cursor = []
        for key in ("j", "down", "k", "up", "G", "g", "end", "home", "pagedown", "pageup"):
            await shown.press(key)
            cursor.append(shown.main.headlines.cursor)
        assert cursor == [1, 2, 1, 0, 99, 0, 99, 0, 15, 0]


async def test_inward_and_outward(tmp_path: Path) -> None:
    """Enter, l and the right arrow go inward; Esc, h and the left arrow outward; q goes out and then leaves."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        panes = []
        for key in ("l", "h", "right", "left", "enter", "q", "q"):
            await shown.press(key)
            panes.append(shown.main.pane)
        inside, middle, outside = Pane.ARTICLE, Pane.HEADLINES, Pane.FEEDS
        assert panes == [inside, middle, inside, middle, inside, middle, outside]
        await shown.pilot.press("q")
        await shown.pilot.pause()
        assert not shown.app.is_running


async def test_ctrl_q_leaves_from_anywhere(tmp_path: Path) -> None:
    """Ctrl+Q leaves even from a dialog."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("question_mark")
        await shown.pilot.press("ctrl+q")
        await shown.pilot.pause()
        assert not shown.app.is_running


async def test_space_reads_on(tmp_path: Path) -> None:
    """Space turns the page, and at the end of an article opens the next unread one."""
    async with showing(fill(tmp_path / "qari.db"), (120, 20)) as shown:
        await shown.press("j", "enter")
        assert shown.main.article.scroll_offset.y == 0
        await shown.press("space")
        assert shown.main.article.scroll_offset.y == shown.main.article.scrollable_content_region.height - 2
        await shown.press("G", "space")
        assert shown.main.opened is not None and shown.main.opened.title.endswith("رقم 1")
        assert shown.main.article.scroll_offset.y == 0


async def test_the_article_scrolls_by_every_key(tmp_path: Path) -> None:
    """In the article j and k move a row, PageDown and Backspace a page, G and g to the ends."""
    async with showing(fill(tmp_path / "qari.db"), (120, 20)) as shown:
        await shown.press("j", "enter")
        article = shown.main.article
        page = article.scrollable_content_region.height - 2
        tops = []
        for key in ("j", "down", "k", "up", "pagedown", "pagedown", "backspace", "G", "g"):
            await shown.press(key)
            tops.append(article.scroll_offset.y)
        assert tops == [1, 2, 1, 0, page, 2 * page, page, article.max_scroll_y, 0]


async def test_opening_marks_read(tmp_path: Path) -> None:
    """Opening marks an entry read and the count of its feed falls at once; with ``manual`` it does not."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("enter")
        assert shown.main.headlines.current is not None and shown.main.headlines.current.read
        assert {feed.title: feed.unread for feed in shown.main.feeds.feeds}["أخبار اليوم"] == 3
    async with showing(fill(tmp_path / "other.db"), config=manual(mark_read="manual")) as shown:
        await shown.press("enter")
        assert shown.main.opened is not None and not shown.main.opened.read


async def test_next_unread_goes_across_feeds(tmp_path: Path) -> None:
    """n opens the next unread entry, goes round in its list, then to the next feed that has any, then says so."""
    async with showing(fill(tmp_path / "qari.db", 2)) as shown:
        await shown.press("escape", "j", "j", "j", "j")
        assert shown.main.place_feed is not None and shown.main.place_feed.title.startswith("Daily")
        opened = []
        for _ in range(4):
            await shown.press("n")
            assert shown.main.opened is not None
            opened.append(shown.main.opened.title)
        assert opened[:2] == ["Story number 0", "Story number 1"]
        assert sorted(opened[2:]) == ["قررت الحكومة زيادة الإنتاج رقم 0", "قررت الحكومة زيادة الإنتاج رقم 1"]
        await shown.press("n")
        assert "No more unread" in rows(shown.main.status)[0]


async def test_marks_and_undo(tmp_path: Path) -> None:
    """s bookmarks, m toggles read, A marks the list read, and u takes each back, the last one first."""
    async with showing(fill(tmp_path / "qari.db")) as shown:

        def state() -> tuple[bool, bool, int]:
            entry = shown.main.headlines.current
            assert entry is not None
            return entry.bookmarked, entry.read, sum(feed.unread for feed in shown.main.feeds.feeds)

        states = [state()]
        for key in ("s", "m", "A"):
            await shown.press(key)
            states.append(state())
        assert states == [(False, False, 8), (True, False, 8), (True, True, 7), (True, True, 0)]
        for before in reversed(states[:-1]):
            await shown.press("u")
            assert state() == before
        await shown.press("u")
        assert "Nothing to undo" in rows(shown.main.status)[0]


async def test_marks_act_on_the_open_article(tmp_path: Path) -> None:
    """In the article pane s and m act on what is open, wherever the cursor of the list is."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("enter")
        shown.main.headlines.move_to(3)
        await shown.press("s", "m")
        assert shown.main.opened is not None
        assert shown.main.opened.bookmarked and not shown.main.opened.read
        assert rows(shown.main.headlines)[0].startswith("●★ ")
        assert "★" in str(shown.main.article.border_title)


async def test_unread_only(tmp_path: Path) -> None:
    """U leaves the unread headlines, without losing the one under the cursor; U again shows all."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("m", "j", "j", "m")
        here = shown.main.headlines.current_id
        await shown.press("U")
        assert shown.main.headlines.current_id == here
        assert shown.main.headlines.count == 7  # six unread ones, and the one that the cursor is on
        await shown.press("U")
        assert shown.main.headlines.count == 8 and shown.main.headlines.current_id == here


async def test_places(tmp_path: Path) -> None:
    """1 shows all headlines and b the bookmarks, whatever was shown before."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("s", "b")
        assert shown.main.place == Filter(bookmarked=True) and shown.main.headlines.count == 1
        await shown.press("1")
        assert shown.main.place == Filter() and shown.main.headlines.count == 8


async def test_direction_and_harakat(tmp_path: Path) -> None:
    """d turns the article round and back, t shows vowel marks and hides them; the text stays where it was."""
    async with showing(fill(tmp_path / "qari.db"), (120, 20)) as shown:
        await shown.press("j", "enter", "pagedown")
        top = shown.main.article.scroll_offset.y
        before = rows(shown.main.article)
        await shown.press("d")
        turned = rows(shown.main.article)
        assert before[1].startswith("scrolled.") and turned[1].endswith(".scrolled ")
        assert shown.main.article.scroll_offset.y == top
        await shown.press("d")
        assert rows(shown.main.article) == before
        await shown.press("t")
        assert choices.current().harakat and "Vowel marks shown" in rows(shown.main.status)[0]


async def test_open_in_browser(tmp_path: Path) -> None:
    """o gives the address of the entry to ``reading.browser`` as its last argument."""
    told = tmp_path / "told"
    script = tmp_path / "browser.py"
    script.write_text(f"import sys, pathlib\npathlib.Path({str(told)!r}).write_text(sys.argv[-1])\n")
    async with showing(fill(tmp_path / "qari.db"), config=manual(browser=f"{sys.executable} {script} --new")) as shown:
        await shown.press("o")
        for _ in range(500):
            if told.exists() and told.read_text():
                break
            await shown.pilot.pause(0.01)
        assert told.read_text() == "https://example.org/ar/0"


async def test_help_is_made_from_the_registry(tmp_path: Path) -> None:
    """? lists the keys in the language of the interface, scrolls, and Esc closes it."""
    async with showing(fill(tmp_path / "qari.db"), (80, 160), language="ar") as shown:
        await shown.press("question_mark")
        text = shown.text()
        assert visual("المفاتيح") in text and "Ctrl+Q" in text and "Backspace" in text
        await shown.press("escape")
        assert shown.app.screen is shown.main


async def test_the_palette_finds_and_runs(tmp_path: Path) -> None:
    """Ctrl+P, some letters and Enter do what the key does; in Arabic, hamza and tashkeel do not matter."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("ctrl+p", *"bookmark", "enter")
        assert shown.main.headlines.current is not None and shown.main.headlines.current.bookmarked
        await shown.press("ctrl+p", "x", "q", "enter", "escape")
        assert shown.app.screen is shown.main


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_the_key_bar_can_be_clicked(tmp_path: Path, language: str) -> None:
    """A click on a key in the bar does what the key does."""
    async with showing(fill(tmp_path / "qari.db"), language=language) as shown:
        row = rows(shown.main.key_bar)[0]
        await shown.pilot.click(shown.main.key_bar, offset=(row.index("?") + 1, 0))
        await shown.settle()
        assert shown.app.screen is not shown.main


async def test_an_article_stays_turned(tmp_path: Path) -> None:
    """d turns an article round, and so it is found the next day; d again, and it has its own direction for good."""
    path = fill(tmp_path / "qari.db")
    turned = []
    for key in ("", "d", "", "d", ""):
        async with showing(path) as shown:
            await shown.press("enter", *([key] if key else []))
            turned.append(shown.main.article.rtl)
    assert turned == [True, False, False, True, True]


async def test_digits_and_justification(tmp_path: Path) -> None:
    """# goes through the kinds of digits, in headlines and article; J brings rows to one length, and back."""
    async with showing(fill(tmp_path / "qari.db"), (120, 24)) as shown:
        await shown.press("enter")
        before = shown.text()
        seen = []
        for _ in range(4):
            await shown.press("number_sign")
            seen.append([digits for digits in ("3000", "٣٠٠٠", "۳۰۰۰") if digits in shown.text()])
        assert seen == [["3000"], ["٣٠٠٠"], ["۳۰۰۰"], ["3000"]]
        await shown.press("J")
        assert "ـ" in "".join(rows(shown.main.article)) and "justified" in rows(shown.main.status)[0]
        await shown.press("J")
        assert [row for row in shown.text().split("\n")[:-2]] == before.split("\n")[:-2]


async def test_logical_order_comes_after_the_others(tmp_path: Path) -> None:
    """D goes through the orders; in the last one rows are as they are typed, one pane at a time."""
    async with showing(fill(tmp_path / "qari.db"), (120, 24)) as shown:
        await shown.press("enter")
        title = "قررت الحكومة زيادة الإنتاج رقم 0"
        assert visual(title) in shown.text()
        await shown.press("D", "D", "D", "D")
        assert "logical" in rows(shown.main.status)[0]
        assert title in shown.text() and visual(title) not in shown.text()
        assert shown.main.panes.shown == (Pane.ARTICLE,)
        await shown.press("D")
        assert visual(title) in shown.text()


async def test_the_column_can_stand_at_the_side_where_the_article_begins(tmp_path: Path) -> None:
    """Without ``reading.centred``: an Arabic one at the right, an English one at the left."""
    config = manual(column=24, centred=False)
    async with showing(fill(tmp_path / "qari.db"), (120, 24), config=config) as shown:
        article = shown.main.article
        await shown.press("enter")
        assert rows(article)[0].rstrip()[-1] == "ﺩ" or len(rows(article)[0].rstrip()) == article.row_width
        await shown.press("escape", "j", "enter")
        assert rows(article)[0].startswith("Story number 0")


async def test_in_logical_order_nothing_is_put_together_from_the_right(tmp_path: Path) -> None:
    """Whoever orders the row begins with its first word: Arabic keys, then those after them."""
    async with showing(fill(tmp_path / "qari.db"), (120, 24), language="ar") as shown:
        await shown.press("D", "D", "D", "D")
        bar = rows(shown.main.key_bar)[0]
        assert bar.strip().startswith("Enter فتح") and bar.index("فتح") < bar.index("خروج")
