"""Content encodings undone under a cap: a gzip bomb never becomes more than the cap.

``gzip`` (also in several members, RFC 1952), ``deflate`` in both of its readings (RFC 1950 and, by old servers,
RFC 1951) and ``identity``. Pure: bytes in, bytes out.
"""

from __future__ import annotations

import zlib

from reader.errors import FetchError
from reader.feeds import address

_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
_MAGIC = b"\x1f\x8b"
_CODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
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
        self._inflater: zlib._Decompress | None = None
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
        if self._inflater is not None and not self._inflater.eof:
            raise self._broken()
        return self._head or b"".join(self._parts)

    def _choose(self, head: bytes) -> zlib._Decompress | None:
        """An inflater by the first two bytes: headers call a plain body compressed, and a compressed one plain."""
        if head.startswith(_MAGIC):
            return zlib.decompressobj(_GZIP)
        if self._coding != "deflate":
            return None
        is_zlib = head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0
        return zlib.decompressobj(_ZLIB if is_zlib else _RAW)

    def _inflate(self, inflater: zlib._Decompress, chunk: bytes) -> None:
        while chunk:
            if inflater.eof:
                if chunk[0] != _MAGIC[0]:
                    return  # padding behind the last member
                self._inflater = inflater = zlib.decompressobj(_GZIP)
            try:
                self._keep(inflater.decompress(chunk, self._limit - self._size + 1))
            except zlib.error as error:
                raise self._broken() from error
            chunk = inflater.unconsumed_tail or inflater.unused_data

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
