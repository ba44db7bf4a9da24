"""The registry of commands, and what is made from it."""

from __future__ import annotations

from collections import Counter

import pytest
from textual.strip import Strip

from reader.i18n.catalogue import load
from reader.text.blocks import Kind, Role
from reader.ui.app import QariApp
from reader.ui.commands import COMMANDS, Scope, explained, for_bar, for_palette, key_name
from reader.ui.paint import LOOKS
from reader.ui.panes import ORDER
from reader.ui.screens.main import MainScreen
from reader.ui.screens.palette import matching
from reader.ui.widgets.article_pane import ArticlePane
from reader.ui.widgets.entry_list import EntryList
from reader.ui.widgets.feed_list import FeedList
from reader.ui.widgets.key_bar import fitting

OWNERS = {
    Scope.APP: (QariApp,),
    Scope.MAIN: (MainScreen,),
    Scope.LINES: (FeedList, EntryList, ArticlePane),
    Scope.SELECT: (ArticlePane,),
}


def test_every_command_has_its_action() -> None:
    """Whoever a command's scope names has a method for it."""
    lacking = [
        (command.id, owner.__name__)
        for command in COMMANDS
        for owner in OWNERS[command.scope]
        if not hasattr(owner, f"action_{command.id}")
    ]
    assert lacking == []


def test_no_key_means_two_things() -> None:
    """A key belongs to one command; while text is being selected, to one of those for that."""
    for selecting in (False, True):
        commands = [command for command in COMMANDS if (command.scope is Scope.SELECT) is selecting]
        keys = Counter(key for command in commands for key in command.keys)
        assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_command_is_named_and_explained(language: str) -> None:
    """Both catalogues have a name and a sentence for every command and a heading for every group."""
    catalogue = load(language)
    for command in COMMANDS:
        assert command.name(catalogue) and command.sentence(catalogue)
    for group, commands in explained(COMMANDS):
        assert commands and catalogue.text(f"group.{group}")


def test_help_has_every_command_once_with_all_of_its_keys() -> None:
    """A command that has keys in two scopes has one row in the help."""
    rows = [(command.id, keys) for _, commands in explained(COMMANDS) for command, keys in commands.items()]
    assert sorted(name for name, _ in rows) == sorted({command.id for command in COMMANDS})
    assert ("next_page", ("space", "pagedown")) in rows


def test_the_key_bar_ends_with_help_and_quit() -> None:
    """In every pane the last two are help and quit, and they stay however narrow the bar is."""
    for pane in ORDER:
        assert [command.id for command in for_bar(COMMANDS, pane)][-2:] == ["help", "quit"]
    items = [Strip.blank(6) for _ in range(5)]
    assert len(fitting(items, 100)) == 5
    assert len(fitting(items, 25)) == 3
    assert fitting(items, 3) == items[-2:]


def test_keys_have_readable_names() -> None:
    """Key names are what stands on the keys."""
    names = {"ctrl+q": "Ctrl+Q", "down": "↓", "G": "G", "question_mark": "?", "shift+tab": "Shift+Tab", "f1": "F1"}
    assert {key: key_name(key) for key in names} == names


def test_the_palette_ranks_names_before_sentences() -> None:
    """Words of the name come before parts of it, and those before words of the sentence; every word must be found."""
    english = load("en")
    assert matching("help", english)[0].id == "help"
    assert [command.id for command in matching("refr", english)][:2] == ["refresh_feed", "refresh_all"]
    assert matching("no such command", english) == ()
    assert {command.id for command in matching("", english)} == {command.id for command in for_palette(COMMANDS)}


def test_the_palette_knows_both_languages() -> None:
    """A command is found by its name in the language that is not spoken as well."""
    assert matching(load("ar").text("command.undo"), load("en"))[0].id == "undo"
    assert matching("bookmark", load("ar"))[0].id == "bookmark"


def test_the_palette_folds_letters() -> None:
    """A command is found without its hamza."""
    arabic = load("ar")
    name = arabic.text("command.open_in_browser").replace("أ", "ا").replace("إ", "ا")
    assert "open_in_browser" in {command.id for command in matching(name, arabic)}


def test_every_role_of_an_article_has_a_look() -> None:
    """Blocks and spans of every kind are told apart, except plain text, items and tables."""
    assert {*Kind, *Role} - LOOKS.keys() == {Kind.PARAGRAPH, Kind.ITEM, Kind.TABLE}
