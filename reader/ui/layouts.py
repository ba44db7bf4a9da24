"""Keys by their place: what a keyboard of another script types, as the keys that commands are bound to.

Letters are those of XKB's layouts (xkeyboard-config, MIT/X11), which keyboards of Windows and macOS share but for the
signs. A character that a Latin keyboard types as well is never taken for another key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from textual.keys import _character_to_key

_PLACES = "qwertyuiop asdfghjkl zxcvbnm `[];',./ QWERTYUIOP ASDFGHJKL ZXCVBNM"
_NONE = "∅"
LAM_ALEF = {"لا": "ﻻ", "لآ": "ﻵ", "لأ": "ﻷ", "لإ": "ﻹ"}
"""One key of an Arabic keyboard types two letters; the sign by which they are told from two keys."""
_LETTERS = {sign: letters for letters, sign in LAM_ALEF.items()}
LAYOUTS: Mapping[str, str] = {
    "ar": "ضصثقفغعهخح شسيبلاتنم ئءؤرﻻىة ذجدكطوزظ ∅∅∅∅ﻹإ∅÷×؛ ∅∅∅∅ﻷأـ∅∅ ∅∅∅∅ﻵآ∅",
    "ar-azerty": "شئثقفغعهخح ضسيبلاتنم صءؤرﻻىك ∅∅∅و∅ة∅∅ ∅∅∅∅ﻹإ∅÷×؛ ∅∅∅∅ﻷأـ∅∅ ∅∅∅∅ﻵآ∅",
    "ar-mac": "ضصثقفغعهخح شسيبلاتنم ظطذدزرو ∅جةك؛،∅∅ ∅∅∅∅∅∅∅∅∅∅ »«ى∅∅آٱ∅∅ ∅∅ئءأإؤ",
    "fa": "ضصثقفغعهخح شسیبلاتنم ظطزرذدپ ∅جچکگو∅∅ ∅∅∅∅∅∅∅∅∅∅ ؤئ∅إأآة»« ∅∅ژ∅∅∅ء",
    "ps": "ضصثقفغعهخح شسیبلاتنم ۍېزرذدړ ∅جچکګوږ∅ ∅∅∅∅∅∅∅∅ځڅ ښئ∅پأآټڼة ظطژء∅ډؤ",
    "ur": "قوعرتےءیہپ اسدفگحجکل زشچطبنم ∅∅∅؛∅،۔∅ ∅ؤ∅ڑٹ∅ئ∅ۃ∅ آصڈ∅غھضخ∅ ذژثظ∅ں∅",
    "ur-windows": "طصھدٹپتبجح مورنلہاکی قفےسشغع ∅∅∅؛∅،۔∅ ظضذڈث∅ۃـچخ ژزڑںۂءآگ∅ ∅∅ۓ∅ؤئ∅",
    "ckb": "قوەرتیئحۆپ اسدفگهژکل زخجڤبنم ∅∅∅؛∅،∅∅ ∅∅∅ڕطێءعؤث آشذإغ∅أكڵ ضصچظىةـ",
    "ug": "چۋېرتيۇڭوپ ھسداەىقكل زشغۈبنم ∅∅∅؛∅،∅ئ ∅∅∅∅∅∅∅∅∅∅ ∅∅ژفگخجۆ∅ ∅∅∅∅∅∅∅",
    "he": "∅∅קראטוןםפ שדגכעיחלך זסבהנמצ ∅∅∅ף∅תץ∅ ∅∅∅∅∅∅∅∅∅∅ ∅∅∅∅∅∅∅∅∅ ∅∅∅∅∅∅∅",
    "ru": "йцукенгшщз фывапролд ячсмить ёхъжэбю∅ ЙЦУКЕНГШЩЗ ФЫВАПРОЛД ЯЧСМИТЬ",
    "el": ";ςερτυθιοπ ασδφγηξκλ ζχψωβνμ ∅∅∅΄∅∅∅∅ :∅ΕΡΤΥΘΙΟΠ ΑΣΔΦΓΗΞΚΛ ΖΧΨΩΒΝΜ",
}
"""What each layout types on the places of ``_PLACES``; ``∅``: nothing, or what Latin keyboards type."""
_NAMED = frozenset(_character_to_key(chr(code)) for code in range(33, 127))
"""The names of what a Latin keyboard types."""
_SIGNS = {"؟": "?", "،": ",", "؛": ";", "÷": "/"}
_DIGITS = {chr(zero + number): str(number) for zero in (0x660, 0x6F0) for number in range(10)}
_FIRST = {name: name for name in LAYOUTS} | {"ku": "ckb"}
"""The layout that is likeliest for a language; where two disagree about a letter, it is believed."""
_AZERTY = frozenset(("MA", "DZ", "TN", "MR"))
"""Where Arabic letters share their keys with those of AZERTY."""


@cache
def _chars() -> dict[str, str]:
    """The characters of keys that Textual calls by a name, for whoever sends no character with it."""
    chars = (char for layout in (*LAYOUTS.values(), "".join(_SIGNS)) for char in layout)
    return {_character_to_key(char): char for char in chars if not char.isascii() and char != _NONE}


def table(layout: str = "auto", language: str = "") -> dict[str, str]:
    """The key of a Latin keyboard for each character that other keyboards type in its place.

    ``layout`` is one of LAYOUTS, ``off``, or ``auto``: that of ``language`` first, which is BCP 47 or a locale's name,
    and then all others for what it does not have.
    """
    if layout == "off":
        return {}
    first = _likeliest(language) if layout == "auto" else layout
    others = [name for name in LAYOUTS if name != first] if layout == "auto" else []
    found: dict[str, str] = {}
    for name in (first, *others):
        for char, key in _pairs(name):
            found.setdefault(char, key)
    return {**_SIGNS, **_DIGITS, **found, "؟": "?"}


def _likeliest(language: str) -> str:
    tongue, _, region = language.replace("_", "-").partition(".")[0].partition("-")
    if tongue == "ar" and region.upper() in _AZERTY:
        return "ar-azerty"
    return _FIRST.get(tongue, "ar")


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    """The characters of a layout and the keys on whose places they are."""
    for key, char in zip(_PLACES, LAYOUTS[name], strict=True):
        if char != _NONE and not char.isascii():
            yield char, key


def joined(received: str) -> str:
    """What a terminal sent; two letters that came together and are one key of an Arabic keyboard are one sign."""
    return LAM_ALEF.get(received, received)


def typed(character: str | None) -> str | None:
    """What a key writes into a text: of such a sign, its two letters."""
    return _LETTERS.get(character, character) if character else character


def key_of(key: str, character: str | None, found: Mapping[str, str]) -> str:
    """The name of the key that is meant (Textual's), by the character it typed or, with a modifier, by its name."""
    modifiers, _, last = key.rpartition("+")
    if last in _NAMED and character and not character.isascii():
        return key  # the terminal told the place
    sign = character if character and not character.isascii() else last if len(last) == 1 else _chars().get(last, "")
    if not (meant := found.get(sign or "", "")):
        return key
    name = _character_to_key(meant)
    return f"{modifiers}+{name}" if modifiers else name
