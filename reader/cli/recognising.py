"""The user's terminal: asked, and taken as the settings and the terminal card say."""

from __future__ import annotations

import os

from reader.config.paths import Paths
from reader.config.schema import Terminal as Settings
from reader.terminal import remembered
from reader.terminal.recognise import Recognised, recognise


def recognised(wanted: Settings, places: Paths, *, take_keys: bool = False) -> Recognised:
    """What the terminal is for the app and the commands alike; ``take_keys`` is for ``terminal.ask``."""
    found = recognise(os.environ, bidi=wanted.bidi, switch=wanted.switch, restore=wanted.restore, take_keys=take_keys)
    return remembered.applied(found, remembered.read(places.terminals))
