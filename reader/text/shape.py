"""The presentation forms of Arabic letters, joined as The Unicode Standard, 9.2, has it.

The forms come from arabic-reshaper's table. Its ``reshape()`` is not used: on whole strings version 3.1 raises
IndexError or loses letters when a ZWJ precedes a lam-alef (every family emoji has one), and it leaves the
neighbours of letters without presentation forms unjoined. Joining by Joining_Type here gives one result a letter,
which is the index map that selection, links and search need. Letters without forms of their own (Kurdish ڵ, ێ, ۆ)
keep their nominal shape between neighbours that join to them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_ISOLATED, _INITIAL, _MEDIAL, _FINAL = range(4)

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


@cache
def _forms() -> dict[str, tuple[str, str, str, str]]:
    """Each letter's isolated, initial, medial and final form; the table is brought by the first Arabic word."""
    from arabic_reshaper.letters import LETTERS_ARABIC

    return {
        **{letter: forms for letter, forms in LETTERS_ARABIC.items() if letter not in _CAUSING},
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


class _JoiningTypes(dict[int, str]):
    """A ``str.translate`` table to one letter a Joining_Type."""

    def __missing__(self, point: int) -> str:
        self[point] = kind = _joining_type(chr(point))
        return kind


class _Glyphs(dict[tuple[str, str, str], str]):
    """What is drawn for a letter between the Joining_Types of its neighbours: ``("D", "ب", "R")`` is a medial form."""

    def __missing__(self, key: tuple[str, str, str]) -> str:
        before, letter, after = key
        kind = _TYPES[ord(letter)]
        joined = before in "DC" and kind in "DR"
        joining = kind == "D" and after in "DRC"
        form = (_MEDIAL if joining else _FINAL) if joined else (_INITIAL if joining else _ISOLATED)
        forms = _forms().get(letter)
        self[key] = glyph = (forms and forms[form]) or letter
        return glyph


_TYPES = _JoiningTypes()
_GLYPHS = _Glyphs()


def shape(word: str, *, ligate: bool = True) -> list[str]:
    """One string for each character of ``word``: its form as joined to its neighbours.

    An alef that a lam before it has taken into a ligature (unless ``ligate`` is False) becomes an empty string; marks
    between the two stay at their own place. Format characters stay as they are; they are for the caller to leave out.
    """
    kinds = word.translate(_TYPES)
    if "T" not in kinds:
        return _joined(word, kinds, ligate)
    shaped = list(word)
    letters = [index for index, kind in enumerate(kinds) if kind != "T"]
    glyphs = _joined("".join(word[index] for index in letters), kinds.replace("T", ""), ligate)
    for index, glyph in zip(letters, glyphs, strict=True):
        shaped[index] = glyph
    return shaped


def without_taken(letters: str) -> str:
    """``letters``, with no transparent characters among them, without those that :func:`shape` makes empty."""
    return _LIGATURE.sub(LAM, letters)


def joins_onward(glyph: str) -> bool:
    """Whether a presentation form is joined to what follows it: initial or medial."""
    return glyph in _onward()


@cache
def _onward() -> frozenset[str]:
    return frozenset(forms[form] for forms in _forms().values() for form in (_INITIAL, _MEDIAL) if forms[form])


def _joined(letters: str, kinds: str, ligate: bool) -> list[str]:
    """As :func:`shape`, for letters without transparent characters between them."""
    shaped = list(map(_GLYPHS.__getitem__, zip("U" + kinds, letters, kinds[1:] + "U", strict=False)))
    if not ligate or not _LIGATURE.search(letters):
        return shaped
    for found in _LIGATURE.finditer(letters):
        lam = found.start()
        joined = lam > 0 and kinds[lam - 1] in "DC"
        shaped[lam : lam + 2] = _LAM_ALEF[found[0][1]][joined], ""
    return shaped
