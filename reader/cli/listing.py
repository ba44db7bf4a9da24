"""Feeds, headlines and articles as the commands print them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reader.article import article_blocks, article_text
from reader.cli.house import House
from reader.cli.output import Column
from reader.i18n.dates import relative
from reader.models import Article, Direction, Entry, Feed
from reader.text.clean import unmarked
from reader.text.direction import resolve
from reader.text.page import prepare

_NUMBER, _STATE, _DATE, _SOURCE, _GAP = 6, 2, 10, 18, 2
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
    room = max(10, house.output.width - _NUMBER - _STATE - _DATE - _SOURCE - 4 * _GAP - 1)
    side = house.output.direction
    for entry in found:
        direction = resolve(entry.title, declared=entry.direction, language=entry.language)
        star = _BOOKMARKED if entry.is_whole else _BOOKMARKED_SUMMARY
        state = (_UNREAD if not entry.read else " ") + (star if entry.bookmarked else " ")
        source = Column(entry.feed_title, _SOURCE, Direction.AUTO, side)
        if house.output.on_terminal:
            date = relative(house.words, entry.published, now)
            columns = [Column(state, _STATE, side), Column(date, _DATE, side, side), source]
        else:
            columns = [Column(state.strip(), 0), Column(entry.published.isoformat(timespec="seconds"), 0), source]
        title = entry.title or house.words.text("article.untitled")
        house.output.row([_number(entry.id), *columns, Column(title, room, direction, side), *_address(house, entry)])


def _address(house: House, entry: Entry) -> list[Column]:
    return [] if house.output.on_terminal else [Column(entry.url, 0)]


def article(house: House, shown: Article) -> None:
    """An article laid out for the terminal's width, or the width that was asked for; logically in a pipe."""
    output = house.output
    options = output.options._replace(logical=not output.visual)
    entry = shown.entry
    blocks = article_blocks(shown, house.words)
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
    house.output.raw(article_text(shown, house.words))
