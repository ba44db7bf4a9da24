"""A search shows why it found an article, in the words that the article is read in."""

from __future__ import annotations

from html import escape
from pathlib import Path

from door_samples import a_feed, reading
from hand_clock import Clock

from reader.models import Filter

_PAGE = "".join(
    f"<p>{text}</p>"
    for text in (
        "فتحت المكتبة أبوابها",
        "أعادت المدينة صباح اليوم فتح مكتبتها العائمة أمام القراء بعد ترميم طويل استمر خمس سنوات كاملة.",
        "وقالت مديرة المكتبة إن القارب عاد إلى مكانه، ومعه كل كتاب أنقذه أهل المدينة من الماء في تلك السنة.",
        "وكانت المكتبة قد أغلقت بعدما غمرت المياه طابقها السفلي وأتلفت نحو ثلاثة آلاف مجلد من مقتنياتها.",
    )
)


async def test_a_snippet_is_of_the_text_that_is_shown(tmp_path: Path, clock: Clock) -> None:
    """The title that a text repeats is no part of it; a word that stands only there still shows why."""
    feed = a_feed(tmp_path, "one", ("فتحت المكتبة أبوابها", escape(_PAGE)))
    async with reading(tmp_path, clock, feed) as library:
        (entry,) = await library.list(Filter(text="المكتبة"))
        found = await library.snippet(entry.id, "المكتبة")
        assert found is not None and "أبوابها" not in found.text
        assert [found.text[start:end] for start, end in found.spans] == ["المكتبة"] * 2
        repeated = await library.snippet(entry.id, "أبوابها")
        assert repeated is not None and "فتحت المكتبة أبوابها" in repeated.text
