"""The commands on a stored library, without a network."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli_samples import ARABIC, ENGLISH, fill, run

from reader import __version__
from reader.cli.arguments import parse
from reader.cli.main import _NOTHING_SAID
from reader.i18n.catalogue import load
from reader.text.clean import unmarked

Capture = pytest.CaptureFixture[str]


def test_version(home: Path, capsys: Capture) -> None:
    """``--version`` prints the name and the version and is a success."""
    ran = run(capsys, "--version")
    assert (ran.status, ran.out) == (0, f"qari {__version__}\n")


def test_no_arguments_are_as_good_as_parsed_ones() -> None:
    """What a bare ``qari`` takes for granted is what the parser says of no arguments."""
    parsed = vars(parse([], load("en"), print))
    parsed.pop("named")
    assert parsed == _NOTHING_SAID


def test_where_names_every_place(home: Path, capsys: Capture) -> None:
    """``where --json`` gives the six places, all below the home directory."""
    places = run(capsys, "where", "--json").json
    assert set(places) == {"config", "data", "database", "cache", "log", "terminals"}
    assert all(place.startswith(str(home)) for place in places.values())


def test_where_creates_nothing(home: Path, capsys: Capture) -> None:
    """Asking where files are does not make them."""
    run(capsys, "where")
    assert list(home.iterdir()) == []


def test_list_json_is_logical_with_stable_names(home: Path, capsys: Capture) -> None:
    """``list --json`` gives the documented fields, and text as it was written."""
    fill(home)
    found = run(capsys, "list", "--json").json
    assert {"id", "feed", "title", "url", "published", "read", "bookmarked", "language", "content"} <= set(found[0])
    assert found[-1]["title"] == ARABIC.title or found[0]["title"] == ARABIC.title
    arabic = next(entry for entry in found if entry["language"] == "ar")
    assert arabic["content"].startswith("حضر الافتتاح 2500 زائر")
    assert arabic["published"] == "2026-07-26T11:05:00Z"


def test_list_in_a_pipe_is_tab_separated_and_logical(home: Path, capsys: Capture) -> None:
    """In a pipe a headline is one line of fields parted by tabs, in logical order and without invisible marks."""
    fill(home)
    lines = run(capsys, "list").out.splitlines()
    fields = next(line.split("\t") for line in lines if ARABIC.title in line)
    assert fields[1:5] == ["●", "2026-07-26T11:05:00+00:00", "جريدة المثال", ARABIC.title]
    assert all(unmarked(line) == line for line in lines)


def test_marks_are_remembered(home: Path, capsys: Capture) -> None:
    """A bookmark set by one command is there for the next."""
    fill(home)
    wanted = run(capsys, "list", "--json").json[0]["id"]
    assert run(capsys, "mark", str(wanted), "bookmark").status == 0
    assert run(capsys, "mark", str(wanted), "read").status == 0
    found = run(capsys, "list", "--bookmarked", "--json").json
    assert [(entry["id"], entry["read"], entry["bookmarked"]) for entry in found] == [(wanted, True, True)]
    assert len(run(capsys, "list", "--unread", "--json").json) == 1


def test_marking_again_changes_nothing(home: Path, capsys: Capture) -> None:
    """A mark that is there already is no error, and is said to change nothing."""
    fill(home)
    run(capsys, "mark", "1", "read")
    ran = run(capsys, "mark", "1", "read")
    assert (ran.status, ran.out) == (0, "Nothing changed.\n")


def test_marking_an_unknown_headline_marks_none(home: Path, capsys: Capture) -> None:
    """One wrong number stops the command before anything is marked."""
    fill(home)
    ran = run(capsys, "mark", "1", "999", "read")
    assert ran.status == 1
    assert "999" in ran.err
    assert len(run(capsys, "list", "--unread", "--json").json) == 2


def test_show_plain_is_the_whole_article(home: Path, capsys: Capture) -> None:
    """``show`` in a pipe gives title, source, text and address in logical order."""
    fill(home)
    arabic = next(e for e in run(capsys, "list", "--json").json if e["language"] == "ar")
    shown = run(capsys, "show", str(arabic["id"])).out
    for part in (ARABIC.title, "جريدة المثال", "سلمى", "2500", "العمل", ARABIC.url):
        assert part in shown


def test_show_at_a_width_in_a_pipe_is_laid_out_logically(home: Path, capsys: Capture) -> None:
    """``show --width`` in a pipe breaks rows at the width, and leaves their letters as they were typed."""
    fill(home)
    arabic = next(e for e in run(capsys, "list", "--json").json if e["language"] == "ar")
    rows = run(capsys, "show", str(arabic["id"]), "--width", "30").out.splitlines()
    assert rows[:2] == ["أعلنت البلدية افتتاح «الحديقة»", "الجديدة (2026)"]
    assert "حضر الافتتاح 2500 زائر يوم 26" in rows
    assert [row for row in rows if row != row.rstrip() or len(row) > 30] == []


def test_times_have_one_form(home: Path, capsys: Capture) -> None:
    """An entry without a date, which has the time at which it was first seen, is as exact as the others."""
    fill(home, [ENGLISH._replace(published=datetime(2026, 7, 26, 11, 5, 1, 123456, tzinfo=UTC))])
    (entry,) = run(capsys, "list", "--json").json
    assert entry["published"] == "2026-07-26T11:05:01Z"


def test_search_finds_what_is_spelled_otherwise(home: Path, capsys: Capture) -> None:
    """A search without hamza finds the word with it."""
    fill(home)
    found = run(capsys, "search", "اعلنت البلديه", "--json").json
    assert [entry["title"] for entry in found] == [ARABIC.title]
    assert run(capsys, "search", "لاشيء", "--json").json == []


def test_feeds_tell_their_counts(home: Path, capsys: Capture) -> None:
    """``feeds --json`` gives each feed with what is unread."""
    fill(home)
    (feed,) = run(capsys, "feeds", "--json").json
    assert (feed["title"], feed["unread"], feed["total"], feed["error"]) == ("جريدة المثال", 2, 2, None)


def test_one_feed_by_number_address_or_title(home: Path, capsys: Capture) -> None:
    """A feed is known by its number, its address and a part of its title."""
    fill(home)
    for name in ("1", "https://news.example/feed", "المثال"):
        assert len(run(capsys, "list", "--feed", name, "--json").json) == 2
    ran = run(capsys, "list", "--feed", "nowhere")
    assert ran.status == 1
    assert "nowhere" in ran.err


def test_removing_a_feed_keeps_its_bookmarks(home: Path, capsys: Capture) -> None:
    """After ``remove`` only what is bookmarked is still listed."""
    fill(home)
    run(capsys, "mark", "1", "bookmark")
    assert run(capsys, "remove", "1").status == 0
    assert run(capsys, "feeds", "--json").json == []
    assert [entry["id"] for entry in run(capsys, "list", "--json").json] == [1]


def test_a_wrong_option_is_explained(home: Path, capsys: Capture) -> None:
    """A wrong option is one sentence on standard error and exit status 2, never a traceback."""
    ran = run(capsys, "list", "--unraed")
    assert ran.status == 2
    assert "--unraed" in ran.err
    assert "Traceback" not in ran.err


def test_the_interface_speaks_arabic(home: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an Arabic locale the commands speak Arabic; ``--language`` overrides it."""
    monkeypatch.setenv("LANG", "ar_JO.UTF-8")
    assert "لا" in run(capsys, "feeds").err
    assert run(capsys, "--language", "en", "feeds").err.startswith("No feeds yet")
    assert run(capsys, "feeds", "--language", "en").err.startswith("No feeds yet")


