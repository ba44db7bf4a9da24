"""The schema, and the example file that must agree with it."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from reader.config import schema
from reader.config.load import load
from reader.config.schema import FEED_NUMBERS, FEED_RULES, Config, Setting, settings

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def example() -> dict[str, Any]:
    """The example file as TOML."""
    return tomllib.loads(EXAMPLE.read_text("utf-8"))


def example_with_feeds() -> str:
    """The example after its reader has followed it and taken the signs away from the feeds."""
    head, tail = EXAMPLE.read_text("utf-8").split("# [[feeds]]", 1)
    return head + re.sub("^# ", "", "# [[feeds]]" + tail, flags=re.MULTILINE)


@pytest.mark.parametrize("setting", settings(), ids=lambda setting: setting.key)
def test_the_example_has_every_setting_at_its_default(setting: Setting) -> None:
    """The example file names the setting and gives it the default, in the default's type."""
    table = example()[setting.section] if setting.section else example()
    assert (type(table[setting.name]), table[setting.name]) == (type(setting.default), setting.default)


def test_the_example_is_the_default_configuration() -> None:
    """Loading the example file unchanged gives the defaults and no mistake."""
    assert load(EXAMPLE, {}) == Config()


def test_the_feeds_of_the_example_parse(tmp_path: Path) -> None:
    """The example's feeds, once their comment signs are gone, are two subscriptions without a mistake."""
    path = tmp_path / "config.toml"
    path.write_text(example_with_feeds(), "utf-8")
    config = load(path, {})
    assert (len(config.feeds), config.mistakes) == (2, ())


def test_the_example_shows_every_key_of_a_feed() -> None:
    """Between them the example's feeds use every key that a feed can have."""
    used = {key for feed in tomllib.loads(example_with_feeds())["feeds"] for key in feed}
    assert used == {*FEED_RULES, *FEED_NUMBERS}


@pytest.mark.parametrize("setting", settings(), ids=lambda setting: setting.key)
def test_the_example_states_the_range_of_every_number(setting: Setting) -> None:
    """The comment above a setting with bounds names both."""
    if setting.rule.low is None or setting.rule.high is None:
        return
    comment = EXAMPLE.read_text("utf-8").split(f"\n{setting.name} = ")[0].splitlines()[-1]
    assert f"{setting.rule.low:g} to {setting.rule.high:g}" in comment


@pytest.mark.parametrize("setting", settings(), ids=lambda setting: setting.key)
def test_a_default_obeys_its_own_rule(setting: Setting, tmp_path: Path) -> None:
    """A variable that says the default is no mistake."""
    if setting.default == "":
        return
    assert load(None, {setting.variable: str(setting.default)}) == Config()


def test_every_field_is_explained() -> None:
    """Every setting's field is followed by a docstring, from which the documentation is made."""
    for table in ast.parse(inspect.getsource(schema)).body:
        if isinstance(table, ast.ClassDef) and table.name in ("Fetch", "Reading", "Screen"):
            fields = [index for index, node in enumerate(table.body) if isinstance(node, ast.AnnAssign)]
            explained = [table.body[index + 1] for index in fields]
            assert all(isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) for node in explained)


def test_variables_are_distinct() -> None:
    """No two settings share an environment variable."""
    assert len({setting.variable for setting in settings()}) == len(settings())
