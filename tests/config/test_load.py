"""Reading the configuration."""

from __future__ import annotations

import string
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from reader.asking import Subscription
from reader.config.document import MAX_BYTES
from reader.config.load import load
from reader.config.schema import Config, Setting, settings
from reader.errors import ConfigError
from reader.models import Direction, Problem

Write = Callable[[str], Path]

FEED = '[[feeds]]\nurl = "https://example.org/feed"\n'


def facts(problem: Problem) -> dict[str, str]:
    """A problem's facts by name."""
    return dict(problem.facts)


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    """A default file that is not there is no mistake."""
    assert load(tmp_path / "config.toml", {}) == Config()


def test_no_path_gives_the_defaults() -> None:
    """Without a file there are the defaults."""
    assert load(None, {}) == Config()


def test_the_file_stands_before_the_default(write: Write) -> None:
    """What the file says is used."""
    assert load(write("[fetch]\nworkers = 3\n"), {}).fetch.workers == 3


def test_the_environment_stands_before_the_file(write: Write) -> None:
    """A variable overrides the file."""
    assert load(write("[fetch]\nworkers = 3\n"), {"QARI_FETCH_WORKERS": "4"}).fetch.workers == 4


def test_a_flag_stands_before_the_environment() -> None:
    """A flag overrides a variable."""
    assert load(None, {"QARI_LANGUAGE": "en"}, flags={"language": "ar"}).language == "ar"


def test_a_wrong_variable_leaves_the_file_in_place(write: Write) -> None:
    """Where a variable is a mistake, the value of the file still counts."""
    assert load(write("[fetch]\nworkers = 3\n"), {"QARI_FETCH_WORKERS": "many"}).fetch.workers == 3


def test_an_empty_variable_says_nothing(write: Write) -> None:
    """An empty variable neither overrides nor is a mistake."""
    config = load(write("[fetch]\nworkers = 3\n"), {"QARI_FETCH_WORKERS": ""})
    assert (config.fetch.workers, config.mistakes) == (3, ())


@pytest.mark.parametrize("setting", settings(), ids=lambda setting: setting.key)
def test_every_setting_has_a_variable(setting: Setting) -> None:
    """Each setting's variable is read: a value outside of its rule is a mistake with the variable's name."""
    mistakes = load(None, {setting.variable: "a\x1b"}).mistakes
    assert [facts(mistake)["where"] for mistake in mistakes] == [setting.variable]


@pytest.mark.parametrize(("said", "value"), [("yes", True), ("TRUE", True), ("1", True), ("off", False), ("no", False)])
def test_a_boolean_variable(said: str, value: bool) -> None:
    """Variables spell true and false as shells do, in any case."""
    assert load(None, {"QARI_READING_HARAKAT": said}).reading.harakat is value


def test_arabic_digits_are_digits() -> None:
    """A number in a variable may be written in Arabic digits."""
    assert load(None, {"QARI_READING_COLUMN": "٧٢"}).reading.column == 72


def test_a_whole_number_where_any_is_allowed(write: Write) -> None:
    """A setting that takes any number takes a whole one, and keeps it as a float."""
    timeout = load(write("[fetch]\ntimeout = 5\n"), {}).fetch.timeout
    assert (timeout, type(timeout)) == (5.0, float)


def test_a_feed_with_everything(write: Write) -> None:
    """All four keys of a feed become its subscription."""
    text = FEED + 'title = "خبر"\nlanguage = "ar"\ndirection = "rtl"\n'
    assert load(write(text), {}).feeds == (Subscription("https://example.org/feed", "خبر", "ar", Direction.RTL),)


@pytest.mark.parametrize("tag", ["ar", "fa-IR", "zh-Hant-TW", "ckb", ""])
def test_a_language_tag(write: Write, tag: str) -> None:
    """Tags of two or three letters, with or without script and region, are languages; an empty one says nothing."""
    config = load(write(FEED + f'language = "{tag}"'), {})
    assert (config.feeds[0].language, config.mistakes) == (tag, ())


def test_blanks_around_a_text_do_not_count(write: Write) -> None:
    """Blanks around an address, a title or any other text are taken off."""
    config = load(write('[[feeds]]\nurl = " https://example.org/ "\ntitle = " a b "\n[screen]\ntheme = " x "'), {})
    assert (config.feeds[0], config.screen.theme) == (Subscription("https://example.org/", "a b"), "x")


def test_feeds_keep_their_order(write: Write) -> None:
    """Subscriptions come in the order of the file."""
    text = FEED + '[[feeds]]\nurl = "http://b.example/"\n[[feeds]]\nurl = "http://a.example/"\n'
    assert [feed.url for feed in load(write(text), {}).feeds] == [
        "https://example.org/feed",
        "http://b.example/",
        "http://a.example/",
    ]


