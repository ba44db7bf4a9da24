"""Work done in a process of its own, which may take its time and no more.

A document can keep a parser busy for minutes, and neither lxml nor ``re`` lets go of the interpreter while it is; a
picture is unpacked by libraries in C that whoever drew it may know better than we do. So what runs over its time is
killed with its process. What the work imports, and the memory that it takes, are gone again with it; and while it is
done, the interpreter that draws the screen is free.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import signal
from asyncio.subprocess import Process as Child
from collections.abc import Callable
from importlib import import_module
from traceback import format_exc
from types import TracebackType
from typing import NamedTuple, Self

from reader.errors import QariError
from reader.feeds import child
from reader.models import Problem

_LOG = logging.getLogger(__name__)

SECONDS = 10.0
"""How long one piece of work may take."""
_STARTING = 20.0
"""Seconds more for the first piece of work of a process, which imports everything, on a slow machine."""
_LONGEST = 60
"""Seconds after which the process ends by itself, should nobody be there any more to end it."""
_MEMORY = 2 << 30
"""Bytes of address space that it may use."""


class _Broken(NamedTuple):
    """An exception that nobody has foreseen, for the log of the program."""

    kind: str
    traceback: str


class Process:
    """An async context manager that does one piece of work at a time; the process begins with the first."""

    def __init__(self, thing: str, seconds: float = SECONDS, ready: str = "") -> None:
        """``thing`` is what Problems call that which is worked on; ``ready`` names a module to import beforehand."""
        self.seconds = seconds
        self._thing = thing
        self._ready = ready
        self._lock = asyncio.Lock()
        self._child: Child | None = None
        self._fresh = True

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._end()

    async def begin(self) -> None:
        """Start the process, if there is none, and do not wait for it. Raises OSError."""
        if self._child is None or self._child.returncode is not None:
            self._fresh = True
            self._child = await child.start(serve, self._ready)

    async def run(self, work: Callable[..., object], *given: object) -> object:
        """What ``work``, a function of a module, makes of these; or the Problem that it has with them."""
        async with self._lock:
            try:
                async with asyncio.timeout(self.seconds + (_STARTING if self._child is None or self._fresh else 0)):
                    await self.begin()
                    return await self._exchange((work, given))
            except TimeoutError:
                await self._end()
                return Problem(f"error.{self._thing}_slow", (("seconds", f"{self.seconds:g}"),))
            except (OSError, EOFError):
                await self._end()
                return Problem(f"error.{self._thing}_crashed")
            except BaseException:  # half an exchange is none
                await self._end()
                raise

    async def _exchange(self, message: object) -> object:
        assert self._child is not None
        await child.tell(self._child, message)
        answer = await child.told(self._child)
        self._fresh = False
        if isinstance(answer, _Broken):
            _LOG.error("a %s could not be worked on\n%s", self._thing, answer.traceback)
            return Problem("error.unexpected", (("detail", answer.kind),))
        return answer

    async def _end(self) -> None:
        ended, self._child = self._child, None
        if ended is not None:
            await child.end(ended)


def serve(ready: str) -> None:
    """The other process: answers until nobody asks any more."""
    parent = child.Parent()
    logging.disable(logging.CRITICAL)
    _limit_memory()
    if ready:
        import_module(ready)
    while (message := parent.told()) is not None:
        parent.tell(_answer(message))


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, ValueError, OSError):  # Windows; a lower limit that was set already
        pass


def _alarm(seconds: int) -> None:
    if hasattr(signal, "alarm"):  # not in Windows
        signal.alarm(seconds)


def _answer(message: bytes) -> object:
    _alarm(_LONGEST)
    try:
        work, given = pickle.loads(message)
        return work(*given)
    except QariError as error:
        return error.problem
    except Exception as error:
        return _Broken(type(error).__name__, format_exc())
    finally:
        _alarm(0)
