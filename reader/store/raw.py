"""Pages of a database as they lie in its file (https://sqlite.org/fileformat.html), where SQLite finds no way to them.

What a file says of itself in its first hundred bytes is the same in all of Qari's; and what its tables are, being too
much for one page, lies in pages of their own, which are known by what they hold. So are pages of rows.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO, Self

from reader.store.connection import HEAD

PAGE = 4096
"""Bytes of a page: SQLite's own choice, which Qari has never changed."""
_FIRST = struct.Struct(">16sH6B12I20x2I")
_BRANCH = struct.Struct(">BHHHBI")
_LEAF = 13
_KINDS = (b"table", b"index", b"view", b"trigger")


def make_again(path: Path, *, root: bool) -> None:
    """Write the head of the file at ``path``; ``root``: also the list of the pages that describe tables.

    Raises OSError.
    """
    count = max(1, path.stat().st_size // PAGE)
    os.truncate(path, count * PAGE)
    with path.open("r+b") as file:
        rest = _branch(list(_descriptions(file))) if root else b""
        file.seek(0)
        file.write(_head(count) + rest)


class Swapped:
    """A copy of a database, in which one page after the other stands in the place of a table's first: a context."""

    def __init__(self, path: Path, root: int) -> None:
        """``root`` is counted from 1, as by SQLite."""
        self._file = path.open("r+b", buffering=0)
        self._root = root

    def __enter__(self) -> Self:
        self._put(18, b"\1\1")  # without a WAL, so that SQLite looks at the number of changes below
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def leaves(self, others: Collection[int], columns: range) -> Iterator[int]:
        """Put each page of rows in its place that is none of ``others`` and whose rows have so many columns."""
        left = {*others, *self._free()}
        count = os.fstat(self._file.fileno()).st_size // PAGE
        for number in range(2, count + 1):
            page = self._get(number)
            if number not in left and _columns(page) in columns:
                self._put((self._root - 1) * PAGE, page)
                self._put(24, number.to_bytes(4))
                yield number

    def _free(self) -> set[int]:
        """The pages that hold nothing any more, as far as their list can be read."""
        free: set[int] = set()
        trunk = int.from_bytes(self._get(1)[32:36])
        while trunk and trunk not in free:
            page = self._get(trunk)
            most = min(int.from_bytes(page[4:8]), PAGE // 4 - 2)
            free |= {trunk, *(int.from_bytes(page[at : at + 4]) for at in range(8, 8 + 4 * most, 4))}
            trunk = int.from_bytes(page[:4])
        return free

    def _get(self, number: int) -> bytes:
        self._file.seek((number - 1) * PAGE)
        return self._file.read(PAGE)

    def _put(self, place: int, data: bytes) -> None:
        self._file.seek(place)
        self._file.write(data)


def _columns(page: bytes) -> int:
    """How many columns the first row of a page has; 0: it is no page of rows."""
    if len(page) < PAGE or page[0] != _LEAF or not int.from_bytes(page[3:5]):
        return 0
    return _row(page, int.from_bytes(page[8:10]))[1]


def _head(pages: int) -> bytes:
    wal, reserved, fractions = (2, 2), 0, (64, 32, 32)
    changes, free, cookie, layout, cache, vacuum, encoding = 1, (0, 0), 1, 4, 0, 0, 1
    numbers = (changes, pages, *free, cookie, layout, cache, vacuum, encoding, 0, 0, 0, changes, 3_037_000)
    return _FIRST.pack(HEAD, PAGE, *wal, reserved, *fractions, *numbers)


def _descriptions(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """The number of the last row, and of the page, counted from 1, of each page that describes tables."""
    file.seek(PAGE)
    number = 1
    while page := file.read(PAGE):
        number += 1
        if page[0] == _LEAF and len(page) == PAGE and (count := int.from_bytes(page[3:5])):
            rows = [_row(page, int.from_bytes(page[8 + 2 * cell : 10 + 2 * cell])) for cell in (0, count - 1)]
            if all(columns == 5 and text.startswith(_KINDS) for _, columns, text in rows):
                yield rows[-1][0], number


def _row(page: bytes, place: int) -> tuple[int, int, bytes]:
    """The number of a row, how many columns it has, and how they begin."""
    _, place = _varint(page, place)
    number, place = _varint(page, place)
    size, at = _varint(page, place)
    end, columns = min(place + size, len(page)), 0
    while at < end:
        _, at = _varint(page, at)
        columns += 1
    return number, columns, page[end : end + 8]


def _varint(page: bytes, place: int) -> tuple[int, int]:
    """A number of one to nine bytes, and the place after it."""
    value = 0
    for byte in page[place : place + 8]:
        value, place = value << 7 | byte & 127, place + 1
        if byte < 128:
            break
    return value, place


def _branch(children: list[tuple[int, int]]) -> bytes:
    """What follows the head: a page whose cells are pages, the last of them in its own place."""
    if not children:
        return b""
    *cells, (_, right) = sorted(children)
    content, places = bytearray(), []
    for row, page in cells:
        content[:0] = page.to_bytes(4) + _as_varint(row)
        places.append(len(content))
    start = PAGE - len(content)
    pointers = b"".join((PAGE - place).to_bytes(2) for place in places)
    first = _BRANCH.pack(5, 0, len(cells), start, 0, right) + pointers
    return first + bytes(start - _FIRST.size - len(first)) + content


def _as_varint(value: int) -> bytes:
    """A small number, of two bytes at the most."""
    return bytes([value]) if value < 128 else bytes([128 | value >> 7, value & 127])
