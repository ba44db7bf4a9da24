"""What a rule does, in words."""

from __future__ import annotations

from reader.i18n.catalogue import Catalogue, isolate
from reader.i18n.dates import absolute
from reader.rule import Action, Rule


def sentence(rule: Rule, catalogue: Catalogue) -> str:
    """The query, what is done, and till when."""
    done = catalogue.join(_does(rule, action, catalogue) for action in rule.actions)
    if rule.until is None:
        return catalogue.text("rules.sentence", query=rule.query, does=done)
    return catalogue.text("rules.sentence_until", query=rule.query, does=done, until=absolute(catalogue, rule.until))


def _does(rule: Rule, action: Action, catalogue: Catalogue) -> str:
    if action is not Action.TAG:
        return catalogue.text(f"rules.does_{action}")
    return f"{catalogue.text('rules.does_tag')} {catalogue.join(map(isolate, rule.tags))}"
