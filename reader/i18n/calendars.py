"""Days of the Islamic and of the Iranian calendar as days of the Gregorian one. Pure.

The Islamic calendar of the years 1366 to 1500 is Umm al-Qura, by which Saudi Arabia dates; before and after that it is
the tabular one of Unicode CLDR (``islamic-tbla``'s rule of leap years, civil epoch), which may differ by a day from
what is seen or decreed. The lengths of Umm al-Qura's months are those of hijridate 2.6 (MIT), which has them from the
tables that were printed. The Iranian leap years follow the cycle of 33 years, which is right for
all years from 1178 to 1633 (K. Borkowski, "The Persian calendar for 3000 years", 1996).
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

_HIJRA = date(622, 7, 19)
"""1 Muharram 1 in the Gregorian calendar that is carried back."""
_FIRST, _LAST = 1366, 1500
_LONG_MONTHS = (
    "555555d556d5555ea5d2aaaacd5655572da9555aaa55552da6d55a55574dd53d54556d552d5d55d54d4565552da5d55aad56aad4b52a"
    "a574ae97656cb55aaaa554ad95d2da5d9db2ba4b4aa552b5575b6abd2bc4b89a9552d5adb6a6d4dc9d92aa69562ae56d36ab55aaa94d"
    "49d95d2ba5b55aad55a9a92e26e55dada6d46a554ba9754eaae5acba9d92b2564bcab55ab556d2ea5e4aa9552daad36c7596d269552d"
    "a5b4ba9ba3b4b69b52aa64b696d2ec6d9eb2d54d2aa564ae96dd6ab54b29a9352ba57536ab56aae93"
)
"""Of each of these years three digits of base 16: bit 0 is set where the first month has 30 days, and so on."""
_SOLAR_1343 = date(1964, 3, 21)
"""1 Farvardin 1343."""
_LEAP_OF_33 = (1, 5, 9, 13, 17, 22, 26, 30)
"""Years that have a 366th day, by what is left of them when divided by 33."""


def from_islamic(year: int, month: int, day: int) -> date:
    """The day of an Islamic date. Raises ValueError where there is none such."""
    if not (1 <= year <= 9000 and 1 <= month <= 12 and 1 <= day <= 30):
        raise ValueError(year, month, day)
    if _FIRST <= year <= _LAST:
        return _umm_al_qura()[12 * (year - _FIRST) + month - 1] + timedelta(day - 1)
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return _HIJRA + timedelta(days)


@cache
def _umm_al_qura() -> tuple[date, ...]:
    """The first day of each month of its years, and of the one after them."""
    years = (int(_LONG_MONTHS[at : at + 3], 16) for at in range(0, len(_LONG_MONTHS), 3))
    lengths = (29 + (year >> month & 1) for year in years for month in range(12))
    first = _HIJRA + timedelta((_FIRST - 1) * 354 + (3 + 11 * _FIRST) // 30)  # as the table says, too
    return tuple(first + timedelta(days) for days in accumulate(lengths, initial=0))


def from_solar(year: int, month: int, day: int) -> date:
    """The day of an Iranian date of the years 1178 to 1633. Raises ValueError where there is none such."""
    if not (1178 <= year <= 1633 and 1 <= month <= 12 and 1 <= day <= (31 if month < 7 else 30)):
        raise ValueError(year, month, day)
    return _new_year(year) + timedelta(31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)


def to_islamic(day: date) -> tuple[int, int, int]:
    """Year, month and day of the Islamic calendar. Raises ValueError before its first day."""
    days = (day - _HIJRA).days
    if days < 0:
        raise ValueError(day)
    months = _umm_al_qura()
    if months[0] <= day < months[-1]:
        at = bisect_right(months, day) - 1
        return _FIRST + at // 12, at % 12 + 1, (day - months[at]).days + 1
    year = (30 * days + 10_646) // 10_631
    left = (day - from_islamic(year, 1, 1)).days
    month = min(12, 2 * left // 59 + 1)
    return year, month, (day - from_islamic(year, month, 1)).days + 1


def to_solar(day: date) -> tuple[int, int, int]:
    """Year, month and day of the Iranian calendar. Raises ValueError outside of the years 1178 to 1633."""
    year = day.year - 621
    if day < from_solar(year, 1, 1):
        year -= 1
    left = (day - from_solar(year, 1, 1)).days
    month = left // 31 + 1 if left < 186 else (left - 186) // 30 + 7
    return year, month, (left % 31 if left < 186 else (left - 186) % 30) + 1


def _new_year(year: int) -> date:
    first, last = sorted((year, 1343))
    leaps = sum(between % 33 in _LEAP_OF_33 for between in range(first, last))
    days = 365 * (last - first) + leaps
    return _SOLAR_1343 + timedelta(days if year >= 1343 else -days)
