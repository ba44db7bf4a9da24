"""Pages that are none, that mean harm, or that are written badly."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from reader.asking import Fetched
from reader.errors import ExtractError
from reader.feeds.extract.page import extract
from reader.models import FullText
from reader.text.html import to_blocks

URL = "https://news.example/politics/story"
TEXT = (
    "وصل القطار إلى المحطة صباح الجمعة بعد انقطاع دام عامين، واستقبله الأهالي بأغصان الزيتون وأعلام صغيرة، "
    "وقال مدير الخط إن الرحلات ستستمر طوال الصيف ثلاث مرات في الأسبوع."
)
BODY = "".join(f"<p>{TEXT} ({number})</p>" for number in range(5))


def page(inside: str, head: str = "") -> FullText:
    """The article of a page with ``inside`` in its body."""
    return extract(f"<html lang=ar dir=rtl><head>{head}</head><body>{inside}</body></html>".encode(), URL)


def reason(body: bytes, content_type: str = "") -> str:
    """Why there is no article."""
    with pytest.raises(ExtractError) as raised:
        extract(body, URL, content_type)
    return raised.value.problem.key


@pytest.mark.parametrize(
    ("body", "content_type", "key"),
    [
        (b"%PDF-1.7 ...", "", "error.page_type"),
        (b"\x89PNG\r\n\x1a\n", "image/png", "error.page_type"),
        (BODY.encode(), "video/mp4", "error.page_type"),
        (b"\x7fELF" + bytes(5000) + b"<p>", "", "error.page_type"),
        (b"just words", "text/plain", "error.page_type"),
        (b"<p>" + b"x" * 4_000_001, "", "error.page_too_large"),
        (b"<div>" * 10_000 + b"text", "", "error.page_too_deep"),
        (b"<p>a</p>" * 70_000, "", "error.page_too_deep"),
        (b"<html><body><p>Nothing here.</p></body></html>", "", "error.page_no_article"),
        (b"<html><body><p>Log in</p><form><input type=password></form></body></html>", "", "error.page_login"),
        (b"<html><body><p>Please accept our cookie policy to go on.</p></body></html>", "", "error.page_consent"),
        (
            b'<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script><p>x</p>',
            "",
            "error.page_paid",
        ),
        (b"<html><body><div id=root></div><script>load()</script></body></html>", "", "error.page_script"),
    ],
)
def test_what_is_no_article_says_why(body: bytes, content_type: str, key: str) -> None:
    """Each with a reason of its own."""
    assert reason(body, content_type) == key


def test_nothing_active_gets_through() -> None:
    """No script, no form, no frame, no address but of the web, no control character."""
    bad = (
        f"<article><h1>عنوان</h1>{BODY}<p onclick='x()'>{TEXT} <a href='javascript:alert(1)'>اضغط</a>"
        "<script>steal()</script><iframe src='https://evil.example'></iframe></p>"
        f"<p>{TEXT}\x1b[31m\x07\x9b2J\u202e\u0000</p><form><input value=secret></form></article>"
    )
    html = page(bad).html
    assert not any(part in html for part in ("javascript:", "steal", "iframe", "evil", "secret", "onclick"))
    assert not any(char in html for char in "\x1b\x07\x9b\u202e\0")


def test_a_base_address_counts_and_cannot_be_a_script() -> None:
    """Links are resolved against ``<base>`` if that is of the web, and else against the page."""
    link = "<p>" + TEXT + " <a href='b/c.html'>التفاصيل الكاملة</a></p>"

    def href(base: str) -> str:
        blocks = to_blocks(page(BODY + link, f"<base href='{base}'>").html, URL)
        return next(span.href for block in blocks for span in block.spans if span.href)

    assert href("https://other.example/a/") == "https://other.example/a/b/c.html"
    assert href("javascript:void(0)") == "https://news.example/politics/b/c.html"


def test_pictures_are_put_back_with_their_captions() -> None:
    """By the text before them; lazy sources count, tracking pixels and inlined pictures do not."""
    figure = (
        "<figure><img src='data:image/gif;base64,R0lGODlhAQ' data-src='/i/train.jpg' alt='قطار'>"
        "<figcaption>القطار عند وصوله إلى المحطة</figcaption></figure>"
    )
    found = page(f"{BODY}{figure}<img src='https://t.example/p.gif' width=1 height=1 alt=x>{BODY.replace('(', '[')}")
    captions = [block for block in to_blocks(found.html, URL) if block.kind == "caption"]
    assert [(block.text, block.spans[0].href) for block in captions] == [
        ("القطار عند وصوله إلى المحطة", "https://news.example/i/train.jpg")
    ]


def test_a_label_costs_no_article() -> None:
    """A class that is called ``share`` for no reason, or a heading ``المزيد`` over the text, takes nothing away."""
    found = page(f"<div class='share content'><h2>المزيد</h2>{BODY}</div>")
    assert found.html.count("وصل القطار") == 5


async def test_a_page_that_takes_too_long_is_given_up() -> None:
    """Its process is killed, and the next page gets a fresh one."""
    from reader.feeds.worker import Worker

    slow = Fetched(URL, 200, b"<html><body>" + b"<p>word <a href=x>link</a></p>" * 15_000)
    async with Worker(seconds=10) as extractor:
        assert (await extractor.extract(Fetched(URL, 200, f"<html>{BODY}".encode()))).words > 100
        extractor.pages.seconds = 0.001
        with pytest.raises(ExtractError) as raised:
            await extractor.extract(slow)
        extractor.pages.seconds = 10
        assert raised.value.problem.key == "error.page_slow"
        assert (await extractor.extract(Fetched(URL, 200, f"<html>{BODY}".encode()))).words > 100


@pytest.mark.parametrize(
    "sentence",
    [
        "تجاوز عدد القتلى مئة شخص وفق وزارة الصحة.",
        "تخطى سعر برميل النفط مئة دولار أمس.",
        "اشترك في المسيرة آلاف من أهل المدينة.",
        "للاشتراك في الانتخابات شروط كثيرة هذا العام.",
        "يمكنكم متابعة الأمر في المحكمة، قال الوزير للصحفيين.",
        "The Post reported the news on Sunday.",
        "The postal service said that it would wait.",
        "Copyright law was changed last year.",
        "Subscribe to the idea or not, it has come to stay.",
        "Join our fight, he told the crowd in the square.",
        "By 2030, one in three people will live in a city.",
        "By Sunday the water had reached the bridge.",
        "تقرير دولي يحذر من مجاعة وشيكة في الإقليم.",
        "تحرير المدينة استغرق عشرة أيام.",
        "Updated figures show that 30 people were killed on Sunday.",
        "30 دقيقة من القتال في المدينة القديمة",
    ],
)
@pytest.mark.parametrize("place", [0, 2])
def test_no_sentence_is_taken_for_furniture(sentence: str, place: int) -> None:
    """However a notice, a byline or a count of the page's might begin."""
    paragraphs = [f"<p>{TEXT} ({number})</p>" for number in range(5)]
    paragraphs.insert(place, f"<p>{sentence}</p>")
    found = page(f"<article><h1>عنوان الخبر هنا</h1>{''.join(paragraphs)}</article>")
    assert sentence in [block.text for block in to_blocks(found.html, URL)]
    assert found.byline == ""


