"""Unicode's own tests of the Bidirectional Algorithm."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_SCRIPT = Path(__file__).with_name("unicode_conformance.py")
_PARTS = 2


@pytest.mark.parametrize(("kind", "count"), [("characters", 91_707), ("classes", 770_241)])
def test_conformance(kind: str, count: int) -> None:
    """Every one-paragraph case of BidiCharacterTest and BidiTest 15.0 comes out in the order Unicode has."""
    # Processes of their own share the work, and measuring coverage does not slow them down.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    running = [
        subprocess.Popen(
            [sys.executable, str(_SCRIPT), kind, str(part), str(_PARTS)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for part in range(_PARTS)
    ]
    answers = [process.communicate() for process in running]
    assert [failed for failed, _ in answers] == [""] * _PARTS
    assert sum(int(checked) for _, checked in answers) == count
