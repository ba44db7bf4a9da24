"""``qari help``: the manual, by topics; ``qari man`` and ``qari completion``: the same for other programs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from reader import __version__
from reader.cli.arguments import TOPICS, built, names
from reader.cli.house import House
from reader.cli.keys import keymap_of
from reader.cli.parser import Parser
from reader.config.schema import settings
from reader.text.clean import unmarked
from reader.ui import keymap
from reader.ui.commands import explained


def run(house: House) -> int:
    """Print a topic, or which there are."""
    words, topic = house.words, house.options.topic
    if topic is None:
        house.output.say(words.text("manual.topics"))
        for name in TOPICS:
            house.output.say(f"  \u2066{name:12}\u2069 {words.text(f'manual.{name}.title')}")
        return 0
    house.output.say(words.text(f"manual.{topic}.title"))
    for line in paragraphs(house, topic):
        house.output.say(f"\n{line}" if not line.startswith("  ") else line)
    return 0


def paragraphs(house: House, topic: str) -> Iterator[str]:
    """What a topic says; rows of a table begin with two blanks."""
    words = house.words
    yield from words.text(f"manual.{topic}.text").split("\n")
    if topic == "keys":
        for _, members in explained(keymap_of(house).commands):
            for command, keys in members.items():
                yield f"  \u2066{'  '.join(map(keymap.shown, keys)) or '–'}\u2069 — {command.sentence(words)}"
    elif topic == "settings":
        for setting in settings():
            yield f"  \u2066{setting.key}\u2069 — {words.text(f'setting.{setting.key}')}"
    elif topic == "commands":
        for name in names():
            yield f"  \u2066qari {name}\u2069 — {words.text(f'usage.{name}')}"


def man(house: House) -> int:
    """Print the manual as a page of roff, in the language of the interface."""
    words = house.words
    lines = [
        f'.TH QARI 1 "" "qari {__version__}" "Qari"',
        f".SH {_roff(words.text('manual.name'))}",
        f"qari \\- {_roff(words.text('usage.program'))}",
        f".SH {_roff(words.text('manual.synopsis'))}",
        ".B qari",
        r"[\fICOMMAND\fR] [\fIOPTIONS\fR]",
    ]
    for topic in TOPICS:
        lines.append(f".SH {_roff(words.text(f'manual.{topic}.title'))}")
        for line in paragraphs(house, topic):
            name, _, rest = line.strip().partition(" — ")
            if line.startswith("  ") and rest:
                lines += [".TP", f".B {_roff(name)}", _roff(rest)]
            else:
                lines += [".PP", _roff(line)]
    house.output.raw("\n".join(lines))
    return 0


def _roff(text: str) -> str:
    """Text that roff prints as it stands."""
    plain = unmarked(text).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain


def completion(house: House) -> int:
    """Print what a shell completes commands and options with."""
    found = dict(_options(built(house.words)))
    house.output.raw({"bash": _bash, "zsh": _zsh, "fish": _fish}[house.options.shell](found))
    return 0


def _options(parser: Parser) -> Iterator[tuple[str, list[str]]]:
    """The options of each command, those of none first."""
    yield "", _names(parser)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield name, _names(command)


def _names(parser: argparse.ArgumentParser) -> list[str]:
    """The options of a parser, and the words that its arguments choose from."""
    names = {name for action in parser._actions for name in action.option_strings if name.startswith("--")}
    words = (action for action in parser._actions if not isinstance(action, argparse._SubParsersAction))
    return sorted(
        names | {str(choice) for action in words if not action.option_strings for choice in action.choices or ()}
    )


def _bash(found: dict[str, list[str]]) -> str:
    cases = "\n".join(f'        {name}) words="{" ".join(options)}" ;;' for name, options in found.items() if name)
    return f"""_qari() {{
    local words="{" ".join([*found[""], *(name for name in found if name)])}"
    case "${{COMP_WORDS[1]}}" in
{cases}
    esac
    COMPREPLY=($(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}"))
    [ ${{#COMPREPLY[@]}} -gt 0 ] || COMPREPLY=($(compgen -f -- "${{COMP_WORDS[COMP_CWORD]}}"))
}}
complete -o filenames -F _qari qari"""


def _zsh(found: dict[str, list[str]]) -> str:
    return f"#compdef qari\nautoload -U +X bashcompinit && bashcompinit\n{_bash(found)}"


def _fish(found: dict[str, list[str]]) -> str:
    names = [name for name in found if name]
    lines = [f"complete -c qari -n __fish_use_subcommand -f -a '{' '.join(names)}'"]
    for name, options in found.items():
        seen = "__fish_use_subcommand" if not name else f"'__fish_seen_subcommand_from {name}'"
        long = (option.removeprefix("--") for option in options if option.startswith("--"))
        lines += [f"complete -c qari -n {seen} -l {option}" for option in long]
        if words := " ".join(option for option in options if not option.startswith("--")):
            lines.append(f"complete -c qari -n {seen} -f -a '{words}'")
    return "\n".join(lines)
