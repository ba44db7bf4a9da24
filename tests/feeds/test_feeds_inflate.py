"""Bodies inflated piece by piece."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from functools import partial

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import FetchError
from reader.feeds.inflate import Body, _zstd

URL = "https://example.org/feed"
pieces = st.lists(st.binary(max_size=40), max_size=6)


def inflated(chunks: list[bytes], coding: str = "gzip", limit: int = 1_000) -> bytes:
    """What comes out when these chunks go in."""
    body = Body(URL, coding, limit)
    for chunk in chunks:
        body.add(chunk)
    return body.finish()


def cut(whole: bytes, size: int) -> list[bytes]:
    """``whole`` in chunks of ``size``."""
    return [whole[i : i + size] for i in range(0, len(whole), size)]


@given(pieces, st.integers(1, 50))
def test_however_it_is_cut(parts: list[bytes], size: int) -> None:
    """Gzip of any number of members comes out whole, in whatever chunks it arrives."""
    packed = b"".join(map(gzip.compress, parts))
    assert inflated(cut(packed, size)) == b"".join(parts)


@given(st.binary(min_size=1, max_size=200), st.integers(1, 50), st.sampled_from([15, -15]))
def test_both_readings_of_deflate(whole: bytes, size: int, bits: int) -> None:
    """Deflate is understood with zlib's header and without it."""
    assert inflated(cut(zlib.compress(whole, wbits=bits), size), "deflate") == whole


@given(st.binary(min_size=1, max_size=2_000), st.integers(1, 50))
def test_brotli_and_zstd_come_out_whole(whole: bytes, size: int) -> None:
    """Both are undone in whatever chunks they arrive."""
    assert inflated(cut(brotli.compress(whole), size), "br", 2_000) == whole
    assert inflated(cut(_zstd().compress(whole), size), "zstd", 2_000) == whole


@pytest.mark.parametrize("size", [121, 633, 1145, 1657])
def test_no_brotli_is_taken_for_a_document(size: int) -> None:
    """A stream may begin with a vertical tab and what looks like the beginning of an element."""
    packer = brotli.Compressor(lgwin=22)
    body = b"<rss>" + b"x" * (size - 5)
    packed = packer.process(body) + packer.flush() + packer.finish()
    assert inflated([packed], "br", 10_000) == body


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_a_bomb_takes_no_more_than_the_limit(coding: str) -> None:
    """100 MB of nothing, packed to some kilobytes, are given up long before they are unpacked."""
    pack = {"gzip": gzip.compress, "br": partial(brotli.compress, quality=1), "zstd": _zstd().compress}[coding]
    packed = pack(bytes(100_000_000))
    tracemalloc.start()
    with pytest.raises(FetchError) as raised:
        inflated(cut(packed, 65_536), coding, 1_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert raised.value.problem.key == "error.too_large"
    assert peak < 8_000_000


@given(st.binary(max_size=200), st.integers(1, 50))
def test_anything_is_a_body_or_a_fetch_error(whole: bytes, size: int) -> None:
    """Whatever comes, at most the limit goes out, or a FetchError."""
    for coding in ("gzip", "deflate", "", "br", "zstd"):
        try:
            assert len(inflated(cut(whole, size), coding, limit=100)) <= 100
        except FetchError as error:
            assert error.problem.key in ("error.too_large", "error.bad_encoding")


@pytest.mark.parametrize("size", [99, 100, 101])
def test_the_limit_is_exact(size: int) -> None:
    """A body of the limit is a body; one byte more is too much, packed or not."""
    for packed, coding in ((gzip.compress(bytes(size)), "gzip"), (bytes(size), "")):
        if size <= 100:
            assert inflated([packed], coding, 100) == bytes(size)
        else:
            with pytest.raises(FetchError):
                inflated([packed], coding, 100)


def test_many_empty_members_are_too_much_too() -> None:
    """What comes in is limited as well: members that hold nothing do not go on for ever."""
    with pytest.raises(FetchError):
        inflated([gzip.compress(b"")] * 1_000, limit=1_000)
