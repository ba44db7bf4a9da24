"""The ``[keys]`` table and the ``[[macros]]``: which keys do what, as far as that can be read without the commands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reader.config import check
from reader.config.document import Document
from reader.config.schema import Binding, Form, Keys, Macro, Rule
from reader.models import Problem

if TYPE_CHECKING:
    from reader.config.positions import Place

_MACRO = ("key", "name", "run", "shell")
_TEXT = Rule()
_SHELL = Rule(form=Form.COMMAND)


def keys(document: Document) -> tuple[Keys, tuple[Problem, ...]]:
    """The bindings and the macros in the order of the file, and the mistakes."""
    reading = _Reading(document)
    return reading.keys(), tuple(reading.mistakes)


class _Reading:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.mistakes: list[Problem] = []

    def keys(self) -> Keys:
        said = self.document.table.get("keys", {})
        table = said if isinstance(said, Mapping) else {}
        bindings = []
        for name, given in table.items():
            pressed = tuple(self._texts(("keys", name), given))
            if pressed or given == []:  # who is given nothing but mistakes keeps what it has
                bindings.append(Binding(name, pressed, self.document.facts(("keys", name))))
        return Keys(tuple(bindings), tuple(self._macros()))

    def _macros(self) -> Iterator[Macro]:
        said = self.document.table.get("macros", [])
        if not isinstance(said, list) or not all(isinstance(table, dict) for table in said):
            self._mistake("config.not_macros", ("macros",))
            return
        for index, table in enumerate(said):
            place: Place = ("macros", index)
            for name in table:
                if name not in _MACRO:
                    self.mistakes.append(check.unknown(name, _MACRO, {}, self.document.facts((*place, name))))
            name = self._text((*place, "name"), table.get("name", ""), _TEXT)
            shell = self._text((*place, "shell"), table.get("shell", ""), _SHELL)
            pressed = tuple(self._texts((*place, "key"), table.get("key", [])))
            commands = tuple(self._texts((*place, "run"), table.get("run", [])))
            if bool(shell) == bool(commands):
                self._mistake("config.macro_of_nothing", place)
            else:
                yield Macro(pressed, name, commands, shell, self.document.facts(place))

    def _texts(self, place: Place, said: object) -> Iterator[str]:
        """The texts of a list, or a text alone."""
        for one in said if isinstance(said, list) else [said]:
            if text := self._text(place, one, _TEXT):
                yield text

    def _text(self, place: Place, said: object, rule: Rule) -> str:
        text = check.text(said, rule, (*self.document.facts(place), ("found", check.show(said))))
        if isinstance(text, str):
            return text
        self.mistakes.append(text)
        return ""

    def _mistake(self, key: str, place: Place) -> None:
        self.mistakes.append(Problem(key, self.document.facts(place)))