def test_a_mistake_in_the_configuration_is_told_and_stops_nothing(home: Path, capsys: Capture) -> None:
    """The line and the key are named, and the command still runs."""
    fill(home)
    config = home / ".config/qari/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("[reading]\ncolum = 60\n", encoding="utf-8")
    ran = run(capsys, "list", "--json")
    assert ran.status == 0
    assert len(ran.json) == 2
    assert "config.toml" in ran.err
    assert "column" in ran.err


def test_a_configuration_that_is_named_must_exist(home: Path, capsys: Capture) -> None:
    """``--config`` with a missing file is wrong usage."""
    ran = run(capsys, "--config", str(home / "none.toml"), "list")
    assert ran.status == 2
    assert "none.toml" in ran.err


def test_a_damaged_database_is_kept_and_told(home: Path, capsys: Capture) -> None:
    """A file that is no database is kept under a new name, said so, and replaced by an empty one."""
    database = home / ".local/share/qari/qari.db"
    database.parent.mkdir(parents=True)
    database.write_bytes(b"this is not a database" * 100)
    ran = run(capsys, "list")
    kept = [path for path in database.parent.iterdir() if "damaged" in path.name]
    assert ran.status == 0
    assert [path.read_bytes() for path in kept] == [b"this is not a database" * 100]
    assert kept[0].name in ran.err


def test_debug_writes_the_cause_to_the_log(home: Path, capsys: Capture) -> None:
    """With ``--debug`` the traceback of an error goes to the log file and not to the terminal."""
    ran = run(capsys, "--debug", "show", "7")
    log = (home / ".local/state/qari/qari.log").read_text(encoding="utf-8")
    assert ran.status == 1
    assert "Traceback" not in ran.err
    assert "NotFoundError" in log


def test_the_app_needs_a_terminal(home: Path, capsys: Capture) -> None:
    """Without a terminal the app does not start, and says what to use instead."""
    ran = run(capsys)
    assert ran.status == 1
    assert "qari list" in ran.err
