"""Rules: kept, tried, dropped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from reader.doors.margins import tag_names
from reader.doors.undo import Undo
from reader.errors import NotFoundError, UsageError
from reader.rule import Action, Rule
from reader.store import rules
from reader.store.threads import Threads


class Rules:
    """What is done by itself with entries that come; every method raises StoreError."""

    def __init__(self, threads: Threads, undo: Undo, clock: Callable[[], datetime]) -> None:
        self._read, self._write = threads.read, threads.write
        self._undo = undo
        self._clock = clock

    async def all(self) -> tuple[Rule, ...]:
        """The rules, in the order in which they were made."""
        return await self._read(rules.kept)

    async def matching(self, query: str) -> tuple[int, ...]:
        """The ids of what is stored that a rule of this query would be for, the newest first. Raises QueryError."""
        return await self._read(rules.matching, query, self._clock())

    async def add(self, rule: Rule, *, stored: bool = True) -> Rule:
        """Keep a rule for what comes, and go by it with what is ``stored`` as well; the rule with its id.

        Raises QueryError where its query is none, UsageError where it would do nothing or for everything.
        """
        if not rule.query.strip():
            raise UsageError("error.rule_for_all")
        tags = tuple(tag_names(rule.tags))
        if not rule.actions or (Action.TAG in rule.actions) is not bool(tags):
            raise UsageError("error.rule_does_nothing")
        await self.matching(rule.query)  # what is no query is refused before anything is written
        id, done = await self._write(rules.add, rule._replace(tags=tags, id=0), self._clock(), stored=stored)
        self._undo.done("rule", lambda db: rules.take_back(db, id, done), query=rule.query)
        return rule._replace(tags=tags, id=id)

    async def drop(self, id: int) -> Rule:
        """Keep a rule no longer; what it muted is shown again. Raises NotFoundError."""
        dropped = await self._write(rules.drop, id)
        if dropped is None:
            raise NotFoundError("error.rule_unknown", id=id)
        rule, done = dropped
        self._undo.done("unrule", lambda db: rules.restore(db, rule, done, self._clock()), query=rule.query)
        return rule
