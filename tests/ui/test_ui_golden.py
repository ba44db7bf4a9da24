"""Every main screen at three sizes in both languages, row by row as the terminal gets it.

``python tests/ui/test_ui_golden.py`` writes the files anew; whoever does that looks at what has changed.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from ui_samples import Shown, fill, showing

from reader.config.starters import STARTERS

GOLDEN = Path(__file__).parent / "golden"
SIZES = ((120, 40), (80, 24), (50, 20))
LANGUAGES = ("en", "ar")
SCREENS = {
    "list": (),
    "article": ("enter",),
    "alone": ("enter", "Z"),
    "feeds": ("escape",),
    "grouped": ("B",),
    "picked": ("full_stop", "full_stop"),
    "search": ("slash", *"3000"),
    "find": ("enter", "ctrl+f", *"3000"),
    "help": ("question_mark",),
    "palette": ("ctrl+p",),
    "settings": ("comma", "down", "down"),
    "health": ("H",),
    "rules": ("M",),
    "log": ("U", "f12"),
}
"""The keys that lead to each screen."""


def plain(shown: Shown) -> str:
    """All rows of the screen, without blanks at their ends."""
    return "\n".join(strip.text.rstrip() for strip in shown.screen_rows())


async def pictured(directory: Path, size: tuple[int, int], language: str) -> str:
    """Every screen under its name."""
    parts = []
    for name, keys in SCREENS.items():
        async with showing(fill(directory / f"{name}.db"), size, language=language) as shown:
            await shown.press(*keys)
            parts.append(f"== {name}\n{plain(shown)}")
    async with showing(directory / "none.db", size, language=language, starters=STARTERS) as shown:
        parts.append(f"== starters\n{plain(shown)}")
    return "\n".join(parts) + "\n"


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Times on the screens are those of one zone, wherever the test runs."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_screens_are_as_they_were_looked_at(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """The rows of each main screen are those of the file that somebody has looked at."""
    file = GOLDEN / f"{language}-{size[0]}x{size[1]}.txt"
    assert await pictured(tmp_path, size, language) == file.read_text("utf-8")


async def _write() -> None:
    os.environ["TZ"] = "UTC"
    time.tzset()
    GOLDEN.mkdir(exist_ok=True)
    for size in SIZES:
        for language in LANGUAGES:
            with tempfile.TemporaryDirectory() as directory:
                text = await pictured(Path(directory), size, language)
            (GOLDEN / f"{language}-{size[0]}x{size[1]}.txt").write_text(text, "utf-8")


if __name__ == "__main__":
    asyncio.run(_write())
