"""How the screen lays text out: one set of options for everything on it, which keys change.

The functions are those of ``reader.text`` with the options of the moment. There is one screen in a process, so they
are kept here and not handed to every widget and title.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reader.models import Direction
from reader.text import row
from reader.text.lines import Line
from reader.text.options import Options

if TYPE_CHECKING:
    from reader.text.blocks import Blocks
    from reader.text.figure import Extents
    from reader.text.page import Page

_current = Options()
_interface = Direction.LTR


def current() -> Options:
    """The options of the moment."""
    return _current


def choose(options: Options) -> None:
    """Lay text out by ``options`` from now on; whoever has drawn something draws it anew."""
    global _current
    _current = options


def face(direction: Direction) -> None:
    """Have the interface begin at the side where ``direction``, that of its language, begins."""
    global _interface
    _interface = direction


def from_right() -> bool:
    """Whether the screen is put together from the right; in logical order whoever orders its rows does that."""
    return _interface is Direction.RTL and not _current.logical


def near_side() -> Direction:
    """The side of the screen where rows of the interface begin, as an alignment."""
    return Direction.RTL if from_right() else Direction.LTR


def far_side() -> Direction:
    """The side of the screen where rows of the interface end, as an alignment."""
    return Direction.LTR if from_right() else Direction.RTL


def fit(
    text: str,
    width: int,
    *,
    direction: Direction = Direction.AUTO,
    align: Direction = Direction.AUTO,
    role: str = "text",
    found: tuple[str, ...] = (),
) -> Line:
    """``text.row.fit``."""
    return row.fit(text, width, direction=direction, align=align, role=role, options=_current, found=found)


def visual(text: str, direction: Direction = Direction.AUTO) -> str:
    """``text.row.visual``."""
    return row.visual(text, direction, _current)


def prepare(
    blocks: Blocks,
    *,
    direction: Direction = Direction.AUTO,
    language: str = "",
    found: tuple[str, ...] = (),
    pictures: Extents = MappingProxyType({}),
) -> Page:
    """``text.page.prepare``."""
    from reader.text.page import prepare  # what the first paint does without

    return prepare(blocks, direction=direction, language=language, options=_current, found=found, pictures=pictures)
