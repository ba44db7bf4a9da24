"""Content encodings undone under a cap: a gzip bomb never becomes more than the cap.

``gzip`` (also in several members, RFC 1952), ``deflate`` in both of its readings (RFC 1950 and, by old servers,
RFC 1951), ``br`` (RFC 7932), ``zstd`` (RFC 8878) and ``identity``. Pure: bytes in, bytes out.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from reader.errors import FetchError
from reader.feeds import address

_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_CODINGS = ("", "identity", "gzip", "x-gzip", "deflate", "br", "zstd")
MEGABYTE = 1_000_000


class Body:
    """A body that arrives in chunks and is inflated as it comes.

    ``coding`` is the value of Content-Encoding and ``limit`` the most bytes that may come in or out. Every method
    raises FetchError: ``error.too_large``, ``error.bad_encoding``.
    """

    def __init__(self, url: str, coding: str, limit: int) -> None:
        self._url = url
        self._coding = coding.strip().lower()
        self._limit = limit
        self._received = 0
        self._size = 0
        self._parts: list[bytes] = []
        self._head: bytes | None = b""
        """What came so far, until there is enough to choose an inflater by."""
        self._inflater: _Inflater | None = None
        if self._coding not in _CODINGS:
            raise self._broken()

    def add(self, chunk: bytes) -> None:
        """Take the next chunk, as it came over the wire."""
        self._received += len(chunk)
        if self._received > self._limit:
            raise too_large(self._url, self._limit)
        if self._head is not None:
            chunk = self._head = self._head + chunk
            if len(chunk) < len(_MAGIC):
                return
            self._inflater = self._choose(chunk)
            self._head = None
        if self._inflater is None:
            self._keep(chunk)
        else:
            self._inflate(self._inflater, chunk)

    def finish(self) -> bytes:
        """The whole body, when the last chunk has been added."""
        if self._inflater is not None and not self._inflater.ended:
            raise self._broken()
        return self._head or b"".join(self._parts)

    def _choose(self, head: bytes) -> _Inflater | None:
        """An inflater by the first two bytes: headers call a plain body compressed, and a compressed one plain."""
        if head.startswith(_MAGIC):
            return _Zlib(_GZIP)
        if self._coding == "zstd" and head.startswith(_ZSTD_MAGIC[:2]):
            return _Zstd()
        if self._coding == "br" and not head.lstrip(b" \t\r\n").startswith(b"<"):
            return _Brotli()
        if self._coding != "deflate":
            return None
        is_zlib = head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0
        return _Zlib(_ZLIB if is_zlib else _RAW)

    def _inflate(self, inflater: _Inflater, chunk: bytes) -> None:
        try:
            for part in inflater.parts(chunk, lambda: self._limit - self._size + 1):
                self._keep(part)
        except FetchError:
            raise
        except Exception as error:  # each library has its own, and one says more than what is broken
            raise self._broken() from error

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._limit:
            raise too_large(self._url, self._limit)
        self._parts.append(part)

    def _broken(self) -> FetchError:
        return FetchError("error.bad_encoding", **address.facts(self._url))


def too_large(url: str, limit: int) -> FetchError:
    """The error for a body of more than ``limit`` bytes."""
    return FetchError("error.too_large", **address.facts(url), limit=f"{limit / MEGABYTE:g}")


_Room = Callable[[], int]
"""How many bytes more there is room for, and one."""


class _Inflater(Protocol):
    @property
    def ended(self) -> bool:
        """Whether what was packed came to its end."""

    def parts(self, chunk: bytes, room: _Room) -> Iterator[bytes]:
        """What a chunk holds, in parts none of which is larger than there is room for."""


class _Zlib:
    def __init__(self, wbits: int) -> None:
        self._inflater = zlib.decompressobj(wbits)

    @property
    def ended(self) -> bool:
        return self._inflater.eof

    def parts(self, chunk: bytes, room: _Room) -> Iterator[bytes]:
        while chunk:
            if self._inflater.eof:
                if chunk[0] != _MAGIC[0]:
                    return  # padding behind the last member
                self._inflater = zlib.decompressobj(_GZIP)
            yield self._inflater.decompress(chunk, room())
            chunk = self._inflater.unconsumed_tail or self._inflater.unused_data


class _Zstd:
    def __init__(self) -> None:
        self._make = _zstd().ZstdDecompressor
        self._inflater = self._make()

    @property
    def ended(self) -> bool:
        return bool(self._inflater.eof)

    def parts(self, chunk: bytes, room: _Room) -> Iterator[bytes]:
        while chunk:
            if self._inflater.eof:
                if not chunk.startswith(_ZSTD_MAGIC[:1]):
                    return
                self._inflater = self._make()
            yield self._inflater.decompress(chunk, room())
            while not self._inflater.needs_input and not self._inflater.eof:
                yield self._inflater.decompress(b"", room())
            chunk = self._inflater.unused_data if self._inflater.eof else b""


class _Brotli:
    def __init__(self) -> None:
        import brotli

        self._inflater = brotli.Decompressor()

    @property
    def ended(self) -> bool:
        return bool(self._inflater.is_finished())

    def parts(self, chunk: bytes, room: _Room) -> Iterator[bytes]:
        if self._inflater.is_finished():
            return
        yield self._inflater.process(chunk, output_buffer_limit=room())
        while not self._inflater.can_accept_more_data() and not self._inflater.is_finished():
            yield self._inflater.process(b"", output_buffer_limit=room())


def _zstd() -> Any:
    if sys.version_info >= (3, 14):
        from compression import zstd

        return zstd
    from backports import zstd as backport

    return backport
