"""How long until the first screen over 50,000 entries stands, against an empty Textual app, in one run.

``python tests/bench/start.py [COUNT]``. Each start is a process of its own in a pseudo-terminal; the two kinds take
turns, and the median of the ratios counts. The time to the first headline is measured as well.
Exit status 1: the first screen takes more than a quarter longer.
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
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

RUNS = 31
ALLOWED = 1.25
WORD = "Zarqa"
_LAST_QUESTION = b"\x1b[c"
_ANSWERS = b"\x1bP>|XTerm(379)\x1b\\\x1b[?62;c"
EMPTY = f"""
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("{WORD}")
Empty().run()
"""


def fill(path: Path, count: int, html: str = "<p>نص</p>") -> None:
    """Store ``count`` entries in ten feeds; those of the first have a longer text, if one is given."""
    from reader.asking import Subscription
    from reader.models import Intent, NewEntry, ParsedEntry, Validators
    from reader.store import feeds, subscriptions
    from reader.store.db import open_or_replace

    now = datetime.now(UTC)
    with closing(open_or_replace(path).database) as db:
        for feed in range(10):
            feed_id = subscriptions.subscribe(db, Subscription(f"http://127.0.0.1:9/{feed}"))
            new = tuple(
                NewEntry(
                    ParsedEntry(
                        str(number), "", f"{WORD} قررت الحكومة {number}", html=html if not feed else "<p>نص</p>"
                    ),
                    str(number),
                    now - timedelta(minutes=number * 10 + feed),
                )
                for number in range(count // 10)
            )
            feeds.apply(db, Intent(feed_id, f"Feed {feed}", "", "ar", Validators(), "", new, (), now))


def seconds_to(words: Sequence[str], arguments: Sequence[str], cache: str) -> list[float]:
    """Seconds from starting a process in a terminal of 120 x 40 until each of ``words`` is in its output."""
    began = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPYCACHEPREFIX": cache}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
        os.execve(sys.executable, [sys.executable, *arguments], environment)
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        return _until(words, terminal, began)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def _until(words: Sequence[str], terminal: int, began: float) -> list[float]:
    seen = b""
    times: list[float] = []
    answered = False
    while len(times) < len(words):
        ready, _, _ = select.select([terminal], [], [], 30)
        if not ready:
            raise TimeoutError(seen[-2000:].decode(errors="replace"))
        seen += os.read(terminal, 65536)
        if not answered and _LAST_QUESTION in seen:
            os.write(terminal, _ANSWERS)
            answered = True
        while len(times) < len(words) and words[len(times)].encode() in seen:
            times.append(time.perf_counter() - began)
    return times


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """The median ratio of neighbours, so that what else the machine does weighs on both."""
    return statistics.median(first / second for first, second in zip(one, other, strict=True))


def main() -> int:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    times: dict[str, list[float]] = {"empty app": [], "first screen": [], "headlines": []}
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "qari" / "qari.db"
        fill(path, count)
        os.environ.update(XDG_DATA_HOME=directory, XDG_CONFIG_HOME=directory, LANG="C.UTF-8")
        os.environ["QARI_SCREEN_REFRESH_ON_START"] = "false"
        for run in range(-1, RUNS):
            (empty,) = seconds_to([WORD], ["-c", EMPTY], directory)
            screen, headlines = seconds_to(["Feeds", WORD], ["-m", "reader"], directory)
            for name, seconds in zip(times, (empty, screen, headlines), strict=True):
                times[name] += [seconds] * (run >= 0)  # the first run of all only fills caches
    for name, measured in times.items():
        part = ratio(measured, times["empty app"])
        print(f"{name:12} {statistics.median(measured) * 1000:5.0f} ms  {part:.2f}")
    return 0 if ratio(times["first screen"], times["empty app"]) <= ALLOWED else 1


if __name__ == "__main__":
    sys.exit(main())
