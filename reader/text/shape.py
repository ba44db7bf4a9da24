"""The presentation forms of Arabic letters, joined as The Unicode Standard, 9.2, has it.

The forms come from arabic-reshaper's table. Its ``reshape()`` is not used: on whole strings version 3.1 raises
IndexError or loses letters when a ZWJ precedes a lam-alef (every family emoji has one), and it leaves the
neighbours of letters without presentation forms unjoined. Joining by Joining_Type here gives one result a letter,
which is the index map that selection, links and search need. Letters without forms of their own (Kurdish ڵ, ێ, ۆ)
keep their nominal shape between neighbours that join to them.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.machinery import PathFinder, SourceFileLoader
from types import ModuleType

from reader.text.properties import Property

# A letter's form is two bits: it is joined to the one before it, to the one after it. That is how we number the forms;
# arabic-reshaper's order is another.
_BEFORE = 1
_ISOLATED, _INITIAL, _MEDIAL, _FINAL = range(4)
_OURS = (_ISOLATED, _FINAL, _INITIAL, _MEDIAL)
_MOST = 8_192

# Joining_Type of letters that have no presentation forms, from ArabicShaping-15.0.0.txt (Unicode License v3).
_DUAL = (
    "ؠػؼؽؾؿٮٯٸټٽځڂڅښڛڜڝڞڟڠڡڢڣڥڧڨڪګڬڮڰڲڴڵڶڷڸڹںڼڽڿۂێۑۺۻۼۿ"
    "ݐݑݒݓݔݕݖݗݘݜݝݞݟݠݡݢݣݤݥݦݧݨݩݪݭݮݯݰݲݵݶݷݺݻݼݽݾݿ"
    "ࢆࢉࢊࢋࢌࢍࢠࢡࢢࢣࢤࢥࢦࢧࢨࢩࢯࢰࢳࢴࢵࢶࢷࢸࢺࢻࢼࢽࢾࢿࣀࣁࣂࣃࣄࣅࣆࣇࣈ"
)
_RIGHT = "ٲٳٵٶٷډڊڋڏڐڒړڔڕږڗڙۃۄۊۍۏەۮۯݙݚݛݫݬݱݳݴݸݹࡰࡱࡲࡳࡴࡵࡶࡷࡸࡹࡺࡻࡼࡽࡾࡿࢀࢁࢂࢎࢪࢫࢬࢮࢱࢲࢹ"
_CAUSING = "ـ\u200d\u07fa\u180a\u0883\u0884\u0885"
_NOT_TRANSPARENT = "\u200c\u2066\u2067\u2068\u2069\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u0890\u0891\u08e2"

LAM = "\u0644"
_LAM_ALEF = {"\u0622": "\ufef5\ufef6", "\u0623": "\ufef7\ufef8", "\u0625": "\ufef9\ufefa", "\u0627": "\ufefb\ufefc"}
_LIGATURE = re.compile(f"{LAM}[{''.join(_LAM_ALEF)}]")
# The same where both are shaped: an initial or a medial lam, and a final alef of each kind.
_SHAPED_LAM_ALEF = {
    lam + alef: pair[joined]
    for joined, lam in enumerate("\ufedf\ufee0")
    for alef, pair in zip("\ufe82\ufe84\ufe88\ufe8e", _LAM_ALEF.values(), strict=True)
}
_SHAPED_LIGATURE = re.compile("[\ufedf\ufee0][\ufe82\ufe84\ufe88\ufe8e]")


def _letters() -> dict[str, tuple[str, str, str, str]]:
    """arabic-reshaper's table, read from its own file by the first Arabic word.

    Importing it would run the package, which reads ligatures and settings that are not used here, and takes longer
    than the first screen may.
    """
    package = PathFinder.find_spec("arabic_reshaper")
    where = package and package.submodule_search_locations and package.submodule_search_locations[0]
    if not where or not os.path.exists(path := f"{where}/letters.py"):
        from arabic_reshaper.letters import LETTERS_ARABIC

        return dict(LETTERS_ARABIC)
    module = ModuleType("arabic_reshaper.letters")
    SourceFileLoader(module.__name__, path).exec_module(module)
    return dict(module.LETTERS_ARABIC)


@cache
def _forms() -> dict[str, tuple[str, str, str, str]]:
    """Each letter's isolated, initial, medial and final form."""
    return {
        **{letter: forms for letter, forms in _letters().items() if letter not in _CAUSING},
        "\u06d5": ("\ufee9", "", "", "\ufeea"),  # ە looks like the isolated and final ه, and has no forms of its own
    }


