"""The commands by their names, each of which is a function of a module that is imported when it is wanted."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from importlib import import_module
from typing import Any

from reader.cli.house import House

ROOMS = {
    "add": "subscribing:add",
    "backup": "storing:backup",
    "check": "checking:run",
    "clean": "storing:clean",
    "completion": "helping:completion",
    "demo": "demo:run",
    "doctor": "doctor:run",
    "export": "exporting:run",
    "extract": "extracting:run",
    "feeds": "subscribing:feeds",
    "help": "helping:run",
    "import": "importing:run",
    "keys": "keys:run",
    "list": "reading:entries",
    "man": "helping:man",
    "mark": "reading:mark",
    "note": "writing:note",
    "offline": "fetching:offline",
    "pause": "subscribing:pause",
    "refresh": "fetching:refresh",
    "remove": "subscribing:remove",
    "render": "render:run",
    "restore": "storing:restore",
    "resume": "subscribing:pause",
    "rule": "ruling:run",
    "search": "reading:search",
    "service": "keeping:describe",
    "show": "reading:show",
    "tag": "writing:tag",
    "where": "where:run",
}
"""The module and the function of each command."""


def run(house: House) -> int:
    """Do what the options ask for; gives the exit status."""
    room, _, name = ROOMS[house.options.command].partition(":")
    done: int | Coroutine[Any, Any, int] = getattr(import_module(f"reader.cli.{room}"), name)(house)
    return done if isinstance(done, int) else asyncio.run(done)
