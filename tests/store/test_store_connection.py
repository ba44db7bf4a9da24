"""One connection: transactions, and SQLite's errors as ours."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from store_samples import NOW, a_feed, a_new, an_entry, an_intent

from reader.asking import Subscription
from reader.errors import StoreBusyError, StoreError, StoreFullError
from reader.models import Filter, Mark
from reader.query import parse
from reader.store import entries, feeds, subscriptions
from reader.store.db import Database, connect, open_or_replace


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database lies."""
    return tmp_path / "qari.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    """An empty database."""
    with closing(open_or_replace(path).database) as database:
        yield database


class Interruption(Exception):
    """Something that goes wrong half-way."""


def test_a_transaction_that_fails_leaves_nothing(db: Database) -> None:
    """What was written before the failure is taken back, and the next transaction works."""
    with pytest.raises(Interruption), db.transaction():
        db.run("INSERT INTO feeds (url, origin) VALUES ('https://example.org/a', 'added')")
        raise Interruption
    assert feeds.subscribed(db) == ()
    a_feed(db, "a")
    assert len(feeds.subscribed(db)) == 1


def test_waiting_too_long_is_an_error_that_says_so(db: Database, path: Path) -> None:
    """A second writer gives up after its time-out, having changed nothing; reading never waits."""
    feed_id = a_feed(db, "a")
    ids = entries.ids(db, Filter())
    with closing(connect(path)) as second:
        second.run("PRAGMA busy_timeout = 20")
        with db.transaction():
            entries_written = db.run("UPDATE entry_states SET read = 1")
            for work in (
                lambda: entries.mark(second, ids, Mark.READ, NOW),
                lambda: feeds.apply(second, an_intent(feed_id, [a_new(an_entry("b"))])),
                lambda: subscriptions.subscribe(second, Subscription("https://example.org/b")),
            ):
                with pytest.raises(StoreBusyError) as caught:
                    work()
                assert caught.value.problem.key == "error.database_busy"
                assert dict(caught.value.problem.facts)["path"] == str(path)
            assert entries.ids(second, Filter(unread=True)) == ids
        assert entries_written == 1
        assert entries.mark(second, ids, Mark.UNREAD, NOW) == tuple(ids)


def test_a_writer_waits_for_another(db: Database, path: Path) -> None:
    """Within the time-out nobody notices."""
    began, written = threading.Event(), threading.Event()

    def hold() -> None:
        with closing(connect(path)) as second, second.transaction():
            second.run("INSERT INTO feeds (url, origin) VALUES ('https://example.org/b', 'added')")
            began.set()
            written.wait(0.2)  # nothing sets it: the other writer is kept waiting that long

    thread = threading.Thread(target=hold)
    thread.start()
    began.wait()
    a_feed(db, "a")
    thread.join()
    assert len(feeds.subscribed(db)) == 2


def test_a_full_disk_takes_the_transaction_back(db: Database, path: Path) -> None:
    """The refresh that did not fit leaves nothing behind; what was stored before stays, and marks still work."""
    feed_id = a_feed(db, "a", "b")
    before = feeds.to_fetch(db, None), entries.known(db, feed_id)
    db.run(f"PRAGMA max_page_count = {db.value('PRAGMA page_count') + 2}")
    body = "<p>" + "كلمة " * 5000 + "</p>"
    with pytest.raises(StoreFullError) as caught:
        feeds.apply(db, an_intent(feed_id, [a_new(an_entry(f"c{n}", body)) for n in range(20)], title="other"))
    assert caught.value.problem.key == "error.database_full"
    assert (feeds.to_fetch(db, None), entries.known(db, feed_id)) == before
    ids = entries.ids(db, Filter())
    assert set(entries.mark(db, ids, Mark.READ, NOW)) == set(ids)
    db.check()


def test_a_number_that_no_database_holds_is_an_error(db: Database) -> None:
    """It does not come out as Python's own exception."""
    with pytest.raises(StoreError):
        subscriptions.unsubscribe(db, 2**70)


