"""Texts for Hypothesis: all of Unicode, lone surrogates included, and what goes wrong more often than chance."""

from __future__ import annotations

from hypothesis import strategies as st

_TELLING = (
    "ابتلأةهى ـلاإآ کگیےہەڵ שלום abcXYZ 0123456789 ٠١٢٣ ۰۱۲۳"
    "\u064b\u064e\u0651\u0670\u05b8\u0301\u0654"
    "()[]{}«»<>“”'\"،؛؟.,:;!?%٪+-−/\\@#$€_*&"
    "\u200b\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\u00ad\ufeff\u2060"
    "\ufe0f\u20e3👨👩👧🚀👍🏽❤🇪🇬🏴\U000e0067\U000e007f"
    "漢字かなハ한국\u1100\u1161ก็क्ि"
    "\t\n\r\x1b\x9b\x07\x00\x85\u2028\u2029\xa0\u3000"
    "ﻻﷲﺍﷺ\u0600\u06dd\u0890\ud800\udfff\uffff\U0010ffff\ue000"
)

any_text = st.text(st.one_of(st.sampled_from(_TELLING), st.characters(exclude_categories=())), max_size=60)
"""Any string at all."""

news_text = st.lists(
    st.sampled_from(
        "خبر عاجل، و من «المدينة القديمة» (لندن) BBC News قال: 2500 3-1 26/7/2024 -5 https://x.example/a/b @me #Tag "
        "الآن لا؟ ! ، مُحَمَّد می‌خواهم שלום abc. C++ 25% a-b 🇪🇬 👨‍👩‍👧 漢字漢字 x".split(" ")
    ),
    max_size=40,
).map(" ".join)
"""Mixed paragraphs as feeds have them."""
