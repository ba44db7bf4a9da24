"""Rows for terminals that turn them round: what such a terminal shows is the visual order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from text_strategies import news_text

from reader.models import Direction
from reader.text import adapt
from reader.text.bidi import mirrored, resolve
from reader.text.cells import cells
from reader.text.clean import clean_line
from reader.text.direction import has_rtl
from reader.text.row import fit


def row(text: str) -> str:
    """``text`` as ``adapt.row`` sends it."""
    return _joined(adapt.row(_cells(text)))


def span(text: str) -> str:
    """``text``, all of one style, as ``adapt.span`` sends it."""
    return _joined(adapt.span(_cells(text), look=id))


def kitty(text: str) -> str:
    """``text``, all of one style, as ``adapt.kitty`` sends it."""
    return _joined(adapt.kitty(_cells(text), face=id))


def _cells(text: str) -> list[tuple[str, None]]:
    return [(cluster, None) for cluster in adapt.clusters(text)]


def _joined(sent: Sequence[tuple[str, None]]) -> str:
    return "".join(cluster for cluster, _ in sent)


def by_uax9(text: str, direction: Direction = Direction.LTR, twin: Callable[[str], str] = mirrored) -> str:
    """What a terminal shows that orders its rows by UAX #9."""
    found = adapt.clusters(text)
    shown: list[str] = []
    for start, end, odd in resolve("".join(cluster[0] for cluster in found), direction):
        part = found[start:end]
        shown += [twin(cluster) for cluster in reversed(part)] if odd else part
    return "".join(shown).replace(adapt.GUARD, " ")


def by_kitty(text: str) -> str:
    """What kitty shows: each run between blanks turned, if its first letter is of a right-to-left script."""
    return " ".join(_turned_by_kitty(run) for run in text.split(" "))


def _turned_by_kitty(run: str) -> str:
    first = next((char for char in run if (char.isalpha() and char != "\u0640") or char in _ARABIC_DIGITS), "")
    if not has_rtl(first) and first not in _ARABIC_DIGITS:
        return run
    return "".join(mirrored(cluster) for cluster in reversed(adapt.clusters(run)))


_ARABIC_DIGITS = frozenset("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")

rows = st.builds(
    lambda text, width, direction: f" {fit(clean_line(text), width, direction=direction).text} ",
    news_text,
    st.integers(5, 70),
    st.sampled_from([Direction.RTL, Direction.LTR]),
)
"""Rows as a pane has them: a blank on either side."""


@given(rows)
def test_a_row_that_is_turned_whole_shows_its_visual_order(shown: str) -> None:
    """UAX #9 over a row as it is sent gives the row back, left-to-right and in the direction that it finds itself."""
    assert by_uax9(row(shown)) == shown
    assert by_uax9(row(shown), Direction.AUTO) == shown


@given(rows)
def test_a_stretch_that_is_turned_shows_its_visual_order(shown: str) -> None:
    """UAX #9 over a stretch of one style as it is sent gives the stretch back."""
    assert by_uax9(span(shown)) == shown


@given(rows)
def test_words_that_kitty_turns_show_their_visual_order(shown: str) -> None:
    """kitty's turning of the words as they are sent gives the row back."""
    assert by_kitty(kitty(shown)) == shown


bracketed = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "(", "[", "«"]),
    st.sampled_from(["لندن", "خبر", "a", "X12", "٣", "12", "ב", "60%", "$5", "-5", "…"]),
    st.sampled_from(["", "", ")", "]", "»"]),
    st.sampled_from(["", "", "،", ".", "؟", ":"]),
)
bracketed_rows = st.builds(
    lambda words, width, direction: f" {fit(' '.join(words), width, direction=direction).text} ",
    st.lists(bracketed, min_size=1, max_size=7),
    st.integers(3, 40),
    st.sampled_from([Direction.RTL, Direction.LTR]),
)
"""Rows as panes have them, with more brackets than news have, and half of them without their other halves."""

_INSEPARABLE = re.compile(r"[^\W_]\S*[()[\]{}]\S*[^\W_]|؟\S*[\d()[\]{}]|[\d()[\]{}]\S*؟")


