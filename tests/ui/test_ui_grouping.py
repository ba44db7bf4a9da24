"""Lists sorted and grouped, what is picked, what is marked around the cursor, the ways through feeds and articles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from ui_samples import NOW, a_story, fill, manual, rows, showing, stored

from reader.config.schema import Config, Screen
from reader.i18n.catalogue import load
from reader.models import Feed, Filter, Grouping
from reader.text.row import visual
from reader.ui.groups import groups
from reader.ui.listing import grouped, unread_before
from reader.ui.panes import Pane


def config_of(**screen: object) -> Config:
    """A configuration with these choices of ``[screen]`` that refreshes nothing."""
    return Config(screen=Screen(refresh_on_start=False, **screen))  # type: ignore[arg-type]


def test_headings_stand_before_the_first_of_a_group() -> None:
    """They are negative numbers, in order; a group that comes again has another heading."""
    made = grouped([5, 6, 7, 8], ["a", "a", "b", "a"])
    assert list(made.rows) == [-1, 5, 6, -2, 7, -3, 8]
    assert made.headings == ("a", "b", "a")
    assert grouped([], []) == grouped((), ())


def test_days_have_names() -> None:
    """Today, yesterday, this week, this month, and older, by local days and not by hours."""
    now = datetime(2024, 7, 26, 12, tzinfo=UTC)
    days = (-1, 0, 1, 2, 7, 8, 30, 31, 4000)
    places = [(id, 1, now - timedelta(days=day)) for id, day in enumerate(days)]
    named = list(groups(places, Grouping.DATE, (), now, load("en")).values())
    assert named == ["Today"] * 2 + ["Yesterday"] + ["This week"] * 2 + ["This month"] * 2 + ["Older"] * 2


@pytest.mark.parametrize(("by", "name"), [(Grouping.FEED, "Title"), (Grouping.FOLDER, "News/World")])
def test_feeds_and_folders_have_their_own_names(by: Grouping, name: str) -> None:
    """What is of a feed that is not listed, or in no folder, is of the others."""
    feed = Feed(1, "", "Title", folder="News/World")
    found = groups([(1, 1, NOW), (2, 9, NOW)], by, (feed,), NOW, load("en"))
    assert found == {1: name, 2: "Others"}


def test_the_unread_one_before() -> None:
    """The nearest above the cursor, else the last one of the list; none but the one under the cursor: -1."""
    assert unread_before([1, 2, 3, 4], 2, [1, 2, 4]) == 1
    assert unread_before([1, 2, 3, 4], 0, [1, 3]) == 2
    assert unread_before([1, 2, 3], 1, [2]) == -1


async def test_the_oldest_first_and_by_feed(tmp_path: Path) -> None:
    """O turns the list round, then puts feeds together by their names, and then begins with the newest again."""
    async with showing(fill(tmp_path / "qari.db", 3)) as shown:

        async def titles() -> list[str]:
            assert shown.main.library is not None
            return [entry.title[-8:] for entry in await shown.main.library.entries(shown.main.headlines.entry_ids)]

        newest = await titles()
        await shown.press("O")
        assert await titles() == newest[::-1]
        await shown.press("O")
        assert await titles() == [title for title in newest if title.startswith("number")] + [
            title for title in newest if not title.startswith("number")
        ]
        await shown.press("O")
        assert await titles() == newest


async def test_headings_are_no_entries(tmp_path: Path) -> None:
    """The cursor passes them by, a click on one does nothing, and they are counted nowhere."""
    async with showing(fill(tmp_path / "qari.db", 3), config=config_of(group="feed", sort="feed")) as shown:
        headlines = shown.main.headlines
        drawn = rows(headlines)
        assert "Daily [bold]News[/bold]" in drawn[0] and visual("أخبار اليوم") in drawn[4]
        assert headlines.cursor == 1 and "All · 6" in shown.text()
        cursors = []
        for key in ("k", "j", "j", "j", "k", "end", "home"):
            await shown.press(key)
            cursors.append(headlines.cursor)
        assert cursors == [1, 2, 3, 5, 3, 7, 1]
        await shown.pilot.click(headlines, offset=(5, 1))
        await shown.settle()
        assert shown.main.opened is None and headlines.cursor == 1
        await shown.press("n", "n", "n", "n")
        assert shown.main.opened is not None and headlines.cursor == 5


async def test_grouping_goes_round(tmp_path: Path) -> None:
    """B: by date, by feed, by folder, and none again."""
    async with showing(fill(tmp_path / "qari.db", 2)) as shown:
        seen = []
        for _ in range(4):
            await shown.press("B")
            seen.append(rows(shown.main.headlines)[0].strip(" ─"))
        assert seen[:3] == ["Today", "Daily [bold]News[/bold]", "Others"]
        assert seen[3].startswith("●")


async def test_a_refreshed_list_keeps_its_headings_and_the_cursor(tmp_path: Path) -> None:
    """Showing the list again changes neither."""
    async with showing(fill(tmp_path / "qari.db", 2), config=config_of(group="date")) as shown:
        await shown.press("j")
        current, drawn = shown.main.headlines.current_id, rows(shown.main.headlines)
        await shown.main.show_again()
        await shown.settle()
        assert shown.main.headlines.current_id == current and rows(shown.main.headlines) == drawn


async def test_picked_headlines_are_marked_together(tmp_path: Path) -> None:
    """The dot picks and goes on; marks are for all that are picked, until Esc lets go of them."""
    async with showing(fill(tmp_path / "qari.db", 2)) as shown:
        await shown.press("full_stop", "full_stop")
        assert len(shown.main.headlines.picked) == 2 and "✓" in rows(shown.main.headlines)[0]
        await shown.press("s")
        assert len(shown.main.headlines.picked) == 2
        assert "Bookmarked 2" in rows(shown.main.status)[0]
        await shown.press("asterisk", "asterisk", "m")
        assert sum(feed.unread for feed in shown.main.feeds.feeds) == 0
        await shown.press("m")
        assert sum(feed.unread for feed in shown.main.feeds.feeds) == 4
        await shown.press("u", "u", "u")
        assert sum(feed.unread for feed in shown.main.feeds.feeds) == 4
        await shown.press("escape")
        assert not shown.main.headlines.picked and shown.main.pane is Pane.HEADLINES


async def test_picked_headlines_get_tags_together(tmp_path: Path) -> None:
    """T adds tags to all of them, and takes none away."""
    async with showing(fill(tmp_path / "qari.db", 2)) as shown:
        await shown.press("T", *"old", "enter", "full_stop", "full_stop", "T", *"new", "enter")
        assert shown.main.library is not None
        tags = {tag.name: tag.entries for tag in await shown.main.library.margins.tags()}
        assert tags == {"old": 1, "new": 2}


async def test_what_is_above_and_below_is_read(tmp_path: Path) -> None:
    """< marks what is above the cursor and under it, > what is below; C everything of all feeds; u takes it back."""
    async with showing(fill(tmp_path / "qari.db", 3)) as shown:

        def unread() -> int:
            return sum(feed.unread for feed in shown.main.feeds.feeds)

        await shown.press("j", "less_than_sign")
        assert unread() == 4
        await shown.press("u", "greater_than_sign")
        assert unread() == 1
        await shown.press("u", "C")
        assert unread() == 0
        await shown.press("u")
        assert unread() == 6


async def test_feeds_one_after_the_other(tmp_path: Path) -> None:
    """] and [ show the next feed and the one before; at the ends they stay."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        titles = []
        for key in ("right_square_bracket",) * 4 + ("left_square_bracket",) * 3:
            await shown.press(key)
            titles.append(shown.main.place_feed.title[:6] if shown.main.place_feed else "")
        assert titles == ["Broken", "Daily ", "أخبار ", "أخبار ", "Daily ", "Broken", "Broken"]


async def test_the_previous_unread_one(tmp_path: Path) -> None:
    """p opens the nearest unread entry above, going round."""
    async with showing(fill(tmp_path / "qari.db", 2)) as shown:
        await shown.press("G", "p")
        assert shown.main.headlines.cursor == 3
        await shown.press("p")
        assert shown.main.headlines.cursor == 2


STORY = a_story(
    0,
    "Parts",
    "".join(f"<h2>Part {part}</h2>" + "".join(f"<p>{part} {n} {'word ' * 60}</p>" for n in range(5)) for part in "abc"),
    "en",
)


async def test_paragraphs_and_headings_of_an_article(tmp_path: Path) -> None:
    """) and ( go from heading to heading, } and { from paragraph to paragraph, to the ends of the article."""
    async with showing(stored(tmp_path / "qari.db", STORY), (100, 20)) as shown:
        await shown.press("enter")

        def top() -> str:
            return rows(shown.main.article)[0].strip()[:8]

        tops = []
        for key in ("right_parenthesis", "right_parenthesis", "right_curly_bracket", "right_curly_bracket"):
            await shown.press(key)
            tops.append(top())
        assert tops == ["Part a", "Part b", "b 0 word", "b 1 word"]
        for key in ("left_curly_bracket", "left_parenthesis", "left_parenthesis", "left_parenthesis"):
            await shown.press(key)
            tops.append(top())
        assert tops[4:] == ["b 0 word", "Part b", "Part a", "Parts"]


async def test_half_pages(tmp_path: Path) -> None:
    """Ctrl+D and Ctrl+U move half a page, in lists and in articles."""
    async with showing(stored(tmp_path / "qari.db", STORY), (100, 20)) as shown:
        await shown.press("enter", "ctrl+d", "ctrl+d", "ctrl+u")
        article = shown.main.article
        assert article.scroll_offset.y == (article.scrollable_content_region.height - 2) // 2
    async with showing(fill(tmp_path / "many.db", 40), (100, 20)) as shown:
        await shown.press("ctrl+d", "ctrl+d", "ctrl+u")
        assert shown.main.headlines.cursor == shown.main.headlines.page // 2


async def test_words_are_found_in_the_article(tmp_path: Path) -> None:
    """Ctrl+F finds as one types, Enter and the arrows go round, Esc ends it; letters are folded as in a search."""
    async with showing(stored(tmp_path / "qari.db", STORY), (100, 20)) as shown:
        await shown.press("enter", "ctrl+f", *"part")
        assert "1 of 4" in rows(shown.main.status)[0]
        await shown.press("enter", "enter")
        assert "3 of 4" in rows(shown.main.status)[0] and any("Part b" in row for row in rows(shown.main.article))
        await shown.press("up", "down", "down", "down")
        assert "1 of 4" in rows(shown.main.status)[0]
        await shown.press(*"xx")
        assert "Not in this article" in rows(shown.main.status)[0]
        await shown.press(*["backspace"] * 6, "enter")
        assert "Not in this article" not in rows(shown.main.status)[0]
        await shown.press("escape")
        assert shown.main.field is None and shown.main.article.selection is None
        assert shown.main.pane is Pane.ARTICLE


async def test_the_article_alone(tmp_path: Path) -> None:
    """Z hides all but the article and the status; Space reads on in it; Esc, or Z again, brings the rest back."""
    async with showing(fill(tmp_path / "qari.db"), (120, 20)) as shown:
        await shown.press("enter", "Z")
        assert shown.main.panes.shown == (Pane.ARTICLE,) and not shown.main.key_bar.display
        assert "Feeds" not in shown.text()
        first = shown.main.opened
        await shown.press("space", "space")
        assert shown.main.opened != first and shown.main.panes.zen
        await shown.press("escape")
        assert not shown.main.panes.zen and shown.main.key_bar.display and shown.main.pane is Pane.ARTICLE
        await shown.press("Z", "Z", "tab")
        assert shown.main.pane is Pane.FEEDS


async def test_the_column_becomes_wider_and_narrower(tmp_path: Path) -> None:
    """+ and - change it by four cells, within what there is room for, and it is told how wide it is."""
    async with showing(fill(tmp_path / "qari.db"), (120, 20)) as shown:
        await shown.press("enter", "Z", "minus", "minus")
        assert shown.main.article.column == 80 and "80" in rows(shown.main.status)[0]
        await shown.press(*["plus"] * 20)
        assert shown.main.article.column == shown.main.article.row_width
        await shown.press(*["minus"] * 40)
        assert shown.main.article.column == 20


async def test_read_at_the_end(tmp_path: Path) -> None:
    """With ``mark_read = "end"`` an article counts as read when its end is in view, and not before."""
    async with showing(stored(tmp_path / "qari.db", STORY), (100, 20), config=manual(mark_read="end")) as shown:
        await shown.press("enter")
        assert shown.main.opened is not None and not shown.main.opened.read
        await shown.press("G")
        assert shown.main.opened is not None and shown.main.opened.read
    async with showing(fill(tmp_path / "short.db"), (100, 40), config=manual(mark_read="end")) as shown:
        await shown.press("enter")
        assert shown.main.opened is not None and shown.main.opened.read


async def test_what_was_told_can_be_read_again(tmp_path: Path) -> None:
    """F12 lists notices, the last first."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("s", "U", "f12")
        text = shown.text()
        assert text.index("Unread headlines only") < text.index("now  Bookmarked")
        await shown.press("escape")
        assert shown.app.screen is shown.main


async def test_colours_go_round(tmp_path: Path) -> None:
    """F3 shows Qari's own themes and the terminal's colours, one after the other."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        seen = []
        for _ in range(6):
            await shown.press("f3")
            seen.append(shown.app.theme)
        assert seen == ["qari-light", "qari-contrast", "qari-contrast-light", "ansi-dark", "ansi-light", "qari-dark"]


@pytest.mark.parametrize(
    ("columns", "date", "source"),
    [("auto", True, True), ("title", False, False), ("date", True, False), ("source", False, True)],
)
async def test_columns_can_be_chosen(tmp_path: Path, columns: str, date: bool, source: bool) -> None:
    """Beside the titles stands what was chosen, where there is room."""
    config = config_of(columns=columns, source_colours=True)
    async with showing(fill(tmp_path / "qari.db"), (240, 20), config=config) as shown:
        row = rows(shown.main.headlines)[1]
        assert (" 1 h " in row, "Daily" in row) == (date, source)


async def test_grouping_leaves_the_order_and_the_cursor(tmp_path: Path) -> None:
    """What is of one feed stands together whatever the order is, and that is as before when there are no headings."""
    async with showing(fill(tmp_path / "qari.db", 3), config=config_of(sort="oldest")) as shown:
        before = list(shown.main.headlines.ids)
        await shown.press("j", "j")
        current = shown.main.headlines.current_id
        for headings in (1, 2, 1, 0):
            await shown.press("B")
            assert len(shown.main.headlines.headings) == headings
            assert shown.main.headlines.current_id == current
        assert list(shown.main.headlines.ids) == before


async def test_a_column_that_cannot_be_wider_stays_what_it_is(tmp_path: Path) -> None:
    """+ in a narrow pane takes nothing from the column that a wider one shows."""
    async with showing(fill(tmp_path / "qari.db"), (120, 20)) as shown:
        await shown.press("enter", "plus", "Z")
        assert shown.main.article.column == 88


async def test_a_kept_entry_stays_under_its_heading(tmp_path: Path) -> None:
    """What was read and is kept under the cursor stands where it was, and the next unread one is the next below it."""
    stories = [a_story(24 * day, f"Day {day}", "<p>text</p>", "en") for day in range(3)]
    config = config_of(group="date", unread_only=True)
    async with showing(stored(tmp_path / "qari.db", *stories), config=config) as shown:
        await shown.press("enter")
        await shown.main.show_again()
        await shown.settle()
        listed = [row.strip(" ─●") for row in rows(shown.main.headlines) if row.strip()]
        assert [row[:6].strip() for row in listed] == ["Today", "Day 0", "Yester", "Day 1", "This w", "Day 2"]
        await shown.press("n")
        assert shown.main.opened is not None and shown.main.opened.title == "Day 1"


async def test_what_arrives_is_counted_without_headings(tmp_path: Path) -> None:
    """A new entry with a heading of its own is one."""
    async with showing(fill(tmp_path / "qari.db", 60), (100, 20), config=config_of(group="date")) as shown:
        await shown.press("end")
        headlines = shown.main.headlines
        ids = [10**6, *headlines.entry_ids]
        headlines.renew(ids, (), {id: "New" if id == 10**6 else "Today" for id in ids})
        assert headlines.arrived == 1


async def test_picks_leave_with_their_entries(tmp_path: Path) -> None:
    """What is in the list no longer is picked no longer."""
    async with showing(fill(tmp_path / "qari.db", 3)) as shown:
        first = shown.main.headlines.current_id
        await shown.press("full_stop", "k", "m", "full_stop", "U", "end")
        assert first not in shown.main.headlines.picked


async def test_a_mark_for_many_looks_at_all_of_them(tmp_path: Path) -> None:
    """Those in view have it, the others do not: all of them get it."""
    async with showing(fill(tmp_path / "qari.db", 200), (100, 12)) as shown:
        await shown.press(*["full_stop"] * 12, "s", "escape", "home", "asterisk", "s")
        assert shown.main.library is not None
        assert len(await shown.main.library.ids(Filter(bookmarked=True))) == 400
        await shown.press("s")
        assert len(await shown.main.library.ids(Filter(bookmarked=True))) == 0


async def test_find_ends_with_the_article(tmp_path: Path) -> None:
    """Places of one article are none of the next: the arrows do nothing there until words are typed."""
    short = a_story(1, "Short", "<p>Nothing much.</p>", "en")
    async with showing(stored(tmp_path / "qari.db", STORY, short), (100, 20)) as shown:
        await shown.press("enter", "ctrl+f", *"word", *["down"] * 30)
        await shown.main.open_entry(shown.main.headlines.entry_ids[1])
        assert shown.main.field is not None
        shown.main.field.focus()
        await shown.press("down", "up", "enter")
        assert shown.main.article.found_at == (0, 0)


@pytest.mark.parametrize("size", [(60, 24), (120, 24)])
async def test_a_short_article_is_read_at_once(tmp_path: Path, size: tuple[int, int]) -> None:
    """With ``mark_read = "end"`` what fits the pane is read to its end, in a single pane too."""
    story = a_story(0, "Short", "<p>One paragraph.</p>" * 4, "en")
    async with showing(stored(tmp_path / "qari.db", story), size, config=manual(mark_read="end")) as shown:
        await shown.press("enter")
        assert shown.main.opened is not None and shown.main.opened.read


async def test_a_headline_may_have_two_rows(tmp_path: Path) -> None:
    """Roomy, the second has its source and its date; keys, clicks and pages go by headlines, also under headings."""
    config = config_of(density="roomy", group="feed")
    async with showing(fill(tmp_path / "qari.db", 20), (100, 21), config=config) as shown:
        headlines = shown.main.headlines
        drawn = rows(headlines)
        assert "Daily" in drawn[0] and drawn[2].lstrip().startswith("●") and "1 h" in drawn[3] and "Daily" in drawn[3]
        await shown.pilot.click(headlines, offset=(8, 6))
        await shown.settle()
        assert headlines.cursor == 2 and shown.main.opened is not None
        await shown.press("h", "end")
        assert headlines.cursor == headlines.count - 1
        assert headlines.scroll_offset.y == 2 * headlines.count - headlines.scrollable_content_region.height
        await shown.press("home", "pagedown")
        assert headlines.cursor == 1 + headlines.page
        at = headlines.cursor * 2 - headlines.scroll_offset.y
        await shown.main.show_again()
        await shown.settle()
        assert headlines.cursor * 2 - headlines.scroll_offset.y == at
        headlines.space(1)
        await shown.settle()
        assert (
            "1 h" in rows(headlines)[1 - headlines.scroll_offset.y] or headlines.virtual_size.height == headlines.count
        )
