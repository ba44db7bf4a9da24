"""The language of searches, filters and commands: what somebody typed, as a tree. Pure.

::

    query   = all *( ( "OR" / "|" / "أو" ) all )  one of them
    all     = 1*part                            all of them
    part    = "-" part | "(" query ")" | term
    term    = key ":" value | "words" ( "<" | ">" ) number | phrase | word

A phrase is quoted, and matched exactly as it is written; words are matched in any of their spellings. What looks like a
key and is none is a word. Keys and states have names in every language of the interface, which the caller gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from reader.errors import QueryError

LONGEST = 1_000
"""Characters of a query that count: SQLite bounds the depth of an expression and the length of a pattern."""
_DEEPEST = 12
"""Brackets within brackets: each costs SQLite's parser several of its own."""

TEXTS = ("feed", "folder", "tag", "lang", "author", "title", "note")
STATES = ("unread", "read", "bookmarked", "offline", "new", "muted", "highlighted", "updated")
THINGS = ("image", "enclosure", "note", "highlight", "tag")
TIMES = ("after", "before", "age")
KEYS = (*TEXTS, "is", "has", *TIMES, "words")


class Word(NamedTuple):
    """A word, or how it begins, in any spelling, in title or text."""

    text: str


class Phrase(NamedTuple):
    """Words one after the other, as they are written."""

    text: str


class Holds(NamedTuple):
    """A field, one of TEXTS, that holds a text."""

    field: str
    text: str


class Is(NamedTuple):
    """A state, one of STATES."""

    state: str


class Has(NamedTuple):
    """A thing that comes with an entry, one of THINGS."""

    thing: str


class Since(NamedTuple):
    """Listed at this time or later."""

    time: datetime


class Until(NamedTuple):
    """Listed before this time."""

    time: datetime


class Length(NamedTuple):
    """More words than a number, or fewer."""

    more: bool
    number: int


class Not(NamedTuple):
    """The opposite."""

    of: Query


class All(NamedTuple):
    """Every one of them."""

    of: tuple[Query, ...]


class Any(NamedTuple):
    """At least one of them."""

    of: tuple[Query, ...]


Query = Word | Phrase | Holds | Is | Has | Since | Until | Length | Not | All | Any

EVERYTHING = All(())


class Names(NamedTuple):
    """What keys, states and things are called, in any language, in small letters, and what is meant by each."""

    keys: Mapping[str, str]
    states: Mapping[str, str]
    things: Mapping[str, str]
    days: Mapping[str, int]
    """Days by name, such as today, and how many days ago each began."""


ENGLISH = Names(
    {name: name for name in KEYS},
    {name: name for name in STATES},
    {name: name for name in THINGS},
    {"today": 0, "yesterday": 1},
)


def parse(text: str, now: datetime, names: Names = ENGLISH, *, local: bool = False) -> Query:
    """The query that ``text`` is; dates are of the zone of ``now``, which is aware, or of the system's (``local``).

    Raises QueryError, whose ``column`` is the place of the mistake, counted from 1 in code points.
    """
    reading = _Reading(tuple(_tokens(text[:LONGEST])), now, names, local=local)
    found = reading.any_of(0)
    if reading.here is not None:
        raise QueryError("error.query_bracket", column=reading.here.column)
    return found


def words(query: Query) -> tuple[str, ...]:
    """The texts that are looked for in titles and bodies, to be shown where they stand; not those that must not be."""
    match query:
        case Word(text) | Phrase(text) | Holds("title", text):
            return (text,)
        case All(of) | Any(of):
            return tuple(dict.fromkeys(word for one in of for word in words(one)))
        case _:
            return ()


def states(query: Query) -> frozenset[str]:
    """The states that a query names, also those that it leaves out."""
    match query:
        case Is(state):
            return frozenset((state,))
        case Not(of):
            return states(of)
        case All(of) | Any(of):
            return frozenset(state for one in of for state in states(one))
        case _:
            return frozenset()


def quoted(text: str) -> str:
    """A text as one value of a query."""
    begin, end = next(((begin, end) for begin, end in _QUOTES.items() if end not in text), ('"', '"'))
    return f"{begin}{text.replace(end, ' ')}{end}"


class _Token(NamedTuple):
    kind: str
    """``(``, ``)``, ``-``, ``OR``, ``key``, ``compare``, ``phrase`` or ``word``."""
    text: str
    column: int
    joined: bool = False
    """It follows a key, and nothing stands between them."""


_ENDINGS = "?!.,;:…؟،؛"
"""What ends a sentence, and no word."""
_QUOTES = {'"': '"', "«": "»", "“": "”"}
_OR = ("OR", "|", "أو")
_TOKEN = re.compile(
    r"""(?P<blank>[\s\u200e\u200f\u061c]+)
    |(?P<open>\()|(?P<close>\))
    |(?P<phrase>"[^"]*"?|«[^»]*»?|“[^”]*”?)
    |(?P<not>-(?=[^\s-]))
    |(?:(?P<key>[^\s():"<>-][^\s():"<>]*):)
    |(?P<compare>[^\s():"<>-]+[<>]\d+)
    |(?P<word>[^\s()"«“]+)
    """,
    re.VERBOSE,
)


def _tokens(text: str) -> Iterator[_Token]:
    key_ended = -1
    for found in _TOKEN.finditer(text):
        column, joined, kind = found.start() + 1, found.start() == key_ended, found.lastgroup or ""
        key_ended = found.end() if kind == "key" else -1
        if kind == "phrase":
            if len(found[0]) < 2 or found[0][-1] != _QUOTES[found[0][0]]:
                raise QueryError("error.query_quote", column=column)
            yield _Token("phrase", found[0][1:-1], column, joined)
        elif kind == "open":
            yield _Token("(", "(", column)
        elif kind == "close":
            yield _Token(")", ")", column)
        elif kind == "not":
            yield _Token("-", "-", column)
        elif kind == "word" and found[0] in _OR:
            yield _Token("OR", found[0], column)
        elif kind in ("key", "compare", "word"):
            yield _Token(kind, found[kind], column, joined)


