"""A command of the shell that runs beside the screen: it gets a text, and what it answers comes back."""

from __future__ import annotations

import asyncio
import os
import signal
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import Mapping
from contextlib import suppress

from reader.text.clean import clean_line

_SECONDS = 120.0
_TICK, _LAST = 0.02, 0.2
"""Seconds between looks at whether it has ended, and those in which what it said last still comes."""
_SHOWN = 300
"""Characters of an answer that are shown in a row."""
_MOST = 4_000_000
"""Bytes of an answer that are read."""


async def run(command: str, environ: Mapping[str, str], text: str) -> tuple[int, str]:
    """Its exit status, and the last line that it said, however long it goes on: it may play a film."""
    status, said = await answer(command, environ, text, None)
    lines = [line for line in said.splitlines() if line.strip()]
    return status, clean_line(lines[-1])[:_SHOWN] if lines else ""


async def answer(
    command: str, environ: Mapping[str, str], text: str, seconds: float | None = _SECONDS
) -> tuple[int, str]:
    """Its exit status, and all that it said, which is not clean; 124 when it took too long, as by ``timeout``.

    It runs without the terminal, and its children too. What it leaves behind in the background goes on; what takes too
    long is killed, with its children.
    """
    process = await asyncio.create_subprocess_shell(
        command, stdin=PIPE, stdout=PIPE, stderr=STDOUT, env=dict(environ), start_new_session=True
    )
    assert process.stdin is not None and process.stdout is not None
    said = bytearray()
    sending = asyncio.ensure_future(_send(process.stdin, text))
    reading = asyncio.ensure_future(_read(process.stdout, said))
    try:
        async with asyncio.timeout(seconds):
            # asyncio's own waiting may go on as long as anybody has the output open (python/cpython#119710).
            while process.returncode is None:
                await asyncio.wait({reading}, timeout=_TICK)
                if reading.done():
                    await asyncio.sleep(_TICK)
            await asyncio.wait({reading}, timeout=_LAST)
        return process.returncode, said.decode(errors="replace")
    except TimeoutError:
        return 124, said.decode(errors="replace")
    finally:
        sending.cancel()
        reading.cancel()
        if process.returncode is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        process._transport.close()  # type: ignore[attr-defined]


async def _read(stdout: asyncio.StreamReader, said: bytearray) -> None:
    """Take what comes to its end, or who writes it waits for ever; not all of it is kept."""
    while chunk := await stdout.read(65_536):
        said += chunk[: max(0, _MOST - len(said))]


async def _send(stdin: asyncio.StreamWriter, text: str) -> None:
    """Give the text to whoever reads it; not everybody does."""
    with suppress(ConnectionError, OSError):
        stdin.write(text.encode(errors="replace"))
        await stdin.drain()
        stdin.close()