def _joining_type(char: str) -> str:
    """D, R, C, U or T (ArabicShaping.txt; T is its default for marks and most format characters)."""
    if char in _CAUSING:
        return "C"
    if char in _DUAL:
        return "D"
    if char in _RIGHT:
        return "R"
    if forms := _forms().get(char):
        return "D" if forms[_INITIAL] else "R" if forms[_FINAL] else "U"
    transparent = unicodedata.category(char) in ("Mn", "Me", "Cf") and char not in _NOT_TRANSPARENT
    return "T" if transparent else "U"


_TYPES = Property(_joining_type)
_REACHES_ON = bytes(char in b"DC" for char in range(256))
_REACHES_BACK = bytes(char in b"DRC" for char in range(256))


class _Glyphs(dict[int, str]):
    """What is drawn for a letter; a key is its form where the plane is in a code point, and its place in the plane."""

    def __missing__(self, key: int) -> str:
        letter = chr(key & 0xFFFF)
        forms = _forms().get(letter)
        glyph = (forms and forms[_OURS[key >> 16]]) or letter
        if len(self) < _MOST:
            self[key] = glyph
        return glyph


_GLYPHS = _Glyphs()


def shape(word: str, *, ligate: bool = True) -> list[str]:
    """One string for each character of ``word``: its form as joined to its neighbours.

    An alef that a lam before it has taken into a ligature, unless ``ligate`` is False, becomes an empty string; marks
    between the two stay at their own place. Format characters stay as they are; they are for the caller to leave out.
    """
    kinds = _TYPES.of(word)
    shaped = list(word)
    places = [index for index, kind in enumerate(kinds) if kind != "T"]
    letters = "".join([word[place] for place in places])
    joined = _joined(kinds.replace("T", ""))
    for place, letter, form in zip(places, letters, joined, strict=True):
        if letter <= "\uffff":
            shaped[place] = _GLYPHS[form << 16 | ord(letter)]
    for found in _LIGATURE.finditer(letters) if ligate else ():
        lam, alef = found.span()
        shaped[places[lam]] = _LAM_ALEF[found[0][1]][joined[lam] & _BEFORE]
        shaped[places[alef - 1]] = ""
    return shaped


def shape_simple(text: str, *, ligate: bool = True) -> str:
    """As :func:`shape`, joined, for letters of the Basic Multilingual Plane without transparent characters."""
    if text.isascii():
        return text
    units = bytearray(text.encode("utf-32-le"))
    units[2::4] = _joined(_TYPES.of(text))  # where the plane is in UTF-32
    shaped = units.decode("utf-32-le").translate(_GLYPHS)
    return _SHAPED_LIGATURE.sub(_ligature, shaped) if ligate else shaped


def joins_onward(glyph: str) -> bool:
    """Whether a presentation form is joined to what follows it: initial or medial."""
    return glyph in _onward()


def is_lam_alef(letters: str) -> bool:
    """Whether ``letters`` are a lam and an alef, which belong together even where each has a cell."""
    return _LIGATURE.fullmatch(letters) is not None


@cache
def _onward() -> frozenset[str]:
    return frozenset(forms[form] for forms in _forms().values() for form in (_INITIAL, _MEDIAL) if forms[form])


def _ligature(found: re.Match[str]) -> str:
    return _SHAPED_LAM_ALEF[found[0]]


def taken(letters: str, start: int, end: int) -> Iterator[int]:
    """Where from ``start`` to ``end`` are the alefs that ligatures take, if no character is transparent."""
    return (match.end() - 1 for match in _LIGATURE.finditer(letters, start, end))


def without_taken(letters: str) -> str:
    """``letters`` without those alefs."""
    return _LIGATURE.sub(LAM, letters)


def _joined(kinds: str) -> bytes:
    """Each letter's form: to which of its neighbours it is joined.

    Numbers of a byte a letter stand for all letters at once: one is joined to the one before it when that reaches on
    and it reaches back itself.
    """
    types = kinds.encode("ascii")
    on, back = (int.from_bytes(types.translate(table), "little") for table in (_REACHES_ON, _REACHES_BACK))
    before = on << 8 & back
    return (before | before >> 8 << 1).to_bytes(len(types), "little")
