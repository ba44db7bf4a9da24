"""What requests for feeds came to: of each feed all of it or nothing, and of several in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Any

from reader.asking import Asked
from reader.events import FeedUpdated
from reader.models import Problem, Validators
from reader.store import feeds, visits
from reader.store.connection import Database

if TYPE_CHECKING:
    from reader.store.ingest import Ready

Change = Callable[[Database], Any]


def together(db: Database, changes: Sequence[Change], seconds: float) -> list[Any]:
    """Make changes in one transaction, as many as begin in ``seconds``, but one at least: commits cost much each.

    Gives what each came to: its result, or the exception that took back this one alone. Raises StoreError where
    nothing at all is written.
    """
    done: list[Any] = []
    with db.transaction():
        until = monotonic() + seconds  # another process may have kept it waiting
        for change in changes:
            try:
                done.append(change(db))
            except Exception as error:
                if not db.in_transaction:  # as when the disk is full: SQLite has taken everything back
                    raise
                done.append(error)
            if monotonic() > until:
                break
    return done


def updated(db: Database, ready: Ready, asked: Asked) -> FeedUpdated:
    """Write the entries that an answer brought, and remember the request."""
    with db.transaction():
        event = feeds.store(db, ready)
        visits.remember(db, event.feed_id, asked._replace(visit=asked.visit._replace(new=event.new)))
    return event


def unchanged(db: Database, feed_id: int, validators: Validators, asked: Asked) -> None:
    """Remember a request that brought nothing new."""
    with db.transaction():
        feeds.unchanged(db, feed_id, validators, asked.at)
        visits.remember(db, feed_id, asked)


def failed(db: Database, feed_id: int, problem: Problem, asked: Asked, host: str, until: datetime | None) -> None:
    """Remember a request that failed; its ``host`` is asked for nothing ``until`` then, if it has asked for that."""
    with db.transaction():
        feeds.failed(db, feed_id, problem, asked.at)
        visits.remember(db, feed_id, asked)
        if until is not None:
            visits.spare(db, host, until, asked.at)
