"""The settings of layout, as the text engine takes them."""

from __future__ import annotations

from reader.config.schema import Config
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
