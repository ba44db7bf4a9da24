"""Which order a reader said is right in a terminal that was not recognised, kept for the next start there."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from reader.terminal.decide import Order
from reader.terminal.recognise import AUTO, Recognised, overruled


def read(path: Path) -> dict[str, Order]:
    """The orders by the terminals' identities; what cannot be read counts as never answered."""
    try:
        said = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    orders = set(Order)
    return (
        {name: Order(order) for name, order in said.items() if str(order) in orders} if isinstance(said, dict) else {}
    )


def keep(path: Path, terminal: str, order: Order) -> None:
    """Keep an answer for the terminal of that identity, beside those for others. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    text = json.dumps({**read(path), terminal: order}, ensure_ascii=False, indent=2)
    try:
        with open(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        fresh.replace(path)  # two terminals at once each leave a whole file
    finally:
        fresh.unlink(missing_ok=True)


def identity(found: Recognised) -> str:
    """What tells a terminal from others: its name, which several may share, and its device attributes (DA2)."""
    return " ".join(part for part in (found.terminal.name, found.answers.secondary) if part)


def applied(found: Recognised, kept: Mapping[str, Order]) -> Recognised:
    """``found`` as its reader said; a terminal that was recognised needs nobody to say anything."""
    order = None if found.terminal.sure else kept.get(identity(found))
    if order is None:
        return found
    terminal = overruled(found.terminal, order, AUTO, restore=True)
    return found._replace(terminal=terminal._replace(answered=True))
