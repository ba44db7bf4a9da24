"""From a key to its repaint, over 50,000 headlines, against a bare list of as many rows in Textual, in one run.

``python tests/bench/keys.py [COUNT]``. Both run in a pseudo-terminal of 120 x 40; a key's time ends with the
last byte that it made the program send. Exit status 1: the 95th percentile of some key is more than twice that
of the bare list's.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from pathlib import Path

from start import _ANSWERS, _LAST_QUESTION, WORD, fill

ALLOWED = 2.0
_ARTICLE = "<p>قال مسؤول اليوم إن العمل في الميناء يبدأ صباحا.</p>" * 60
_QUIET = 0.03
"""Seconds without a byte after which a repaint is over."""
_LATEST = 2.0
BARE = f"""
import sys
from rich.segment import Segment
from textual.app import App
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input, Static

class Rows(ScrollView, can_focus=True):
    BINDINGS = [("j", "go(1)", ""), ("space", "go(30)", ""), ("n", "next", "")]
    cursor = 0
    def on_mount(self):
        self.virtual_size = Size(0, COUNT)
    def render_line(self, y):
        row = self.scroll_offset.y + y
        style = self.rich_style if row != self.cursor else self.rich_style + self.rich_style.parse("reverse")
        text = f"{WORD} {{row}}"
        return Strip([Segment(text.ljust(self.size.width), style)], self.size.width)
    def action_go(self, step):
        before, self.cursor = self.cursor, self.cursor + step
        top, height = self.scroll_offset.y, self.size.height
        if not top <= self.cursor < top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)
        self.refresh_line(before); self.refresh_line(self.cursor)
    def action_next(self):
        self.action_go(1)
        self.app.query_one(Static).update(f"row {{self.cursor}} " * 200)

class Bare(App):
    CSS = "Rows {{ width: 50%; height: 1fr; }} Screen {{ layout: horizontal; }} Input {{ dock: bottom; }}"
    BINDINGS = [("slash", "search", "")]
    def compose(self):
        yield Rows()
        yield Static("")
        yield Input()
    def on_mount(self):
        self.query_one(Rows).focus()
    def action_search(self):
        self.query_one(Input).focus()

COUNT = int(sys.argv[1])
Bare().run()
"""
SCRIPTS: dict[str, tuple[str, Sequence[str]]] = {
    "j": ("", ["j"] * 60),
    "j while scrolling": ("G" + "k" * 3, ["k"] * 60),
    "next article": ("", ["n"] * 40),
    "Space in an article": ("\r", [" ", "\x7f"] * 20),
    "switch a feed": ("\x1b", ["j", "j", "j", "k", "k"] * 8),
    "type in search": ("/", [*"zarqaqrrt"] * 4),
}
"""The keys before, and those that are measured."""
PEERS: dict[str, tuple[str, Sequence[str]]] = {
    "j": ("", ["j"] * 60),
    "j while scrolling": ("j" * 45, ["j"] * 60),
    "next article": ("", ["n"] * 40),
    "Space in an article": ("", [" "] * 40),
    "switch a feed": ("", ["n"] * 40),
    "type in search": ("/", [*"zarqaqrrt"] * 4),
}
"""What comes nearest in the bare list."""


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.process, self.file = pty.fork()
        if self.process == 0:
            environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
            os.execve(sys.executable, [sys.executable, *arguments], environment)
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def until(self, word: str) -> None:
        """Wait for a word, and answer what is asked meanwhile."""
        seen, answered = b"", False
        while word.encode() not in seen:
            if not select.select([self.file], [], [], 60)[0]:
                raise TimeoutError(seen[-500:].decode(errors="replace"))
            seen += os.read(self.file, 65536)
            if not answered and _LAST_QUESTION in seen:
                os.write(self.file, _ANSWERS)
                answered = True
        self.press("")

    def press(self, key: str) -> float:
        """Seconds from a key to the last byte of what it draws."""
        began = last = time.perf_counter()
        os.write(self.file, key.encode())
        while select.select([self.file], [], [], _QUIET if last != began else _LATEST if key else 0.5)[0]:
            os.read(self.file, 1 << 20)
            last = time.perf_counter()
        return last - began

    def end(self) -> None:
        """Kill it."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.file)


def measured(arguments: Sequence[str], before: str, keys: Sequence[str]) -> list[float]:
    """What each key takes, once the program stands."""
    terminal = Terminal(arguments)
    try:
        terminal.until(WORD)
        time.sleep(1)
        for key in before:
            terminal.press(key)
        return [terminal.press(key) for key in keys]
    finally:
        terminal.end()


def percentile(times: Sequence[float], part: float) -> float:
    """In milliseconds."""
    return 1000 * sorted(times)[min(len(times) - 1, int(part * len(times)))]


def main() -> int:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    worst = 0.0
    print(f"{'':22}{'p50':>7}{'p95':>7}   bare {'p50':>5}{'p95':>7}   p95 in parts of it")
    with tempfile.TemporaryDirectory() as directory:
        fill(Path(directory) / "qari" / "qari.db", count, _ARTICLE)
        os.environ.update(XDG_DATA_HOME=directory, XDG_CONFIG_HOME=directory, LANG="C.UTF-8")
        os.environ["QARI_SCREEN_REFRESH_ON_START"] = "false"
        os.environ["QARI_LANGUAGE"] = "en"
        for name, (before, keys) in SCRIPTS.items():
            ours = measured(["-m", "reader"], before, keys)
            bare = measured(["-c", BARE, str(count)], *PEERS[name])
            part = percentile(ours, 0.95) / percentile(bare, 0.95)
            worst = max(worst, part)
            told = [statistics.median(ours) * 1000, percentile(ours, 0.95)]
            peer = [statistics.median(bare) * 1000, percentile(bare, 0.95)]
            print(f"{name:22}{told[0]:7.1f}{told[1]:7.1f}        {peer[0]:5.1f}{peer[1]:7.1f}   {part:.2f}")
    return 0 if worst <= ALLOWED else 1


if __name__ == "__main__":
    sys.exit(main())
