"""Presets, the configuration's keys, sequences, counts and macros."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui_samples import fill, rows, showing

from reader.config.load import load
from reader.config.schema import PRESETS, Binding, Config, Keys, Macro, Screen
from reader.i18n.catalogue import load as catalogue
from reader.ui import keymap
from reader.ui.commands import COMMANDS, Scope
from reader.ui.keymap import Pressed, made, parsed
from reader.ui.panes import Pane

Write = Callable[[str], Path]


def keys_of(found: keymap.Keymap, id: str) -> tuple[str, ...]:
    """The keys of the first command of an id."""
    return next(command.keys for command in found.commands if command.id == id)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_has_every_command_and_no_key_twice(preset: str) -> None:
    """Every command has a key, no key has two, and none is the beginning of a sequence as well."""
    found = made(preset)
    assert [command.id for command in found.commands if not command.keys] == []
    for selecting in (False, True):
        among = [command for command in found.commands if (command.scope is Scope.SELECT) is selecting]
        keys = Counter(key for command in among for key in command.keys)
        assert [key for key, count in keys.items() if count > 1] == []
        assert not selecting or not keys.keys() & found.prefixes
    assert set(keymap.PRESETS) == set(PRESETS)
    assert set(keymap.PRESETS[preset]) <= {command.id for command in COMMANDS}


def test_the_default_preset_is_the_registry() -> None:
    """Without a configuration the commands have the keys that the registry gives them."""
    assert made("default").commands == COMMANDS


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("j", "j"),
        ("G", "G"),
        ("shift+g", "G"),
        ("Ctrl+D", "ctrl+d"),
        ("ctrl+shift+left", "ctrl+shift+left"),
        ("g g", "g g"),
        ("PgDn", "pagedown"),
        ("Esc", "escape"),
        ("F5", "f5"),
        ("?", "question_mark"),
        ("+", "plus"),
        ("ctrl++", "ctrl+plus"),
        (", l", "comma l"),
        ("←", "left"),
        ("space", "space"),
        ("ى", "ى"),
        ("plop", None),
        ("ctrl+plop", None),
        ("hyper+x", None),
        ("", None),
    ],
)
def test_keys_are_written_as_people_write_them(written: str, key: str | None) -> None:
    """Names, signs, modifiers in any case, and sequences with blanks between."""
    assert parsed(written) == key


@given(st.text(max_size=12))
def test_no_text_is_too_wrong_for_a_key(text: str) -> None:
    """Whatever is written is a key or none."""
    key = parsed(text)
    assert key is None or key.strip()


def test_the_configuration_takes_a_key_from_the_preset() -> None:
    """A command has the keys it is given, and who had them has them no longer; an empty list leaves it without."""
    found = made("default", Keys((Binding("bookmark", ("b",)), Binding("zen", ()))))
    assert keys_of(found, "bookmark") == ("b",)
    assert keys_of(found, "bookmarks") == keys_of(found, "zen") == ()
    assert found.problems == ()


def test_a_clash_names_both() -> None:
    """Of two that are given one key the first has it; the problem names the key and both commands."""
    found = made("default", Keys((Binding("bookmark", ("b",)), Binding("undo", ("b", "ctrl+u")))))
    assert keys_of(found, "bookmark") == ("b",)
    assert keys_of(found, "undo") == ("ctrl+u",)
    (problem,) = found.problems
    assert problem.key == "keys.taken"
    assert dict(problem.facts) == {"pressed": "b", "first": "bookmark", "second": "undo"}
    assert "b" in catalogue("en").problem(problem)


def test_the_beginning_of_a_sequence_is_no_key() -> None:
    """A sequence that begins with a command's key takes that key from it."""
    found = made("default", Keys((Binding("bookmarks", ("g b",)),)))
    assert keys_of(found, "top") == ("home",)
    assert "g" in found.prefixes


def test_a_command_with_nothing_but_mistakes_keeps_its_keys() -> None:
    """A key that there is not leaves the command as it was."""
    found = made("default", Keys((Binding("undo", ("ctrl+plop",)),)))
    assert keys_of(found, "undo") == ("u",)
    assert [problem.key for problem in found.problems] == ["keys.no_such_key"]


