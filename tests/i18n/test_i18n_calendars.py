"""Days of other calendars."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.i18n.calendars import from_islamic, from_solar, to_islamic, to_solar


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1342, date(1963, 3, 21)),
        (1370, date(1991, 3, 21)),
        (1375, date(1996, 3, 20)),
        (1399, date(2020, 3, 20)),
        (1400, date(2021, 3, 21)),
        (1403, date(2024, 3, 20)),
        (1405, date(2026, 3, 21)),
    ],
)
def test_the_iranian_year_begins_at_the_equinox(year: int, day: date) -> None:
    """1 Farvardin as the official calendar of Iran has it."""
    assert from_solar(year, 1, 1) == day


@given(st.integers(1178, 1632))
def test_the_iranian_year_has_no_gap(year: int) -> None:
    """Twelve months lead to the next new year: 31 days six times, 30 five times, and 29 or 30."""
    days = [from_solar(year, month, day) for month in range(1, 13) for day in range(1, 30)]
    assert days == sorted(days)
    assert from_solar(year + 1, 1, 1) - from_solar(year, 12, 29) in (timedelta(1), timedelta(2))


@pytest.mark.parametrize(
    ("islamic", "day"),
    [
        ((1, 1, 1), date(622, 7, 19)),
        ((1445, 9, 1), date(2024, 3, 11)),
        ((1446, 1, 1), date(2024, 7, 8)),
        ((1447, 9, 1), date(2026, 2, 18)),
    ],
)
def test_islamic_dates_are_those_of_the_table(islamic: tuple[int, int, int], day: date) -> None:
    """Days of the tabular calendar, within a day of those that were decreed."""
    assert abs(from_islamic(*islamic) - day) <= timedelta(1)


@pytest.mark.parametrize(
    ("islamic", "day"),
    [
        ((1366, 1, 1), date(1946, 11, 25)),
        ((1400, 1, 1), date(1979, 11, 20)),
        ((1446, 9, 1), date(2025, 3, 1)),
        ((1446, 12, 10), date(2025, 6, 6)),
        ((1447, 1, 1), date(2025, 6, 26)),
        ((1500, 12, 30), date(2077, 11, 16)),
        ((1501, 1, 1), date(2077, 11, 17)),
    ],
)
def test_islamic_days_are_those_of_umm_al_qura(islamic: tuple[int, int, int], day: date) -> None:
    """Days that Saudi Arabia has decreed, such as the feast of 2025, and the ends of the table."""
    assert from_islamic(*islamic) == day
    assert to_islamic(day) == islamic


@given(st.integers(1, 8999), st.integers(1, 12))
def test_islamic_months_have_29_or_30_days(year: int, month: int) -> None:
    """Each month begins where the one before it ends."""
    following = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
    assert from_islamic(*following) - from_islamic(year, month, 1) in (timedelta(29), timedelta(30))


@pytest.mark.parametrize("start", [date(622, 7, 19), date(1900, 1, 1), date(2024, 1, 1)])
def test_islamic_days_go_there_and_back(start: date) -> None:
    """Ten thousand days on end: each is the day that it is made of, and none is the first of a month twice."""
    days = [start + timedelta(days=number) for number in range(10_000)]
    found = [to_islamic(day) for day in days]
    assert [from_islamic(*one) for one in found] == days
    assert len(set(found)) == len(days) and {day for _, _, day in found} == set(range(1, 31))


def test_iranian_days_go_there_and_back() -> None:
    """All days of a century."""
    days = [date(1930, 1, 1) + timedelta(days=number) for number in range(36_000)]
    assert [from_solar(*to_solar(day)) for day in days] == days
