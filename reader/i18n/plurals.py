"""Which plural form a whole number takes, by language: the cardinal rules of Unicode CLDR 46 (Unicode License v3)."""

from __future__ import annotations


def arabic(n: int) -> str:
    """All six forms: zero 0, one 1, two 2, few 3–10, many 11–99, other 100–102, each of the last three every 100."""
    if n in (0, 1, 2):
        return ("zero", "one", "two")[n]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if n % 100 >= 11 else "other"


def english(n: int) -> str:
    """One for 1, other for the rest; Urdu's rule as well."""
    return "one" if n == 1 else "other"


def hebrew(n: int) -> str:
    """One for 1, two for 2, other for the rest."""
    return {1: "one", 2: "two"}.get(n, "other")


def persian(n: int) -> str:
    """One for 0 and 1, other for the rest."""
    return "one" if n in (0, 1) else "other"


RULES = {"ar": arabic, "en": english, "fa": persian, "he": hebrew, "ur": english}
"""The rule of each language."""

CATEGORIES = {
    "ar": ("zero", "one", "two", "few", "many", "other"),
    "en": ("one", "other"),
    "fa": ("one", "other"),
    "he": ("one", "two", "other"),
    "ur": ("one", "other"),
}
"""The forms that a counted message of each language must have."""
