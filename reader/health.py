"""What is wrong with a feed, in words."""

from __future__ import annotations

from datetime import datetime

from reader.asking import Health, Ill, Visit
from reader.i18n.catalogue import Catalogue
from reader.i18n.dates import ago, remaining, span


def verdict(health: Health, now: datetime, catalogue: Catalogue) -> str:
    """One sentence: what is wrong, and the way out."""
    if health.paused:
        return catalogue.text("health.paused")
    if health.ill in (Ill.FAILING, Ill.GONE) and health.problem is not None:
        return catalogue.problem(health.problem)
    if health.ill is Ill.MOVED:
        return catalogue.text("health.moved", url=health.moved_to)
    if health.ill is Ill.QUIET and health.newest is not None:
        return catalogue.text("health.quiet", time=span(catalogue, (now - health.newest).total_seconds()))
    return catalogue.text("health.well")


def lines(health: Health, now: datetime, catalogue: Catalogue) -> list[str]:
    """The rest: how often it failed, when it may be asked again, and the last requests."""
    found = [catalogue.text("health.folder", folder=health.folder)] if health.folder else []
    if health.notify:
        found.append(catalogue.text("health.notify"))
    if health.failures > 1:
        found.append(catalogue.count("health.failures", health.failures))
    if health.newest is not None:
        found.append(catalogue.text("health.newest", when=ago(catalogue, health.newest, now)))
    if health.allowed is not None and health.allowed > now and health.ill is not Ill.GONE:
        found.append(catalogue.text("health.allowed", time=remaining(catalogue, health.allowed, now)))
    return found + [visit(one, now, catalogue) for one in health.visits[:5]]


def visit(one: Visit, now: datetime, catalogue: Catalogue) -> str:
    """A request: when, what was answered, how much, how fast, what it brought."""
    status = catalogue.number(one.status) if one.status else catalogue.text("health.no_answer")
    size = catalogue.text("health.size", n=round(one.bytes / 1000))
    parts = (ago(catalogue, one.at, now), status, size, catalogue.text("health.took", n=one.milliseconds))
    new = catalogue.count("status.new", one.new) if one.new else ""
    return " · ".join(f"\u2068{part}\u2069" for part in (*parts, new) if part)
