"""A real tmux, in a pty that answers as a terminal that reorders rows."""

from __future__ import annotations

import os
import pty
import select
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

PANE = """
import os, sys, time
from reader.terminal import tmux
from reader.terminal.decide import Way
from reader.terminal.recognise import recognise
from reader.ui.terminal import send
for _ in range(50):  # the terminal outside may not have answered tmux yet
    if tmux.outer(os.environ).outer_version:
        break
    time.sleep(0.1)
found = recognise(os.environ).terminal
if len(sys.argv) > 1:
    found = found._replace(way=Way(sys.argv[1]))
print(found.name, found.order, found.switch, found.way, flush=True)
send(found, found.begin, sys.stdout.write)
sys.stdout.flush()
print("done", flush=True)
time.sleep(30)
"""
_REPLIES = {b"\x1b[>q": b"\x1bP>|VTE(8401)\x1b\\", b"\x1b[>c": b"\x1b[>61;8401;1c", b"\x1b[c": b"\x1b[?61;1;21;22;28c"}


def _received(tmp_path: Path, passthrough: str, *arguments: str) -> str:
    """What the terminal outside gets while a pane recognises it and has the sequence sent."""
    (tmp_path / "pane.py").write_text(PANE)
    (tmp_path / "tmux.conf").write_text(f"set -g allow-passthrough {passthrough}\n")
    pane = shlex.join([sys.executable, str(tmp_path / "pane.py"), *arguments])
    server = ["tmux", "-S", str(tmp_path / "socket")]
    pid, master = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        os.environ.pop("TMUX", None)
        os.execvp("tmux", [*server, "-f", str(tmp_path / "tmux.conf"), "new-session", pane])
    received, answered = b"", set[bytes]()
    end = time.monotonic() + 15
    while b"done" not in received and time.monotonic() < end:
        if select.select([master], [], [], 0.1)[0]:
            received += os.read(master, 65536)
        for question in [question for question in _REPLIES if question in received and question not in answered]:
            answered.add(question)
            os.write(master, _REPLIES[question])
    subprocess.run([*server, "kill-server"], check=True)
    os.close(master)
    os.waitpid(pid, 0)
    return received.decode(errors="replace")


@pytest.mark.parametrize(("passthrough", "arrives"), [("on", True), ("off", False)])
def test_the_sequence_goes_through_tmux_when_tmux_lets_it(tmp_path: Path, passthrough: str, arrives: bool) -> None:
    """tmux takes its wrapper off and hands the sequence on, if ``allow-passthrough`` is on."""
    received = _received(tmp_path, passthrough, "passthrough")
    assert "passthrough" in received
    assert ("\x1b[8l" in received) is arrives


def test_the_sequence_goes_around_tmux(tmp_path: Path) -> None:
    """The terminal of tmux's client can be told without tmux's leave."""
    received = _received(tmp_path, "off")
    assert "tmux, VTE(8401) visual bdsm client" in received
    assert "\x1b[8l" in received
