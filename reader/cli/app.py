"""``qari`` without a command: the app. Nothing is imported here that its first screen can do without."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from reader.cli.house import House
from reader.cli.recognising import recognised
from reader.config.schema import Value
from reader.errors import QariError
from reader.library import Library
from reader.terminal import graphics, remembered

_SLICE = 0.0005
"""Seconds for which a thread may keep the others waiting: the screen is drawn, and keys are read, beside parsers."""


def run(house: House, database: Path | None = None) -> int:
    """Open the app on the user's library, or on another database; gives the exit status."""
    there = [stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)]
    if not all(there):  # Textual draws on standard error
        raise QariError("cli.errors_elsewhere" if all(there[:2]) else "cli.no_terminal")
    _give_a_size()
    sys.setswitchinterval(_SLICE)
    gc.disable()  # collections are a tenth of the start; the app switches them on when its headlines stand
    library = Library(database or house.paths.database, house.config)
    with ThreadPoolExecutor(1) as asking:  # while the terminal thinks and the database opens, the app is imported
        asked = asking.submit(recognised, house.config.terminal, house.paths, take_keys=True)
        from reader.ui.app import QariApp

    found = asked.result()
    unknown = found.terminal.answered or not found.terminal.sure
    app = QariApp(
        library.opened,
        house.config,
        house.words,
        terminal=found.terminal,
        answers=found.answers if found.asked else None,
        pictures=graphics.decide(found, os.environ, house.config.screen.pictures),
        replies_kept=None if database else house.paths.cache / "replies",
        keep_settings=None if database else partial(_keep, house.paths.config),
        keep_order=partial(remembered.keep, house.paths.terminals, remembered.identity(found)) if unknown else None,
    )
    app.run()
    if app.ended_by:
        facts = {"detail": app.ended_by, "file": house.paths.log}
        house.output.warn(house.words.text("error.ended" if house.options.debug else "error.ended_unlogged", **facts))
    return app.return_code or 0


def _keep(file: Path, chosen: Mapping[str, Value]) -> None:
    from reader.config.writing import keep  # few change a setting

    keep(file, chosen)


def _give_a_size() -> None:
    """Agree on a size where the terminal tells none, as a serial line: Textual would take two, and draw for ever."""
    if os.get_terminal_size(sys.stderr.fileno()).columns == 0:
        os.environ.setdefault("COLUMNS", "80")
        os.environ.setdefault("LINES", "24")
