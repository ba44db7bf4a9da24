"""Dates of feeds: RFC 822, ISO 8601 and what people write instead, in several languages, calendars and digits.

Pure. A date without a zone is taken as UTC; one that cannot be true is no date. A year such as 1445 or 1404 is one of
the Islamic or of the Iranian calendar.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from reader.i18n.calendars import from_islamic, from_solar

_FIRST_YEAR = 1990
"""Feeds are younger; what is older is a default (1970, year 1) or a mistake."""

_ENGLISH = "january february march april may june july august september october november december".split()
_ENGLISH_MONTHS = {name[:3]: number for number, name in enumerate(_ENGLISH, 1)}
# The Arab world's five sets (Egypt and the Gulf; the Levant and Iraq; Algeria and Tunisia; Morocco; Mauritania), then
# Persian, Urdu, Kurdish and Hebrew (Unicode CLDR 46; Hebrew dates have the preposition before the month).
_GREGORIAN = {
    1: "يناير كانون_الثاني جانفي ژانویه جنوری کانوونی_دووەم ינואר",
    2: "فبراير شباط فيفري فوریه فروری شوبات פברואר",
    3: "مارس آذار مارچ ئازار מרץ",
    4: "أبريل نيسان أفريل إبريل آوریل اپریل نیسان אפריל",
    5: "مايو أيار ماي مه مئی ئایار מאי",
    6: "يونيو يونيه حزيران جوان ژوئن جون حوزەیران יוני",
    7: "يوليو يوليه تموز جويلية يوليوز ژوئیه جولائی تەمووز יולי",
    8: "أغسطس آب أوت غشت أغشت اوت اگست ئاب אוגוסט",
    9: "سبتمبر أيلول شتنبر شتمبر سپتامبر ستمبر ئەیلوول ספטמבר",
    10: "أكتوبر تشرين_الأول اکتبر اکتوبر تشرینی_یەکەم אוקטובר",
    11: "نوفمبر تشرين_الثاني نونبر نوامبر نومبر تشرینی_دووەم נובמבר",
    12: "ديسمبر كانون_الأول دجنبر دجمبر دسامبر دسمبر کانوونی_یەکەم דצמבר",
}
_ISLAMIC = {
    1: "محرم muharram",
    2: "صفر safar",
    3: "ربيع_الأول ربيع_أول",
    4: "ربيع_الآخر ربيع_الثاني ربيع_آخر",
    5: "جمادى_الأولى جمادى_الأول",
    6: "جمادى_الآخرة جمادى_الثانية جمادى_الآخر",
    7: "رجب rajab",
    8: "شعبان shaban",
    9: "رمضان ramadan",
    10: "شوال shawwal",
    11: "ذو_القعدة ذي_القعدة ذیقعده",
    12: "ذو_الحجة ذي_الحجة ذیحجه",
}
_SOLAR = {
    1: "فروردین حمل farvardin",
    2: "اردیبهشت ثور ordibehesht",
    3: "خرداد جوزا khordad",
    4: "تیر سرطان tir",
    5: "مرداد امرداد اسد mordad",
    6: "شهریور سنبله shahrivar",
    7: "مهر میزان mehr",
    8: "آبان عقرب aban",
    9: "آذر قوس azar",
    10: "دی جدی dey",
    11: "بهمن دلو bahman",
    12: "اسفند حوت esfand",
}
_LAST_SOLAR = 1419
"""Years from 1300 on are Iranian up to this one, and Islamic from the next: the others would lie before 1999 or after
2040."""
_FIRST_ELSEWHERE, _LAST_ELSEWHERE = 1300, 1500
"""Years that feeds give in other calendars than the Gregorian one."""

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
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|ي)?[\s,.-]+({_WORD})[\s,./-]+(?:{_WORD}\s+)?(\d{{2,4}})(?!\d)"
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
    found = _day(text)
    if found is None:
        return None
    try:
        day = _gregorian(*found)
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC) + _time(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year >= _FIRST_YEAR else None


_ONE_LETTER = {"ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه"}


def _plain(char: str) -> str:
    """Digits of any script as ASCII; letters without the marks of hamza and madda; no invisible characters."""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if unicodedata.category(char) in ("Cf", "Mn"):
        return ""
    letter = unicodedata.normalize("NFD", char)[0]
    return _ONE_LETTER.get(letter, letter)


class _Calendar:
    """The names of a calendar's months, and the day that a date of it is."""

    def __init__(self, names: Mapping[int, str], day: Callable[[int, int, int], date]) -> None:
        self.day = day
        words = {name: number for number, line in names.items() for name in "".join(map(_plain, line)).split()}
        self.months = {name.replace("_", ""): number for name, number in words.items()}
        self.first_words = {name.partition("_")[0] for name in words if "_" in name}


_CALENDARS = (_Calendar(_GREGORIAN, date), _Calendar(_ISLAMIC, from_islamic), _Calendar(_SOLAR, from_solar))
_PARTED = re.compile(rf"\b({'|'.join(sorted(set().union(*(one.first_words for one in _CALENDARS))))})\s+(?=[^\W\d_])")
_Day = tuple[int, int, int, Callable[[int, int, int], date] | None]


def _gregorian(year: int, month: int, day: int, calendar: Callable[[int, int, int], date] | None) -> date:
    """A day, of a calendar that its month or its year tells. Raises ValueError where there is none such."""
    if _FIRST_ELSEWHERE <= year <= _LAST_ELSEWHERE and calendar in (None, date):
        calendar = from_solar if year <= _LAST_SOLAR else from_islamic
    return (calendar or date)(year, month, day)


def _day(text: str) -> _Day | None:
    """Year, month and day as they are written, and the calendar that the month's name is of."""
    if found := _YEAR_FIRST.search(text) or _COMPACT.search(text):
        return int(found[1]), int(found[2]), int(found[3]), None
    if found := _DAY_FIRST.search(text):
        return int(found[3]), int(found[2]), int(found[1]), None
    joined = _PARTED.sub(r"\1", text)
    for found in _DAY_NAME_YEAR.finditer(joined):
        if month := _month(found[2]):
            return _year(found[3]), month[0], int(found[1]), month[1]
    for found in _NAME_DAY_YEAR.finditer(joined):
        if month := _month(found[1]):
            return int(found[3]), month[0], int(found[2]), month[1]
    if found := _YEAR_MONTH.match(text):
        return int(found[1]), int(found[2] or 1), 1, None
    return None


def _month(name: str) -> tuple[int, Callable[[int, int, int], date]] | None:
    """The number of a month and the calendar it is of; None: the name is of none."""
    name = name.casefold()
    name = name[1:] if name[0] == "ב" else name
    for calendar in _CALENDARS:
        if number := calendar.months.get(name) or calendar.months.get(name.removesuffix("ي")):  # Kurdish declines it
            return number, calendar.day
    if name.isascii() and (number := _ENGLISH_MONTHS.get(name[:3])):
        return number, date
    return None


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
