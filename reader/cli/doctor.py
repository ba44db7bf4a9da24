"""``qari doctor``: what the terminal said, what was chosen, and a card to see whether that is right."""

from __future__ import annotations

from collections.abc import Iterator

from reader.cli.house import House
from reader.cli.recognising import recognised
from reader.models import Direction
from reader.terminal.card import ORDERS, SENTENCE
from reader.terminal.decide import Order, Switch
from reader.terminal.recognise import Recognised
from reader.text.row import visual


def run(house: House) -> int:
    """Print the diagnosis; with ``--json`` the facts only."""
    found = recognised(house.config.terminal, house.paths)
    if house.options.json:
        house.output.json(_facts(found))
        return 0
    house.output.recognise = lambda: found.terminal
    for sentence in _sentences(house, found):
        house.output.say(sentence)
    if house.output.stream.isatty():
        _card(house, found.terminal.order)
    _ways_out(house, found)
    return 0


def _facts(found: Recognised) -> dict[str, object]:
    outer = found.outer._asdict() if found.outer else None
    answers = {key: value for key, value in found.answers._asdict().items() if key != "typed"}
    return {**found._asdict(), "terminal": found.terminal._asdict(), "answers": answers, "outer": outer}


def _sentences(house: House, found: Recognised) -> Iterator[str]:
    words, terminal, answers = house.words, found.terminal, found.answers
    nothing, unknown = words.text("doctor.nothing"), words.text("doctor.unknown")
    yield words.text("doctor.terminal", name=terminal.name or unknown)
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
            version=found.outer.outer_version or unknown,
            term=found.outer.outer_term or "?",
            passthrough=words.text("dialog.yes" if found.outer.passthrough else "dialog.no"),
        )
    yield words.text(f"doctor.order_{terminal.order}")
    if terminal.answered:
        yield words.text("doctor.remembered")
    yield words.text(f"doctor.switch_{terminal.switch}")
    if terminal.switch is not Switch.NONE:
        yield words.text(f"doctor.way_{terminal.way}")
    if not terminal.sure:
        yield words.text("doctor.unsure")


def _card(house: House, chosen: Order) -> None:
    """The same sentence in every order. Each name stands on a row of its own, so that nothing moves it.

    Where what is printed is sent in another order than the app's rows, there is nothing to choose from.
    """
    printed = house.output.terminal.order
    if printed is not chosen:
        house.output.say(house.words.text("doctor.printed", order=printed))
        house.output.say("    " + SENTENCE)
        return
    house.output.say(house.words.text("doctor.card", sentence=SENTENCE))
    for order in ORDERS:
        house.output.say(house.words.text("doctor.row", order=order))
        house.output.sent("    " + visual(SENTENCE, Direction.RTL), order)
    house.output.say(house.words.text("doctor.choose", file=house.paths.config))


_TMUX_LINE = r"set -as terminal-overrides ',*:smcup=\E[?1049h\E[8l:rmcup=\E[8h\E[?1049l'"
_BETTER = {
    "kitty": "doctor.kitty",
    "PuTTY": "doctor.putty",
    "QTermWidget": "doctor.qterminal",
    "xterm.js": "doctor.xtermjs",
}
"""What the user can do in the terminal itself, by the beginning of its name."""


def _ways_out(house: House, found: Recognised) -> None:
    words, say = house.words, house.output.say
    name = found.terminal.name.removeprefix("tmux, ").removeprefix("screen, ")
    for start, key in _BETTER.items():
        if name.startswith(start):
            say(words.text(key))
    say(words.text("doctor.font"))
    say(words.text("doctor.reset"))
    if found.outer is not None and (found.terminal.switch is not Switch.NONE or not found.terminal.sure):
        if not found.outer.passthrough:
            say(words.text("doctor.tmux_way"))
        say(words.text("doctor.tmux_always"))
        house.output.raw(_TMUX_LINE)
