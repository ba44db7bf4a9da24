"""Colours: two themes of Qari's own, and the shades that the styles need of any theme."""

from __future__ import annotations

from collections.abc import Mapping

from textual.color import Color, ColorParseError
from textual.theme import Theme

DARK = Theme(
    "qari-dark",
    primary="#7aa2c9",
    accent="#e0af68",
    warning="#e0af68",
    error="#e07a7a",
    success="#8fb573",
    foreground="#c8ccd4",
    background="#16181d",
    surface="#1c1f26",
    panel="#252932",
    dark=True,
)
LIGHT = Theme(
    "qari-light",
    primary="#2f5f8f",
    accent="#9a5b00",
    warning="#9a5b00",
    error="#b3261e",
    success="#3d6b24",
    foreground="#2a2d33",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e6e3dc",
    dark=False,
)


CONTRAST = Theme(
    "qari-contrast",
    primary="#8fd0ff",
    accent="#ffd75f",
    warning="#ffd75f",
    error="#ff8f8f",
    success="#a8f08f",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#202020",
    dark=True,
)
CONTRAST_LIGHT = Theme(
    "qari-contrast-light",
    primary="#00307a",
    accent="#6b3a00",
    warning="#6b3a00",
    error="#8b0000",
    success="#004d00",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#e0e0e0",
    dark=False,
)
OWN = (DARK, LIGHT, CONTRAST, CONTRAST_LIGHT)
CYCLE = (*(theme.name for theme in OWN), "ansi-dark", "ansi-light")
"""The themes that a key goes through: Qari's own, then the terminal's own sixteen colours."""


def choose(setting: str, available: Mapping[str, Theme], environ: Mapping[str, str]) -> str:
    """The name of the theme to use; for ``auto`` the one that suits the terminal's background, if it says which.

    Empty: there is no theme of that name. COLORFGBG (rxvt, Konsole) ends with the background's number: 7 and 9 to 15
    are light.
    """
    if setting != "auto":
        return setting if setting in available else ""
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    light = background.isdigit() and (int(background) == 7 or 9 <= int(background) <= 15)
    return LIGHT.name if light else DARK.name


def shades(theme: Theme) -> dict[str, str]:
    """The variables that the styles use beside Textual's, made from the theme's own colours."""
    if theme.ansi:
        return {
            "quiet": "ansi_bright_black",
            "faint": "ansi_bright_black",
            "cursor": "ansi_bright_black",
            "cursor-away": "ansi_default",
            "bright": "ansi_default",
            "lit": "ansi_default",
        }
    foreground = _color(theme.foreground, "#e0e0e0" if theme.dark else "#202020")
    background = _color(theme.background, "#121212" if theme.dark else "#e0e0e0")
    primary = _color(theme.primary, "#0178d4")
    strongest = Color(255, 255, 255) if theme.dark else Color(0, 0, 0)
    return {
        "quiet": background.blend(foreground, 0.62).hex,
        "faint": background.blend(foreground, 0.32).hex,
        "cursor": _calm(background.blend(primary, 0.34)).hex,
        "cursor-away": background.blend(foreground, 0.12).hex,
        "bright": foreground.blend(strongest, 0.55).hex,
        "lit": background.blend(foreground, 0.9).hex,
    }


def _calm(color: Color) -> Color:
    """A colour that is nearly grey: a terminal of 256 colours has the shades of no other one but of grey."""
    grey = round(0.299 * color.r + 0.587 * color.g + 0.114 * color.b)
    return color.blend(Color(grey, grey, grey), 0.45)


def _color(text: str | None, fallback: str) -> Color:
    try:
        return Color.parse(text or fallback)
    except ColorParseError:
        return Color.parse(fallback)
