"""A refresh of 500 feeds of 30 entries from a server that takes 100 ms to answer: cold, and warm when all say 304.

``python tests/bench/refresh.py [FEEDS]``. Tells wall time, processor time and peak memory of the whole command and the
requests that came; newsraft and newsboat do the same beside it where they are installed.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

FEEDS, ENTRIES, LATENCY = 500, 30, 0.1
WORDS = "المدينة الحكومة الماء المدرسة النهر القرية السوق الطريق الكتاب العمل العام الجديد قال بعد خلال مع".split()


def feed(number: int) -> bytes:
    """A feed of whole articles, the same for the same number."""
    dice = random.Random(number)
    items = []
    for entry in range(ENTRIES):
        paragraphs = "".join(f"<p>{' '.join(dice.choices(WORDS, k=60))}.</p>" for _ in range(6))
        items.append(
            f"<item><guid>{number}-{entry}</guid><link>https://a.example/{number}/{entry}</link>"
            f"<title>{' '.join(dice.choices(WORDS, k=8))}</title><pubDate>Fri, 26 Jul 2024 {entry % 24:02}:05:00 GMT"
            f"</pubDate><description>{' '.join(dice.choices(WORDS, k=20))}</description>"
            f"<content:encoded><![CDATA[{paragraphs}]]></content:encoded></item>"
        )
    names = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    head = f"<title>مصدر {number}</title><link>https://a.example/</link><language>ar</language>"
    return f"<rss version='2.0' {names}><channel>{head}{''.join(items)}</channel></rss>".encode()


class Server(threading.Thread):
    """Answers each feed after a while, and 304 to whoever has it."""

    def __init__(self, count: int) -> None:
        super().__init__(daemon=True)
        self.bodies = [feed(number) for number in range(count)]
        self.tags = [hashlib.md5(body).hexdigest().encode() for body in self.bodies]
        self.requests = 0
        self.port = 0
        self.ready = threading.Event()

    def run(self) -> None:
        """Serve until the program ends."""
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        await server.serve_forever()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                self.requests += 1
                await asyncio.sleep(LATENCY)
                number = int(head.split(b" ", 2)[1].rpartition(b"/")[2])
                body, tag = self.bodies[number], self.tags[number]
                if tag in head:
                    writer.write(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n")
                else:
                    writer.write(b'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: "%b"\r\n' % tag)
                    writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


def measured(name: str, command: Sequence[str], home: Path, server: Server) -> float:
    """Run a command and tell what it took; its wall time in seconds."""
    before, requests = resource.getrusage(resource.RUSAGE_CHILDREN), server.requests
    begun = time.perf_counter()
    subprocess.run(command, env={**os.environ, "HOME": str(home)}, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name:16} {wall:6.2f} s  {processor:6.2f} s of processor  {server.requests - requests} requests")
    return wall


def main(count: int) -> None:
    """Cold and warm."""
    server = Server(count)
    server.start()
    server.ready.wait()
    urls = [f"http://127.0.0.1:{server.port}/{number}" for number in range(count)]
    size = sum(map(len, server.bodies)) / 1_000_000
    print(f"{count} feeds of {ENTRIES} entries, {size:.0f} MB, {1000 * LATENCY:.0f} ms an answer")
    with tempfile.TemporaryDirectory() as directory:
        home = Path(directory)
        (home / "urls").write_text("\n".join(urls))
        qari = [sys.executable, "-m", "reader"]
        subprocess.run([*qari, "import", str(home / "urls")], env={**os.environ, "HOME": directory}, check=True)
        cold = measured("qari, cold", [*qari, "refresh"], home, server)
        warm = measured("qari, warm", [*qari, "refresh", "--force"], home, server)
        (home / "config").touch()
        peers = {
            "newsraft": ["-f", f"{home}/urls", "-c", f"{home}/config", "-d", f"{home}/newsraft.db", "-e", "reload-all"],
            "newsboat": ["-u", f"{home}/urls", "-c", f"{home}/newsboat.db", "-x", "reload"],
        }
        for name, arguments in peers.items():
            if program := shutil.which(name):
                part = cold / measured(f"{name}, cold", [program, *arguments], home, server)
                again = warm / measured(f"{name}, warm", [program, *arguments], home, server)
                print(f"{'':16} qari takes {part:.2f} and {again:.2f} times as long")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    print(f"peak memory of any of them {peak:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FEEDS)
