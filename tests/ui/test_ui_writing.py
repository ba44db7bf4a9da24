"""Tags, notes, marked passages and the place in an article, by keys."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from ui_samples import ARABIC, ARABIC_BODY, ENGLISH_BODY, NOW, a_story, an_intent, fill, rows, showing, stored

from reader.config.schema import Config
from reader.library import Library
from reader.margin import Quote
from reader.models import ChangedEntry, Filter
from reader.store import feeds
from reader.store.db import open_or_replace
from reader.ui.widgets.article_pane import ArticlePane


async def test_tags_are_typed_and_listed(tmp_path: Path) -> None:
    """T takes them parted by commas; each is a list among the feeds, and u takes them back."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("T", *"work, later;", "enter")
        assert [row.title for row in shown.main.feeds._rows[3:5]] == ["#later", "#work"]
        await shown.press("/", *"tag:work", "enter")
        assert shown.main.headlines.count == 1
        await shown.press("escape", "T")
        assert shown.main.field is not None and shown.main.field.value == "later, work"
        await shown.press("ctrl+u", "enter")
        assert not [row.title for row in shown.main.feeds._rows if row.title.startswith("#")]
        await shown.press("u")
        assert [row.title for row in shown.main.feeds._rows[3:5]] == ["#later", "#work"]


async def test_a_note_stands_in_the_article(tmp_path: Path) -> None:
    """e writes it; the headline has its sign, the article shows it, and 4 lists it."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("4")
        assert "Nothing noted yet" in shown.text()
        await shown.press("1", "enter", "e", *"for the talk", "enter")
        assert "✎ for the talk" in "\n".join(rows(shown.main.article))
        assert rows(shown.main.headlines)[0].startswith(" ✎ ")
        await shown.press("4")
        assert shown.main.headlines.count == 1
        assert "Notes and marked passages · 1" in shown.text()


async def test_a_passage_is_marked_and_unmarked(tmp_path: Path) -> None:
    """v selects, z marks it in the text, also at the next start; z on a part of it marks it no longer."""
    path = fill(tmp_path / "qari.db")
    async with showing(path) as shown:
        await shown.press("enter", "v", "j", "j", "w", "w", "$", "z")
        assert marked(shown.main.article) != ""
        kept = marked(shown.main.article)
    async with showing(path) as shown:
        await shown.press("enter")
        assert marked(shown.main.article) == kept
        await shown.press("v", "j", "j", "z")
        assert marked(shown.main.article) == ""
        await shown.press("u")
        assert marked(shown.main.article) == kept


def marked(article: ArticlePane) -> str:
    """The text of all rows that have a piece marked as a passage, as the author wrote it."""
    pieces = [piece for line in article._lines for piece in article.marked(line).pieces if piece.mark == "highlight"]
    assert article.ready is not None
    return " ".join(article.ready.paragraphs[one.paragraph].text for one in pieces if one.paragraph >= 0)


async def test_a_passage_that_is_gone_is_told(tmp_path: Path) -> None:
    """What the text does not have any more stands below it, in its own words."""
    path = stored(tmp_path / "qari.db", a_story(0, "عنوان", ARABIC_BODY, "ar"))
    library = await Library.open(path, Config())
    await library.margins.highlight(1, Quote("كلام لم يعد هنا"))
    await library.margins.highlight(1, Quote("سنواصل العمل"))
    await library.close()
    async with showing(path, language="ar", size=(120, 40)) as shown:
        await shown.press("enter")
        article = shown.main.article
        assert article.ready is not None
        texts = [paragraph.text for paragraph in article.ready.paragraphs]
        assert texts.count("كلام لم يعد هنا") == 1
        assert "سنواصل العمل" in marked(article)


async def test_an_article_goes_on_where_the_reading_stopped(tmp_path: Path) -> None:
    """After another article, after a start, and in a window of another width; from the end it begins at the top."""
    path = stored(tmp_path / "qari.db", a_story(0, "Long", ENGLISH_BODY, "en"), a_story(1, "Other", ENGLISH_BODY, "en"))
    async with showing(path, (100, 20)) as shown:
        await shown.press("enter", "space")
        top = rows(shown.main.article)[0]
        await shown.press("N", "P")
        assert rows(shown.main.article)[0] == top
    words = top.split()
    async with showing(path, (60, 20)) as shown:
        await shown.press("enter")
        assert (
            " ".join(rows(shown.main.article)[0].split()) in " ".join(words)
            or words[:2] == rows(shown.main.article)[0].split()[:2]
        )
        assert shown.main.article.scroll_offset.y > 0
        await shown.press("G", "N", "P")
        assert shown.main.article.scroll_offset.y == 0


async def test_history_and_digest(tmp_path: Path) -> None:
    """3 lists what was opened, the last first; 2 what is unread since yesterday, and says when that is all."""
    async with showing(fill(tmp_path / "qari.db"), clock=lambda: NOW) as shown:
        await shown.press("3")
        assert "You have not read anything yet" in shown.text()
        await shown.press("1", "enter", "N", "N", "3")
        assert shown.main.headlines.count == 3
        assert "Recently read · 3" in shown.text()
        ids = list(shown.main.headlines.ids)
        await shown.press("2")
        assert not set(ids) & set(shown.main.headlines.ids)
        await shown.press("A", "1", "2")
        assert "Finished" in shown.text()


async def test_a_changed_article_shows_how(tmp_path: Path) -> None:
    """c shows what is new and what is gone in looks of their own, and the article as it is again."""
    path = stored(tmp_path / "qari.db", a_story(0, "Title", "<p>There were 25 of them that day.</p>", "en"))
    async with showing(path) as shown:
        await shown.press("enter", "c")
        assert "says what it said" in shown.text()
    with closing(open_or_replace(path).database) as db:
        story = a_story(0, "Title", "<p>There were 31 of them that day.</p>", "en").entry
        change = ChangedEntry(1, story, "other")
        feeds.apply(db, an_intent(1, ARABIC, ())._replace(changed=(change,), at=NOW + timedelta(hours=1)))
    async with showing(path, clock=lambda: NOW + timedelta(hours=2)) as shown:
        assert rows(shown.main.headlines)[0].startswith(" Δ ")
        await shown.press("enter")
        assert "was changed on" in shown.text()
        await shown.press("c")
        pieces = {piece.role: piece.text for line in shown.main.article._lines for piece in line.pieces}
        assert (pieces["removed"], pieces["added"]) == ("[-25-]", "31")
        await shown.press("c")
        assert "[-25-]" not in "\n".join(rows(shown.main.article))
        assert rows(shown.main.headlines)[0].startswith("   ")


async def test_the_place_of_a_long_article_is_not_lost_by_passing_over_it(tmp_path: Path) -> None:
    """Left before it has been made ready, it is where it was; nor does what is compared count as a place."""
    body = "".join(f"<p>Paragraph {number} of a story that is long.</p>" for number in range(1_500))
    path = stored(tmp_path / "qari.db", a_story(0, "Long", body, "en"), a_story(1, "Other", ENGLISH_BODY, "en"))
    async with showing(path, (120, 30)) as shown:
        await shown.press("enter", "space", "space", "N")
        long, other = shown.main.headlines.ids
        await shown.main.open_entry(long)
        await shown.main.open_entry(other)
        await shown.press("P")
        assert shown.main.article.scroll_offset.y > 0


async def test_a_field_is_about_what_is_current(tmp_path: Path) -> None:
    """Asked for once more while it is open, it holds the note of the article it is for now."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("e", *"first", "enter", "e")
        shown.main.headlines.focus()
        await shown.press("j", "e")
        assert shown.main.field is not None and shown.main.field.value == ""
        await shown.press("enter")
        notes = [(await shown.main.library.article(id)).margin.note for id in shown.main.headlines.ids[:2]]  # type: ignore[union-attr]
        assert notes == ["first", ""]


