"""The settings of layout, as the text engine takes them."""

from __future__ import annotations

from collections.abc import Mapping

from reader.config.schema import Config
from reader.i18n.catalogue import locale
from reader.i18n.dates import digits_of, months_of, second_date_of
from reader.text.options import Digits, Emoji, Justify, Options


def options(config: Config) -> Options:
    """What ``config`` says of the way text is laid out."""
    return Options(
        harakat=config.reading.harakat,
        digits=Digits(config.reading.digits),
        honorifics=config.reading.honorifics == "spell",
        lam_alef=config.terminal.lam_alef,
        emoji=Emoji(config.terminal.emoji),
        justify=Justify(config.reading.justify),
    )


def regional(config: Config, environ: Mapping[str, str]) -> tuple[str, str, str]:
    """The digits, the months and the second date of the interface: as ``config`` says, or the locale's country.

    They are a numbering system (CLDR), a set of ``dates.MONTHS``, and a calendar of ``dates`` or none.
    """
    screen, place = config.screen, locale(environ, "LC_TIME")
    digits = {"european": "latn", "arabic": "arab", "persian": "arabext"}.get(screen.digits) or digits_of(place)
    months = months_of(place) if screen.months == "auto" else screen.months
    return digits, months, second_date_of(place) if screen.second_date == "auto" else screen.second_date
