"""Feeds of this machine: ``file:`` and ``exec:``, which only the configuration may name.

A command is run without a shell, with the rights of the user, and with its children ended when it takes too long.
"""

from __future__ import annotations

import asyncio
import os
import shlex
import signal
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reader.asking import Fetched
from reader.config.schema import Fetch
from reader.errors import FetchError
from reader.feeds import address
from reader.feeds.inflate import MEGABYTE, too_large
from reader.text.clean import clean_line

_CHUNK = 65_536
_PATIENCE = 5.0
"""Seconds for a killed command to be gone."""


async def read(url: str, settings: Fetch) -> Fetched:
    """What a file holds or a command prints. Raises FetchError."""
    kind, _, place = url.partition(":")
    limit = settings.max_megabytes * MEGABYTE
    if kind.lower() == "file":
        return Fetched(url, 200, await asyncio.to_thread(_file, url, limit))
    with tempfile.TemporaryFile() as complaints:
        try:
            words = [os.path.expanduser(word) for word in shlex.split(place)]
            process = await asyncio.create_subprocess_exec(
                *words, stdin=DEVNULL, stdout=PIPE, stderr=complaints, start_new_session=True
            )
        except (OSError, ValueError, TypeError) as error:
            raise FetchError("error.command", command=place, detail=getattr(error, "strerror", "") or error) from error
        assert process.stdout is not None
        try:
            async with asyncio.timeout(settings.timeout):
                body = await _all(process.stdout, url, limit)
                status = await process.wait()
        except TimeoutError as error:
            raise FetchError("error.timeout", **address.facts(url)) from error
        finally:
            await _end(process, process.stdout)
        if status:
            complaints.seek(0)
            said = complaints.read(_CHUNK).decode(errors="replace").strip()
            detail = clean_line(said.rpartition("\n")[2])[:200] or status
            raise FetchError("error.command", command=place, detail=detail)
    return Fetched(url, 200, body)


async def _all(stream: asyncio.StreamReader, url: str, limit: int) -> bytes:
    parts, size = [], 0
    while chunk := await stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise too_large(url, limit)
        parts.append(chunk)
    return b"".join(parts)


async def _end(process: Process, stream: asyncio.StreamReader) -> None:
    """Kill what still runs. A process counts as ended when its output is, so what is left of that is thrown away."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE):  # a child that left the group may hold the output open
            while await stream.read(_CHUNK):
                pass
            await process.wait()


def _file(url: str, limit: int) -> bytes:
    try:
        path = _path(url)
        if path.exists() and not path.is_file():  # a pipe would be waited for, and for ever
            raise FetchError("error.file_special", file=url)
        with path.open("rb") as file:
            body = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise FetchError("error.file", file=url, detail=getattr(error, "strerror", "") or error) from error
    if len(body) > limit:
        raise too_large(url, limit)
    return body


def _path(url: str) -> Path:
    """RFC 8089's ``file:///path`` and ``file:/path``, and ``file:~/path``."""
    parts = urlsplit(url)
    return Path(unquote(parts.path)).expanduser()
