"""The small pure parts: panes, paint, blocks of an article, themes, addresses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme
from textual.widget import Widget
from ui_samples import NOW, fill, showing

from reader.article import article_blocks
from reader.config.schema import Config, Screen
from reader.i18n.catalogue import load
from reader.models import Article, Direction, Enclosure, Entry, Feed, Filter
from reader.text.blocks import Block, Kind, Role, Span
from reader.text.clean import clean_line, unmarked
from reader.text.page import prepare
from reader.text.row import fit
from reader.ui import choices, themes, wording
from reader.ui.browser import open_address
from reader.ui.paint import beside, blank, border_title, centred, lit, paint, phrase
from reader.ui.panes import MEDIUM, ORDER, WIDE, Pane, after, shown
from reader.ui.progress import Progress
from reader.ui.widgets import feed_list
from reader.ui.widgets.page_view import find
from reader.ui.widgets.status_bar import StatusBar

ENTRY = Entry(1, 2, "صحيفة", "عنوان", "https://example.org/1", "كاتب", NOW, False, False, "ar", Direction.AUTO, True)


@given(st.integers(12, 40), st.integers(12, 40), st.data())
def test_another_width_keeps_the_place(before: int, after: int, data: st.DataObject) -> None:
    """Wrapped anew, the row shown is the one that holds the first character of the row shown before."""
    text = "خبر عاجل من المدينة القديمة قرب البحر\n" * 3
    table = (("one", "two"), ("a b c d e f g h", "خبر عاجل"), ("x", "y"))
    blocks = (Block(Kind.PARAGRAPH, text), Block(Kind.TABLE, rows=table), Block(Kind.CODE, text))
    page = prepare(blocks, language="ar")
    here = data.draw(st.sampled_from([line for line in page.lines(before) if line.block >= 0]))
    lines = page.lines(after)
    found = lines[find(lines, (here.block, here.first))]
    following = [line for line in lines if (line.block, line.first) > (found.block, found.first)]
    assert (found.block, found.first) <= (here.block, here.first)
    assert found.block == here.block
    assert all((line.block, line.first) > (here.block, here.first) for line in following if line.block >= 0)


@given(st.integers(1, 300), st.sampled_from(ORDER), st.booleans())
def test_the_pane_in_use_is_always_shown(width: int, focused: Pane, reading: bool) -> None:
    """However narrow, the focused pane is in view; three, two or one are."""
    panes = shown(width, focused, reading)
    assert focused in panes
    assert len(panes) == (3 if width >= WIDE else 2 if width >= MEDIUM else 1)


def test_tab_goes_round() -> None:
    """Three steps from any pane lead back to it."""
    assert [after(after(after(pane, 1), 1), 1) for pane in ORDER] == list(ORDER)
    assert after(Pane.FEEDS, -1) is Pane.ARTICLE


def test_article_blocks() -> None:
    """Title, source with author and date, the note, the body, files, a rule, the address."""
    article = Article(ENTRY, "<p>نص</p>", (Enclosure("https://example.org/a.mp3", "audio/mpeg", 1),))
    blocks = article_blocks(article, load("ar"))
    kinds = [block.kind for block in blocks]
    assert kinds == [
        *(Kind.TITLE, Kind.META, Kind.NOTE, Kind.PARAGRAPH),
        *(Kind.HEADING, Kind.ITEM, Kind.RULE, Kind.META),
    ]
    assert "صحيفة" in blocks[1].text and "كاتب" in blocks[1].text and "2024" in blocks[1].text
    assert blocks[5].spans[0].href == "https://example.org/a.mp3"
    assert blocks[7].text == blocks[7].spans[0].href == ENTRY.url


def test_an_article_without_anything() -> None:
    """No title, no text and no address: a name, a note and no link."""
    bare = Entry(1, 2, "Feed", "", "javascript:alert(1)", "", NOW, False, False, "", Direction.AUTO, False)
    blocks = article_blocks(Article(bare, "", (Enclosure("file:///etc/passwd"),)), load("en"))
    assert [block.kind for block in blocks] == [Kind.TITLE, Kind.META, Kind.NOTE]
    assert not any(block.spans for block in blocks)


class Canvas(App[None]):
    """Something to paint on."""

    def compose(self) -> ComposeResult:
        """A plain widget and a status bar."""
        yield Widget()
        yield StatusBar(load("ar"))


async def test_paint_keeps_cells_and_links() -> None:
    """A strip has the text and cells of its line; a link is a hyperlink in plain ASCII."""
    app = Canvas()
    async with app.run_test():
        widget = app.query_one(Widget)
        line = fit("سلام world", 20, role="title")
        assert paint(widget, line).text == line.text
        assert paint(widget, line).cell_length == cell_len(line.text) == 20
        address = "https://example.org/خبر?a=1&b=2"
        page = prepare((Block(Kind.PARAGRAPH, "a link", (Span(2, 6, Role.LINK, address),)),))
        strip = paint(widget, page.lines(20)[0], links=page.links)
        linked = next(style for text, style, _ in strip if text == "link" and style is not None)
        assert linked.link == "https://example.org/%D8%AE%D8%A8%D8%B1?a=1&b=2"


async def test_progress_fills_from_the_side_where_reading_starts() -> None:
    """In Arabic the bar fills from the right, and the row keeps its width at every width."""
    choices.face(Direction.RTL)
    app = Canvas()
    async with app.run_test(size=(100, 5)) as pilot:
        bar = app.query_one(StatusBar)
        bar.styles.height = 1
        bar.progress = Progress(total=4, done=1, failed=1)
        for width in (100, 60, 39, 5):
            await pilot.resize_terminal(width, 5)
            await pilot.pause()
            text = bar.render_line(0).text
            assert cell_len(text) == bar.size.width
            if width == 100:
                assert "──" in text and text.index("─") < text.index("━")


@given(st.text(), st.integers(0, 30))
def test_cells_of_phrases(text: str, width: int) -> None:
    """Titles for borders never exceed their width; centred rows have exactly theirs."""
    clean = clean_line(text)
    assert cell_len(border_title(clean, width).plain) <= width
    wide = max(4, width)
    assert {cell_len(row.text) for row in centred(clean, wide, "hint", Direction.LTR)} == {wide}
    assert cell_len(phrase(clean, "label").text) == phrase(clean, "label").cells
    assert beside(blank(2), blank(0), blank(3)).text == " " * 5


def test_every_theme_has_the_shades() -> None:
    """Textual's own themes, the terminal's 16 colours included, can be used."""
    for theme in (themes.DARK, themes.LIGHT, *BUILTIN_THEMES.values()):
        assert all(themes.shades(theme).values())


def contrast(one: Color, other: Color) -> float:
    """The ratio of two colours' luminance (WCAG 2.2, "contrast ratio")."""

    def luminance(color: Color) -> float:
        parts = (part / 255 for part in color.rgb)
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", themes.OWN, ids=lambda theme: theme.name)
def test_all_of_the_row_under_the_cursor_can_be_read(theme: Theme) -> None:
    """Dates and sources as well, in all colours and in 256: a contrast of 4.5 (WCAG 2.2, 1.4.3)."""
    shades = themes.shades(theme)
    for system in (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT):
        text, ground = (
            Color.from_rich_color(RichColor.parse(shades[name]).downgrade(system)) for name in ("lit", "cursor")
        )
        assert contrast(text, ground) >= 4.5
    line = lit(phrase("5 days", "date", Direction.LTR))
    assert [piece.role for piece in line.pieces] == ["lit"]


