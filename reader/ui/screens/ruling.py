"""Rules: listed, made of a query, dropped."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from reader.i18n.catalogue import isolate
from reader.models import Filter
from reader.rule import Action, Rule
from reader.ui import choices
from reader.ui.keymap import key_of
from reader.ui.screens.reading import RULE, RULE_TAGS
from reader.ui.screens.writing import WritingScreen

if TYPE_CHECKING:
    from reader.ui.screens.rules import Made, Wish

_SHOWN = 3
"""Headlines that are shown of what a rule would be for."""


class RulingScreen(WritingScreen):
    """What is done by itself."""

    _rule = Rule("", ())
    """The rule that is being made."""

    def action_rules(self) -> None:
        """Show the rules."""
        self.start(self._show_rules(), "keys")

    async def _show_rules(self) -> None:
        if self.library is None:
            return
        from reader.ui.screens.rules import RulesScreen

        found = await self.library.rules.all()
        counts = await self.library.rules.counts(found)
        self.app.push_screen(RulesScreen(found, counts, self.catalogue), self._wish_for_rule)

    def _wish_for_rule(self, wish: Wish | None) -> None:
        if wish is not None:
            self.start(self._grant_rule(wish), "keys")

    async def _grant_rule(self, wish: Wish) -> None:
        if wish.rule is None:
            prompt = self.catalogue.text("dialog.rule_prompt")
            await self.open_field(RULE, "←" if choices.from_right() else "→", prompt, self.pane, self.meant)
        elif wish.action == "show":
            muted = Action.MUTE in wish.rule.actions
            await self.go_to(Filter(text=f"is:muted ({wish.rule.query})" if muted else wish.rule.query))
        elif self.library is not None:
            await self.library.rules.drop(wish.rule.id)
            await self.show_again(from_top=True)
            self.status.tell(self.catalogue.text("status.rule_dropped", query=wish.rule.query, key=key_of("undo")))

    @on(Input.Submitted, f"#{RULE}")
    def _rule_query_given(self, event: Input.Submitted) -> None:
        if query := event.value.strip():
            self.start(self._choose_actions(query), "keys")
        else:
            self.close_field()

    async def _choose_actions(self, query: str) -> None:
        """Show what a rule would be for, and let it be said what it does."""
        if self.library is None:
            return
        from reader.ui.screens.rules import MakingScreen

        ids = await self.library.rules.matching(query)  # a mistake is told, and the field stays
        self.close_field()
        titles = [entry.title for entry in await self.library.entries(ids[:_SHOWN])]
        lines = (isolate(query), self.catalogue.count("rules.matching", len(ids)), *(f"· {title}" for title in titles))
        self._rule = Rule(query, ())
        self.app.push_screen(MakingScreen("\n".join(lines), self.catalogue), self._actions_chosen)

    def _actions_chosen(self, made: Made | None) -> None:
        if made is None:
            return
        until = self.clock() + timedelta(days=made.days) if made.days else None
        self._rule = self._rule._replace(actions=made.actions, until=until)
        if Action.TAG in made.actions:
            prompt = self.catalogue.text("dialog.tags_prompt")
            self.start(self.open_field(RULE_TAGS, "#", prompt, self.pane), "keys")
        else:
            self.start(self._make(self._rule), "keys")

    @on(Input.Submitted, f"#{RULE_TAGS}")
    def _rule_tags_given(self, event: Input.Submitted) -> None:
        self.start(self._make(self._rule._replace(tags=(event.value,))), "keys")

    async def _make(self, rule: Rule) -> None:
        if self.library is not None:
            await self.library.rules.add(rule)
            if self.field is not None and self.field.id == RULE_TAGS:
                self.close_field()
            await self.show_again(from_top=True)
            self.status.tell(self.catalogue.text("status.rule_made", query=rule.query, key=key_of("undo")))
