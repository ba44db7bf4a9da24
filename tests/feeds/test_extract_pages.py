"""Whole pages with all their furniture, written for this project: what the reader shows of each is known."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.feeds.extract.page import extract
from reader.models import FullText
from reader.text.blocks import Kind
from reader.text.clean import clean_line
from reader.text.html import block_text, to_blocks

PAGES = Path(__file__).parent.parent / "data" / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.json"))
Blocks = list[tuple[str, str]]


def gold(name: str) -> dict[str, Any]:
    """What is to be read on a page."""
    known: dict[str, Any] = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    return known


def found(name: str) -> FullText:
    """What is read on it."""
    return extract((PAGES / f"{name}.html").read_bytes(), gold(name)["url"])


def blocks_of(page: FullText) -> Blocks:
    """Kind and text of each block, as the gold writes them: without bullets, quotations by their name."""
    return [
        ("quote" if block.quote else str(block.kind), _line(block_text(block._replace(marker=""))))
        for block in to_blocks(page.html, page.url)
        if block.kind is not Kind.RULE
    ]


def _line(text: str) -> str:
    return clean_line(re.sub(r"[\n\t]", " ", text))


def wanted(name: str) -> Blocks:
    """The gold's blocks."""
    return [(kind, _line(text)) for kind, text in gold(name)["blocks"]]


def words(blocks: Blocks) -> Counter[str]:
    """How often each word is in them."""
    return Counter(word for _, text in blocks for word in re.findall(r"\w+", unicodedata.normalize("NFKC", text)))


def f1(one: Counter[str], other: Counter[str]) -> float:
    """The harmonic mean of precision and recall."""
    common = sum((one & other).values())
    return 2 * common / (sum(one.values()) + sum(other.values()))


def scores() -> Iterator[float]:
    """The score of each page."""
    for name in NAMES:
        yield f1(words(blocks_of(found(name))), words(wanted(name)))


def test_the_words_are_the_articles() -> None:
    """Over all pages, precision and recall of words are at least 0.99 together; fifteen pages are there."""
    all_scores = list(scores())
    assert len(all_scores) == 15
    assert sum(all_scores) / len(all_scores) >= 0.99
    assert min(all_scores) >= 0.97


@pytest.mark.parametrize("name", [name for name in NAMES if name != "live-blog-ar"])
def test_every_block_is_there_as_what_it_is(name: str) -> None:
    """Headings, lists, quotations, tables, code and captions keep their kind, their order and every word."""
    assert blocks_of(found(name)) == wanted(name)


def test_updates_of_a_live_page_keep_their_headings() -> None:
    """Only the times above them are lost."""
    kept = [block for block in wanted("live-blog-ar") if not re.fullmatch(r"\d\d:\d\d", block[1])]
    assert blocks_of(found("live-blog-ar")) == kept


@pytest.mark.parametrize("name", NAMES)
def test_no_furniture_is_left(name: str) -> None:
    """Labels, share bars, notices, comments and links to other articles are not in the article."""
    text = "\n".join(text for _, text in blocks_of(found(name)))
    assert [furniture for furniture in gold(name)["furniture"] if furniture in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_title_language_and_direction_are_known(name: str) -> None:
    """Whether the page declares them or not."""
    page, known = found(name), gold(name)
    assert page.title == known["title"]
    assert page.language.partition("-")[0] == known["language"]
    assert str(page.direction) == known["direction"]


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("cp1256")])
def test_author_and_date_are_known(name: str) -> None:
    """From JSON-LD, from the head or from the line below the headline; a site is no author."""
    page, known = found(name), gold(name)
    assert page.byline == known["byline"]
    assert (page.published is not None) is bool(known["published"])


def test_related_links_are_kept_apart() -> None:
    """They are the reader's at the end of an article, and not of its text."""
    page = found("wordpress-ar")
    assert {(one.title, one.url) for one in page.related} >= {tuple(one) for one in gold("wordpress-ar")["related"]}