class _Reading:
    """A descent through the tokens."""

    def __init__(self, tokens: Sequence[_Token], now: datetime, names: Names, *, local: bool) -> None:
        self._tokens = tokens
        self._at = 0
        self._now = now
        self._names = names
        self._local = local

    @property
    def here(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def any_of(self, depth: int) -> Query:
        if depth > _DEEPEST:
            raise QueryError("error.query_deep", column=self._column())
        found = [self._all_of(depth)]
        while self.here is not None and self.here.kind == "OR":
            column = self.here.column
            self._at += 1
            right = self._all_of(depth)
            if EVERYTHING in (right, found[-1]):
                raise QueryError("error.query_or", column=column)
            found.append(right)
        return found[0] if len(found) == 1 else Any(tuple(found))

    def _all_of(self, depth: int) -> Query:
        found: list[Query] = []
        while self.here is not None and self.here.kind not in (")", "OR"):
            found.append(self._part(depth))
        return found[0] if len(found) == 1 else All(tuple(found))

    def _part(self, depth: int) -> Query:
        token = self._next()
        match token.kind:
            case "-":
                if self.here is None or self.here.kind in (")", "OR") or depth > _DEEPEST:
                    raise QueryError("error.query_not", column=token.column)
                return Not(self._part(depth + 1))
            case "(":
                inner = self.any_of(depth + 1)
                if self.here is None:
                    raise QueryError("error.query_bracket", column=token.column)
                self._at += 1
                return inner
            case "key":
                return self._field(token)
            case "compare":
                return self._compared(token)
            case "phrase":
                return Phrase(token.text) if token.text.strip() else EVERYTHING
            case _:
                return self._word(token)

    def _word(self, token: _Token) -> Query:
        name, sign, number = re.match(r"([^<>]*)([<>]?)(.*)", token.text, re.DOTALL).groups()  # type: ignore[union-attr]
        if sign and self._names.keys.get(name.casefold()) == "words":
            raise QueryError("error.query_number", column=token.column + len(name) + 1, found=number)
        return Word(token.text.rstrip(_ENDINGS) or token.text)

    def _field(self, token: _Token) -> Query:
        key = self._names.keys.get(token.text.casefold())
        value = self.here if self.here is not None and self.here.joined else None
        if (value is None or not value.text) and (state := self._names.states.get(token.text.casefold())):
            return Is(state)  # unread: means the same as is:unread
        if key is None or key == "words":  # a colon in a text, as in 10:30
            joined = value is not None and value.kind in ("word", "key", "compare")
            return Word(f"{token.text}:{self._value()}" if joined else token.text)
        if value is None or value.kind not in ("word", "phrase", "compare", "key") or not value.text.strip():
            raise QueryError("error.query_value", column=token.column + len(token.text) + 1, name=token.text)
        said = self._value().strip()
        if key in TEXTS:
            return Holds(key, said)
        if key == "is":
            return Is(self._one_of(self._names.states, said, value.column))
        if key == "has":
            return Has(self._one_of(self._names.things, said, value.column))
        if key == "age":
            return self._age(said, value.column)
        time = self._time(said, value.column)
        return Since(time) if key == "after" else Until(time)

    def _value(self) -> str:
        """What follows a key, colons and all, as in an address."""
        token = self._next()
        if token.kind != "key":
            return token.text
        more = self.here is not None and self.here.joined and self.here.kind in ("word", "key", "compare")
        return f"{token.text}:{self._value() if more else ''}"

    def _compared(self, token: _Token) -> Query:
        sign = "<" if "<" in token.text else ">"
        name, _, number = token.text.partition(sign)
        if self._names.keys.get(name.casefold()) != "words" or len(number) > 9:
            return Word(token.text)
        return Length(sign == ">", int(number))

    def _one_of(self, known: Mapping[str, str], said: str, column: int) -> str:
        if found := known.get(said.casefold()):
            return found
        raise QueryError(
            "error.query_choice", column=column, found=said, choices=", ".join(f"\u2068{name}\u2069" for name in known)
        )

    def _age(self, said: str, column: int) -> Query:
        found = re.fullmatch(r"([<>]?)(\d{1,4})([hdwmy])", said.casefold())
        if found is None:
            raise QueryError("error.query_age", column=column, found=said)
        hours = {"h": 1, "d": 24, "w": 168, "m": 730, "y": 8766}[found[3]]
        try:
            time = self._now - timedelta(hours=hours * int(found[2]))
        except OverflowError:
            raise QueryError("error.query_age", column=column, found=said) from None
        return Until(time) if found[1] == ">" else Since(time)

    def _time(self, said: str, column: int) -> datetime:
        if (ago := self._names.days.get(said.casefold())) is not None:
            today = self._now.astimezone() if self._local else self._now
            return self._midnight(today.date() - timedelta(ago))
        found = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", said)
        try:
            if found is None:
                raise ValueError(said)
            return self._midnight(date(int(found[1]), int(found[2] or 1), int(found[3] or 1)))
        except (ValueError, OverflowError):
            raise QueryError("error.query_date", column=column, found=said) from None

    def _midnight(self, day: date) -> datetime:
        """When a day begins; the system's zone knows of summer time, and the offset of now does not."""
        begun = datetime(day.year, day.month, day.day)
        return begun.astimezone() if self._local else begun.replace(tzinfo=self._now.tzinfo)

    def _next(self) -> _Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _column(self) -> int:
        return self.here.column if self.here is not None else 1
