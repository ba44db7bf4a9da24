"""What can be read of a damaged database is in the new one, and what the user did before all."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import damages
import pytest
from damages import ENTRIES, FEEDS, PAGE, Kept, kept, pages, spoil
from make_schema_data import DATA
from store_samples import NOW, an_intent

from reader.errors import StoreError
from reader.models import Filter, Mark
from reader.query import parse
from reader.store import entries, feeds, index, keeping
from reader.store.connection import suspicion
from reader.store.db import Database, Opened, open_or_replace, replace
from reader.store.migrations import MIGRATIONS, VERSION, migrate

DAMAGES = 60


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Kept]:
    """A sound database, and what of it is the user's."""
    path = tmp_path_factory.mktemp("whole") / "qari.db"
    return path, damages.fill(path)


@pytest.fixture
def path(whole: tuple[Path, Kept], tmp_path: Path) -> Path:
    """A copy of it, of which SQLite is said to have met damage."""
    shutil.copy(whole[0], tmp_path / "qari.db")
    suspicion(tmp_path / "qari.db").touch()
    return tmp_path / "qari.db"


@contextmanager
def repaired(path: Path) -> Iterator[Opened]:
    """The database, opened, which is in order in every way."""
    opened = open_or_replace(path)
    with closing(opened.database) as db:
        db.check()
        assert db.tuples("PRAGMA foreign_key_check") == []
        assert db.value("PRAGMA user_version") == VERSION
        lacking = "SELECT entry_id FROM entry_states WHERE entry_id NOT IN (SELECT entry_id FROM entry_texts)"
        assert not opened.notices or db.tuples(lacking) == []  # there is damage that no check finds
        yield opened


def titles(db: Database) -> set[str]:
    """Those of all entries."""
    return {entry.title for entry in entries.by_ids(db, entries.ids(db, Filter()))}


def test_damage_to_texts_costs_no_feed_and_no_mark(path: Path, whole: tuple[Path, Kept]) -> None:
    """Every page of the bodies is lost, and all else is there."""
    spoil(path, *pages(path)["entry_bodies"])
    with repaired(path) as opened:
        assert kept(opened.database) == whole[1]
        assert len(titles(opened.database)) == FEEDS * ENTRIES


TABLES = ("feeds", "entries", "entry_bodies", "entry_states", "entry_texts", "entry_keys", "feed_visits", "hosts")


@pytest.mark.parametrize("table", TABLES)
def test_a_table_without_its_first_page_loses_nothing(path: Path, whole: tuple[Path, Kept], table: str) -> None:
    """Nothing leads to its other pages any more, and they are found all the same."""
    spoil(path, pages(path)[table][0])
    with repaired(path) as opened:
        assert kept(opened.database) == whole[1]
        assert len(titles(opened.database)) == FEEDS * ENTRIES
        assert opened.database.value("SELECT count(*) FROM entry_bodies WHERE html <> ''") == FEEDS * ENTRIES
        assert {one.digest for one in entries.known(opened.database, 1)} != {""}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_that_is_lost_leaves_what_the_others_and_the_indexes_tell(
    path: Path, whole: tuple[Path, Kept], table: str
) -> None:
    """All of its pages are gone: addresses, read marks, bookmarks and searches are there still."""
    spoil(path, *pages(path)[table])
    with repaired(path) as opened:
        after = kept(opened.database)
        assert after.urls() == whole[1].urls()
        assert after[1:] == whole[1][1:]
        assert table == "feeds" or after.feeds == whole[1].feeds
        assert table == "entries" or len(titles(opened.database)) == FEEDS * ENTRIES


def test_what_the_user_wrote_outlives_what_it_is_about(path: Path, whole: tuple[Path, Kept]) -> None:
    """Entries, the index of their ids and their texts are all lost; those with a note stay to be seen."""
    there = pages(path)
    spoil(path, *there["entries"], *there["sqlite_autoindex_entries_1"], *there["entry_bodies"])
    with repaired(path) as opened:
        assert kept(opened.database).notes == whole[1].notes != frozenset()


def test_what_was_removed_stays_removed(path: Path) -> None:
    """Its texts may lie in pages that are free."""
    with closing(open_or_replace(path).database) as db:
        keeping.remove(db, list(entries.ids(db, Filter())))
        left = len(entries.ids(db, Filter()))
    spoil(path, pages(path)["entry_bodies"][0])
    suspicion(path).touch()
    with repaired(path) as opened:
        assert len(entries.ids(opened.database, Filter())) == left


