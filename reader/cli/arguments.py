"""The command line: every command and option, explained by the catalogue."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

from reader import __version__
from reader.errors import UsageError
from reader.i18n.catalogue import Catalogue
from reader.models import Direction, Mark

NARROWEST, WIDEST = 8, 2_000
_MANAGER = "launchd" if sys.platform == "darwin" else "systemd"


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


def early(arguments: Sequence[str]) -> SimpleNamespace:
    """The options that decide how everything else speaks; nothing else is looked at."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    _common(parser)
    try:
        return parser.parse_known_args(arguments, SimpleNamespace())[0]
    except (argparse.ArgumentError, SystemExit):  # the whole parser will say it better
        return parser.parse_args([], SimpleNamespace())


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path)
    parser.add_argument("--language", choices=("auto", "ar", "en"))
    parser.add_argument("--debug", action="store_true")


def parse(arguments: Sequence[str], catalogue: Catalogue, say: Callable[[str], None]) -> SimpleNamespace:
    """The whole command line. Raises UsageError; ``--help`` and ``--version`` raise SystemExit."""
    parser = Parser(catalogue, say, "usage.program", prog="qari", epilog=catalogue.text("usage.epilogue"))
    parser.add_argument(
        "--version", action="version", version=f"qari {__version__}", help=catalogue.text("option.version")
    )
    _options_for_all(parser)
    parser.set_defaults(command="app")
    commands = parser.add_subparsers(title=catalogue.text("usage.commands"), metavar="", dest="named")
    for name, build in _COMMANDS.items():
        command = commands.add_parser(
            name,
            catalogue=catalogue,
            say=say,
            summary=f"usage.{name}",
            help=catalogue.text(f"usage.{name}"),
        )
        command.set_defaults(command=name)
        _options_for_all(command, default=argparse.SUPPRESS)
        build(command)
    options, unknown = parser.parse_known_args(arguments, SimpleNamespace())
    if unknown:
        program = f"qari {options.named}" if options.named else "qari"
        raise UsageError("error.unrecognised", command=program, found=" ".join(unknown))
    return options


def _options_for_all(parser: Parser, default: object = None) -> None:
    parser.option("--config", type=Path, metavar="FILE", default=default)
    parser.option("--language", choices=("auto", "ar", "en"), default=default)
    parser.option("--debug", action="store_true", default=default or False)


def _refresh(parser: Parser) -> None:
    parser.positional("feeds", "feeds", nargs="*", metavar="FEED")
    parser.option("--full", action="store_true")
    parser.option("--force", action="store_true")
    parser.option("--every", type=_span, metavar="30m")
    parser.option("--notify", action="store_true")
    parser.option("--json", action="store_true")


def _service(parser: Parser) -> None:
    parser.positional("manager", "manager", nargs="?", choices=("systemd", "launchd"), default=_MANAGER)


def _offline(parser: Parser) -> None:
    parser.option("--images", action="store_true")
    parser.option("--json", action="store_true")


def _add(parser: Parser) -> None:
    parser.positional("url", "url", metavar="URL")
    parser.option("--title", default="")
    parser.option("--pick", type=_whole("--pick"), default=1, metavar="N")
    parser.option("--article", action="store_true")


def _remove(parser: Parser) -> None:
    parser.positional("feed", "feed", metavar="FEED")


def _feeds(parser: Parser) -> None:
    parser.option("--health", action="store_true")
    parser.option("--json", action="store_true")


def _listing(parser: Parser) -> None:
    parser.option("--unread", action="store_true")
    parser.option("--bookmarked", action="store_true")
    parser.option("--feed", default="", metavar="FEED")
    parser.option("--limit", type=_whole("--limit"), default=100, metavar="N")
    parser.option("--json", action="store_true")


def _search(parser: Parser) -> None:
    parser.positional("text", "text", nargs="+", metavar="TEXT")
    _listing(parser)


def _show(parser: Parser) -> None:
    parser.positional("id", "id", type=_whole("ID"), metavar="ID")
    parser.option("--json", action="store_true")
    parser.option("--plain", action="store_true")
    parser.option("--width", type=_width, metavar="N")


def _list(parser: Parser) -> None:
    parser.positional("text", "query", nargs="*", metavar="QUERY")
    _listing(parser)


