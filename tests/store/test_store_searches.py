"""Searches that are kept."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from reader.models import SmartFeed
from reader.store import searches
from reader.store.db import open_or_replace


def test_a_query_is_kept_once(tmp_path: Path) -> None:
    """Under the title that it was given last; lists are in the order of their titles, as readers have it."""
    with closing(open_or_replace(tmp_path / "qari.db").database) as db:
        searches.keep(db, "Zebra", "feed:z")
        searches.keep(db, "إيران", "feed:iran")
        searches.keep(db, "apple", "feed:a")
        searches.keep(db, "banana", "feed:a")
        assert searches.kept(db) == (
            SmartFeed(3, "banana", "feed:a"),
            SmartFeed(1, "Zebra", "feed:z"),
            SmartFeed(2, "إيران", "feed:iran"),
        )
        assert searches.drop(db, "feed:z")
        assert not searches.drop(db, "feed:z")
        assert len(searches.kept(db)) == 2
