"""``qari rule``: what is done by itself with new articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from reader import rules
from reader.cli import listing
from reader.cli.house import House
from reader.cli.output import Column
from reader.errors import UsageError
from reader.library import Library
from reader.models import Direction
from reader.rule import Action, Rule

_SHOWN = 10
"""Headlines that a trial shows."""


async def run(house: House) -> int:
    """Make a rule, try it, drop one, or list them all."""
    options = house.options
    query = " ".join(options.text)
    async with house.library() as library:
        if options.drop is not None:
            if query:
                raise UsageError("error.not_together", option="--drop", other="QUERY", command="qari rule")
            dropped = await library.rules.drop(options.drop)
            house.output.say(house.words.text("cli.rule_dropped", query=dropped.query))
            return 0
        if not query:
            if any(getattr(options, str(action)) for action in Action):
                raise UsageError("error.rule_for_all")
            return await _list(house, library)
        if options.dry_run:
            return await _try(house, library, query)
        rule = await library.rules.add(_rule(house, query), stored=not options.new_only)
        house.output.say(house.words.text("cli.rule_made", id=rule.id, what=rules.sentence(rule, house.words)))
        return 0


def _rule(house: House, query: str) -> Rule:
    options = house.options
    actions = [action for action in Action if action is not Action.TAG and getattr(options, str(action))]
    until = datetime.now(UTC) + timedelta(days=options.days) if options.days else None
    return Rule(query, (*actions, *((Action.TAG,) if options.tag else ())), tuple(options.tag), until)


async def _try(house: House, library: Library, query: str) -> int:
    """Tell what of what is stored a rule would be for."""
    ids = await library.rules.matching(query)
    house.output.say(house.words.count("rules.matching", len(ids)))
    listing.headlines(house, await library.entries(ids[:_SHOWN]), datetime.now(UTC))
    return 0


async def _list(house: House, library: Library) -> int:
    found = await library.rules.all()
    counts = await library.rules.counts(found)
    if house.options.json:
        house.output.json([_record(rule, count) for rule, count in zip(found, counts, strict=True)])
        return 0
    if not found:
        house.output.warn(house.words.text("cli.no_rules"))
    _rows(house, found, counts)
    return 0


def _rows(house: House, found: Sequence[Rule], counts: Sequence[int | None]) -> None:
    for rule, count in zip(found, counts, strict=True):
        number = Column(str(rule.id), 4, Direction.LTR, Direction.RTL)
        matching = Column("–" if count is None else str(count), 6, Direction.LTR, Direction.RTL)
        house.output.row([number, matching, Column(rules.sentence(rule, house.words), 0, house.output.direction)])


def _record(rule: Rule, count: int | None) -> dict[str, object]:
    until = rule.until.isoformat(timespec="seconds").replace("+00:00", "Z") if rule.until else None
    return {
        "id": rule.id,
        "query": rule.query,
        "actions": [str(action) for action in rule.actions],
        "tags": list(rule.tags),
        "until": until,
        "matching": count,
    }
