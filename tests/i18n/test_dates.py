"""Times and dates in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.i18n.catalogue import load
from reader.i18n.dates import MONTHS, absolute, ago, months_of, relative, span
from reader.i18n.digits import write
from reader.text.clean import unmarked

NOW = datetime(2024, 7, 26, 14, 5, tzinfo=UTC)
ARABIC, ENGLISH = load("ar"), load("en")


@pytest.mark.parametrize(
    ("ago", "arabic", "english"),
    [
        ({"seconds": 0}, "الآن", "now"),
        ({"seconds": 59}, "الآن", "now"),
        ({"seconds": -3600}, "الآن", "now"),
        ({"minutes": 1}, "قبل دقيقة", "1 min"),
        ({"minutes": 2}, "قبل دقيقتين", "2 min"),
        ({"minutes": 3}, "قبل 3 دقائق", "3 min"),
        ({"minutes": 59, "seconds": 59}, "قبل 59 دقيقة", "59 min"),
        ({"hours": 1}, "قبل ساعة", "1 h"),
        ({"hours": 2}, "قبل ساعتين", "2 h"),
        ({"hours": 10}, "قبل 10 ساعات", "10 h"),
        ({"hours": 23}, "قبل 23 ساعة", "23 h"),
        ({"days": 1}, "قبل يوم", "1 day"),
        ({"days": 2}, "قبل يومين", "2 days"),
        ({"days": 6}, "قبل 6 أيام", "6 days"),
        ({"days": 7}, "قبل أسبوع", "1 week"),
        ({"days": 14}, "قبل أسبوعين", "2 weeks"),
        ({"days": 29}, "قبل 4 أسابيع", "4 weeks"),
        ({"days": 30}, "قبل شهر", "1 month"),
        ({"days": 60}, "قبل شهرين", "2 months"),
        ({"days": 364}, "قبل 12 شهرًا", "12 months"),
        ({"days": 365}, "قبل سنة", "1 year"),
        ({"days": 730}, "قبل سنتين", "2 years"),
        ({"days": 365 * 100}, "قبل 100 سنة", "100 years"),
    ],
)
def test_how_long_ago(ago: dict[str, int], arabic: str, english: str) -> None:
    """The largest unit that fits is told, in the form that its number takes."""
    then = NOW - timedelta(**ago)
    assert (relative(ARABIC, then, NOW), relative(ENGLISH, then, NOW)) == (arabic, english)


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_any_two_times(then: datetime, now: datetime) -> None:
    """Any two times have a text between them."""
    assert relative(ARABIC, then, now) and relative(ENGLISH, then, now)


def test_how_long_ago_in_a_sentence() -> None:
    """English adds the word ago, Arabic has said it already, and now is now."""
    then = NOW - timedelta(minutes=2)
    assert ago(ENGLISH, then, NOW).replace("\u2068", "").replace("\u2069", "") == "2 min ago"
    assert ago(ARABIC, then, NOW).strip("\u2068\u2069") == "قبل دقيقتين"
    assert (ago(ENGLISH, NOW, NOW), ago(ARABIC, NOW, NOW)) == ("now", "الآن")


def test_a_date_in_arabic() -> None:
    """An Arabic date has both names of its month, and an Arabic comma."""
    assert absolute(ARABIC, NOW, zone=UTC) == "26 تموز/يوليو 2024، 14:05"


def test_a_date_in_english() -> None:
    """An English date has its month by name."""
    assert absolute(ENGLISH, NOW, zone=UTC) == "26 July 2024, 14:05"


def test_a_month_of_two_words() -> None:
    """December is both كانون الأول and ديسمبر."""
    assert absolute(ARABIC, datetime(2021, 12, 31, tzinfo=UTC), zone=UTC, clock=False) == "31 كانون الأول/ديسمبر 2021"


def test_a_date_is_local() -> None:
    """The date is that of the zone."""
    assert absolute(ENGLISH, NOW, zone=timezone(timedelta(hours=10))) == "27 July 2024, 00:05"


def test_a_date_in_arabic_digits() -> None:
    """A catalogue with Arabic digits writes dates in them."""
    assert absolute(load("ar", digits="arab"), NOW, zone=UTC) == "٢٦ تموز/يوليو ٢٠٢٤، ١٤:٠٥"


@pytest.mark.parametrize(
    ("months", "name"),
    [
        ("gregorian", "يوليو"),
        ("syriac", "تموز"),
        ("french", "جويلية"),
        ("moroccan", "يوليوز"),
        ("mauritanian", "يوليو"),
        ("both", "تموز/يوليو"),
    ],
)
def test_a_set_of_months(months: str, name: str) -> None:
    """Each region's name of July."""
    assert absolute(ARABIC, NOW, months=months, zone=UTC, clock=False) == f"26 {name} 2024"


def test_the_catalogue_brings_its_months() -> None:
    """A catalogue can be loaded with the months of a region."""
    assert absolute(load("ar", months="french"), NOW, zone=UTC, clock=False) == "26 جويلية 2024"


@pytest.mark.parametrize("months", MONTHS)
def test_a_year_has_twelve_months(months: str) -> None:
    """Every set has twelve names, all distinct."""
    assert len(set(MONTHS[months])) == 12


@pytest.mark.parametrize(
    ("locale", "months"),
    [
        ("ar_EG.UTF-8", "gregorian"),
        ("ar_SA", "gregorian"),
        ("ar-LB", "syriac"),
        ("ar_DZ.UTF-8", "french"),
        ("ar_TN", "french"),
        ("ar_MA.utf8", "moroccan"),
        ("ar_MR", "mauritanian"),
        ("ar", "both"),
        ("en_GB.UTF-8", "both"),
        ("C", "both"),
        ("", "both"),
    ],
)
def test_the_months_of_a_region(locale: str, months: str) -> None:
    """A locale's region chooses the set."""
    assert months_of(locale) == months


@given(st.datetimes(timezones=st.just(UTC)), st.integers(min_value=-23, max_value=23))
def test_any_date_in_any_zone(then: datetime, hours: int) -> None:
    """The first and the last day that Python knows have a date too, in every zone."""
    assert absolute(ARABIC, then, zone=timezone(timedelta(hours=hours)))


def test_the_edges_of_time() -> None:
    """The very first and the very last moment can be told in the system's zone."""
    assert all(absolute(ENGLISH, then.replace(tzinfo=UTC)) for then in (datetime.min, datetime.max))


def test_an_unknown_numbering_system() -> None:
    """Digits of a system that nobody knows stay as they are."""
    assert write("12", "tlh") == "12"


def test_a_stretch_of_time_says_nothing_of_the_past() -> None:
    """For sentences such as "again in …": minutes rounded up, then whole hours and days."""
    english = [unmarked(span(ENGLISH, seconds)) for seconds in (1, 61, 3600, 7300, 90_000, 200 * 86_400)]
    assert english == ["1 min", "2 min", "1 h", "2 h", "1 day", "200 days"]
    arabic = [unmarked(span(ARABIC, 60 * minutes)) for minutes in (1, 2, 4, 11)]
    assert arabic == ["دقيقة", "دقيقتين", "4 دقائق", "11 دقيقة"]
