"""Other programs that read aloud, translate and summarise; and letters that lead to links and headings."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from ui_samples import Shown, a_story, fill, manual, rows, showing, stored

from reader.text.blocks import Block, Kind, Role, Span
from reader.text.numbers import hinted
from reader.ui.replies import Replies
from reader.ui.shell import answer


def said(shown: Shown) -> str:
    """The status bar."""
    return rows(shown.main.status)[0]


async def test_a_summary_stands_above_the_article(tmp_path: Path) -> None:
    """What the command prints is shown, hidden by the same key, gone with the article, and asked for once."""
    log = tmp_path / "log"
    config = manual(summarise=f'echo asked >> {log}; wc -w; echo "in $QARI_LANGUAGE \\033[31m"')
    async with showing(fill(tmp_path / "qari.db"), (120, 24), config=config) as shown:
        shown.main.replies_kept = tmp_path / "cache"
        await shown.press("enter", "ctrl+y")
        text = "\n".join(rows(shown.main.article))
        assert text.lstrip().startswith("Summary") and "in ar" in text and "\x1b" not in text
        await shown.press("ctrl+y")
        assert "in ar" not in "\n".join(rows(shown.main.article))
        await shown.press("ctrl+y", "N")
        assert "Summary" not in rows(shown.main.article)[0]
    async with showing(tmp_path / "qari.db", (120, 24), config=config) as shown:
        shown.main.replies_kept = tmp_path / "cache"
        await shown.press("enter", "ctrl+y")
        assert "in ar" in "\n".join(rows(shown.main.article))
    assert log.read_text() == "asked\n"


async def test_who_presses_twice_asks_once(tmp_path: Path) -> None:
    """While a command is at it, the same key does not begin it again: it may cost money."""
    log = tmp_path / "log"
    config = manual(translate=f"echo asked >> {log}; sleep 0.3; echo done")
    async with showing(fill(tmp_path / "qari.db"), config=config) as shown:
        await shown.press("enter")
        for _ in range(3):
            await shown.pilot.press("ctrl+t")
        await shown.settle()
        assert log.read_text() == "asked\n" and shown.main.article.answered == "translate"


async def test_the_place_outlives_a_summary(tmp_path: Path) -> None:
    """Where one was reading comes back when the summary goes, and it is what is remembered meanwhile."""
    body = "".join(f"<p>Paragraph {number} of a story that is long enough.</p>" for number in range(60))
    story = a_story(0, "Long", body, "en")
    async with showing(stored(tmp_path / "qari.db", story), (120, 24), config=manual(summarise="echo short")) as shown:
        await shown.press("enter", "space", "space")
        article, entry = shown.main.article, shown.main.opened
        top, place = rows(article)[0], article.place
        assert place is not None and entry is not None and shown.main.library is not None
        await shown.press("ctrl+y")
        assert rows(article)[0] != top and article.place == place
        await shown.press("ctrl+y")
        assert rows(article)[0] == top and article.place == place
        await shown.press("ctrl+y", "escape")
        await shown.main.keep_place()
        await shown.settle()
        assert (await shown.main.library.article(entry.id)).margin.place in (place, None)


async def test_a_command_that_fails_or_is_not_set_is_told(tmp_path: Path) -> None:
    """The setting is named, with the status and the words of the command."""
    config = manual(translate="echo no such language; exit 3")
    async with showing(fill(tmp_path / "qari.db"), config=config) as shown:
        await shown.press("enter", "ctrl+t")
        assert "reading.translate" in said(shown) and "no such language" in said(shown)
        await shown.press("ctrl+y")
        assert "reading.summarise" in said(shown)
        await shown.press("w")
        assert "reading.speak" in said(shown)


async def test_reading_aloud_begins_and_ends(tmp_path: Path) -> None:
    """The command gets the text; the same key again ends it, and what it has begun."""
    out = tmp_path / "spoken"
    config = manual(speak=f"cat > {out}; sleep 60")
    async with showing(fill(tmp_path / "qari.db"), config=config) as shown:
        await shown.press("enter")
        await shown.pilot.press("w")
        while not out.exists() or "3000" not in out.read_text("utf-8"):
            await shown.pilot.pause(0.02)
        await shown.press("w")
        assert "Reading stopped" in said(shown)
        assert shown.main._speaking is not None and shown.main._speaking.is_finished


def test_replies_are_kept(tmp_path: Path) -> None:
    """By the command and the text; in a directory that cannot be made they last as long as the program."""
    Replies(tmp_path / "a").put("translate", "text", "reply")
    kept = Replies(tmp_path / "a")
    assert kept.get("translate", "text") == "reply"
    assert kept.get("translate", "other") is kept.get("summarise", "text") is None
    (tmp_path / "file").touch()
    lost = Replies(tmp_path / "file" / "x")
    lost.put("translate", "text", "reply")
    assert lost.get("translate", "text") == "reply"
    assert Replies(tmp_path / "file" / "x").get("translate", "text") is None


def a_link(number: int) -> Block:
    """A paragraph that is a link."""
    return Block(Kind.PARAGRAPH, "link", (Span(0, 4, Role.LINK, f"http://a.example/{number}"),))


@pytest.mark.parametrize("count", [1, 25, 26, 700])
def test_letters_stand_for_links_and_headings(count: int) -> None:
    """Each has its own, none is the beginning of another's, and they stand behind it; past 676 there are none left."""
    blocks = (*map(a_link, range(count)), Block(Kind.HEADING, "Heading", level=2))
    shown, targets = hinted(blocks)
    letters = list(targets)
    assert len(set(map(len, letters))) == 1
    assert list(targets.values())[: min(count, 676)] == [f"http://a.example/{number}" for number in range(count)][:676]
    assert shown[0].text == f"link[{letters[0]}]"
    if count < 676:
        assert targets[letters[count]] == count and shown[-1].text == f"Heading [{letters[count]}]"


