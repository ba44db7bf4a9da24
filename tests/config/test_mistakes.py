"""Mistakes in the file: each is told with its line, and costs nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.asking import Subscription
from reader.config.document import MAX_SYNTAX_ERRORS
from reader.config.load import load
from reader.config.schema import Config, Screen
from reader.models import Problem

Write = Callable[[str], Path]

FEED = '[[feeds]]\nurl = "https://example.org/feed"\n'


def facts(problem: Problem) -> dict[str, str]:
    """A problem's facts by name."""
    return dict(problem.facts)


MISTAKES = [
    ("langauge = 'ar'", "config.unknown_key", 1, {"key": "langauge", "nearest": "language"}),
    ("\nworkers = 3", "config.unknown_key", 2, {"key": "workers", "nearest": "fetch.workers"}),
    ("[fetch]\n\nworker = 3", "config.unknown_key", 3, {"key": "fetch.worker", "nearest": "workers"}),
    ("[screen]\nharakat = true", "config.unknown_key", 2, {"key": "screen.harakat", "nearest": "reading.harakat"}),
    ("[fech]\n", "config.unknown_key", 1, {"key": "fech", "nearest": "fetch"}),
    (
        "[screen]\nxyzzy = 1",
        "config.unknown_key_alone",
        2,
        {"choices": ", ".join(Screen._fields)},
    ),
    ("language = 3", "config.not_text", 1, {"key": "language", "found": "3"}),
    ("[fetch]\n# c\nworkers = '3'", "config.not_integer", 3, {"key": "fetch.workers", "found": "3"}),
    ("[fetch]\nworkers = 3.0", "config.not_integer", 2, {"found": "3.0"}),
    ("[fetch]\nworkers = true", "config.not_integer", 2, {"found": "true"}),
    ("[fetch]\ntimeout = [1]", "config.not_number", 2, {"found": "[…]"}),
    ("[reading]\nharakat = 1", "config.not_boolean", 2, {"key": "reading.harakat", "found": "1"}),
    ("fetch = 3", "config.not_a_table", 1, {"key": "fetch"}),
    ("[fetch]\nworkers = 0", "config.out_of_range", 2, {"found": "0", "low": "1", "high": "128"}),
    ("[fetch]\nworkers = 129", "config.out_of_range", 2, {"found": "129"}),
    ("[fetch]\ntimeout = nan", "config.out_of_range", 2, {"found": "nan"}),
    ("[fetch]\ntimeout = inf", "config.out_of_range", 2, {"found": "inf"}),
    ("[reading]\nmark_read = 'never'", "config.not_one_of", 2, {"found": "never", "choices": "open, end, manual"}),
    ("[fetch]\nuser_agent = 'قارئ'", "config.not_ascii", 2, {"found": "قارئ"}),
    ('[screen]\ntheme = "a\\u001b[31m"', "config.bad_text", 2, {"found": "a\\x1b[31m"}),
    ('[screen]\ntheme = "a\\u202eb"', "config.bad_text", 2, {"found": "a\\u202eb"}),
    ("[reading]\nbrowser = 'open \"x'", "config.not_command", 2, {"found": 'open "x'}),
    ("[feeds]\nurl = 'https://example.org/'", "config.not_feeds", 1, {"key": "feeds"}),
    ("feeds = [\n 'https://example.org/',\n]", "config.not_feeds", 2, {}),
    (FEED + "[[feeds]]\ntitle = 'no url'", "config.feed_without_url", 3, {}),
    (FEED + "[[feeds]]\nurl = ' '", "config.feed_without_url", 4, {}),
    (FEED + "[[feeds]]\nurl = 3", "config.not_text", 4, {"found": "3"}),
    (FEED + "[[feeds]]\n\nurl = 'example.org/feed'", "config.bad_feed_url", 5, {"url": "example.org/feed"}),
    (FEED + "[[feeds]]\nurl = 'ftp://example.org/'", "config.bad_feed_url", 4, {"url": "ftp://example.org/"}),
    (FEED + "[[feeds]]\nurl = 'https://['", "config.bad_feed_url", 4, {"url": "https://["}),
    (FEED + "[[feeds]]\nurl = 'https://'", "config.bad_feed_url", 4, {}),
    (FEED + "[[feeds]]\nurl = 'https://example.org:99999/'", "config.bad_feed_url", 4, {}),
    (FEED + "[[feeds]]\nurl = 'https://example.org/a b'", "config.bad_feed_url", 4, {}),
    (FEED + "\n" + FEED, "config.duplicate_feed", 5, {"url": "https://example.org/feed", "first": "2"}),
    (FEED + "language = 'arabic'", "config.not_language", 3, {"key": "feeds.language", "found": "arabic"}),
    (FEED + "keep = 'p..x'", "config.not_selector", 3, {"key": "feeds.keep", "found": "p..x"}),
    (FEED + "user_agent = 'قارئ'", "config.not_ascii", 3, {"key": "feeds.user_agent"}),
    (FEED + "headers = 'x'", "config.not_headers", 3, {"key": "feeds.headers"}),
    (FEED + "headers = { Host = 'x' }", "config.bad_header", 3, {"name": "Host"}),
    (FEED + "headers = { X-Key = 3 }", "config.not_text", 3, {"found": "…"}),
    (FEED + "titel = 'x'", "config.unknown_key", 3, {"key": "feeds.titel", "nearest": "title"}),
    (FEED + "direction = 'left'", "config.not_one_of", 3, {"choices": "auto, ltr, rtl"}),
    (FEED + "[[feeds]]\nurl = https://b.example/\n[[feeds]]\nurl = 'https://c.example/'", "config.syntax", 4, {}),
    ("x", "config.syntax", 1, {"text": "x"}),
    ('language = "ar\nx = 1', "config.syntax", 1, {"column": "15"}),
    ("language = 'ar'\nlanguage = 'en'", "config.syntax", 2, {}),
    ("[fetch]\n[fetch]\nworkers = 3", "config.syntax", 2, {"text": "[fetch]"}),
    ('a = """\n\n\n', "config.syntax", 1, {}),
]


