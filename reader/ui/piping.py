"""Handing text to another program, which has the terminal meanwhile."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from textual.app import App, SuspendNotSupported


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Leave Ctrl+C to the other program, by a handler that does nothing: what is ignored here is ignored there too."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def pipe(app: App[None], command: str, text: str, prompt: str) -> int:
    """Run a shell's ``command`` with ``text`` as its input; gives its exit status.

    On the terminal, which ``prompt`` is shown on until a line is typed; without one if it cannot be given away. The
    event loop stands still meanwhile, on purpose: whatever it drew would be drawn over the other program.
    """
    try:
        with app.suspend(), _uninterrupted():
            status = subprocess.run(command, shell=True, input=text.encode(), check=False).returncode
            if sys.__stdout__ is not None and sys.__stdin__ is not None:
                sys.__stdout__.write(f"\n{prompt} ")
                sys.__stdout__.flush()
                sys.__stdin__.readline()
            return status
    except SuspendNotSupported:
        nothing = subprocess.DEVNULL
        return subprocess.run(
            command, shell=True, input=text.encode(), stdout=nothing, stderr=nothing, check=False
        ).returncode