def test_the_theme_follows_the_terminal() -> None:
    """``auto`` is dark unless the terminal says that its background is light; an unknown name gives none."""
    known = {theme.name: theme for theme in (themes.DARK, themes.LIGHT)}
    assert themes.choose("auto", known, {}) == "qari-dark"
    assert themes.choose("auto", known, {"COLORFGBG": "0;15"}) == "qari-light"
    assert themes.choose("auto", known, {"COLORFGBG": "15;default;0"}) == "qari-dark"
    assert themes.choose("qari-light", known, {}) == "qari-light"
    assert themes.choose("pink", known, {}) == ""


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "", "-x", "mailto:a@example.org"])
async def test_only_web_addresses_are_opened(address: str, tmp_path: Path) -> None:
    """Nothing but http and https reaches a browser."""
    assert not await open_address(address, f"touch {tmp_path}/touched")
    assert not (tmp_path / "touched").exists()


async def test_a_browser_that_does_not_start_is_told() -> None:
    """A command that is not there, or is no command, opens nothing and raises nothing."""
    assert not await open_address("https://example.org", "/no/such/browser")
    assert not await open_address("https://example.org", "'unbalanced")


def test_words_for_empty_lists() -> None:
    """An empty list says why: nothing found, no bookmarks, no feeds, all read, or nothing fetched yet."""
    english = load("en")
    feed = Feed(1, "u", "Feed", total=3, checked=datetime(2024, 7, 26, 13, 5, tzinfo=UTC))
    assert "Nothing found" in wording.empty_list(Filter(text="x"), (feed,), english)
    assert "bookmarks" in wording.empty_list(Filter(bookmarked=True), (feed,), english)
    assert "No feeds" in wording.empty_list(Filter(), (), english)
    assert wording.empty_list(Filter(unread=True), (feed,), english) == "All read."
    assert "No headlines" in wording.empty_list(Filter(), (Feed(1, "u", "Feed"),), english)
    summary = unmarked(wording.summary(feed, (feed,), NOW, english))
    assert summary == "3 headlines · 0 unread · Last refreshed: 1 h ago"


