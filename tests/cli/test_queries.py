"""Queries on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_samples import fill, run

Capture = pytest.CaptureFixture[str]


def titles(capsys: Capture, *arguments: str) -> list[str]:
    """The titles that a command lists."""
    return [entry["title"] for entry in run(capsys, *arguments, "--json").json]


def test_a_list_may_be_of_a_query(home: Path, capsys: Capture) -> None:
    """``qari list`` and ``qari search`` understand the same words."""
    fill(home)
    for command in ("list", "search"):
        assert titles(capsys, command, "lang:en") == ["A bridge opens"]
        assert len(titles(capsys, command, "الحديقه", "OR", "bridge")) == 2
        assert titles(capsys, command, "(is:read)") == []


def test_a_query_that_finds_nothing_says_so(home: Path, capsys: Capture) -> None:
    """And not that news had better be fetched."""
    fill(home)
    ran = run(capsys, "list", "zeppelin")
    assert ran.out == "" and "zeppelin" in ran.err and "refresh" not in ran.err


def test_a_mistake_in_a_query_is_wrong_usage(home: Path, capsys: Capture) -> None:
    """It is told with its column, and nothing is listed."""
    fill(home)
    ran = run(capsys, "list", "lang:en (is:unread")
    assert (ran.status, ran.out) == (2, "")
    assert "column 9" in ran.err


def test_what_a_query_means_is_marked(home: Path, capsys: Capture) -> None:
    """As many as there are; numbers and a query together mean nothing."""
    fill(home)
    assert run(capsys, "mark", "--query", "feed:المثال", "read").status == 0
    assert len(titles(capsys, "list", "is:read")) == 2
    assert run(capsys, "mark", "--query", "lang:en", "1", "unread").status == 2
    assert run(capsys, "mark", "unread").status == 2


def test_what_a_query_means_is_exported(home: Path, capsys: Capture) -> None:
    """In any format."""
    fill(home)
    text = run(capsys, "export", "--query", "title:bridge", "--text").out
    assert "A bridge opens" in text and "البلدية" not in text


def test_bookmarks_are_links_in_opml(home: Path, capsys: Capture) -> None:
    """With their texts, addresses and dates; without a choice OPML is of feeds."""
    fill(home)
    run(capsys, "mark", "--query", "title:bridge", "bookmark")
    links = run(capsys, "export", "--bookmarked", "--opml").out
    assert 'type="link" text="A bridge opens" url="https://news.example/2" created="Sun, 26 Jul 2026' in links
    assert 'xmlUrl="https://news.example/feed"' in run(capsys, "export", "--opml").out


def test_search_prints_why(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The part of the text with the words, and where in it they stand; list has none of that."""
    fill(home)
    (record,) = run(capsys, "search", "زائر", "--json").json
    assert [record["snippet"][start:end] for start, end in record["matches"]] == ["زائر"]
    assert "snippet" not in run(capsys, "list", "زائر", "--json").json[0]
    assert run(capsys, "search", "زائر", "--newest", "--json").json == [record]
