"""A refresh in a process of its own, so that whoever presses keys meanwhile has this one to himself.

Hundreds of answers take seconds of a processor, a good part of them in Python: on the screen's event loop each row
that is to be drawn would wait for them. The other process fetches, reads and stores, and tells what happens; SQLite
takes care of two that write. It ends with this one, and whenever nobody listens any more.
"""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import threading
from asyncio.subprocess import Process as Child
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from time import sleep
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.asking import Fetched, Pace
from reader.config import secrets
from reader.config.schema import Fetch
from reader.errors import QariError, StoreError
from reader.feeds import child
from reader.models import Problem
from reader.store import db
from reader.store.threads import Threads

if TYPE_CHECKING:
    from reader.events import Event

_LOG = logging.getLogger(__name__)
_NICE = 10
"""How much it lets others go before it."""
_PATIENCE = 1.0
"""Seconds that it has to end what it has started itself, such as the commands of feeds."""


class Order(NamedTuple):
    """What is to be refreshed, and how."""

    path: Path
    """The database."""
    settings: Fetch
    feed_ids: Sequence[int] | None
    pace: Pace
    answered: Mapping[str, Fetched | Problem]
    """What some feeds have answered already, or why they have not, by their addresses."""
    local: frozenset[str]
    """The addresses of files and commands that the configuration names."""


class _Secrets(NamedTuple):
    """What is known of secrets, so that nobody is asked twice for a password."""

    known: secrets.Known


class Lost(Exception):
    """The process could not begin, or has ended before its work was done."""


class _Noted(NamedTuple):
    """Something for the log of the program."""

    name: str
    level: int
    text: str


async def refresh(order: Order) -> AsyncGenerator[Event, None]:
    """What a refresh tells. Closing the iterator early ends it; what is stored by then stays.

    Raises StoreError as the pipeline does, and Lost.
    """
    try:
        other = await child.start(serve)
    except OSError as error:
        raise Lost from error
    try:
        await child.tell(other, (order, secrets.known(), logging.getLogger().level))
        while (said := await _heard(other)) is not None:
            yield said
    except (OSError, EOFError) as error:
        raise Lost from error
    finally:
        await child.end(other, _PATIENCE)


async def _heard(other: Child) -> Event | None:
    """The next event; None: that was all."""
    while True:
        match said := await child.told(other):
            case _Noted(name, level, text):
                logging.getLogger(name).log(level, "%s", text)
            case _Secrets(known):
                secrets.learn(known)
            case Problem(key, facts):
                raise StoreError(key, **dict(facts))
            case _:
                event: Any = said
                return None if event is None else event


def serve() -> None:
    """The other process."""
    parent = child.Parent()
    asked = parent.told()
    if asked is None:
        return
    order, known, level = pickle.loads(asked)
    secrets.learn(known)
    with suppress(AttributeError, OSError):  # not in Windows
        os.nice(_NICE)
    notes = SimpleQueue[_Noted]()
    logging.basicConfig(level=level, handlers=[_Log(notes)])
    with suppress(asyncio.CancelledError):
        asyncio.run(_tell_all(order, parent, notes))


def _until_nobody_listens(parent: child.Parent, leave: Callable[[], object]) -> None:
    parent.told()
    leave()
    sleep(_PATIENCE)
    os._exit(0)  # what is not yet stored is asked for again


async def _tell_all(order: Order, parent: child.Parent, notes: SimpleQueue[_Noted]) -> None:
    from reader.sync.pipeline import Pipeline

    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None
    leave = partial(loop.call_soon_threadsafe, task.cancel)
    threading.Thread(target=_until_nobody_listens, args=(parent, leave), daemon=True).start()
    known = secrets.known()
    try:
        threads = Threads(order.path, lambda database: (), lambda path: db.Opened(db.connect(path)))
        await threads.opened()
        pipeline = Pipeline(order.settings, threads.read, threads.write, _now, order.answered, order.local)
        async with aclosing(pipeline.run(order.feed_ids, order.pace)) as events:
            async for event in events:
                if (found := secrets.known()) != known:
                    parent.tell(_Secrets(found))
                    known = found
                _hand_over(notes, parent)
                parent.tell(event)
        await threads.close()
    except QariError as error:
        _hand_over(notes, parent)
        parent.tell(error.problem)
    except Exception:
        _LOG.exception("the refresh has ended")
        _hand_over(notes, parent)
        raise
    _hand_over(notes, parent)
    parent.tell(None)


def _hand_over(notes: SimpleQueue[_Noted], parent: child.Parent) -> None:
    with suppress(Empty):
        while True:
            parent.tell(notes.get_nowait())


def _now() -> datetime:
    return datetime.now(UTC)


class _Log(logging.Handler):
    """Keeps what is logged until it can be handed over: a log may be written at any moment, also of another message."""

    def __init__(self, notes: SimpleQueue[_Noted]) -> None:
        super().__init__()
        self._notes = notes
        self.setFormatter(logging.Formatter())  # the message, and a traceback; the program adds the rest
        for library in ("httpx", "httpcore"):  # as in the program itself
            logging.getLogger(library).setLevel(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record with its traceback."""
        try:
            self._notes.put(_Noted(record.name, record.levelno, self.format(record)))
        except Exception:
            self.handleError(record)
