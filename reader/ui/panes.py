"""Which panes a terminal of some width shows."""

from __future__ import annotations

from enum import StrEnum

WIDE = 100
"""Cells from which three panes stand side by side."""
MEDIUM = 64
"""Cells from which two do."""


class Pane(StrEnum):
    """A pane of the main screen; the value is its widget's id."""

    FEEDS = "feeds"
    HEADLINES = "headlines"
    ARTICLE = "article"


ORDER = (Pane.FEEDS, Pane.HEADLINES, Pane.ARTICLE)
"""From the outermost inward."""


def shown(width: int, focused: Pane, reading: bool) -> tuple[Pane, ...]:
    """The panes to show in ``width`` cells; the focused one is always among them.

    With room for two, the headlines stand beside the article once one is open (``reading``), else beside the feeds.
    """
    if width >= WIDE:
        return ORDER
    if width < MEDIUM:
        return (focused,)
    if focused is Pane.FEEDS or (focused is Pane.HEADLINES and not reading):
        return (Pane.FEEDS, Pane.HEADLINES)
    return (Pane.HEADLINES, Pane.ARTICLE)


def beside(pane: Pane, step: int) -> Pane:
    """The pane ``step`` places inward of ``pane`` (outward when negative); the last one stays."""
    place = ORDER.index(pane) + step
    return ORDER[max(0, min(place, len(ORDER) - 1))]


def after(pane: Pane, step: int) -> Pane:
    """The pane ``step`` places inward of ``pane``, going round."""
    return ORDER[(ORDER.index(pane) + step) % len(ORDER)]
