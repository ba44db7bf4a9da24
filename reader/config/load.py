"""The configuration: flag over environment over file over default; a mistake never stops it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reader.config import check
from reader.config.document import Document, read
from reader.config.keys import keys
from reader.config.schema import SECTIONS, Config, Setting, Value, settings
from reader.config.subscriptions import subscriptions
from reader.models import Problem

NOT_SETTINGS = frozenset({"QARI_CONFIG"})
"""Variables with Qari's prefix that name no setting."""

Found = tuple[Setting, Value | Problem]


def load(
    path: Path | None, environ: Mapping[str, str], *, flags: Mapping[str, str] | None = None, required: bool = False
) -> Config:
    """The configuration that ``path``, ``environ`` and ``flags`` (dotted key to text) give.

    What is wrong becomes one of ``Config.mistakes``, and an earlier source or the default stands in its place. Only a
    file that is ``required``, because the user named it, and that cannot be read raises ConfigError.
    """
    document = read(path, required=required) if path else Document()
    feeds, feed_mistakes = subscriptions(document)
    pressed, key_mistakes = keys(document)
    found = (*_in_file(document), *_in_environment(environ), *_in_flags(flags or {}))
    wrong = (said for _, said in found if isinstance(said, Problem))
    mistakes = (*document.mistakes, *_misplaced(document), *feed_mistakes, *key_mistakes, *wrong, *_misspelt(environ))
    values = {setting.key: said for setting, said in found if not isinstance(said, Problem)}

    def table(section: str) -> dict[str, Any]:
        return {one.name: values[one.key] for one in settings() if one.section == section and one.key in values}

    sections: dict[str, Any] = {name: section(**table(name)) for name, section in SECTIONS.items()}
    return Config(
        **table(""),
        feeds=feeds,
        **sections,
        keys=pressed,
        mistakes=tuple(sorted(mistakes, key=_line)),
    )


def _line(mistake: Problem) -> float:
    """For sorting: the file's mistakes by line, then those of variables and flags."""
    line = dict(mistake.facts).get("line", "")
    return int(line) if line else float("inf")


def _in_file(document: Document) -> Iterator[Found]:
    for setting in settings():
        table = document.table.get(setting.section, {}) if setting.section else document.table
        if isinstance(table, Mapping) and setting.name in table:
            place = (setting.section, setting.name) if setting.section else (setting.name,)
            yield setting, check.value(setting, table[setting.name], document.facts(place))


def _in_environment(environ: Mapping[str, str]) -> Iterator[Found]:
    for setting in settings():
        # An empty variable is how a shell takes one back for a single command.
        if said := environ.get(setting.variable):
            yield setting, check.words(setting, said, _facts(setting.variable, setting.key))


def _in_flags(flags: Mapping[str, str]) -> Iterator[Found]:
    for setting in settings():
        if setting.key in flags:
            flag = "--" + setting.name.replace("_", "-")
            yield setting, check.words(setting, flags[setting.key], _facts(flag, setting.key))


def _facts(where: str, key: str) -> check.Facts:
    return ("where", where), ("file", ""), ("line", ""), ("key", key)


def _misplaced(document: Document) -> Iterator[Problem]:
    """A problem for each key that no table has, and for each table that is none."""
    tops = (*(setting.name for setting in settings() if not setting.section), "feeds", "keys", "macros", *SECTIONS)
    elsewhere = {setting.name: setting.key for setting in settings()}
    for name, said in document.table.items():
        if name not in tops:
            yield check.unknown(name, tops, elsewhere, document.facts((name,)))
        elif name in ("keys", *SECTIONS) and not isinstance(said, Mapping):
            yield Problem("config.not_a_table", document.facts((name,)))
        elif name in SECTIONS and isinstance(said, Mapping):
            known = tuple(setting.name for setting in settings() if setting.section == name)
            for key in said:
                if key not in known:
                    yield check.unknown(key, known, elsewhere, document.facts((name, key)))


def _misspelt(environ: Mapping[str, str]) -> Iterator[Problem]:
    """A problem for each variable that is nearly, but not quite, the name of a setting."""
    known = {setting.variable: setting.variable for setting in settings()} | {name: name for name in NOT_SETTINGS}
    for name in environ:
        if name.startswith("QARI_") and name not in known:
            problem = check.unknown(name, (), known, _facts(name, name))
            if problem.key == "config.unknown_key":
                yield problem
