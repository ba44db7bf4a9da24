"""A writer that is killed at any moment loses nothing that it had been told is done, and leaves nothing half done."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
import restless

KILLS = 100
SOONEST, LATEST = 0.002, 0.4
"""Seconds after its birth in which a writer is killed: it may be opening the database still, or writing long since."""

_BROKEN = """
    SELECT entries.id FROM entries
    LEFT JOIN entry_states AS state ON state.entry_id = entries.id
    LEFT JOIN entry_bodies AS body ON body.entry_id = entries.id
    LEFT JOIN entry_texts AS text ON text.entry_id = entries.id
    WHERE (state.entry_id IS NULL) <> (body.entry_id IS NULL) OR (state.entry_id IS NULL) <> (text.entry_id IS NULL)
"""
"""What is neither whole nor removed."""


class Marks(NamedTuple):
    """Whether an entry is read, and bookmarked."""

    read: int = 0
    bookmarked: int = 0

    def after(self, mark: str) -> Marks:
        """With one mark more."""
        value = int(not mark.startswith("un"))
        return self._replace(**{"read" if "read" in mark else "bookmarked": value})


class Said:
    """What the writers have said till now, and what must be so after it."""

    def __init__(self, file: Path) -> None:
        self.file, self._place = file, 0
        self.stored: set[tuple[int, str]] = set()
        """Feed and guid of what a refresh told of."""
        self.begun: list[str] = []
        """The guids of the last refresh that had begun."""
        self.marks: dict[int, Marks] = {}
        """Of the entries that were marked."""
        self.marking: tuple[list[int], str] | None = None
        """A mark that had begun and of whose end nothing was said."""
        self.searches: set[str] = set()
        self.opened = self.cleaning = self.backups = 0
        """How often a database was opened, cleaning begun, and a backup done."""

    def listen(self) -> None:
        """Read on. A last line that was cut off says nothing."""
        with self.file.open("rb") as file:
            file.seek(self._place)
            new = file.read()
        whole = new[: new.rfind(b"\n") + 1]
        self._place += len(whole)
        for line in whole.splitlines():
            what, *facts = json.loads(line)
            self._hear(what, facts)

    def _hear(self, what: str, facts: list[Any]) -> None:
        match what, facts:
            case "opened", [notices]:
                assert notices == []
                self.opened += 1
            case "refresh", [guids]:
                self.begun = guids
            case "stored", [feed_id, guids]:
                self.stored |= {(feed_id, guid) for guid in guids}
            case "mark", [ids, mark]:
                self.marking = ids, mark
            case "marked", [ids, mark]:
                self.marking = None
                self.marks |= {id: self.of(id).after(mark) for id in ids}
            case "clean", []:
                self.cleaning += 1
            case "backed up", []:
                self.backups += 1
            case "kept", [query]:
                self.searches.add(query)

    def of(self, id: int) -> Marks:
        """The marks of an entry."""
        return self.marks.get(id, Marks())


@pytest.fixture
def warm(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The process that bears writers."""
    command = [sys.executable, restless.__file__, str(tmp_path)]
    environment = {**os.environ, "HOME": str(tmp_path)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        yield process
        _, errors = process.communicate()
        assert errors == ""


def kill_one(warm: subprocess.Popen[str], seed: int, seconds: float) -> None:
    """Let a writer be born, and kill it so long after."""
    assert warm.stdin is not None and warm.stdout is not None
    warm.stdin.write(f"{seed}\n")
    warm.stdin.flush()
    writer = int(warm.stdout.readline())
    time.sleep(seconds)
    os.kill(writer, signal.SIGKILL)
    assert os.WTERMSIG(int(warm.stdout.readline())) == signal.SIGKILL


def look(place: Path, said: Said) -> None:
    """Look at a copy of what was left, its WAL with it: the next writer must find it as it is."""
    copy = place / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for name in ("qari.db", "qari.db-wal", "backup.db"):
        if (place / name).exists():
            shutil.copy(place / name, copy)
    if said.backups:
        with closing(sqlite3.connect(copy / "backup.db")) as backup:
            assert backup.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with closing(sqlite3.connect(copy / "qari.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        if said.opened:
            check(database, said)


def check(database: sqlite3.Connection, said: Said) -> None:
    """What was said to be done is there, and what had begun is there wholly or not at all."""
    assert database.execute(_BROKEN).fetchall() == []
    there = set(database.execute("SELECT feed_id, guid FROM entries"))
    assert said.stored <= there
    beginning = [feed_id for feed_id, guid in there - said.stored if guid in said.begun]
    assert all(beginning.count(feed_id) == restless.BATCH for feed_id in beginning)
    assert said.searches <= {query for (query,) in database.execute("SELECT query FROM searches")}

    rows = database.execute("SELECT entry_id, read, bookmarked FROM entry_states")
    states = {id: Marks(read, bookmarked) for id, read, bookmarked in rows}
    gone = {id for (id,) in database.execute("SELECT id FROM entries")} - states.keys()
    ids, mark = said.marking or ([], "")
    changed = {id for id in states.keys() & set(ids) if states[id] != said.of(id)}
    assert changed in (set(), {id for id in ids if said.of(id).after(mark) != said.of(id)})
    assert all(states[id] == (said.of(id).after(mark) if id in changed else said.of(id)) for id in states)
    assert not gone or (said.cleaning and all(said.of(id) == Marks(read=1) for id in gone))
    if changed:
        said.marks |= {id: states[id] for id in changed}
    said.marking = None


def test_what_is_done_outlives_a_hundred_kills(warm: subprocess.Popen[str], tmp_path: Path) -> None:
    """Of refreshing, marking, searching, cleaning and backing up, at any moment; the file is sound after each."""
    dice, said = Random(20240726), Said(tmp_path / "said.jsonl")
    for number in range(KILLS):
        kill_one(warm, number, dice.uniform(SOONEST, LATEST))
        if said.file.exists():
            said.listen()
        look(tmp_path, said)
    assert said.opened > KILLS // 2
    assert said.stored and said.marks and said.searches and said.cleaning and said.backups
    assert not list(tmp_path.glob("*.damaged-*")) and not list(tmp_path.glob("*.suspect"))