STORY = a_story(
    0,
    "Parts",
    '<p><a href="https://example.org/one">one</a></p>'
    + "".join(f"<h2>Part {part}</h2>" + f"<p>{'word ' * 300}</p>" for part in "abc"),
    "en",
)


async def test_letters_lead_to_a_heading(tmp_path: Path) -> None:
    """Typed letters go there at once, letters of an Arabic keyboard by their places; the article is then as before."""
    async with showing(stored(tmp_path / "qari.db", STORY), (100, 20)) as shown:
        for key, top in (("f", "Part b"), ("ي", "Part a")):
            await shown.press("enter", "semicolon")
            assert any("[" in row for row in rows(shown.main.article))
            await shown.press(key)
            assert rows(shown.main.article)[0].strip() == top and shown.main.field is None


async def test_letters_that_are_nobodys_end_it(tmp_path: Path) -> None:
    """The field goes, and the letters with it."""
    async with showing(stored(tmp_path / "qari.db", STORY), (100, 20)) as shown:
        await shown.press("enter", "F", "z")
        assert shown.main.field is None and not any("[a]" in row for row in rows(shown.main.article))


async def test_letters_lead_to_a_link(tmp_path: Path) -> None:
    """As a click on it would."""
    config = manual(browser="true")
    async with showing(stored(tmp_path / "qari.db", STORY), (100, 20), config=config) as shown:
        await shown.press("enter", "semicolon", "a")
        assert "Opened in the browser" in said(shown)


async def test_how_long_an_article_takes_to_read(tmp_path: Path) -> None:
    """Its minutes stand in the border, of less than half a minute nothing."""
    async with showing(stored(tmp_path / "qari.db", STORY), (100, 20)) as shown:
        await shown.press("enter")
        assert "5 min" in str(shown.main.article.border_subtitle)
    async with showing(fill(tmp_path / "short.db"), (100, 20)) as shown:
        await shown.press("enter")
        assert not str(shown.main.article.border_subtitle)


async def test_a_command_may_say_much(tmp_path: Path) -> None:
    """More than is kept of it is read to its end, and does not hold it up."""
    status, said_of_it = await answer(
        "head -c 9000000 /dev/zero | tr '\\0' x; exit 3", {"PATH": "/usr/bin:/bin"}, "", 30
    )
    assert status == 3 and len(said_of_it) == 4_000_000


async def test_what_a_command_leaves_behind_goes_on(tmp_path: Path) -> None:
    """Who was sent to the background is not waited for, though the output is open, and not killed."""
    flag = tmp_path / "flag"
    async with asyncio.timeout(2):
        assert await answer(f"(sleep 1; touch {flag}) & echo hi", {"PATH": "/usr/bin:/bin"}, "") == (0, "hi\n")
    assert not flag.exists()
    for _ in range(100):
        if flag.exists():
            return
        await asyncio.sleep(0.05)
    pytest.fail("it was killed")


async def test_what_takes_too_long_is_ended_with_its_children(tmp_path: Path) -> None:
    """What it said until then counts, and nothing of it goes on."""
    flag = tmp_path / "flag"
    command = f"echo hi; (sleep 2; touch {flag}); echo never"
    assert await answer(command, {"PATH": "/usr/bin:/bin"}, "", 0.5) == (124, "hi\n")
    await asyncio.sleep(2.5)
    assert not flag.exists()
