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
_SHOWN = 300
"""Characters of an answer that are shown in a row."""
_MOST = 4_000_000
"""Bytes of an answer that are read."""


async def run(command: str, environ: Mapping[str, str], text: str, seconds: float = _SECONDS) -> tuple[int, str]:
    """Its exit status, and the last line that it said; 124 when it took too long, as by ``timeout``."""
    status, said = await answer(command, environ, text, seconds)
    lines = [line for line in said.splitlines() if line.strip()]
    return status, clean_line(lines[-1])[:_SHOWN] if lines else ""


async def answer(command: str, environ: Mapping[str, str], text: str, seconds: float = _SECONDS) -> tuple[int, str]:
    """Its exit status, and all that it said, which is not clean. It runs without the terminal, and its children too."""
    process = await asyncio.create_subprocess_shell(
        command, stdin=PIPE, stdout=PIPE, stderr=STDOUT, env=dict(environ), start_new_session=True
    )
    assert process.stdin is not None and process.stdout is not None
    said, sending = bytearray(), asyncio.ensure_future(_send(process.stdin, text))
    try:
        async with asyncio.timeout(seconds):
            while chunk := await process.stdout.read(65_536):  # to its end, or who writes it waits for ever
                said += chunk[: max(0, _MOST - len(said))]
            await sending
            return await process.wait(), said.decode(errors="replace")
    except TimeoutError:
        return 124, said.decode(errors="replace")
    finally:
        sending.cancel()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # with what it left behind
        if process.returncode is None:
            await process.wait()


async def _send(stdin: asyncio.StreamWriter, text: str) -> None:
    """Give the text to whoever reads it; not everybody does."""
    with suppress(ConnectionError, OSError):
        stdin.write(text.encode(errors="replace"))
        await stdin.drain()
        stdin.close()