def test_mistakes_in_the_file_tell_their_line(write: Write) -> None:
    """Unknown commands and keys, and macros of nothing, are told with the line; the others count."""
    path = write(
        '[keys]\nplop = "x"\nundo = "ctrl+plop"\nzen = ["z"]\n\n[[macros]]\nkey = "f5"\n\n'
        '[[macros]]\nkey = "f6"\nrun = "plop"\n\n[[macros]]\nkey = "f7"\nshell = "wc"\nrum = 1\n'
    )
    config = load(path, {})
    found = made("default", config.keys)
    told = [(problem.key, dict(problem.facts)["line"]) for problem in (*config.mistakes, *found.problems)]
    assert told == [
        ("config.macro_of_nothing", "6"),
        ("config.unknown_key", "16"),
        ("keys.no_such_command", "2"),
        ("keys.no_such_key", "3"),
        ("keys.no_such_command", "9"),
    ]
    assert keys_of(found, "zen") == ("z",)
    assert [macro.name for macro in found.macros] == ["wc"]
    for problem in (*config.mistakes, *found.problems):
        assert catalogue("ar").problem(problem) and catalogue("en").problem(problem)


@pytest.mark.parametrize(
    "text", ["keys = 3\n", "macros = 3\n", "[[macros]]\nkey = 3\nrun = [3]\n", "[keys]\nzen = 3\n"]
)
def test_what_is_no_table_of_keys_is_told(write: Write, text: str) -> None:
    """Anything else in their place is a mistake, and the preset holds."""
    config = load(write(text), {})
    assert config.mistakes
    assert made("default", config.keys).commands == COMMANDS


def test_arrows_point_to_the_pane_they_go_to() -> None:
    """Where the screen begins at the right, left goes inward and right outward; keys that somebody chose stay."""
    turned = made("default", turned=True)
    assert keys_of(turned, "open") == ("enter", "left", "h")
    assert keys_of(turned, "back") == ("escape", "right", "l")
    chosen = made("default", Keys((Binding("open", ("right",)),)), turned=True)
    assert keys_of(chosen, "open") == ("right",)
    assert keys_of(chosen, "back") == ("escape", "l")


@pytest.mark.parametrize("preset", PRESETS)
def test_no_key_is_two_commands_when_turned(preset: str) -> None:
    """Arrows change sides, and h and l where nobody else has them."""
    keys = Counter(
        key
        for command in made(preset, turned=True).commands
        if command.scope is not Scope.SELECT
        for key in command.keys
    )
    assert [key for key, count in keys.items() if count > 1] == []
    assert "left" in keys_of(made(preset, turned=True), "open")


def test_only_moving_is_counted() -> None:
    """Nothing is opened, marked or run several times by digits that were typed before."""
    vim = made("vim", Keys(macros=(Macro(("f5",), "Macro", ("undo",)),)))
    assert [vim.counted(key) for key in ("j", "G", "g g", "ctrl+d", "right_parenthesis", "w")] == [True] * 6
    assert [vim.counted(key) for key in ("n", "o", "f5", "s", "enter", "q")] == [False] * 6


def pressed(found: keymap.Keymap, *keys: str) -> list[tuple[str, int]]:
    """What counts of keys that are pressed one after the other, and how often."""
    state, result = Pressed(), []
    for key in keys:
        state = state.and_then(key, found)
        if state.key:
            result.append((state.key, state.times))
            state = Pressed()
    return result


def test_sequences_and_counts() -> None:
    """Digits count where no command has them, sequences wait for their end, Esc drops what has begun."""
    vim = made("vim")
    assert pressed(vim, "5", "j", "1", "0", "g", "g") == [("j", 5), ("g g", 10)]
    assert pressed(vim, "g", "escape", "j") == [("j", 0)]
    assert pressed(vim, "g", "j", "j") == [("j", 0)]
    assert pressed(vim, "3", "escape", "0") == [("0", 0)]
    assert pressed(vim, *"99999", "j") == [("j", 999)]
    assert pressed(made("default"), "5", "j") == [("5", 0), ("j", 0)]


def config_of(keys: Keys, preset: str = "default") -> Config:
    """A configuration with these keys that refreshes nothing."""
    return Config(screen=Screen(refresh_on_start=False, keys=preset), keys=keys)


async def test_counts_and_sequences_on_the_screen(tmp_path: Path) -> None:
    """With vim's keys 5j goes down five rows, gg to the top; what waits for more is shown."""
    config = config_of(Keys(), "vim")
    async with showing(fill(tmp_path / "qari.db", 20), config=config) as shown:
        await shown.press("1", "2", "j")
        assert shown.main.headlines.cursor == 12
        await shown.press("3")
        assert "3…" in rows(shown.main.status)[0]
        await shown.press("k", "g")
        assert shown.main.headlines.cursor == 9 and "g…" in rows(shown.main.status)[0]
        await shown.press("g")
        assert shown.main.headlines.cursor == 0 and "…" not in rows(shown.main.status)[0]


