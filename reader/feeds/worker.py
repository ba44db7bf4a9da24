"""Pages and pictures taken apart in a process of its own."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from reader.asking import PLAIN, Fetched, Manner
from reader.errors import ExtractError, PictureError, QariError
from reader.feeds.process import SECONDS, Process
from reader.models import FullText, Picture, Problem


class Worker:
    """An async context manager; its processes begin with their first piece of work, and do one at a time."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.pages = Process("page", seconds)
        self.pictures = Process("picture", seconds)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.pages.__aexit__(kind, error, traceback)
        await self.pictures.__aexit__(kind, error, traceback)

    async def extract(self, page: Fetched, manner: Manner = PLAIN) -> FullText:
        """The article of a page. Raises ExtractError where there is none, and when it takes too long."""
        found = await self.pages.run(_article, page.body, page.url, page.content_type, manner.keep, manner.drop)
        if isinstance(found, FullText):
            return found
        raise raised(ExtractError, found)

    async def shrink(self, body: bytes) -> Picture:
        """The picture in a file, small enough to be kept. Raises PictureError, likewise."""
        found = await self.pictures.run(_picture, body)
        if isinstance(found, Picture):
            return found
        raise raised(PictureError, found)


def _article(body: bytes, url: str, content_type: str, keep: str, drop: str) -> FullText:
    from reader.feeds.extract.page import extract

    return extract(body, url, content_type, keep=keep, drop=drop)


def _picture(body: bytes) -> Picture:
    from reader.pictures.shrink import shrink

    return shrink(body)


def raised(kind: type[QariError], found: object) -> QariError:
    """The error of a Problem that a process has given, or of something that it should not have."""
    problem = found if isinstance(found, Problem) else Problem("error.unexpected", (("detail", type(found).__name__),))
    return kind(problem.key, **dict(problem.facts))
