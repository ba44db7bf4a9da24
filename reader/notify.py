"""What is said outside the program of news that somebody waits for; by the desktop, with its own programs."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from reader.i18n.catalogue import Catalogue
from reader.models import News
from reader.text.clean import clean_line, unmarked

_HEADLINES = 3
"""Headlines that a notification shows."""
_SECONDS = 5.0


class Note(NamedTuple):
    """A notification: two clean texts in logical order."""

    title: str
    body: str


def note(news: Sequence[News], catalogue: Catalogue) -> Note | None:
    """What to say of what is new; None: nothing is."""
    new = sum(one.new for one in news)
    if not new:
        return None
    sources = catalogue.join(one.feed_title for one in news)
    headlines = [line for one in news for line in one.headlines][:_HEADLINES]
    title = f"{catalogue.count('cli.total_new', new)} · {sources}"
    return Note(_plain(title), _plain(" · ".join(headlines)))


async def on_desktop(found: Note) -> bool:
    """Show it; whether there was a program to do so."""
    from asyncio.subprocess import DEVNULL  # the first screen has no news

    command = _command(found)
    if command is None:
        return False
    with suppress(OSError, TimeoutError):
        process = await asyncio.create_subprocess_exec(*command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL)
        try:
            async with asyncio.timeout(_SECONDS):
                return await process.wait() == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    return False


def _command(found: Note) -> list[str] | None:
    if sys.platform == "darwin":
        script = "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run"
        return ["osascript", "-e", script, *found]
    import shutil

    has_desktop = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"))
    program = shutil.which("notify-send") if has_desktop else None
    # The body is markup for most desktops (Desktop Notifications Specification, 1.2).
    return [program, "--app-name=Qari", "--", found.title, _escaped(found.body)] if program else None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(text: str) -> str:
    return unmarked(clean_line(text))