def test_a_byte_order_mark_is_ignored(tmp_path: Path) -> None:
    """A byte order mark before UTF-8, as Windows editors write it, changes nothing."""
    path = tmp_path / "config.toml"
    path.write_bytes(b'\xef\xbb\xbflanguage = "ar"\r\n')
    assert load(path, {}) == Config(language="ar")


def test_a_misspelt_variable(write: Write) -> None:
    """A variable that is nearly a setting's is a mistake that names the right one."""
    (mistake,) = load(None, {"QARI_FETCH_WORKER": "3"}).mistakes
    assert facts(mistake)["nearest"] == "QARI_FETCH_WORKERS"


def test_other_variables_are_no_mistake() -> None:
    """QARI_CONFIG, and variables that resemble no setting, are left alone."""
    assert load(None, {"QARI_CONFIG": "x", "QARI_ZZZ": "x", "PATH": "x"}).mistakes == ()


def test_a_wrong_flag() -> None:
    """A mistake in a flag names the flag."""
    (mistake,) = load(None, {}, flags={"language": "fr"}).mistakes
    assert (mistake.key, facts(mistake)["where"]) == ("config.not_one_of", "--language")


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are a mistake with the line of the first, and the defaults are used."""
    path = tmp_path / "config.toml"
    path.write_bytes("language = 'ar'\n# عربي\n".encode("cp1256"))
    config = load(path, {})
    assert [(mistake.key, facts(mistake)["line"]) for mistake in config.mistakes] == [("config.not_utf8", "2")]


def test_a_directory_in_place_of_the_file(tmp_path: Path) -> None:
    """A directory is a mistake, and no crash."""
    assert [mistake.key for mistake in load(tmp_path, {}).mistakes] == ["config.unreadable"]


def test_a_file_in_place_of_the_directory(tmp_path: Path) -> None:
    """Where a part of the path is a file, that is a mistake too."""
    (tmp_path / "qari").write_text("")
    assert [mistake.key for mistake in load(tmp_path / "qari" / "config.toml", {}).mistakes] == ["config.unreadable"]


def test_a_file_far_too_large(tmp_path: Path) -> None:
    """A file beyond the limit is not parsed."""
    path = tmp_path / "config.toml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    assert [mistake.key for mistake in load(path, {}).mistakes] == ["config.too_large"]


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    """A file that the user named and that is not there stops the program, with its name."""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "mine.toml", {}, required=True)
    assert caught.value.problem == Problem("error.config_missing", (("file", str(tmp_path / "mine.toml")),))


def test_a_named_file_must_be_readable(tmp_path: Path) -> None:
    """A directory that the user named as the file stops the program."""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, {}, required=True)
    assert caught.value.problem.key == "error.config_unreadable"


def test_nesting_without_end(write: Write) -> None:
    """Brackets nested deeper than the parser goes are a mistake."""
    assert [mistake.key for mistake in load(write("a = " + "[" * 100_000), {}).mistakes] == ["config.syntax"]


def test_a_number_without_end(write: Write) -> None:
    """A number too long to print is out of range, and no crash."""
    (mistake,) = load(write("[fetch]\nworkers = 0x" + "f" * 5000), {}).mistakes
    assert mistake.key == "config.out_of_range"


TOMLISH = st.lists(
    st.sampled_from(
        [
            "[fetch]",
            "[[feeds]]",
            "[",
            "]",
            "=",
            "\n",
            '"',
            "'",
            '"""',
            "url",
            "workers",
            " ",
            ",",
            "{",
            "}",
            "#",
            ".",
            "1",
        ]
    )
    | st.text(string.printable + "خبر\u202e\x00", max_size=5)
).map("".join)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TOMLISH)
def test_no_text_is_too_wrong(write: Write, text: str) -> None:
    """Whatever stands in the file, loading gives a configuration."""
    assert isinstance(load(write(text.replace("\r", "")), {}), Config)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80))
def test_no_bytes_are_too_wrong(tmp_path: Path, body: bytes) -> None:
    """Whatever bytes the file holds, loading gives a configuration."""
    path = tmp_path / "config.toml"
    path.write_bytes(body)
    assert isinstance(load(path, {}), Config)


@given(st.sampled_from([setting.variable for setting in settings()]), st.text())
def test_no_variable_is_too_wrong(variable: str, said: str) -> None:
    """Whatever a variable says, loading gives a configuration."""
    assert isinstance(load(None, {variable: said}), Config)