def test_stories_of_several_feeds_count_once_across_feeds() -> None:
    """In the status bar, as in the list of feeds; a feed's own numbers are of all that it has."""
    feeds = (Feed(1, "u", "One", unread=2, total=3), Feed(2, "v", "Two", unread=2, total=5, repeated=1, twins=2))
    english = load("en")
    assert unmarked(wording.summary(None, feeds, NOW, english)).startswith("6 headlines · 3 unread")
    assert unmarked(wording.summary(feeds[1], feeds, NOW, english)).startswith("5 headlines · 2 unread")


def test_folders_are_rows_among_the_feeds() -> None:
    """Each once and before what lies in it, however its name is written; its count is of all that."""
    feeds = (
        Feed(1, "u", "In none", unread=1),
        Feed(2, "v", "A", unread=2, repeated=1, folder='أخبار/"الصباح"'),
        Feed(3, "w", "B", unread=3, folder="news"),
        Feed(4, "x", "C", unread=4, folder="News"),
        Feed(5, "y", "D", unread=5, folder="أخبار"),
        Feed(6, "z", "E", unread=6, folder="news"),
    )
    listed = feed_list.rows(feeds, load("en"))[3:]
    assert [(row.title, row.unread, row.depth) for row in listed] == [
        ("In none", 1, 0),
        ("news", 13, 0),
        ("B", 3, 1),
        ("C", 4, 1),
        ("E", 6, 1),
        ("أخبار", 6, 0),
        ("D", 5, 1),
        ('"الصباح"', 1, 1),
        ("A", 2, 2),
    ]
    assert listed[7].place == Filter(text='folder:«أخبار/"الصباح"»')


@pytest.mark.parametrize("variable", ["", "1"])
async def test_nothing_is_said_by_colour_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    """Without colours, and with a terminal's own sixteen, the cursor's row is reversed, and what is unread bold."""
    if variable:
        monkeypatch.setenv("NO_COLOR", variable)
    config = Config(screen=Screen(refresh_on_start=False, theme="auto" if variable else "ansi-dark"))
    async with showing(fill(tmp_path / "qari.db"), config=config) as shown:
        styles = [segment.style for segment in shown.main.headlines.render_line(0) if segment.text.strip()]
        assert styles and all(style is not None and style.reverse for style in styles)
        others = [segment.style for segment in shown.main.headlines.render_line(1) if "Story" in segment.text]
        assert others and all(style is not None and style.bold and not style.reverse for style in others)


async def test_without_colours_there_are_no_greys_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR every cell has the colours that the terminal itself has, in a dialog too."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("comma")
        styles = {segment.style for widget in shown.app.screen.walk_children(Widget) for segment in drawn(widget)}
        assert len(styles) > 2
        assert {
            (style.color.name, style.bgcolor.name) for style in styles if style and style.color and style.bgcolor
        } == {("default", "default")}


def drawn(widget: Widget) -> Iterator[Segment]:
    """What the terminal gets of a widget."""
    region = widget.size.region
    for strip in widget.render_lines(region):
        yield from strip
