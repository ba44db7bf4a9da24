"""The presentation forms of Arabic letters, joined as The Unicode Standard, 9.2, has it.

The forms come from arabic-reshaper's table. Its ``reshape()`` is not used: on whole strings version 3.1 raises
IndexError or loses letters when a ZWJ precedes a lam-alef (every family emoji has one), and it leaves the
neighbours of letters without presentation forms unjoined. Joining by Joining_Type here gives one result a letter,
which is the index map that selection, links and search need. Letters without forms of their own (Kurdish ڵ, ێ, ۆ)
keep their nominal shape between neighbours that join to them.
"""

from __future__ import annotations

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

_LAM = "\u0644"
_LAM_ALEF = {"\u0622": "\ufef5\ufef6", "\u0623": "\ufef7\ufef8", "\u0625": "\ufef9\ufefa", "\u0627": "\ufefb\ufefc"}


@cache
def _forms() -> dict[str, tuple[str, str, str, str]]:
    """Each letter's isolated, initial, medial and final form; its package is brought by the first Arabic word."""
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


class _JoiningTypes(dict[str, str]):
    def __missing__(self, char: str) -> str:
        self[char] = kind = _joining_type(char)
        return kind


_TYPES = _JoiningTypes()


def shape(word: str) -> list[str]:
    """One string for each character of ``word``: its form as joined to its neighbours.

    An alef that a lam before it has taken into a ligature becomes an empty string; marks between the two stay at
    their own place. Format characters stay as they are; they are for the caller to leave out.
    """
    shaped = list(word)
    letters = [index for index, char in enumerate(word) if _TYPES[char] != "T"]
    types = [_TYPES[word[index]] for index in letters]
    forms_of = _forms()
    ligature_from = -1
    for place, index in enumerate(letters):
        forms = forms_of.get(word[index])
        if forms is None:
            continue
        before = place > 0 and types[place - 1] in "DC" and types[place] in "DR"
        after = place + 1 < len(letters) and types[place] == "D" and types[place + 1] in "DRC"
        if ligature_from >= 0:
            shaped[letters[place - 1]] = _LAM_ALEF[word[index]][ligature_from]
            shaped[index] = ""
            ligature_from = -1
            continue
        form = (_MEDIAL if after else _FINAL) if before else (_INITIAL if after else _ISOLATED)
        shaped[index] = forms[form] or word[index]
        if word[index] == _LAM and after and word[letters[place + 1]] in _LAM_ALEF:
            ligature_from = int(before)
    return shaped
