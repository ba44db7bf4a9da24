"""The commands on a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_samples import fill

from reader.terminal.decide import Order
from reader.terminal.remembered import keep
from reader.text.adapt import GUARD

_OFF, _ON = "\x1b[8l", "\x1b[8h"


def _on_a_terminal(*arguments: str) -> list[str]:
    """The rows that ``qari`` prints when its standard output is a terminal of 60 columns."""
    sent = _sent(*arguments)
    assert sent.count(_OFF) == sent.count(_ON) >= 1
    return sent.replace(_OFF, "").replace(_ON, "").splitlines()


def _sent(*arguments: str) -> str:
    master, slave = os.openpty()
    environment = {**os.environ, "COLUMNS": "60"}
    command = [sys.executable, "-m", "reader", *arguments]
    # In a session of its own, so that it is not the terminal of whoever runs this that is asked.
    with subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
    ) as process:
        os.close(slave)
        chunks = []
        while chunk := _read(master):
            chunks.append(chunk)
        process.wait()
    os.close(master)
    return b"".join(chunks).decode().replace("\r\n", "\n")


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65536)
    except OSError:  # Linux says EIO when the last writer has gone
        return b""


def test_a_terminal_gets_headlines_in_visual_order(home: Path) -> None:
    """On a terminal headlines are shaped, in visual order, in columns that fit."""
    fill(home)
    rows = _on_a_terminal("list")
    assert len(rows) == 2
    assert all(len(row) <= 60 for row in rows)
    arabic = next(row for row in rows if "A bridge" not in row)
    assert "ﺔﻳﺪﻠﺒﻟﺍ ﺖﻨﻠﻋﺃ" in arabic
    assert "ﻝﺎﺜﻤﻟﺍ ﺓﺪﻳﺮﺟ" in arabic


def test_a_terminal_gets_a_laid_out_article(home: Path) -> None:
    """On a terminal an article fills the width, its Arabic ending at the right edge."""
    fill(home)
    rows = _on_a_terminal("show", "2")
    assert {len(row) for row in rows} == {60}
    assert rows[0].endswith("ﺔﻳﺪﻠﺒﻟﺍ ﺖﻨﻠﻋﺃ")


def test_a_terminal_gets_an_article_of_the_width_asked_for(home: Path) -> None:
    """On a terminal ``--width`` gives shaped rows of that width."""
    fill(home)
    rows = _on_a_terminal("show", "2", "--width", "40")
    assert {len(row) for row in rows} == {40}
    assert rows[0].endswith("ﺔﻳﺪﻠﺒﻟﺍ ﺖﻨﻠﻋﺃ")


def test_a_terminal_gets_arabic_sentences_from_the_right(home: Path) -> None:
    """With the Arabic interface a sentence stands at the terminal's right side."""
    (row,) = _on_a_terminal("--language", "ar", "feeds")
    assert row.startswith(" ")
    assert not row.endswith(" ")


def test_the_terminal_is_told_and_released(home: Path) -> None:
    """Each Arabic row stands between the sequences, the second one at the start of the row below.

    So whatever stops the program, Ctrl+Z or a signal, leaves a terminal that is not told anything.
    """
    fill(home)
    rows = _sent("list", "--limit", "1").splitlines(keepends=True)
    assert rows[0].startswith(_OFF)
    assert rows[0].endswith("\n")
    assert rows[1] == _ON


def test_a_terminal_without_arabic_rows_is_told_nothing(home: Path) -> None:
    """Rows without right-to-left text bring no sequence with them."""
    assert "\x1b" not in _sent("where")


def test_a_terminal_that_turns_rows_gets_them_turned(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With ``terminal.bidi = "row"`` a row is sent so that UAX #9 over the whole row gives the visual order."""
    fill(home)
    monkeypatch.setenv("QARI_TERMINAL_BIDI", "row")
    sent = _sent("list", "--limit", "1")
    assert _OFF not in sent
    assert "ﺃﻋﻠﻨﺖ ﺍﻟﺒﻠﺪﻳﺔ" in sent


def test_a_terminal_that_turns_rows_gets_a_margin(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that fills the terminal begins with a blank, by which the terminal takes it for left-to-right."""
    fill(home)
    monkeypatch.setenv("QARI_TERMINAL_BIDI", "row")
    rows = _sent("show", "2").splitlines()
    assert {row[:1] for row in rows} <= {" ", GUARD}
    assert {len(row) for row in rows} == {60}


def test_a_row_that_would_be_shown_otherwise_is_sent_word_by_word(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A number that what stands before it would claim (UAX #9, W7) has a guard for a neighbour."""
    (tmp_path / "text").write_text("٣ 5 سنوات", "utf-8")
    monkeypatch.setenv("QARI_TERMINAL_BIDI", "row")
    assert _sent("render", "--width", "20", str(tmp_path / "text")).endswith(f"ﺳﻨﻮﺍﺕ{GUARD}5{GUARD}٣\n")


@pytest.mark.parametrize("order", ["visual", "kitty", "row", "span"])
@pytest.mark.parametrize("arguments", [("list", "--json"), ("show", "2", "--plain")], ids=" ".join)
def test_logical_text_is_sent_as_it_is(
    home: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], order: str
) -> None:
    """What is logical in a pipe is the same on a terminal, whatever that does with rows."""
    fill(home)
    monkeypatch.setenv("QARI_TERMINAL_BIDI", order)
    sent = _sent(*arguments)
    assert "أعلنت البلدية" in sent
    assert "\x1b" not in sent


@pytest.fixture
def answered(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader of a terminal that nobody knows said on the card that it turns whole rows."""
    monkeypatch.setenv("TERM", "never-seen")
    for variable in ("TERM_PROGRAM", "TMUX", "STY", "WT_SESSION", "KONSOLE_VERSION"):
        monkeypatch.delenv(variable, raising=False)
    keep(home / ".local/state/qari/terminals.json", "never-seen", Order.ROW)


def test_what_was_answered_on_the_card_holds_for_commands(home: Path, answered: None) -> None:
    """Rows are printed in the order that the reader found right in the app."""
    fill(home)
    sent = _sent("list", "--limit", "1")
    assert _OFF not in sent
    assert "ﺃﻋﻠﻨﺖ ﺍﻟﺒﻠﺪﻳﺔ" in sent


def test_doctor_tells_what_was_answered_on_the_card(home: Path, answered: None) -> None:
    """It says where the order is from, and is not unsure any more."""
    said = _sent("doctor")
    assert "That order was answered on the terminal card." in said
    assert "not certain" not in said


def test_logical_order_has_the_columns_of_a_list(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that orders text itself gets columns too, of letters as they are typed."""
    fill(home)
    monkeypatch.setenv("QARI_TERMINAL_BIDI", "logical")
    rows = _sent("list").splitlines()
    assert len(rows) == 2 and all(len(row) <= 60 and "\t" not in row for row in rows)
    assert any("أعلنت البلدية" in row and "جريدة المثال" in row for row in rows)
