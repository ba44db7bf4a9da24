"""Dates of feeds: RFC 822, ISO 8601 and what people write instead, in English, Arabic and other digits.

Pure. A date without a zone is taken as UTC; one that cannot be true is no date.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from functools import lru_cache

_FIRST_YEAR = 1990
"""Feeds are younger; what is older is a default (1970, year 1) or a mistake."""

_ENGLISH = "january february march april may june july august september october november december".split()
_MONTHS = {name[:3]: number for number, name in enumerate(_ENGLISH, 1)}
# The Arab world has four sets of month names: Egypt's and the Gulf's, the Levant's and Iraq's, Algeria's and Tunisia's,
# Morocco's. Compared without spaces, hamzas and madda (Unicode CLDR 46, ar, ar-DZ, ar-IQ, ar-LB, ar-MA, ar-TN).
_ARABIC = {
    1: "يناير كانونالثاني جانفي",
    2: "فبراير شباط فيفري",
    3: "مارس اذار",
    4: "ابريل نيسان افريل",
    5: "مايو ايار ماي",
    6: "يونيو يونيه حزيران جوان",
    7: "يوليو يوليه تموز جويلية يوليوز",
    8: "اغسطس اب اوت غشت",
    9: "سبتمبر ايلول شتنبر",
    10: "اكتوبر تشرينالاول",
    11: "نوفمبر تشرينالثاني نونبر",
    12: "ديسمبر كانونالاول دجنبر",
}
_MONTHS |= {name: number for number, names in _ARABIC.items() for name in names.split()}

_ZONES = {
    **dict.fromkeys(("UT", "UTC", "GMT", "Z", "WET"), 0.0),
    **{"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "HST": -10},
    **{"BST": 1, "WEST": 1, "CET": 1, "MET": 1, "CEST": 2, "MEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "TRT": 3},
    **{"IRST": 3.5, "GST": 4, "PKT": 5, "IST": 5.5, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11},
}
"""Hours east of Greenwich (RFC 822, section 5.1, and common use)."""

_TIME = re.compile(
    r"(?<![\d:])(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?:[.,]\d+)?\s*(am|pm|[صم](?![^\W\d_]))?"
    r"\s*(?:\(?([A-Za-z]{1,5})\b\)?)?\s*(?:([+-]\d{1,2}):?(\d{2})?(?!\d))?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_WORD = r"[^\W\d_]{2,}"
_DAY_NAME_YEAR = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s,.-]+({_WORD})[\s,./-]+(?:{_WORD}\s+)?(\d{{2,4}})(?!\d)"
)
_NAME_DAY_YEAR = re.compile(
    rf"({_WORD})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:[\d:]+\s+)?(?:[A-Z]{{3,4}}\s+)?(\d{{4}})(?!\d)"
)
_YEAR_MONTH = re.compile(r"^\s*(\d{4})(?:-(\d{1,2}))?\s*$")


@lru_cache(64)
def parse(text: str) -> datetime | None:
    """The moment, in UTC, that ``text`` names; None: none that it can be, or one before 1990."""
    text = text[:100]
    if not text.isascii():
        text = "".join(map(_plain, text))
    day = _day(text)
    if day is None:
        return None
    try:
        moment = datetime(*day, tzinfo=UTC) + _time(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year >= _FIRST_YEAR else None


def _plain(char: str) -> str:
    """Digits of any script as ASCII; letters without the marks of hamza and madda; no invisible characters."""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if unicodedata.category(char) in ("Cf", "Mn"):
        return ""
    return unicodedata.normalize("NFD", char)[0]


def _day(text: str) -> tuple[int, int, int] | None:
    if found := _YEAR_FIRST.search(text) or _COMPACT.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DAY_FIRST.search(text):
        return int(found[3]), int(found[2]), int(found[1])
    joined = re.sub(r"(كانون|تشرين)\s+", r"\1", text)
    for found in _DAY_NAME_YEAR.finditer(joined):
        if month := _month(found[2]):
            return _year(found[3]), month, int(found[1])
    for found in _NAME_DAY_YEAR.finditer(joined):
        if month := _month(found[1]):
            return int(found[3]), month, int(found[2])
    if found := _YEAR_MONTH.match(text):
        return int(found[1]), int(found[2] or 1), 1
    return None


def _month(name: str) -> int | None:
    name = name.casefold()
    return _MONTHS.get(name) or (_MONTHS.get(name[:3]) if name.isascii() else None)


def _year(digits: str) -> int:
    """Two and three digits as RFC 2822, section 4.3, has them."""
    year = int(digits)
    return year + (2000 if year < 50 else 1900) if len(digits) < 4 else year


def _time(text: str) -> timedelta:
    """The time of day, less its zone; none is midnight, and 24:00 the next one."""
    found = _TIME.search(text)
    if not found:
        return timedelta()
    hours, minutes, seconds = (int(part or 0) for part in found.group(1, 2, 3))
    if hours > 24 or minutes > 59 or seconds > 60:
        raise ValueError(text)
    half = (found[4] or "").lower()
    if half:
        hours = hours % 12 + (12 if half in ("pm", "م") else 0)
    return timedelta(hours=hours, minutes=minutes, seconds=seconds) - _offset(found)


def _offset(found: re.Match[str]) -> timedelta:
    """How far the zone lies east of Greenwich; an impossible one is UTC."""
    hours = _ZONES.get((found[5] or "").upper(), 0.0)
    minutes = 0
    if found[6]:
        hours = int(found[6])
        minutes = int(found[7] or 0) * (-1 if found[6].startswith("-") else 1)
    offset = timedelta(hours=hours, minutes=minutes)
    return offset if abs(offset) <= timedelta(hours=15) else timedelta()
