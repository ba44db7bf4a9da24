"""A small real HTTP/1.1 server on loopback, with an answer for each path and all the misbehaviour feeds show."""

from __future__ import annotations

import asyncio
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from socket import SO_LINGER, SOL_SOCKET, socket
from ssl import SSLContext

TLS_HANDSHAKE = b"\x16"
"""The first byte of a client that speaks TLS (RFC 8446, 5.1)."""


@dataclass(frozen=True, slots=True)
class Request:
    """What came in; header names are lower case, header values bytes."""

    path: str
    headers: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes out."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str | bytes], ...] = ()
    delay: float = 0.0
    """Seconds before the first byte."""
    drip: float = 0.0
    """Seconds before each byte of the body."""
    reset_after: int | None = None
    """The connection is reset when so many bytes of the body are out."""
    length: int | None = None
    """What Content-Length says; None: the truth; negative: nothing, and the body ends with the connection."""


Script = Answer | Callable[[Request], Answer]


@dataclass
class Loopback:
    """The running server: set ``answers`` by path, read ``requests``."""

    port: int = 0
    scheme: str = "http"
    answers: dict[str, Script] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    at_once: int = 0
    """Requests that are being answered now."""
    most_at_once: int = 0

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"{self.scheme}://127.0.0.1:{self.port}{path}"

    def put(self, path: str, answer: Script) -> str:
        """Set the answer of a path, and give its address."""
        self.answers[path] = answer
        return self.url(path)

    def asked(self, path: str) -> list[Request]:
        """The requests for a path, in order."""
        return [request for request in self.requests if request.path == path]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while await self._answer(reader, writer):
                pass
        writer.close()
        with suppress(ConnectionError, asyncio.CancelledError):
            await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        first = await reader.readexactly(1)
        if first == TLS_HANDSHAKE:
            return await _send(Answer(b"plain HTTP only", 400, length=-1), writer)
        request = _request(first + await reader.readuntil(b"\r\n\r\n"))
        self.requests.append(request)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            script = self.answers.get(request.path, Answer(b"nothing here", 404))
            answer = script if isinstance(script, Answer) else script(request)
            await asyncio.sleep(answer.delay)
            return await _send(answer, writer)
        finally:
            self.at_once -= 1


async def _send(answer: Answer, writer: asyncio.StreamWriter) -> bool:
    """Write an answer; whether the connection goes on."""
    headers = list(answer.headers)
    if answer.length is None or answer.length >= 0:
        headers.append(("Content-Length", str(len(answer.body) if answer.length is None else answer.length)))
    writer.write(f"HTTP/1.1 {answer.status} Whatever\r\n".encode())
    for name, value in headers:
        writer.write(name.encode() + b": " + (value if isinstance(value, bytes) else value.encode()) + b"\r\n")
    writer.write(b"\r\n")
    body = answer.body if answer.reset_after is None else answer.body[: answer.reset_after]
    for piece in (body[i : i + 1] for i in range(len(body))) if answer.drip else (body,):
        await asyncio.sleep(answer.drip)
        writer.write(piece)
        await writer.drain()
    if answer.reset_after is not None:
        connection: socket = writer.get_extra_info("socket")
        connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
        return False
    return answer.length is None


def _request(head: bytes) -> Request:
    first, *lines = head.rstrip().split(b"\r\n")
    pairs = (line.split(b":", 1) for line in lines)
    return Request(first.split()[1].decode(), {name.decode().lower(): value.strip() for name, value in pairs})


@contextmanager
def loopback(tls: SSLContext | None = None) -> Iterator[Loopback]:
    """Serve in a thread of its own, on a free port, till the block ends."""
    server = Loopback(scheme="https" if tls else "http")
    loop, ready, over = asyncio.new_event_loop(), threading.Event(), asyncio.Event()

    async def serve() -> None:
        listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=tls)
        server.port = listening.sockets[0].getsockname()[1]
        ready.set()
        await over.wait()
        listening.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def run() -> None:
        loop.run_until_complete(serve())
        loop.close()

    thread = threading.Thread(target=run, name="loopback")
    thread.start()
    ready.wait()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()


def refused_url() -> str:
    """An address on loopback where nobody listens."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/feed"
