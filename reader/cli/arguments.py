"""The command line: every command and option, explained by the catalogue."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

from reader import __version__
from reader.cli.parser import Parser
from reader.errors import UsageError
from reader.i18n.catalogue import Catalogue
from reader.models import Direction, Mark
from reader.rule import Action

TOPICS = ("start", "reading", "keys", "search", "rules", "feeds", "offline", "terminals", "settings", "commands")
"""What there is help about."""
SHELLS = ("bash", "zsh", "fish")
NARROWEST, WIDEST = 8, 2_000
_MANAGER = "launchd" if sys.platform == "darwin" else "systemd"


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
    parser = built(catalogue, say)
    options, unknown = parser.parse_known_args(arguments, SimpleNamespace())
    if unknown:
        program = f"qari {options.named}" if options.named else "qari"
        raise UsageError("error.unrecognised", command=program, found=" ".join(unknown))
    return options


def names() -> tuple[str, ...]:
    """The commands there are."""
    return tuple(_COMMANDS)


def built(catalogue: Catalogue, say: Callable[[str], None] = print) -> Parser:
    """What reads the whole command line."""
    parser = Parser(catalogue, say, "usage.program", prog="qari", epilog=catalogue.text("usage.epilogue"))
    parser.add_argument(
        "--version", action="version", version=f"qari {__version__}", help=catalogue.text("option.version")
    )
    parser.option("--plain", action="store_true", default=False)
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
    return parser


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
    parser.positional(
        "manager", "manager", nargs="?", choices=("systemd", "launchd"), default=_MANAGER, metavar="MANAGER"
    )


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
    parser.epilog = parser.catalogue.text("usage.query")
    parser.option("--newest", action="store_true")
    _listing(parser)


def _show(parser: Parser) -> None:
    parser.positional("id", "id", type=_whole("ID"), metavar="ID")
    parser.option("--json", action="store_true")
    parser.option("--plain", action="store_true")
    parser.option("--changes", action="store_true")
    parser.option("--width", type=_width, metavar="N")


def _list(parser: Parser) -> None:
    parser.positional("text", "query", nargs="*", metavar="QUERY")
    parser.epilog = parser.catalogue.text("usage.query")
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
    parser.positional("ids", "ids_to_export", nargs="*", type=_exported, metavar="ID|FILE.opml")
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
    parser.option("--notes", action="store_true")
    parser.option("--replace", action="store_true")
    places = parser.add_mutually_exclusive_group()
    said = parser.catalogue.text("option.output")
    places.add_argument("-o", "--output", type=Path, metavar="FILE", help=said)
    places.add_argument("--each", type=Path, metavar="DIRECTORY", help=parser.catalogue.text("option.each"))


def _extract(parser: Parser) -> None:
    parser.positional("page", "page", metavar="FILE|URL|-")
    parser.option("--url", default="", metavar="URL")
    parser.option("--format", choices=("text", "json", "markdown"), default="text")


def _tag(parser: Parser) -> None:
    parser.positional("ids", "ids", nargs="*", type=_whole("ID"), metavar="ID")
    parser.option("--query", default="", metavar="QUERY")
    parser.option("--add", action="append", default=[], metavar="TAG")
    parser.option("--remove", action="append", default=[], metavar="TAG")
    parser.option("--json", action="store_true")


def _note(parser: Parser) -> None:
    parser.positional("id", "id", type=_whole("ID"), metavar="ID")
    parser.positional("text", "note", nargs="*", metavar="TEXT")
    parser.option("--delete", action="store_true")


def _rule(parser: Parser) -> None:
    parser.positional("text", "rule", nargs="*", metavar="QUERY")
    parser.epilog = parser.catalogue.text("usage.query")
    for action in Action:
        if action is not Action.TAG:
            said = parser.catalogue.text(f"rules.{action}")
            parser.add_argument(f"--{action}", action="store_true", help=said)
    parser.option("--tag", action="append", default=[], metavar="TAG")
    parser.option("--until-days", dest="days", type=_whole("--until-days", 36_500), metavar="N")
    parser.option("--new-only", action="store_true")
    parser.option("--dry-run", action="store_true")
    parser.option("--drop", type=_whole("--drop"), metavar="N")
    parser.option("--json", action="store_true")


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


def _keys(parser: Parser) -> None:
    parser.option("--json", action="store_true")


def _help(parser: Parser) -> None:
    parser.positional("topic", "topic", nargs="?", choices=TOPICS, metavar="TOPIC")


def _man(parser: Parser) -> None:
    pass


def _completion(parser: Parser) -> None:
    parser.positional("shell", "shell", choices=SHELLS, metavar="SHELL")


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
    "tag": _tag,
    "note": _note,
    "rule": _rule,
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
    "keys": _keys,
    "help": _help,
    "man": _man,
    "completion": _completion,
    "demo": _demo,
}


def _span(text: str) -> timedelta:
    """A stretch of time such as ``30m``, ``1h30m``, ``1d`` or ``90`` (minutes), from a minute to a week."""
    found = re.fullmatch(r"(?:(\d{1,5})d)?(?:(\d{1,5})h)?(?:(\d{1,5})m?)?", text.strip().lower())
    days, hours, minutes = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    span = timedelta(days, hours=hours, minutes=minutes)
    if not timedelta(minutes=1) <= span <= timedelta(days=7):
        raise UsageError("error.bad_span", found=text)
    return span


def _whole(argument: str, most: int = 2**63 - 1) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isdecimal() and len(text) < 20 and int(text) < 2**63):
            raise UsageError("error.bad_number", argument=argument, found=text)
        if int(text) > most:
            raise UsageError("error.number_too_big", argument=argument, found=text, most=most)
        return int(text)

    return number


def _exported(text: str) -> int | Path:
    """The number of an article, or the file that the list of feeds goes into."""
    return Path(text) if text.lower().endswith(".opml") else _whole("ID")(text)


def _width(text: str) -> int:
    if not (text.isdecimal() and len(text) < 20) or not NARROWEST <= int(text) <= WIDEST:
        raise UsageError("error.bad_width", width=text, low=NARROWEST, high=WIDEST)
    return int(text)
