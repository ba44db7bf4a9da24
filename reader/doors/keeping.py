"""What is kept, and kept safe: cleaning, copies, repair."""

from __future__ import annotations

import asyncio
from pathlib import Path

from reader.config.schema import Keep
from reader.doors.door import Door
from reader.models import Cleaned, Problem
from reader.store import keeping


class Keeping(Door):
    """The database as a whole."""

    async def clean(self, keep: Keep | None = None, *, dry: bool = False, shrink: bool = False) -> Cleaned:
        """Remove what need not be kept, as the configuration says or ``keep`` does; ``dry``: only tell.

        ``shrink`` gives the room back to the disk, which takes its time.
        """
        keep, now = keep or self._config.keep, self._clock()
        ids, found = await self._read(keeping.removable, keep, now)
        if dry:
            return found
        removed = 0
        for start in range(0, len(ids), keeping.AT_ONCE):
            removed += await self._write(keeping.remove, ids[start : start + keeping.AT_ONCE])
        if found.pictures:
            await self._write(keeping.remove_pictures, keep, now)
        if shrink and (removed or found.pictures):
            await self._write(keeping.shrink)
        return found._replace(entries=removed)

    async def backup(self, file: Path, *, replace: bool = False) -> int:
        """Copy everything into a file, in which it can be taken back from; its size in bytes.

        Raises OutputError where there is such a file already, or it cannot be written.
        """
        from reader.store import backup

        return await self._write(backup.keep, file, replace=replace)

    async def restore(self, file: Path) -> Path:
        """Put what a backup holds in the place of everything; gives the file that has what was there before."""
        from reader.store import backup

        kept = await self._write(backup.take_back, file, self._clock())
        self._undo.forget()
        return kept

    @staticmethod
    async def check(path: Path) -> tuple[str, ...]:
        """What SQLite finds wrong in the whole database at ``path``, in its words; nothing: it is sound.

        Nothing is opened to be written, and a damaged file stays where it is. Raises StoreError where it is none of
        Qari's.
        """
        from reader.store.check import check

        return await asyncio.to_thread(check, path)

    @staticmethod
    async def repair(path: Path) -> tuple[Problem, ...]:
        """Keep a damaged database aside, and have what can be read of it in its place; what the user must know."""
        from reader.store.db import replace

        opened = await asyncio.to_thread(replace, path)
        await asyncio.to_thread(opened.database.close)
        return opened.notices
