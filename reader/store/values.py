"""How Python's values become SQLite's, and back.

Times are integers: microseconds since 1970-01-01 UTC, so that a time read is the time written. Small structures that
no query looks into (a problem, enclosures) are JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache

from reader.asking import PLAIN, Manner, Rest, Timing
from reader.models import Direction, Enclosure, Problem, Related, Rhythm

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def from_time(time: datetime) -> int:
    """Microseconds since 1970 of an aware time."""
    return (time - _EPOCH) // _MICROSECOND


def to_time(microseconds: int) -> datetime:
    """The aware time, in UTC, that :func:`from_time` was given; of a number that no time has, 1970."""
    try:
        return _EPOCH + microseconds * _MICROSECOND
    except OverflowError:
        return _EPOCH


def from_optional_time(time: datetime | None) -> int | None:
    """As :func:`from_time`; None stays None."""
    return None if time is None else from_time(time)


def to_optional_time(microseconds: int | None) -> datetime | None:
    """As :func:`to_time`; None stays None."""
    return None if microseconds is None else to_time(microseconds)


def storable(text: str) -> str:
    """``text`` with U+FFFD for what no database holds: NUL, and surrogates, which UTF-8 cannot encode."""
    try:
        text.encode()  # finds the surrogates that hardly ever are there faster than any pattern does
    except UnicodeEncodeError:
        pass
    else:
        if "\0" not in text:
            return text
    return _unstorable().sub("\ufffd", text)


@cache
def _unstorable() -> re.Pattern[str]:
    """What no database holds; made when the first text is stored, since no start needs it."""
    return re.compile("[\0\ud800-\udfff]")


def from_problem(problem: Problem) -> str:
    """A problem as JSON: its key and its facts."""
    return json.dumps([problem.key, problem.facts])


def to_problem(text: str | None) -> Problem | None:
    """The problem of :func:`from_problem`; None: there is none, or none that can be read."""
    if text is None:
        return None
    try:
        key, facts = json.loads(text)
        return Problem(key, tuple((name, fact) for name, fact in facts))
    except (ValueError, TypeError):
        return None


def from_enclosures(enclosures: Iterable[Enclosure]) -> str:
    """Enclosures as JSON."""
    return json.dumps([(file.url, file.type, file.length, file.seconds) for file in enclosures])


def to_enclosures(text: str) -> tuple[Enclosure, ...]:
    """The enclosures of :func:`from_enclosures`, as far as they can be read."""
    try:
        return tuple(_enclosure(*file) for file in json.loads(text))
    except (ValueError, TypeError):
        return ()


def _enclosure(url: object, kind: object = "", length: object = 0, seconds: object = 0) -> Enclosure:
    if not isinstance(length, int) or not isinstance(seconds, int):
        raise TypeError(length)
    return Enclosure(to_text(url), to_text(kind), length, seconds)


def from_related(related: Iterable[Related]) -> str:
    """Links to other articles as JSON."""
    return json.dumps([(one.title, one.url) for one in related])


def to_related(text: str) -> tuple[Related, ...]:
    """The links of :func:`from_related`, as far as they can be read."""
    try:
        return tuple(Related(*one) for one in json.loads(text))
    except (ValueError, TypeError):
        return ()


def from_texts(texts: Iterable[str]) -> str:
    """Texts as JSON."""
    return json.dumps(list(texts))


def to_texts(text: str) -> tuple[str, ...]:
    """The texts of :func:`from_texts`, as far as they can be read."""
    try:
        return tuple(map(to_text, json.loads(text)))
    except (ValueError, TypeError):
        return ()


def from_manner(manner: Manner) -> str:
    """A manner as JSON; empty for the plain one."""
    return "" if manner == PLAIN else json.dumps(manner._asdict())


def to_manner(text: str) -> Manner:
    """The manner of :func:`from_manner`; the plain one where it cannot be read."""
    try:
        said = json.loads(text) if text else {}
        headers = tuple((to_text(name), to_text(value)) for name, value in said.pop("headers", ()))
        return Manner(headers=headers, **{name: to_text(value) for name, value in said.items()})
    except (ValueError, TypeError, AttributeError):
        return PLAIN


def from_rhythm(rhythm: Rhythm) -> str:
    """A rhythm as JSON; empty for one that says nothing."""
    return "" if rhythm == Rhythm() else json.dumps(rhythm)


def to_rhythm(text: str) -> Rhythm:
    """The rhythm of :func:`from_rhythm`; where it cannot be read, one that says nothing."""
    try:
        every, hours, days = json.loads(text) if text else Rhythm()
        return Rhythm(int(every), tuple(map(int, hours)), tuple(map(int, days)))
    except (ValueError, TypeError):
        return Rhythm()


def to_timing(allowed: int | None, due: int | None, reason: object, failures: int) -> Timing | None:
    """What four columns say of the next request; None: nothing."""
    if allowed is None or due is None:
        return None
    rest = Rest(str(reason)) if reason in tuple(Rest) else Rest.RECENT
    return Timing(to_time(allowed), to_time(due), rest, failures)


def to_direction(value: object) -> Direction:
    """The direction that ``value`` names; AUTO where it names none."""
    return Direction(str(value)) if value in tuple(Direction) else Direction.AUTO


def to_text(value: object) -> str:
    """``value``, which is text. Raises TypeError, which a damaged row gives occasion to."""
    if not isinstance(value, str):
        raise TypeError(value)
    return value
