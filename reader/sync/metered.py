"""Whether the network costs by what comes over it, as far as the system says."""

from __future__ import annotations

import subprocess

_ASK = (
    *("busctl", "--json=off", "get-property", "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager"),
    *("org.freedesktop.NetworkManager", "Metered"),
)
_METERED = ("u 1", "u 3")
"""NM_METERED_YES and NM_METERED_GUESS_YES (NetworkManager's D-Bus reference)."""
_LONGEST_WAIT = 1.0


def is_metered() -> bool:
    """What NetworkManager says; a system without it does not tell, and counts as free."""
    try:
        said = subprocess.run(_ASK, capture_output=True, text=True, timeout=_LONGEST_WAIT, check=False)
    except (OSError, subprocess.SubprocessError):
        return False
    return said.returncode == 0 and said.stdout.strip() in _METERED
