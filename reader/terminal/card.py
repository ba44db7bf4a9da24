"""The terminal card: one sentence in every order that a terminal may want. A reader sees which is right."""

from __future__ import annotations

from reader.terminal.decide import Order

SENTENCE = "السلام عليكم (2021) مرحبا"
"""Two words, brackets and digits, and a word: each way of getting it wrong looks different."""
ORDERS = (Order.VISUAL, Order.KITTY, Order.ROW, Order.SPAN)
"""The orders on the card, from the first on."""
