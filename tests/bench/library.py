"""How long the store takes with 100,000 articles, and newsboat's own queries over the same ones, in one run.

``python tests/bench/library.py [--entries N] [--keep DIRECTORY] [--only WORD]`` prints milliseconds: the median, the
95th percentile, and newsboat's median, where it has the like, with how many times ours that is. ``!`` is a median over
the 16 ms of a frame, ``~`` a percentile over it. Making the library takes minutes: ``--keep`` keeps it for the next
time, and what is measured is a copy. ``--only`` measures what has a word in its name.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from library_bench import Bench
from library_lists import measure_lists, measure_marking
from library_made import MADE, fill
from library_queries import measure_filters, measure_searches
from library_upkeep import measure_beside_work, measure_room, measure_upkeep

from reader.store.db import open_or_replace


def made(directory: Path, count: int) -> Path:
    """A library of so many entries in ``directory``, where there is none yet."""
    path = directory / f"library-{MADE}-{count}.db"
    if not path.exists():
        part = directory / "part.db"
        part.unlink(missing_ok=True)
        db = open_or_replace(part).database
        fill(db, count)
        db.close()
        part.rename(path)
    return path


def main() -> None:
    """Have a library, and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.keep) as directory:
        path = Path(directory) / "qari.db"
        shutil.copy(made(asked.keep or Path(directory), asked.entries), path)
        bench = Bench(path, asked.only)
        for measure in (
            measure_lists,
            measure_marking,
            measure_filters,
            measure_searches,
            measure_upkeep,
            measure_beside_work,
            measure_room,
        ):
            measure(bench)
        bench.close()


if __name__ == "__main__":
    main()
