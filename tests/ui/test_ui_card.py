"""The terminal card: asked where the terminal is not known, answered by a key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from textual.strip import Strip
from ui_samples import ENGLISH, ENGLISH_BODY, NOW, Shown, a_story, an_intent, fill, manual

from reader.i18n import catalogue
from reader.library import Library
from reader.store import feeds, subscriptions
from reader.store.db import open_or_replace
from reader.terminal.card import ORDERS, SENTENCE
from reader.terminal.decide import Order, Terminal
from reader.text.row import visual
from reader.ui.app import QariApp
from reader.ui.screens.card import CardRows, CardScreen
from reader.ui.screens.choosing import ChoosingScreen

UNSURE = Terminal("never-seen", Order.VISUAL, sure=False)
RIGHT = visual(SENTENCE)


@asynccontextmanager
async def in_terminal(path: Path, terminal: Terminal, kept: list[Order], language: str = "en") -> AsyncIterator[Shown]:
    """The app in a terminal; answers to the card go into ``kept``."""
    config = manual()

    async def library() -> Library:
        return await Library.open(path, config, lambda: NOW)

    app = QariApp(
        library, config, catalogue.load(language), terminal=terminal, clock=lambda: NOW, keep_order=kept.append
    )
    async with app.run_test(size=(80, 30)) as pilot:
        for _ in range(100):
            await pilot.pause(0.01)
            if app.screen is not app.main or (app.main.library and app.main.feeds.feeds):
                break
        await pilot.pause(0.1)
        yield Shown(app, pilot)


def sent(shown: Shown) -> list[str]:
    """The rows of the terminal, as they are sent."""
    strips: list[Strip] = shown.app.screen._compositor.render_strips()
    return [strip.text for strip in strips]


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_an_unknown_terminal_is_asked_about(tmp_path: Path, language: str) -> None:
    """Each order has its row; alone on it stands the sentence, as a terminal of that kind wants it."""
    async with in_terminal(fill(tmp_path / "qari.db"), UNSURE, [], language) as shown:
        assert isinstance(shown.app.screen, CardScreen)
        rows = sent(shown)
        below = [rows[number].replace("\u2800", " ").strip() for row in "1234" for number in [_after(rows, row)]]
        assert below[0] == RIGHT
        assert len(set(below)) == 4  # two styles tell those that turn stretches of one from those that turn rows
        assert all(len(row) == 80 for row in rows)
        await shown.pilot.press("1")
        await shown.settle()
        assert not shown.app.screen.query(CardRows)  # asked once


def _after(rows: list[str], number: str) -> int:
    return next(index for index, row in enumerate(rows) if row.strip() == number) + 1


async def test_the_answer_counts_at_once_and_is_kept(tmp_path: Path) -> None:
    """The rows are then sent in that order, and the next start need not ask."""
    kept: list[Order] = []
    async with in_terminal(fill(tmp_path / "qari.db"), UNSURE, kept) as shown:
        await shown.pilot.press("3")
        await shown.settle()
        assert shown.app.screen is shown.main
        assert kept == [ORDERS[2]] == [Order.ROW]
        assert any("\u2800" in row for row in sent(shown))


async def test_who_cannot_tell_is_not_asked_again(tmp_path: Path) -> None:
    """Esc changes nothing, and keeps that."""
    kept: list[Order] = []
    async with in_terminal(fill(tmp_path / "qari.db"), UNSURE, kept) as shown:
        await shown.pilot.press("escape")
        await shown.settle()
        assert shown.app.screen is shown.main and kept == [Order.VISUAL]


async def test_a_known_terminal_is_not_asked_about(tmp_path: Path) -> None:
    """Nor one that was answered for; F9 shows the card all the same."""
    async with in_terminal(fill(tmp_path / "qari.db"), UNSURE._replace(sure=True), []) as shown:
        await shown.settle()
        assert shown.app.screen is shown.main
        await shown.pilot.press("f9")
        await shown.pilot.pause(0.1)
        assert isinstance(shown.app.screen, CardScreen)


async def test_on_a_first_run_the_card_comes_before_the_feeds(tmp_path: Path) -> None:
    """The list of feeds to begin with has Arabic names."""
    async with in_terminal(tmp_path / "qari.db", UNSURE, []) as shown:
        assert isinstance(shown.app.screen, CardScreen)
        await shown.pilot.press("1")
        await shown.pilot.pause(0.3)
        assert isinstance(shown.app.screen, ChoosingScreen)


async def test_who_reads_no_arabic_is_not_asked(tmp_path: Path) -> None:
    """The card waits for the first right-to-left headline."""
    path = tmp_path / "qari.db"
    with closing(open_or_replace(path).database) as db:
        feed_id = subscriptions.subscribe(db, ENGLISH)
        feeds.apply(db, an_intent(feed_id, ENGLISH, [a_story(1, "Story", ENGLISH_BODY, "en")]))
    async with in_terminal(path, UNSURE, []) as shown:
        assert shown.app.screen is shown.main
        with closing(open_or_replace(path).database) as db:
            feeds.apply(db, an_intent(feed_id, ENGLISH, [a_story(0, "خبر", ENGLISH_BODY, "ar")]))
        await shown.main.show_list()
        await shown.pilot.pause(0.1)
        assert isinstance(shown.app.screen, CardScreen)


async def test_a_low_terminal_shows_all_of_the_card(tmp_path: Path) -> None:
    """In 60 columns and 20 rows too: what to do, and the last of the samples."""
    async with in_terminal(fill(tmp_path / "qari.db"), UNSURE, []) as shown:
        await shown.pilot.resize_terminal(60, 20)
        await shown.pilot.pause(0.1)
        rows = sent(shown)
        assert any("Esc" in row for row in rows) and "2021" in rows[_after(rows, "4")]


async def test_the_card_is_the_same_in_every_order(tmp_path: Path) -> None:
    """In logical order too its first row is what a terminal that orders nothing should get; digits are its own."""
    terminal = UNSURE._replace(order=Order.LOGICAL, sure=True)
    async with in_terminal(fill(tmp_path / "qari.db"), terminal, []) as shown:
        await shown.pilot.press("i", "i", "f9", "f9")
        await shown.pilot.pause(0.1)
        rows = sent(shown)
        assert rows[_after(rows, "1")].strip() == RIGHT
        await shown.pilot.press("escape")
        await shown.settle()
        assert shown.app.screen is shown.main


async def test_the_lowest_terminal_shows_every_sample(tmp_path: Path) -> None:
    """In 40 columns and 12 rows the explanation gives way."""
    async with in_terminal(fill(tmp_path / "qari.db"), UNSURE, []) as shown:
        await shown.pilot.resize_terminal(40, 12)
        await shown.pilot.pause(0.1)
        rows = sent(shown)
        assert all("2021" in rows[_after(rows, number)] for number in "1234")
