"""Refreshing by itself: a loop that a service manager can run, and its description for two of them."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

from reader.asking import Pace
from reader.cli.house import House
from reader.cli.refreshing import follow, follow_pages, index, noted
from reader.errors import QariError
from reader.events import FeedUpdated
from reader.library import Library
from reader.notify import note, on_desktop

_EVERY = timedelta(minutes=30)
_LABEL = "org.qari.refresh"
_UNIT = """\
[Unit]
Description=Qari: refresh feeds
After=network-online.target
Wants=network-online.target

[Service]
{places}ExecStart={command}
Restart=on-failure
RestartSec=60
Nice=10

[Install]
WantedBy=default.target
"""
_PLIST = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
  <key>Label</key><string>{label}</string>
  <key>ProgramArguments</key><array>{arguments}</array>
  <key>EnvironmentVariables</key><dict>{places}</dict>
  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
  <key>ProcessType</key><string>Background</string>
</dict></plist>
"""


async def keep(house: House, library: Library, feed_ids: Sequence[int] | None, every: timedelta, *, full: bool) -> int:
    """Refresh what is due of some feeds, or of all, and again after ``every``, until a signal comes.

    What is being written then is finished.
    """
    ended = asyncio.Event()
    for ending in (signal.SIGTERM, signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGTERM)):
        with suppress(NotImplementedError, ValueError):  # Windows; not in the main thread
            asyncio.get_running_loop().add_signal_handler(ending, ended.set)
    while not ended.is_set():
        work = asyncio.ensure_future(_once(house, library, feed_ids, full=full))
        stopped = asyncio.ensure_future(ended.wait())
        await asyncio.wait((work, stopped), return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not work.done():
            work.cancel()
        with suppress(asyncio.CancelledError):
            await work
        with suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), every.total_seconds())
    return 0


async def _once(house: House, library: Library, feed_ids: Sequence[int] | None, *, full: bool) -> None:
    """A refresh; a database that cannot be used just now is told, and tried again the next time."""
    try:
        updated: list[FeedUpdated] = []
        begun = datetime.now(UTC)
        await follow(house, noted(library.refresh(feed_ids, Pace.DUE), updated), brief=True)
        await tell(house, library, updated, begun)
        offline = house.config.offline
        if full and (offline.metered or not await library.metered()):
            await follow_pages(house, library.fetch_pages(offline.articles, offline.megabytes), brief=True)
        await library.clean()
        await index(library)
    except QariError as error:
        house.output.warn(house.words.problem(error.problem))


async def tell(house: House, library: Library, updated: Sequence[FeedUpdated], begun: datetime) -> None:
    """Have the desktop tell of news that somebody waits for, unless the settings leave that to nobody."""
    if house.config.screen.notifications in ("auto", "desktop") and (
        found := note(await library.news(updated, begun), house.words)
    ):
        await on_desktop(found)


async def describe(house: House) -> int:
    """Print what a service manager needs to know."""
    command = [*_program(), "refresh", "--full", "--every", f"{int(_EVERY.total_seconds() // 60)}m"]
    if house.paths.named:
        command += ["--config", str(house.paths.config)]
    if house.options.manager == "launchd":
        arguments = "".join(f"<string>{escape(part)}</string>" for part in command)
        places = "".join(f"<key>{name}</key><string>{escape(place)}</string>" for name, place in _places())
        house.output.raw(_PLIST.format(label=_LABEL, arguments=arguments, places=places).rstrip("\n"))
    else:
        places = "".join(f"Environment={_quoted(f'{name}={place}')}\n" for name, place in _places())
        house.output.raw(_UNIT.format(command=" ".join(_of_systemd(command)), places=places).rstrip("\n"))
    if house.output.on_terminal:
        key = "service.launchd" if house.options.manager == "launchd" else "service.systemd"
        house.output.warn(house.words.text(key))
    return 0


def _program() -> list[str]:
    """How this program is started from anywhere."""
    started = Path(sys.argv[0]).absolute()
    if started.is_file() and os.access(started, os.X_OK) and started.suffix != ".py":
        return [str(started)]
    found = shutil.which("qari")
    return [str(Path(found).absolute())] if found else [sys.executable, "-m", "reader"]


def _places() -> Iterator[tuple[str, str]]:
    """The variables that say where the user's files are, which a service manager does not know."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        if place := os.environ.get(name):
            yield name, place


def _of_systemd(command: Sequence[str]) -> Iterator[str]:
    """The words of a command line as systemd reads them (systemd.service(5), "Command lines"), who knows no shell."""
    program, *given = command
    yield _quoted(program)  # in whose name there are no variables
    yield from (_quoted(part.replace("$", "$$")) for part in given)


def _quoted(text: str) -> str:
    """A word as systemd reads it, with its specifiers and its escapes (systemd.syntax(7), "Quoting")."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return text if escaped == text and not set(text) & set(" \t';$") else f'"{escaped}"'
