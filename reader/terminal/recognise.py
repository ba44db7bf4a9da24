"""The terminal that this process talks to: asked, recognised, and overruled by what the user set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from reader.terminal import tmux
from reader.terminal.answers import Answers
from reader.terminal.ask import ask
from reader.terminal.decide import Multiplexer, Order, Switch, Terminal, decide, is_tmux

AUTO = "auto"


class Recognised(NamedTuple):
    """What was asked and answered, and what was chosen."""

    terminal: Terminal
    answers: Answers = Answers()
    outer: Multiplexer | None = None
    """What tmux said; None outside it."""
    asked: bool = True


def recognise(
    environ: Mapping[str, str],
    *,
    bidi: str = AUTO,
    switch: str = AUTO,
    restore: bool = True,
    take_keys: bool = False,
) -> Recognised:
    """Ask the terminal, unless ``bidi`` and ``switch`` are both set, and decide.

    ``bidi`` is AUTO or an Order, ``switch`` AUTO or a Switch; ``take_keys`` is for ``ask``. Takes as long as the
    terminal's answer, half a second at the most.
    """
    if bidi != AUTO and switch != AUTO:
        chosen = Terminal(environ.get("TERM", ""), Order(bidi), Switch(switch), restore=restore)
        return Recognised(chosen, asked=False)
    answers = ask(environ, take_keys=take_keys)
    outer = tmux.outer(environ) if is_tmux(answers, environ) else None
    found = decide(answers, environ, outer)
    return Recognised(overruled(found, bidi, switch, restore), answers, outer)


def overruled(found: Terminal, bidi: str, switch: str, restore: bool) -> Terminal:
    """``found`` with what the user set in its place. A terminal that is to turn rows itself is not told not to."""
    if bidi != AUTO:
        found = found._replace(order=Order(bidi), sure=True)
        if found.order is not Order.VISUAL:
            found = found._replace(switch=Switch.NONE)
    if switch != AUTO:
        found = found._replace(switch=Switch(switch))
    return found._replace(restore=found.restore and restore)
