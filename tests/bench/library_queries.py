"""Filters and searches of the benchmark of a large library."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from library_bench import RUNS, Bench
from library_made import NOW

from reader.models import Filter
from reader.query import parse, words
from reader.store import entries, ranking
from reader.store.db import Database
from reader.text.clean import clean_line
from reader.text.find import words as folded
from reader.text.fold import fold
from reader.text.snippet import snippet
from reader.text.strip import strip


def found(db: Database, text: str, *, rank: bool = False) -> Sequence[int]:
    """What a search finds, as the library does it; ``rank``: with what suits it best on top."""
    query = parse(text, NOW)
    if rank:
        looked_for = [word for one in words(query) for word in folded(one)]
        return ranking.ids(db, Filter(), query, looked_for, NOW)
    return entries.ids(db, Filter(), query, NOW)


def measure_filters(bench: Bench) -> None:
    """What queries ask of fields."""
    db = bench.db
    dates = [(NOW - timedelta(days=days)).strftime("%Y-%m-%d") for days in (3, 10, 30, 100, 300)]
    section, page_tag, author = db.tuples(
        "SELECT section, json_extract(tags, '$[0]'), byline FROM entry_pages LIMIT 1"
    )[0]
    own = db.value("SELECT author FROM entries WHERE author <> '' LIMIT 1")
    (title,) = bench.words(0.001, 1)
    kinds: dict[str, list[str]] = {
        "is:unread lang:ar after:": [f"is:unread lang:ar after:{date}" for date in dates],
        "lang:en": ["lang:en"],
        "folder:": ['folder:"Folder 1"', 'folder:"folder 2/part 3"', "folder:none"],
        "feed:": ["feed:feed77.example", "feed:none"],
        "tag:": ["tag:later", "tag:سياسة", f"tag:{section}", f"tag:{page_tag}", "tag:none"],
        "has:image": ["has:image"],
        "has:enclosure": ["has:enclosure"],
        "has:note OR has:highlight": ["has:note OR has:highlight"],
        "words>800": ["words>800"],
        "author:": [f'author:"{own}"', f'author:"{author}"', "author:nobody"],
        "title:": [f"title:{title}"],
        "note:": ["note:nothing"],
        "is:muted": ["is:muted"],
        "is:offline": ["is:offline"],
        "is:unread after:yesterday": ["is:unread after:yesterday"],
        "-is:read has:image age:<30d": ["-is:read has:image age:<30d"],
    }
    for name, texts in kinds.items():
        bench.measure(f"filter {name}", partial(found, db), texts)


def measure_searches(bench: Bench) -> None:
    """What searches ask of texts."""
    db, rare, some, common = (
        bench.db,
        bench.words(0.0001, RUNS),
        bench.words(0.01, RUNS),
        bench.words(0.4, 6, letters=3),
    )
    for name, given, peer in (("rare", rare, True), ("1 %", some, False), ("common", common, True)):
        hits = statistics.median(len(found(db, word)) for word in given)
        peer_search = bench.peer.search if peer else None
        bench.measure(f"search a {name} word ({hits:.0f} hits)", partial(found, db), given, peer=peer_search)
        bench.measure(f"  ranked ({name})", partial(found, db, rank=True), given)
    typed = bench.words(0.003, 10, letters=7)
    for letters in (1, 2, 3, 4, 6):
        bench.measure(f"search as one types, {letters} letters", partial(found, db), [w[:letters] for w in typed])
        ranked = partial(found, db, rank=True)
        bench.measure(f"  ranked ({letters} letters)", ranked, [w[:letters] for w in typed])
    pairs = list(zip(some[::2], some[1::2], strict=False))
    bench.measure("search two words", partial(found, db), [f"{one} {other}" for one, other in pairs])
    bench.measure("search two common words", partial(found, db), [f"{one} {common[0]}" for one in common[1:]])
    bench.measure("search one or another", partial(found, db), [f"{one} OR {other}" for one, other in pairs])
    phrases = [" ".join(clean_line(strip(_html(db, entry_id))).split()[3:6]) for entry_id in bench.some()]
    bench.measure("search a phrase", partial(found, db), [f'"{phrase}"' for phrase in phrases])
    bench.measure(
        "search a phrase of common words", partial(found, db), [f'"{a} {b}"' for a in common[:3] for b in common[:3]]
    )
    bench.measure("search a common word, unread", partial(found, db), [f"is:unread {word}" for word in common])
    bench.measure(
        "search a common word of a feed",
        lambda word: entries.ids(db, Filter(bench.feeds[3]), parse(word, NOW), NOW),
        common,
    )
    bench.measure("search signs (c++)", partial(found, db), ["c++", "؟"])
    shown = [(found(db, word)[0], word) for word in some]
    bench.measure("a snippet", lambda pair: show(db, *pair), shown)


def _html(db: Database, entry_id: int) -> str:
    return str(db.value("SELECT html FROM entry_bodies WHERE entry_id = ?", (entry_id,)))


def show(db: Database, entry_id: int, word: str) -> None:
    """Why a search found an article."""
    article = entries.article(db, entry_id)
    assert article is not None
    html = article.page.html if article.page is not None else article.html
    snippet(clean_line(strip(html)), [fold(word)])