@pytest.mark.parametrize("part", ["states_by_feed", "states_unread", "sqlite_autoindex_entries_1", "entry_index_data"])
def test_an_index_that_is_lost_is_made_again(path: Path, whole: tuple[Path, Kept], part: str) -> None:
    """It tells nothing that its table does not, and so nothing is lost; words are indexed anew."""
    spoil(path, *pages(path)[part])
    with repaired(path) as opened:
        assert kept(opened.database) == whole[1]
        index.prepare(opened.database)
        while index.some(opened.database, 500):
            pass
        found = entries.ids(opened.database, Filter(), parse("كلام", NOW))
        assert len(found) == FEEDS * ENTRIES


def test_one_page_in_the_middle_costs_its_own_rows_only(path: Path, whole: tuple[Path, Kept]) -> None:
    """What stands before it and after it in the table is there, and titles go with it; not so much as a mark."""
    leaves = [page for page in pages(path)["entries"] if path.read_bytes()[page * PAGE] == 13]
    lost = leaves[len(leaves) // 2]
    count = int.from_bytes(path.read_bytes()[lost * PAGE + 3 : lost * PAGE + 5])
    spoil(path, lost)
    with repaired(path) as opened:
        assert kept(opened.database) == whole[1]
        assert len(titles(opened.database) - {""}) == FEEDS * ENTRIES - count


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_gives_what_it_has(path: Path, whole: tuple[Path, Kept], share: float) -> None:
    """More of it the later it ends; what the index of words took goes first, for it came last."""
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with repaired(path) as opened:
        assert kept(opened.database).urls() <= whole[1].urls()
        assert kept(opened.database).urls()


def test_a_lost_head_is_made_again(path: Path, whole: tuple[Path, Kept]) -> None:
    """The first hundred bytes tell nothing that is not known; also with all else in the WAL."""
    with closing(open_or_replace(path).database) as db:
        entries.mark(db, [1], Mark.BOOKMARK, NOW)
        for part in ("", "-wal"):
            shutil.copy(f"{path}{part}", f"{path}.other{part}")
    other = path.with_name("qari.db.other")
    data = other.read_bytes()
    other.write_bytes(bytes(100) + data[100:])
    with repaired(other) as opened:
        assert kept(opened.database).bookmarked == whole[1].bookmarked | {1}
        assert kept(opened.database).feeds == whole[1].feeds


@pytest.mark.parametrize(("at", "byte"), [(47, 77), (63, 0), (63, 1), (63, 5)])
def test_a_wrong_number_in_the_head_is_mended(path: Path, whole: tuple[Path, Kept], at: int, byte: int) -> None:
    """A format that SQLite knows nothing of, and a version whose next steps the tables have been through already."""
    data = bytearray(path.read_bytes())
    data[at] = byte
    path.write_bytes(data)
    with repaired(path) as opened:
        assert kept(opened.database) == whole[1] and not opened.database.read_only
    path.write_bytes(data)
    with closing(replace(path).database) as mended:
        assert kept(mended) == whole[1]


@pytest.mark.parametrize("size", [100, 2_000, PAGE])
def test_a_lost_first_page_is_made_again(path: Path, whole: tuple[Path, Kept], size: int) -> None:
    """The pages that describe tables are known by what they hold, and so nothing is lost."""
    data = path.read_bytes()
    path.write_bytes(b"\xff" * size + data[size:])
    with repaired(path) as opened:
        assert kept(opened.database) == whole[1]
        assert len(titles(opened.database)) == FEEDS * ENTRIES


def test_the_notice_tells_how_much_was_saved(path: Path, tmp_path: Path) -> None:
    """With the place of the file that is kept; the counts are facts of sentences of their own."""
    spoil(path, *pages(path)["entry_bodies"])
    with repaired(path) as opened:
        assert [(one.key, dict(one.facts)) for one in opened.notices] == [
            ("notice.database_repaired", {"path": str(path), "kept": str(next(tmp_path.glob("*.damaged-*")))}),
            ("notice.database_feeds", {"n": str(FEEDS)}),
            ("notice.database_articles", {"n": str(FEEDS * ENTRIES)}),
        ]
    assert {file.name.split(".damaged-")[0] for file in tmp_path.iterdir()} == {"qari.db"}


def test_a_text_that_was_lost_comes_with_the_next_refresh(path: Path) -> None:
    """The feed is asked for its whole answer, and what it says of a known entry counts as new."""
    spoil(path, *pages(path)["entry_bodies"])
    with repaired(path) as opened:
        db = opened.database
        feed = feeds.to_fetch(db, None)[0]
        assert (feed.validators.etag, feed.body_hash) == ("", "")
        assert {one.digest for one in entries.known(db, feed.id)} == {""}
        article = entries.article(db, 1)
        assert article is not None and (article.html, article.enclosures) == ("", ())


@pytest.mark.parametrize("version", [1, 5, 9, VERSION - 1])
def test_an_older_database_is_saved_and_brought_up_to_date(tmp_path: Path, version: int) -> None:
    """It goes into a file of its own schema first, which then takes the steps that it has missed."""
    path = tmp_path / "qari.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript((DATA / f"schema-{version:02}.sql").read_text(encoding="utf-8"))
    spoil(path, *pages(path)["entry_texts"])
    suspicion(path).touch()
    with repaired(path) as opened:
        assert opened.notices[0].key == "notice.database_repaired"
        assert "البريد" in {feed.title for feed in feeds.subscribed(opened.database)}
        assert len(entries.ids(opened.database, Filter(bookmarked=True))) == 2
        assert entries.ids(opened.database, Filter(), parse("الليل", NOW))


def test_an_older_database_whose_rows_refer_to_lost_ones_is_repaired(tmp_path: Path) -> None:
    """It could not be brought up to date as it is; what refers to nothing goes, and all else is kept."""
    path = tmp_path / "qari.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript((DATA / "schema-05.sql").read_text(encoding="utf-8"))
        connection.execute("UPDATE entries SET feed_id = 99 WHERE id = 2")
        connection.execute("INSERT INTO entry_texts VALUES (99, 'x')")
    with repaired(path) as opened:
        assert opened.notices[0].key == "notice.database_repaired"
        assert len(feeds.subscribed(opened.database)) == 5  # with the one for what is in no feed
        assert len(entries.ids(opened.database, Filter())) == 7


def test_what_was_saved_is_taken_where_the_saving_was_ended(path: Path, whole: tuple[Path, Kept]) -> None:
    """Between moving the damaged file away and putting the new one in its place."""
    path.rename(path.with_name("qari.db.repaired"))
    suspicion(path).unlink()
    with repaired(path) as opened:
        assert kept(opened.database) == whole[1]
    assert [file.name for file in path.parent.iterdir()] == ["qari.db"]


def spoilt(data: bytes, dice: Random) -> bytes:
    """A file with damage of some kind: bytes changed in one page or all over, pages lost or swapped, an end cut off."""
    spoilt = bytearray(data)
    count = len(data) // PAGE
    match dice.randrange(5):
        case 0:
            page = dice.randrange(count)
            for _ in range(dice.randint(1, 200)):
                spoilt[page * PAGE + dice.randrange(PAGE)] = dice.randrange(256)
        case 1:
            for _ in range(dice.randint(1, 500)):
                spoilt[dice.randrange(len(data))] = dice.randrange(256)
        case 2:
            for page in dice.sample(range(count), dice.randint(1, count // 4)):
                spoilt[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
        case 3:
            one, other = (dice.randrange(count) * PAGE for _ in range(2))
            spoilt[one : one + PAGE] = data[other : other + PAGE]
        case _:
            del spoilt[dice.randrange(len(data)) :]
    return bytes(spoilt)


@pytest.mark.parametrize("seed", range(10))
def test_whatever_is_wrong_a_sound_database_comes_of_it(path: Path, seed: int) -> None:
    """All that is ever raised is an error of ours, and a file that was kept aside is as it was found."""
    dice, data, told = Random(seed), path.read_bytes(), 0
    for _ in range(DAMAGES // 10):
        damaged = spoilt(data, dice)
        for file in path.parent.iterdir():
            file.unlink()
        path.write_bytes(damaged)
        suspicion(path).touch()
        try:
            with repaired(path) as opened:
                kept(opened.database)
                entries.by_ids(opened.database, entries.ids(opened.database, Filter()))
                feeds.apply(
                    opened.database,
                    an_intent(next(iter(feeds.subscribed(opened.database))).id)
                    if feeds.subscribed(opened.database)
                    else an_intent(1),
                )
                told += bool(opened.notices)
        except StoreError:
            assert path.read_bytes() == damaged
        assert all(file.read_bytes() == damaged for file in path.parent.glob("*.damaged-*"))
    assert told


def test_pages_that_are_whole_are_saved_whatever_lies_beside_them(path: Path, whole: tuple[Path, Kept]) -> None:
    """With one page in ten of the texts, of the index of words and of the entries lost, no feed and no mark is."""
    there = pages(path)
    dice = Random(7)
    for name in ("entry_bodies", "entry_texts", "entry_index_data", "entries"):
        leaves = there[name][1:]
        spoil(path, *dice.sample(leaves, max(1, len(leaves) // 10)))
    with repaired(path) as opened:
        assert kept(opened.database) == whole[1]


def test_a_migration_goes_on_where_a_repair_left_it(tmp_path: Path) -> None:
    """A damaged file of no known schema is read by the names of its columns."""
    path = tmp_path / "qari.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, MIGRATIONS[:4])
        connection.execute("INSERT INTO feeds (url, own_title, origin) VALUES ('https://example.org/', 'لي', 'added')")
        connection.execute("PRAGMA user_version = -1")
    with repaired(path) as opened:
        (feed,) = feeds.subscribed(opened.database)
        assert (feed.url, feed.title) == ("https://example.org/", "لي")