@given(rows | bracketed_rows, rows | bracketed_rows)
def test_panes_side_by_side_keep_their_places(left: str, right: str) -> None:
    """Two panes whose rows a terminal takes for one do not mix: not even brackets without their other halves pair.

    Between a bracket and the letters on both sides of it, or the Arabic question mark, which is as strong as a letter,
    nothing can be put to part them.
    """
    assume(not _INSEPARABLE.search(left) and not _INSEPARABLE.search(right))
    assert by_uax9(f"│{row(left)}││{row(right)}│") == f"│{left}││{right}│"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (" (ﻥﺪﻨﻟ) ﺮﺒﺧ ", " …ﺧ (ﻥﺪﻨﻟ) "),
        (" …ﺥﺃ) ﺔﻤﻠﻛ ", " ﺺﻧ ﻪﻴﻓ (ﺪﺣﺍﻭ "),  # halves of two pairs
        (" (ﻥﺪﻨﻟ)ﺔﻤﻠﻛ ", " ﺔﻤﻠﻛ (ﺏ "),
        (" ﺏ [ﺍ) ", " ﺏ [ﺕ (ﺍ] "),  # a bracket from outside parts a pair (rule BD16)
    ],
)
def test_brackets_do_not_pair_across_panes(left: str, right: str) -> None:
    """Pairs at the edges of panes stay pairs, and half of one finds no other half in the next pane."""
    assert by_uax9(f"│{row(left)}││{row(right)}│") == f"│{left}││{right}│"


@given(rows, st.sampled_from([row, span, kitty]))
def test_no_order_changes_a_width(shown: str, order: Callable[[str], str]) -> None:
    """Whatever the order, a row keeps its cells."""
    assert cells(order(shown)) == cells(shown)


@pytest.mark.parametrize(
    "shown",
    [
        "│ ● …ﺃﺪﺒﻳ ﻲﻠﻴﻠﻟﺍ ﺔﺒﻀﻬﻟﺍ ﺭﺎﻄﻗ       2 days │",  # a headline and its age
        " ﺪﻠﺠﻣ 3000 ",  # a row that begins with a number
        " ﻦﻣ ٪60 ﺖﻄﻏ ",
        " םיזוחא 60% ",  # a Hebrew number takes its sign along (rule W5)
        " ٢٠٢١ ﻲﻓ ٣ ",
        " ﻡﻮﻳ 2021-2020 ",
    ],
)
def test_numbers_stay_beside_their_words(shown: str) -> None:
    """A number after right-to-left text is not drawn into it, one within it keeps its place."""
    assert by_uax9(row(shown)) == shown
    assert by_uax9(span(shown)) == shown


def test_blanks_between_right_to_left_words_stay_blanks() -> None:
    """Only blanks around right-to-left text become guards, so that what is copied can be searched."""
    assert row(" ﻢﻜﻴﻠﻋ ﻡﻼﺴﻟﺍ ") == f"{adapt.GUARD}ﺍﻟﺴﻼﻡ ﻋﻠﻴﻜﻢ{adapt.GUARD}"


@given(rows)
def test_a_terminal_that_mirrors_nothing_gets_brackets_as_they_are_seen(shown: str) -> None:
    """Konsole turns rows and leaves their brackets as they are."""
    assert by_uax9(_joined(adapt.row(_cells(shown), mirrors=False)), twin=str) == shown


def test_a_bracket_that_is_not_mirrored_pairs_with_another() -> None:
    """Unmirrored, two brackets may pair that did not before (rule N0); their words are kept by themselves then."""
    shown = " ،(18.50€ ﻭﺃ) ﺎﻳﺮﻬﺷ 20$ ﺔﻔﻠﻜﺑ "
    assert by_uax9(_joined(adapt.row(_cells(shown), mirrors=False)), twin=str) == shown


def test_a_style_parts_what_is_turned() -> None:
    """Where the look changes another stretch begins, and each is turned for itself."""
    two = [*((char, "plain") for char in "ﺏﺍ"), *((char, "bold") for char in "ﺩﺝ")]
    assert [char for char, _ in adapt.span(two, look=str)] == list("ﺍﺏﺝﺩ")