@pytest.mark.parametrize("line", ["بقلم: سامي الحسن", "كتبت أسماء نصار", "By Jane Roe", "تحرير: ليلى حداد"])
def test_a_byline_is_the_authors(line: str) -> None:
    """A line of its own at the top names who wrote it, and is not of the text."""
    found = page(f"<article><h1>عنوان الخبر هنا</h1><p>{line}</p>{BODY}</article>")
    assert line not in found.html
    assert found.byline in line
    assert found.byline


def test_characters_that_are_written_as_references_cost_nothing() -> None:
    """A control character among loose text is left out, and the article stays."""
    found = page(f"{BODY}<div>نص حر طويل بما يكفي &#27; ليكون فقرة من النص &#xFFFE; وحده<p>{TEXT}</p></div>")
    assert "\x1b" not in found.html
    assert found.words > 100


def test_data_that_is_nested_without_end_is_not_read() -> None:
    """Neither brackets without end nor an author within lists within lists stop the rest."""
    deep = "[" * 500 + '"x"' + "]" * 500
    script = f'<script type="application/ld+json">{{"@type":"NewsArticle","author":{deep}}}</script>'
    assert page(BODY, script).byline == ""


@pytest.mark.parametrize(
    "inside",
    [
        "<p><a href=/x>اقرأ أيضا</a></p>" * 4000,
        "<p><img src=/i.jpg alt=صورة></p>" * 6000,
        "<div>" + "<a href=/x>رابط</a> نص " * 8000 + "</div>",
        "\n" * 100_000,
        "<div class=summary-content>" * 150 + "نص " * 300_000,
        "<figure>" + "<img src=/i.jpg alt=x><figcaption>صورة</figcaption>" * 5000 + "</figure>",
    ],
    ids=["labels", "pictures", "links", "blanks", "leads", "captions"],
)
def test_time_grows_with_the_page(inside: str) -> None:
    """Our own steps take seconds for pages at which something that grew by the square would take minutes."""
    began = time.process_time()
    assert page(BODY + inside).words > 50
    assert time.process_time() - began < 20


async def test_the_worker_runs_nothing_of_the_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that lies where the user happens to be is not imported."""
    from reader.feeds.worker import Worker

    (tmp_path / "pickle.py").write_text("open('run', 'w')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    async with Worker() as extractor:
        assert (await extractor.extract(Fetched(URL, 200, f"<html>{BODY}".encode()))).words > 100
    assert not (tmp_path / "run").exists()