def _mark(parser: Parser) -> None:
    parser.positional("ids", "ids", nargs="*", type=_whole("ID"), metavar="ID")
    parser.option("--query", default="", metavar="QUERY")
    parser.positional("mark", "mark", choices=[str(mark) for mark in Mark], metavar="MARK")


def _render(parser: Parser) -> None:
    parser.positional("file", "file", nargs="?", type=Path, metavar="FILE")
    parser.option("--width", type=_width, metavar="N")
    parser.option("--dir", choices=[str(direction) for direction in Direction], default="auto")
    parser.option("--mode", choices=("visual", "logical"))


def _import(parser: Parser) -> None:
    parser.positional("list", "list_to_import", type=Path, metavar="FILE")
    parser.option("--dry-run", action="store_true")
    parser.option("--json", action="store_true")


def _export(parser: Parser) -> None:
    parser.positional("ids", "ids_to_export", nargs="*", type=_whole("ID"), metavar="ID")
    formats = parser.add_mutually_exclusive_group()
    for name in ("markdown", "html", "text", "epub", "json", "opml"):
        said = parser.catalogue.text(f"option.{name}")
        formats.add_argument(f"--{name}", dest="format", action="store_const", const=name, help=said)
    parser.set_defaults(format="markdown")
    parser.option("--query", default="", metavar="QUERY")
    parser.option("--unread", action="store_true")
    parser.option("--bookmarked", action="store_true")
    parser.option("--feed", default="", metavar="FEED")
    parser.option("--limit", type=_whole("--limit"), default=100, metavar="N")
    parser.option("-o", "--output", type=Path, metavar="FILE")


def _extract(parser: Parser) -> None:
    parser.positional("page", "page", metavar="FILE|URL|-")
    parser.option("--url", default="", metavar="URL")
    parser.option("--format", choices=("text", "json", "markdown"), default="text")


def _clean(parser: Parser) -> None:
    parser.option("--days", type=_whole("--days"), metavar="N")
    parser.option("--dry-run", action="store_true")
    parser.option("--json", action="store_true")


def _backup(parser: Parser) -> None:
    parser.positional("file", "backup", type=Path, metavar="FILE")
    parser.option("--replace", action="store_true")


def _restore(parser: Parser) -> None:
    parser.positional("file", "restore", type=Path, metavar="FILE")


def _check(parser: Parser) -> None:
    parser.option("--repair", action="store_true")
    parser.option("--json", action="store_true")


def _where(parser: Parser) -> None:
    parser.option("--json", action="store_true")


def _doctor(parser: Parser) -> None:
    parser.option("--json", action="store_true")


def _demo(parser: Parser) -> None:
    parser.option("--refresh-only", action="store_true")


_COMMANDS: dict[str, Callable[[Parser], None]] = {
    "refresh": _refresh,
    "service": _service,
    "offline": _offline,
    "import": _import,
    "add": _add,
    "remove": _remove,
    "pause": _remove,
    "resume": _remove,
    "feeds": _feeds,
    "list": _list,
    "show": _show,
    "mark": _mark,
    "search": _search,
    "render": _render,
    "extract": _extract,
    "export": _export,
    "clean": _clean,
    "backup": _backup,
    "restore": _restore,
    "check": _check,
    "where": _where,
    "doctor": _doctor,
    "demo": _demo,
}


def _span(text: str) -> timedelta:
    """A stretch of time such as ``30m``, ``2h`` or ``90`` (minutes), from a minute to a week."""
    found = re.fullmatch(r"(\d{1,5})([mh]?)", text.strip().lower())
    span = timedelta(minutes=int(found[1]) * (60 if found[2] == "h" else 1)) if found else timedelta()
    if not timedelta(minutes=1) <= span <= timedelta(days=7):
        raise UsageError("error.bad_span", found=text)
    return span


def _whole(argument: str) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isdecimal() and len(text) < 20 and int(text) < 2**63):
            raise UsageError("error.bad_number", argument=argument, found=text)
        return int(text)

    return number


def _width(text: str) -> int:
    if not (text.isdecimal() and len(text) < 20) or not NARROWEST <= int(text) <= WIDEST:
        raise UsageError("error.bad_width", width=text, low=NARROWEST, high=WIDEST)
    return int(text)
