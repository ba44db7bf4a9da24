"""The addresses in articles."""

from __future__ import annotations

import pytest

from reader.text.html import to_blocks


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.example/x?utm_source=rss&utm_medium=feed", "https://a.example/x"),
        ("https://a.example/x?id=5&fbclid=AbC&page=2#top", "https://a.example/x?id=5&page=2#top"),
        ("https://a.example/?a=%D8%A7&at_medium=RSS", "https://a.example/?a=%D8%A7"),
        ("https://a.example/?utmost=1&reference=2&gclid", "https://a.example/?utmost=1&reference=2"),
        ("https://a.example/plain#utm_source=x", "https://a.example/plain#utm_source=x"),
    ],
)
def test_links_do_not_tell_who_clicked(address: str, kept: str) -> None:
    """Parameters that only follow the reader are taken out; everything else stays as it was, escapes and order too."""
    (block,) = to_blocks(f'<p><a href="{address}">x</a></p>')
    assert block.spans[0].href == kept
