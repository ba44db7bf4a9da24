"""Settings written into the file."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from reader.config.load import load
from reader.config.schema import Config, changed, said, settings
from reader.config.writing import keep
from reader.errors import ConfigError

FILE = """# my own words
language = "auto"  # as the locale

[screen]
# dark at night
theme = "nord"

[[feeds]]
url = "https://example.org/feed"  # the best
"""


def test_comments_order_and_feeds_stay(tmp_path: Path) -> None:
    """Only the value changes; what was never said is added to its table, and a table that is not there is made."""
    path = tmp_path / "config.toml"
    path.write_text(FILE, "utf-8")
    keep(path, {"language": "ar", "screen.theme": "qari-dark", "screen.unread_only": True, "reading.column": 72})
    text = path.read_text("utf-8")
    assert text.startswith('# my own words\nlanguage = "ar"  # as the locale\n\n[screen]\n# dark at night\n')
    assert '\nurl = "https://example.org/feed"  # the best\n' in text
    config = load(path, {})
    assert config.mistakes == () and config.language == "ar" and len(config.feeds) == 1
    assert (config.screen.theme, config.screen.unread_only, config.reading.column) == ("qari-dark", True, 72)


def test_a_new_key_stands_before_what_is_said_of_the_next_table(tmp_path: Path) -> None:
    """Comments and blank rows at the end of a table are about the one that follows."""
    path = tmp_path / "config.toml"
    path.write_text('[screen]\ntheme = "nord"\n\n# how feeds are asked\n[fetch]\nworkers = 8\n', "utf-8")
    keep(path, {"screen.unread_only": True})
    expected = '[screen]\ntheme = "nord"\nunread_only = true\n\n# how feeds are asked\n[fetch]\nworkers = 8\n'
    assert path.read_text("utf-8") == expected


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Also where the file ends within its last row."""
    path = tmp_path / "config.toml"
    path.write_text('screen.theme = "nord"', "utf-8")
    keep(path, {"language": "ar"})
    assert tomllib.loads(path.read_text("utf-8")) == {"screen": {"theme": "nord"}, "language": "ar"}


def test_a_file_is_made_where_there_is_none(tmp_path: Path) -> None:
    """The directory too; nobody else may read it, for it may come to hold secrets."""
    path = tmp_path / "new" / "config.toml"
    keep(path, {"language": "ar"})
    assert tomllib.loads(path.read_text("utf-8")) == {"language": "ar"}
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(path.parent) == ["config.toml"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """A file that lies elsewhere, as dotfiles do, is changed there, and keeps its mode."""
    real = tmp_path / "dotfiles.toml"
    real.write_text("", "utf-8")
    real.chmod(0o644)
    link = tmp_path / "config.toml"
    link.symlink_to(real)
    keep(link, {"screen.theme": "nord"})
    assert link.is_symlink() and 'theme = "nord"' in real.read_text("utf-8")
    assert real.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("text", ["[screen\n", "screen = 3\n", "a = 1\na = 2\n"])
def test_a_broken_file_is_not_touched(tmp_path: Path, text: str) -> None:
    """What is no TOML, or has something else in the place of a table, stays as it is, and an error says so."""
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match="config_broken"):
        keep(path, {"screen.theme": "nord"})
    assert path.read_text("utf-8") == text


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A directory in its place is an error that names it."""
    path = tmp_path / "config.toml"
    path.mkdir()
    with pytest.raises(ConfigError, match="config_unwritable"):
        keep(path, {"language": "ar"})


def test_a_whole_configuration_goes_there_and_back(tmp_path: Path) -> None:
    """Every setting, written with its default, is read as that."""
    path = tmp_path / "config.toml"
    keep(path, {setting.key: setting.default for setting in settings()})
    assert load(path, {}) == Config()


def test_a_value_is_changed_in_a_configuration() -> None:
    """One setting changes, and no other."""
    for setting in settings():
        value = not setting.default if isinstance(setting.default, bool) else setting.default
        config = changed(Config(), setting, value)
        assert said(config, setting) == value
        assert changed(config, setting, setting.default) == Config()