async def test_an_arabic_letter_can_be_bound(tmp_path: Path) -> None:
    """It is what the configuration says, though other letters count by their place on the keyboard."""
    config = config_of(Keys((Binding("search", ("ب",)),)))
    async with showing(fill(tmp_path / "qari.db"), config=config) as shown:
        await shown.press("ت")
        assert shown.main.headlines.cursor == 1
        await shown.press("ب")
        assert shown.main.field is not None and shown.main.field.id == "search"


async def test_digits_are_typed_into_a_field(tmp_path: Path) -> None:
    """What is typed into a field is no count and no sequence."""
    async with showing(fill(tmp_path / "qari.db"), config=config_of(Keys(), "vim")) as shown:
        await shown.press("slash", "2", "g")
        assert shown.main.field is not None and shown.main.field.value == "2g"


async def test_the_key_bar_and_the_help_show_the_keys_there_are(tmp_path: Path) -> None:
    """A key that was changed is the one that is shown; a command without a key is not in the bar."""
    config = config_of(Keys((Binding("bookmark", ("ctrl+b",)), Binding("next_unread", ()))))
    async with showing(fill(tmp_path / "qari.db"), (120, 24), config=config) as shown:
        bar = rows(shown.main.key_bar)[0]
        assert "Ctrl+B Bookmark" in bar and "Next unread" not in bar
        await shown.press("ctrl+b")
        assert shown.main.headlines.current is not None and shown.main.headlines.current.bookmarked


async def test_a_macro_does_several_things(tmp_path: Path) -> None:
    """Its commands are done one after the other, each when the one before is done; the palette knows its name."""
    keys = Keys(macros=(Macro(("f5",), "Keep and go on", ("open", "bookmark", "next_unread")),))
    async with showing(fill(tmp_path / "qari.db"), config=config_of(keys)) as shown:
        first = shown.main.headlines.current_id
        await shown.press("f5")
        assert shown.main.opened is not None and shown.main.opened.id != first
        await shown.press("escape", "b")
        assert list(shown.main.headlines.ids) == [first]
        await shown.press("1", "ctrl+p", *"keep and", "enter")
        assert shown.main.pane is Pane.ARTICLE


async def test_a_macro_runs_a_command_with_the_fields_of_the_article(tmp_path: Path) -> None:
    """The shell's command finds the title and the address in its environment and the text in its input."""
    out = tmp_path / "out.txt"
    keys = Keys(macros=(Macro(("comma l",), "Note", (), f'(echo "$QARI_TITLE $QARI_URL"; cat) > {out}; echo kept'),))
    async with showing(fill(tmp_path / "qari.db"), config=config_of(keys)) as shown:
        entry = shown.main.headlines.current
        assert entry is not None
        await shown.press("comma", "l")
        said = out.read_text("utf-8")
        assert said.startswith(f"{entry.title} {entry.url}\n") and "3000 برميل" in said
        assert "kept" in rows(shown.main.status)[0]


async def test_a_macro_that_fails_is_told(tmp_path: Path) -> None:
    """Its status and its last words are a problem in the status bar."""
    keys = Keys(macros=(Macro(("f5",), "Broken", (), "echo no such luck >&2; exit 3"),))
    async with showing(fill(tmp_path / "qari.db"), config=config_of(keys)) as shown:
        await shown.press("f5")
        told = rows(shown.main.status)[0]
        assert "Broken" in told and "3" in told and "no such luck" in told


@pytest.mark.parametrize("text", ["ctrl+İ", "shift+ΐ", "shift+ß", "shift+ﬃ"])
def test_a_letter_without_another_case_is_no_key_with_it(text: str) -> None:
    """Its other case has several characters."""
    assert parsed(text) is None


async def test_a_macro_may_be_called_like_a_command(tmp_path: Path) -> None:
    """It has the key that the configuration gives it, although the command of its name has that by the preset."""
    keys = Keys(macros=(Macro(("s",), "bookmark", ("down",)),))
    async with showing(
        fill(tmp_path / "qari.db"), config=Config(screen=Screen(refresh_on_start=False), keys=keys)
    ) as shown:
        await shown.press("s")
        assert shown.main.headlines.cursor == 1
        assert not any(entry.bookmarked for entry in shown.main.headlines._entries.values())
