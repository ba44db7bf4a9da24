"""An argument parser that speaks the interface's language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import NoReturn

from reader.errors import UsageError
from reader.i18n.catalogue import Catalogue

_SAID = {
    "error.argument_missing": "the following arguments are required: (?P<argument>.*)",
    "error.not_together": "argument (?P<option>.*): not allowed with argument (?P<other>.*)",
    "error.value_missing": "argument (?P<argument>.*): expected .*",
    "error.value_unwanted": "argument (?P<argument>.*): ignored explicit argument '(?P<found>.*)'",
}
"""What argparse says of a command line, and how it is said here."""


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks through the catalogue, and raises instead of leaving."""

    def __init__(self, catalogue: Catalogue, say: Callable[[str], None], summary: str, **given: object) -> None:
        super().__init__(
            description=catalogue.text(summary),
            formatter_class=_formatter(catalogue),
            add_help=False,
            allow_abbrev=False,
            **given,  # type: ignore[arg-type]
        )
        self.catalogue = catalogue
        self._say = say
        self._positionals.title = catalogue.text("usage.arguments")
        self._optionals.title = catalogue.text("usage.options")
        self.add_argument("-h", "--help", action="help", help=catalogue.text("usage.help"))

    def option(self, *names: str, **given: object) -> None:
        """Add an option; ``--name-of-it`` is explained by ``option.name_of_it``."""
        key = names[-1].lstrip("-").replace("-", "_")
        self.add_argument(*names, help=self.catalogue.text(f"option.{key}"), **given)  # type: ignore[arg-type]

    def positional(self, name: str, key: str, **given: object) -> None:
        """Add an argument, explained by ``argument.<key>``."""
        self.add_argument(name, help=self.catalogue.text(f"argument.{key}"), **given)  # type: ignore[arg-type]

    def _print_message(self, message: str, file: object = None) -> None:
        """Print the help or the version through the interface's own output; argparse would hide that it cannot."""
        self._say(message.rstrip("\n"))

    def error(self, message: str) -> NoReturn:
        """Raise UsageError: what the library's English ``message`` says, by a sentence of the catalogue."""
        for key, pattern in _SAID.items():
            if said := re.fullmatch(pattern, message, re.DOTALL):
                raise UsageError(key, command=self.prog, **said.groupdict())
        raise UsageError("error.usage", detail=message)

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Raise UsageError unless ``value`` is among the choices, commands too; argparse would say it in English."""
        if action.choices is None or value in action.choices:
            return
        known = [str(choice) for choice in action.choices]
        if action.dest != "named":
            name = "/".join(action.option_strings) or str(action.metavar)
            raise UsageError("error.bad_choice", argument=name, choices=", ".join(known), found=value)
        from difflib import get_close_matches  # only a mistake needs it

        if near := get_close_matches(str(value), known, 1):
            raise UsageError("error.unknown_command", found=value, nearest=near[0])
        raise UsageError("error.unknown_command_alone", found=value, choices=", ".join(known))


def _formatter(catalogue: Catalogue) -> type[argparse.HelpFormatter]:
    class Formatter(argparse.HelpFormatter):
        def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
            heading = f"{catalogue.text('usage.heading')}: "
            super().add_usage(usage, actions, groups, heading if prefix is None else prefix)

    return Formatter
