"""How fast saved pages become articles, and in how much memory: ``python tests/bench/pages.py [COUNT]``.

The tests' own pages, COUNT of them (200 unless told) in turns, through ``feeds.extract`` and through the library behind
it alone, each in a process of its own: pages a second when warm, and the most memory that the process had.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

PAGES = Path(__file__).parent.parent / "data" / "pages"


def ours(body: bytes) -> object:
    """Our chain."""
    from reader.feeds.extract.page import extract

    return extract(body, "https://news.example/a")


def bare(body: bytes) -> object:
    """The library, as it is usually called."""
    from trafilatura import extract

    return extract(body, include_comments=False, include_formatting=True, include_links=True)


def nothing(body: bytes) -> object:
    """What an interpreter has that does nothing."""
    return None


KINDS: dict[str, Callable[[bytes], object]] = {"nothing": nothing, "bare library": bare, "ours": ours}


def measure(kind: str, count: int) -> tuple[float, float]:
    """Pages a second, and megabytes at the most, of this process."""
    bodies = [path.read_bytes() for path in sorted(PAGES.glob("*.html"))]
    for body in bodies:
        KINDS[kind](body)
    began = time.perf_counter()
    for body in islice(cycle(bodies), count):
        KINDS[kind](body)
    seconds = time.perf_counter() - began
    return count / seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main() -> None:
    """Measure each kind in its own process, and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for kind in KINDS:
        done = subprocess.run(
            [sys.executable, __file__, str(count), kind], capture_output=True, text=True, check=True
        ).stdout.split()
        print(f"{kind:13} {float(done[0]):9.1f} pages/s  {float(done[1]):6.1f} MB")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        print(*measure(sys.argv[2], int(sys.argv[1])))
    else:
        main()
