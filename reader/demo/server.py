"""The sample feeds, served to the real fetcher over loopback.

The feeds lie in ``data/``; every word in them is Qari's own, and every address stands under a name reserved
for examples (RFC 2606, RFC 6761).
"""

from __future__ import annotations

import gzip
import hashlib
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from threading import Thread

from reader.asking import Subscription

FEEDS = {
    "arabic-news.xml": "application/rss+xml",
    "mixed.xml": "application/rss+xml",
    "rdf.xml": "application/rdf+xml",
    "persian.xml": "application/atom+xml",
    "urdu.xml": "application/rss+xml",
    "kurdish.xml": "application/rss+xml",
    "hebrew.xml": "application/rss+xml",
    "english.xml": "application/atom+xml",
}
"""Content types by file name. They name no charset, so that each document's own declaration holds (RFC 7303, 3)."""


PICTURES = {"night-train.jpg": "image/jpeg"}
"""Likewise the pictures, which Qari drew itself; the feeds name them under :data:`_PICTURES_AT`."""
_PICTURES_AT = b"https://news.demo.example/images/"


@dataclass(frozen=True, slots=True)
class DemoSite:
    """A running server of sample feeds."""

    url: str
    """``http://127.0.0.1:PORT``, without a slash at the end."""
    subscriptions: tuple[Subscription, ...]
    """The feeds it serves; their titles and languages are the feeds' own."""


@dataclass(frozen=True, slots=True)
class _Document:
    body: bytes
    zipped: bytes
    content_type: str
    etag: str


def read(name: str) -> bytes:
    """The bytes of a sample, one of :data:`FEEDS` or :data:`PICTURES`."""
    return resources.files("reader.demo").joinpath("data", name).read_bytes()


@contextmanager
def serve() -> Iterator[DemoSite]:
    """Serve the sample feeds on a free port of 127.0.0.1, from a daemon thread, until the context ends.

    Raises OSError when no port can be had.
    """
    with _Server() as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), name="qari-demo", daemon=True)
        thread.start()
        try:
            yield DemoSite(server.url, tuple(Subscription(f"{server.url}/{name}") for name in FEEDS))
        finally:
            server.shutdown()
            thread.join()


def served(name: str, url: str) -> bytes:
    """The sample feed ``name`` as the server at ``url`` gives it: with its pictures where it has them itself."""
    return read(name).replace(_PICTURES_AT, f"{url}/".encode("ascii"))


def _documents(url: str) -> dict[str, _Document]:
    feeds = {f"/{name}": _document(served(name, url), content_type) for name, content_type in FEEDS.items()}
    return feeds | {f"/{name}": _document(read(name), content_type) for name, content_type in PICTURES.items()}


def _document(body: bytes, content_type: str) -> _Document:
    # Weak, because one tag stands for the plain and the compressed representation (RFC 9110, 8.8.1).
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    return _Document(body, gzip.compress(body, mtime=0), content_type, etag)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        self.last_modified = formatdate(usegmt=True)
        super().__init__(("127.0.0.1", 0), _Handler)
        self.documents = _documents(self.url)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def server_bind(self) -> None:
        # HTTPServer asks the resolver for its own name here, which can take seconds without a network.
        socketserver.TCPServer.server_bind(self)
        self.server_port = self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no news, and the screen is not this thread's to write on."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "qari-demo"
    sys_version = ""
    disable_nagle_algorithm = True
    timeout = 60

    def do_GET(self) -> None:
        document = self.server.documents.get(self.path.partition("?")[0])
        if document is None:
            self._send(HTTPStatus.NOT_FOUND)
        elif self._has(document):
            self._send(HTTPStatus.NOT_MODIFIED, document)
        else:
            self._send(HTTPStatus.OK, document)

    def _has(self, document: _Document) -> bool:
        """Whether the client's copy is this one; If-None-Match outranks If-Modified-Since (RFC 9110, 13.2.2)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
            return "*" in known or document.etag.removeprefix("W/") in known
        return _is_from(self.headers.get("If-Modified-Since", ""), self.server.last_modified)

    def _send(self, status: HTTPStatus, document: _Document | None = None) -> None:
        body = b""
        self.send_response(status)
        if document is not None:
            self.send_header("ETag", document.etag)
            self.send_header("Last-Modified", self.server.last_modified)
            self.send_header("Vary", "Accept-Encoding")
        if document is not None and status is HTTPStatus.OK:
            self.send_header("Content-Type", document.content_type)
            body = self._encoded(document)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _encoded(self, document: _Document) -> bytes:
        if not _takes_gzip(self.headers.get("Accept-Encoding", "")):
            return document.body
        self.send_header("Content-Encoding", "gzip")
        return document.zipped

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the terminal belongs to the screen."""


def _is_from(date: str, last_modified: str) -> bool:
    """Whether the HTTP date ``date`` is not before ``last_modified``; a date that is none counts as before."""
    try:
        return parsedate_to_datetime(date) >= parsedate_to_datetime(last_modified)
    except (TypeError, ValueError):
        return False


def _takes_gzip(accept_encoding: str) -> bool:
    for coding in accept_encoding.lower().split(","):
        name, _, weight = (part.strip() for part in coding.partition(";"))
        if name == "gzip":
            return weight.rstrip("0") not in ("q=", "q=0.")
    return False
