"""The commands on a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from cli_samples import fill


def _on_a_terminal(*arguments: str) -> list[str]:
    """The rows that ``qari`` prints when its standard output is a terminal of 60 columns."""
    master, slave = os.openpty()
    environment = {**os.environ, "COLUMNS": "60"}
    command = [sys.executable, "-m", "reader", *arguments]
    with subprocess.Popen(command, stdout=slave, stderr=slave, stdin=slave, env=environment) as process:
        os.close(slave)
        chunks = []
        while chunk := _read(master):
            chunks.append(chunk)
        process.wait()
    os.close(master)
    return b"".join(chunks).decode().replace("\r\n", "\n").splitlines()


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
    rows = _on_a_terminal("show", "1")
    assert {len(row) for row in rows} == {60}
    assert rows[0].endswith("ﺔﻳﺪﻠﺒﻟﺍ ﺖﻨﻠﻋﺃ")


def test_a_terminal_gets_arabic_sentences_from_the_right(home: Path) -> None:
    """With the Arabic interface a sentence stands at the terminal's right side."""
    (row,) = _on_a_terminal("--language", "ar", "feeds")
    assert row.startswith(" ")
    assert not row.endswith(" ")
