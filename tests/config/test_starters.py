"""The feeds of the first run."""

from __future__ import annotations

import pytest

from reader.config.check import is_feed_address
from reader.config.starters import STARTERS, Starter


@pytest.mark.parametrize("starter", STARTERS, ids=lambda starter: starter.title)
def test_an_address_can_be_fetched(starter: Starter) -> None:
    """Every starter has an address that could stand in the configuration, by https."""
    assert is_feed_address(starter.url) and starter.url.startswith("https://")


def test_addresses_are_distinct() -> None:
    """No feed is offered twice."""
    assert len({starter.url for starter in STARTERS}) == len(STARTERS)


@pytest.mark.parametrize("language", ["ar", "fa", "ur", "he", "en"])
def test_a_language_is_offered(language: str) -> None:
    """There is a feed to start with in each language."""
    assert any(starter.language == language for starter in STARTERS)


def test_arabic_comes_first() -> None:
    """The Arabic feeds stand at the head of the list, and are the most."""
    arabic = [starter.language == "ar" for starter in STARTERS]
    assert arabic == sorted(arabic, reverse=True) and sum(arabic) >= 6
