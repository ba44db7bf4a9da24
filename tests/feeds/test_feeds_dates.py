"""Dates as feeds write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.feeds.dates import parse

moments = st.datetimes(
    datetime(1990, 1, 3),
    datetime(2090, 1, 1),
    timezones=st.builds(timezone, st.integers(-12 * 4, 14 * 4).map(lambda quarters: timedelta(minutes=15 * quarters))),
).map(lambda moment: moment.replace(microsecond=0))


@given(moments)
def test_reads_rfc_822(moment: datetime) -> None:
    """A date as mail and RSS write it is read exactly, zone included."""
    assert parse(format_datetime(moment)) == moment


@given(moments)
def test_reads_iso_8601(moment: datetime) -> None:
    """A date as Atom writes it is read exactly, and given in UTC."""
    found = parse(moment.isoformat())
    assert found == moment
    assert found is not None and found.tzinfo is UTC


@given(st.text())
def test_never_fails(text: str) -> None:
    """Any text is a date from 1990 on, or none."""
    found = parse(text)
    assert found is None or found.year >= 1990


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thu,28 Jul 2022 4:35:5 GMT+9", "2022-07-27T19:35:05"),
        ("2020/1/10 14:33:00", "2020-01-10T14:33:00"),
        ("Fri, 31 Dec 2021 24:00:00 GMT", "2022-01-01T00:00:00"),
        ("06.02.2025", "2025-02-06T00:00:00"),
        ("Fri, 17 May 2019 06:00:00 BST", "2019-05-17T05:00:00"),
        ("Mon, 21 Jan 2008 8:56 am PST", "2008-01-21T16:56:00"),
        ("Sun, 20 Apr 2014 12:19 am CEST", "2014-04-19T22:19:00"),
        ("2003-12-31T10:14:55.123-0330", "2003-12-31T13:44:55"),
        ("20031231", "2003-12-31T00:00:00"),
        ("2003-12", "2003-12-01T00:00:00"),
        ("Wed Jan  1 10:20:30 2020", "2020-01-01T10:20:30"),
        ("Wed Jan  1 10:20:30 EST 2020", "2020-01-01T15:20:30"),
        ("July 28th, 2022", "2022-07-28T00:00:00"),
        ("Sunday, 28-Jul-02 10:00:00 GMT", "2002-07-28T10:00:00"),
        ("28 Jul 99 10:00", "1999-07-28T10:00:00"),
        ("Fri, 28 Jul 2022 10:00:00 +3000", "2022-07-28T10:00:00"),
    ],
)
def test_reads_what_people_write(text: str, expected: str) -> None:
    """Dates that no standard knows are read as they are meant; a zone that there is not is taken as UTC."""
    assert parse(text) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("٢٦ تموز/يوليو ٢٠٢٤، ١٤:٠٥", "2024-07-26T14:05:00"),
        ("26 يوليو 2024 - 2:05 م", "2024-07-26T14:05:00"),
        ("31 ديسمبر/كانون الأول 2021", "2021-12-31T00:00:00"),
        ("31 كانون الأول 2021 10:00 ص", "2021-12-31T10:00:00"),
        ("3 كانون الثاني 2021", "2021-01-03T00:00:00"),
        ("3 جانفي 2021", "2021-01-03T00:00:00"),
        ("الثلاثاء, 16 أغسطس 2022 10:11:12 +0300", "2022-08-16T07:11:12"),
        ("16 غشت 2022", "2022-08-16T00:00:00"),
        ("5 أيّار ۲۰۲۳", "2023-05-05T00:00:00"),
        ("16 دجمبر 2022", "2022-12-16T00:00:00"),
        ("۲۶ ژوئیه ۲۰۲۴ ساعت ۱۲:۳۰", "2024-07-26T12:30:00"),
        ("26 جولائی 2024", "2024-07-26T00:00:00"),
        ("26ی تەمووزی 2024", "2024-07-26T00:00:00"),
        ("26 בינואר 2024", "2024-01-26T00:00:00"),
    ],
)
def test_reads_arabic_dates(text: str, expected: str) -> None:
    """Month names of the Levant, the Nile and the Maghreb, alone or in pairs, with digits of any script, are read."""
    assert parse(text) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "-0001-11-30T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "Mon, 01 Jan 0001 00:00:00 +0000",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "2022-02-31",
        "32 Jan 2022",
        "2022-01-01 25:00",
        "99999999999",
    ],
)
def test_nonsense_is_no_date(text: str) -> None:
    """A date that cannot be, or that is older than feeds are, is none."""
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1445-09-01 10:00", "2024-03-11T10:00:00"),
        ("١ رمضان ١٤٤٥ هـ", "2024-03-11T00:00:00"),
        ("الجمعة، 20 محرم 1446 هـ", "2024-07-26T00:00:00"),
        ("3 ربيع الأول 1446", "2024-09-06T00:00:00"),
        ("12 ذو الحجة 1445", "2024-06-18T00:00:00"),
        ("۱۴۰۳/۰۵/۰۵ ۱۲:۳۰", "2024-07-26T12:30:00"),
        ("جمعه ۵ مرداد ۱۴۰۳ - ۱۲:۳۰", "2024-07-26T12:30:00"),
        ("30 اسفند 1403", "2025-03-20T00:00:00"),
        ("1404", "2025-03-21T00:00:00"),
    ],
)
def test_other_calendars_are_understood(text: str, expected: str) -> None:
    """A year such as 1445 is Islamic and one such as 1404 Iranian; neither is believed, nor thrown away."""
    assert parse(text) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize("text", ["1446-13-01", "31 رمضان 1445", "31 مهر 1403", "1200-01-01"])
def test_a_day_that_no_calendar_has_is_no_date(text: str) -> None:
    """A month too many or a day too many is a mistake, and a year of the Middle Ages is one as well."""
    assert parse(text) is None
