"""Feeds, headlines and articles as the commands print them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reader.article import article_blocks, blocks_text, since_seen
from reader.cli.house import House
from reader.cli.output import Column
from reader.i18n.dates import relative
from reader.models import Article, Direction, Entry, Feed
from reader.sync import choose
from reader.text.blocks import Block, Blocks, Kind, Role, Span
from reader.text.changes import spelled_out
from reader.text.clean import unmarked
from reader.text.direction import resolve
from reader.text.lines import Piece
from reader.text.page import prepare
from reader.text.snippet import Snippet

_NUMBER, _STATE, _DATE, _SOURCE, _GAP = 6, 2, 10, 18, 2
_LONG_DATE = 13
"""Cells of how long ago something was, in Arabic."""
_SNIPPET_ROWS = 2
_UNREAD, _BOOKMARKED, _BOOKMARKED_SUMMARY = "●", "★", "☆"


def feeds(house: House, found: Sequence[Feed]) -> None:
    """A line a feed: number, unread, all, title; a failing one says why."""
    room = house.output.width - 3 * (_NUMBER + _GAP) - 1
    for feed in found:
        problem = f" — {house.words.problem(feed.problem)}" if feed.problem else ""
        direction = resolve(feed.title, declared=feed.direction, language=feed.language)
        house.output.row(
            [
                _number(feed.id),
                _number(feed.unread),
                _number(feed.total),
                Column(f"{feed.title}{problem}", room, direction, house.output.direction),
                *([] if house.output.on_terminal else [Column(feed.url, 0)]),
            ]
        )


def _number(value: int) -> Column:
    return Column(str(value), _NUMBER, Direction.LTR, Direction.RTL)


def headlines(house: House, found: Sequence[Entry], now: datetime) -> None:
    """A line an entry: number, state, date, source, title; in a pipe also its address, and the date as RFC 3339."""
    side = house.output.direction
    long_ago = _LONG_DATE if side is Direction.RTL else _DATE
    room = max(10, house.output.width - _NUMBER - _STATE - long_ago - _SOURCE - 4 * _GAP - 1)
    for entry in found:
        direction = resolve(entry.title, declared=entry.direction, language=entry.language)
        star = _BOOKMARKED if entry.is_whole else _BOOKMARKED_SUMMARY
        state = (_UNREAD if not entry.read else " ") + (star if entry.bookmarked else " ")
        source = Column(entry.feed_title, _SOURCE, Direction.AUTO, side)
        if house.output.on_terminal:
            date = relative(house.words, entry.published, now)
            columns = [Column(state, _STATE, side), Column(date, long_ago, side, side), source]
        else:
            columns = [Column(state.strip(), 0), Column(entry.published.isoformat(timespec="seconds"), 0), source]
        title = entry.title or house.words.text("article.untitled")
        house.output.row([_number(entry.id), *columns, Column(title, room, direction, side), *_address(house, entry)])


def snippet(house: House, entry: Entry, shown: Snippet) -> None:
    """A part of the text below a headline, with the words that were searched for standing out."""
    output = house.output
    width = output.room - 2 * _GAP - _NUMBER
    direction = resolve(shown.text, declared=entry.direction, language=entry.language)
    spans = tuple(Span(start, end, Role.FOUND) for start, end in shown.spans)
    options = output.options._replace(logical=not output.visual)
    page = prepare((Block(Kind.PARAGRAPH, shown.text, spans),), direction=direction, options=options)
    for line in page.lines(max(20, width))[:_SNIPPET_ROWS]:
        text = "".join(map(_standing_out, line.pieces)) if output.emphatic else line.text
        output.drawn(" " * (_NUMBER + _GAP) + text.rstrip())


def _standing_out(piece: Piece) -> str:
    """A piece as the terminal gets it: what was found is bold (SGR 1 and 22)."""
    return f"\x1b[1m{piece.text}\x1b[22m" if piece.role == "found" else piece.text


def _address(house: House, entry: Entry) -> list[Column]:
    return [] if house.output.on_terminal else [Column(entry.url, 0)]


def article(house: House, shown: Article) -> None:
    """An article laid out for the terminal's width, or the width that was asked for; logically in a pipe."""
    output = house.output
    options = output.options._replace(logical=not output.visual)
    entry = shown.entry
    blocks = _blocks(house, shown)
    direction = shown.direction if shown.direction is not Direction.AUTO else entry.direction
    page = prepare(blocks, direction=direction, language=entry.language, options=options)
    lines = page.lines(house.options.width or min(output.room, house.config.reading.column))
    if output.visual:
        output.lines(lines)
        return
    for line in lines:
        output.raw(unmarked(line.text).rstrip())


def plain_article(house: House, shown: Article) -> None:
    """An article as logical text."""
    house.output.raw(blocks_text(_blocks(house, shown)))


def _blocks(house: House, shown: Article) -> Blocks:
    """An article; with what has changed in it, if that is asked for."""
    if not house.options.changes:
        return article_blocks(shown, house.words)
    below = since_seen(shown, choose.shown(shown))
    return article_blocks(shown, house.words, below._replace(body=spelled_out(below.body)))
