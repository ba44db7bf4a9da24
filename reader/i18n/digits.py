"""Digits: 0-9, or the ones that Arabic also writes."""

from __future__ import annotations

SYSTEMS = {"latn": "0123456789", "arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹"}
"""Numbering systems by their CLDR names."""

_TABLES = {name: str.maketrans(SYSTEMS["latn"], digits) for name, digits in SYSTEMS.items()}


def write(text: str, system: str = "latn") -> str:
    """``text`` with its ASCII digits written in ``system``; an unknown system changes nothing."""
    return text.translate(_TABLES.get(system, {}))
