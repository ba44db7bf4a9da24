"""Rules: kept, tried, dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from reader.doors.margins import tag_names
from reader.doors.undo import Undo
from reader.errors import NotFoundError, QueryError, UsageError
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
        from reader.i18n.queries import names  # with all catalogues; few make rules
        from reader.query import LONGEST, parse
        from reader.store.search import limits

        if len(rule.query) > LONGEST:
            raise UsageError("error.rule_too_long", most=LONGEST)
        if not limits(parse(rule.query, self._clock(), names(), local=True)):
            raise UsageError("error.rule_for_all")
        tags = tuple(tag_names(rule.tags))
        if not rule.actions or (Action.TAG in rule.actions) is not bool(tags):
            raise UsageError("error.rule_does_nothing")
        made, done = await self._write(rules.add, rule._replace(tags=tags, id=0), self._clock(), stored=stored)
        self._undo.done("rule", lambda db: rules.take_back(db, made, done), query=rule.query)
        return made

    async def drop(self, id: int) -> Rule:
        """Keep a rule no longer; what it muted is shown again. Raises NotFoundError."""
        rule = next((rule for rule in await self.all() if rule.id == id), None)
        done = await self._write(rules.drop, rule) if rule is not None else None
        if rule is None or done is None:
            raise NotFoundError("error.rule_unknown", id=id)
        self._undo.done("unrule", lambda db: rules.restore(db, rule, done), query=rule.query)
        return rule

    async def counts(self, found: Sequence[Rule]) -> tuple[int | None, ...]:
        """Of each rule, how many of what is stored it would be for; None: its query cannot be read."""
        return tuple([await self._count(rule) for rule in found])

    async def _count(self, rule: Rule) -> int | None:
        try:
            return len(await self.matching(rule.query))
        except QueryError:
            return None
