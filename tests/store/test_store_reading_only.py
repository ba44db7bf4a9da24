"""A database that cannot be written, or that a newer Qari wrote, can be read."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from store_samples import NOW, a_feed, fill, run

from reader.errors import StoreError, StoreTooNewError
from reader.models import Filter, Mark
from reader.store import entries, feeds
from reader.store.db import connect, open_or_replace
from reader.store.migrations import VERSION


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the user's data goes; nothing is there yet."""
    return tmp_path / "data" / "qari" / "qari.db"


UNPRIVILEGED = """
import json, os, sys
from pathlib import Path
from reader.errors import StoreError
from reader.asking import Subscription
from reader.models import Filter, Mark
from reader.store import entries, feeds, subscriptions
from reader.store.db import connect, open_or_replace
from store_samples import NOW
if os.geteuid() == 0:
    os.setuid(65534)
path = Path(sys.argv[1])

def outcome(work):
    try:
        return work()
    except StoreError as error:
        return [type(error).__name__, error.problem.key]

def use():
    opened = open_or_replace(path)
    second = connect(path)
    ids = entries.ids(opened.database, Filter())
    return {
        "notices": [notice.key for notice in opened.notices],
        "read_only": [opened.database.read_only, second.read_only],
        "titles": sorted(entry.title for entry in entries.by_ids(second, ids)),
        "body": entries.article(second, ids[0]).html,
        "counts": [[feed.unread, feed.total] for feed in feeds.subscribed(second)],
        "mark": outcome(lambda: entries.mark(opened.database, ids, Mark.READ, NOW)),
        "subscribe": outcome(lambda: subscriptions.subscribe(opened.database, Subscription("https://example.org/other"))),
    }

print(json.dumps(outcome(use)))
"""


@pytest.fixture
def shared() -> Iterator[Path]:
    """A directory that every user may enter; pytest's own are their owner's alone."""
    directory = Path(tempfile.mkdtemp())
    directory.chmod(0o755)
    yield directory
    for place in (directory, *(child for child in directory.iterdir() if child.is_dir())):
        place.chmod(0o755)
    shutil.rmtree(directory)


def as_anybody(path: Path) -> object:
    """What a process without privileges meets at ``path``."""
    return json.loads(run(UNPRIVILEGED, path))


READABLE = {
    "notices": ["notice.database_read_only"],
    "read_only": [True, True],
    "titles": ["عنوان g0", "عنوان g1", "عنوان g2"],
    "body": "<p>متن</p>",
    "counts": [[3, 3]],
    "mark": ["StoreReadOnlyError", "error.database_read_only"],
    "subscribe": ["StoreReadOnlyError", "error.database_read_only"],
}


def make_newer(path: Path, *changes: str) -> None:
    """A database that a later version has migrated."""
    fill(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for change in (*changes, f"PRAGMA user_version = {VERSION + 1}"):
            connection.execute(change)


def test_a_newer_database_is_opened_for_reading(path: Path) -> None:
    """What a newer Qari wrote can be read, cannot be changed, and the notice says why."""
    make_newer(path)
    opened = open_or_replace(path)
    with closing(opened.database) as db:
        assert db.read_only
        assert [notice.key for notice in opened.notices] == ["notice.database_too_new"]
        ids = entries.ids(db, Filter())
        assert len(entries.by_ids(db, ids)) == 3
        with pytest.raises(StoreTooNewError):
            entries.mark(db, ids, Mark.READ, NOW)
        with pytest.raises(StoreError):
            db.run("DELETE FROM entry_states")
        assert len(entries.ids(db, Filter(unread=True))) == 3
    with closing(connect(path)) as second:
        assert second.read_only


def test_a_newer_database_of_another_shape_says_that_it_is_newer(path: Path) -> None:
    """A table that is gone is no mystery to the user: the error names the cause."""
    make_newer(path, "ALTER TABLE feeds RENAME TO sources")
    with closing(open_or_replace(path).database) as db, pytest.raises(StoreTooNewError):
        feeds.subscribed(db)


@pytest.mark.parametrize(("directory_mode", "file_mode"), [(0o555, 0o444), (0o555, 0o666), (0o777, 0o444)])
def test_a_database_that_cannot_be_written_is_read(shared: Path, directory_mode: int, file_mode: int) -> None:
    """Be it the file or its directory: headlines and articles are there, marks are refused, and the notice says so."""
    path = shared / "data" / "qari.db"
    whole = fill(path)
    path.chmod(file_mode)
    path.parent.chmod(directory_mode)
    assert as_anybody(path) == READABLE
    assert path.read_bytes() == whole


def test_a_database_in_use_by_its_owner_can_be_read_by_another(shared: Path) -> None:
    """What the owner has committed and not yet written back is seen."""
    path = shared / "data" / "qari.db"
    with closing(open_or_replace(path).database) as db:
        a_feed(db, "g0", "g1", "g2")
        for file in path.parent.iterdir():
            file.chmod(0o444)
        path.parent.chmod(0o555)
        assert as_anybody(path) == READABLE


def test_a_directory_that_cannot_be_written_and_holds_no_database_is_an_error(shared: Path) -> None:
    """There is nothing to read and nowhere to write."""
    (shared / "data").mkdir()
    (shared / "data").chmod(0o555)
    assert as_anybody(shared / "data" / "qari.db") == ["StoreReadOnlyError", "error.database_read_only"]


def test_a_damaged_database_that_cannot_be_moved_is_an_error(shared: Path) -> None:
    """It stays as it is."""
    path = shared / "data" / "qari.db"
    path.parent.mkdir()
    path.write_bytes(b"garbage" * 1000)
    path.chmod(0o644)
    path.parent.chmod(0o555)
    assert as_anybody(path) == ["StoreDamagedError", "error.database_damaged"]
    assert path.read_bytes() == b"garbage" * 1000


def test_a_directory_that_may_not_be_entered_is_an_error(shared: Path) -> None:
    """The system's refusal becomes ours."""
    path = shared / "data" / "qari.db"
    fill(path)
    path.parent.chmod(0o600)
    assert as_anybody(path) == ["StoreReadOnlyError", "error.database_read_only"]


FULL = """
import json, resource, sys
from pathlib import Path
from reader.errors import StoreError
from reader.models import Filter, Mark
from reader.store import entries
from reader.store.db import open_or_replace
from store_samples import NOW
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    opened = open_or_replace(Path(sys.argv[1]))
    ids = entries.ids(opened.database, Filter())
    print(json.dumps([[notice.key for notice in opened.notices], len(entries.by_ids(opened.database, ids))]))
    entries.mark(opened.database, ids, Mark.READ, NOW)
except StoreError as error:
    print(json.dumps([type(error).__name__, error.problem.key]))
"""


def test_a_disk_without_any_room_leaves_reading(path: Path) -> None:
    """SQLite then cannot even make its index of the WAL; headlines are there all the same, and marks are refused."""
    whole = fill(path)
    lines = [json.loads(line) for line in run(FULL, path).splitlines()]
    assert lines == [[["notice.database_full"], 3], ["StoreReadOnlyError", "error.database_read_only"]]
    assert path.read_bytes() == whole


def test_a_disk_without_any_room_begins_no_database(path: Path) -> None:
    """The error says why."""
    assert json.loads(run(FULL, path)) == ["StoreFullError", "error.database_full"]
