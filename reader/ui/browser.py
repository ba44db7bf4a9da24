"""Opening an address outside of the terminal."""

from __future__ import annotations

import asyncio
import shlex
import subprocess
from threading import Thread
from urllib.parse import urlsplit


async def open_address(address: str, command: str) -> bool:
    """Give ``address`` to ``command`` as its last argument, or else to the system's browser; whether that began.

    Only http and https addresses are opened. No shell is involved. A browser that would take over the terminal is
    not started.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        return False
    return await asyncio.to_thread(_by_command if command else _by_system, address, command)


def _by_command(address: str, command: str) -> bool:
    nothing = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            [*shlex.split(command), address], stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )
    except (OSError, ValueError):
        return False
    Thread(target=process.wait, daemon=True).start()  # so that no zombie is left
    return True


def _by_system(address: str, command: str) -> bool:
    import webbrowser

    try:
        browser = webbrowser.get()
        # w3m and its like are plain GenericBrowsers: they run in the foreground, on the terminal that Qari draws on.
        return type(browser) is not webbrowser.GenericBrowser and browser.open(address)
    except (webbrowser.Error, OSError):
        return False
