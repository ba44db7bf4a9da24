"""The catalogues: every sentence that Qari says, once for each language.

To add a language: write ``<tag>.py`` beside ``en.py``, a module with one dict literal ``MESSAGES`` of the same keys,
name it in :data:`LANGUAGES`, and see that ``plurals.py`` has its rule and ``dates.py`` its months. ``tests/i18n`` then
says which key, placeholder or plural form is missing.

A message is a text, or for a counted one a dict from plural category to text. ``{name}`` stands for a fact. What is
inserted is wrapped in isolates (FSI … PDI, UAX #9), so that no title or path can upset the sentence around it; drawing
code knows them, and ``text.clean.unmarked`` takes them out for pipes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib import import_module

from reader.i18n.digits import write
from reader.i18n.plurals import RULES
from reader.models import Direction, Problem

LANGUAGES = {"en": Direction.LTR, "ar": Direction.RTL}
"""The languages that there is a catalogue of, and their directions."""

Message = str | dict[str, str]

FSI, PDI = "\u2068", "\u2069"
_OPENING = "\u2066\u2067\u2068"
_BREAKS = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029]+")
_EMBEDDINGS = re.compile("[\u202a-\u202e]")
_SURROGATES = re.compile("[\ud800-\udfff]")
"""What stands for a byte that is not UTF-8 in the name of a file (PEP 383); no terminal can be sent it."""


class Catalogue:
    """The sentences of the language that is spoken."""

    def __init__(
        self,
        language: str,
        direction: Direction,
        messages: Mapping[str, Message],
        digits: str = "latn",
        months: str = "both",
        second_date: str = "",
    ) -> None:
        self.language = language
        self.direction = direction
        self.messages = messages
        self.digits = digits
        """The numbering system that numbers are written in where the language is Arabic (``digits.SYSTEMS``)."""
        self.months = months
        """The names of months in Arabic dates; see ``dates.MONTHS``."""
        self.second_date = second_date
        """The other calendar that an article's date is given by: ``islamic``, ``solar``; empty: none."""

    @property
    def numbering(self) -> str:
        """The numbering system of the language that is spoken."""
        return self.digits if self.language == "ar" else "latn"

    def speak(self, language: str) -> None:
        """Say everything in another language from now on; in English where there is no such catalogue."""
        other = load(language)
        self.language, self.direction, self.messages = other.language, other.direction, other.messages

    def text(self, key: str, /, **facts: object) -> str:
        """The sentence ``key`` with its facts filled in. Raises KeyError for a key or a fact that is not there."""
        return self._filled(_uncounted(self.messages[key]), facts)

    def count(self, key: str, n: int, /, **facts: object) -> str:
        """The sentence ``key`` in the plural form of ``n``, which fills ``{n}``. Raises KeyError as ``text`` does."""
        message = self.messages[key]
        if isinstance(message, dict):
            message = message.get(RULES[self.language](n), message["other"])
        return self._filled(message, {"n": n, **facts})

    def problem(self, problem: Problem) -> str:
        """The sentence of ``problem``, in the plural form of its fact ``n`` if it is a counted one.

        Never raises: an unknown key gives the sentence for the unexpected.
        """
        message, facts = self.messages.get(problem.key), dict(problem.facts)
        if message is None:
            return self.text("error.unexpected", detail=problem.key)
        if isinstance(message, dict) and (n := facts.get("n", "")).isdecimal():
            return self.count(problem.key, int(n))
        return self._filled(_uncounted(message), facts, _Known)

    def number(self, n: float) -> str:
        """A number in the catalogue's digits, with the sign that belongs to them before its fraction."""
        text = f"{n:g}" if isinstance(n, float) else str(n)
        return write(text.replace(".", "\u066b") if self.numbering != "latn" else text, self.numbering)

    def join(self, parts: Iterable[str]) -> str:
        """The parts that are not empty, as a list in one line."""
        return self.text("list.separator").join(part for part in parts if part)

    def _filled(self, message: str, facts: Mapping[str, object], kind: type[dict[str, str]] = dict) -> str:
        return message.format_map(kind({name: self._fact(fact) for name, fact in facts.items()}))

    def _fact(self, fact: object) -> str:
        return self.number(fact) if isinstance(fact, int) else isolate(str(fact))


class _Known(dict[str, str]):
    """Facts of a problem that an older or newer Qari recorded, which may lack one."""

    def __missing__(self, name: str) -> str:
        return "?"


def _uncounted(message: Message) -> str:
    return message if isinstance(message, str) else message["other"]


def isolate(text: str) -> str:
    """``text`` between FSI and PDI: in one line, its own isolates balanced, printable. An empty text stays empty."""
    line = _SURROGATES.sub("\ufffd", _EMBEDDINGS.sub("", _BREAKS.sub(" ", text)))
    return f"{FSI}{_balanced(line)}{PDI}" if line else ""


def _balanced(text: str) -> str:
    depth = 0
    kept = []
    for character in text:
        depth += (character in _OPENING) - (character == PDI)
        if depth < 0:
            depth = 0
        else:
            kept.append(character)
    return "".join(kept) + PDI * depth


def load(language: str, *, digits: str = "latn", months: str = "both", second_date: str = "") -> Catalogue:
    """The catalogue of ``language``; English where there is none."""
    known = language if language in LANGUAGES else "en"
    return Catalogue(
        known, LANGUAGES[known], import_module(f"reader.i18n.{known}").MESSAGES, digits, months, second_date
    )


def choose(setting: str, environ: Mapping[str, str]) -> str:
    """The language to speak: ``setting``, or for ``auto`` that of the locale (LC_ALL, LC_MESSAGES, LANG)."""
    if setting != "auto":
        return setting if setting in LANGUAGES else "en"
    language = re.split("[-_.@]", locale(environ).lower())[0]
    return language if language in LANGUAGES else "en"


def locale(environ: Mapping[str, str], category: str = "LC_MESSAGES") -> str:
    """The locale's name for a category, such as ``ar_MA.UTF-8``; empty where none is set (POSIX 8.2)."""
    return environ.get("LC_ALL") or environ.get(category) or environ.get("LANG") or ""
