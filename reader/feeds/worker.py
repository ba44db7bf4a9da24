"""Pages and pictures taken apart in a process of its own, which may take its time and no more.

A page can keep a parser busy for minutes, and neither lxml nor ``re`` lets go of the interpreter while it is; a picture
is unpacked by libraries in C that whoever drew it may know better than we do. So what runs over its time is killed with
its process. The libraries also take a quarter of a second to import and a hundred megabytes, which are gone again when
the work is done. The process is a plain one: ``multiprocessing`` needs standard streams that a program with the whole
screen does not have.
"""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from reader.asking import PLAIN, Fetched, Manner
from reader.errors import ExtractError, PictureError, QariError
from reader.models import FullText, Picture, Problem

SECONDS = 10.0
"""How long one page, or one picture, may take."""
_STARTING = 20.0
"""Seconds more for the first piece of work of a process, which imports everything, on a slow machine."""
_LONGEST = 60
"""Seconds after which the process ends by itself, should nobody be there any more to end it."""
_MEMORY = 2 << 30
"""Bytes of address space that it may use."""
_HOUSE = str(Path(__file__).parents[2])
"""Where the package is, which need not be among the places that an interpreter looks in."""
_LENGTH = 8
"""Bytes before each message, which say how long it is."""


class Worker:
    """An async context manager that does one piece of work at a time; the process begins with the first."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._lock = asyncio.Lock()
        self._process: Process | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._end()

    async def extract(self, page: Fetched, manner: Manner = PLAIN) -> FullText:
        """The article of a page. Raises ExtractError where there is none, and when it takes too long."""
        asked = (page.body, page.url, page.content_type, manner.keep, manner.drop)
        found = await self._asked("article", "page", *asked)
        if isinstance(found, FullText):
            return found
        raise _raised(ExtractError, found)

    async def shrink(self, body: bytes) -> Picture:
        """The picture in a file, small enough to be kept. Raises PictureError, likewise."""
        found = await self._asked("picture", "picture", body)
        if isinstance(found, Picture):
            return found
        raise _raised(PictureError, found)

    async def _asked(self, work: str, thing: str, *given: object) -> object:
        """What comes of some work: what it makes, or the Problem that it has with its ``thing``."""
        async with self._lock:
            try:
                async with asyncio.timeout(self.seconds + (_STARTING if self._process is None else 0)):
                    return await self._exchange((work, given))
            except TimeoutError:
                await self._end()
                return Problem(f"error.{thing}_slow", (("seconds", f"{self.seconds:g}"),))
            except (OSError, EOFError):
                await self._end()
                return Problem(f"error.{thing}_crashed")
            except BaseException:  # half an exchange is none
                await self._end()
                raise

    async def _exchange(self, work: tuple[str, tuple[object, ...]]) -> object:
        if self._process is None or self._process.returncode is not None:
            # -P: nothing is imported from the directory that the user happens to be in.
            code = f"import sys; sys.path.append({_HOUSE!r}); from {__name__} import serve; serve()"
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-c", code, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
            )
        into, out = self._process.stdin, self._process.stdout
        assert into is not None and out is not None
        message = pickle.dumps(work)
        into.write(len(message).to_bytes(_LENGTH) + message)
        await into.drain()
        length = int.from_bytes(await out.readexactly(_LENGTH))
        return pickle.loads(await out.readexactly(length))

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()


def serve() -> None:
    """The other process: answers until nobody asks any more. It says nothing else, whatever happens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)
    logging.disable(logging.CRITICAL)
    _limit_memory()
    while (message := _message(asked)) is not None:
        answer = pickle.dumps(_answer(*pickle.loads(message)))
        answers.write(len(answer).to_bytes(_LENGTH) + answer)
        answers.flush()


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, ValueError, OSError):  # Windows; a lower limit that was set already
        pass


def _alarm(seconds: int) -> None:
    if hasattr(signal, "alarm"):  # not in Windows
        signal.alarm(seconds)


def _message(asked: BinaryIO) -> bytes | None:
    length = asked.read(_LENGTH)
    return asked.read(int.from_bytes(length)) if len(length) == _LENGTH else None


def _answer(work: str, given: tuple[Any, ...]) -> object:
    _alarm(_LONGEST)
    try:
        return _WORK[work](*given)
    except QariError as error:
        return error.problem
    except Exception as error:
        return Problem("error.unexpected", (("detail", type(error).__name__),))
    finally:
        _alarm(0)


def _article(body: bytes, url: str, content_type: str, keep: str, drop: str) -> FullText:
    from reader.feeds.extract.page import extract

    return extract(body, url, content_type, keep=keep, drop=drop)


def _picture(body: bytes) -> Picture:
    from reader.pictures.shrink import shrink

    return shrink(body)


_WORK: dict[str, Callable[..., object]] = {"article": _article, "picture": _picture}


def _raised(kind: type[QariError], found: object) -> QariError:
    problem = found if isinstance(found, Problem) else Problem("error.unexpected", (("detail", type(found).__name__),))
    return kind(problem.key, **dict(problem.facts))
