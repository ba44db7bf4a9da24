"""``qari doctor``: what the terminal said, what was chosen, and a card to see whether that is right."""

from __future__ import annotations

import os
from collections.abc import Iterator

from reader.cli.house import House
from reader.models import Direction
from reader.terminal.card import ORDERS, SENTENCE
from reader.terminal.decide import Order, Switch
from reader.terminal.recognise import Recognised, recognise
from reader.text.row import visual


def run(house: House) -> int:
    """Print the diagnosis; with ``--json`` the facts only."""
    wanted = house.config.terminal
    found = recognise(os.environ, bidi=wanted.bidi, switch=wanted.switch, restore=wanted.restore)
    if house.options.json:
        house.output.json(_facts(found))
        return 0
    house.output.recognise = lambda: found.terminal
    for sentence in _sentences(house, found):
        house.output.say(sentence)
    if house.output.stream.isatty():
        _card(house)
    for sentence in _ways_out(house, found):
        house.output.say(sentence)
    return 0


def _facts(found: Recognised) -> dict[str, object]:
    outer = found.outer._asdict() if found.outer else None
    return {**found._asdict(), "terminal": found.terminal._asdict(), "answers": found.answers._asdict(), "outer": outer}


def _sentences(house: House, found: Recognised) -> Iterator[str]:
    words, terminal, answers = house.words, found.terminal, found.answers
    nothing = words.text("doctor.nothing")
    yield words.text("doctor.terminal", name=terminal.name or nothing)
    if not found.asked:
        yield words.text("doctor.set")
    elif not answers.primary:
        yield words.text("doctor.silent")
    else:
        yield words.text(
            "doctor.answered",
            version=answers.version or nothing,
            device=answers.secondary or nothing,
            mode=nothing if answers.bdsm is None else str(answers.bdsm),
        )
    if found.outer is not None:
        yield words.text(
            "doctor.tmux",
            version=found.outer.outer_version or nothing,
            term=found.outer.outer_term or nothing,
            passthrough=words.text("dialog.yes" if found.outer.passthrough else "dialog.no"),
        )
    yield words.text(f"doctor.order_{terminal.order}")
    yield words.text(f"doctor.switch_{terminal.switch}")
    if terminal.switch is not Switch.NONE:
        yield words.text(f"doctor.way_{terminal.way}")
    if not terminal.sure:
        yield words.text("doctor.unsure")


def _card(house: House) -> None:
    """The same sentence in every order. Each name stands on a row of its own, so that nothing moves it."""
    house.output.say(house.words.text("doctor.card", sentence=SENTENCE))
    for order in ORDERS:
        house.output.say(house.words.text("doctor.row", order=order))
        house.output.sent("    " + visual(SENTENCE, Direction.RTL), order)


def _ways_out(house: House, found: Recognised) -> Iterator[str]:
    yield house.words.text("doctor.choose", file=house.paths.config)
    if found.terminal.order is Order.KITTY:
        yield house.words.text("doctor.kitty")
    if found.outer is not None and not found.outer.passthrough:
        yield house.words.text("doctor.tmux_way")
    yield house.words.text("doctor.font")
