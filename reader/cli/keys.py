"""``qari keys``: every command, with the keys that the preset and the configuration give it."""

from __future__ import annotations

from reader.cli.house import House
from reader.cli.output import Column
from reader.models import Direction
from reader.ui import keymap
from reader.ui.commands import explained

_KEYS, _ID = 24, 20


def keymap_of(house: House) -> keymap.Keymap:
    """The keys of the configuration, as they are on a screen that begins where the language does."""
    turned = house.words.direction is Direction.RTL
    return keymap.made(house.config.screen.keys, house.config.keys, turned=turned)


def run(house: House) -> int:
    """Print the table; what is wrong with the configured keys goes to standard error."""
    words, output, made = house.words, house.output, keymap_of(house)
    for problem in made.problems:
        output.warn(words.problem(problem))
    if house.options.json:
        commands = [(command, keys) for _, members in explained(made.commands) for command, keys in members.items()]
        output.json(
            [
                {
                    "command": command.id,
                    "keys": [keymap.shown(key) for key in keys],
                    "group": str(command.group),
                    "does": command.sentence(words),
                }
                for command, keys in commands
            ]
        )
        return 0
    room = max(20, output.width - _KEYS - _ID - 4)
    for group, members in explained(made.commands):
        if members and output.on_terminal:
            output.say(f"\n{words.text(f'group.{group}')}")
        for command, keys in members.items():
            pressed = "  ".join(map(keymap.shown, keys)) or "–"
            output.row(
                [
                    Column(pressed, _KEYS, Direction.LTR, words.direction),
                    Column(command.id, _ID, Direction.LTR, words.direction),
                    Column(command.sentence(words), room, words.direction, words.direction),
                ]
            )
    return 0
