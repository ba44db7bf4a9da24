"""What every command gets: the options, the places, the settings, the words and the output."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple

from reader.cli.output import Output
from reader.config.paths import Paths
from reader.config.schema import Config
from reader.i18n.catalogue import Catalogue
from reader.models import Problem

if TYPE_CHECKING:
    from reader.library import Library


class House(NamedTuple):
    """The built house, without a library until somebody opens one."""

    options: SimpleNamespace
    paths: Paths
    config: Config
    words: Catalogue
    output: Output

    def tell(self, problems: Iterable[Problem]) -> None:
        """Print problems on standard error, a line each."""
        for problem in problems:
            self.output.warn(self.words.problem(problem))

    @asynccontextmanager
    async def library(self, database: Path | None = None) -> AsyncIterator[Library]:
        """The library of the user, or of another database; closed in the end."""
        from reader.library import Library

        library = await Library.open(database or self.paths.database, self.config)
        try:
            self.tell(library.notices)
            yield library
        finally:
            await library.close()
