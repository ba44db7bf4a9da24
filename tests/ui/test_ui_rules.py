"""Rules, made and dropped by keys."""

from __future__ import annotations

from pathlib import Path

from ui_samples import fill, showing

from reader.config.schema import Config, Screen
from reader.text.clean import unmarked
from reader.ui import keymap


async def test_a_rule_is_made_of_a_search(tmp_path: Path) -> None:
    """M, then a, takes the search; what it means is told, the tick chosen, and u takes everything back."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        everything = shown.main.headlines.count
        await shown.press("/", *"title:story", "enter", "M")
        assert "No rules yet" in shown.text()
        await shown.press("a")
        assert shown.main.field is not None and shown.main.field.value == "title:story"
        await shown.press("enter")
        assert "4 stored articles match" in shown.text() and "· Story number" in shown.text()
        await shown.press("enter")
        assert "Nothing is ticked yet" in shown.text()
        await shown.press("space", "enter", "escape", "1")
        assert shown.main.headlines.count == everything - 4
        await shown.press("M")
        assert "title:story → mute" in shown.text()
        await shown.press("enter")
        assert shown.main.headlines.count == 4
        await shown.press("1", "M", "x")
        assert "The rule for “title:story” is gone" in shown.text() and shown.main.headlines.count == everything
        await shown.press("u", "1")
        assert shown.main.headlines.count == everything - 4
        await shown.press("u")
        assert shown.main.headlines.count == everything


async def test_a_rule_of_several_actions(tmp_path: Path) -> None:
    """Highlight and tag, for a week; the tags are asked for."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("M", "a", *"title:story", "enter")
        await shown.press("j", "space", "j", "j", "j", "space", "G", "space", "space")
        assert "For a week" in shown.text()
        await shown.press("enter", *"dull", "enter")
        assert "#dull" in [row.title for row in shown.main.feeds._rows]
        await shown.press("M")
        assert "highlight, tag" in shown.text() and "until" in shown.text()
        await shown.press("escape", "M", "escape")
        assert shown.main.headlines.current is not None
        assert any(entry.raised for entry in shown.main.headlines._entries.values())


async def test_a_rule_that_is_not_wished_after_all(tmp_path: Path) -> None:
    """Escape makes nothing; a query with a mistake is told with its column, and stays to be mended."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("M", "a", *"(x", "enter")
        assert "column 1" in shown.text()
        assert shown.main.field is not None and shown.main.field.value == "(x"
        await shown.press("home", "delete", "enter", "escape", "M")
        assert "No rules yet" in shown.text()


async def test_what_a_rule_mutes_is_not_marked(tmp_path: Path) -> None:
    """It counts as read, and that is told; it cannot be made unread as long as the rule holds."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("M", "a", *"title:story", "enter", "space", "enter", "M", "enter")
        assert shown.main.headlines.count == 4
        await shown.press("m")
        assert "A rule mutes it" in shown.text()


async def test_a_rule_is_made_in_a_small_window(tmp_path: Path) -> None:
    """All six actions and the time are there, the frame that tells the keys too, and Enter alone makes nothing."""
    for size in ((80, 24), (50, 20)):
        async with showing(fill(tmp_path / f"{size[0]}.db"), size) as shown:
            await shown.press("M", "a", *"story", "enter", "enter")
            text = shown.text()
            assert "notify outside Qari" in text and "For ever" in text and "Enter" in text
            await shown.press("escape")
            assert shown.main.library is not None and await shown.main.library.rules.all() == ()


async def test_sentences_name_the_keys_that_there_are(tmp_path: Path) -> None:
    """With newsboat's keys, what takes a rule back is not u, which follows links there."""
    config = Config(screen=Screen(keys="newsboat", refresh_on_start=False))
    async with showing(fill(tmp_path / "qari.db"), config=config) as shown:
        undo = keymap.key_of("undo")
        assert undo != "u"
        await shown.main.action_run("rules")
        await shown.settle()
        await shown.press("a", *"title:story", "enter", "space", "enter")
        assert f"{undo} takes it back" in unmarked(shown.text())
