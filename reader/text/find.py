"""Where in a text the words of a search stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.text.fold import fold, folded

_LONGEST = 1_000
"""Characters of a search that count; SQLite bounds the depth of an expression and the length of a pattern."""


def words(search: str) -> tuple[str, ...]:
    """What a search looks for: its words, folded, each once."""
    if not search:
        return ()
    from reader.text.clean import clean_line  # the first screen searches for nothing

    return tuple(dict.fromkeys(fold(clean_line(search[:_LONGEST])).split()))


def matches(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where ``words``, which are folded, are parts of ``text``: start and end in code points, in order, apart.

    What folding leaves out, such as vowel marks, belongs to the letter before it.
    """
    if not words:
        return []
    parts = folded(text)
    key = "".join(parts)
    origin = [place for place, part in enumerate(parts) for _ in part]
    found = sorted((origin[start], origin[end - 1] + 1) for word in words for start, end in _all(key, word))
    result: list[tuple[int, int]] = []
    for start, end in found:
        while end < len(text) and not parts[end]:
            end += 1
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _all(key: str, word: str) -> Iterator[tuple[int, int]]:
    start = key.find(word)
    while start >= 0:
        end = start + len(word)
        yield start, end
        start = key.find(word, end)
