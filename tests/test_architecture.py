"""The house: which room may know which."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from reader.cli.arguments import names
from reader.cli.commands import ROOMS


def test_every_import_points_down() -> None:
    """The import contracts of pyproject.toml are kept."""
    code = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def _loaded(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_commands_start_without_the_screen() -> None:
    """No command but those that tell the keys brings Textual, and none brings what fetches or parses."""
    rooms = {room.partition(":")[0] for room in ROOMS.values()} - {"keys", "helping"}
    modules = ", ".join(f"reader.cli.{room}" for room in sorted(rooms))
    loaded = _loaded(f"import reader.cli.main, reader.cli.commands, reader.library, {modules}")
    assert not loaded & {"textual", "rich", "httpx", "feedparser"}


def test_a_command_brings_its_own_room_only() -> None:
    """What lists articles imports nothing of what exports them; and every name of the command line has its room."""
    assert not _loaded("import reader.cli.reading") & {
        "reader.export",
        "reader.feeds.extract.page",
        "reader.feeds.opml",
    }
    assert set(ROOMS) == set(names())


def test_the_screen_starts_without_the_network() -> None:
    """Importing the app brings neither httpx nor feedparser; the first refresh does."""
    loaded = _loaded("import reader.ui.app")
    assert "textual" in loaded
    assert not loaded & {"httpx", "feedparser"}


def test_package_markers_import_nothing() -> None:
    """No ``__init__.py`` holds an import, so a room costs nothing until it is used."""
    markers = (Path(__file__).parents[1] / "reader").rglob("__init__.py")
    trees = {marker: ast.parse(marker.read_text(encoding="utf-8")) for marker in markers}
    assert not [
        marker
        for marker, tree in trees.items()
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in tree.body)
    ]
