"""Keeping a reader's place while the list around it changes."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple


class Kept(NamedTuple):
    """A new list and where the old cursor stands in it."""

    ids: Sequence[int]
    cursor: int
    """An index into ``ids``; 0 when there are none."""
    above: int
    """How many of ``ids`` before the cursor the old list did not have before its cursor, less those it lost there."""


class Grouped(NamedTuple):
    """A list with headings between its entries."""

    rows: Sequence[int]
    """Ids, and for headings negative numbers: -1 for the first of ``headings``, and so on."""
    headings: tuple[str, ...]


def grouped(ids: Sequence[int], groups: Sequence[str]) -> Grouped:
    """A heading before the first of all that stand together and have one group."""
    rows, headings = array("q"), []
    before = None
    for id, group in zip(ids, groups, strict=True):
        if group != before:
            headings.append(group)
            rows.append(-len(headings))
            before = group
        rows.append(id)
    return Grouped(rows, tuple(headings))


def keep(old: Sequence[int], cursor: int, new: Sequence[int]) -> Kept:
    """Find the entry under the cursor of ``old`` again in ``new``.

    An entry that ``new`` lacks (it was read, and the list shows unread ones) stays where it was until the cursor
    leaves it. Takes time that grows with both lists.
    """
    if not old or not 0 <= cursor < len(old):
        return Kept(new, 0, 0)
    index = position(new, old[cursor])
    if index < 0:
        index = _place(old, cursor, new)
        new = array("q", [*new[:index], old[cursor], *new[index:]])
    return Kept(new, index, index - cursor)


def position(ids: Sequence[int], entry_id: int) -> int:
    """The index of ``entry_id`` in ``ids``; -1: it is not there."""
    try:
        return ids.index(entry_id)
    except ValueError:
        return -1


def _place(old: Sequence[int], cursor: int, new: Sequence[int]) -> int:
    """Where ``old[cursor]`` belongs in ``new``: before the first of its followers that is still there."""
    places = {entry_id: index for index, entry_id in enumerate(new)}
    following = (places[old[index]] for index in range(cursor + 1, len(old)) if old[index] in places)
    preceding = (places[old[index]] + 1 for index in range(cursor - 1, -1, -1) if old[index] in places)
    return next(following, next(preceding, 0))


def next_unread(ids: Sequence[int], cursor: int, unread: Sequence[int]) -> int:
    """The index of the first of ``unread`` behind ``cursor``, going round; -1: none but the one under the cursor."""
    wanted = set(unread)
    behind = range(cursor + 1, len(ids))
    before = range(min(cursor, len(ids)))
    return next((index for part in (behind, before) for index in part if ids[index] in wanted), -1)


def unread_before(ids: Sequence[int], cursor: int, unread: Sequence[int]) -> int:
    """The index of the last of ``unread`` before ``cursor``, going round; -1: none but the one under the cursor."""
    wanted = set(unread)
    before = range(min(cursor, len(ids)) - 1, -1, -1)
    behind = range(len(ids) - 1, cursor, -1)
    return next((index for part in (before, behind) for index in part if ids[index] in wanted), -1)
