"""Times as people write them: how long ago, and the date with its month by name.

Month names are those of Unicode CLDR (Unicode License v3) for ar, ar-LB, ar-DZ, ar-MA and ar-MR; news agencies that
write for all Arab countries give two, such as ``26 تموز/يوليو 2024``.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo

from reader.i18n.catalogue import Catalogue
from reader.i18n.digits import write

_ENGLISH = "January February March April May June July August September October November December"
_GREGORIAN = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
_SYRIAC = "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول"
_FRENCH = "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر"
_MOROCCAN = "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر"
_MAURITANIAN = "يناير فبراير مارس إبريل مايو يونيو يوليو أغشت شتمبر أكتوبر نوفمبر دجمبر"


def _names(words: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in words.split())


MONTHS = {
    "gregorian": _names(_GREGORIAN),
    "syriac": _names(_SYRIAC),
    "french": _names(_FRENCH),
    "moroccan": _names(_MOROCCAN),
    "mauritanian": _names(_MAURITANIAN),
    "both": tuple("/".join(pair) for pair in zip(_names(_SYRIAC), _names(_GREGORIAN), strict=True)),
}
"""The sets of Arabic month names, January first."""

_REGIONS = {
    **dict.fromkeys(("EG", "SD", "LY", "SA", "AE", "KW", "QA", "BH", "OM", "YE"), "gregorian"),
    **dict.fromkeys(("LB", "SY", "JO", "PS", "IQ"), "syriac"),
    **dict.fromkeys(("DZ", "TN"), "french"),
    "MA": "moroccan",
    "MR": "mauritanian",
}

_ARABIC_DIGITS = frozenset("EG SD SA KW QA BH OM YE LB SY JO PS IQ MR".split())
_ISLAMIC = "محرم صفر ربيع_الأول ربيع_الآخر جمادى_الأولى جمادى_الآخرة رجب شعبان رمضان شوال ذو_القعدة ذو_الحجة"
_ISLAMIC_LATIN = (
    "Muharram Safar Rabiʻ_I Rabiʻ_II Jumada_I Jumada_II Rajab Shaʻban Ramadan Shawwal Dhuʻl-Qiʻdah Dhuʻl-Hijjah"
)
_SOLAR = "فروردين أرديبهشت خرداد تير مرداد شهريور مهر آبان آذر دي بهمن إسفند"
_SOLAR_LATIN = "Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand"
_CALENDARS = {
    "islamic": (_names(_ISLAMIC), _names(_ISLAMIC_LATIN), "AH", "هـ"),
    "solar": (_names(_SOLAR), _names(_SOLAR_LATIN), "AP", "هـ ش"),
}
"""Other calendars' months, in Arabic and in English (CLDR), and the signs of their eras."""

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_UNITS = (
    ("time.years", 365 * _DAY),
    ("time.months", 30 * _DAY),
    ("time.weeks", 7 * _DAY),
    ("time.days", _DAY),
    ("time.hours", _HOUR),
    ("time.minutes", _MINUTE),
)


def relative(catalogue: Catalogue, then: datetime, now: datetime) -> str:
    """How long before ``now``, in the largest unit that fits once, rounded down; the future is ``now`` too."""
    seconds = int((now - then) / timedelta(seconds=1))
    for key, length in _UNITS:
        if seconds >= length:
            return catalogue.count(key, seconds // length)
    return catalogue.text("time.now")


def span(catalogue: Catalogue, seconds: float) -> str:
    """A stretch of time in whole days, hours or minutes: the largest of which there is one, rounded up to minutes."""
    minutes = max(1, -int(-seconds // _MINUTE))
    for key, length in (("span.days", _DAY // _MINUTE), ("span.hours", _HOUR // _MINUTE)):
        if minutes >= length:
            return catalogue.count(key, minutes // length)
    return catalogue.count("span.minutes", minutes)


def remaining(catalogue: Catalogue, until: datetime, now: datetime) -> str:
    """How long it is till then."""
    return span(catalogue, (until - now) / timedelta(seconds=1))


def ago(catalogue: Catalogue, then: datetime, now: datetime) -> str:
    """The same for a sentence, where English needs an ``ago`` that its lists leave out."""
    time = relative(catalogue, then, now)
    return time if now - then < timedelta(seconds=_MINUTE) else catalogue.text("time.ago", time=time)


def absolute(
    catalogue: Catalogue,
    then: datetime,
    *,
    months: str | None = None,
    zone: tzinfo | None = None,
    clock: bool = True,
    second_too: bool = False,
) -> str:
    """The date, and with ``clock`` the time, in ``zone`` or else the system's.

    With ``second_too`` the catalogue's second date follows in brackets, if it has one.
    ``months`` names a set of :data:`MONTHS` and stands before the catalogue's own; other languages have one set only.
    """
    local = _local(then, zone)
    is_arabic = catalogue.language == "ar"
    names = MONTHS.get(months or catalogue.months, MONTHS["both"]) if is_arabic else _names(_ENGLISH)
    date = f"{local.day} {names[local.month - 1]} {local.year}"
    comma = "،" if is_arabic else ","
    also = second(local, catalogue.second_date, is_arabic=is_arabic) if second_too else ""
    date = f"{date} ({also})" if also else date
    return write(f"{date}{comma} {local:%H:%M}" if clock else date, catalogue.numbering)


def second(day: datetime, calendar: str, *, is_arabic: bool) -> str:
    """A day's date by another calendar, ``islamic`` or ``solar``; empty: by none, or the calendar does not reach it."""
    if calendar not in _CALENDARS:
        return ""
    from reader.i18n.calendars import to_islamic, to_solar  # few want a second date

    try:
        year, month, number = (to_islamic if calendar == "islamic" else to_solar)(day.date())
    except ValueError:
        return ""
    names, latin, era, sign = _CALENDARS[calendar]
    return f"{number} {(names if is_arabic else latin)[month - 1]} {year} {sign if is_arabic else era}"


def _local(then: datetime, zone: tzinfo | None) -> datetime:
    try:
        return then.astimezone(zone)
    except (OverflowError, OSError, ValueError):  # the first or last day that there is, or one that the system lacks
        return then


def digits_of(locale: str) -> str:
    """The numbering system of a locale's country (Unicode CLDR); ``latn`` where it is not known."""
    return "arab" if _region(locale) in _ARABIC_DIGITS else "latn"


def second_date_of(locale: str) -> str:
    """The calendar that a locale's country names days by as well; empty: none."""
    return "islamic" if _region(locale) == "SA" else ""


def _region(locale: str) -> str:
    region = re.search(r"[-_]([A-Za-z]{2})\b", locale.replace(".", " "))
    return region[1].upper() if region else ""


def months_of(locale: str) -> str:
    """The set of month names that a locale such as ``ar_MA.UTF-8`` uses; ``both`` where its region is not known."""
    return _REGIONS.get(_region(locale), "both")
