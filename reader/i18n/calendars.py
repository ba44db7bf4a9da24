"""Days of the Islamic and of the Iranian calendar as days of the Gregorian one. Pure.

The Islamic calendar is the tabular one of Unicode CLDR (``islamic-tbla``'s rule of leap years, civil epoch), which may
differ by a day from what is seen or decreed. The Iranian leap years follow the cycle of 33 years, which is right for
all years from 1178 to 1633 (K. Borkowski, "The Persian calendar for 3000 years", 1996).
"""

from __future__ import annotations

from datetime import date, timedelta

_HIJRA = date(622, 7, 19)
"""1 Muharram 1 in the Gregorian calendar that is carried back."""
_SOLAR_1343 = date(1964, 3, 21)
"""1 Farvardin 1343."""
_LEAP_OF_33 = (1, 5, 9, 13, 17, 22, 26, 30)
"""Years that have a 366th day, by what is left of them when divided by 33."""


def from_islamic(year: int, month: int, day: int) -> date:
    """The day of an Islamic date. Raises ValueError where there is none such."""
    if not (1 <= year <= 9000 and 1 <= month <= 12 and 1 <= day <= 30):
        raise ValueError(year, month, day)
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return _HIJRA + timedelta(days)


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