@pytest.mark.parametrize(
    ("text", "key", "line", "more"), MISTAKES, ids=[f"{key}-{line}" for _, key, line, _ in MISTAKES]
)
def test_a_mistake_is_told_with_its_line(write: Write, text: str, key: str, line: int, more: dict[str, str]) -> None:
    """The mistake's key, file, line and facts are those of what is wrong."""
    path = write(text)
    mistake = next(mistake for mistake in load(path, {}).mistakes if mistake.key == key)
    told = facts(mistake)
    assert {**told, **more, "where": f"{path}:{line}", "file": str(path), "line": str(line)} == told


@pytest.mark.parametrize(
    ("text", "key", "line", "more"), MISTAKES, ids=[f"{key}-{line}" for _, key, line, _ in MISTAKES]
)
def test_a_mistake_costs_nothing_else(write: Write, text: str, key: str, line: int, more: dict[str, str]) -> None:
    """Beside any of the mistakes the feed above it and the environment still count."""
    config = load(write(text), {"QARI_READING_COLUMN": "60"})
    assert (config.reading.column, text.startswith(FEED)) == (
        60,
        Subscription("https://example.org/feed") in config.feeds,
    )


@pytest.mark.parametrize(
    ("broken", "left"),
    [
        ("[[feeds]]\nurl = https://b.example/\n", ["https://example.org/feed", "https://c.example/"]),
        ("[[feeds]\nurl = 'https://b.example/'\n", ["https://example.org/feed", "https://c.example/"]),
        ("[[feeds]]\nurl = 'https://b.example/'\ntitle = \"b\n", None),
    ],
    ids=["bare-url", "broken-header", "open-quote"],
)
def test_a_broken_feed_does_not_take_the_others_along(write: Write, broken: str, left: list[str] | None) -> None:
    """Syntax errors in one feed leave the feeds before and after it."""
    config = load(write(FEED + broken + "[[feeds]]\nurl = 'https://c.example/'\n"), {})
    expected = left or ["https://example.org/feed", "https://b.example/", "https://c.example/"]
    assert [feed.url for feed in config.feeds] == expected


def test_a_broken_header_keeps_its_keys_out_of_the_table_above(write: Write) -> None:
    """What stands below a broken header does not end up in the table before it."""
    config = load(write("[screen]\n[reading\ntheme = 'x'\n"), {})
    assert (config.screen.theme, len(config.mistakes)) == ("auto", 1)


def test_syntax_errors_without_end(write: Write) -> None:
    """A file that is not TOML at all gives a bounded number of mistakes, and the defaults."""
    config = load(write("not toml\n" * 500), {})
    assert (len(config.mistakes), config.fetch) == (MAX_SYNTAX_ERRORS, Config().fetch)


def test_mistakes_come_in_the_order_of_the_file(write: Write) -> None:
    """Mistakes are sorted by line, and those of variables come last."""
    config = load(write("a = 1\nb 2\n[fetch]\nworkers = 0\n[[feeds]]\n"), {"QARI_SCREEN_UNREAD_ONLY": "maybe"})
    assert [facts(mistake)["line"] for mistake in config.mistakes] == ["1", "2", "4", "5", ""]
