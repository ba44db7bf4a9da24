"""The order of what a search found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from store_samples import NOW, URL, a_new, an_entry, an_intent

from reader.asking import Subscription
from reader.config.schema import Config
from reader.library import Library
from reader.models import Filter
from reader.store import feeds, index, subscriptions
from reader.store.db import open_or_replace

DAY = 24 * 60


async def found(path: Path, search: str, *stories: tuple[str, str, int], ranked: bool = True) -> Sequence[str]:
    """The guids that a search finds, in order, of stories of title, text and age in minutes; all are indexed."""
    database = open_or_replace(path).database
    feed_id = subscriptions.subscribe(database, Subscription(URL))
    new = [a_new(an_entry(str(number), text, title), age) for number, (title, text, age) in enumerate(stories)]
    feeds.apply(database, an_intent(feed_id, new))
    index.prepare(database)
    index.some(database, 1_000_000)
    database.close()
    library = await Library.open(path, Config(), lambda: NOW)
    try:
        entries = await library.list(Filter(text=search, ranked=ranked))
        return [entry.url.rpartition("/")[2] for entry in entries]
    finally:
        await library.close()


async def test_titles_come_first(tmp_path: Path) -> None:
    """A headline with the word, though older, stands above a text with it; without ranking the newest is first."""
    stories = ("غير ذلك", "<p>عن المكتبة كلام</p>", 0), ("افتتاح المكتبة", "<p>كلام</p>", 3 * DAY)
    assert await found(tmp_path / "a.db", "مكتبة", *stories) == ["1", "0"]
    assert await found(tmp_path / "b.db", "مكتبة", *stories, ranked=False) == ["0", "1"]


async def test_a_text_that_is_about_it_comes_before_one_that_names_it(tmp_path: Path) -> None:
    """Of one age, the more often the word stands in the text the better."""
    once, often = "<p>جسر وكلام</p>", "<p>جسر وجسر ثم جسر وكلام عن جسر</p>"
    assert await found(tmp_path / "qari.db", "جسر", ("أ", once, 0), ("ب", often, 0)) == ["1", "0"]


async def test_what_is_new_comes_first(tmp_path: Path) -> None:
    """Of two alike the newer; and after a year even a title counts less than one of today."""
    alike = ("جسر", "<p>كلام</p>", 40 * DAY), ("جسر", "<p>كلام</p>", 0)
    assert await found(tmp_path / "a.db", "جسر", *alike) == ["1", "0"]


async def test_an_old_title_is_found_among_many(tmp_path: Path) -> None:
    """A headline with the word stands on top although hundreds of newer texts hold it; none is lost, none is twice."""
    many = [(f"غيره {number}", "<p>عن الجسر</p>", number) for number in range(400)]
    guids = await found(tmp_path / "qari.db", "جسر", *many, ("بناء الجسر", "<p>كلام</p>", 30 * DAY))
    assert guids[0] == "400"
    assert sorted(guids, key=int) == [str(number) for number in range(401)]


async def test_the_limit_is_of_the_best(tmp_path: Path) -> None:
    """A limit cuts off what suits least, and a search of signs or fields only stays as it is."""
    path = tmp_path / "qari.db"
    assert await found(path, "-zzz is:unread", ("أ", "<p>ب</p>", 0), ("ج", "<p>د</p>", 1)) == ["0", "1"]
    library = await Library.open(path, Config(), lambda: NOW + timedelta(days=1))
    assert len(await library.ids(Filter(text="عنوان OR أ OR ج", ranked=True, limit=1))) == 1
    await library.close()


async def test_a_snippet_is_of_the_text_that_is_shown(tmp_path: Path) -> None:
    """With the spelling of the author; none where only the title has the word, or the query looks for none."""
    path = tmp_path / "qari.db"
    await found(path, "أحمد", ("عنوان فيه كلمة", "<p>قال <b>أحمد</b> ذلك</p>", 0))
    library = await Library.open(path, Config(), lambda: NOW)
    shown = await library.snippet(1, "احمد -غيره is:unread")
    assert shown is not None and [shown.text[start:end] for start, end in shown.spans] == ["أحمد"]
    assert await library.snippet(1, "كلمة") is None
    assert await library.snippet(1, "is:unread") is None
    await library.close()
