"""``qari add`` and ``qari remove``."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_samples import fill, run

from reader.asking import Subscription
from reader.store import db, subscriptions

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def unfetched(home: Path) -> str:
    """One feed that was never fetched, so that its title is its address."""
    url = "http://127.0.0.1:8765/nope.xml"
    opened = db.open_or_replace(home / ".local/share/qari/qari.db")
    subscriptions.subscribe(opened.database, Subscription(url))
    opened.database.close()
    return url


@pytest.mark.parametrize("reference", ["8", "8765", "nope", "m", ""])
def test_a_part_of_a_title_removes_nothing(unfetched: str, capsys: Capture, reference: str) -> None:
    """``remove`` ends a subscription only by its number, its address or its whole title."""
    ran = run(capsys, "remove", reference)
    assert ran.status == 1
    assert [feed["url"] for feed in run(capsys, "feeds", "--json").json] == [unfetched]


@pytest.mark.parametrize("reference", ["1", "https://news.example/feed", "جريدة المثال"])
def test_what_names_a_feed_removes_it(home: Path, capsys: Capture, reference: str) -> None:
    """The number, the address and the whole title each end the subscription."""
    fill(home)
    assert run(capsys, "remove", reference).status == 0
    assert run(capsys, "feeds", "--json").json == []


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "ftp://x", "two words", "https://"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_address_that_cannot_be_fetched_is_refused(home: Path, capsys: Capture, address: str, language: str) -> None:
    """It is named, with what is expected instead, and nothing is kept."""
    ran = run(capsys, "--language", language, "add", address)
    assert ran.status == 2
    assert address in ran.err and "https://" in ran.err and "http://" in ran.err
    assert run(capsys, "feeds", "--json").json == []


@pytest.mark.parametrize("digits", ["8", "876", "٨"])
def test_digits_are_a_number_and_no_part_of_a_title(unfetched: str, capsys: Capture, digits: str) -> None:
    """A number that no feed has fits none, though digits stand in its title."""
    ran = run(capsys, "list", "--feed", digits)
    assert ran.status == 1
    assert digits in ran.err


def test_a_part_of_a_title_lists_a_feed(unfetched: str, capsys: Capture) -> None:
    """Where nothing is lost by it, a part of the title is enough."""
    assert run(capsys, "list", "--feed", "nope").status == 0
