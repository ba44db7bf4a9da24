"""What hostile articles have by the ten thousand costs no more than its share."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from reader.models import Direction
from reader.text.blocks import Block, Kind, Role, Span
from reader.text.find import words
from reader.text.numbers import numbered
from reader.text.page import prepare

MANY = 20_000


def many_links() -> None:
    """Number the links of one block."""
    links = tuple(Span(3 * at, 3 * at + 2, Role.LINK, f"https://x.example/{at}") for at in range(MANY))
    numbered((Block(Kind.PARAGRAPH, "ab " * MANY, links),))


def many_found() -> None:
    """Find a word in every line of a block."""
    prepare((Block(Kind.PARAGRAPH, "ab c\n" * MANY),), found=words("ab"))


def much_code() -> None:
    """Set stretches of code and handles apart in one Arabic paragraph."""
    code = tuple(Span(11 * at + 3, 11 * at + 6, Role.CODE) for at in range(MANY))
    prepare((Block(Kind.PARAGRAPH, "اب a() @me " * MANY, code),), direction=Direction.RTL)


@pytest.mark.parametrize("work", [many_links, many_found, much_code])
def test_work_grows_with_the_text_and_no_faster(work: Callable[[], None]) -> None:
    """Twenty thousand of each: a second, where comparing each with each took half a minute and more."""
    begun = time.process_time()
    work()
    assert time.process_time() - begun < 8
