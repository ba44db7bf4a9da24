"""Which order a reader said is right in a terminal that was not recognised, kept for the next start there."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from reader.terminal.decide import Order, Terminal
from reader.terminal.recognise import AUTO, overruled


def read(path: Path) -> dict[str, Order]:
    """The orders by the terminals' names; what cannot be read counts as never answered."""
    try:
        said = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    orders = set(Order)
    return (
        {name: Order(order) for name, order in said.items() if str(order) in orders} if isinstance(said, dict) else {}
    )


def keep(path: Path, name: str, order: Order) -> None:
    """Keep an answer beside those for other terminals. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    text = json.dumps({**read(path), name: order}, ensure_ascii=False, indent=2)
    try:
        with open(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        fresh.replace(path)  # two terminals at once each leave a whole file
    finally:
        fresh.unlink(missing_ok=True)


def applied(found: Terminal, kept: Mapping[str, Order]) -> Terminal:
    """``found`` as its reader said; a terminal that was recognised needs nobody to say anything."""
    order = None if found.sure else kept.get(found.name)
    return found if order is None else overruled(found, order, AUTO, restore=True)
