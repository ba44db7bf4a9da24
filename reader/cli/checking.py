"""``qari check``: whether the whole database can be read, and what to do when it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reader.cli.house import House
from reader.library import Library
from reader.models import Problem


async def run(house: House) -> int:
    """Tell whether the database is sound, and repair it where that is asked for; 1: it is damaged, and stays so."""
    path, options = house.paths.database, house.options
    faults = await Library.check(path)
    notices = await Library.repair(path) if faults and options.repair else ()
    if options.json:
        house.output.json(_record(path, faults, notices))
    elif not faults:
        house.output.say(house.words.text("cli.sound", file=path))
    else:
        house.output.warn(house.words.text("cli.damaged", file=path))
        for fault in faults:
            house.output.warn(f"  {fault}")
        for notice in notices:
            house.output.say(house.words.problem(notice))
        if not notices:
            house.output.warn(house.words.text("cli.repair_it"))
    return int(bool(faults) and not notices)


def _record(path: Path, faults: Sequence[str], notices: Sequence[Problem]) -> dict[str, object]:
    facts = {notice.key: dict(notice.facts) for notice in notices}
    kept = next((one["kept"] for one in facts.values() if "kept" in one), None)
    counts = {name: int(facts.get(f"notice.database_{name}", {}).get("n", 0)) for name in ("feeds", "articles")}
    saved = {"kept": kept, **counts} if kept else None
    return {"database": str(path), "sound": not faults, "faults": list(faults), "repaired": saved}
