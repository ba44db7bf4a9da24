"""Rows of Arabic brought to one length: strokes between joined letters, then wider blanks (W3C ALREQ, "Justification").

A word takes one stroke of one or two cells, where calligraphers like it best: behind seen and sad, else before a letter
that closes the word. Strokes are of no cluster, so that a copy of the text has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from reader.text.lines import Piece
from reader.text.paragraph import Paragraph
from reader.text.shape import is_lam_alef, joins_onward

_STROKE = "\u0640"
_LONGEST_STROKE = 2
_GOOD_AFTER = frozenset("سشصض")
_GOOD_BEFORE = frozenset("هةدذكطک")
_FULLEST = 4
"""A row that lacks more than a fourth of its width stays as it is."""


def stretched(paragraph: Paragraph, pieces: Sequence[Piece], width: int) -> list[Piece]:
    """``pieces`` of a row of an Arabic paragraph, with what fills it; as they are where nothing can be filled well."""
    room = width - sum(piece.cells for piece in pieces)
    if not paragraph.rtl or not 0 < room <= width // _FULLEST or not any(piece.odd for piece in pieces):
        return list(pieces)
    fillers = _shared(sorted(_places(paragraph, pieces)), room, _LONGEST_STROKE)
    room -= sum(fillers.values())
    if room:
        blanks = [place for piece in pieces for place in _blanks(paragraph, piece)]
        fillers |= _shared(sorted(blanks), room, room)
    return [part for piece in pieces for part in _filled(paragraph, piece, fillers)]


def _places(paragraph: Paragraph, pieces: Sequence[Piece]) -> Iterator[int]:
    """The cluster of each word behind which its stroke goes."""
    for piece in pieces:
        if piece.odd:
            clusters = range(piece.start, piece.end)
            for is_word, word in groupby(clusters, key=lambda cluster: paragraph.bases[cluster] != " "):
                found = [cluster for cluster in word if _joined(paragraph, cluster, piece.end)] if is_word else []
                if found:
                    yield min(found, key=lambda cluster: (_rank(paragraph.bases, cluster), -cluster))


def _joined(paragraph: Paragraph, cluster: int, end: int) -> bool:
    if cluster + 1 >= end or is_lam_alef(paragraph.bases[cluster : cluster + 2]):
        return False
    return joins_onward(paragraph.display[cluster][:1])


def _rank(bases: str, cluster: int) -> int:
    return 0 if bases[cluster] in _GOOD_AFTER else 1 if bases[cluster + 1] in _GOOD_BEFORE else 2


def _blanks(paragraph: Paragraph, piece: Piece) -> Iterator[int]:
    return (cluster for cluster in range(piece.start, piece.end) if paragraph.bases[cluster] == " ")


def _shared(places: Sequence[int], room: int, most: int) -> dict[int, int]:
    """How many of ``room`` cells each place gets, ``most`` at the most."""
    if not places:
        return {}
    each, rest = divmod(min(room, most * len(places)), len(places))
    return {place: cells for index, place in enumerate(places) if (cells := each + (index < rest))}


def _filled(paragraph: Paragraph, piece: Piece, fillers: dict[int, int]) -> list[Piece]:
    """``piece`` cut behind every cluster that a filler follows."""
    parts: list[Piece] = []
    start = piece.start
    for cluster in range(piece.start, piece.end):
        if cells := fillers.get(cluster, 0):
            parts.append(paragraph.part(piece, start, cluster + 1))
            char = " " if paragraph.bases[cluster] == " " else _STROKE
            parts.append(Piece(char * cells, cells, piece.role, piece.link))
            start = cluster + 1
    if start < piece.end:
        parts.append(paragraph.part(piece, start, piece.end))
    return parts[::-1] if piece.odd else parts
