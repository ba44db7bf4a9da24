"""How late the screen's event loop is while 500 feeds are refreshed and a key is held down, against an idle one.

``python tests/bench/busy.py [FEEDS]``. The server of ``refresh.py`` runs in a process of its own. Lateness is how long
after its time a timer of 4 ms comes, in milliseconds: what a key that is pressed then waits for. A frame counts as
missed where that is more than 16 ms.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from refresh import FEEDS

BENCH = Path(__file__).parent
sys.path[:0] = [str(BENCH.parent / "ui"), str(BENCH.parent)]

from ui_samples import Shown, showing  # noqa: E402

from reader.asking import Pace, Subscription  # noqa: E402
from reader.store import subscriptions  # noqa: E402
from reader.store.db import open_or_replace  # noqa: E402

SERVE = """
import sys
from refresh import Server
server = Server(int(sys.argv[1]))
server.start()
server.ready.wait()
print(server.port, flush=True)
server.join()
"""
_TICK, _FRAME = 0.004, 0.016


async def measured(name: str, shown: Shown, work: asyncio.Task[None], keys: str) -> None:
    """Press ``keys`` sixty times a second until the work is done, and tell how late the loop was meanwhile."""
    late: list[float] = []
    begun = pressed = time.perf_counter()
    while not work.done():
        before = time.perf_counter()
        await asyncio.sleep(_TICK)
        now = time.perf_counter()
        late.append(now - before - _TICK)
        if keys and now - pressed >= _FRAME:
            shown.app.simulate_key(keys)
            pressed = now
    took = time.perf_counter() - begun
    late.sort()
    p50, p95, p99 = (1000 * late[int(part * len(late))] for part in (0.5, 0.95, 0.99))
    missed = sum(int(seconds / _FRAME) for seconds in late) * _FRAME / took
    print(f"{name:22}{took:6.2f} s{p50:8.1f}{p95:8.1f}{p99:8.1f}{1000 * late[-1]:8.1f}{100 * missed:8.1f} %")


async def watch(path: Path) -> None:
    """Measure an idle screen, and one that is refreshed, cold and warm."""
    print(f"{'':22}{'':8}{'p50':>8}{'p95':>8}{'p99':>8}{'most':>8}{'frames missed':>16}")
    async with showing(path, (120, 40), clock=lambda: datetime.now(UTC)) as shown:
        for name, keys in (("cold", ""), ("warm", ""), ("warm, j held", "j")):
            refresh = asyncio.create_task(shown.main.refresh_feeds(None, Pace.ANYWAY))
            await measured(name, shown, refresh, keys)
            await asyncio.sleep(5)
        await measured("idle, j held", shown, asyncio.create_task(asyncio.sleep(5)), "j")


async def cold(path: Path) -> None:
    """Measure a cold refresh with a key held down."""
    async with showing(path, (120, 40), clock=lambda: datetime.now(UTC)) as shown:
        await measured("cold, j held", shown, asyncio.create_task(shown.main.refresh_feeds(None, Pace.ANYWAY)), "j")


def main(count: int) -> None:
    """Serve, subscribe, and measure."""
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(count)], cwd=BENCH, stdout=subprocess.PIPE)
    assert server.stdout is not None
    port = int(server.stdout.readline())
    try:
        for measure in (watch, cold):
            with tempfile.TemporaryDirectory() as directory:
                path = Path(directory) / "qari.db"
                with closing(open_or_replace(path).database) as db:
                    for number in range(count):
                        subscriptions.subscribe(db, Subscription(f"http://127.0.0.1:{port}/{number}"))
                asyncio.run(measure(path))
    finally:
        server.kill()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FEEDS)