def test_a_closed_connection_is_an_error(path: Path) -> None:
    """Nor does this; closing again is nothing."""
    db = open_or_replace(path).database
    db.close()
    db.close()
    with pytest.raises(StoreError) as caught:
        feeds.subscribed(db)
    assert caught.value.problem.key == "error.database"


def test_another_thread_may_close(path: Path) -> None:
    """The library works in threads of its own and may end in any."""
    db = open_or_replace(path).database
    a_feed(db, "a")
    thread = threading.Thread(target=db.close)
    thread.start()
    thread.join()
    assert [file.name for file in path.parent.iterdir()] == ["qari.db"]


def test_text_that_is_not_text_any_more_is_shown_as_far_as_it_goes(db: Database) -> None:
    """A bit that fell over in a title keeps no list from being shown."""
    a_feed(db, "a")
    db.run("UPDATE entries SET title = CAST(x'd8a7ffd8a8' AS TEXT)")
    (entry,) = entries.by_ids(db, entries.ids(db, Filter()))
    assert entry.title == "ا\ufffdب"


WRITER = """
import sys
from itertools import count
from pathlib import Path
from reader.asking import Subscription
from reader.models import Filter, Mark
from reader.store import entries, feeds, subscriptions
from reader.store.db import open_or_replace
from store_samples import NOW, a_new, an_entry, an_intent
path, name, most = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
opened = open_or_replace(path)
assert not opened.notices
db = opened.database
feed_id = subscriptions.subscribe(db, Subscription("https://example.org/" + name))
for number in range(most):
    guids = [f"{name} {number} {serial}" for serial in range(20)]
    feeds.apply(db, an_intent(feed_id, [a_new(an_entry(guid, "<p>" + "كلمة " * 400)) for guid in guids]))
    entries.mark(db, entries.ids(db, Filter(feed_id=feed_id, limit=1)), Mark.BOOKMARK, NOW)
    print(number, flush=True)
db.close()
"""


def start(path: Path, name: str, most: int) -> subprocess.Popen[str]:
    """Another process that stores twenty entries at a time, and prints a line when each twenty are stored."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    command = [sys.executable, "-c", WRITER, str(path), name, str(most)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


@pytest.mark.parametrize("lines", [1, 7, 20])
def test_a_killed_process_loses_nothing_it_had_stored(path: Path, lines: int) -> None:
    """After SIGKILL amid writes the file opens, is sound, holds each transaction whole, and all that was reported."""
    with start(path, "killed", 100_000) as process:
        assert process.stdout
        for _ in range(lines):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        reported = lines + len([line for line in process.stdout if line.endswith("\n")])
    opened = open_or_replace(path)
    with closing(opened.database) as db:
        assert opened.notices == ()
        db.check()
        assert db.row("PRAGMA foreign_key_check") is None
        (feed,) = feeds.subscribed(db)
        assert feed.total % 20 == 0
        assert feed.total >= 20 * reported
        assert len(entries.ids(db, Filter(bookmarked=True))) >= reported
        whole = entries.by_ids(db, entries.ids(db, Filter()))
        assert all(entries.article(db, entry.id) for entry in whole)
        assert len(entries.ids(db, Filter(), parse("كلمة", NOW))) == feed.total
        a_feed(db, "after")


def test_two_processes_write_at_once(path: Path) -> None:
    """Each waits for the other; both begin with no file, and nothing of either is missing at the end."""
    with start(path, "one", 15) as one, start(path, "two", 15) as two:
        assert one.communicate()[0].split() == two.communicate()[0].split() == [str(number) for number in range(15)]
    assert one.returncode == two.returncode == 0
    with closing(open_or_replace(path).database) as db:
        assert [(feed.total, feed.unread) for feed in feeds.subscribed(db)] == [(300, 300), (300, 300)]
        assert len(entries.ids(db, Filter(bookmarked=True))) == 30
        db.check()
