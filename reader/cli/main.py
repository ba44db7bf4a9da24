"""``qari``: builds the house and picks a front end."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

from reader import layout
from reader.cli.house import House
from reader.cli.output import Output, standard
from reader.cli.recognising import recognised
from reader.config import load, paths
from reader.config.schema import Config
from reader.errors import ConfigError, QariError, UsageError
from reader.i18n import catalogue as catalogues
from reader.models import Problem

_log = logging.getLogger(__name__)

_NOTHING_SAID = {"command": "app", "config": None, "language": None, "debug": False, "plain": False}

SUCCESS, FAILURE, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the process's exit status: 0 done, 1 something failed, 2 wrong usage."""
    given = list(sys.argv[1:] if argv is None else argv)
    asked = _early(given)
    words = catalogues.load(catalogues.choose(asked.language or "auto", os.environ))
    output = Output(standard(sys.stdout), standard(sys.stderr), words.direction)
    try:
        places = paths.find(os.environ, asked.config)
        with _logging(places.log if asked.debug else None):
            status = _guarded(given, places, output, words)
        output.finish()
        return status
    except BrokenPipeError:  # the reader of the pipe has gone
        return FAILURE
    except QariError as error:
        output.warn(words.problem(error.problem))
        return FAILURE
    finally:
        output.end_progress()


def _guarded(given: list[str], places: paths.Paths, output: Output, words: catalogues.Catalogue) -> int:
    """Run the command; whatever goes wrong becomes a sentence and an exit status, and its cause goes to the log."""
    try:
        return _run(given, places, output)
    except QariError as error:
        _log.debug("refused", exc_info=True)
        output.warn(words.problem(error.problem))
        return USAGE if isinstance(error, ConfigError | UsageError) else FAILURE
    except KeyboardInterrupt:
        output.end_progress()
        return INTERRUPTED
    except SystemExit as left:  # --help and --version
        return SUCCESS if left.code is None else int(left.code)
    except BrokenPipeError:
        raise
    except Exception as error:
        _log.exception("unexpected")
        output.warn(words.problem(Problem("error.unexpected", (("detail", type(error).__name__),))))
        return FAILURE


def _run(given: list[str], places: paths.Paths, output: Output) -> int:
    language = _early(given).language
    flags = {"language": language} if language else {}
    config = load.load(places.config, os.environ, flags=flags, required=places.named)
    words = _words(config)
    output.direction = words.direction
    output.options = layout.options(config)
    output.recognise = lambda: recognised(config.terminal, places).terminal
    options = _parsed(given, words, output)
    house = House(options, places, config, words, output)
    if options.command != "app":
        house.tell(config.mistakes)
    if options.command == "app" and (options.plain or _is_dumb()):
        gc.enable()
        from reader.cli import plain

        house.tell(config.mistakes)
        return plain.run(house)
    if options.command == "app":
        from reader.cli import app

        return app.run(house)
    gc.enable()
    from reader.cli import commands

    return commands.run(house)


def _is_dumb() -> bool:
    """Whether the terminal can do nothing but print lines."""
    return os.environ.get("TERM") in ("dumb", "unknown") and sys.stdin is not None and sys.stdin.isatty()


def _words(config: Config) -> catalogues.Catalogue:
    """The catalogue, with what the locale's country writes where the configuration does not say otherwise."""
    digits, months, second = layout.regional(config, os.environ)
    return catalogues.load(
        catalogues.choose(config.language, os.environ), digits=digits, months=months, second_date=second
    )


def _early(given: list[str]) -> SimpleNamespace:
    """The options that decide how everything else speaks."""
    if not given:
        return SimpleNamespace(**_NOTHING_SAID)
    from reader.cli.arguments import early

    return early(given)


def _parsed(given: list[str], words: catalogues.Catalogue, output: Output) -> SimpleNamespace:
    """All options. A bare ``qari`` opens the app, and its start does not wait for a parser to be made."""
    if not given:
        return SimpleNamespace(**_NOTHING_SAID)
    from reader.cli.arguments import parse

    return parse(given, words, output.say)


@contextmanager
def _logging(file: Path | None) -> Iterator[None]:
    """Send every detail to ``file``; without one nothing is written anywhere, least of all over the screen."""
    handler = _handler(file) if file else logging.NullHandler()
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    for library in ("httpx", "httpcore"):  # they would write down addresses with their passwords, and headers
        logging.getLogger(library).setLevel(logging.WARNING)
    root.setLevel(logging.DEBUG if file else level)
    try:
        yield
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
        handler.close()


def _handler(file: Path) -> logging.Handler:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = logging.FileHandler(file, encoding="utf-8")
    except OSError as error:
        raise QariError("error.file_unreadable", file=file, detail=error.strerror or error) from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    return handler