async def test_line_breaks_of_a_note_stay(tmp_path: Path) -> None:
    """They are signs in the row where it is edited."""
    path = fill(tmp_path / "qari.db")
    async with showing(path) as shown:
        library = shown.main.library
        assert library is not None
        id = shown.main.headlines.ids[0]
        await library.margins.note(id, "one\ntwo")
        await shown.press("e", "end", "!", "enter")
        assert (await library.article(id)).margin.note == "one\ntwo!"


async def test_lists_of_what_was_kept_are_whole(tmp_path: Path) -> None:
    """Showing unread only leaves nothing out of what was read lately, noted, tagged or muted."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("enter", "T", *"t", "enter", "e", *"n", "enter", "escape", "U", "3")
        counts = [shown.main.headlines.count]
        await shown.press("4")
        counts.append(shown.main.headlines.count)
        shown.main.feeds.focus()
        await shown.press("g", "j", "j", "j")
        assert [*counts, shown.main.headlines.count] == [1, 1, 1]


async def test_a_search_for_what_was_read_finds_it(tmp_path: Path) -> None:
    """Also where only what is unread is shown: whoever asks for it means it; other searches leave it out as before."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        everything = shown.main.headlines.count
        await shown.press("enter", "escape", "j", "enter", "escape", "U")
        await shown.press("/", *"is:read", "enter")
        assert shown.main.headlines.count == 2
        await shown.press("escape", "/", *"is:unread", "enter")
        assert shown.main.headlines.count == everything - 2


async def test_a_list_that_nobody_kept_is_not_dropped(tmp_path: Path) -> None:
    """S on the list of a tag says that there is nothing to keep; the tag stays."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("T", *"t", "enter")
        await shown.main.go_to(Filter(text="tag:t"))
        await shown.press("S")
        assert shown.main.catalogue.text("status.nothing_to_keep") in shown.text()
        assert "#t" in [row.title for row in shown.main.feeds._rows]


async def test_a_search_ends_with_its_list(tmp_path: Path) -> None:
    """Another list chosen with the mouse while one is typing has no search, and no field for one."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("/", *"Story")
        await shown.pilot.click(shown.main.feeds, offset=(4, 2))
        await shown.settle()
        assert shown.main.field is None and shown.main.search == ""
