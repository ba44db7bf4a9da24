"""The ``[[feeds]]`` tables: each is a subscription, or a mistake that costs no other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reader.asking import FullTexts, Manner, Retention, Subscription
from reader.config import check
from reader.config.document import Document
from reader.config.schema import FEED_NUMBERS, FEED_RULES, Rule, Setting
from reader.models import Direction, Problem

if TYPE_CHECKING:
    from reader.config.positions import Place

_TEXTS = ("title", "language", "direction", "full_text", "folder", "duplicates", "notifications")
_SECRET = ("password", "token", "cookies", "proxy")
"""What no message shows."""
_MANNER = tuple(name for name in Manner._fields if name != "headers")


def subscriptions(document: Document) -> tuple[tuple[Subscription, ...], tuple[Problem, ...]]:
    """The feeds in the order of the file, an address once, and the mistakes."""
    said = document.table.get("feeds", [])
    if not isinstance(said, list):
        return (), (Problem("config.not_feeds", document.facts(("feeds",))),)
    reading = _Reading(document)
    for index, table in enumerate(said):
        reading.feed(("feeds", index), table)
    return tuple(reading.feeds), tuple(reading.mistakes)


class _Reading:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.feeds: list[Subscription] = []
        self.mistakes: list[Problem] = []
        self.lines: dict[str, str] = {}
        """The line of each address so far."""

    def feed(self, place: Place, table: object) -> None:
        if not isinstance(table, dict):
            self._mistake("config.not_feeds", place)
            return
        for name in table:
            if name not in FEED_RULES and name not in FEED_NUMBERS:
                known = (*FEED_RULES, *FEED_NUMBERS)
                self.mistakes.append(check.unknown(name, known, {}, self.document.facts((*place, name))))
        url = self._url(place, table)
        title, language, direction, full_text, folder, twins, told = (self._text(place, table, name) for name in _TEXTS)
        said = {name: self._text(place, table, name) for name in _MANNER}
        kept = Retention(*(self._number(place, table, name) for name in FEED_NUMBERS))
        manner = Manner(headers=self._headers(place, table), **said)
        if url:
            way, texts = Direction(direction or Direction.AUTO), FullTexts(full_text or FullTexts.AUTO)
            self.feeds.append(
                Subscription(url, title, language, way, texts, manner, folder, twins != "keep", told == "on", kept)
            )

    def _url(self, place: Place, table: Mapping[str, object]) -> str:
        """The address if it can be fetched and is a new one, else an empty text."""
        at = (*place, "url")
        said = table.get("url", "")
        if not isinstance(said, str):
            self._mistake("config.not_text", at, ("found", check.show(said)))
            return ""
        url = said.strip()
        if not url:
            self._mistake("config.feed_without_url", at)
        elif not check.is_feed_address(url) and not check.is_local(url):
            self._mistake("config.bad_feed_url", at, ("url", check.show(url)))
        elif url in self.lines:
            self._mistake("config.duplicate_feed", at, ("url", url), ("first", self.lines[url]))
        else:
            self.lines[url] = dict(self.document.facts(at))["line"]
            return url
        return ""

    def _text(self, place: Place, table: Mapping[str, object], name: str, rule: Rule | None = None) -> str:
        """The text of a key; empty where there is none, or a wrong one."""
        if name not in table:
            return ""
        said = table[name]
        shown = "…" if name in _SECRET or place[-1] == "headers" else check.show(said)
        facts = (*self.document.facts((*place, name)), ("found", shown))
        text = check.text(said, rule or FEED_RULES[name], facts)
        if isinstance(text, str):
            return text
        self.mistakes.append(text)
        return ""

    def _number(self, place: Place, table: Mapping[str, object], name: str) -> int | None:
        """The number of a key; None where there is none, or a wrong one."""
        if name not in table:
            return None
        setting = Setting("", name, 0, FEED_NUMBERS[name])
        number = check.value(setting, table[name], self.document.facts((*place, name)))
        if isinstance(number, Problem):
            self.mistakes.append(number)
            return None
        return int(number)

    def _headers(self, place: Place, table: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
        said = table.get("headers", {})
        if not isinstance(said, dict):
            self._mistake("config.not_headers", (*place, "headers"))
            return ()
        kept: list[tuple[str, str]] = []
        for name in said:
            if not check.is_header(name):
                self._mistake("config.bad_header", (*place, "headers", name), ("name", check.show(name)))
            elif text := self._text((*place, "headers"), said, name, FEED_RULES["headers"]):
                kept.append((name, text))
        return tuple(kept)

    def _mistake(self, key: str, place: Place, *more: tuple[str, str]) -> None:
        self.mistakes.append(Problem(key, (*self.document.facts(place), *more)))
