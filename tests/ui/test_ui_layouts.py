"""Keys count by their place, whatever script the keyboard is set to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.keys import _character_to_key
from ui_samples import fill, showing

from reader.config.schema import KEYBOARDS, Config, Screen
from reader.ui.commands import COMMANDS
from reader.ui.kitty_keys import BaseLayoutParser
from reader.ui.layouts import LAYOUTS, joined, key_of, table, typed

ROWS = {
    "ar": {"qwerty": "ضصثقفغ", "asdf": "شسيب", "hjkl": "اتنم", "zxcv": "ئءؤر", "b": "ﻻ", "nm": "ىة", "/": "ظ"},
    "ar_MA": {"azerty": "ضصثقفغ", "qsdf": "شسيب", "hjkl": "اتنم", "m": "ك", "wxcvbn": "ئءؤرﻻى"},
    "fa": {"hjkl": "اتنم", "zxcvbnm": "ظطزرذدپ", "d": "ی", "M": "ء"},
    "he": {"hjkl": "יחלך", "rsm": "רדצ"},
    "ru": {"hjkl": "ролд", "qQ": "йЙ"},
    "el": {"hjkl": "ηξκλ", "s": "σ"},
    "ckb": {"hjkl": "هژکل", "b": "ب"},
    "ur": {"hjkl": "حجکل", "R": "ڑ"},
}
"""What keyboards type on some places."""


@pytest.mark.parametrize("layout", ROWS)
def test_each_place_is_the_key_of_a_latin_keyboard(layout: str) -> None:
    """Named by itself, and found from the locale's language."""
    name = layout if "_" in layout else f"{layout}_XX"
    for found in (table(layout.replace("_MA", "-azerty")), table("auto", f"{name}.UTF-8")):
        for keys, chars in ROWS[layout].items():
            assert "".join(found[char] for char in chars) == keys


def test_every_layout_can_be_named() -> None:
    """The configuration knows those that there are."""
    assert set(KEYBOARDS) == {"auto", "off", *LAYOUTS}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_latin_keyboards_type_stays(layout: str) -> None:
    """No ASCII character is ever another key, and each of a layout's own is one key."""
    found = table(layout)
    assert not any(char.isascii() for char in found)
    assert all(key.isascii() and len(key) == 1 for key in found.values())
    assert table("off") == {}


def test_every_command_with_a_letter_is_reached_by_an_arabic_keyboard() -> None:
    """By the small letters all of them; by capitals those that the layout has a sign of its own for."""
    found = {key: char for char, key in table("ar").items()}
    for command in COMMANDS:
        for key in command.keys:
            if len(key) == 1 and key.isascii() and key.islower():
                assert key_of(_character_to_key(found[key]), found[key], table("ar")) == key
    assert key_of("slash", "/", table("ar")) == "slash"
    assert key_of("ctrl+ض", None, table("ar")) == "ctrl+q"
    assert key_of("arabic_question_mark", "؟", table("ar")) == "question_mark"
    assert key_of("٣", "٣", table("fa")) == "3"


def test_one_key_that_types_two_letters() -> None:
    """Lam-alef that came at once is one key, is written as its two letters, and a longer text is none."""
    assert (key_of(joined("لا"), joined("لا"), table("ar")), typed(joined("لا"))) == ("b", "لا")
    assert joined("لان") == "لان"
    assert typed("ت") == "ت" and typed(None) is None


async def test_the_app_is_worked_by_arabic_letters(tmp_path: Path) -> None:
    """Down, bookmark, open, back, search, in which they are letters, and out of the app's help again."""
    async with showing(fill(tmp_path / "qari.db")) as shown:
        await shown.press("ت", "س")
        assert shown.main.headlines.cursor == 1
        assert shown.main.headlines.current is not None and shown.main.headlines.current.bookmarked
        await shown.press("م")
        assert shown.main.opened is not None
        await shown.press("ا", "ظ", *"الحكومة")
        assert shown.main.search == "الحكومة"
        assert shown.main.headlines.count == 4


async def test_keys_may_count_by_their_characters_only(tmp_path: Path) -> None:
    """Where the setting says so."""
    config = Config(screen=Screen(refresh_on_start=False, keyboard="off"))
    async with showing(fill(tmp_path / "qari.db"), config=config) as shown:
        await shown.press("ت")
        assert shown.main.headlines.cursor == 0


@pytest.mark.parametrize(
    ("sequence", "key", "character"),
    [
        ("\x1b[1578::106;;1578u", "j", "ت"),
        ("\x1b[1578::106u", "j", "ت"),
        ("\x1b[65275::98;;1604:1575u", "b", "لا"),
        ("\x1b[1578:1600:106;2;1600u", "J", "ـ"),
        ("\x1b[1578::106;5u", "ctrl+j", None),
        ("\x1b[1592::47;;1592u", "slash", "ظ"),
        ("\x1b[1592:1567:47;2;1567u", "question_mark", "؟"),
        ("\x1b[1081::113;;1081u", "q", "й"),
        ("\x1b[97:65;2;65u", "A", "A"),
        ("\x1b[97::113;;97u", "a", "a"),
        ("\x1b[1578;;1578u", "ت", "ت"),
    ],
)
def test_terminals_that_tell_the_place_are_believed(sequence: str, key: str, character: str | None) -> None:
    """Kitty's base-layout field names the key of another script; of Latin ones the character counts, as on AZERTY."""
    (event,) = BaseLayoutParser().feed(sequence)
    assert isinstance(event, events.Key)
    assert (event.key, event.character) == (key, character)
    if character and not character.isascii() and key != "ت":
        assert key_of(event.key, event.character, table("auto", "fa")) == key


@given(st.from_regex(r"\x1b\[\d{1,7}(:\d{0,7}){0,3}(;[\d:]{0,9}){0,3}u", fullmatch=True))
def test_no_sequence_of_keys_is_too_strange(sequence: str) -> None:
    """What a terminal may send never ends the reading of keys."""
    list(BaseLayoutParser().feed(sequence))
