"""What headers and documents say of the next request."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reader.feeds.freshness import max_age, retry_after
from reader.feeds.rhythm import rhythm
from reader.models import Rhythm

NOW = datetime(2024, 7, 26, 14, 5, tzinfo=UTC)
DATE = "Fri, 26 Jul 2024 14:05:00 GMT"


@pytest.mark.parametrize(
    ("cache_control", "expires", "age", "seconds"),
    [
        ("max-age=3600", "", "", 3600),
        ("public, Max-Age = 60, must-revalidate", "", "", 60),
        ("s-maxage=9, no-cache, max-age=600", "", "", 600),
        ("max-age=3600", "", "600", 3000),
        ("max-age=60", "", "600", 0),
        ("no-store, max-age=3600", "", "", 0),
        ("max-age=-1", "", "", 0),
        ("", "Fri, 26 Jul 2024 15:05:00 GMT", "", 3600),
        ("max-age=10", "Fri, 26 Jul 2024 15:05:00 GMT", "", 10),
        ("", "0", "", 0),
        ("", "Fri, 26 Jul 1990 15:05:00 GMT", "", 0),
        ("", "Fri, 99 Jul 2024 15:05:00 GMT", "", 0),
        ("x-max-age=5", "", "", 0),
        ("", "", "", 0),
    ],
)
def test_headers_say_how_long_an_answer_holds(cache_control: str, expires: str, age: str, seconds: int) -> None:
    """max-age before Expires, less what a cache has held it for; nonsense says nothing (RFC 9111, 4.2)."""
    assert max_age(cache_control, expires, DATE, age) == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Fri, 26 Jul 2024 14:35:00 GMT", 1800),
        ("Fri, 26 Jul 2024 13:35:00 GMT", 0),
        ("soon", None),
        ("", None),
        ("-5", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: int | None) -> None:
    """As RFC 9110, 10.2.3, has it."""
    assert retry_after(value, NOW) == seconds


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("<ttl>60</ttl>", Rhythm(3600)),
        ("<ttl> x </ttl>", Rhythm()),
        ("<sy:updatePeriod>\nhourly\n</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", Rhythm(1800)),
        ("<ttl>120</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", Rhythm(7200)),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", Rhythm(86_400)),
        ("<skipHours><hour>0</hour><hour>23</hour><hour>24</hour></skipHours>", Rhythm(0, (0, 23))),
        ("<skipDays><day>Saturday</day><day>sunday</day><day>Ahad</day></skipDays>", Rhythm(0, (), (5, 6))),
        (f"<skipHours>{''.join(f'<hour>{hour}</hour>' for hour in range(24))}</skipHours>", Rhythm()),
        ("<description>&lt;ttl&gt;60</description>", Rhythm()),
    ],
)
def test_a_document_says_how_often_it_changes(head: str, said: Rhythm) -> None:
    """By ttl, skipHours, skipDays and the Syndication module; who skips all hours means none."""
    assert rhythm(f"<rss><channel>{head}</channel></rss>") == said
