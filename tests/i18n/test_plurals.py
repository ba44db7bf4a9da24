"""Plural rules, against the sample numbers that CLDR gives for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.i18n.plurals import CATEGORIES, RULES

# Unicode CLDR 46, common/supplemental/plurals.xml, the @integer samples (Unicode License v3).
SAMPLES = [
    ("ar", "zero", [0]),
    ("ar", "one", [1]),
    ("ar", "two", [2]),
    ("ar", "few", [*range(3, 11), *range(103, 111), 1003]),
    ("ar", "many", [*range(11, 27), 111, 1011, *range(90, 100)]),
    ("ar", "other", [100, 101, 102, 200, 201, 202, 300, 301, 302, 400, 600, 1000, 10000, 100000, 1000000]),
    ("en", "one", [1]),
    ("en", "other", [0, *range(2, 17), 100, 1000, 10000, 100000, 1000000]),
    ("fa", "one", [0, 1]),
    ("fa", "other", [*range(2, 18), 100, 1000, 10000, 100000, 1000000]),
    ("he", "one", [1]),
    ("he", "two", [2]),
    ("he", "other", [0, *range(3, 18), 100, 1000, 10000, 100000, 1000000]),
    ("ur", "one", [1]),
    ("ur", "other", [0, *range(2, 17), 100, 1000, 10000, 100000, 1000000]),
]


@pytest.mark.parametrize(("language", "category", "numbers"), SAMPLES, ids=[f"{one}-{two}" for one, two, _ in SAMPLES])
def test_sample_numbers(language: str, category: str, numbers: list[int]) -> None:
    """CLDR's sample numbers of the category are in it."""
    assert {RULES[language](number) for number in numbers} == {category}


@given(st.sampled_from(sorted(RULES)), st.integers(min_value=0))
def test_every_number_has_a_form(language: str, number: int) -> None:
    """Every whole number falls in one of its language's categories."""
    assert RULES[language](number) in CATEGORIES[language]
