"""Pages of entries, stored and not lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from store_samples import NOW, a_feed

from reader.config.schema import Keep
from reader.models import FullText, Mark, Problem
from reader.store import entries, keeping, pages
from reader.store.connection import Database
from reader.store.db import connect, open_or_replace

PAGE = FullText("https://example.org/a", "عنوان", "<p>المقال كله</p>", 2)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A database with one entry."""
    with closing(open_or_replace(tmp_path / "qari.db").database) as database:
        a_feed(database, "a")
        yield database


def test_a_failure_replaces_no_article_of_another_process(db: Database) -> None:
    """It waits while the other one stores the article, and sees it then."""
    with closing(connect(db.path)) as other:
        failing = threading.Thread(target=pages.failed, args=(other, 1, PAGE.url, Problem("error.http_status"), NOW))
        with db.transaction():
            pages.keep(db, 1, PAGE, NOW)
            failing.start()
            failing.join(0.2)
        failing.join()
    assert pages.of(db, 1) == (PAGE, None)


def test_a_page_that_comes_too_late_is_not_kept(db: Database) -> None:
    """Its entry was removed meanwhile, of which nothing but what makes it known again is left."""
    entries.mark(db, [1], Mark.READ, NOW)
    later = NOW + timedelta(days=99)
    ids, _ = keeping.removable(db, Keep(days=1), later)
    keeping.remove(db, ids)
    pages.keep(db, 1, PAGE, later)
    assert list(ids) == [1] and db.value("SELECT count(*) FROM entry_pages") == 0
