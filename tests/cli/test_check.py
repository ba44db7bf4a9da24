"""``qari check``."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cli_samples import fill, run

from reader.text.clean import unmarked

Capture = pytest.CaptureFixture[str]
PAGE = 4096


@pytest.fixture
def database(home: Path) -> Path:
    """The user's database, with a feed of two entries."""
    fill(home)
    return home / ".local/share/qari/qari.db"


@pytest.fixture
def damaged(database: Path) -> bytes:
    """What it holds once the page of its texts is lost."""
    with closing(sqlite3.connect(database)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entry_bodies'").fetchone()
    data = database.read_bytes()
    database.write_bytes(data[: (root - 1) * PAGE] + bytes(PAGE) + data[root * PAGE :])
    return database.read_bytes()


def test_a_sound_database_is_told(database: Path, capsys: Capture) -> None:
    """And nothing of it changes."""
    before = database.read_bytes()
    ran = run(capsys, "check")
    assert (ran.status, ran.err) == (0, "")
    assert unmarked(ran.out) == f"The database {database} is sound.\n"
    assert run(capsys, "check", "--repair").status == 0
    assert run(capsys, "check", "--json").json == {
        "database": str(database),
        "sound": True,
        "faults": [],
        "repaired": None,
    }
    assert [file.name for file in database.parent.iterdir()] == ["qari.db"] and database.read_bytes() == before


def test_a_damaged_one_is_told_and_left_alone(database: Path, damaged: bytes, capsys: Capture) -> None:
    """With what SQLite says, and what can be done; the status is one."""
    ran = run(capsys, "check")
    assert (ran.status, ran.out) == (1, "")
    first, *faults, last = unmarked(ran.err).splitlines()
    assert first == f"The database {database} is damaged. SQLite says:" and faults and "check --repair" in last
    found = run(capsys, "check", "--json")
    assert (found.status, found.json["sound"], bool(found.json["faults"])) == (1, False, True)
    assert [file.name for file in database.parent.iterdir()] == ["qari.db"] and database.read_bytes() == damaged


def test_it_is_repaired_where_that_is_asked_for(database: Path, damaged: bytes, capsys: Capture) -> None:
    """What was saved is counted, the damaged file is kept, and the next look finds all sound."""
    ran = run(capsys, "check", "--repair")
    assert ran.status == 0
    (kept,) = database.parent.glob("*.damaged-*")
    assert kept.read_bytes() == damaged and kept.name in ran.out
    assert unmarked(ran.out).splitlines()[1:] == ["1 feed was saved.", "2 articles were saved."]
    assert run(capsys, "check").status == 0
    assert [entry["title"] for entry in run(capsys, "list", "--json").json]


def test_other_programs_are_told_how_much_was_saved(database: Path, damaged: bytes, capsys: Capture) -> None:
    """And where the damaged file is."""
    ran = run(capsys, "check", "--repair", "--json")
    (kept,) = database.parent.glob("*.damaged-*")
    assert (ran.status, ran.json["sound"]) == (0, False)
    assert ran.json["repaired"] == {"kept": str(kept), "feeds": 1, "articles": 2}


def test_what_is_none_of_ours_is_an_error(home: Path, capsys: Capture) -> None:
    """No file, and another program's; what is no database at all is damaged."""
    path = home / ".local/share/qari/qari.db"
    assert run(capsys, "check").status == 1 and not path.exists()
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookkeeping (amount)")
    assert "another program" in run(capsys, "check", "--repair").err
    path.write_bytes(b"garbage" * 1000)
    assert "file is not a database" in run(capsys, "check").err
    path.write_bytes(b"")
    path.with_name("qari.db-wal").write_bytes(b"written ahead")
    assert run(capsys, "check").status == 1
    assert path.with_name("qari.db-wal").read_bytes() == b"written ahead"
