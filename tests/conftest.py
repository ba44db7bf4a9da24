"""What every test may use."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from hand_clock import Clock
from hypothesis import HealthCheck, settings
from loopback import Loopback, loopback

from reader.config.schema import Config, Fetch
from reader.library import Library
from reader.models import Direction
from reader.text.options import Options
from reader.ui import choices, keymap

# A machine with much else to do is slower, not wrong: what is timed is under tests/bench.
# What is looked for at random is the same each time where it decides whether a change may land (CI), and new elsewhere.
settings.register_profile(
    "untimed",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("untimed")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home directory of a user who speaks English, for this process and its children."""
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "QARI_CONFIG", "LC_ALL"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a configuration file and tells where it is."""

    def write(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture(autouse=True)
def _default_layout() -> Iterator[None]:
    """The options that one test lays out by are not those of the next."""
    yield
    choices.choose(Options())
    choices.face(Direction.LTR)
    keymap.use(keymap.made("default"))


@pytest.fixture
def clock() -> Clock:
    """It stands still."""
    return Clock()


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A server without answers."""
    with loopback() as running:
        yield running


@pytest.fixture
async def library(tmp_path: Path, clock: Clock) -> AsyncIterator[Library]:
    """An empty library."""
    opened = await Library.open(tmp_path / "qari.db", Config(fetch=Fetch(timeout=5.0)), clock)
    yield opened
    await opened.close()


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """A desktop whose program for notifications writes down what it is given; gives that."""
    if sys.platform == "darwin":
        pytest.skip("the program is another one there")
    place, program = tmp_path / "said.json", tmp_path / "bin" / "notify-send"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nimport json, sys\njson.dump(sys.argv[1:], open({str(place)!r}, 'w'))\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":99")
    return lambda: json.loads(place.read_text()) if place.exists() else []
