"""What the words of the query language are called, in all languages of the interface at once."""

from __future__ import annotations

from functools import cache

from reader.i18n.catalogue import LANGUAGES, load
from reader.query import KEYS, STATES, THINGS, Names


@cache
def names() -> Names:
    """English words and those of every catalogue, so that a query means the same whatever the language is."""
    catalogues = [load(language) for language in LANGUAGES]

    def called(prefix: str, name: str) -> set[str]:
        return {name, *(catalogue.text(f"query.{prefix}{name}").casefold() for catalogue in catalogues)}

    return Names(
        {word: name for name in KEYS for word in called("", name)},
        {word: name for name in STATES for word in called("is_", name)},
        {word: name for name in THINGS for word in called("has_", name)},
        {word: ago for ago, name in enumerate(("today", "yesterday")) for word in called("", name)},
    )
