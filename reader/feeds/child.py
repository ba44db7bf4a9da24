"""Processes that do work of ours and are talked to in messages, over their standard streams.

They are plain ones: ``multiprocessing`` needs standard streams that a program with the whole screen does not have.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from asyncio.subprocess import Process as Child
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_HOUSE = str(Path(__file__).parents[2])
"""Where the package is, which need not be among the places that an interpreter looks in."""
_LENGTH = 8
"""Bytes before each message, which say how long it is."""
_PIPE = 1 << 20
"""Bytes that wait between the processes: each time that one waits for the other costs as much as a small feed."""


async def start(serve: Callable[..., None], *given: str) -> Child:
    """A process that calls ``serve``, a function of a module, with these. Raises OSError."""
    # -P: nothing is imported from the directory that the user happens to be in.
    code = f"import sys; sys.path.append({_HOUSE!r}); from {serve.__module__} import {serve.__name__} as serve"
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-c", f"{code}; serve(*{given!r})"),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        limit=_PIPE,
    )
    for stream in (child.stdin, child.stdout):
        _widen(stream)
    return child


async def tell(child: Child, message: object) -> None:
    """Send a message. Raises OSError."""
    assert child.stdin is not None
    said = pickle.dumps(message)
    child.stdin.write(len(said).to_bytes(_LENGTH))
    child.stdin.write(said)
    await child.stdin.drain()


async def told(child: Child) -> object:
    """The next message. Raises EOFError where there is none, because the process has ended."""
    assert child.stdout is not None
    length = int.from_bytes(await child.stdout.readexactly(_LENGTH))
    return pickle.loads(await child.stdout.readexactly(length))


async def end(child: Child, patience: float = 0.0) -> None:
    """End a process: by going away, so that it can put things in order for so many seconds, and then by killing it."""
    assert child.stdin is not None and child.stdout is not None
    child.stdin.close()
    with suppress(TimeoutError):
        async with asyncio.timeout(patience):
            await _empty(child.stdout)
            await child.wait()
    if child.returncode is None:
        with suppress(ProcessLookupError):
            child.kill()
    await _empty(child.stdout)  # asyncio waits for the end of a stream that is too full to be read any further
    await child.wait()


async def _empty(stream: asyncio.StreamReader) -> None:
    with suppress(RuntimeError):  # somebody else reads it
        while await stream.read(_PIPE):
            pass


class Parent:
    """The other side: whoever started this process. Nothing else is said to it, whatever happens."""

    def __init__(self) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._asked: BinaryIO = os.fdopen(os.dup(0), "rb")
        self._answers: BinaryIO = os.fdopen(os.dup(1), "wb")
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1):
            os.dup2(nowhere, stream)

    def told(self) -> bytes | None:
        """The next message, as :func:`pickle.loads` takes it; None: there is nobody any more."""
        length = self._asked.read(_LENGTH)
        return self._asked.read(int.from_bytes(length)) if len(length) == _LENGTH else None

    def tell(self, message: object) -> None:
        """Send a message. For one thread only, and not for what may be called at any time, such as a log."""
        said = pickle.dumps(message)
        self._answers.write(len(said).to_bytes(_LENGTH))
        self._answers.write(said)
        self._answers.flush()


def _widen(stream: asyncio.StreamReader | asyncio.StreamWriter | None) -> None:
    """Let a pipe hold more, where the system can and allows it (Linux, fcntl(2))."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(stream._transport.get_extra_info("pipe"), fcntl.F_SETPIPE_SZ, _PIPE)  # type: ignore[union-attr]
